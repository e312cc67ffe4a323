//! From a frame's action to the store and back to a frame's answer, for both kinds of client. The actor comes from the
//! session, never from a frame; whether the command is allowed is decided in core, inside the writer's transaction.

use baton_core::command::{Command, CommandBody, Meant, Rejection};
use baton_core::id::{CommandId, Seq};
use baton_core::people::Actor;
use baton_core::wire::{AgentAction, CustomerAction, Refusal};
use baton_store::{ExecuteError, Job, Outcome, Target};
use tokio::time::Instant;

use crate::app::App;
use crate::limits::Principal;

/// What a customer's action asks for.
#[must_use]
pub(crate) fn of_customer(action: CustomerAction) -> CommandBody {
    match action {
        CustomerAction::Write { text } => CommandBody::Write { text },
        CustomerAction::RequestPerson { chat } => CommandBody::RequestPerson { chat },
        CustomerAction::LeaveAsRequest { work_item } => CommandBody::LeaveAsRequest {
            meant: Meant::Any,
            work_item,
        },
        CustomerAction::NoLongerNeeded { work_item } => CommandBody::NoLongerNeeded {
            meant: Meant::Any,
            work_item,
        },
        CustomerAction::EndChat => CommandBody::EndChat { meant: Meant::Any },
        CustomerAction::LeaveAsRequestAt { read, work_item } => CommandBody::LeaveAsRequest {
            meant: Meant::At(read),
            work_item,
        },
        CustomerAction::NoLongerNeededAt { read, work_item } => CommandBody::NoLongerNeeded {
            meant: Meant::At(read),
            work_item,
        },
        CustomerAction::EndChatAt { read } => CommandBody::EndChat {
            meant: Meant::At(read),
        },
        CustomerAction::RateAnswer { message, helped } => {
            CommandBody::RateAnswer { message, helped }
        }
        CustomerAction::GiveEmail { email } => CommandBody::GiveEmail { email },
    }
}

/// What an agent's action asks for. An assignee's name is the client's until the caller has looked the account up.
#[must_use]
pub(super) fn of_agent(action: AgentAction) -> CommandBody {
    match action {
        AgentAction::Claim { work_item } => CommandBody::Claim { work_item },
        AgentAction::Write { text } => CommandBody::Write { text },
        AgentAction::EndChat => CommandBody::EndChat { meant: Meant::Any },
        AgentAction::EndThisChat { chat } => CommandBody::EndChat {
            meant: Meant::Chat(chat),
        },
        AgentAction::Note { work_item, text } => CommandBody::Note { work_item, text },
        AgentAction::Comment { work_item, text } => CommandBody::Comment { work_item, text },
        AgentAction::ChangeStatus { work_item, status } => {
            CommandBody::ChangeStatus { work_item, status }
        }
        AgentAction::ChangeAssignee {
            work_item,
            assignee,
        } => CommandBody::ChangeAssignee {
            work_item,
            assignee,
        },
    }
}

/// Pays for the frame and the command.
///
/// # Errors
/// The refusal, where the principal asks for too much.
pub(super) fn pay(app: &App, principal: Principal, bytes: usize) -> Result<(), Refusal> {
    let now = std::time::Instant::now();
    let limits = app.hub.limits();
    limits
        .frame(principal, bytes, now)
        .and_then(|()| limits.command(principal, now))
        .map_err(Refusal::TooFast)
}

/// Carries a command out. The answer comes after the commit.
///
/// # Errors
/// The refusal for the sender.
pub(super) async fn execute(
    app: &App,
    target: Target,
    id: CommandId,
    actor: Actor,
    body: CommandBody,
) -> Result<Outcome, Refusal> {
    let began = Instant::now();
    let command = Command { id, actor, body };
    let outcome = app.store.execute(Job { target, command }).await;
    let (name, answer) = match outcome {
        Ok(outcome) => ("done", Ok(outcome)),
        Err(ExecuteError::Rejected(why)) => ("rejected", Err(Refusal::Rejected(why))),
        Err(ExecuteError::NoSuchConversation) => {
            ("rejected", Err(Refusal::Rejected(Rejection::NotFound)))
        }
        Err(ExecuteError::Unavailable) => ("unavailable", Err(Refusal::Unavailable)),
    };
    metrics::counter!("baton_commands_total", "outcome" => name).increment(1);
    metrics::histogram!("baton_ack_seconds").record(began.elapsed().as_secs_f64());
    answer
}

/// What the sender is told.
///
/// # Errors
/// The same refusal.
pub(super) fn answer(outcome: &Result<Outcome, Refusal>) -> Result<Seq, Refusal> {
    match outcome {
        Ok(outcome) => Ok(outcome.seq),
        Err(why) => Err(why.clone()),
    }
}
