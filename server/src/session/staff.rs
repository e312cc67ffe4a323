//! Staff: agents and admins with an account of the site, and what they are in one space.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::AccountId;
use baton_core::people::AgentRef;
use baton_core::time::Millis;
use baton_store::{AccountRecord, AuditEntry, Principal, Role, Space};
use http::request::Parts;
use http::{HeaderMap, Method};

use super::cookie::{self, STAFF_SECONDS};
use super::customer::space_in_path;
use super::password;
use super::token::{Token, TokenHash};
use crate::app::App;
use crate::error::PageError;
use crate::limits::Network;

/// A signed-in agent or admin.
#[derive(Clone, Debug)]
pub struct StaffSession {
    /// Who.
    pub account: AgentRef,
    /// Whether an admin of the whole site.
    pub site_admin: bool,
    /// Which session.
    pub session: TokenHash,
}

/// A signed-in agent or admin of the space in the address (`{key}`). Site admins count as admins of every space.
#[derive(Clone, Debug)]
pub struct StaffInSpace {
    /// The space.
    pub space: Space,
    /// Who.
    pub agent: AgentRef,
    /// What they are there.
    pub role: Role,
    /// Whether an admin of the whole site.
    pub site_admin: bool,
    /// Which session.
    pub session: TokenHash,
}

/// An admin of the whole site. Other staff learn that they may not.
#[derive(Clone, Debug)]
pub struct SiteAdmin {
    /// Who.
    pub admin: AgentRef,
    /// Which session.
    pub session: TokenHash,
}

impl SiteAdmin {
    /// As the audit log names them.
    #[must_use]
    pub fn by(&self) -> AuditActor {
        AuditActor::Account(self.admin.clone())
    }
}

/// Why somebody could not be signed in. What was wrong is not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInError {
    /// No such account, a wrong password, or a disabled account.
    Wrong,
    /// Too many tries in too short a time.
    TooManyTries,
    /// Something else.
    Page(PageError),
}

impl<Cause: Into<PageError>> From<Cause> for SignInError {
    fn from(cause: Cause) -> Self {
        Self::Page(cause.into())
    }
}

/// Checks an address and a password of somebody who comes from this network, and begins a session under a new token.
///
/// # Errors
/// [`SignInError`].
pub async fn sign_in(
    app: &App,
    network: Network,
    email: &str,
    password: String,
) -> Result<(StaffSession, Token), SignInError> {
    // What is no address is nobody's, and is neither counted nor looked for.
    let Some(email) = baton_core::staff::email(email) else {
        return Err(SignInError::Wrong);
    };
    let door = format!("staff {email}");
    if !app.attempts.take_at(&door, network, app.now()) {
        return Err(SignInError::TooManyTries);
    }
    let record = app.store.account_by_email(&email).await?;
    let hash = record
        .as_ref()
        .and_then(|record| record.password_hash.clone());
    let matches = password::verify(password, hash)
        .await
        .inspect_err(|_| app.attempts.give_back_at(&door, network))?;
    let known = record.as_ref().map(|record| record.name.clone());
    let begun = match record.filter(|record| matches && !record.disabled) {
        Some(record) => begin_by_password(app, record).await?,
        None => None,
    };
    let Some((record, token)) = begun else {
        // Addresses that nobody has are not recorded: anybody could fill the log with them.
        if let Some(name) = known {
            let entry = AuditEntry::new(AuditKind::SignInFailed, name);
            app.store.record(&AuditActor::Nobody, &entry).await?;
        }
        return Err(SignInError::Wrong);
    };
    app.attempts.forgive_at(&door, network);
    let staff = session_of(record, token.hash());
    let by = AuditActor::Account(staff.account.clone());
    let entry = AuditEntry::new(AuditKind::SignedIn, "");
    app.store.record(&by, &entry).await?;
    Ok((staff, token))
}

