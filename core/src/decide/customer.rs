//! What a customer may do.

use super::{
    NewWorkItem, chat_work_item, checked_message, checked_text, end_waiting, not_theirs,
    reply_clock, request,
};
use crate::command::{Command, CommandBody, Facts, Rejection, TIME_TO_ANSWER};
use crate::conversation::{Conversation, Holder};
use crate::event::{Author, Ending, EventBody, Requester};
use crate::id::{Seq, WorkItemId};
use crate::limits::{MESSAGE_CHARS, SUMMARY_CHARS, is_email};
use crate::rovo::{OfferReason, RovoReply};
use crate::time::Time;
use crate::work_item::{Cause, Status, Stretch, WorkItem};

pub(super) fn decide(
    conversation: &Conversation,
    facts: &Facts,
    command: &Command,
    now: Time,
) -> Result<Vec<EventBody>, Rejection> {
    match &command.body {
        CommandBody::Write { text } => Ok(vec![write(conversation, facts, command, text, now)?]),
        CommandBody::RequestPerson { chat } => {
            if conversation.running_chat().is_some() {
                return Err(Rejection::AlreadyRequested);
            }
            if !facts.offer.is_open() {
                return Err(Rejection::NotOffered(facts.offer.obstacles.clone()));
            }
            Ok(vec![request(facts, *chat, Requester::Customer, now)])
        }
        CommandBody::LeaveAsRequest { work_item } => {
            leave_as_request(conversation, facts, *work_item, now)
        }
        CommandBody::NoLongerNeeded { work_item } => end_waiting(
            conversation,
            facts,
            *work_item,
            Ending::NoLongerNeeded,
            Cause::NoLongerNeeded,
            now,
        ),
        CommandBody::EndChat => match &conversation.holder {
            Holder::Live(live) => {
                let agent = Some(live.agent.clone());
                Ok(vec![EventBody::LiveChatEnded {
                    chat: live.chat,
                    how: Ending::ByCustomer,
                    agent,
                }])
            }
            _ => Err(Rejection::NotLive),
        },
        CommandBody::RateAnswer { message, helped } => {
            let mut bodies = vec![EventBody::AnswerRated {
                message: *message,
                helped: *helped,
            }];
            let rovo_holds = matches!(conversation.holder, Holder::Rovo { question: None });
            if !helped && rovo_holds {
                let reply = RovoReply::Offer(OfferReason::DidNotHelp);
                bodies.push(EventBody::RovoReplied {
                    message: command.id.into(),
                    asked: None,
                    reply,
                });
            }
            Ok(bodies)
        }
        CommandBody::GiveEmail { email } => {
            let email = email
                .as_deref()
                .map(str::trim)
                .filter(|email| !email.is_empty());
            if email.is_some_and(|email| !is_email(email)) {
                return Err(Rejection::InvalidEmail);
            }
            Ok(vec![EventBody::EmailGiven {
                email: email.map(str::to_owned),
            }])
        }
        CommandBody::RaiseRequest {
            work_item,
            summary,
            description,
        } => raise(conversation, facts, *work_item, summary, description, now),
        CommandBody::Comment { work_item, text } => {
            let text = checked_message(text)?;
            if conversation.work_item(*work_item).is_none() {
                return Err(Rejection::NotFound);
            }
            let message = command.id.into();
            Ok(vec![EventBody::Commented {
                message,
                work_item: *work_item,
                author: Author::Customer,
                text,
            }])
        }
        other => Err(not_theirs(other)),
    }
}

fn write(
    conversation: &Conversation,
    facts: &Facts,
    command: &Command,
    text: &str,
    now: Time,
) -> Result<EventBody, Rejection> {
    let text = checked_message(text)?;
    let (question_due, clock) = match &conversation.holder {
        Holder::Rovo { .. } => (Some(now + TIME_TO_ANSWER), None),
        Holder::Live(live) if live.reply.is_none() => {
            (None, Some(reply_clock(&facts.settings, now)))
        }
        Holder::Live(_) | Holder::Waiting(_) => (None, None),
    };
    Ok(EventBody::CustomerWrote {
        message: command.id.into(),
        text,
        question_due,
        reply_clock: clock,
    })
}

fn leave_as_request(
    conversation: &Conversation,
    facts: &Facts,
    work_item: WorkItemId,
    now: Time,
) -> Result<Vec<EventBody>, Rejection> {
    match &conversation.holder {
        Holder::Waiting(_) => end_waiting(
            conversation,
            facts,
            work_item,
            Ending::LeftAsRequest,
            Cause::LeftAsRequest,
            now,
        ),
        Holder::Live(_) => Err(Rejection::AlreadyRequested),
        Holder::Rovo { .. } if conversation.head == conversation.context_after => {
            Err(Rejection::EmptyText)
        }
        Holder::Rovo { .. } => {
            let new = NewWorkItem {
                id: work_item,
                live_chat: None,
                cause: Cause::LeftAsRequest,
                assignee: None,
            };
            Ok(vec![chat_work_item(conversation, facts, new, now)])
        }
    }
}

fn raise(
    conversation: &Conversation,
    facts: &Facts,
    id: WorkItemId,
    summary: &str,
    description: &str,
    now: Time,
) -> Result<Vec<EventBody>, Rejection> {
    let summary = checked_text(summary, SUMMARY_CHARS)?;
    let description = checked_text(description, MESSAGE_CHARS)?;
    let item = WorkItem {
        id,
        number: facts.next_work_item,
        key: format!("{}-{}", facts.project_key, facts.next_work_item),
        summary,
        description,
        context: Stretch {
            from: conversation.head.next(),
            to: Seq(conversation.head.0),
        },
        live_chat: None,
        label: None,
        team: facts.team.clone(),
        assignee: None,
        status: Status::Open,
        cause: Cause::Raised,
        created_at: now,
    };
    Ok(vec![EventBody::WorkItemCreated { item }])
}
