//! The state of a conversation: what [`crate::decide`] needs to know, and no more. It holds no history; the log does.
//! The store keeps it beside the log as a snapshot that can be folded anew from the events at any time. [`apply`](Conversation::apply) folds an event into it.

mod apply;

use serde::{Deserialize, Serialize};

use crate::event::{Ending, ReplyClock};
use crate::id::{
    AccountId, ConversationId, CustomerId, LiveChatId, MessageId, Seq, SpaceId, WorkItemId,
};
use crate::people::AgentRef;
use crate::time::Time;
use crate::work_item::{Stretch, WorkItem};

/// The version of the snapshot's stored form. A snapshot of another version is folded anew from the log.
pub const STATE_VERSION: u32 = 3;

/// How many of Rovo's answers can still be rated. The state is written with every event, so it must stay small.
pub const RATABLE_ANSWERS: usize = 8;

/// The thread between one customer and one space. It never ends; it changes hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Which.
    pub id: ConversationId,
    /// In which space.
    pub space: SpaceId,
    /// With which customer.
    pub customer: CustomerId,
    /// The position of the last event.
    pub head: Seq,
    /// The position of the last event that the customer may see.
    pub customer_head: Seq,
    /// Who holds it.
    pub holder: Holder,
    /// Rovo's context starts after this position: the last hand-back, or the talk's turning into a request.
    pub context_after: Seq,
    /// The position of the last message that the customer wrote, 0 before the first.
    pub customer_wrote: Seq,
    /// The newest answers of Rovo's, at most [`RATABLE_ANSWERS`], oldest first: those that can be rated.
    pub answers: Vec<GivenAnswer>,
    /// Whether Rovo has asked for a rephrase since its last answer.
    pub rephrase_asked: bool,
    /// What is known of the customer's e-mail address.
    pub email: Email,
    /// The work items, oldest first.
    pub work_items: Vec<WorkItem>,
    /// The last live chat that ended.
    pub last_chat: Option<EndedChat>,
    /// The last words, for lists.
    pub last_words: Option<LastWords>,
}

/// Who holds the baton.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holder {
    /// Rovo.
    Rovo {
        /// What it has been asked and has not answered.
        question: Option<Question>,
    },
    /// Nobody: a person has been asked for.
    Waiting(Waiting),
    /// An agent.
    Live(Live),
}

/// A question that Rovo has not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The position of the newest message it has not answered.
    pub asked: Seq,
    /// Until when.
    pub due: Time,
}

/// An answer of Rovo's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAnswer {
    /// The message.
    pub message: MessageId,
    /// Whether it helped, if the customer has said so.
    pub helped: Option<bool>,
}

/// A live chat that waits for its claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The episode.
    pub chat: LiveChatId,
    /// The position of the request.
    pub requested: Seq,
    /// Since when it stands in Unassigned: the request, or the return.
    pub since: Time,
    /// Since when the customer has been waiting for a person's words. A chat that comes back unanswered keeps its place
    /// by it: it is not the customer's fault that nobody replied.
    pub unanswered_since: Time,
    /// The position of the event that set the deadline.
    pub generation: Seq,
    /// When *time to assign* passes.
    pub assign_due: Time,
    /// The agent who had it before it came back.
    pub returned_from: Option<AgentRef>,
}

/// A live chat that an agent has claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    /// The episode.
    pub chat: LiveChatId,
    /// The position of the request.
    pub requested: Seq,
    /// Who.
    pub agent: AgentRef,
    /// Since when.
    pub since: Time,
    /// The running clock of *time to reply*, if the agent owes a reply.
    pub reply: Option<ReplyOwed>,
}

/// The agent owes a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyOwed {
    /// The position of the event that started the clock.
    pub generation: Seq,
    /// The clock.
    pub clock: ReplyClock,
    /// Since when the customer has been waiting for a person's words.
    pub unanswered_since: Time,
    /// Whether the agent has been warned.
    pub warned: bool,
}

/// What is known of the customer's address from this conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Email {
    /// Not answered yet.
    #[default]
    Unknown,
    /// The customer would rather not.
    Declined,
    /// Given.
    Given(String),
}

/// A live chat that ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedChat {
    /// The episode.
    pub chat: LiveChatId,
    /// When.
    pub at: Time,
    /// How.
    pub how: Ending,
    /// The agent who had it, if one.
    pub agent: Option<AgentRef>,
}

/// Whose words they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Speaker {
    /// The customer.
    Customer,
    /// An agent who does not have the chat: a comment on the work item, or words from before another's claim.
    Agent,
    /// Rovo.
    Rovo,
    /// The agent who has the chat.
    Assignee,
}

impl Speaker {
    /// Whether a member of staff spoke.
    #[must_use]
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Agent | Self::Assignee)
    }
}

/// The last words of a conversation, one line for lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastWords {
    /// Whose.
    pub by: Speaker,
    /// At most 120 characters. Rovo's words are made at the edge: where Rovo had the last word, this is what the customer
    /// had said before.
    pub text: String,
    /// When.
    pub at: Time,
    /// The position.
    pub seq: Seq,
}

impl Conversation {
    /// A conversation in which nothing has happened: Rovo holds it.
    #[must_use]
    pub fn new(id: ConversationId, space: SpaceId, customer: CustomerId) -> Self {
        Self {
            id,
            space,
            customer,
            head: Seq(0),
            customer_head: Seq(0),
            holder: Holder::Rovo { question: None },
            context_after: Seq(0),
            customer_wrote: Seq(0),
            answers: Vec::new(),
            rephrase_asked: false,
            email: Email::Unknown,
            work_items: Vec::new(),
            last_chat: None,
            last_words: None,
        }
    }

    /// The work item with this id.
    #[must_use]
    pub fn work_item(&self, id: WorkItemId) -> Option<&WorkItem> {
        self.work_items.iter().find(|item| item.id == id)
    }

    /// The one work item of a live chat, if it has been created.
    #[must_use]
    pub fn work_item_of(&self, chat: LiveChatId) -> Option<&WorkItem> {
        self.work_items
            .iter()
            .find(|item| item.live_chat == Some(chat))
    }

    /// The live chat that waits or runs.
    #[must_use]
    pub fn running_chat(&self) -> Option<LiveChatId> {
        match &self.holder {
            Holder::Rovo { .. } => None,
            Holder::Waiting(waiting) => Some(waiting.chat),
            Holder::Live(live) => Some(live.chat),
        }
    }

    /// The talk with Rovo that led to the running or last chat, as its work item names it or will; without any chat, the
    /// present talk.
    #[must_use]
    pub fn talk(&self) -> Stretch {
        let item = match self.running_chat() {
            Some(chat) => self.work_item_of(chat),
            None => (self.work_items.iter().rev()).find(|item| item.live_chat.is_some()),
        };
        let to = match &self.holder {
            Holder::Rovo { .. } => self.head,
            Holder::Waiting(waiting) => waiting.requested,
            Holder::Live(live) => live.requested,
        };
        let from = self.context_after.next();
        item.map_or(Stretch { from, to }, |item| item.context)
    }

    /// The agent who holds the conversation.
    #[must_use]
    pub fn assignee(&self) -> Option<&AgentRef> {
        match &self.holder {
            Holder::Live(live) => Some(&live.agent),
            _ => None,
        }
    }

    /// Whether this account holds the conversation.
    #[must_use]
    pub fn is_assigned_to(&self, account: AccountId) -> bool {
        self.assignee().is_some_and(|agent| agent.id == account)
    }
}
