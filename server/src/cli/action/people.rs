//! Accounts of staff and customers, and teams.

use baton_core::id::TeamId;
use baton_core::limits::{NAME_CHARS, is_email, shorten};
use baton_core::people::CustomerKind;
use baton_core::staff;
use baton_store::{AccountRecord, NewCustomer, NewStaff, Role, StoreError};
use serde::{Deserialize, Serialize};

use super::ActionError;
use crate::cli::arguments::UserRole;
use crate::context::Context;
use crate::people;
use crate::words;

/// An account to add.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewUser {
    /// The name that others see.
    pub name: String,
    /// The address.
    pub email: String,
    /// Argon2id.
    pub password_hash: String,
    /// The space's key; needed for a customer.
    pub space: Option<String>,
    /// What the account is there.
    pub role: NewRole,
    /// Whether it administers the whole site.
    pub site_admin: bool,
}

/// What an account is in a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewRole {
    /// Sees the inbox and may claim.
    Agent,
    /// That, and the space's settings.
    Admin,
    /// Uses the portal.
    Customer,
}

impl From<UserRole> for NewRole {
    fn from(role: UserRole) -> Self {
        match role {
            UserRole::Agent => Self::Agent,
            UserRole::Admin => Self::Admin,
            UserRole::Customer => Self::Customer,
        }
    }
}

/// Adds an account. A member of staff who has one already gets the role in one more space.
///
/// # Errors
/// [`ActionError`].
pub(super) async fn add_user(context: &Context, new: NewUser) -> Result<String, ActionError> {
    let email = new.email.trim().to_lowercase();
    let not_valid = |what| ActionError::NotValid {
        what,
        text: email.clone(),
    };
    if !is_email(&email) {
        return Err(not_valid(words::AN_ADDRESS));
    }
    let name = name(&new.name)?;
    let space = match &new.space {
        Some(key) => Some(context.space(key).await?),
        None => None,
    };
    let role = match new.role {
        NewRole::Agent => Role::Agent,
        NewRole::Admin => Role::SpaceAdmin,
        NewRole::Customer => {
            let space = space.ok_or_else(|| not_valid(words::A_SPACE_FOR_A_CUSTOMER))?;
            let customer = NewCustomer {
                space: space.id,
                name,
                email: email.clone(),
                password_hash: Some(new.password_hash),
                kind: CustomerKind::SignedIn,
            };
            context
                .store
                .create_customer(customer)
                .await
                .map_err(taken(&email))?;
            return Ok(words::user_added(&email));
        }
    };
    let staff = NewStaff {
        name,
        email: email.clone(),
        password_hash: Some(new.password_hash),
        role: space.map(|space| (space.id, role)),
        site_admin: new.site_admin,
    };
    people::add_staff(context, &staff)
        .await
        .map_err(taken(&email))?;
    Ok(words::user_added(&email))
}

fn taken(what: &str) -> impl FnOnce(StoreError) -> ActionError {
    let what = what.to_owned();
    move |error| match error {
        StoreError::Taken => ActionError::Taken(what),
        other => other.into(),
    }
}

/// The name as it is kept.
pub(super) fn name(typed: &str) -> Result<String, ActionError> {
    staff::name(typed).map_err(|_| ActionError::NotValid {
        what: words::A_NAME,
        text: shorten(typed, NAME_CHARS),
    })
}

async fn account(context: &Context, email: &str) -> Result<AccountRecord, ActionError> {
    let email = email.trim().to_lowercase();
    let account = context.store.account_by_email(&email).await?;
    account.ok_or(ActionError::NoAccount(email))
}

/// Closes an account, with its sessions, and gives its chats back; or opens it again.
///
/// # Errors
/// [`ActionError`].
pub(super) async fn set_disabled(
    context: &Context,
    email: &str,
    disabled: bool,
) -> Result<String, ActionError> {
    let account = account(context, email).await?;
    people::set_disabled(context, account.id, disabled).await?;
    Ok(words::user_disabled(email, disabled))
}

/// Adds a team, unless there is one of this name, and agents to it.
///
/// # Errors
/// [`ActionError`].
pub(super) async fn add_team(
    context: &Context,
    name: &str,
    members: &[String],
) -> Result<String, ActionError> {
    let mut accounts = Vec::new();
    for email in members {
        accounts.push(account(context, email).await?.id);
    }
    let team = team_named(context, &self::name(name)?).await?;
    for account in accounts {
        context
            .store
            .add_team_member(&context.by, team, account)
            .await?;
    }
    Ok(words::team_added(name, members.len()))
}

/// The team of this name, made if need be.
///
/// # Errors
/// [`ActionError`].
pub async fn team_named(context: &Context, name: &str) -> Result<TeamId, ActionError> {
    let teams = context.store.teams().await?;
    match teams.into_iter().find(|team| team.name == name) {
        Some(team) => Ok(team.id),
        None => Ok(context.store.create_team(&context.by, name).await?),
    }
}
