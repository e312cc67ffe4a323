//! What was asked for and is not known to be on disk. Nothing leaves the outbox before the server has answered, and
//! each entry keeps its id over reconnects and reloads, so that sending it again never does it twice.
//!
//! One entry is under way at a time, in the order in which they were asked for, and the next waits until the server has
//! taken or rejected it. The server may ask to try any frame later and take the one after it, so two on their way could
//! overtake each other, on one socket as well; and the log keeps the order in which words arrive for ever. Clicks stand in
//! the same line: who writes *goodbye* and ends the chat has said it to the agent, and who leaves a request has what was
//! typed before in it. It costs a round trip for each of the words typed while there was no connection.

use baton_core::command::Rejection;
use baton_core::id::{CommandId, Seq};
use baton_core::time::{Millis, Time};
use baton_core::wire::{CustomerAction, Refusal};
use serde::{Deserialize, Serialize};

/// How long an unanswered entry stays before it is sent again on the same socket.
pub const ANSWER_WITHIN: Millis = Millis::seconds(15);
/// How long to wait when the server could not write.
pub const UNAVAILABLE_PAUSE: Millis = Millis::seconds(3);
/// A click that could not be sent is not carried out later than this, after a reload; words are, always.
pub const CLICKS_LAST: Millis = Millis::minutes(2);

/// What is kept of an entry in the page's storage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Which.
    pub id: CommandId,
    /// What.
    pub action: CustomerAction,
}

/// How far an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// To be sent as soon as there is a connection.
    Queued,
    /// Sent, not answered; to be sent again at that time.
    Sent {
        /// When it is sent again.
        again_at: Time,
    },
    /// The server asked to try later.
    Later {
        /// When.
        at: Time,
    },
    /// On disk; the event itself is still on its way.
    Stored(Seq),
    /// The server said no. Only people's words stay in this state.
    Refused(Rejection),
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Made here, once.
    pub id: CommandId,
    /// What.
    pub action: CustomerAction,
    /// When it was asked for, by this page's clock.
    pub at: Time,
    /// How far it is.
    pub progress: Progress,
}

impl Pending {
    fn new(id: CommandId, action: CustomerAction, at: Time) -> Self {
        Self {
            id,
            action,
            at,
            progress: Progress::Queued,
        }
    }

    /// The words, if it is a message.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.action {
            CustomerAction::Write { text } => Some(text),
            _ => None,
        }
    }
}

/// The time in a version 7 id.
#[must_use]
pub fn made_at(id: CommandId) -> Time {
    Time(i64::try_from(id.0 >> 80).unwrap_or(i64::MAX))
}

/// The entries, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outbox {
    /// The entries.
    pub entries: Vec<Pending>,
}

impl Outbox {
    /// What an earlier life of the page left, oldest first, without clicks that nobody expects any more. Returns the ids
    /// that can be forgotten.
    pub fn restore(&mut self, kept: Vec<Kept>, now: Time) -> Vec<CommandId> {
        let mut stale = Vec::new();
        for Kept { id, action } in kept {
            let at = made_at(id);
            let words = matches!(
                action,
                CustomerAction::Write { .. } | CustomerAction::GiveEmail { .. }
            );
            if !words && now > at + CLICKS_LAST {
                stale.push(id);
            } else if self.find(id).is_none() {
                let place = self
                    .entries
                    .iter()
                    .take_while(|entry| entry.id < id)
                    .count();
                self.entries.insert(place, Pending::new(id, action, at));
            }
        }
        stale
    }

    /// Adds an entry.
    pub fn push(&mut self, id: CommandId, action: CustomerAction, at: Time) {
        self.entries.push(Pending::new(id, action, at));
    }

    /// The entry with this id.
    #[must_use]
    pub fn find(&self, id: CommandId) -> Option<&Pending> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Takes an entry out.
    pub fn take(&mut self, id: CommandId) -> Option<Pending> {
        let index = self.entries.iter().position(|entry| entry.id == id)?;
        Some(self.entries.remove(index))
    }

    /// Whether something like this is on its way.
    pub fn is_asked(&self, like: impl Fn(&CustomerAction) -> bool) -> bool {
        self.entries.iter().any(|entry| like(&entry.action))
    }

