//! Work items: what a customer ends with when an answer was not enough. Each lives in one conversation's log, so that
//! chat and work item are one record.

use serde::{Deserialize, Serialize};

use crate::id::{LiveChatId, Seq, WorkItemId};
use crate::people::{AgentRef, TeamRef};
use crate::time::Time;

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// Nobody has begun.
    Open,
    /// Somebody works on it.
    InProgress,
    /// The customer has been asked for something.
    WaitingForCustomer,
    /// Done.
    Resolved,
    /// Not needed any more.
    Closed,
}

impl Status {
    /// Every status, in the order that lists show.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::InProgress,
        Self::WaitingForCustomer,
        Self::Resolved,
        Self::Closed,
    ];

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_done(self) -> bool {
        !self.is_open()
    }

    /// Whether there is something left to do.
    #[must_use]
    pub fn is_open(self) -> bool {
        match self {
            Self::Open | Self::InProgress | Self::WaitingForCustomer => true,
            Self::Resolved | Self::Closed => false,
        }
    }
}

/// What created a work item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// An agent claimed the live chat.
    Claimed,
    /// *Time to assign* passed.
    NobodyCame,
    /// The customer left it as a request.
    LeftAsRequest,
    /// The customer no longer needs it; the item is closed from the start.
    NoLongerNeeded,
    /// Live chat was deactivated while the customer waited.
    Deactivated,
    /// Raised on the portal's form.
    Raised,
}

/// A stretch of a conversation's log, both ends included. Empty when `to < from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The first position.
    pub from: Seq,
    /// The last position.
    pub to: Seq,
}

/// A work item as its conversation knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItem {
    /// The work item.
    pub id: WorkItemId,
    /// The number in its space: 12 in `HELP-12`.
    pub number: u32,
    /// The name that people use: `HELP-12`.
    pub key: String,
    /// One line that says what it is about; empty where the customer asked for a person without a word.
    pub summary: String,
    /// What the customer wrote on the portal's form; empty for chats, whose description is the context.
    pub description: String,
    /// The talk with Rovo that led here.
    pub context: Stretch,
    /// The live chat it belongs to, if one.
    pub live_chat: Option<LiveChatId>,
    /// The default label, on every work item from a chat.
    pub label: Option<String>,
    /// The team that owns it.
    pub team: Option<TeamRef>,
    /// Who works on it.
    pub assignee: Option<AgentRef>,
    /// How far it is.
    pub status: Status,
    /// What created it.
    pub cause: Cause,
    /// When.
    pub created_at: Time,
}

/// Where an event stands to a work item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the talk that led to it.
    Context,
    /// In its live chat, the end of the chat included.
    Chat,
    /// In neither; it belongs to the item only if it names it.
    Elsewhere,
}

/// Tells what of a conversation's log belongs to a work item, one event after the other: the record of an item is a part
/// of the log, never a copy.
#[derive(Clone, Debug)]
pub struct Extent {
    context: Stretch,
    live_chat: Option<LiveChatId>,
    runs: bool,
}

impl Extent {
    /// Before the first event.
    #[must_use]
    pub fn of(item: &WorkItem) -> Self {
        Self {
            context: item.context,
            live_chat: item.live_chat,
            runs: item.live_chat.is_some(),
        }
    }

    /// The first position that can belong to the item.
    #[must_use]
    pub fn starts(&self) -> Seq {
        Seq(self.context.from.0.max(1))
    }

    /// Where the next event stands; `ends` is the live chat that it ends, if any. Events come in the order of the log,
    /// and those that belong elsewhere may be left out.
    pub fn place(&mut self, seq: Seq, ends: Option<LiveChatId>) -> Place {
        if seq < self.context.from {
            return Place::Elsewhere;
        }
        if seq <= self.context.to {
            return Place::Context;
        }
        if !self.runs {
            return Place::Elsewhere;
        }
        self.runs = ends.is_none() || ends != self.live_chat;
        Place::Chat
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(live_chat: Option<LiveChatId>, from: u64, to: u64) -> Extent {
        Extent {
            context: Stretch {
                from: Seq(from),
                to: Seq(to),
            },
            live_chat,
            runs: live_chat.is_some(),
        }
    }

    #[test]
    fn an_item_has_the_talk_that_led_to_it_and_its_chat_up_to_the_end_of_that_chat() {
        let chat = LiveChatId(1);
        let mut extent = extent(Some(chat), 3, 4);
        let ends = |seq| match seq {
            6 => Some(LiveChatId(9)),
            7 => Some(chat),
            _ => None,
        };
        let places = (1..=9).map(|seq| extent.place(Seq(seq), ends(seq)));
        use Place::{Chat, Context, Elsewhere};
        assert_eq!(
            places.collect::<Vec<_>>(),
            [
                Elsewhere, Elsewhere, Context, Context, Chat, Chat, Chat, Elsewhere, Elsewhere
            ]
        );
    }

    #[test]
    fn an_item_without_a_chat_has_only_what_names_it() {
        let mut extent = extent(None, 1, 0);
        let places = (1..=3).map(|seq| extent.place(Seq(seq), None));
        assert!(places.into_iter().all(|place| place == Place::Elsewhere));
    }
}
