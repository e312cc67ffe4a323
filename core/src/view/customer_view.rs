//! What a customer sees of a conversation: the header, and the log below it. Both are folded from events.

use serde::{Deserialize, Serialize};

use super::Applied;
use super::customer::{CustomerBody, CustomerEvent, CustomerItem, for_customer};
use crate::conversation::{Conversation, Email, Holder};
use crate::event::Event;
use crate::id::{MessageId, Seq};
use crate::time::Time;
use crate::work_item::Cause;

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

    /// The one work item of the live chat that ran last before a position, if the view can tell: not one that the
    /// customer raised meanwhile, and not one of an earlier chat. No event names it for customers; it is the one that was
    /// made between the chat's request and its end by something other than the portal's form.
    #[must_use]
    pub fn item_of_chat(&self, before: Seq) -> Option<&CustomerItem> {
        let mut was_claimed = false;
        let entries = self.entries.iter().rev();
        for event in entries.filter(|event| event.seq < before) {
            match &event.body {
                CustomerBody::ItemCreated { item, cause } if *cause != Cause::Raised => {
                    return Some(item);
                }
                CustomerBody::Requested { .. } => return None,
                CustomerBody::Joined { .. }
                | CustomerBody::AgentWrote { .. }
                | CustomerBody::BackInQueue { .. } => was_claimed = true,
                _ => {}
            }
        }
        // The chat began before the entries here. It has its item if it was claimed, and that is the only one of which
        // they don't tell; where there are several, nobody is told a wrong number.
        let is_told = |item: &CustomerItem| {
            self.entries.iter().any(|event| {
                matches!(&event.body, CustomerBody::ItemCreated { item: told, .. } if told.id == item.id)
            })
        };
        let mut others = self.header.items.iter().filter(|item| !is_told(item));
        let only = others.next().filter(|_| was_claimed && self.has_earlier);
        only.filter(|_| others.next().is_none())
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
