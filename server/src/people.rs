//! A change of people's rights and what follows from it, the same for pages and subcommands: it is stored and recorded,
//! open pages and sockets hear of it at once, and the chats of somebody who is gone go back to *Unassigned*.

use baton_core::command::{Command, CommandBody};
use baton_core::id::{AccountId, CommandId, ConversationId, SpaceId};
use baton_core::people::Actor;
use baton_core::settings::Plan;
use baton_store::{
    ExecuteError, Job, NewStaff, Principal, Role, Store, StoreError, Target, new_id,
};

use crate::changes::{ChangeError, stop_waiting_where_inactive};
use crate::context::Context;
use crate::session::ClosedSession;

/// Open pages and sockets of an account look whether they may still be open.
fn look_again(context: &Context, account: AccountId) {
    if let Some(app) = &context.app {
        let principal = Principal::Account(account);
        // Nobody may be listening, and that is fine.
        _ = app.closed_sessions.send(ClosedSession::AllOf(principal));
    }
}

/// Adds somebody to the staff, or gives who is there already a role in one more space.
///
/// # Errors
/// [`StoreError`]: nothing was changed.
pub async fn add_staff(context: &Context, new: &NewStaff) -> Result<(), StoreError> {
    let account = context.store.add_staff(&context.by, new).await?;
    look_again(context, account);
    Ok(())
}

/// Closes an account, with its sessions, and gives its chats back; or opens it again.
///
/// # Errors
/// [`ChangeError`]; `LastSiteAdmin` changes nothing.
pub async fn set_disabled(
    context: &Context,
    account: AccountId,
    disabled: bool,
) -> Result<(), ChangeError> {
    let store = &context.store;
    store.set_disabled(&context.by, account, disabled).await?;
    if disabled {
        look_again(context, account);
        give_back(context, account, None).await?;
    }
    Ok(())
}

/// Makes an account a site admin, or no longer.
///
/// # Errors
/// [`ChangeError`]; `LastSiteAdmin` changes nothing.
pub async fn set_site_admin(
    context: &Context,
    account: AccountId,
    site_admin: bool,
) -> Result<(), ChangeError> {
    let store = &context.store;
    store
        .set_site_admin(&context.by, account, site_admin)
        .await?;
    look_again(context, account);
    if !site_admin {
        for space in store.spaces().await? {
            if store.role_of(space.id, account).await?.is_none() {
                give_back(context, account, Some(space.id)).await?;
            }
        }
    }
    Ok(())
}

/// Makes an account a member of a space, or no longer; then its chats there go back.
///
/// # Errors
/// [`ChangeError`].
pub async fn set_role(
    context: &Context,
    space: SpaceId,
    account: AccountId,
    role: Option<Role>,
) -> Result<(), ChangeError> {
    let store = &context.store;
    store.set_role(&context.by, space, account, role).await?;
    look_again(context, account);
    if store.role_of(space, account).await?.is_none() {
        give_back(context, account, Some(space)).await?;
    }
    Ok(())
}

/// Ends every session of an account.
///
/// # Errors
/// [`ChangeError`].
pub async fn sign_out_everywhere(context: &Context, account: AccountId) -> Result<(), ChangeError> {
    context
        .store
        .sign_out_everywhere(&context.by, account)
        .await?;
    look_again(context, account);
    Ok(())
}

/// Changes the site's plan; where live chat stops by it, whoever waits gets a work item.
///
/// # Errors
/// [`ChangeError`].
pub async fn set_plan(context: &Context, plan: Plan) -> Result<(), ChangeError> {
    context.store.set_plan(&context.by, plan).await?;
    let mut stopped = Ok(());
    for space in context.store.spaces().await? {
        // Where one space can't be written, customers of the others still shall not wait in vain.
        let here = stop_waiting_where_inactive(context, space.id).await;
        stopped = stopped.and(here);
        context.announce(space.id);
    }
    stopped
}

/// The chats of somebody who is gone, from one space or from all, go back to *Unassigned* at once.
async fn give_back(
    context: &Context,
    agent: AccountId,
    only: Option<SpaceId>,
) -> Result<(), ChangeError> {
    for conversation in context.store.assigned_to(agent).await? {
        let state = context.store.conversation(conversation).await?;
        let elsewhere = |space| state.as_ref().is_some_and(|state| state.space != space);
        if only.is_some_and(elsewhere) {
            continue;
        }
        let id = new_id(context.clock.now());
        gone(&context.store, id, conversation, agent).await?;
    }
    Ok(())
}

/// Tells a conversation that the agent who holds it is gone.
///
/// # Errors
/// [`ExecuteError`], where the store could not take it.
pub(crate) async fn gone(
    store: &Store,
    id: u128,
    conversation: ConversationId,
    agent: AccountId,
) -> Result<(), ExecuteError> {
    let job = Job {
        target: Target::Conversation(conversation),
        command: Command {
            id: CommandId(id),
            actor: Actor::System,
            body: CommandBody::AgentGone { agent },
        },
    };
    match store.execute(job).await {
        // Ended or given away in this moment: it is not theirs any more.
        Ok(_) | Err(ExecuteError::Rejected(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
