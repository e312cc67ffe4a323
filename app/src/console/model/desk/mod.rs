//! The desk of one agent in one space: the lists, the opened conversation, the link to the server and what waits to be
//! sent. The order of things is the server's; the desk applies what comes, notices gaps and asks again.

mod effect;
mod frames;
mod opened;
mod orders;
mod rest;
#[cfg(test)]
mod tests;

use baton_core::client::{Link, LinkState, Outbox, Step};
use baton_core::id::{ConversationId, Epoch};
use baton_core::inbox::{Inbox, List, Place};
use baton_core::offer::Offer;
use baton_core::people::AgentRef;
use baton_core::time::{Millis, Time};
use baton_core::wire::{AgentAction, Cursor, FromAgent, REVISION};
use serde::{Deserialize, Serialize};

use self::rest::Rest;
use super::moment::Running;
use super::seen::Seen;
use super::snapshot::{ConsoleSnapshot, OpenedSnapshot, SpaceRef};

pub use effect::{Announcement, Effect, Held, Lost, Notice, Trouble};
pub use opened::{Opened, Stand};

/// How long *is typing* holds.
const TYPING_HOLDS: Millis = Millis::seconds(6);
/// How many conversations are kept for coming back to them.
const SHELF: usize = 12;

/// This page's clock and a random number from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The page's clock.
    pub now: Time,
    /// For back-off.
    pub dice: f64,
}

/// Something to do in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// In which.
    pub conversation: ConversationId,
    /// What.
    pub action: AgentAction,
}

/// The opened conversation.
#[derive(Clone, Debug, PartialEq)]
pub enum Open {
    /// None.
    None,
    /// It was asked for.
    Loading(ConversationId),
    /// There is none with this id in this space.
    Missing(ConversationId),
    /// It is here.
    Here(Box<Opened>),
}

/// The desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// The agent.
    pub me: AgentRef,
    /// The space.
    pub space: SpaceRef,
    /// The lists.
    pub inbox: Inbox,
    /// The opened conversation.
    pub open: Open,
    /// What waits to be sent or answered.
    pub outbox: Outbox<Order>,
    /// What was seen.
    pub seen: Seen,
    /// What went otherwise.
    pub notice: Option<Notice>,
    /// Why nothing works any more.
    pub lost: Option<Lost>,
    /// Until when the opened conversation's customer is typing, on the server's clock.
    pub typing_until: Option<Time>,
    /// Older ended chats have been asked for.
    pub earlier_asked: bool,
    /// *Time to assign*, as of the page's start.
    pub time_to_assign: Millis,
    /// *Time to reply*, as of the page's start.
    pub time_to_reply: Millis,
    /// Whether customers are offered a person.
    pub offer: Offer,
    epoch: Epoch,
    link: Link,
    /// The server's clock minus this page's.
    skew: Millis,
    watching: bool,
    shelf: Vec<Opened>,
    /// When the customer was last told that the agent types, on this page's clock.
    told_typing: Option<Time>,
    rest: Rest,
    /// The page loads itself anew.
    reloads: bool,
}

impl Desk {
    /// The desk that a page begins with.
    #[must_use]
    pub fn new(snapshot: ConsoleSnapshot) -> Self {
        let epoch = snapshot.epoch;
        let rest = Rest::of(&snapshot.inbox);
        let open = match snapshot.opened {
            OpenedSnapshot::None => Open::None,
            OpenedSnapshot::Missing(conversation) => Open::Missing(conversation),
            OpenedSnapshot::Here {
                conversation,
                view,
                customer,
                talk,
            } => Open::Here(Box::new(Opened {
                conversation,
                view: *view,
                customer,
                talk,
                epoch,
            })),
        };
        Self {
            me: snapshot.me,
            space: snapshot.space,
            inbox: snapshot.inbox,
            open,
            outbox: Outbox::default(),
            seen: Seen::default(),
            notice: None,
            lost: None,
            typing_until: None,
            earlier_asked: false,
            time_to_assign: snapshot.time_to_assign,
            time_to_reply: snapshot.time_to_reply,
            offer: snapshot.offer,
            epoch,
            rest,
            reloads: false,
            link: Link::default(),
            skew: Millis(0),
            watching: false,
            shelf: Vec::new(),
            told_typing: None,
        }
    }

    /// The opened conversation's id.
    #[must_use]
    pub fn opened(&self) -> Option<ConversationId> {
        match &self.open {
            Open::None => None,
            Open::Loading(conversation) | Open::Missing(conversation) => Some(*conversation),
            Open::Here(opened) => Some(opened.conversation),
        }
    }

    /// The opened conversation, if it is here.
    #[must_use]
    pub fn here(&self) -> Option<&Opened> {
        match &self.open {
            Open::Here(opened) => Some(opened),
            _ => None,
        }
    }

    /// How many chats wait.
    #[must_use]
    pub fn unassigned(&self) -> usize {
        let waits = |row: &&baton_core::inbox::InboxRow| row.list(self.me.id) == List::Unassigned;
        self.inbox.rows.iter().filter(waits).count()
    }

