//! The lines of the log, in order: what is stored, then what is still on its way, with a line where a day begins. A
//! message keeps its key from the moment it is typed, so that the line on the screen is never made anew.

use baton_core::id::{CommandId, MessageId};
use baton_core::time::Time;
use baton_core::view::{CustomerBody, CustomerEvent};

use super::chat::Chat;
use super::outbox::Pending;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Above every position and below every id with a time in it.
const DAY_KEYS: u128 = 1 << 65;

/// What a line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A new day, as days since 1970 in the reader's zone.
    Day(i64),
    /// Something that happened.
    Entry,
    /// The customer's words on their way.
    Pending,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The same as long as the line is about the same thing.
    pub key: u128,
    /// What it shows.
    pub kind: Kind,
}

/// The message that an entry is, if it is one.
#[must_use]
pub fn message_of(body: &CustomerBody) -> Option<MessageId> {
    match body {
        CustomerBody::Wrote { message, .. }
        | CustomerBody::Rovo { message, .. }
        | CustomerBody::AgentWrote { message, .. }
        | CustomerBody::Commented { message, .. } => Some(*message),
        _ => None,
    }
}

fn key_of(event: &CustomerEvent) -> u128 {
    message_of(&event.body).map_or(u128::from(event.seq.0), |message| message.0)
}

impl Chat {
    /// The lines, oldest first. `offset` says how many milliseconds the reader's clock is ahead of UTC at a time.
    #[must_use]
    pub fn rows(&self, offset: fn(Time) -> i64) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.view.entries.len() + 4);
        let mut day = i64::MIN;
        let mut push = |at: Time, key: u128, kind: Kind| {
            let today = (at.0 + offset(at)).div_euclid(DAY);
            if today != day {
                day = today;
                rows.push(Row {
                    key: DAY_KEYS + u128::from(today.unsigned_abs()),
                    kind: Kind::Day(today),
                });
            }
            rows.push(Row { key, kind });
        };
        for event in &self.view.entries {
            push(event.at, key_of(event), Kind::Entry);
        }
        for pending in self.unseen_words() {
            push(pending.at.max(self.last_at()), pending.id.0, Kind::Pending);
        }
        rows
    }

    /// The customer's words that the view does not hold yet.
    pub fn unseen_words(&self) -> impl Iterator<Item = &Pending> {
        self.outbox
            .entries
            .iter()
            .filter(|pending| pending.text().is_some() && !self.holds(pending.id))
    }

    /// What happened under this key.
    #[must_use]
    pub fn entry(&self, key: u128) -> Option<&CustomerEvent> {
        self.view
            .entries
            .iter()
            .rev()
            .find(|event| key_of(event) == key)
    }

    /// Whether the view shows the message that this command became.
    #[must_use]
    pub fn holds(&self, id: CommandId) -> bool {
        self.entry(id.0).is_some()
    }

    fn last_at(&self) -> Time {
        self.view.entries.last().map_or(Time(0), |event| event.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::chat::Input;
    use crate::snapshot;
    use baton_core::id::Seq;

    fn chat(times: &[i64]) -> Chat {
        let mut snapshot = snapshot::empty();
        for (index, at) in times.iter().enumerate() {
            let seq = Seq(index as u64 + 1);
            snapshot.view.seq = seq;
            snapshot.view.entries.push(CustomerEvent {
                seq,
                at: Time(*at),
                body: CustomerBody::Wrote {
                    message: MessageId(u128::MAX - u128::from(seq.0)),
                    text: String::new(),
                },
            });
        }
        Chat::new(snapshot)
    }

    #[test]
    fn a_day_gets_one_line_before_what_was_said_on_it() {
        let rows = chat(&[1, 2, DAY - 1, DAY]).rows(|_| 0);
        let days: Vec<bool> = rows
            .iter()
            .map(|row| matches!(row.kind, Kind::Day(_)))
            .collect();
        assert_eq!(days, [true, false, false, false, true, false]);
    }

    #[test]
    fn days_begin_at_the_readers_midnight() {
        let rows = chat(&[DAY - 3_600_000, DAY]).rows(|_| 3_600_000);
        assert_eq!(
            rows.iter()
                .filter(|row| matches!(row.kind, Kind::Day(_)))
                .count(),
            1
        );
    }

    #[test]
    fn words_keep_their_key_from_typing_to_storing() {
        let mut chat = chat(&[1]);
        let id = CommandId(77 << 80);
        chat.handle(
            Input::Write {
                id,
                text: "hello".to_owned(),
            },
            Time(5),
            0.0,
        );
        let typed = chat.rows(|_| 0);
        assert_eq!(
            typed.last().map(|row| (row.key, row.kind)),
            Some((id.0, Kind::Pending))
        );
        chat.view.entries.push(CustomerEvent {
            seq: Seq(2),
            at: Time(6),
            body: CustomerBody::Wrote {
                message: id.into(),
                text: "hello".to_owned(),
            },
        });
        let stored = chat.rows(|_| 0);
        assert_eq!(stored.len(), typed.len());
        assert_eq!(
            stored.last().map(|row| (row.key, row.kind)),
            Some((id.0, Kind::Entry))
        );
    }
}
