//! What the site does by itself: deadlines that pass, an assignee who is gone, live chat that is deactivated.

use super::end_waiting;
use crate::command::{Command, CommandBody, Facts, Rejection};
use crate::conversation::{Conversation, Holder, Live};
use crate::deadline::{Deadline, DeadlineKind, deadlines};
use crate::event::{Ending, EventBody, ReturnReason};
use crate::id::Seq;
use crate::rovo::{OfferReason, RovoReply};
use crate::time::Time;
use crate::work_item::{Cause, Status};

pub(super) fn decide(
    conversation: &Conversation,
    facts: &Facts,
    command: &Command,
    now: Time,
) -> Result<Vec<EventBody>, Rejection> {
    match &command.body {
        CommandBody::DeadlinePassed {
            kind,
            generation,
            work_item,
        } => {
            let deadline =
                running(conversation, *kind, *generation).ok_or(Rejection::StaleDeadline)?;
            if now < deadline.due {
                return Err(Rejection::StaleDeadline);
            }
            match (kind, &conversation.holder) {
                (DeadlineKind::RovoTurn, _) => {
                    let reply = RovoReply::Offer(OfferReason::TookTooLong);
                    let asked = Some(deadline.generation);
                    Ok(vec![EventBody::RovoReplied {
                        message: command.id.into(),
                        asked,
                        reply,
                    }])
                }
                (DeadlineKind::Assign, _) => end_waiting(
                    conversation,
                    facts,
                    *work_item,
                    Ending::NobodyCame,
                    Cause::NobodyCame,
                    now,
                ),
                (DeadlineKind::ReplyWarning, Holder::Live(live)) => {
                    Ok(vec![EventBody::ReplyWarned { chat: live.chat }])
                }
                (DeadlineKind::Reply, Holder::Live(live)) => Ok(back_to_unassigned(
                    conversation,
                    facts,
                    live,
                    ReturnReason::TimeToReply,
                    now,
                )),
                (DeadlineKind::ReplyWarning | DeadlineKind::Reply, _) => {
                    Err(Rejection::StaleDeadline)
                }
            }
        }
        CommandBody::AgentGone { agent } => match &conversation.holder {
            Holder::Live(live) if live.agent.id == *agent => Ok(back_to_unassigned(
                conversation,
                facts,
                live,
                ReturnReason::AgentGone,
                now,
            )),
            _ => Ok(Vec::new()),
        },
        CommandBody::Deactivate { work_item } => match &conversation.holder {
            Holder::Waiting(_) => end_waiting(
                conversation,
                facts,
                *work_item,
                Ending::Deactivated,
                Cause::Deactivated,
                now,
            ),
            _ => Ok(Vec::new()),
        },
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
        | CommandBody::Answer { .. }
        | CommandBody::HandOff { .. } => Err(Rejection::NotAllowed),
    }
}

fn running(conversation: &Conversation, kind: DeadlineKind, generation: Seq) -> Option<Deadline> {
    deadlines(conversation)
        .into_iter()
        .find(|deadline| deadline.kind == kind && deadline.generation == generation)
}

/// Nobody has the chat any more, so nobody works on its work item either.
fn back_to_unassigned(
    conversation: &Conversation,
    facts: &Facts,
    live: &Live,
    why: ReturnReason,
    now: Time,
) -> Vec<EventBody> {
    let assign_due = now + facts.settings.time_to_assign;
    let from = live.agent.clone();
    let mut bodies = vec![EventBody::BackToUnassigned {
        chat: live.chat,
        from,
        why,
        assign_due,
    }];
    if let Some(item) = conversation.work_item_of(live.chat) {
        bodies.push(EventBody::AssigneeChanged {
            work_item: item.id,
            by: None,
            assignee: None,
        });
        if item.status == Status::InProgress {
            bodies.push(EventBody::StatusChanged {
                work_item: item.id,
                by: None,
                status: Status::Open,
            });
        }
    }
    bodies
}
