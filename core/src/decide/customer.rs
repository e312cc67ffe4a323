//! What a customer may do.

use super::{
    NewWorkItem, chat_of, chat_work_item, checked_line, checked_message, end_waiting, reply_clock,
    request, room_for_a_request, room_for_today,
};
use crate::command::{Command, CommandBody, Facts, Meant, Rejection, TIME_TO_ANSWER};
use crate::conversation::{Conversation, Email, EndedChat, Holder, Live};
use crate::event::{Author, Ending, EventBody, ReplyClock, Requester};
use crate::id::{MessageId, Seq, WorkItemId};
use crate::limits::is_email;
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
            room_for_today(conversation, now)?;
            Ok(vec![request(facts, *chat, Requester::Customer, now)])
        }
        CommandBody::LeaveAsRequest { meant, work_item } => {
            leave_as_request(conversation, facts, *meant, *work_item, now)
        }
        CommandBody::NoLongerNeeded { meant, work_item } => {
            if !is_this_wait(conversation, *meant) {
                return Err(Rejection::NotWaiting);
            }
            let (how, cause) = (Ending::NoLongerNeeded, Cause::NoLongerNeeded);
            end_waiting(conversation, facts, *work_item, how, cause, now)
        }
        CommandBody::EndChat { meant } => match &conversation.holder {
            Holder::Live(live) if meant.is(live.chat, live.requested) => {
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
            rate(conversation, command, *message, *helped)
        }
        CommandBody::GiveEmail { email } => give_email(conversation, email.as_deref()),
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
            let live = chat_of(conversation, *work_item);
            let message = command.id.into();
            Ok(vec![EventBody::Commented {
                message,
                work_item: *work_item,
                author: Author::Customer,
                text,
                chat: live.map(|live| live.chat),
                reply_clock: live.and_then(|live| first_unanswered(live, facts, now)),
            }])
        }
        CommandBody::Note { .. }
        | CommandBody::Claim { .. }
        | CommandBody::ChangeStatus { .. }
        | CommandBody::ChangeAssignee { .. }
        | CommandBody::Answer { .. }
        | CommandBody::HandOff { .. }
        | CommandBody::DeadlinePassed { .. }
        | CommandBody::AgentGone { .. }
        | CommandBody::Deactivate { .. } => Err(Rejection::NotAllowed),
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
        Holder::Live(live) => (None, first_unanswered(live, facts, now)),
        Holder::Waiting(_) => (None, None),
    };
    Ok(EventBody::CustomerWrote {
        message: command.id.into(),
        text,
        question_due,
        reply_clock: clock,
    })
}

/// *Time to reply* runs from the first message that the agent has not answered; later ones don't reset it.
fn first_unanswered(live: &Live, facts: &Facts, now: Time) -> Option<ReplyClock> {
    live.reply
        .is_none()
        .then(|| reply_clock(&facts.settings, now))
}

/// A rating that is so already changes nothing. After *did not help* Rovo offers a person or a request.
fn rate(
    conversation: &Conversation,
    command: &Command,
    message: MessageId,
    helped: bool,
) -> Result<Vec<EventBody>, Rejection> {
    let mut answers = conversation.answers.iter();
    let answer = answers
        .find(|answer| answer.message == message)
        .ok_or(Rejection::NotFound)?;
    if answer.helped == Some(helped) {
        return Ok(Vec::new());
    }
    let mut bodies = vec![EventBody::AnswerRated { message, helped }];
    let rovo_holds = matches!(conversation.holder, Holder::Rovo { question: None });
    if !helped && rovo_holds {
        bodies.push(EventBody::RovoReplied {
            message: command.id.into(),
            asked: None,
            reply: RovoReply::Offer(OfferReason::DidNotHelp),
        });
    }
    Ok(bodies)
}

/// What is so already changes nothing, and neither does declining after an address was given, as an older tab may.
fn give_email(
    conversation: &Conversation,
    email: Option<&str>,
) -> Result<Vec<EventBody>, Rejection> {
    let email = given_address(email);
    if email.is_some_and(|email| !is_email(email)) {
        return Err(Rejection::InvalidEmail);
    }
    let settled = match (&conversation.email, email) {
        (Email::Unknown, _) | (Email::Declined, Some(_)) => false,
        (Email::Declined | Email::Given(_), None) => true,
        (Email::Given(known), Some(email)) => known == email,
    };
    if settled {
        return Ok(Vec::new());
    }
    let email = email.map(str::to_owned);
    Ok(vec![EventBody::EmailGiven { email }])
}

/// The address without blanks around it; none where nothing is left.
pub(super) fn given_address(email: Option<&str>) -> Option<&str> {
    email.map(str::trim).filter(|email| !email.is_empty())
}

fn is_this_wait(conversation: &Conversation, meant: Meant) -> bool {
    match &conversation.holder {
        Holder::Waiting(waiting) => meant.is(waiting.chat, waiting.requested),
        _ => false,
    }
}

fn leave_as_request(
    conversation: &Conversation,
    facts: &Facts,
    meant: Meant,
    work_item: WorkItemId,
    now: Time,
) -> Result<Vec<EventBody>, Rejection> {
    match &conversation.holder {
        Holder::Waiting(_) if !is_this_wait(conversation, meant) => Err(Rejection::NotWaiting),
        Holder::Waiting(_) => end_waiting(
            conversation,
            facts,
            work_item,
            Ending::LeftAsRequest,
            Cause::LeftAsRequest,
            now,
        ),
        Holder::Live(_) => Err(Rejection::AlreadyRequested),
        Holder::Rovo { .. } if !meant.is_talk(conversation.context_after) => {
            no_request(conversation, Rejection::NotWaiting)
        }
        Holder::Rovo { .. } if conversation.customer_wrote <= conversation.context_after => {
            no_request(conversation, Rejection::EmptyText)
        }
        Holder::Rovo { .. } => {
            room_for_a_request(conversation, now)?;
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

/// Nothing is left to do where it is a request already.
fn no_request(
    conversation: &Conversation,
    otherwise: Rejection,
) -> Result<Vec<EventBody>, Rejection> {
    if is_a_request_already(conversation) {
        Ok(Vec::new())
    } else {
        Err(otherwise)
    }
}

/// Whether the talk that ended last became a request before this command came: a second click, a second tab, or a
/// deadline that passed at the same moment.
fn is_a_request_already(conversation: &Conversation) -> bool {
    let of_the_talk = |item: &WorkItem| {
        item.cause == Cause::LeftAsRequest && item.context.to.next() == conversation.context_after
    };
    let of_the_chat = |ended: &EndedChat| {
        matches!(
            ended.how,
            Ending::LeftAsRequest | Ending::NobodyCame | Ending::Deactivated
        )
    };
    conversation.work_items.last().is_some_and(of_the_talk)
        || conversation.last_chat.as_ref().is_some_and(of_the_chat)
}

fn raise(
    conversation: &Conversation,
    facts: &Facts,
    id: WorkItemId,
    summary: &str,
    description: &str,
    now: Time,
) -> Result<Vec<EventBody>, Rejection> {
    let summary = checked_line(summary)?;
    let description = checked_message(description)?;
    room_for_a_request(conversation, now)?;
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
