//! The one state that the components show, and the one function that changes it. The log is the delivery: whatever is
//! missing is asked for again, and words leave the outbox only when the server has them on disk.

use baton_core::client::{Link, SHORTEST_BACKOFF, Step};
use baton_core::command::Rejection;
use baton_core::id::{CommandId, Epoch, MessageId, Seq};
use baton_core::limits::MESSAGE_CHARS;
use baton_core::offer::Offer;
use baton_core::time::{Millis, Time};
use baton_core::view::{Applied, CustomerBody, CustomerPhase, CustomerView, EmailQuestion};
use baton_core::wire::{
    Cursor, CustomerAction, FromCustomer, QueuePlace, REVISION, Refusal, ToCustomer, close,
};

use super::outbox::{Kept, Outbox, Progress};
use crate::snapshot::{ChatSnapshot, Frame};

/// How long a word about typing holds.
pub const TYPING_HOLDS: Millis = Millis::seconds(6);
/// How often the other side is told that the customer types.
pub const TYPING_EVERY: Millis = Millis::seconds(3);

/// A resync without an answer is asked for again after this.
pub const RESYNC_AGAIN: Millis = Millis::seconds(5);

/// A server that has not greeted by then is left for another try.
pub const GREET_WITHIN: Millis = Millis::seconds(10);
/// A connection that is missing for so long is worth a line on the screen.
pub const WORTH_SAYING: Millis = Millis(2_500);

/// Which socket. Each try has its own.
pub type Generation = u32;

/// What can happen to the chat.
#[derive(Clone, Debug)]
pub enum Input {
    /// The page is ready; this is what an earlier life of it left.
    Start {
        /// Found in the page's storage.
        kept: Vec<Kept>,
        /// The session token, where cookies are blocked.
        token: Option<String>,
        /// How far the customer has seen the conversation, if this browser knows.
        seen: Option<Seq>,
    },
    /// The socket opened.
    Opened(Generation),
    /// The socket brought a frame.
    Frame(Generation, ToCustomer),
    /// The socket closed with a code, failed, or brought bytes that are no frame.
    Closed(Generation, u16),
    /// The time that was asked for has come.
    Wake,
    /// The page became visible, the network came back.
    Nudge,
    /// The customer wrote.
    Write {
        /// Made for it.
        id: CommandId,
        /// The words.
        text: String,
    },
    /// The customer clicked.
    Act {
        /// Made for it.
        id: CommandId,
        /// What for.
        action: CustomerAction,
    },
    /// Send refused words again, under a fresh id: the old one was answered.
    Retry {
        /// The refused entry.
        id: CommandId,
        /// Made for it.
        fresh: CommandId,
    },
    /// Drop refused words.
    Discard(CommandId),
    /// A key was pressed in the composer.
    Typed,
    /// Whether the customer looks at the chat.
    Looking(bool),
    /// The answer to a click has been read.
    NoticeRead,
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Open a socket.
    Open(Generation),
    /// Close it; hear nothing of it any more.
    Close(Generation),
    /// Send on the current socket.
    Send(FromCustomer),
    /// Write to the page's storage.
    Keep(Kept),
    /// Remove from it.
    Forget(CommandId),
    /// Load the page anew: the server speaks another version, or knows this session no longer.
    Reload {
        /// Whether the session is over.
        signed_out: bool,
    },
    /// Somebody else said something: sound.
    Attention,
}

/// A click that came to nothing, in the customer's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What was clicked.
    pub action: CustomerAction,
    /// Why not.
    pub why: Rejection,
}

/// Somebody is typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// The agent's name; none for Rovo.
    pub agent: Option<String>,
    /// Until when this holds.
    pub until: Time,
}

