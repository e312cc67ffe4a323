//! What a line of the log says, before it is markup: whose it is, its words, its sources.

use baton_core::id::{CommandId, MessageId, Seq, WorkItemId};
use baton_core::rovo::{RovoReply, Source};
use baton_core::time::Time;
use baton_core::view::{CustomerBody, CustomerEvent};

use crate::model::chat::Chat;
use crate::model::outbox::Pending;
use crate::model::rows::{Kind, Row};
use crate::words;

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// `me`, `rovo`, `agent`, `line` or `day`.
    pub(super) class: &'static str,
    /// Who speaks; empty for lines.
    pub(super) who: String,
    /// A line above the words.
    pub(super) above: String,
    /// The words.
    pub(super) text: String,
    /// What they are quoted from.
    pub(super) sources: Vec<Source>,
    /// When; nothing for a day.
    pub(super) at: Option<Time>,
    /// The answer that can be rated.
    pub(super) rated: Option<MessageId>,
}

impl Said {
    fn line(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    fn by(who: &str, text: &str) -> Self {
        Self {
            who: who.to_owned(),
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Whose the line is: `me`, `rovo`, `agent`, `line` or `day`, and `comment` where it is one.
    pub(super) fn class(chat: &Chat, row: Row) -> &'static str {
        if matches!(row.kind, Kind::Day(_)) {
            return "day";
        }
        match chat.entry(row.key).map(|event| &event.body) {
            None | Some(CustomerBody::Wrote { .. }) => "me",
            Some(CustomerBody::Rovo { .. }) => "rovo",
            Some(CustomerBody::AgentWrote { .. }) => "agent",
            Some(CustomerBody::Commented { agent: None, .. }) => "me comment",
            Some(CustomerBody::Commented { agent: Some(_), .. }) => "agent comment",
            Some(_) => "line",
        }
    }

    /// The content of a row.
    pub(super) fn of(chat: &Chat, row: Row) -> Self {
        let mut said = match (row.kind, chat.entry(row.key)) {
            (Kind::Day(days), _) => Self::line(words::day(days)),
            (_, Some(event)) => Self::happened(chat, event),
            (_, None) => {
                let pending = chat.outbox.find(CommandId(row.key));
                pending.map(Self::pending).unwrap_or_default()
            }
        };
        said.class = Self::class(chat, row);
        said
    }

    fn pending(pending: &Pending) -> Self {
        let mut said = Self::by(words::YOU, pending.text().unwrap_or_default());
        said.at = Some(pending.at);
        said
    }

    fn happened(chat: &Chat, event: &CustomerEvent) -> Self {
        let mut said = match &event.body {
            CustomerBody::Wrote { text, .. } => Self::by(words::YOU, text),
            CustomerBody::Rovo { message, reply } => Self::rovo(chat, *message, reply),
            CustomerBody::Requested { by, .. } => Self::line(words::requested(*by).to_owned()),
            CustomerBody::Joined { agent } => Self::line(words::joined(agent)),
            CustomerBody::AgentWrote { agent, text, .. } => Self::by(agent, text),
            CustomerBody::BackInQueue { from, why, .. } => {
                Self::line(words::back_in_queue(from, *why))
            }
            CustomerBody::Ended { how, .. } => {
                Self::line(words::ended(*how, newest_item(chat, event.seq)))
            }
            CustomerBody::ItemCreated { item, cause } => {
                Self::line(words::item_created(&item.key, *cause))
            }
            CustomerBody::Commented {
                work_item,
                agent,
                text,
                ..
            } => {
                let mut said = match agent {
                    Some(agent) => Self::by(agent, text),
                    None => Self::by(words::YOU, text),
                };
                said.above = words::commented(key_of(chat, *work_item));
                said
            }
            CustomerBody::Rated { .. }
            | CustomerBody::ItemStatus { .. }
            | CustomerBody::EmailAnswered { .. } => Self::default(),
        };
        said.at = Some(event.at);
        said
    }

    fn rovo(chat: &Chat, message: MessageId, reply: &RovoReply) -> Self {
        let text = match reply {
            RovoReply::Answer { .. } => words::FOUND,
            RovoReply::Greeting => words::greeting(&chat.offer),
            RovoReply::Farewell => words::FAREWELL,
            RovoReply::AskRephrase => words::REPHRASE,
            RovoReply::Offer(reason) => {
                return Self::by(words::ROVO, &words::offer(reason, &chat.offer));
            }
        };
        let mut said = Self::by(words::ROVO, text);
        if let RovoReply::Answer { sources } = reply {
            said.sources.clone_from(sources);
            said.rated = Some(message);
        }
        said
    }
}

/// The number of the newest work item that a chat led to before this position.
pub(super) fn newest_item(chat: &Chat, before: Seq) -> Option<&str> {
    let mut entries = chat.view.entries.iter().rev();
    let created = entries.find_map(|event| match &event.body {
        CustomerBody::ItemCreated { item, .. } if event.seq < before => Some(item.key.as_str()),
        _ => None,
    });
    created.or_else(|| chat.view.header.items.last().map(|item| item.key.as_str()))
}

fn key_of(chat: &Chat, work_item: WorkItemId) -> Option<&str> {
    let mut items = chat.view.header.items.iter();
    items
        .find(|item| item.id == work_item)
        .map(|item| item.key.as_str())
}
