//! The agents' side of an event: everything that happened, notes and deadlines included.

use serde::{Deserialize, Serialize};

use crate::event::{Author, Ending, Event, EventBody, Requester, ReturnReason};
use crate::id::{LiveChatId, MessageId, Seq, WorkItemId};
use crate::people::AgentRef;
use crate::rovo::RovoReply;
use crate::time::Time;
use crate::work_item::{Status, WorkItem};

/// An event as agents of the space see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentEvent {
    /// Its position in the log.
    pub seq: Seq,
    /// When.
    pub at: Time,
    /// What.
    pub body: AgentBody,
}

/// What happened, for agents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentBody {
    /// The customer wrote.
    CustomerWrote {
        /// The message.
        message: MessageId,
        /// The words.
        text: String,
        /// When *time to reply* passes, if this message started it.
        reply_due: Option<Time>,
    },
    /// Rovo answered.
    Rovo {
        /// The message.
        message: MessageId,
        /// What it says.
        reply: RovoReply,
    },
    /// An answer of Rovo's was rated.
    Rated {
        /// The answer.
        message: MessageId,
        /// Whether it helped.
        helped: bool,
    },
    /// A person was asked for.
    Requested {
        /// The episode.
        chat: LiveChatId,
        /// By whom.
        by: Requester,
        /// When *time to assign* passes.
        assign_due: Time,
    },
    /// An agent claimed the chat.
    Claimed {
        /// The episode.
        chat: LiveChatId,
        /// Who.
        agent: AgentRef,
        /// When *time to reply* passes.
        reply_due: Time,
    },
    /// The agent wrote.
    AgentWrote {
        /// The message.
        message: MessageId,
        /// Who.
        agent: AgentRef,
        /// The words.
        text: String,
    },
    /// *Time to reply* is nearly over.
    ReplyWarned,
    /// The chat went back to Unassigned.
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
    /// The live chat ended.
    Ended {
        /// The episode.
        chat: LiveChatId,
        /// How.
        how: Ending,
        /// The agent who had it, if one.
        agent: Option<AgentRef>,
    },
    /// A work item was created.
    ItemCreated {
        /// The whole of it.
        item: WorkItem,
    },
    /// A work item's status changed.
    ItemStatus {
        /// Which.
        work_item: WorkItemId,
        /// By whom; none when it followed from a return to Unassigned or from the customer's *no longer needed*.
        by: Option<AgentRef>,
        /// To what.
        status: Status,
    },
    /// A work item's assignee changed.
    ItemAssignee {
        /// Which.
        work_item: WorkItemId,
        /// By whom; none when it followed from a claim or a return.
        by: Option<AgentRef>,
        /// To whom.
        assignee: Option<AgentRef>,
    },
    /// A public comment.
    Commented {
        /// The comment.
        message: MessageId,
        /// On which work item.
        work_item: WorkItemId,
        /// By whom.
        author: Author,
        /// The words.
        text: String,
    },
    /// An internal note.
    Noted {
        /// The note.
        message: MessageId,
        /// On which work item, if on one.
        work_item: Option<WorkItemId>,
        /// By whom.
        agent: AgentRef,
        /// The words.
        text: String,
    },
    /// The customer answered the question for an address.
    EmailGiven {
        /// The address; none when declined.
        email: Option<String>,
    },
}

/// Projects an event for the agents of the space. Agents see every kind there is today; the answer is optional so that
/// a later kind can be kept from them.
#[must_use]
pub fn for_agent(event: &Event) -> Option<AgentEvent> {
    let body = match event.body.clone() {
        EventBody::CustomerWrote {
            message,
            text,
            reply_clock,
            ..
        } => AgentBody::CustomerWrote {
            message,
            text,
            reply_due: reply_clock.map(|clock| clock.due),
        },
        EventBody::RovoReplied { message, reply, .. } => AgentBody::Rovo { message, reply },
        EventBody::AnswerRated { message, helped } => AgentBody::Rated { message, helped },
        EventBody::LiveChatRequested {
            chat,
            by,
            assign_due,
            ..
        } => AgentBody::Requested {
            chat,
            by,
            assign_due,
        },
        EventBody::Claimed {
            chat,
            agent,
            reply_clock,
        } => AgentBody::Claimed {
            chat,
            agent,
            reply_due: reply_clock.due,
        },
        EventBody::AgentWrote {
            message,
            agent,
            text,
        } => AgentBody::AgentWrote {
            message,
            agent,
            text,
        },
        EventBody::ReplyWarned { .. } => AgentBody::ReplyWarned,
        EventBody::BackToUnassigned {
            chat,
            from,
            why,
            assign_due,
        } => AgentBody::BackToUnassigned {
            chat,
            from,
            why,
            assign_due,
        },
        EventBody::LiveChatEnded { chat, how, agent } => AgentBody::Ended { chat, how, agent },
        EventBody::WorkItemCreated { item } => AgentBody::ItemCreated { item },
        EventBody::StatusChanged {
            work_item,
            by,
            status,
        } => AgentBody::ItemStatus {
            work_item,
            by,
            status,
        },
        EventBody::AssigneeChanged {
            work_item,
            by,
            assignee,
        } => AgentBody::ItemAssignee {
            work_item,
            by,
            assignee,
        },
        // What was said in the chat by way of the work item is shown as what it is, and with its deadline.
        EventBody::Commented {
            message,
            author: Author::Customer,
            text,
            chat: Some(_),
            reply_clock,
            ..
        } => AgentBody::CustomerWrote {
            message,
            text,
            reply_due: reply_clock.map(|clock| clock.due),
        },
        EventBody::Commented {
            message,
            author: Author::Agent(agent),
            text,
            chat: Some(_),
            ..
        } => AgentBody::AgentWrote {
            message,
            agent,
            text,
        },
        EventBody::Commented {
            message,
            work_item,
            author,
            text,
            chat: None,
            ..
        } => AgentBody::Commented {
            message,
            work_item,
            author,
            text,
        },
        EventBody::Noted {
            message,
            work_item,
            agent,
            text,
        } => AgentBody::Noted {
            message,
            work_item,
            agent,
            text,
        },
        EventBody::EmailGiven { email } => AgentBody::EmailGiven { email },
    };
    Some(AgentEvent {
        seq: event.seq,
        at: event.at,
        body,
    })
}
