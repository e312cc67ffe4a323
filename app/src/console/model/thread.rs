//! A conversation as the page shows it: bubbles, runs of one author joined, centred lines for changes of hands, and day
//! separators. Made from events as agents see them; order and keys are stable, so that the page only ever appends.

use std::collections::BTreeSet;

use baton_core::client::{Outbox, Progress};
use baton_core::event::Author;
use baton_core::id::{AccountId, CommandId, ConversationId, MessageId, Seq};
use baton_core::people::AgentRef;
use baton_core::rovo::RovoReply;
use baton_core::time::{Millis, Time};
use baton_core::view::{AgentBody, AgentEvent, AgentView};
use baton_core::wire::AgentAction;

use super::desk::Order;
use super::moment::{Zone, day};

/// Messages of one author within this time are one run.
const RUN: Millis = Millis::minutes(5);

/// Whose words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Face {
    /// The customer's.
    Customer,
    /// The virtual agent's.
    Rovo,
    /// An agent's.
    Agent {
        /// The name at that time.
        name: String,
        /// Whether it is the reader.
        me: bool,
    },
}

/// What a bubble holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bubble {
    /// A message of the chat.
    Words(String),
    /// What Rovo said.
    Rovo(RovoReply),
    /// A public comment on a work item.
    Comment(String),
    /// An internal note.
    Note(String),
}

/// An item of the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A day begins.
    Day {
        /// The event that opens it.
        seq: Seq,
        /// When.
        at: Time,
    },
    /// Somebody's words.
    Bubble {
        /// The position.
        seq: Seq,
        /// When.
        at: Time,
        /// Whose.
        face: Face,
        /// Whether it goes on a run of the same author.
        joined: bool,
        /// What.
        bubble: Bubble,
    },
    /// Something that happened.
    Line {
        /// The position.
        seq: Seq,
        /// When.
        at: Time,
        /// What; [`crate::console::words`] says it.
        body: Box<AgentBody>,
    },
}

impl Item {
    /// Stays the same for as long as the item looks the same.
    #[must_use]
    pub fn key(&self) -> (Seq, u8) {
        match self {
            Self::Day { seq, .. } => (*seq, 0),
            Self::Bubble { seq, joined, .. } => (*seq, if *joined { 1 } else { 2 }),
            Self::Line { seq, .. } => (*seq, 3),
        }
    }
}

/// The items of a conversation, oldest first.
#[must_use]
pub fn items(entries: &[AgentEvent], me: AccountId, zone: Zone) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(entries.len());
    let mut current_day = String::new();
    for entry in entries {
        let Some(item) = item_of(entry.seq, entry.at, &entry.body, me, items.last()) else {
            continue;
        };
        let this_day = day(entry.at, zone);
        if this_day == current_day {
            items.push(item);
            continue;
        }
        current_day = this_day;
        items.push(Item::Day {
            seq: entry.seq,
            at: entry.at,
        });
        items.push(match item {
            Item::Bubble {
                seq,
                at,
                face,
                bubble,
                ..
            } => Item::Bubble {
                seq,
                at,
                face,
                joined: false,
                bubble,
            },
            other => other,
        });
    }
    items
}

fn item_of(
    seq: Seq,
    at: Time,
    body: &AgentBody,
    me: AccountId,
    before: Option<&Item>,
) -> Option<Item> {
    let agent = |agent: &AgentRef| Face::Agent {
        name: agent.name.clone(),
        me: agent.id == me,
    };
    let (face, bubble) = match body {
        AgentBody::CustomerWrote { text, .. } => (Face::Customer, Bubble::Words(text.clone())),
        AgentBody::AgentWrote {
            agent: by, text, ..
        } => (agent(by), Bubble::Words(text.clone())),
        AgentBody::Rovo { reply, .. } => (Face::Rovo, Bubble::Rovo(reply.clone())),
        AgentBody::Commented { author, text, .. } => {
            let face = match author {
                Author::Customer => Face::Customer,
                Author::Agent(by) => agent(by),
            };
            (face, Bubble::Comment(text.clone()))
        }
        AgentBody::Noted {
            agent: by, text, ..
        } => (agent(by), Bubble::Note(text.clone())),
        AgentBody::ItemAssignee { by: None, .. } => return None,
        other => {
            return Some(Item::Line {
                seq,
                at,
                body: Box::new(other.clone()),
            });
        }
    };
    let joined = matches!(before, Some(Item::Bubble { face: last, at: then, bubble: words, .. })
        if *last == face
            && (at - *then).0 < RUN.0
            && core::mem::discriminant(words) == core::mem::discriminant(&bubble));
    Some(Item::Bubble {
        seq,
        at,
        face,
        joined,
        bubble,
    })
}