    /// The socket is gone: whatever was not answered is sent again on the next one.
    pub fn disconnected(&mut self) {
        for entry in &mut self.entries {
            if matches!(
                entry.progress,
                Progress::Sent { .. } | Progress::Later { .. }
            ) {
                entry.progress = Progress::Queued;
            }
        }
    }

    /// The store lives another life (a backup was restored): what was on disk may not be any more.
    pub fn another_life(&mut self) {
        for entry in &mut self.entries {
            if matches!(entry.progress, Progress::Stored(_)) {
                entry.progress = Progress::Queued;
            }
        }
    }

    /// The first that has no answer, if it is to be sent now. Whatever comes after it waits for the answer.
    pub fn due(&mut self, now: Time) -> Option<(CommandId, CustomerAction)> {
        let mut entries = self.entries.iter_mut();
        let first = entries
            .find(|entry| !matches!(entry.progress, Progress::Stored(_) | Progress::Refused(_)))?;
        if let Progress::Sent { again_at: at } | Progress::Later { at } = first.progress
            && now < at
        {
            return None;
        }
        first.progress = Progress::Sent {
            again_at: now + ANSWER_WITHIN,
        };
        Some((first.id, first.action.clone()))
    }

    /// When something is due again.
    #[must_use]
    pub fn wake_at(&self) -> Option<Time> {
        self.entries
            .iter()
            .filter_map(|entry| match entry.progress {
                Progress::Sent { again_at: at } | Progress::Later { at } => Some(at),
                _ => None,
            })
            .min()
    }

