//! What an agent may do. That the account is an enabled agent of the space has been checked before.

use super::{NewWorkItem, chat_of, chat_work_item, checked_message, reply_clock};
use crate::command::{Command, CommandBody, Facts, Rejection};
use crate::conversation::{Conversation, Holder, Live};
use crate::event::{Author, Ending, EventBody};
use crate::id::WorkItemId;
use crate::people::AgentRef;
use crate::time::Time;
use crate::work_item::{Cause, Status};

pub(super) fn decide(
    conversation: &Conversation,
    facts: &Facts,
    command: &Command,
    agent: &AgentRef,
    now: Time,
) -> Result<Vec<EventBody>, Rejection> {
    let message = command.id.into();
    match &command.body {
        CommandBody::Claim { work_item } => claim(conversation, facts, *work_item, agent, now),
        CommandBody::Write { text } => {
            live_of(conversation, agent)?;
            let text = checked_message(text)?;
            Ok(vec![EventBody::AgentWrote {
                message,
                agent: agent.clone(),
                text,
            }])
        }
        CommandBody::EndChat { meant } => {
            let live = live_of(conversation, agent)?;
            if !meant.is(live.chat, live.requested) {
                return Err(Rejection::NotLive);
            }
            let by = Some(agent.clone());
            Ok(vec![EventBody::LiveChatEnded {
                chat: live.chat,
                how: Ending::ByAgent,
                agent: by,
            }])
        }
        CommandBody::Note { work_item, text } => {
            let text = checked_message(text)?;
            if work_item.is_some_and(|id| conversation.work_item(id).is_none()) {
                return Err(Rejection::NotFound);
            }
            let of_chat = || {
                conversation
                    .running_chat()
                    .and_then(|chat| conversation.work_item_of(chat))
            };
            let work_item = work_item.or_else(|| of_chat().map(|item| item.id));
            Ok(vec![EventBody::Noted {
                message,
                work_item,
                agent: agent.clone(),
                text,
            }])
        }
        CommandBody::Comment { work_item, text } => {
            let text = checked_message(text)?;
            known(conversation, *work_item)?;
            // A colleague's comment answers nobody: the chat stays the assignee's.
            let chat = chat_of(conversation, *work_item)
                .filter(|live| live.agent.id == agent.id)
                .map(|live| live.chat);
            let author = Author::Agent(agent.clone());
            Ok(vec![EventBody::Commented {
                message,
                work_item: *work_item,
                author,
                text,
                chat,
                reply_clock: None,
            }])
        }
        CommandBody::ChangeStatus { work_item, status } => {
            let current = known(conversation, *work_item)?;
            if current == *status {
                return Ok(Vec::new());
            }
            let by = Some(agent.clone());
            Ok(vec![EventBody::StatusChanged {
                work_item: *work_item,
                by,
                status: *status,
            }])
        }
        CommandBody::ChangeAssignee {
            work_item,
            assignee,
        } => {
            known(conversation, *work_item)?;
            let by = Some(agent.clone());
            Ok(vec![EventBody::AssigneeChanged {
                work_item: *work_item,
                by,
                assignee: assignee.clone(),
            }])
        }
        CommandBody::RequestPerson { .. }
        | CommandBody::LeaveAsRequest { .. }
        | CommandBody::NoLongerNeeded { .. }
        | CommandBody::RateAnswer { .. }
        | CommandBody::GiveEmail { .. }
        | CommandBody::RaiseRequest { .. }
        | CommandBody::Answer { .. }
        | CommandBody::HandOff { .. }
        | CommandBody::DeadlinePassed { .. }
        | CommandBody::AgentGone { .. }
        | CommandBody::Deactivate { .. } => Err(Rejection::NotAllowed),
    }
}

fn known(conversation: &Conversation, work_item: WorkItemId) -> Result<Status, Rejection> {
    conversation
        .work_item(work_item)
        .map(|item| item.status)
        .ok_or(Rejection::NotFound)
}

/// The live chat, if this agent has it.
fn live_of<'a>(conversation: &'a Conversation, agent: &AgentRef) -> Result<&'a Live, Rejection> {
    match &conversation.holder {
        Holder::Live(live) if live.agent.id == agent.id => Ok(live),
        Holder::Live(live) => Err(Rejection::AssignedTo {
            agent: live.agent.clone(),
        }),
        Holder::Rovo { .. } | Holder::Waiting(_) => Err(Rejection::NotLive),
    }
}

fn claim(
    conversation: &Conversation,
    facts: &Facts,
    work_item: WorkItemId,
    agent: &AgentRef,
    now: Time,
) -> Result<Vec<EventBody>, Rejection> {
    let waiting = match &conversation.holder {
        Holder::Waiting(waiting) => waiting,
        Holder::Live(live) => {
            return Err(Rejection::AlreadyClaimed {
                by: live.agent.clone(),
            });
        }
        Holder::Rovo { .. } => return Err(Rejection::NotWaiting),
    };
    let clock = reply_clock(&facts.settings, now);
    let claimed = EventBody::Claimed {
        chat: waiting.chat,
        agent: agent.clone(),
        reply_clock: clock,
    };
    let assignee = Some(agent.clone());
    // A chat that came back to Unassigned has its work item: it changes hands, and somebody works on it again.
    if let Some(item) = conversation.work_item_of(waiting.chat) {
        let mut bodies = vec![
            claimed,
            EventBody::AssigneeChanged {
                work_item: item.id,
                by: None,
                assignee,
            },
        ];
        if item.status != Status::InProgress {
            bodies.push(EventBody::StatusChanged {
                work_item: item.id,
                by: Some(agent.clone()),
                status: Status::InProgress,
            });
        }
        return Ok(bodies);
    }
    let new = NewWorkItem {
        id: work_item,
        live_chat: Some(waiting.chat),
        cause: Cause::Claimed,
        assignee,
    };
    Ok(vec![claimed, chat_work_item(conversation, facts, new, now)])
}
