//! Where an agent's page stands in its space's feed and in the one conversation it has open, and how it catches up.

use std::sync::Arc;

use baton_core::event::Event;
use baton_core::id::{ConversationId, Seq, SpaceId};
use baton_core::limits::{RESUME_EVENTS, SNAPSHOT_ENTRIES};
use baton_core::view::AgentView;
use baton_core::wire::{Cursor, ToAgent};

use super::farewell::Farewell;
use super::feeds::Unread;
use super::hub::Seat;
use super::socket::{Out, Went};
use super::trail::{Gap, Trail};
use crate::app::App;
use crate::talk;

/// How many entries are read at once.
const PAGE: u32 = 100;

/// The two positions.
#[derive(Debug)]
pub(super) struct AgentLogs {
    space: SpaceId,
    feed: Seq,
    open: Trail,
    opened: Option<ConversationId>,
}

fn is_full(entries: usize) -> bool {
    u32::try_from(entries).is_ok_and(|entries| entries >= PAGE)
}

fn is_few(missed: u64) -> bool {
    usize::try_from(missed).is_ok_and(|missed| missed <= RESUME_EVENTS)
}

impl AgentLogs {
    /// Nowhere yet, in this space.
    pub(super) fn of(space: SpaceId) -> Self {
        Self {
            space,
            feed: Seq::default(),
            open: Trail::default(),
            opened: None,
        }
    }

    /// The space.
    pub(super) const fn space(&self) -> SpaceId {
        self.space
    }

    /// Sends what is missing of the feed after the cursor, or the whole inbox.
    pub(super) async fn sync_feed(
        &mut self,
        app: &App,
        seat: &Seat,
        cursor: Option<Cursor>,
        out: &mut Out,
    ) -> Went {
        let (epoch, now) = (app.store.epoch(), app.now());
        if let Some(cursor) = cursor.filter(|cursor| cursor.epoch == epoch) {
            let head = app.store.feed_head(self.space).await?;
            let missed = head.0.checked_sub(cursor.seq.0);
            if missed.is_some_and(is_few) {
                out.put(&ToAgent::FeedResumed { epoch, now });
                self.feed = cursor.seq;
                return self.read_feed(app, seat, out).await;
            }
        }
        self.snapshot_feed(app, out).await
    }

    async fn snapshot_feed(&mut self, app: &App, out: &mut Out) -> Went {
        let (epoch, now) = (app.store.epoch(), app.now());
        let inbox = app.store.inbox(self.space).await;
        let inbox = inbox?;
        self.feed = inbox.seq;
        out.put(&ToAgent::FeedSnapshot { epoch, now, inbox });
        Ok(())
    }

    /// Sends what comes next; asks the store only where the entries that are held do not reach.
    pub(super) async fn take_feed(&mut self, app: &App, seat: &Seat, out: &mut Out) -> Went {
        let (entries, more) = match app.hub.feeds().after(self.space, self.feed) {
            Unread::Entries(entries, more) => (entries, more),
            Unread::TooMuch => return self.snapshot_feed(app, out).await,
            Unread::Unknown => return self.read_feed(app, seat, out).await,
        };
        if more {
            seat.mailbox().put_feed();
        }
        for entry in entries {
            self.feed = entry.seq;
            out.put_encoded(entry.frame);
        }
        Ok(())
    }

    /// Sends what the stored feed has after the last entry sent. Old entries are forgotten: then the whole inbox is sent.
    pub(super) async fn read_feed(&mut self, app: &App, seat: &Seat, out: &mut Out) -> Went {
        let entries = app.store.feed(self.space, self.feed, PAGE).await;
        let entries = entries?;
        if entries
            .first()
            .is_some_and(|first| first.seq != self.feed.next())
        {
            return self.snapshot_feed(app, out).await;
        }
        if is_full(entries.len()) {
            seat.mailbox().put_feed();
        }
        for entry in entries {
            self.feed = entry.seq;
            out.put(&ToAgent::Feed(entry));
        }
        Ok(())
    }