/// Own words that are not in the conversation yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The command.
    pub id: CommandId,
    /// The words.
    pub text: String,
    /// Whether they are an internal note.
    pub is_note: bool,
    /// How far they are.
    pub progress: Progress,
}

/// The echo of what this page is sending to a conversation.
#[must_use]
pub fn pending(
    outbox: &Outbox<Order>,
    conversation: ConversationId,
    view: &AgentView,
) -> Vec<Pending> {
    let known: BTreeSet<MessageId> = view
        .entries
        .iter()
        .filter_map(|entry| message_of(&entry.body))
        .collect();
    outbox
        .entries()
        .iter()
        .filter(|entry| entry.item.conversation == conversation)
        .filter(|entry| !known.contains(&entry.id.into()))
        .filter_map(|entry| {
            let (text, is_note) = match &entry.item.action {
                AgentAction::Write { text } | AgentAction::Comment { text, .. } => (text, false),
                AgentAction::Note { text, .. } => (text, true),
                _ => return None,
            };
            Some(Pending {
                id: entry.id,
                text: text.clone(),
                is_note,
                progress: entry.progress.clone(),
            })
        })
        .collect()
}

/// The message, comment or note that an entry is.
pub(super) fn message_of(body: &AgentBody) -> Option<MessageId> {
    match body {
        AgentBody::CustomerWrote { message, .. }
        | AgentBody::Rovo { message, .. }
        | AgentBody::AgentWrote { message, .. }
        | AgentBody::Commented { message, .. }
        | AgentBody::Noted { message, .. } => Some(*message),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::view::AgentEvent;

    const ME: AccountId = AccountId(1);

    fn wrote(seq: u64, minutes: i64, text: &str) -> AgentEvent {
        AgentEvent {
            seq: Seq(seq),
            at: Time(minutes * 60_000),
            body: AgentBody::CustomerWrote {
                message: MessageId(u128::from(seq)),
                text: text.into(),
                reply_due: None,
            },
        }
    }

    fn joined(items: &[Item]) -> Vec<Option<bool>> {
        let joined = |item: &Item| match item {
            Item::Bubble { joined, .. } => Some(*joined),
            _ => None,
        };
        items.iter().map(joined).collect()
    }

    #[test]
    fn words_of_one_author_within_five_minutes_are_one_run() {
        let mut view = AgentView::empty();
        view.entries = vec![wrote(1, 0, "a"), wrote(2, 4, "b"), wrote(3, 20, "c")];
        let items = items(&view.entries, ME, Zone::Utc);
        assert_eq!(joined(&items), [None, Some(false), Some(true), Some(false)]);
    }

    #[test]
    fn a_new_day_is_separated_and_breaks_a_run() {
        let mut view = AgentView::empty();
        view.entries = vec![wrote(1, 1_438, "late"), wrote(2, 1_441, "early")];
        let utc = items(&view.entries, ME, Zone::Utc);
        assert_eq!(joined(&utc), [None, Some(false), None, Some(false)]);
        let local = items(&view.entries, ME, Zone::Local(|_| 60));
        assert_eq!(joined(&local), [None, Some(false), Some(true)]);
    }

    #[test]
    fn a_note_never_joins_a_reply() {
        let me = AgentRef {
            id: ME,
            name: "Ana".into(),
        };
        let mut view = AgentView::empty();
        view.entries = vec![
            AgentEvent {
                seq: Seq(1),
                at: Time(0),
                body: AgentBody::AgentWrote {
                    message: MessageId(1),
                    agent: me.clone(),
                    text: "hello".into(),
                },
            },
            AgentEvent {
                seq: Seq(2),
                at: Time(1),
                body: AgentBody::Noted {
                    message: MessageId(2),
                    work_item: None,
                    agent: me,
                    text: "hm".into(),
                },
            },
        ];
        assert_eq!(
            joined(&items(&view.entries, ME, Zone::Utc)),
            [None, Some(false), Some(false)]
        );
    }
}
