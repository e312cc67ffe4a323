//! *Your account*: customers change their own name and password, and end their sessions.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::portal::own_account::{self, Done, Reader};
use baton_app::portal::words;
use baton_core::id::CustomerId;
use baton_core::people::CustomerKind;
use baton_core::settings::ProjectKey;
use baton_core::staff;
use baton_store::Principal;
use serde::Deserialize;

use super::{frame_of, go_to, page_of};
use crate::app::App;
use crate::error::PageError;
use crate::page::render;
use crate::session::cookie::{self, Owner};
use crate::session::{ClosedSession, CustomerSession, MaybeCustomer, password};

#[derive(Debug, Default, Deserialize)]
pub(super) struct After {
    #[serde(default)]
    done: String,
}

#[derive(Deserialize)]
pub(super) struct Rename {
    name: String,
}

#[derive(Deserialize)]
pub(super) struct NewPassword {
    present: String,
    password: String,
}

const NAME: &str = "name";
const PASSWORD: &str = "password";
const EVERYWHERE: &str = "signed-out-everywhere";

impl After {
    /// An address can be made by anybody, so that it says nothing that is not so for this reader.
    fn done(&self, signed_in: bool) -> Option<Done> {
        match (self.done.as_str(), signed_in) {
            (NAME, true) => Some(Done::Name),
            (PASSWORD, true) => Some(Done::Password),
            (EVERYWHERE, false) => Some(Done::SignedOutEverywhere),
            _ => None,
        }
    }
}

fn address(key: &ProjectKey, done: &str) -> String {
    format!("/portal/{key}/account?done={done}")
}

fn show(
    app: &App,
    reader: &MaybeCustomer,
    form: &own_account::Form,
    done: Option<Done>,
) -> Response {
    let who = match &reader.profile {
        None => Reader::Unknown { guest: false },
        Some(profile) => match profile.kind {
            CustomerKind::Guest => Reader::Unknown { guest: true },
            CustomerKind::SignedIn => Reader::SignedIn {
                email: profile.email.clone().unwrap_or_default(),
            },
            CustomerKind::Identified => Reader::Identified {
                name: profile.name.clone(),
                email: profile.email.clone().unwrap_or_default(),
            },
        },
    };
    let frame = frame_of(app, reader);
    let page = page_of(reader, words::YOUR_ACCOUNT);
    render(app, &page, || own_account::page(&frame, &who, form, done))
}

/// `GET /portal/{key}/account`
pub(super) async fn page(
    State(app): State<Arc<App>>,
    Query(after): Query<After>,
    reader: MaybeCustomer,
) -> Response {
    let done = after.done(reader.is_signed_in());
    show(&app, &reader, &stored_form(&reader), done)
}

fn stored_form(reader: &MaybeCustomer) -> own_account::Form {
    let profile = reader.profile.as_ref();
    own_account::Form {
        name: profile
            .map(|profile| profile.name.clone())
            .unwrap_or_default(),
        ..own_account::Form::default()
    }
}

/// `POST /portal/{key}/account`
pub(super) async fn rename(
    State(app): State<Arc<App>>,
    session: CustomerSession,
    reader: MaybeCustomer,
    Form(sent): Form<Rename>,
) -> Result<Response, PageError> {
    if !session.profile.kind.keeps_an_account() {
        // Their page says why, and what to do.
        return Ok(show(&app, &reader, &stored_form(&reader), None));
    }
    match staff::name(&sent.name) {
        Ok(name) => {
            app.store.rename_customer(session.profile.id, &name).await?;
            Ok(go_to(&address(&session.space.key, NAME), None))
        }
        Err(problem) => {
            let form = own_account::Form {
                name: sent.name,
                name_problem: Some(words::name_problem(problem)),
                ..own_account::Form::default()
            };
            Ok(show(&app, &reader, &form, None))
        }
    }
}

/// `POST /portal/{key}/account/password`: the account's other sessions end.
pub(super) async fn change_password(
    State(app): State<Arc<App>>,
    session: CustomerSession,
    reader: MaybeCustomer,
    Form(sent): Form<NewPassword>,
) -> Result<Response, PageError> {
    let mut form = stored_form(&reader);
    let id = session.profile.id;
    if !session.profile.kind.keeps_an_account() {
        return Ok(show(&app, &reader, &form, None));
    }
    form.password_problem = staff::password_problem(&sent.password).map(words::password_problem);
    if !form.has_problem() {
        form.present_problem = present_problem(&app, id, sent.present).await?;
    }
    if form.has_problem() {
        return Ok(show(&app, &reader, &form, None));
    }
    let hash = password::hash(sent.password).await?;
    let ended = app
        .store
        .set_customer_password(id, &hash, &session.session)
        .await?;
    close(&app, &session, ended);
    Ok(go_to(&address(&session.space.key, PASSWORD), None))
}

/// What is wrong with the present password, as typed. Guessing it is slowed down as guessing at the door is.
async fn present_problem(
    app: &App,
    id: CustomerId,
    typed: String,
) -> Result<Option<&'static str>, PageError> {
    let tries = format!("customer's password {id}");
    if !app.attempts.take(&tries, app.now()) {
        return Ok(Some(words::TOO_MANY_TRIES));
    }
    let record = app.store.customer(id).await?;
    let hash = record.and_then(|record| record.password_hash);
    let matches = password::verify(typed, hash).await?;
    if !matches {
        return Ok(Some(words::PRESENT_WRONG));
    }
    app.attempts.forgive(&tries);
    Ok(None)
}

/// `POST /portal/{key}/account/sign-out-everywhere`
pub(super) async fn sign_out_everywhere(
    State(app): State<Arc<App>>,
    session: CustomerSession,
    reader: MaybeCustomer,
) -> Result<Response, PageError> {
    if !reader.is_signed_in() {
        return Ok(show(&app, &reader, &stored_form(&reader), None));
    }
    let ended = app
        .store
        .sign_customer_out_everywhere(session.profile.id)
        .await?;
    close(&app, &session, ended);
    let owner = Owner::Customer(session.space.key.clone(), reader.frame);
    let cookie = cookie::take_back(&owner, &app.public_url);
    Ok(go_to(
        &address(&session.space.key, EVERYWHERE),
        Some(cookie),
    ))
}

/// Open chats of these customers look whether they may still be open.
fn close(app: &App, session: &CustomerSession, ended: Vec<CustomerId>) {
    for customer in ended {
        let space = session.space.id;
        // Nobody may be listening, and that is fine.
        _ = app
            .closed_sessions
            .send(ClosedSession::AllOf(Principal::Customer {
                space,
                customer,
            }));
    }
}
