//! Customers sign in, make an account, and sign out.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::portal::{account, words};
use baton_core::id::CustomerId;
use baton_core::people::{CustomerKind, CustomerProfile};
use baton_core::staff;
use baton_store::{BecameKnown, NewCustomer, Principal, StoreError};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::{frame_of, go_to, page_of};
use crate::app::App;
use crate::error::PageError;
use crate::page::render;
use crate::session::cookie::{self, Owner};
use crate::session::{ClosedSession, MaybeCustomer, Token, back, customer, password};

#[derive(Debug, Deserialize)]
pub(super) struct Back {
    next: Option<String>,
}

/// Where to go after signing in: an address of this space's portal.
fn way_back(reader: &MaybeCustomer, next: &str) -> String {
    let home = format!("/portal/{}", reader.space.key);
    let inside = format!("{home}/");
    back::checked(next, &inside).map_or_else(|| format!("{home}/requests"), str::to_owned)
}

/// `GET /portal/{key}/sign-in`
pub(super) async fn sign_in_form(
    State(app): State<Arc<App>>,
    Query(back): Query<Back>,
    reader: MaybeCustomer,
) -> Response {
    let form = account::Form {
        next: back.next.unwrap_or_default(),
        ..account::Form::default()
    };
    show_sign_in(&app, &reader, &form, StatusCode::OK)
}

fn show_sign_in(
    app: &App,
    reader: &MaybeCustomer,
    form: &account::Form,
    status: StatusCode,
) -> Response {
    let frame = frame_of(app, reader);
    let mut page = page_of(reader, words::SIGN_IN);
    page.status = status;
    let guest = guest_of(reader).is_some();
    render(app, &page, || account::sign_in(&frame, form, guest))
}

fn guest_of(reader: &MaybeCustomer) -> Option<&CustomerProfile> {
    let profile = reader.profile.as_ref();
    profile.filter(|profile| profile.kind == CustomerKind::Guest)
}

#[derive(Deserialize)]
pub(super) struct SignIn {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `POST /portal/{key}/sign-in`
pub(super) async fn sign_in(
    State(app): State<Arc<App>>,
    reader: MaybeCustomer,
    headers: HeaderMap,
    Form(sent): Form<SignIn>,
) -> Result<Response, PageError> {
    let wrong = |problem: &'static str, status: StatusCode| {
        let form = account::Form {
            email: sent.email.clone(),
            next: sent.next.clone(),
            problem: Some(problem),
            ..account::Form::default()
        };
        Ok(show_sign_in(&app, &reader, &form, status))
    };
    let again = StatusCode::OK;
    // What is no address is nobody's, and is neither counted nor looked for.
    let Some(email) = staff::email(&sent.email) else {
        return wrong(words::WRONG_SIGN_IN, again);
    };
    let door = format!("customer {} {email}", reader.space.key);
    let network = reader.network;
    if !app.attempts.take_at(&door, network, app.now()) {
        return wrong(words::TOO_MANY_TRIES, StatusCode::TOO_MANY_REQUESTS);
    }
    let record = app.store.customer_by_email(reader.space.id, &email).await?;
    let hash = record
        .as_ref()
        .and_then(|record| record.password_hash.clone());
    let matches = password::verify(sent.password, hash)
        .await
        .inspect_err(|_| app.attempts.give_back_at(&door, network))?;
    let known = record.filter(|_| matches);
    let known = known.and_then(|record| Some((record.profile, record.password_hash?)));
    let Some((profile, hash)) = known else {
        return wrong(words::WRONG_SIGN_IN, again);
    };
    app.attempts.forgive_at(&door, network);
    let address = way_back(&reader, &sent.next);
    match become_known(&app, &reader, &headers, profile, &hash, &address).await? {
        Some(response) => Ok(response),
        None => wrong(words::WRONG_SIGN_IN, again),
    }
}

/// `GET /portal/{key}/sign-up`
pub(super) async fn sign_up_form(State(app): State<Arc<App>>, reader: MaybeCustomer) -> Response {
    show_sign_up(&app, &reader, &account::Form::default(), StatusCode::OK)
}

fn show_sign_up(
    app: &App,
    reader: &MaybeCustomer,
    form: &account::Form,
    status: StatusCode,
) -> Response {
    let frame = frame_of(app, reader);
    let mut page = page_of(reader, words::SIGN_UP);
    page.status = status;
    render(app, &page, || account::sign_up(&frame, form))
}

#[derive(Deserialize)]
pub(super) struct SignUp {
    name: String,
    email: String,
    password: String,
}