    /// Whether the page should say that it is offline: the first failure is nobody's business.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        self.link.failures() > 1 && self.link.state() != LinkState::Open
    }

    /// The server's clock at a moment of this page's.
    #[must_use]
    pub fn server_time(&self, now: Time) -> Time {
        now + self.skew
    }

    /// The page is alive: connect. `server_now` is the snapshot's clock.
    pub fn start(&mut self, moment: Moment, server_now: Time) -> Vec<Effect> {
        self.skew = server_now - moment.now;
        links(self.link.start())
    }

    /// The socket of that generation is open.
    pub fn socket_opened(&mut self, generation: u32, moment: Moment) -> Vec<Effect> {
        let mut effects = links(self.link.opened(generation, moment.now));
        if !self.link.is_current(generation) {
            return effects;
        }
        effects.push(Effect::Send(FromAgent::Hello {
            revision: REVISION,
            space: self.space.key.clone(),
            feed: Some(self.feed_cursor()),
        }));
        effects.extend(self.open_frame());
        effects.push(self.ping());
        effects.extend(self.flush());
        effects
    }

    /// The socket of that generation has closed.
    pub fn socket_closed(&mut self, generation: u32, code: u16, moment: Moment) -> Vec<Effect> {
        if !self.link.is_current(generation) {
            return Vec::new();
        }
        self.cut_off();
        self.lost = Lost::told_by(code);
        if self.lost.is_some() {
            return links(self.link.stop());
        }
        links(self.link.closed(generation, moment.dice))
    }

    /// The alarm with this number rang.
    pub fn alarm(&mut self, number: u32, moment: Moment) -> Vec<Effect> {
        let steps = self.link.alarm(number, moment.now, moment.dice);
        if steps.iter().any(|step| matches!(step, Step::Hangup { .. })) {
            self.cut_off();
        }
        self.steps(steps)
    }

    /// The page or the network came back.
    pub fn nudged(&mut self, moment: Moment) -> Vec<Effect> {
        let steps = self.link.nudged(moment.now);
        self.steps(steps)
    }

    /// Whether the page is visible and focused.
    pub fn watch(&mut self, watching: bool) -> Vec<Effect> {
        if self.watching == watching {
            return Vec::new();
        }
        self.watching = watching;
        let mut effects = Vec::new();
        if self.link.state() == LinkState::Open {
            effects.push(self.ping());
        }
        effects.extend(self.mark_seen());
        effects
    }

    /// Opens another conversation, or none. What was open is kept for coming back.
    pub fn go_to(&mut self, conversation: Option<ConversationId>) -> Vec<Effect> {
        if self.opened() == conversation {
            return Vec::new();
        }
        self.typing_until = None;
        self.told_typing = None;
        self.notice = None;
        if let Open::Here(opened) = core::mem::replace(&mut self.open, Open::None) {
            self.shelf
                .retain(|kept| kept.conversation != opened.conversation);
            self.shelf.insert(0, *opened);
            self.shelf.truncate(SHELF);
        }
        let Some(conversation) = conversation else {
            return self.when_open(vec![Effect::Send(FromAgent::Close)]);
        };
        let kept = self
            .shelf
            .iter()
            .position(|kept| kept.conversation == conversation);
        self.open = match kept {
            Some(index) => Open::Here(Box::new(self.shelf.remove(index))),
            None => Open::Loading(conversation),
        };
        let frame = self.open_frame().into_iter().collect();
        let mut effects = self.when_open(frame);
        effects.extend(self.mark_seen());
        effects
    }

    /// Asks for older ended chats.
    pub fn load_earlier(&mut self) -> Vec<Effect> {
        let oldest = self.inbox.rows.iter().filter_map(|row| match row.place {
            Place::Ended { at, .. } => Some(at),
            _ => None,
        });
        let Some(before) = oldest.min() else {
            return Vec::new();
        };
        if self.link.state() != LinkState::Open || self.earlier_asked {
            return Vec::new();
        }
        self.earlier_asked = true;
        vec![Effect::Send(FromAgent::Earlier { before })]
    }

    /// The running wait of a chat, for its row and its ring.
    #[must_use]
    pub fn running(&self, place: &Place) -> Option<Running> {
        Running::of(place, self.time_to_assign, self.time_to_reply)
    }

    /// What was asked for on a socket that is gone is answered by nobody.
    fn cut_off(&mut self) {
        self.outbox.interrupted();
        self.earlier_asked = false;
    }

    /// What is on screen of a watched page has been seen.
    fn mark_seen(&mut self) -> Vec<Effect> {
        let Open::Here(opened) = &self.open else {
            return Vec::new();
        };
        if self.watching && self.seen.note(opened.conversation, opened.view.seq) {
            vec![Effect::SaveSeen]
        } else {
            Vec::new()
        }
    }

    fn feed_cursor(&self) -> Cursor {
        Cursor {
            epoch: self.epoch,
            seq: self.inbox.seq,
        }
    }

    fn open_frame(&self) -> Option<Effect> {
        let conversation = self.opened()?;
        let cursor = self.here().map(|opened| Cursor {
            epoch: opened.epoch,
            seq: opened.view.seq,
        });
        Some(Effect::Send(FromAgent::Open {
            conversation,
            cursor,
        }))
    }

    fn ping(&self) -> Effect {
        Effect::Send(FromAgent::Ping {
            watching: self.watching,
        })
    }

    fn steps(&self, steps: Vec<Step>) -> Vec<Effect> {
        let effect = |step| match step {
            Step::Ping => self.ping(),
            step => Effect::Link(step),
        };
        steps.into_iter().map(effect).collect()
    }

    fn when_open(&self, effects: Vec<Effect>) -> Vec<Effect> {
        if self.link.state() == LinkState::Open {
            effects
        } else {
            Vec::new()
        }
    }
}

/// Steps of the link that hold no ping.
fn links(steps: Vec<Step>) -> Vec<Effect> {
    steps.into_iter().map(Effect::Link).collect()
}
