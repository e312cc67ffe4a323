//! *Raise a request*: the form, and what it makes.

use std::sync::Arc;

use axum::extract::{Form, State};
use axum::response::Response;
use baton_app::portal::new_request::{self, Problems};
use baton_app::portal::words;
use baton_core::command::{Command, CommandBody, Rejection};
use baton_core::decide;
use baton_core::id::{CommandId, WorkItemId};
use baton_core::people::Actor;
use baton_store::{ExecuteError, Job, Target};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::{frame_of, go_to, page_of};
use crate::app::App;
use crate::error::PageError;
use crate::page::render;
use crate::session::{MaybeCustomer, customer};

/// `GET /portal/{key}/requests/new`
pub(super) async fn form(
    State(app): State<Arc<App>>,
    reader: MaybeCustomer,
) -> Result<Response, PageError> {
    let empty = new_request::Form {
        id: CommandId(app.new_id()).to_string(),
        ..new_request::Form::default()
    };
    Ok(show(&app, &reader, &empty, StatusCode::OK))
}

fn show(
    app: &App,
    reader: &MaybeCustomer,
    form: &new_request::Form,
    status: StatusCode,
) -> Response {
    let frame = frame_of(app, reader);
    let mut page = page_of(reader, words::RAISE_A_REQUEST);
    page.status = status;
    render(app, &page, || new_request::page(&frame, form))
}

#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    id: String,
    summary: String,
    description: String,
}

/// What is wrong with a field, if the decision would refuse it. Looked at before anybody becomes a guest: a mistake
/// leaves nothing behind.
fn problem_of(
    checked: &Result<String, Rejection>,
    missing: &'static str,
    long: &'static str,
) -> Option<&'static str> {
    match checked {
        Ok(_) => None,
        Err(Rejection::TextTooLong(_)) => Some(long),
        Err(_) => Some(missing),
    }
}

/// `POST /portal/{key}/requests/new`
pub(super) async fn send(
    State(app): State<Arc<App>>,
    reader: MaybeCustomer,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let id: CommandId = sent.id.parse().map_err(|_| PageError::BadForm)?;
    // Browsers send line breaks as two characters, which would count twice.
    let description = sent.description.replace("\r\n", "\n");
    let problems = Problems {
        summary: problem_of(
            &decide::checked_line(&sent.summary),
            words::SUMMARY_MISSING,
            words::SUMMARY_TOO_LONG,
        ),
        description: problem_of(
            &decide::checked_message(&description),
            words::DESCRIPTION_MISSING,
            words::TEXT_TOO_LONG,
        ),
    };
    if problems != Problems::default() {
        let again = new_request::Form {
            id: sent.id,
            summary: sent.summary,
            description,
            problems,
            ..new_request::Form::default()
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(show(&app, &reader, &again, status));
    }
    let (profile, cookie) = customer::known_or_guest_of_form(&app, &headers, &reader, id).await?;
    let work_item = WorkItemId(id.0);
    let target = Target::CustomerIn {
        space: reader.space.id,
        customer: profile.id,
    };
    let body = CommandBody::RaiseRequest {
        work_item,
        summary: sent.summary.clone(),
        description: description.clone(),
    };
    let actor = Actor::Customer(profile.id);
    let command = Command { id, actor, body };
    let done = match app.store.execute(Job { target, command }).await {
        Ok(done) => done,
        Err(ExecuteError::Rejected(why @ (Rejection::Conflict | Rejection::TooManyRequests))) => {
            // What was typed goes on under an id of its own, so that it can be sent.
            let again = new_request::Form {
                id: CommandId(app.new_id()).to_string(),
                summary: sent.summary,
                description,
                sent_before: why == Rejection::Conflict,
                too_many: why == Rejection::TooManyRequests,
                ..new_request::Form::default()
            };
            let mut page = show(&app, &reader, &again, StatusCode::CONFLICT);
            page.headers_mut()
                .extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
            return Ok(page);
        }
        Err(error) => return Err(error.into()),
    };
    let conversation = app.store.conversation(done.conversation).await?;
    let item = conversation
        .as_ref()
        .and_then(|all| all.work_item(work_item));
    let item = item.ok_or(PageError::Internal)?;
    let address = format!("/portal/{}/requests/{}", reader.space.key, item.key);
    Ok(go_to(&address, cookie))
}