    /// The server has it on disk.
    pub fn stored(&mut self, id: CommandId, seq: Seq) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == id) {
            entry.progress = Progress::Stored(seq);
        }
    }

    /// The server did not do it. Returns the entry if it is out of the outbox with this: a click that was refused.
    pub fn refused(
        &mut self,
        id: CommandId,
        why: Refusal,
        now: Time,
    ) -> Option<(Pending, Rejection)> {
        let entry = self.entries.iter_mut().find(|entry| entry.id == id)?;
        let rejection = match why {
            Refusal::TooFast(pause) => {
                let at = now + Millis(pause.0.clamp(200, 60_000));
                entry.progress = Progress::Later { at };
                return None;
            }
            Refusal::Unavailable => {
                let at = now + UNAVAILABLE_PAUSE;
                entry.progress = Progress::Later { at };
                return None;
            }
            Refusal::Rejected(rejection) => rejection,
        };
        if entry.text().is_some() {
            entry.progress = Progress::Refused(rejection);
            return None;
        }
        self.take(id).map(|entry| (entry, rejection))
    }

    /// Takes out what the view shows: everything stored at or before this position.
    pub fn shown(&mut self, seq: Seq) {
        self.entries
            .retain(|entry| !matches!(entry.progress, Progress::Stored(at) if at <= seq));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::id::LiveChatId;

    fn write(text: &str) -> CustomerAction {
        CustomerAction::Write {
            text: text.to_owned(),
        }
    }

    fn id(milliseconds: i64, rest: u128) -> CommandId {
        CommandId((u128::try_from(milliseconds).unwrap() << 80) | rest)
    }

    #[test]
    fn an_entry_is_sent_once_per_socket_and_again_on_the_next() {
        let mut outbox = Outbox::default();
        outbox.push(CommandId(1), write("a"), Time(0));
        assert!(outbox.due(Time(0)).is_some());
        assert!(outbox.due(Time(1)).is_none());
        outbox.disconnected();
        assert!(outbox.due(Time(2)).is_some());
    }

    #[test]
    fn an_entry_without_an_answer_is_sent_again_on_the_same_socket() {
        let mut outbox = Outbox::default();
        outbox.push(CommandId(1), write("a"), Time(0));
        outbox.due(Time(0));
        assert_eq!(outbox.wake_at(), Some(Time(15_000)));
        assert!(outbox.due(Time(15_000)).is_some());
    }

    #[test]
    fn too_fast_and_unavailable_are_tried_again_by_themselves() {
        let mut outbox = Outbox::default();
        outbox.push(CommandId(1), write("a"), Time(0));
        outbox.due(Time(0));
        assert_eq!(
            outbox.refused(CommandId(1), Refusal::TooFast(Millis(700)), Time(0)),
            None
        );
        assert_eq!(outbox.wake_at(), Some(Time(700)));
        outbox.due(Time(700));
        assert_eq!(
            outbox.refused(CommandId(1), Refusal::Unavailable, Time(700)),
            None
        );
        assert_eq!(outbox.wake_at(), Some(Time(3_700)));
    }

    fn next(outbox: &mut Outbox, at: i64) -> Option<u128> {
        outbox.due(Time(at)).map(|(id, _)| id.0)
    }

    #[test]
    fn words_that_have_to_wait_are_not_overtaken_by_later_words_or_a_click() {
        for why in [Refusal::TooFast(Millis(900)), Refusal::Unavailable] {
            let mut outbox = Outbox::default();
            outbox.push(CommandId(1), write("a"), Time(0));
            outbox.push(CommandId(2), write("b"), Time(0));
            outbox.push(CommandId(3), CustomerAction::EndChat, Time(0));
            assert_eq!(next(&mut outbox, 0), Some(1));
            assert_eq!(next(&mut outbox, 0), None, "one is under way at a time");
            outbox.refused(CommandId(1), why, Time(0));
            assert_eq!(next(&mut outbox, 1), None);
            let at = outbox.wake_at().unwrap();
            assert_eq!(next(&mut outbox, at.0), Some(1));
            outbox.stored(CommandId(1), Seq(1));
            assert_eq!(next(&mut outbox, at.0), Some(2));
            outbox.disconnected();
            assert_eq!(next(&mut outbox, at.0), Some(2));
            assert_eq!(next(&mut outbox, at.0), None);
            outbox.stored(CommandId(2), Seq(2));
            assert_eq!(next(&mut outbox, at.0), Some(3));
        }
    }

    #[test]
    fn words_that_were_rejected_hold_nothing_up() {
        let mut outbox = Outbox::default();
        outbox.push(CommandId(1), write("a"), Time(0));
        outbox.push(CommandId(2), write("b"), Time(0));
        assert_eq!(next(&mut outbox, 0), Some(1));
        let why = Refusal::Rejected(Rejection::Conflict);
        outbox.refused(CommandId(1), why, Time(0));
        assert_eq!(next(&mut outbox, 0), Some(2));
    }

    #[test]
    fn refused_words_stay_and_a_refused_click_goes() {
        let mut outbox = Outbox::default();
        outbox.push(CommandId(1), write("a"), Time(0));
        outbox.push(CommandId(2), CustomerAction::EndChat, Time(0));
        let no = Refusal::Rejected(Rejection::NotLive);
        assert_eq!(outbox.refused(CommandId(1), no.clone(), Time(0)), None);
        let gone = outbox.refused(CommandId(2), no, Time(0));
        assert_eq!(gone.unwrap().0.id, CommandId(2));
        assert_eq!(outbox.entries.len(), 1);
        assert_eq!(
            outbox.entries[0].progress,
            Progress::Refused(Rejection::NotLive)
        );
    }

    #[test]
    fn what_is_stored_stays_visible_until_its_event_arrives() {
        let mut outbox = Outbox::default();
        outbox.push(CommandId(1), write("a"), Time(0));
        outbox.stored(CommandId(1), Seq(7));
        outbox.shown(Seq(6));
        assert_eq!(outbox.entries.len(), 1);
        outbox.shown(Seq(7));
        assert!(outbox.entries.is_empty());
    }

    #[test]
    fn after_a_reload_words_come_back_in_order_and_old_clicks_do_not() {
        let now = Time(10_000_000);
        let old = now.0 - CLICKS_LAST.0 - 1;
        let person = |chat| CustomerAction::RequestPerson {
            chat: LiveChatId(chat),
        };
        let kept = |id, action| Kept { id, action };
        let mut outbox = Outbox::default();
        let stale = outbox.restore(
            vec![
                kept(id(now.0 - 5, 3), person(1)),
                kept(id(old, 2), person(2)),
                kept(id(old, 1), write("a")),
            ],
            now,
        );
        assert_eq!(stale, vec![id(old, 2)]);
        let ids: Vec<CommandId> = outbox.entries.iter().map(|entry| entry.id).collect();
        assert_eq!(ids, vec![id(old, 1), id(now.0 - 5, 3)]);
    }
}
