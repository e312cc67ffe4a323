//! What people and the site ask for, what the deciding transaction knows, and why it may say no.

use serde::{Deserialize, Serialize};

use crate::deadline::DeadlineKind;
use crate::event::Event;
use crate::id::{AccountId, CommandId, LiveChatId, MessageId, Seq, WorkItemId};
use crate::offer::{Obstacle, Offer};
use crate::people::{Actor, AgentRef, TeamRef};
use crate::rovo::RovoReply;
use crate::settings::{LiveChatSettings, ProjectKey};
use crate::time::Millis;
use crate::work_item::Status;

/// How long Rovo may take before the customer is offered a person or a request.
pub const TIME_TO_ANSWER: Millis = Millis::seconds(20);

/// A command: the same id twice gives the same answer and one set of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Made by the sender.
    pub id: CommandId,
    /// Who.
    pub actor: Actor,
    /// What.
    pub body: CommandBody,
}

/// What is asked for. New work items and chats bring their ids, since nothing random happens in here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandBody {
    /// Customer or agent: a message; its id is the command's.
    Write {
        /// The words.
        text: String,
    },
    /// Customer: a person, please.
    RequestPerson {
        /// The id of the episode that this would begin.
        chat: LiveChatId,
    },
    /// Customer: make it a request, whether waiting or still with Rovo.
    LeaveAsRequest {
        /// Which wait or talk.
        meant: Meant,
        /// The id for the work item.
        work_item: WorkItemId,
    },
    /// Customer: while waiting, it is no longer needed.
    NoLongerNeeded {
        /// Which wait.
        meant: Meant,
        /// The id for the work item.
        work_item: WorkItemId,
    },
    /// Customer or the assigned agent: end the live chat.
    EndChat {
        /// Which.
        meant: Meant,
    },
    /// Customer: did this help?
    RateAnswer {
        /// The answer.
        message: MessageId,
        /// Whether it helped.
        helped: bool,
    },
    /// Customer: an e-mail address, or none.
    GiveEmail {
        /// The address; none to decline.
        email: Option<String>,
    },
    /// Customer: a request on the portal's form.
    RaiseRequest {
        /// The id for the work item.
        work_item: WorkItemId,
        /// One line.
        summary: String,
        /// The words.
        description: String,
    },
    /// Customer or agent: a public comment on a work item.
    Comment {
        /// Which.
        work_item: WorkItemId,
        /// The words.
        text: String,
    },
    /// Agent: an internal note, on a work item or on the conversation.
    Note {
        /// Which work item, if on one.
        work_item: Option<WorkItemId>,
        /// The words.
        text: String,
    },
    /// Agent: *Claim chat*.
    Claim {
        /// The id for the work item, used unless the chat has one.
        work_item: WorkItemId,
    },
    /// Agent: a work item's status.
    ChangeStatus {
        /// Which.
        work_item: WorkItemId,
        /// To what.
        status: Status,
    },
    /// Agent: a work item's assignee.
    ChangeAssignee {
        /// Which.
        work_item: WorkItemId,
        /// To whom. The server has checked that this is an agent of the space.
        assignee: Option<AgentRef>,
    },
    /// Rovo: the answer to the question asked at a position.
    Answer {
        /// The position at which Rovo was asked.
        asked: Seq,
        /// What it says.
        reply: RovoReply,
    },
    /// Rovo: the customer's words ask for a person.
    HandOff {
        /// The position at which Rovo was asked.
        asked: Seq,
        /// The id of the episode that this would begin.
        chat: LiveChatId,
    },
    /// System: a deadline has passed.
    DeadlinePassed {
        /// Which.
        kind: DeadlineKind,
        /// The position that set it.
        generation: Seq,
        /// The id for a work item, if one must be created.
        work_item: WorkItemId,
    },
    /// System: an account was disabled or removed from the space.
    AgentGone {
        /// Whose.
        agent: AccountId,
    },
    /// System: live chat was deactivated.
    Deactivate {
        /// The id for a work item, if one must be created.
        work_item: WorkItemId,
    },
}

/// Which wait or live chat a command means that would end one. It may lie in an outbox for long, and must not end what
/// began after it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Whichever there is: forms, which are posted at once, and clients of revision 1.
    Any,
    /// This live chat.
    Chat(LiveChatId),
    /// What there was at this position of the log, which its sender had read. Customers' pages know no ids of chats.
    At(Seq),
}

impl Meant {
    /// Whether the live chat that was requested at that position is meant.
    #[must_use]
    pub fn is(self, chat: LiveChatId, requested: Seq) -> bool {
        match self {
            Self::Any => true,
            Self::Chat(meant) => meant == chat,
            Self::At(read) => requested <= read,
        }
    }

    /// Whether the talk with Rovo that began after that position is meant.
    #[must_use]
    pub fn is_talk(self, after: Seq) -> bool {
        match self {
            Self::Any => true,
            Self::Chat(_) => false,
            Self::At(read) => after <= read,
        }
    }
}

/// What the deciding transaction read elsewhere.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The space's settings.
    pub settings: LiveChatSettings,
    /// The mapped team.
    pub team: Option<TeamRef>,
    /// Whether a person can be asked for now.
    pub offer: Offer,
    /// The space's key.
    pub project_key: ProjectKey,
    /// The number that the next work item of the space gets.
    pub next_work_item: u32,
    /// Whether the acting account is an enabled agent or admin of this space.
    pub actor_is_agent: bool,
    /// The first event that a command of the same id caused earlier in this conversation.
    pub prior: Option<Event>,
    /// The customer's first words since the last hand-back, for the summary of a work item.
    pub first_words: Option<String>,
}

/// Why a command changes nothing. A closed list: it goes to browsers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rejection {
    /// The actor may not do this.
    NotAllowed,
    /// The same id was used with another body, or an id that a new thing brings is taken.
    Conflict,
    /// There is nothing to read in the text.
    EmptyText,
    /// The text is longer than so many characters.
    TextTooLong(u32),
    /// This is no e-mail address.
    InvalidEmail,
    /// No such work item or message in this conversation.
    NotFound,
    /// Somebody else claimed the chat first.
    AlreadyClaimed {
        /// Who.
        by: AgentRef,
    },
    /// Only the assigned agent may do this.
    AssignedTo {
        /// Who.
        agent: AgentRef,
    },
    /// No one waits here.
    NotWaiting,
    /// No live chat runs here.
    NotLive,
    /// A live chat already waits or runs here.
    AlreadyRequested,
    /// Live chat is not offered at the moment.
    NotOffered(Vec<Obstacle>),
    /// The answer comes too late: the question was overtaken, or Rovo no longer holds the conversation.
    StaleAnswer,
    /// The deadline was moved, cancelled or has not come yet.
    StaleDeadline,
    /// The customer has as many work items as one conversation may have for now.
    TooManyRequests,
}