/// The chat.
#[derive(Clone, Debug)]
pub struct Chat {
    /// The space's key.
    pub space: String,
    /// The conversation.
    pub view: CustomerView,
    /// Whether a person can be asked for.
    pub offer: Offer,
    /// The place in the queue, while waiting.
    pub queue: Option<QueuePlace>,
    /// Whether the customer is known by this browser only.
    pub guest: bool,
    /// What is not known to be on disk.
    pub outbox: Outbox,
    /// Who is typing.
    pub typing: Option<Typing>,
    /// What others said since the customer looked.
    pub unread: u32,
    /// The answer to the last click that came to nothing.
    pub notice: Option<Notice>,
    /// Whether the connection has been missing for long enough to say so.
    pub offline: bool,
    link: Link,
    alarm: Option<(u32, Time)>,
    greet_by: Option<Time>,
    lost_since: Option<Time>,
    epoch: Epoch,
    token: Option<String>,
    looking: bool,
    greeted: bool,
    resynced_at: Option<Time>,
    told_typing: Time,
}

/// What became of an input.
#[derive(Debug, Default)]
pub struct Outcome {
    /// In order.
    pub effects: Vec<Effect>,
    /// Whether something on the screen may be different now.
    pub changed: bool,
}

impl Chat {
    /// The chat as the document shows it.
    #[must_use]
    pub fn new(snapshot: ChatSnapshot) -> Self {
        Self {
            space: snapshot.space,
            view: snapshot.view,
            offer: snapshot.offer,
            queue: snapshot.queue,
            guest: snapshot.guest,
            outbox: Outbox::default(),
            link: Link::default(),
            alarm: None,
            greet_by: None,
            lost_since: None,
            typing: None,
            unread: 0,
            notice: None,
            offline: false,
            epoch: snapshot.epoch,
            token: None,
            looking: snapshot.frame == Frame::Page,
            greeted: false,
            resynced_at: None,
            told_typing: Time(0),
        }
    }

    /// Takes an input. `dice` is a fresh random number from 0 to 1, for the rest before another try.
    pub fn handle(&mut self, input: Input, now: Time, dice: f64) -> Outcome {
        let mut outcome = Outcome {
            effects: Vec::new(),
            changed: true,
        };
        let out = &mut outcome.effects;
        match input {
            Input::Start { kept, token, seen } => {
                self.token = token;
                if let Some(seen) = seen.filter(|_| !self.looking) {
                    self.unread = said_after(&self.view, seen);
                }
                let stale = self.outbox.restore(kept, now);
                out.extend(stale.into_iter().map(Effect::Forget));
                self.settle(out);
                self.lost_since = Some(now);
                let steps = self.link.start();
                self.carry_out(steps, now, out);
            }
            Input::Opened(generation) => {
                outcome.changed = false;
                let current = self.link.is_current(generation);
                let steps = self.link.opened(generation, now);
                self.carry_out(steps, now, out);
                if current {
                    self.greet_by = Some(now + GREET_WITHIN);
                    let space = self.space.clone();
                    out.push(Effect::Send(FromCustomer::Hello {
                        revision: REVISION,
                        space,
                        token: self.token.clone(),
                        cursor: self.cursor(),
                    }));
                }
            }
            Input::Frame(generation, frame) => {
                if !self.link.is_current(generation) {
                    outcome.changed = false;
                    return outcome;
                }
                outcome.changed = !matches!(frame, ToCustomer::Head { .. });
                let steps = self.link.heard(now);
                self.carry_out(steps, now, out);
                self.frame(frame, now, out);
            }
            Input::Closed(generation, code) => {
                if self.link.is_current(generation) {
                    if matches!(
                        code,
                        close::SIGNED_OUT | close::NOT_ALLOWED | close::MALFORMED
                    ) {
                        out.push(Effect::Reload {
                            signed_out: code == close::SIGNED_OUT,
                        });
                    }
                    self.disconnected(now);
                    let steps = self.link.closed(generation, dice);
                    self.carry_out(steps, now, out);
                }
            }
            Input::Wake => {
                outcome.changed = self.wake(now, dice, out);
            }
            Input::Nudge => {
                let steps = self.link.nudged(now);
                self.carry_out(steps, now, out);
            }
            Input::Write { id, text } => {
                let text = text.trim().to_owned();
                if !text.is_empty() {
                    self.ask(id, CustomerAction::Write { text }, now, out);
                }
            }
            Input::Act { id, action } => {
                let twice = self.outbox.is_asked(|asked| {
                    core::mem::discriminant(asked) == core::mem::discriminant(&action)
                });
                let rates = matches!(action, CustomerAction::RateAnswer { .. });
                if rates || !twice {
                    self.ask(id, action, now, out);
                }
            }
            Input::Retry { id, fresh } => {
                if let Some(entry) = self.outbox.take(id) {
                    out.push(Effect::Forget(id));
                    self.ask(fresh, entry.action, now, out);
                }
            }
            Input::Discard(id) => {
                if self.outbox.take(id).is_some() {
                    out.push(Effect::Forget(id));
                }
            }
            Input::Typed => {
                outcome.changed = false;
                let live = matches!(self.view.header.phase, CustomerPhase::Live { .. });
                if live && self.greeted && now >= self.told_typing + TYPING_EVERY {
                    self.told_typing = now;
                    out.push(Effect::Send(FromCustomer::Typing));
                }
            }
            Input::Looking(looking) => {
                self.looking = looking;
                if looking {
                    self.unread = 0;
                }
            }
            Input::NoticeRead => self.notice = None,
        }
        self.offline = self.is_lost(now);
        outcome
    }