/// A session for who has just given the password of this record; none where it was changed in the meantime.
async fn begin_by_password(
    app: &App,
    record: AccountRecord,
) -> Result<Option<(AccountRecord, Token)>, PageError> {
    let token = Token::random();
    let expires = app.now() + Millis::seconds(STAFF_SECONDS);
    let principal = Principal::Account(record.id);
    let hash = record.password_hash.as_deref().unwrap_or_default();
    let begun = app
        .store
        .create_session_by_password(&token.hash(), principal, expires, hash)
        .await?;
    Ok(begun.then_some((record, token)))
}

/// A new session for an account that has just been made.
///
/// # Errors
/// [`PageError::Unavailable`], if the store can't be written.
pub async fn begin(app: &App, account: AccountId) -> Result<Token, PageError> {
    let token = Token::random();
    let expires = app.now() + Millis::seconds(STAFF_SECONDS);
    app.store
        .create_session(&token.hash(), Principal::Account(account), expires)
        .await?;
    Ok(token)
}

fn session_of(record: AccountRecord, session: TokenHash) -> StaffSession {
    StaffSession {
        account: AgentRef {
            id: record.id,
            name: record.name,
        },
        site_admin: record.site_admin,
        session,
    }
}

/// The member of staff whose cookie the browser sent: a living session of an account that is not disabled.
///
/// # Errors
/// [`PageError::Unavailable`], if the store can't be read.
pub async fn from_headers(
    app: &App,
    headers: &HeaderMap,
) -> Result<Option<StaffSession>, PageError> {
    let Some(token) = cookie::staff_token(headers, &app.public_url) else {
        return Ok(None);
    };
    let Some(session) = app.store.session(&token.hash()).await? else {
        return Ok(None);
    };
    let Principal::Account(account) = session.principal else {
        return Ok(None);
    };
    if session.expires <= app.now() {
        return Ok(None);
    }
    let record = app.store.account(account).await?;
    let record = record.filter(|record| !record.disabled);
    Ok(record.map(|record| session_of(record, token.hash())))
}

/// What the member of staff is in this space.
///
/// # Errors
/// [`PageError::NotFound`], if nothing: who has no business in a space does not learn that it exists.
pub async fn in_space(
    app: &App,
    staff: StaffSession,
    space: Space,
) -> Result<StaffInSpace, PageError> {
    let role = if staff.site_admin {
        Some(Role::SpaceAdmin)
    } else {
        app.store.role_of(space.id, staff.account.id).await?
    };
    let role = role.ok_or(PageError::NotFound)?;
    Ok(StaffInSpace {
        space,
        agent: staff.account,
        role,
        site_admin: staff.site_admin,
        session: staff.session,
    })
}

impl FromRequestParts<Arc<App>> for StaffSession {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, PageError> {
        let known = from_headers(app, &parts.headers).await?;
        known.ok_or_else(|| sign_in_first(parts))
    }
}

impl FromRequestParts<Arc<App>> for StaffInSpace {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, PageError> {
        let staff = StaffSession::from_request_parts(parts, app).await?;
        let space = space_in_path(app, parts).await?;
        in_space(app, staff, space).await
    }
}

impl FromRequestParts<Arc<App>> for SiteAdmin {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, PageError> {
        let staff = StaffSession::from_request_parts(parts, app).await?;
        if !staff.site_admin {
            return Err(PageError::Forbidden);
        }
        Ok(Self {
            admin: staff.account,
            session: staff.session,
        })
    }
}

/// What is answered to whoever is not signed in: the sign-in page, with the way back for what can be shown again.
pub(crate) fn sign_in_first(parts: &Parts) -> PageError {
    let back = parts.uri.path_and_query().map(|back| back.as_str());
    let at = match back {
        Some(back) if parts.method == Method::GET => {
            format!("/app/sign-in?next={}", super::back::encode(back))
        }
        _ => "/app/sign-in".to_owned(),
    };
    PageError::SignInFirst { at }
}