/// `POST /portal/{key}/sign-up`
pub(super) async fn sign_up(
    State(app): State<Arc<App>>,
    reader: MaybeCustomer,
    headers: HeaderMap,
    Form(sent): Form<SignUp>,
) -> Result<Response, PageError> {
    let (name, email) = (staff::name(&sent.name), staff::email(&sent.email));
    let mut form = account::Form {
        name: sent.name.clone(),
        email: sent.email.clone(),
        ..account::Form::default()
    };
    form.name_problem = name.as_ref().err().copied().map(words::name_problem);
    form.email_problem = email.is_none().then_some(words::EMAIL_INVALID);
    form.password_problem = staff::password_problem(&sent.password).map(words::password_problem);
    let again = StatusCode::OK;
    let (Ok(name), Some(email), None) = (name, email, form.password_problem) else {
        return Ok(show_sign_up(&app, &reader, &form, again));
    };
    let door = format!("sign-up {email}");
    if !app.attempts.take_at(&door, reader.network, app.now()) {
        form.problem = Some(words::TOO_MANY_TRIES);
        return Ok(show_sign_up(
            &app,
            &reader,
            &form,
            StatusCode::TOO_MANY_REQUESTS,
        ));
    }
    let hash = password::hash(sent.password)
        .await
        .inspect_err(|_| app.attempts.give_back_at(&door, reader.network))?;
    let new = NewCustomer {
        space: reader.space.id,
        name,
        email,
        password_hash: Some(hash.clone()),
        kind: CustomerKind::SignedIn,
    };
    let id = match app.store.create_customer(new).await {
        Ok(id) => id,
        Err(StoreError::Taken) => {
            form.email_problem = Some(words::EMAIL_TAKEN);
            return Ok(show_sign_up(&app, &reader, &form, again));
        }
        Err(error) => return Err(error.into()),
    };
    let record = app.store.customer(id).await?;
    let profile = record.ok_or(PageError::Unavailable)?.profile;
    let address = way_back(&reader, "");
    let known = become_known(&app, &reader, &headers, profile, &hash, &address).await?;
    known.ok_or(PageError::Unavailable)
}

/// Begins a session under a new token and ends the one before. What a guest did comes along: as the account's own, or,
/// where the account has a conversation already, beside it. None where the password is another by now than the one that
/// was checked: then it opens nothing.
async fn become_known(
    app: &App,
    reader: &MaybeCustomer,
    headers: &HeaderMap,
    mut profile: CustomerProfile,
    password_hash: &str,
    address: &str,
) -> Result<Option<Response>, PageError> {
    if let Some(guest) = guest_of(reader)
        && let BecameKnown::TookPlace(id) = app.store.become_known(guest.id, profile.id).await?
    {
        // Pages of both look who they are by now: those of the account go on as the guest, other ones of the guest end.
        for customer in [profile.id, guest.id] {
            let space = reader.space.id;
            let moved = Principal::Customer { space, customer };
            // Nobody may be listening, and that is fine.
            _ = app.closed_sessions.send(ClosedSession::AllOf(moved));
        }
        profile.id = id;
    }
    let token = customer::begin_with_password(app, &reader.space, &profile, password_hash).await?;
    let Some(token) = token else {
        return Ok(None);
    };
    end_session(app, reader, headers).await?;
    Ok(Some(entered(app, reader, &token, address)))
}

async fn enter(
    app: &App,
    reader: &MaybeCustomer,
    profile: &CustomerProfile,
    address: &str,
) -> Result<Response, PageError> {
    let token = customer::begin(app, &reader.space, profile).await?;
    Ok(entered(app, reader, &token, address))
}

fn entered(app: &App, reader: &MaybeCustomer, token: &Token, address: &str) -> Response {
    let owner = Owner::Customer(reader.space.key.clone(), reader.frame);
    let cookie = cookie::give(&owner, token, &app.public_url);
    go_to(address, Some(cookie))
}

/// `POST /portal/{key}/return-to-chat`: back to the chat that was begun as a guest and still runs there. Signing in
/// again leads back to the account.
pub(super) async fn return_to_chat(
    State(app): State<Arc<App>>,
    reader: MaybeCustomer,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let known = reader.profile.as_ref().ok_or(PageError::NotFound)?;
    let guest = running_guest(&app, &reader, known).await?;
    let record = app
        .store
        .customer(guest.ok_or(PageError::NotFound)?)
        .await?;
    let profile = record.ok_or(PageError::NotFound)?.profile;
    end_session(&app, &reader, &headers).await?;
    let address = format!("/chat/{}", reader.space.key);
    enter(&app, &reader, &profile, &address).await
}

/// The guest linked to this account whose chat still waits or runs.
pub(super) async fn running_guest(
    app: &App,
    reader: &MaybeCustomer,
    known: &CustomerProfile,
) -> Result<Option<CustomerId>, PageError> {
    for guest in app.store.linked_guests(known.id).await? {
        let conversation = app.store.conversation_of(reader.space.id, guest).await?;
        if conversation.is_some_and(|conversation| conversation.running_chat().is_some()) {
            return Ok(Some(guest));
        }
    }
    Ok(None)
}

async fn end_session(
    app: &App,
    reader: &MaybeCustomer,
    headers: &HeaderMap,
) -> Result<(), PageError> {
    let before = cookie::customer_token(headers, &reader.space.key, &app.public_url);
    if let Some((token, _)) = before {
        let hash = token.hash();
        app.store.delete_session(&hash).await?;
        // Nobody may be listening, and that is fine.
        _ = app.closed_sessions.send(ClosedSession::One(hash));
    }
    Ok(())
}

/// `POST /portal/{key}/sign-out`
pub(super) async fn sign_out(
    State(app): State<Arc<App>>,
    reader: MaybeCustomer,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    end_session(&app, &reader, &headers).await?;
    let owner = Owner::Customer(reader.space.key.clone(), reader.frame);
    let cookie = cookie::take_back(&owner, &app.public_url);
    Ok(go_to(
        &format!("/portal/{}", reader.space.key),
        Some(cookie),
    ))
}
