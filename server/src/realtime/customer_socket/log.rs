//! Where a customer's page stands in its conversation, and what it is told besides: its place in the queue, the offer.

use std::sync::Arc;

use baton_core::conversation::{Conversation, Holder as Baton};
use baton_core::event::Event;
use baton_core::id::{ConversationId, Epoch, Seq};
use baton_core::limits::{RESUME_EVENTS, SNAPSHOT_ENTRIES};
use baton_core::view::CustomerView;
use baton_core::wire::{Cursor, ToCustomer};

use super::super::farewell::Farewell;
use super::super::offers;
use super::super::socket::{Out, Went};
use super::super::trail::{Gap, Trail, waits_after};
use super::CustomerPage;

/// How many events are read at once.
const PAGE: u32 = 100;

impl CustomerPage {
    /// Sends exactly what is missing after the cursor, or a snapshot where that can't be told.
    pub(super) async fn sync(&mut self, cursor: Option<Cursor>, out: &mut Out) -> Went {
        let (epoch, now) = (self.app.store.epoch(), self.app.now());
        if self.seat.follows().is_none() {
            let (Some(customer), Some(space)) = (self.customer(), self.seat.space()) else {
                return Ok(());
            };
            let found = self.app.store.conversation_of(space, customer).await;
            let found = found?;
            self.seat.follow(found.map(|conversation| conversation.id));
        }
        let Some(id) = self.seat.follows() else {
            self.trail = Trail::default();
            let view = CustomerView::empty();
            out.put(&ToCustomer::Snapshot { epoch, now, view });
            return Ok(());
        };
        // It is followed by now, so that what happens after this read is in the mailbox.
        let state = self.app.store.conversation(id).await?;
        let state = state.ok_or(Farewell::Failed)?;
        if let Some(from) = resumes(cursor, epoch, &state) {
            out.put(&ToCustomer::Resumed { epoch, now });
            self.trail = Trail::at(from, from);
            self.waits = matches!(state.holder, Baton::Waiting(_));
            self.read_log(out).await?;
        } else {
            let limit = u32::try_from(SNAPSHOT_ENTRIES).unwrap_or(u32::MAX);
            let newest = self.app.store.newest_events(id, limit).await;
            let (state, events, has_earlier) = newest?.ok_or(Farewell::Failed)?;
            self.trail = Trail::at(state.head, state.customer_head);
            self.waits = matches!(state.holder, Baton::Waiting(_));
            let view = CustomerView::snapshot(&state, &events, has_earlier);
            out.put(&ToCustomer::Snapshot { epoch, now, view });
        }
        self.learn_place(out);
        Ok(())
    }

    pub(super) async fn take_shortcuts(
        &mut self,
        batches: &[(ConversationId, Arc<[Event]>)],
        out: &mut Out,
    ) -> Went {
        for (conversation, events) in batches {
            if Some(*conversation) == self.seat.follows() && self.show(events, out).is_err() {
                return self.read_log(out).await;
            }
        }
        Ok(())
    }

    pub(super) async fn read_log(&mut self, out: &mut Out) -> Went {
        let Some(conversation) = self.seat.follows() else {
            return Ok(());
        };
        let events = self
            .app
            .store
            .events(conversation, self.trail.head, PAGE)
            .await?;
        if events.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX) {
            // The rest follows when these are sent: a page at a time, however much was missed.
            self.seat.mailbox().put_events(conversation, None);
        }
        // A log without gaps can't have one here; if it has, this is not a log to go on with.
        self.show(&events, out).map_err(|_| Farewell::Failed)
    }

    fn show(&mut self, events: &[Event], out: &mut Out) -> Result<(), Gap> {
        for event in events {
            let Some((previous, event)) = self.trail.customer(event)? else {
                continue;
            };
            if let Some(waits) = waits_after(&event) {
                self.waits = waits;
                self.told_place = None;
            }
            out.put(&ToCustomer::Event { previous, event });
        }
        Ok(())
    }

    pub(super) fn tell_head(&self, out: &mut Out) {
        out.put(&ToCustomer::Head {
            seq: self.trail.visible,
            now: self.app.now(),
        });
    }

    /// Tells the place as far as it is known, and has the queue read anew.
    pub(super) fn learn_place(&mut self, out: &mut Out) {
        self.told_place = None;
        if let (true, Some(space)) = (self.waits, self.seat.space()) {
            self.app.hub.queues().moved(space);
            self.tell_place(out);
        }
    }

    /// Tells the place once more; it is stored nowhere, so a page that missed it has nothing else to go by. Where none is
    /// known, the queue is read anew.
    pub(super) fn tell_place_again(&mut self, out: &mut Out) {
        self.told_place = None;
        self.tell_place(out);
        if self.told_place.is_none() {
            self.learn_place(out);
        }
    }

    pub(super) fn tell_place(&mut self, out: &mut Out) {
        let waits = self.seat.follows().filter(|_| self.waits);
        let (Some(conversation), Some(space)) = (waits, self.seat.space()) else {
            return;
        };
        let place = self.app.hub.queues().place(space, conversation);
        if let Some(place) = place
            && self.told_place != Some(place)
        {
            self.told_place = Some(place);
            out.put(&ToCustomer::Queue(place));
        }
    }

    pub(super) async fn tell_offer(&mut self, out: &mut Out) {
        let Some(space) = self.seat.space() else {
            return;
        };
        let Some(offer) = offers::current(&self.app, space).await else {
            return;
        };
        if self.told_offer.as_ref() != Some(&offer) {
            out.put(&ToCustomer::Offer((*offer).clone()));
            self.told_offer = Some(offer);
        }
    }
}

/// From where the page can be told what it missed; none where it needs a snapshot: it has nothing, it read another life
/// of the store, it is ahead of us, or it has missed too much.
fn resumes(cursor: Option<Cursor>, epoch: Epoch, state: &Conversation) -> Option<Seq> {
    let cursor = cursor.filter(|cursor| cursor.epoch == epoch)?;
    let missed = state.head.0.checked_sub(cursor.seq.0)?;
    let few = usize::try_from(missed).is_ok_and(|missed| missed <= RESUME_EVENTS);
    (few && cursor.seq <= state.customer_head).then_some(cursor.seq)
}

#[cfg(test)]
mod tests {
    use baton_core::id::{CustomerId, SpaceId};

    use super::*;

    #[test]
    fn a_page_resumes_only_where_nothing_can_be_missing() {
        let mut state = Conversation::new(ConversationId(1), SpaceId(1), CustomerId(1));
        (state.head, state.customer_head) = (Seq(1_000), Seq(990));
        let from = |epoch, seq| {
            let cursor = Cursor {
                epoch: Epoch(epoch),
                seq: Seq(seq),
            };
            resumes(Some(cursor), Epoch(7), &state)
        };
        assert_eq!(from(7, 990), Some(Seq(990)));
        assert_eq!(from(7, 500), Some(Seq(500)));
        assert_eq!(from(7, 499), None, "too much was missed");
        assert_eq!(from(8, 990), None, "another life of the store");
        assert_eq!(from(7, 991), None, "ahead of us");
        assert_eq!(from(7, 2_000), None, "ahead of us");
        assert_eq!(resumes(None, Epoch(7), &state), None);
    }
}