    /// When [`Input::Wake`] is due next.
    #[must_use]
    pub fn wake_at(&self, now: Time) -> Option<Time> {
        let typing = self.typing.as_ref().map(|typing| typing.until);
        let outbox = if self.greeted {
            self.outbox.wake_at()
        } else {
            None
        };
        let word = self.lost_since.map(|since| since + WORTH_SAYING);
        let word = word.filter(|at| *at > now);
        let alarm = self.alarm.map(|(_, at)| at);
        [alarm, self.greet_by, word, typing, outbox]
            .into_iter()
            .flatten()
            .min()
    }

    fn wake(&mut self, now: Time, dice: f64, out: &mut Vec<Effect>) -> bool {
        let mut changed = self.is_lost(now) != self.offline;
        if self
            .typing
            .as_ref()
            .is_some_and(|typing| now >= typing.until)
        {
            self.typing = None;
            changed = true;
        }
        if let Some((number, at)) = self.alarm
            && now >= at
        {
            self.alarm = None;
            let steps = self.link.alarm(number, now, dice);
            changed |= self.carry_out(steps, now, out);
        }
        if self.greet_by.is_some_and(|at| now >= at) {
            let steps = self.link.dismissed(SHORTEST_BACKOFF);
            changed |= self.carry_out(steps, now, out);
        }
        self.send_due(now, out);
        changed
    }

    fn is_lost(&self, now: Time) -> bool {
        self.lost_since
            .is_some_and(|since| now >= since + WORTH_SAYING)
    }

    /// Returns whether a socket was given up.
    fn carry_out(&mut self, steps: Vec<Step>, now: Time, out: &mut Vec<Effect>) -> bool {
        let mut gave_up = false;
        for step in steps {
            match step {
                Step::Connect { generation } => out.push(Effect::Open(generation)),
                Step::Hangup { generation } => {
                    gave_up = true;
                    self.disconnected(now);
                    out.push(Effect::Close(generation));
                }
                Step::SetAlarm { number, after } => self.alarm = Some((number, now + after)),
                Step::Ping => out.push(Effect::Send(FromCustomer::Ping)),
            }
        }
        gave_up
    }

    fn disconnected(&mut self, now: Time) {
        self.lost_since.get_or_insert(now);
        self.greeted = false;
        self.greet_by = None;
        self.resynced_at = None;
        self.typing = None;
        self.outbox.disconnected();
    }

    fn cursor(&self) -> Option<Cursor> {
        Some(Cursor {
            epoch: self.epoch,
            seq: self.view.seq,
        })
    }

