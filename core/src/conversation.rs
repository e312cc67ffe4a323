//! The state of a conversation: what [`crate::decide`] needs to know, and no more. It holds no history; the log does.
//! The store keeps it beside the log as a snapshot that can be folded anew from the events at any time.

use serde::{Deserialize, Serialize};

use crate::event::{Author, Ending, Event, EventBody, ReplyClock};
use crate::id::{
    AccountId, ConversationId, CustomerId, LiveChatId, MessageId, Seq, SpaceId, WorkItemId,
};
use crate::limits::shorten;
use crate::people::AgentRef;
use crate::rovo::RovoReply;
use crate::time::Time;
use crate::view;
use crate::work_item::{Cause, WorkItem};

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
    /// An agent.
    Agent,
    /// Rovo.
    Rovo,
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

    /// Folds an event into the state. Events come in order and without gaps; [`crate::decide`] makes them so.
    pub fn apply(&mut self, event: &Event) {
        debug_assert_eq!(event.seq, self.head.next(), "events are folded in order");
        self.head = event.seq;
        if view::for_customer(event).is_some() {
            self.customer_head = event.seq;
        }
        self.remember_words(event);
        match &event.body {
            EventBody::CustomerWrote {
                question_due,
                reply_clock,
                ..
            } => self.customer_wrote(event, *question_due, *reply_clock),
            EventBody::RovoReplied { message, reply, .. } => {
                if matches!(reply, RovoReply::Answer { .. }) {
                    self.remember_answer(*message);
                }
                if let Holder::Rovo { question } = &mut self.holder {
                    *question = None;
                }
                match reply {
                    RovoReply::AskRephrase => self.rephrase_asked = true,
                    RovoReply::Answer { .. } | RovoReply::Offer(_) => self.rephrase_asked = false,
                    RovoReply::Greeting | RovoReply::Farewell => {}
                }
            }
            EventBody::LiveChatRequested {
                chat, assign_due, ..
            } => {
                self.holder = Holder::Waiting(Waiting {
                    chat: *chat,
                    requested: event.seq,
                    since: event.at,
                    unanswered_since: event.at,
                    generation: event.seq,
                    assign_due: *assign_due,
                    returned_from: None,
                });
            }
            EventBody::Claimed {
                chat,
                agent,
                reply_clock,
            } => {
                let (requested, unanswered_since) = match &self.holder {
                    Holder::Waiting(waiting) => (waiting.requested, waiting.unanswered_since),
                    _ => (event.seq, event.at),
                };
                let reply = Some(ReplyOwed {
                    generation: event.seq,
                    clock: *reply_clock,
                    unanswered_since,
                    warned: false,
                });
                let agent = agent.clone();
                self.holder = Holder::Live(Live {
                    chat: *chat,
                    requested,
                    agent,
                    since: event.at,
                    reply,
                });
            }
            EventBody::AgentWrote { .. } => {
                if let Holder::Live(live) = &mut self.holder {
                    live.reply = None;
                }
            }
            EventBody::ReplyWarned { .. } => {
                if let Holder::Live(Live {
                    reply: Some(reply), ..
                }) = &mut self.holder
                {
                    reply.warned = true;
                }
            }
            EventBody::BackToUnassigned {
                chat,
                from,
                assign_due,
                ..
            } => {
                let (requested, owed) = match &self.holder {
                    Holder::Live(live) => (live.requested, live.reply),
                    _ => (event.seq, None),
                };
                self.holder = Holder::Waiting(Waiting {
                    chat: *chat,
                    requested,
                    since: event.at,
                    unanswered_since: owed.map_or(event.at, |owed| owed.unanswered_since),
                    generation: event.seq,
                    assign_due: *assign_due,
                    returned_from: Some(from.clone()),
                });
            }
            EventBody::LiveChatEnded { chat, how, agent } => {
                self.begin_anew(event.seq);
                self.last_chat = Some(EndedChat {
                    chat: *chat,
                    at: event.at,
                    how: *how,
                    agent: agent.clone(),
                });
            }
            EventBody::WorkItemCreated { item } => {
                self.work_items.push(item.clone());
                // The talk with Rovo has become this request: what comes next is about something else.
                if item.cause == Cause::LeftAsRequest && matches!(self.holder, Holder::Rovo { .. })
                {
                    self.begin_anew(event.seq);
                }
            }
            EventBody::StatusChanged {
                work_item, status, ..
            } => {
                if let Some(item) = self
                    .work_items
                    .iter_mut()
                    .find(|item| item.id == *work_item)
                {
                    item.status = *status;
                }
            }
            EventBody::AssigneeChanged {
                work_item,
                assignee,
                ..
            } => {
                if let Some(item) = self
                    .work_items
                    .iter_mut()
                    .find(|item| item.id == *work_item)
                {
                    item.assignee.clone_from(assignee);
                }
            }
            EventBody::EmailGiven { email } => {
                self.email = email.clone().map_or(Email::Declined, Email::Given);
            }
            EventBody::AnswerRated { message, helped } => {
                let mut rated = self.answers.iter_mut();
                if let Some(answer) = rated.find(|answer| answer.message == *message) {
                    answer.helped = Some(*helped);
                }
            }
            EventBody::Commented { .. } | EventBody::Noted { .. } => {}
        }
    }

    /// Rovo holds the conversation, with nothing asked and nothing said.
    fn begin_anew(&mut self, after: Seq) {
        self.holder = Holder::Rovo { question: None };
        self.context_after = after;
        self.rephrase_asked = false;
    }

    fn remember_answer(&mut self, message: MessageId) {
        if self.answers.len() == RATABLE_ANSWERS {
            self.answers.remove(0);
        }
        let helped = None;
        self.answers.push(GivenAnswer { message, helped });
    }

    fn customer_wrote(
        &mut self,
        event: &Event,
        question_due: Option<Time>,
        reply_clock: Option<ReplyClock>,
    ) {
        self.customer_wrote = event.seq;
        match &mut self.holder {
            Holder::Rovo { question } => {
                *question = question_due.map(|due| Question {
                    asked: event.seq,
                    due,
                });
            }
            Holder::Live(live) => {
                if let Some(clock) = reply_clock {
                    live.reply = Some(ReplyOwed {
                        generation: event.seq,
                        clock,
                        unanswered_since: event.at,
                        warned: false,
                    });
                }
            }
            Holder::Waiting(_) => {}
        }
    }

    fn remember_words(&mut self, event: &Event) {
        let (by, text) = match &event.body {
            EventBody::CustomerWrote { text, .. }
            | EventBody::Commented {
                text,
                author: Author::Customer,
                ..
            } => (Speaker::Customer, text.as_str()),
            EventBody::AgentWrote { text, .. }
            | EventBody::Commented {
                text,
                author: Author::Agent(_),
                ..
            } => (Speaker::Agent, text.as_str()),
            EventBody::RovoReplied { .. } => {
                let before = self.last_words.take();
                let text = before
                    .filter(|words| words.by != Speaker::Agent)
                    .map(|words| words.text)
                    .unwrap_or_default();
                self.last_words = Some(LastWords {
                    by: Speaker::Rovo,
                    text,
                    at: event.at,
                    seq: event.seq,
                });
                return;
            }
            _ => return,
        };
        self.last_words = Some(LastWords {
            by,
            text: shorten(text, 120),
            at: event.at,
            seq: event.seq,
        });
    }
}
