//! Staff sign in and out, and find their spaces.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::sign_in::{SignInPage, SignInPageProps, SignInProblem};
use baton_app::console::sign_in::{SpacesPage, SpacesPageProps};
use baton_app::console::words;
use baton_core::audit::{AuditActor, AuditKind};
use baton_store::AuditEntry;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::{my_teams, space_ref};
use crate::app::App;
use crate::error::PageError;
use crate::limits::Network;
use crate::page::{Page, PageKind, render};
use crate::session::cookie::{self, Owner};
use crate::session::staff::{self, SignInError};
use crate::session::{ClosedSession, StaffInSpace, StaffSession, back};

const HOME: &str = "/app";

#[derive(Debug, Deserialize)]
pub(super) struct Back {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(super) struct SignIn {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `GET /app/sign-in`
pub(super) async fn sign_in_form(
    State(app): State<Arc<App>>,
    Query(back): Query<Back>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    if staff::from_headers(&app, &headers).await?.is_some() {
        return Ok(Redirect::to(way_back(&back.next)).into_response());
    }
    if !app.store.has_accounts().await? {
        return Ok(Redirect::to("/setup").into_response());
    }
    Ok(show(&app, back.next, String::new(), None, StatusCode::OK))
}

/// `POST /app/sign-in`
pub(super) async fn sign_in(
    State(app): State<Arc<App>>,
    network: Network,
    headers: HeaderMap,
    Form(sent): Form<SignIn>,
) -> Result<Response, PageError> {
    match staff::sign_in(&app, network, &sent.email, sent.password).await {
        Ok((_, token)) => {
            end_session(&app, &headers).await?;
            let cookie = cookie::give(&Owner::Staff, &token, &app.public_url);
            let address = way_back(&sent.next);
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(address)).into_response())
        }
        Err(SignInError::Wrong) => Ok(show(
            &app,
            sent.next,
            sent.email,
            Some(SignInProblem::Wrong),
            StatusCode::UNPROCESSABLE_ENTITY,
        )),
        Err(SignInError::TooManyTries) => Ok(show(
            &app,
            sent.next,
            sent.email,
            Some(SignInProblem::TooManyTries),
            StatusCode::TOO_MANY_REQUESTS,
        )),
        Err(SignInError::Page(error)) => Err(error),
    }
}

/// `POST /app/sign-out`
pub(super) async fn sign_out(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let staff = staff::from_headers(&app, &headers).await?;
    // Other nodes hear of the record, and look for the session that must be gone then.
    end_session(&app, &headers).await?;
    if let Some(staff) = staff {
        let by = AuditActor::Account(staff.account);
        let entry = AuditEntry::new(AuditKind::SignedOut, "");
        app.store.record(&by, &entry).await?;
    }
    let cookie = cookie::take_back(&Owner::Staff, &app.public_url);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/app/sign-in")).into_response())
}

/// `GET /app`
pub(super) async fn spaces(
    State(app): State<Arc<App>>,
    staff: StaffSession,
) -> Result<Response, PageError> {
    let spaces = app.store.spaces_of(staff.account.id).await?;
    if let [(space, _)] = spaces.as_slice() {
        return Ok(Redirect::to(&format!("/app/{}/inbox", space.key)).into_response());
    }
    let page = Page::new(PageKind::Console { hydrated: false }, words::YOUR_SPACES);
    let properties = SpacesPageProps {
        teams: my_teams(&app, staff.account.id).await?,
        me: staff.account.name,
        spaces: spaces.iter().map(|(space, _)| space_ref(space)).collect(),
    };
    Ok(render(&app, &page, || SpacesPage(properties)))
}

/// `GET /app/{key}`
pub(super) async fn into_space(staff: StaffInSpace) -> Redirect {
    Redirect::to(&format!("/app/{}/inbox", staff.space.key))
}

fn way_back(next: &str) -> &str {
    back::checked(next, "/app/").unwrap_or(HOME)
}

/// Ends the session that the browser brought along, if any, and its sockets.
async fn end_session(app: &App, headers: &HeaderMap) -> Result<(), PageError> {
    let Some(token) = cookie::staff_token(headers, &app.public_url) else {
        return Ok(());
    };
    app.store.delete_session(&token.hash()).await?;
    // Nobody listens when no socket is open.
    _ = app.closed_sessions.send(ClosedSession::One(token.hash()));
    Ok(())
}

fn show(
    app: &App,
    next: String,
    email: String,
    problem: Option<SignInProblem>,
    status: StatusCode,
) -> Response {
    let mut page = Page::new(PageKind::Door, words::SIGN_IN_HEADING);
    page.status = status;
    let properties = SignInPageProps {
        next,
        email,
        problem,
    };
    render(app, &page, || SignInPage(properties))
}
