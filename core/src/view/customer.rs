//! The customer's side. `CustomerBody` has no variant that could hold an internal note, so that a leak does not
//! compile; agents are names here, never accounts.

use serde::{Deserialize, Serialize};

use super::Applied;
use crate::conversation::{Conversation, Email, Holder};
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

/// Who holds the conversation, for customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CustomerPhase {
    /// Rovo.
    Rovo {
        /// Whether an answer is on its way.
        thinking: bool,
    },
    /// Nobody yet: a person has been asked for.
    Waiting {
        /// Since when: the request, or the return to the queue.
        since: Time,
        /// When *time to assign* passes.
        assign_due: Time,
    },
    /// A person.
    Live {
        /// The agent's name.
        agent: String,
    },
}

/// What is known of the customer's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmailQuestion {
    /// Not answered yet.
    Open,
    /// Answered without an address.
    Declined,
    /// Answered.
    Given,
}

/// The state of a conversation, for customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerHeader {
    /// Who holds it.
    pub phase: CustomerPhase,
    /// The customer's work items, oldest first.
    pub items: Vec<CustomerItem>,
    /// What is known of the address.
    pub email: EmailQuestion,
}

/// A conversation as a customer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerView {
    /// The state.
    pub header: CustomerHeader,
    /// The events in order. Those of [`CustomerBody::Rated`], [`CustomerBody::ItemStatus`] and
    /// [`CustomerBody::EmailAnswered`] change the view and leave no entry.
    pub entries: Vec<CustomerEvent>,
    /// Ratings, newest last.
    pub ratings: Vec<(MessageId, bool)>,
    /// The position of the last event applied.
    pub seq: Seq,
    /// Whether there are older entries than these.
    pub has_earlier: bool,
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

impl CustomerHeader {
    /// The header of a conversation in which nothing has happened.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            phase: CustomerPhase::Rovo { thinking: false },
            items: Vec::new(),
            email: EmailQuestion::Open,
        }
    }

    /// Projects the folded state.
    #[must_use]
    pub fn of(conversation: &Conversation) -> Self {
        let phase = match &conversation.holder {
            Holder::Rovo { question } => CustomerPhase::Rovo {
                thinking: question.is_some(),
            },
            Holder::Waiting(waiting) => CustomerPhase::Waiting {
                since: waiting.since,
                assign_due: waiting.assign_due,
            },
            Holder::Live(live) => CustomerPhase::Live {
                agent: live.agent.name.clone(),
            },
        };
        let items = conversation.work_items.iter().map(|item| CustomerItem {
            id: item.id,
            key: item.key.clone(),
            summary: item.summary.clone(),
            status: item.status,
        });
        let email = match conversation.email {
            Email::Unknown => EmailQuestion::Open,
            Email::Declined => EmailQuestion::Declined,
            Email::Given(_) => EmailQuestion::Given,
        };
        Self {
            phase,
            items: items.collect(),
            email,
        }
    }

    /// Folds an event.
    pub fn apply(&mut self, event: &CustomerEvent) {
        match &event.body {
            CustomerBody::Wrote { .. } => {
                if let CustomerPhase::Rovo { thinking } = &mut self.phase {
                    *thinking = true;
                }
            }
            CustomerBody::Rovo { .. } => {
                if let CustomerPhase::Rovo { thinking } = &mut self.phase {
                    *thinking = false;
                }
            }
            CustomerBody::Requested { assign_due, .. }
            | CustomerBody::BackInQueue { assign_due, .. } => {
                self.phase = CustomerPhase::Waiting {
                    since: event.at,
                    assign_due: *assign_due,
                };
            }
            CustomerBody::Joined { agent } => {
                self.phase = CustomerPhase::Live {
                    agent: agent.clone(),
                };
            }
            CustomerBody::Ended { .. } => self.phase = CustomerPhase::Rovo { thinking: false },
            CustomerBody::ItemCreated { item, cause } => {
                self.items.push(item.clone());
                // The talk has become this request, and with it what Rovo was asked.
                if let (Cause::LeftAsRequest, CustomerPhase::Rovo { thinking }) =
                    (cause, &mut self.phase)
                {
                    *thinking = false;
                }
            }
            CustomerBody::ItemStatus { work_item, status } => {
                if let Some(item) = self.items.iter_mut().find(|item| item.id == *work_item) {
                    item.status = *status;
                }
            }
            CustomerBody::EmailAnswered { given } => {
                self.email = if *given {
                    EmailQuestion::Given
                } else {
                    EmailQuestion::Declined
                };
            }
            CustomerBody::Rated { .. }
            | CustomerBody::AgentWrote { .. }
            | CustomerBody::Commented { .. } => {}
        }
    }
}

impl CustomerView {
    /// A view in which nothing has happened.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            header: CustomerHeader::empty(),
            entries: Vec::new(),
            ratings: Vec::new(),
            seq: Seq(0),
            has_earlier: false,
        }
    }

    /// The server's snapshot: the header of the state and the newest events, oldest first.
    #[must_use]
    pub fn snapshot(conversation: &Conversation, newest: &[Event], has_earlier: bool) -> Self {
        let mut view = Self {
            has_earlier,
            ..Self::empty()
        };
        for event in newest.iter().filter_map(for_customer) {
            view.keep(event);
        }
        view.header = CustomerHeader::of(conversation);
        view.seq = conversation.customer_head;
        view
    }

    /// Folds the event that follows `previous` for this audience.
    pub fn apply(&mut self, previous: Seq, event: CustomerEvent) -> Applied {
        if event.seq <= self.seq {
            return Applied::Known;
        }
        if previous != self.seq {
            return Applied::Gap;
        }
        self.header.apply(&event);
        self.seq = event.seq;
        self.keep(event);
        Applied::New
    }

    fn keep(&mut self, event: CustomerEvent) {
        match &event.body {
            CustomerBody::Rated { message, helped } => {
                self.ratings.retain(|(rated, _)| rated != message);
                self.ratings.push((*message, *helped));
            }
            CustomerBody::ItemStatus { .. } | CustomerBody::EmailAnswered { .. } => {}
            _ => self.entries.push(event),
        }
    }
}
