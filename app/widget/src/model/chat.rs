//! The one state that the components show, and the one function that changes it. The log is the delivery: whatever is
//! missing is asked for again, and words leave the outbox only when the server has them on disk. [`traffic`]: what goes in
//! and comes out. [`frames`]: what the server says. [`answers`]: what the components ask.

mod answers;
mod frames;
mod traffic;

use baton_core::client::{Link, SHORTEST_BACKOFF, Step};
use baton_core::command::Rejection;
use baton_core::id::{CommandId, Epoch};
use baton_core::offer::Offer;
use baton_core::time::{Millis, Time};
use baton_core::view::{CustomerPhase, CustomerView};
use baton_core::wire::{Cursor, CustomerAction, FromCustomer, QueuePlace, REVISION, close};

use super::outbox::{Kept, Outbox};
use crate::snapshot::{ChatSnapshot, Frame};

use frames::said_after;
pub use traffic::{Effect, Generation, Input, Notice, Typing};

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
    /// Whether the server speaks only to a page that is loaded anew.
    pub outdated: bool,
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
            outdated: false,
            epoch: snapshot.epoch,
            token: None,
            looking: snapshot.frame == Frame::Page,
            greeted: false,
            resynced_at: None,
            told_typing: Time(0),
        }
    }

    /// Takes an input. `dice` is a fresh random number from 0 to 1, for the rest before another try.
    pub fn handle(&mut self, input: Input, now: Time, dice: f64) -> Vec<Effect> {
        let mut effects = Vec::new();
        let out = &mut effects;
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
                if self.link.is_current(generation) {
                    let steps = self.link.heard(now);
                    self.carry_out(steps, now, out);
                    self.frame(frame, now, out);
                }
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
            Input::Wake => self.wake(now, dice, out),
            Input::Nudge => {
                if self.outdated {
                    out.push(Effect::Reload { signed_out: false });
                }
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
                // A request without a word helps nobody: the customer is asked for some.
                let is_empty = matches!(
                    action,
                    CustomerAction::LeaveAsRequest { .. } | CustomerAction::LeaveAsRequestAt { .. }
                ) && matches!(self.view.header.phase, CustomerPhase::Rovo { .. })
                    && !self.has_words();
                if is_empty && !twice {
                    let why = Rejection::EmptyText;
                    self.notice = Some(Notice { action, why });
                } else if rates || !twice {
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
        self.send_due(now, out);
        self.offline = self.is_lost(now);
        effects
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

    fn wake(&mut self, now: Time, dice: f64, out: &mut Vec<Effect>) {
        if self
            .typing
            .as_ref()
            .is_some_and(|typing| now >= typing.until)
        {
            self.typing = None;
        }
        if let Some((number, at)) = self.alarm
            && now >= at
        {
            self.alarm = None;
            let steps = self.link.alarm(number, now, dice);
            self.carry_out(steps, now, out);
        }
        if self.greet_by.is_some_and(|at| now >= at) {
            let steps = self.link.dismissed(SHORTEST_BACKOFF);
            self.carry_out(steps, now, out);
        }
    }

    fn is_lost(&self, now: Time) -> bool {
        self.lost_since
            .is_some_and(|since| now >= since + WORTH_SAYING)
    }

    fn carry_out(&mut self, steps: Vec<Step>, now: Time, out: &mut Vec<Effect>) {
        for step in steps {
            match step {
                Step::Connect { generation } => out.push(Effect::Open(generation)),
                Step::Hangup { generation } => {
                    self.disconnected(now);
                    out.push(Effect::Close(generation));
                }
                Step::SetAlarm { number, after } => self.alarm = Some((number, now + after)),
                Step::Ping => out.push(Effect::Send(FromCustomer::Ping)),
            }
        }
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
    }

    fn send_due(&mut self, now: Time, out: &mut Vec<Effect>) {
        if self.greeted
            && let Some((id, action)) = self.outbox.due(now)
        {
            out.push(Effect::Send(FromCustomer::Do { id, action }));
        }
    }
}
