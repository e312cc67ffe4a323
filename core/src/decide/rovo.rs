//! What Rovo may do: answer the question it was asked, or hand over. Both name the position at which it was asked; once
//! that question was overtaken, or somebody else holds the conversation, they are refused.

use super::{request, room_for_today};
use crate::command::{Command, CommandBody, Facts, Rejection};
use crate::conversation::{Conversation, Holder};
use crate::event::{EventBody, Requester};
use crate::id::Seq;
use crate::rovo::{OfferReason, RovoReply};
use crate::time::Time;

pub(super) fn decide(
    conversation: &Conversation,
    facts: &Facts,
    command: &Command,
    now: Time,
) -> Result<Vec<EventBody>, Rejection> {
    match &command.body {
        CommandBody::Answer { asked, reply } => {
            fence(conversation, *asked)?;
            // Rovo quotes or has no answer. It asks for a rephrase once; the next time it offers a person or a request.
            let reply = match reply {
                RovoReply::Answer { sources } if sources.is_empty() => {
                    RovoReply::Offer(OfferReason::NoAnswer)
                }
                RovoReply::AskRephrase if conversation.rephrase_asked => {
                    RovoReply::Offer(OfferReason::NoAnswer)
                }
                other => other.clone(),
            };
            Ok(vec![EventBody::RovoReplied {
                message: command.id.into(),
                asked: Some(*asked),
                reply,
            }])
        }
        CommandBody::HandOff { asked, chat } => {
            fence(conversation, *asked)?;
            let has_room = room_for_today(conversation, now).is_ok();
            if facts.offer.is_open() && has_room {
                return Ok(vec![request(facts, *chat, Requester::Rovo, now)]);
            }
            // Where only the room is missing, the button says so.
            let reason = if facts.offer.is_open() {
                OfferReason::NoAnswer
            } else {
                OfferReason::PersonNotOffered(facts.offer.obstacles.clone())
            };
            let reply = RovoReply::Offer(reason);
            Ok(vec![EventBody::RovoReplied {
                message: command.id.into(),
                asked: Some(*asked),
                reply,
            }])
        }
        CommandBody::Write { .. }
        | CommandBody::RequestPerson { .. }
        | CommandBody::LeaveAsRequest { .. }
        | CommandBody::NoLongerNeeded { .. }
        | CommandBody::EndChat { .. }
        | CommandBody::RateAnswer { .. }
        | CommandBody::GiveEmail { .. }
        | CommandBody::RaiseRequest { .. }
        | CommandBody::Comment { .. }
        | CommandBody::Note { .. }
        | CommandBody::Claim { .. }
        | CommandBody::ChangeStatus { .. }
        | CommandBody::ChangeAssignee { .. }
        | CommandBody::DeadlinePassed { .. }
        | CommandBody::AgentGone { .. }
        | CommandBody::Deactivate { .. } => Err(Rejection::NotAllowed),
    }
}

fn fence(conversation: &Conversation, asked: Seq) -> Result<(), Rejection> {
    match &conversation.holder {
        Holder::Rovo {
            question: Some(question),
        } if question.asked == asked => Ok(()),
        _ => Err(Rejection::StaleAnswer),
    }
}
