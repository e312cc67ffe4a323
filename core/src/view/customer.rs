//! The customer's side of an event. `CustomerBody` has no variant that could hold an internal note, so that a leak does
//! not compile; agents are names here, never accounts.

use serde::{Deserialize, Serialize};

use crate::event::{Author, Ending, Event, EventBody, Requester, ReturnReason};
use crate::id::{MessageId, Seq, WorkItemId};
use crate::rovo::RovoReply;
use crate::time::Time;
use crate::work_item::{Cause, Status};

/// An event as a customer may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerEvent {
    /// Its position in the log.
    pub seq: Seq,
    /// When.
    pub at: Time,
    /// What.
    pub body: CustomerBody,
}

/// What happened, for customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CustomerBody {
    /// The customer wrote.
    Wrote {
        /// The message.
        message: MessageId,
        /// The words.
        text: String,
    },
    /// Rovo answered.
    Rovo {
        /// The message.
        message: MessageId,
        /// What it says.
        reply: RovoReply,
    },
    /// An answer was rated.
    Rated {
        /// The answer.
        message: MessageId,
        /// Whether it helped.
        helped: bool,
    },
    /// A person was asked for.
    Requested {
        /// By whom.
        by: Requester,
        /// When *time to assign* passes.
        assign_due: Time,
    },
    /// An agent joined.
    Joined {
        /// The agent's name.
        agent: String,
    },
    /// The agent wrote.
    AgentWrote {
        /// The message.
        message: MessageId,
        /// The agent's name.
        agent: String,
        /// The words.
        text: String,
    },
    /// The chat went back to the queue.
    BackInQueue {
        /// Who had it.
        from: String,
        /// Why.
        why: ReturnReason,
        /// When the new *time to assign* passes.
        assign_due: Time,
    },
    /// The live chat ended.
    Ended {
        /// How.
        how: Ending,
        /// The name of the agent who had it, if one.
        agent: Option<String>,
    },
    /// A work item was created.
    ItemCreated {
        /// Which, as the customer sees it.
        item: CustomerItem,
        /// What created it.
        cause: Cause,
    },
    /// A work item's status changed.
    ItemStatus {
        /// Which.
        work_item: WorkItemId,
        /// To what.
        status: Status,
    },
    /// A public comment.
    Commented {
        /// The comment.
        message: MessageId,
        /// On which work item.
        work_item: WorkItemId,
        /// The agent's name; none when the customer wrote it.
        agent: Option<String>,
        /// The words.
        text: String,
    },
    /// The question for an address was answered.
    EmailAnswered {
        /// Whether an address was given.
        given: bool,
    },
}

/// A work item as its customer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerItem {
    /// Which.
    pub id: WorkItemId,
    /// `HELP-12`.
    pub key: String,
    /// One line.
    pub summary: String,
    /// How far it is.
    pub status: Status,
}

/// Projects an event for the customer, or to nothing.
#[must_use]
pub fn for_customer(event: &Event) -> Option<CustomerEvent> {
    let body = match &event.body {
        EventBody::CustomerWrote { message, text, .. } => CustomerBody::Wrote {
            message: *message,
            text: text.clone(),
        },
        EventBody::RovoReplied { message, reply, .. } => CustomerBody::Rovo {
            message: *message,
            reply: reply.clone(),
        },
        EventBody::AnswerRated { message, helped } => CustomerBody::Rated {
            message: *message,
            helped: *helped,
        },
        EventBody::LiveChatRequested { by, assign_due, .. } => CustomerBody::Requested {
            by: *by,
            assign_due: *assign_due,
        },
        EventBody::Claimed { agent, .. } => CustomerBody::Joined {
            agent: agent.name.clone(),
        },
        EventBody::AgentWrote {
            message,
            agent,
            text,
        } => CustomerBody::AgentWrote {
            message: *message,
            agent: agent.name.clone(),
            text: text.clone(),
        },
        EventBody::BackToUnassigned {
            from,
            why,
            assign_due,
            ..
        } => CustomerBody::BackInQueue {
            from: from.name.clone(),
            why: *why,
            assign_due: *assign_due,
        },
        EventBody::LiveChatEnded { how, agent, .. } => CustomerBody::Ended {
            how: *how,
            agent: agent.as_ref().map(|agent| agent.name.clone()),
        },
        EventBody::WorkItemCreated { item } => {
            let (id, key, summary, status) =
                (item.id, item.key.clone(), item.summary.clone(), item.status);
            CustomerBody::ItemCreated {
                item: CustomerItem {
                    id,
                    key,
                    summary,
                    status,
                },
                cause: item.cause,
            }
        }
        EventBody::StatusChanged {
            work_item, status, ..
        } => CustomerBody::ItemStatus {
            work_item: *work_item,
            status: *status,
        },
        EventBody::Commented {
            message,
            work_item,
            author,
            text,
            ..
        } => {
            let agent = match author {
                Author::Customer => None,
                Author::Agent(agent) => Some(agent.name.clone()),
            };
            CustomerBody::Commented {
                message: *message,
                work_item: *work_item,
                agent,
                text: text.clone(),
            }
        }
        EventBody::EmailGiven { email } => CustomerBody::EmailAnswered {
            given: email.is_some(),
        },
        EventBody::ReplyWarned { .. }
        | EventBody::AssigneeChanged { .. }
        | EventBody::Noted { .. } => return None,
    };
    Some(CustomerEvent {
        seq: event.seq,
        at: event.at,
        body,
    })
}