    fn ask(&mut self, id: CommandId, action: CustomerAction, now: Time, out: &mut Vec<Effect>) {
        self.notice = None;
        out.push(Effect::Keep(Kept {
            id,
            action: action.clone(),
        }));
        self.outbox.push(id, action, now);
        self.send_due(now, out);
    }

    fn send_due(&mut self, now: Time, out: &mut Vec<Effect>) {
        if self.greeted {
            for (id, action) in self.outbox.due(now) {
                out.push(Effect::Send(FromCustomer::Do { id, action }));
            }
        }
    }

    fn frame(&mut self, frame: ToCustomer, now: Time, out: &mut Vec<Effect>) {
        match frame {
            ToCustomer::Resumed { epoch, .. } => {
                self.epoch = epoch;
                self.welcome(now, out);
            }
            ToCustomer::Snapshot { epoch, view, .. } => {
                if epoch == self.epoch {
                    self.count(&view, out);
                } else {
                    self.outbox.another_life();
                }
                self.epoch = epoch;
                self.view = view;
                self.settle(out);
                self.welcome(now, out);
            }
            ToCustomer::Event { previous, event } => {
                let says = is_said_by_others(&event.body);
                match self.view.apply(previous, event) {
                    Applied::New => {
                        self.typing = None;
                        if !matches!(self.view.header.phase, CustomerPhase::Waiting { .. }) {
                            self.queue = None;
                        }
                        self.settle(out);
                        if says {
                            self.unread += u32::from(!self.looking);
                            out.push(Effect::Attention);
                        }
                    }
                    Applied::Known => {}
                    Applied::Gap => self.resync(now, out),
                }
            }
            ToCustomer::Done { id, seq } => {
                self.outbox.stored(id, seq);
                self.outbox.shown(self.view.seq);
                out.push(Effect::Forget(id));
            }
            ToCustomer::Refused { id, why } => self.refused(id, why, now, out),
            ToCustomer::Head { seq, .. } => {
                if seq > self.view.seq {
                    self.resync(now, out);
                }
            }
            ToCustomer::Typing { agent } => {
                let until = now + TYPING_HOLDS;
                self.typing = Some(Typing { agent, until });
            }
            ToCustomer::Queue(place) => self.queue = Some(place),
            ToCustomer::Offer(offer) => self.offer = offer,
            ToCustomer::Bye {
                retry_after,
                reload,
            } => {
                let steps = self.link.dismissed(retry_after);
                self.carry_out(steps, now, out);
                if reload {
                    out.push(Effect::Reload { signed_out: false });
                }
            }
        }
    }

    /// The server greeted: it knows where we are, so whatever is in the outbox can go.
    fn welcome(&mut self, now: Time, out: &mut Vec<Effect>) {
        self.resynced_at = None;
        self.greeted = true;
        self.greet_by = None;
        self.lost_since = None;
        self.send_due(now, out);
    }

    fn resync(&mut self, now: Time, out: &mut Vec<Effect>) {
        let asked = self.resynced_at.is_some_and(|at| now < at + RESYNC_AGAIN);
        if self.greeted && !asked {
            self.resynced_at = Some(now);
            out.push(Effect::Send(FromCustomer::Resync {
                cursor: self.cursor(),
            }));
        }
    }

    fn refused(&mut self, id: CommandId, why: Refusal, now: Time, out: &mut Vec<Effect>) {
        if let Refusal::Rejected(Rejection::NotOffered(obstacles)) = &why {
            self.offer.obstacles.clone_from(obstacles);
        }
        if let Some((entry, why)) = self.outbox.refused(id, why, now) {
            out.push(Effect::Forget(id));
            let action = entry.action;
            let overtaken = matches!(
                why,
                Rejection::AlreadyRequested | Rejection::NotWaiting | Rejection::NotLive
            );
            if !overtaken {
                self.notice = Some(Notice { action, why });
            }
        }
    }

