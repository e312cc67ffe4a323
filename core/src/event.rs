//! What happened: the entries of a conversation's log. Events store facts, never sentences; personal text sits only in
//! fields that can be blanked. They are stored as JSON and never leave the server: [`crate::view`] projects them.

use serde::{Deserialize, Serialize};

use crate::id::{LiveChatId, MessageId, Seq, WorkItemId};
use crate::people::{AgentRef, TeamRef};
use crate::rovo::RovoReply;
use crate::time::Time;
use crate::work_item::{Status, WorkItem};

/// The newest version of the stored form of any kind of event that this build writes: see [`EventBody::version`].
pub const EVENT_VERSION: u32 = 2;

/// One entry of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its position: 1..n without gaps.
    pub seq: Seq,
    /// When it was decided.
    pub at: Time,
    /// What happened.
    pub body: EventBody,
}

/// Who asked for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Requester {
    /// The customer, with the button.
    Customer,
    /// Rovo, because the customer's words asked for one.
    Rovo,
}

/// Who wrote a public comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// The customer.
    Customer,
    /// An agent.
    Agent(AgentRef),
}

/// Why a live chat went back to Unassigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReturnReason {
    /// *Time to reply* passed.
    TimeToReply,
    /// The assignee was disabled or removed.
    AgentGone,
}

/// How a live chat ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// The agent ended it.
    ByAgent,
    /// The customer ended it.
    ByCustomer,
    /// *Time to assign* passed.
    NobodyCame,
    /// The customer left it as a request while waiting.
    LeftAsRequest,
    /// The customer no longer needed it while waiting.
    NoLongerNeeded,
    /// Live chat was deactivated while the customer waited.
    Deactivated,
}

/// The clock of *time to reply*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyClock {
    /// When the agent is warned.
    pub warn_at: Time,
    /// When the chat goes back to Unassigned.
    pub due: Time,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum EventBody {
    /// The customer wrote.
    CustomerWrote {
        /// Made by the customer's browser.
        message: MessageId,
        /// Personal text.
        text: String,
        /// Set while Rovo holds the conversation: until when Rovo must have answered.
        question_due: Option<Time>,
        /// Set when this is the first message that the agent has not answered.
        reply_clock: Option<ReplyClock>,
    },
    /// Rovo answered, or failed to.
    RovoReplied {
        /// The message.
        message: MessageId,
        /// The position of the question it answers; none when a rating led to it.
        asked: Option<Seq>,
        /// What it says.
        reply: RovoReply,
    },
    /// The customer said whether an answer of Rovo's helped.
    AnswerRated {
        /// The answer.
        message: MessageId,
        /// Whether it helped.
        helped: bool,
    },
    /// A person was asked for.
    LiveChatRequested {
        /// The episode that begins.
        chat: LiveChatId,
        /// By whom.
        by: Requester,
        /// The team that is alerted, if one is mapped.
        team: Option<TeamRef>,
        /// When *time to assign* passes.
        assign_due: Time,
    },
    /// An agent claimed the chat.
    Claimed {
        /// The episode.
        chat: LiveChatId,
        /// Who.
        agent: AgentRef,
        /// *Time to reply* runs from the claim.
        reply_clock: ReplyClock,
    },
    /// The agent wrote.
    AgentWrote {
        /// Made by the agent's browser.
        message: MessageId,
        /// Who.
        agent: AgentRef,
        /// Personal text.
        text: String,
    },
    /// *Time to reply* is nearly over; only the agent sees it.
    ReplyWarned {
        /// The episode.
        chat: LiveChatId,
    },
    /// The chat went back to Unassigned; a new *time to assign* starts.
    BackToUnassigned {
        /// The episode.
        chat: LiveChatId,
        /// Who had it.
        from: AgentRef,
        /// Why.
        why: ReturnReason,
        /// When the new *time to assign* passes.
        assign_due: Time,
    },
    /// The live chat ended; Rovo holds the conversation again.
    LiveChatEnded {
        /// The episode.
        chat: LiveChatId,
        /// How.
        how: Ending,
        /// The agent who had it, if one.
        agent: Option<AgentRef>,
    },
    /// A work item was created.
    WorkItemCreated {
        /// The whole of it.
        item: WorkItem,
    },
    /// A work item's status changed.
    StatusChanged {
        /// Which.
        work_item: WorkItemId,
        /// By whom; none when it followed from a return to Unassigned or from the customer's *no longer needed*.
        by: Option<AgentRef>,
        /// To what.
        status: Status,
    },
    /// A work item's assignee changed.
    AssigneeChanged {
        /// Which.
        work_item: WorkItemId,
        /// By whom; none when it followed from a claim or a return.
        by: Option<AgentRef>,
        /// To whom.
        assignee: Option<AgentRef>,
    },
    /// A public comment; it appears in the conversation too.
    Commented {
        /// The comment.
        message: MessageId,
        /// On which work item.
        work_item: WorkItemId,
        /// By whom.
        author: Author,
        /// Personal text.
        text: String,
        /// Set when it was said in the work item's own live chat, by one of the two who have it: then it is a message of
        /// that chat like any other. None before version 2.
        chat: Option<LiveChatId>,
        /// Set when it is the first message of that chat that the agent has not answered. None before version 2.
        reply_clock: Option<ReplyClock>,
    },
    /// An internal note. No customer ever sees it.
    Noted {
        /// The note.
        message: MessageId,
        /// The work item it belongs to, if one exists yet.
        work_item: Option<WorkItemId>,
        /// By whom.
        agent: AgentRef,
        /// Personal text.
        text: String,
    },
    /// The customer answered the question for an e-mail address.
    EmailGiven {
        /// The address; none when the customer would rather not.
        email: Option<String>,
    },
}

impl EventBody {
    /// The version of the stored form that this build writes of this kind of event.
    #[must_use]
    pub const fn version(&self) -> u32 {
        match self {
            Self::Commented { .. } => 2,
            Self::CustomerWrote { .. }
            | Self::RovoReplied { .. }
            | Self::AnswerRated { .. }
            | Self::LiveChatRequested { .. }
            | Self::Claimed { .. }
            | Self::AgentWrote { .. }
            | Self::ReplyWarned { .. }
            | Self::BackToUnassigned { .. }
            | Self::LiveChatEnded { .. }
            | Self::WorkItemCreated { .. }
            | Self::StatusChanged { .. }
            | Self::AssigneeChanged { .. }
            | Self::Noted { .. }
            | Self::EmailGiven { .. } => 1,
        }
    }

    /// The message, note or comment that this event is, if it is one.
    #[must_use]
    pub fn message(&self) -> Option<MessageId> {
        match self {
            Self::CustomerWrote { message, .. }
            | Self::RovoReplied { message, .. }
            | Self::AgentWrote { message, .. }
            | Self::Commented { message, .. }
            | Self::Noted { message, .. } => Some(*message),
            _ => None,
        }
    }
}
