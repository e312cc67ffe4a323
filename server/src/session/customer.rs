//! Customers: who the browser says they are in one space, guests made when something is first stored for them, and what
//! signing in changes.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use baton_core::id::CommandId;
use baton_core::people::{CustomerKind, CustomerProfile};
use baton_core::settings::ProjectKey;
use baton_core::time::Millis;
use baton_store::{CUSTOMER_SESSION, LOOKING_SESSION, Principal, Space};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};

use super::cookie::{self, Frame, Owner};
use super::first_posts::forget_old;
use super::token::{Token, TokenHash};
use crate::app::App;
use crate::error::PageError;
use crate::limits::Network;

/// A known customer, guest or signed in, of the space in the address.
#[derive(Clone, Debug)]
pub struct CustomerSession {
    /// The space.
    pub space: Space,
    /// The customer.
    pub profile: CustomerProfile,
    /// Which session.
    pub session: TokenHash,
}

/// The space in the address (`{key}`), and its customer if the browser has one.
#[derive(Clone, Debug)]
pub struct MaybeCustomer {
    /// The space.
    pub space: Space,
    /// The customer.
    pub profile: Option<CustomerProfile>,
    /// Where the page is shown, as far as the cookie tells.
    pub frame: Frame,
    /// Where from, for the number of new guests.
    pub network: Network,
}

impl MaybeCustomer {
    /// Whether this is somebody with an account.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.profile
            .as_ref()
            .is_some_and(|profile| profile.kind != CustomerKind::Guest)
    }
}

/// The space with the key in the address.
///
/// # Errors
/// [`PageError::NotFound`] where there is none.
pub async fn space_in_path(app: &App, parts: &mut Parts) -> Result<Space, PageError> {
    let Path(parameters) = Path::<HashMap<String, String>>::from_request_parts(parts, &())
        .await
        .map_err(|_| PageError::NotFound)?;
    let key = parameters.get("key").and_then(|key| ProjectKey::parse(key));
    let key = key.ok_or(PageError::NotFound)?;
    app.store
        .space_by_key(&key)
        .await?
        .ok_or(PageError::NotFound)
}

/// The customer with this token, if it is a living session of this space. For sockets and frames without cookies too.
///
/// # Errors
/// [`PageError::Unavailable`], if the store can't be read.
pub async fn from_token(
    app: &App,
    token: &Token,
    space: &Space,
) -> Result<Option<CustomerSession>, PageError> {
    let hash = token.hash();
    let Some(session) = app.store.session(&hash).await? else {
        return Ok(None);
    };
    let Principal::Customer {
        space: of,
        customer,
    } = session.principal
    else {
        return Ok(None);
    };
    if of != space.id || session.expires <= app.now() {
        return Ok(None);
    }
    let record = app.store.customer(customer).await?;
    Ok(record.map(|record| CustomerSession {
        space: space.clone(),
        profile: record.profile,
        session: hash,
    }))
}

/// The customer whose cookie the browser sent.
///
/// # Errors
/// [`PageError::Unavailable`], if the store can't be read.
pub async fn from_headers(
    app: &App,
    headers: &HeaderMap,
    space: &Space,
) -> Result<Option<CustomerSession>, PageError> {
    match cookie::customer_token(headers, &space.key, &app.public_url) {
        Some((token, _)) => from_token(app, &token, space).await,
        None => Ok(None),
    }
}

/// A new session for a customer: the token, for a cookie or for the frame's own storage.
///
/// # Errors
/// [`PageError::Unavailable`], if the store can't be written.
pub async fn begin(
    app: &App,
    space: &Space,
    profile: &CustomerProfile,
) -> Result<Token, PageError> {
    begin_for(app, space, profile, CUSTOMER_SESSION).await
}

