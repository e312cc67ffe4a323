//! How an event changes the state: a fold that decides nothing. What may happen was decided before the event was.

use super::{
    Conversation, Email, EndedChat, GivenAnswer, Holder, LastWords, Live, Question,
    RATABLE_ANSWERS, ReplyOwed, Speaker, Waiting,
};
use crate::event::{Author, Event, EventBody, ReplyClock};
use crate::id::{MessageId, Seq};
use crate::limits::shorten;
use crate::rovo::RovoReply;
use crate::time::Time;
use crate::view;
use crate::work_item::Cause;

impl Conversation {
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
                if let Some(words) = &mut self.last_words
                    && words.by == Speaker::Assignee
                {
                    words.by = Speaker::Agent;
                }
                self.holder = Holder::Live(Live {
                    chat: *chat,
                    requested,
                    agent,
                    since: event.at,
                    reply,
                });
            }
            EventBody::AgentWrote { .. }
            | EventBody::Commented {
                author: Author::Agent(_),
                chat: Some(_),
                ..
            } => {
                if let Holder::Live(live) = &mut self.holder {
                    live.reply = None;
                }
            }
            EventBody::Commented {
                author: Author::Customer,
                reply_clock,
                ..
            } => self.waits_for_a_reply(event, *reply_clock),
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
            EventBody::Commented {
                author: Author::Agent(_),
                chat: None,
                ..
            }
            | EventBody::Noted { .. } => {}
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
            Holder::Live(_) => self.waits_for_a_reply(event, reply_clock),
            Holder::Waiting(_) => {}
        }
    }

    /// The customer's words start *time to reply*, if they bring the clock.
    fn waits_for_a_reply(&mut self, event: &Event, reply_clock: Option<ReplyClock>) {
        if let (Holder::Live(live), Some(clock)) = (&mut self.holder, reply_clock) {
            live.reply = Some(ReplyOwed {
                generation: event.seq,
                clock,
                unanswered_since: event.at,
                warned: false,
            });
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
            EventBody::AgentWrote { text, agent, .. }
            | EventBody::Commented {
                text,
                author: Author::Agent(agent),
                ..
            } if self.is_assigned_to(agent.id) => (Speaker::Assignee, text.as_str()),
            EventBody::AgentWrote { text, .. }
            | EventBody::Commented {
                text,
                author: Author::Agent(_),
                ..
            } => (Speaker::Agent, text.as_str()),
            EventBody::RovoReplied { .. } => {
                let before = self.last_words.take();
                let text = before
                    .filter(|words| !words.by.is_staff())
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
