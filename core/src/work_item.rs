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