/// The same for who has just given the password that this is the hash of; none where it was changed in the meantime.
///
/// # Errors
/// [`PageError::Unavailable`], if the store can't be written.
pub async fn begin_with_password(
    app: &App,
    space: &Space,
    profile: &CustomerProfile,
    password_hash: &str,
) -> Result<Option<Token>, PageError> {
    let token = Token::random();
    let expires = app.now() + CUSTOMER_SESSION;
    let principal = principal_of(space, profile);
    let begun = app
        .store
        .create_session_by_password(&token.hash(), principal, expires, password_hash)
        .await?;
    Ok(begun.then_some(token))
}

fn principal_of(space: &Space, profile: &CustomerProfile) -> Principal {
    Principal::Customer {
        space: space.id,
        customer: profile.id,
    }
}

async fn begin_for(
    app: &App,
    space: &Space,
    profile: &CustomerProfile,
    lasts: Millis,
) -> Result<Token, PageError> {
    let token = Token::random();
    let principal = principal_of(space, profile);
    let expires = app.now() + lasts;
    app.store
        .create_session(&token.hash(), principal, expires)
        .await?;
    Ok(token)
}

/// A new guest of the space with a session: made when the chat is opened or something is about to be stored for them,
/// never before. The session is short until the guest's conversation begins; then the store makes it last.
///
/// # Errors
/// [`PageError::TooFast`], if too many were made for this address of late; [`PageError::Unavailable`], if the store
/// can't be written.
pub async fn new_guest(
    app: &App,
    reader: &MaybeCustomer,
) -> Result<(CustomerProfile, Token), PageError> {
    let paid = app.doors.guest(reader.network, app.now());
    paid.map_err(|wait| PageError::TooFast { wait })?;
    let space = &reader.space;
    let id = app.store.create_guest(space.id).await?;
    let record = app.store.customer(id).await?;
    let profile = record.ok_or(PageError::Unavailable)?.profile;
    let token = begin_for(app, space, &profile, LOOKING_SESSION).await?;
    Ok((profile, token))
}

/// Who sends a form: the known customer, or a new guest with the `Set-Cookie` that makes the browser keep it. The form's
/// id makes sure that a form sent twice has one guest.
///
/// # Errors
/// [`PageError::TooFast`], if too many guests were made for this address of late; [`PageError::Unavailable`], if the
/// store can't be used.
pub async fn known_or_guest_of_form(
    app: &App,
    headers: &HeaderMap,
    reader: &MaybeCustomer,
    form: CommandId,
) -> Result<(CustomerProfile, Option<HeaderValue>), PageError> {
    let space = &reader.space;
    if let Some(known) = from_headers(app, headers, space).await? {
        return Ok((known.profile, None));
    }
    let owner = Owner::Customer(space.key.clone(), reader.frame);
    let mut by_form = app.first_posts.by_form.lock().await;
    forget_old(&mut by_form, app.now());
    if let Some((_, token)) = by_form.get(&form)
        && let Some(known) = from_token(app, token, space).await?
    {
        let cookie = cookie::give(&owner, token, &app.public_url);
        return Ok((known.profile, Some(cookie)));
    }
    let (profile, token) = new_guest(app, reader).await?;
    let cookie = cookie::give(&owner, &token, &app.public_url);
    by_form.insert(form, (app.now(), token));
    Ok((profile, Some(cookie)))
}

impl FromRequestParts<Arc<App>> for MaybeCustomer {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, PageError> {
        let space = space_in_path(app, parts).await?;
        let token = cookie::customer_token(&parts.headers, &space.key, &app.public_url);
        let frame = match &token {
            Some((_, frame)) => *frame,
            None => Frame::of_document(&parts.headers),
        };
        let known = from_headers(app, &parts.headers, &space).await?;
        let profile = known.map(|known| known.profile);
        let Ok(network) = Network::from_request_parts(parts, app).await;
        Ok(Self {
            space,
            profile,
            frame,
            network,
        })
    }
}

impl FromRequestParts<Arc<App>> for CustomerSession {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, PageError> {
        let space = space_in_path(app, parts).await?;
        let known = from_headers(app, &parts.headers, &space).await?;
        known.ok_or_else(|| PageError::SignInFirst {
            at: format!("/portal/{}/sign-in", space.key),
        })
    }
}