    /// Takes out of the outbox what the view shows.
    fn settle(&mut self, out: &mut Vec<Effect>) {
        let shown: Vec<CommandId> = self
            .outbox
            .entries
            .iter()
            .filter(|entry| entry.text().is_some() && self.holds(entry.id))
            .map(|entry| entry.id)
            .collect();
        for id in shown {
            self.outbox.take(id);
            out.push(Effect::Forget(id));
        }
        self.outbox.shown(self.view.seq);
    }

    /// Counts what a snapshot brings that was not there.
    fn count(&mut self, newer: &CustomerView, out: &mut Vec<Effect>) {
        let news = said_after(newer, self.view.seq);
        if news > 0 {
            out.push(Effect::Attention);
            if !self.looking {
                self.unread += news;
            }
        }
    }

    /// How far the customer has seen the conversation, while looking at it.
    #[must_use]
    pub fn seen(&self) -> Option<Seq> {
        self.looking.then_some(self.view.seq)
    }

    /// What the customer said of an answer, known or on its way.
    #[must_use]
    pub fn rating(&self, of: MessageId) -> Option<bool> {
        let asked = self
            .outbox
            .entries
            .iter()
            .rev()
            .find_map(|entry| match entry.action {
                CustomerAction::RateAnswer { message, helped } if message == of => Some(helped),
                _ => None,
            });
        let mut known = self.view.ratings.iter().rev();
        asked.or_else(|| {
            known
                .find(|(message, _)| *message == of)
                .map(|(_, helped)| *helped)
        })
    }

    /// Whether the customer is to be asked for an address: a guest with a work item, not in the middle of a chat.
    #[must_use]
    pub fn asks_email(&self) -> bool {
        self.guest
            && self.view.header.email == EmailQuestion::Open
            && !self.view.header.items.is_empty()
            && matches!(self.view.header.phase, CustomerPhase::Rovo { .. })
            && !self.is_giving_email()
    }

    /// Whether an address is on its way.
    #[must_use]
    pub fn is_giving_email(&self) -> bool {
        self.outbox
            .is_asked(|action| matches!(action, CustomerAction::GiveEmail { .. }))
    }

    /// Whether a person was asked for by a click that has not been answered.
    #[must_use]
    pub fn is_asking_for_person(&self) -> bool {
        self.outbox
            .is_asked(|action| matches!(action, CustomerAction::RequestPerson { .. }))
    }

    /// Whether there is something that could be left as a request: words since the last hand-back.
    #[must_use]
    pub fn has_words(&self) -> bool {
        let mut entries = self.view.entries.iter().rev();
        entries
            .find_map(|event| match event.body {
                CustomerBody::Ended { .. } => Some(false),
                CustomerBody::ItemCreated { .. } => Some(false),
                CustomerBody::Wrote { .. } => Some(true),
                _ => None,
            })
            .unwrap_or(false)
    }

    /// How far the customer's words are; nothing for what is on disk.
    #[must_use]
    pub fn progress(&self, key: u128) -> Option<&Progress> {
        self.outbox
            .find(CommandId(key))
            .map(|entry| &entry.progress)
    }

    /// How many characters too many this text has.
    #[must_use]
    pub fn too_many(text: &str) -> usize {
        text.trim().chars().count().saturating_sub(MESSAGE_CHARS)
    }
}

/// How much others said after a position.
fn said_after(view: &CustomerView, seen: Seq) -> u32 {
    let newer = view.entries.iter().filter(|event| event.seq > seen);
    let said = newer.filter(|event| is_said_by_others(&event.body)).count();
    u32::try_from(said).unwrap_or(u32::MAX)
}

/// Whether the customer is to be told of it when not looking.
fn is_said_by_others(body: &CustomerBody) -> bool {
    match body {
        CustomerBody::Rovo { .. }
        | CustomerBody::Joined { .. }
        | CustomerBody::AgentWrote { .. }
        | CustomerBody::BackInQueue { .. }
        | CustomerBody::Ended { .. } => true,
        CustomerBody::Commented { agent, .. } => agent.is_some(),
        _ => false,
    }
}
