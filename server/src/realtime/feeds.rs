//! The newest entries of each space's feed, encoded once and held once for all agents' pages. A page keeps its own
//! position and reads on from here; only where this does not reach does it ask the store. Pages are told that a feed has
//! moved at most every [`PACE`], so that a busy space costs each page a few frames in one go instead of a wake-up for
//! every message of every colleague.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use baton_core::id::{Seq, SpaceId};
use baton_core::inbox::FeedEvent;
use baton_core::wire::{ToAgent, encode};
use tokio::sync::Notify;

use crate::app::App;

/// How often pages are told at most. The first entry after a quiet moment is told at once.
const PACE: Duration = Duration::from_millis(40);
/// How many entries are held for a space. A page that is further behind reads the store.
const HELD: usize = 1_024;
/// How many entries a page takes at once.
const TAKEN: usize = 200;

/// An entry of a feed, encoded once for all who get it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its position.
    pub seq: Seq,
    /// The frame.
    pub frame: Bytes,
}

/// What a page has not had yet.
#[derive(Debug)]
pub struct Unread {
    /// The next entries, without a gap.
    pub entries: Vec<Entry>,
    /// Whether there are more.
    pub more: bool,
}

/// The newest entries of one feed, without a gap.
#[derive(Debug, Default)]
struct Tail {
    entries: VecDeque<Entry>,
}

impl Tail {
    fn push(&mut self, event: &FeedEvent) {
        match self.entries.back() {
            Some(last) if event.seq <= last.seq => return,
            // Another process wrote what is between: nobody may read on over the gap.
            Some(last) if event.seq != last.seq.next() => self.entries.clear(),
            _ => {}
        }
        if self.entries.len() == HELD {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry {
            seq: event.seq,
            frame: Bytes::from(encode(&ToAgent::Feed(event.clone()))),
        });
    }

    /// None where an entry that comes next is not here.
    fn after(&self, seq: Seq) -> Option<Unread> {
        let first = self.entries.front()?.seq;
        if first > seq.next() {
            return None;
        }
        let read = usize::try_from(seq.next().0 - first.0).unwrap_or(usize::MAX);
        let mut unread = self.entries.iter().skip(read);
        Some(Unread {
            entries: unread.by_ref().take(TAKEN).cloned().collect(),
            more: unread.next().is_some(),
        })
    }
}

/// The feeds of the spaces whose agents have a page open.
#[derive(Debug, Default)]
pub struct Feeds {
    tails: Mutex<HashMap<SpaceId, Tail>>,
    moved: Mutex<HashSet<SpaceId>>,
    bell: Notify,
}

impl Feeds {
    /// The feed of a space has moved. `event` is its newest entry, where that is known.
    pub fn moved(&self, space: SpaceId, event: Option<&FeedEvent>) {
        let mut tails = self.tails.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Some(event) => tails.entry(space).or_default().push(event),
            None => drop(tails.remove(&space)),
        }
        drop(tails);
        let mut moved = self.moved.lock().unwrap_or_else(PoisonError::into_inner);
        moved.insert(space);
        drop(moved);
        self.bell.notify_one();
    }

    /// Nobody reads the feed of a space any more, or entries of it may have been missed.
    pub fn forget(&self, space: SpaceId) {
        let mut tails = self.tails.lock().unwrap_or_else(PoisonError::into_inner);
        tails.remove(&space);
    }

    /// What comes after a position; none where that is only in the store.
    #[must_use]
    pub fn after(&self, space: SpaceId, seq: Seq) -> Option<Unread> {
        let tails = self.tails.lock().unwrap_or_else(PoisonError::into_inner);
        tails.get(&space)?.after(seq)
    }

    fn take_moved(&self) -> HashSet<SpaceId> {
        let mut moved = self.moved.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut moved)
    }
}

/// The worker that tells agents' pages.
pub(super) async fn watch(app: Arc<App>) {
    loop {
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = app.hub.feeds().bell.notified() => {}
        }
        for space in app.hub.feeds().take_moved() {
            app.hub.feed_moved(space);
        }
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = tokio::time::sleep(PACE) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use baton_core::id::{ConversationId, CustomerId};
    use baton_core::inbox::{InboxRow, Place};
    use baton_core::time::Time;

    use super::*;

    const SPACE: SpaceId = SpaceId(1);

    fn entry(seq: u64) -> FeedEvent {
        FeedEvent {
            seq: Seq(seq),
            row: InboxRow {
                conversation: ConversationId(1),
                customer: CustomerId(1),
                customer_name: String::new(),
                place: Place::Unassigned {
                    since: Time(0),
                    assign_due: Time(1),
                },
                last_words: None,
                work_item: None,
                head: Seq(seq),
            },
        }
    }

    fn seqs(unread: &Unread) -> Vec<u64> {
        unread.entries.iter().map(|entry| entry.seq.0).collect()
    }

    fn filled(seqs: impl IntoIterator<Item = u64>) -> Feeds {
        let feeds = Feeds::default();
        for seq in seqs {
            feeds.moved(SPACE, Some(&entry(seq)));
        }
        feeds
    }

    #[test]
    fn a_page_reads_on_from_its_own_position() {
        let feeds = filled(5..=9);
        assert_eq!(seqs(&feeds.after(SPACE, Seq(4)).unwrap()), [5, 6, 7, 8, 9]);
        assert_eq!(seqs(&feeds.after(SPACE, Seq(7)).unwrap()), [8, 9]);
        assert!(feeds.after(SPACE, Seq(9)).unwrap().entries.is_empty());
        // Its snapshot was newer than what has been called out.
        assert!(feeds.after(SPACE, Seq(12)).unwrap().entries.is_empty());
        assert!(feeds.after(SPACE, Seq(3)).is_none());
        assert!(feeds.after(SpaceId(2), Seq(3)).is_none());
    }

    #[test]
    fn nobody_reads_on_over_a_gap() {
        let feeds = filled([5, 6, 9]);
        assert!(feeds.after(SPACE, Seq(6)).is_none());
        assert_eq!(seqs(&feeds.after(SPACE, Seq(8)).unwrap()), [9]);
        feeds.moved(SPACE, None);
        assert!(feeds.after(SPACE, Seq(8)).is_none());
        let feeds = filled([5, 6, 6, 5, 7]);
        assert_eq!(seqs(&feeds.after(SPACE, Seq(4)).unwrap()), [5, 6, 7]);
        feeds.forget(SPACE);
        assert!(feeds.after(SPACE, Seq(6)).is_none());
    }

    #[test]
    fn a_feed_holds_a_bounded_number_of_entries_and_a_page_takes_some_at_once() {
        let held = u64::try_from(HELD).unwrap();
        let feeds = filled(1..=held + 10);
        assert!(feeds.after(SPACE, Seq(9)).is_none());
        let unread = feeds.after(SPACE, Seq(10)).unwrap();
        assert!(unread.entries.len() == TAKEN && unread.more);
        let taken = u64::try_from(TAKEN).unwrap();
        let last = feeds.after(SPACE, Seq(held + 10 - taken)).unwrap();
        assert!(last.entries.len() == TAKEN && !last.more);
    }
}