    /// Opens a conversation of the space instead of the one before.
    pub(super) async fn open(
        &mut self,
        app: &App,
        seat: &mut Seat,
        conversation: ConversationId,
        cursor: Option<Cursor>,
        out: &mut Out,
    ) -> Went {
        let state = app.store.conversation(conversation).await?;
        let Some(state) = state.filter(|state| state.space == self.space) else {
            self.close(seat);
            out.put(&ToAgent::NoSuchConversation { conversation });
            return Ok(());
        };
        seat.follow(Some(conversation));
        self.opened = Some(conversation);
        let resumed = cursor
            .filter(|cursor| cursor.epoch == app.store.epoch())
            .filter(|cursor| state.head.0.checked_sub(cursor.seq.0).is_some_and(is_few));
        if let Some(cursor) = resumed {
            self.open = Trail::at(cursor.seq, cursor.seq);
            out.put(&ToAgent::Resumed { conversation });
            return self.read_log(app, seat, out).await;
        }
        let limit = u32::try_from(SNAPSHOT_ENTRIES).unwrap_or(u32::MAX);
        let newest = app.store.newest_events(conversation, limit).await;
        let (state, events, has_earlier) = newest?.ok_or(Farewell::Failed)?;
        let customer = app.store.customer(state.customer).await?;
        let customer = customer.ok_or(Farewell::Failed)?.profile;
        let talk = talk::before(&app.store, &state, &events).await?;
        self.open = Trail::at(state.head, state.head);
        out.put(&ToAgent::Snapshot {
            conversation,
            view: AgentView::snapshot(&state, &events, has_earlier),
            customer,
        });
        if let Some(talk) = talk {
            out.put(&ToAgent::Talk { conversation, talk });
        }
        Ok(())
    }

    /// Follows no conversation any more.
    pub(super) fn close(&mut self, seat: &mut Seat) {
        seat.follow(None);
        self.opened = None;
        self.open = Trail::default();
    }

    /// Sends what the hub brought of the open conversation; reads the log where something is missing before it.
    pub(super) async fn take_events(
        &mut self,
        app: &App,
        seat: &Seat,
        batches: &[(ConversationId, Arc<[Event]>)],
        out: &mut Out,
    ) -> Went {
        for (conversation, events) in batches {
            if Some(*conversation) == self.opened && self.show(*conversation, events, out).is_err()
            {
                return self.read_log(app, seat, out).await;
            }
        }
        Ok(())
    }

    /// Sends what the open conversation's log has after the last event sent.
    pub(super) async fn read_log(&mut self, app: &App, seat: &Seat, out: &mut Out) -> Went {
        let Some(conversation) = self.opened else {
            return Ok(());
        };
        let events = app.store.events(conversation, self.open.head, PAGE).await;
        let events = events?;
        if is_full(events.len()) {
            seat.mailbox().put_events(conversation, None);
        }
        self.show(conversation, &events, out)
            .map_err(|Gap| Farewell::Failed)
    }

    fn show(
        &mut self,
        conversation: ConversationId,
        events: &[Event],
        out: &mut Out,
    ) -> Result<(), Gap> {
        for event in events {
            if let Some((previous, event)) = self.open.agent(event)? {
                out.put(&ToAgent::Event {
                    conversation,
                    previous,
                    event,
                });
            }
        }
        Ok(())
    }

    /// The heartbeat: what the feed and the log have, whether or not a hint told of it, so that a hint that was lost costs
    /// one ping; then the heads.
    pub(super) async fn tell_again(&mut self, app: &App, seat: &Seat, out: &mut Out) -> Went {
        self.read_feed(app, seat, out).await?;
        self.read_log(app, seat, out).await?;
        out.put(&ToAgent::Heads {
            feed: self.feed,
            conversation: self.opened.map(|opened| (opened, self.open.visible)),
            now: app.now(),
        });
        Ok(())
    }
}
