//! The newest entries of each space's feed, encoded once and held once for all agents' pages. A page keeps its own
//! position and reads on from here; where this does not reach, the store is asked: for the entries, or, when a page has
//! fallen far behind, for the inbox as it is. Pages are told that a feed has
//! moved at most every [`PACE`], so that a busy space costs each page a few frames in one go instead of a wake-up for
//! every message of every colleague.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use baton_core::id::{Seq, SpaceId};
use baton_core::inbox::FeedEvent;
use baton_core::wire::{ToAgent, encode};

use super::moved::Moved;
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
pub enum Unread {
    /// The next entries, without a gap, and whether there are more.
    Entries(Vec<Entry>, bool),
    /// More than is held: the whole inbox is shorter by now.
    TooMuch,
    /// Only the store knows.
    Unknown,
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

    fn after(&self, seq: Seq) -> Unread {
        let Some(first) = self.entries.front().map(|entry| entry.seq) else {
            return Unread::Unknown;
        };
        if first > seq.next() {
            let is_full = self.entries.len() == HELD;
            return if is_full {
                Unread::TooMuch
            } else {
                Unread::Unknown
            };
        }
        let read = usize::try_from(seq.next().0 - first.0).unwrap_or(usize::MAX);
        let mut unread = self.entries.iter().skip(read);
        let next = unread.by_ref().take(TAKEN).cloned().collect();
        Unread::Entries(next, unread.next().is_some())
    }
}

/// The feeds of the spaces whose agents have a page open.
#[derive(Debug, Default)]
pub struct Feeds {
    tails: Mutex<HashMap<SpaceId, Tail>>,
    moved: Moved<SpaceId>,
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
        self.moved.put(space);
    }

    /// Nobody reads the feed of a space any more, or entries of it may have been missed.
    pub fn forget(&self, space: SpaceId) {
        let mut tails = self.tails.lock().unwrap_or_else(PoisonError::into_inner);
        tails.remove(&space);
    }

    /// What comes after a position.
    #[must_use]
    pub fn after(&self, space: SpaceId, seq: Seq) -> Unread {
        let tails = self.tails.lock().unwrap_or_else(PoisonError::into_inner);
        tails
            .get(&space)
            .map_or(Unread::Unknown, |tail| tail.after(seq))
    }
}

/// The worker that tells agents' pages.
pub(super) async fn watch(app: Arc<App>) {
    loop {
        let moved = tokio::select! {
            () = app.shutdown.cancelled() => return,
            moved = app.hub.feeds().moved.next() => moved,
        };
        for space in moved {
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

    fn after(feeds: &Feeds, seq: u64) -> Option<(Vec<u64>, bool)> {
        match feeds.after(SPACE, Seq(seq)) {
            Unread::Entries(entries, more) => {
                Some((entries.iter().map(|entry| entry.seq.0).collect(), more))
            }
            Unread::TooMuch | Unread::Unknown => None,
        }
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
        assert_eq!(after(&feeds, 4), Some((vec![5, 6, 7, 8, 9], false)));
        assert_eq!(after(&feeds, 7), Some((vec![8, 9], false)));
        assert_eq!(after(&feeds, 9), Some((vec![], false)));
        // Its snapshot was newer than what has been called out.
        assert_eq!(after(&feeds, 12), Some((vec![], false)));
        assert!(matches!(feeds.after(SPACE, Seq(3)), Unread::Unknown));
        assert!(matches!(feeds.after(SpaceId(2), Seq(9)), Unread::Unknown));
    }

    #[test]
    fn nobody_reads_on_over_a_gap() {
        let feeds = filled([5, 6, 9]);
        assert_eq!(after(&feeds, 6), None);
        assert_eq!(after(&feeds, 8), Some((vec![9], false)));
        feeds.moved(SPACE, None);
        assert_eq!(after(&feeds, 8), None);
        let feeds = filled([5, 6, 6, 5, 7]);
        assert_eq!(after(&feeds, 4), Some((vec![5, 6, 7], false)));
        feeds.forget(SPACE);
        assert_eq!(after(&feeds, 6), None);
    }

    #[test]
    fn a_feed_holds_a_bounded_number_of_entries_and_a_page_takes_some_at_once() {
        let (held, taken) = (u64::try_from(HELD).unwrap(), u64::try_from(TAKEN).unwrap());
        let feeds = filled(1..=held + 10);
        assert!(matches!(feeds.after(SPACE, Seq(9)), Unread::TooMuch));
        let first: Vec<_> = (11..=10 + taken).collect();
        assert_eq!(after(&feeds, 10), Some((first, true)));
        let last: Vec<_> = (held + 11 - taken..=held + 10).collect();
        assert_eq!(after(&feeds, held + 10 - taken), Some((last, false)));
    }
}
