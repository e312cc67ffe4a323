//! A change of a space and what follows from it, the same for pages and subcommands: it is stored and recorded, pages of
//! the running server hear of it, and where live chat is no longer active, whoever waits gets a work item at once (seed:
//! "Live chat will stop working in your service space"). Chats that are live go on to their end.

use baton_core::command::{Command, CommandBody};
use baton_core::id::{CommandId, SpaceId, WorkItemId};
use baton_core::offer::Obstacle;
use baton_core::people::Actor;
use baton_core::settings::{Knowledge, RovoAgent, Scenario};
use baton_store::{Basis, ExecuteError, Job, Saved, Space, StoreError, Target, new_id};

use crate::context::Context;
use crate::words;

/// Why a change, or what follows from it, was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The store failed.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The writer failed. The change is stored; some customers still wait, until their deadline.
    #[error("{0}")]
    Execute(#[from] ExecuteError),
}

/// Changes a space, and does what follows.
///
/// # Errors
/// [`ChangeError`].
pub async fn change_space(
    context: &Context,
    space: SpaceId,
    basis: Basis,
    edit: impl FnOnce(&mut Space) + Send,
) -> Result<Saved, ChangeError> {
    let saved = context
        .store
        .change_space(space, basis, &context.by, edit)
        .await?;
    if let Saved::Done { changed, .. } = &saved
        && !changed.is_empty()
    {
        context.announce(space);
        stop_waiting_where_inactive(context, space).await?;
    }
    Ok(saved)
}

/// Activates live chat: makes the Rovo agent where there is none, and adds what is missing.
///
/// # Errors
/// [`ChangeError`].
pub async fn activate(
    context: &Context,
    space: SpaceId,
    basis: Basis,
) -> Result<Saved, ChangeError> {
    let edit = |space: &mut Space| space.rovo_agent = Some(with_live_chat(space));
    change_space(context, space, basis, edit).await
}

/// Deactivates live chat: removes its skill and its escalation lines.
///
/// # Errors
/// [`ChangeError`].
pub async fn deactivate(
    context: &Context,
    space: SpaceId,
    basis: Basis,
) -> Result<Saved, ChangeError> {
    let edit = |space: &mut Space| {
        if let Some(agent) = &mut space.rovo_agent {
            agent.deactivate(&space.key);
        }
    };
    change_space(context, space, basis, edit).await
}

/// The Rovo agent that a space without one gets.
#[must_use]
pub fn first_rovo_agent() -> RovoAgent {
    RovoAgent {
        name: words::ROVO_NAME.to_owned(),
        instructions: words::ROVO_INSTRUCTIONS.to_owned(),
        escalation_lines: Vec::new(),
        on_surface: true,
        scenarios: vec![Scenario {
            name: words::SCENARIO_NAME.to_owned(),
            trigger: words::SCENARIO_TRIGGER.to_owned(),
            instructions: words::SCENARIO_INSTRUCTIONS.to_owned(),
            knowledge: Knowledge::All,
            skills: Vec::new(),
        }],
    }
}

/// The space's Rovo agent with the skill and the escalation line
/// (seed: "Activate live chat in your service space").
#[must_use]
pub fn with_live_chat(space: &Space) -> RovoAgent {
    let mut agent = space.rovo_agent.clone().unwrap_or_else(first_rovo_agent);
    agent.activate(&space.key);
    agent
}

/// Whoever waits in a space where live chat is not active any more gets a request.
///
/// # Errors
/// [`ChangeError`].
pub async fn stop_waiting_where_inactive(
    context: &Context,
    space: SpaceId,
) -> Result<(), ChangeError> {
    let offer = context.store.offer(space).await?;
    let inactive = |obstacle: &Obstacle| *obstacle != Obstacle::NobodyAvailable;
    if !offer.obstacles.iter().any(inactive) {
        return Ok(());
    }
    for conversation in context.store.waiting_in(space).await? {
        let now = context.clock.now();
        let job = Job {
            target: Target::Conversation(conversation),
            command: Command {
                id: CommandId(new_id(now)),
                actor: Actor::System,
                body: CommandBody::Deactivate {
                    work_item: WorkItemId(new_id(now)),
                },
            },
        };
        match context.store.execute(job).await {
            // Claimed or left in this moment: nobody waits there any more.
            Ok(_) | Err(ExecuteError::Rejected(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
