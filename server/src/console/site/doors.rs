//! Set-up at the first start, with the code that the server has printed; and invitations, with their link.

use std::sync::{Arc, PoisonError};

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::site::doors::{
    InvitePage, InvitePageData, InvitePageProps, SetUpForm, SetUpPage, SetUpPageProps,
};
use baton_app::console::words::site as words;
use baton_core::id::AccountId;
use baton_core::settings::ProjectKey;
use baton_core::staff;
use baton_store::{Invitation, NewSite, NewSpace, StoreError};
use http::header;
use serde::Deserialize;

use super::door;
use crate::app::App;
use crate::error::PageError;
use crate::session::cookie::{self, Owner};
use crate::session::{Token, TokenHash, password, staff as sessions};
use crate::time_zones;

/// Tries of the code are counted under this name.
const TRIES: &str = "set-up";

#[derive(Deserialize)]
pub(super) struct SetUp {
    code: String,
    name: String,
    email: String,
    password: String,
    space_name: String,
    key: String,
}

/// The page is gone once anybody has an account.
async fn code(app: &App) -> Result<TokenHash, PageError> {
    if app.store.has_accounts().await? {
        return Err(PageError::NotFound);
    }
    let code = *app
        .set_up_code
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    code.ok_or(PageError::NotFound)
}

/// `GET /setup`
pub(super) async fn set_up_form(State(app): State<Arc<App>>) -> Result<Response, PageError> {
    code(&app).await?;
    Ok(show_set_up(&app, SetUpForm::default()))
}

fn show_set_up(app: &App, form: SetUpForm) -> Response {
    door(app, words::SET_UP, || SetUpPage(SetUpPageProps { form }))
}

/// `POST /setup`
pub(super) async fn set_up(
    State(app): State<Arc<App>>,
    Form(sent): Form<SetUp>,
) -> Result<Response, PageError> {
    let code = code(&app).await?;
    let (name, email) = (staff::name(&sent.name), staff::email(&sent.email));
    let (space_name, key) = (staff::name(&sent.space_name), ProjectKey::parse(&sent.key));
    let mut form = SetUpForm {
        name_problem: name.as_ref().err().copied().map(words::name_problem),
        email_problem: email.is_none().then_some(words::EMAIL_INVALID),
        password_problem: staff::password_problem(&sent.password).map(words::password_problem),
        space_name_problem: space_name.as_ref().err().copied().map(words::name_problem),
        key_problem: key.is_none().then_some(words::KEY_INVALID),
        code_problem: None,
        name: sent.name,
        email: sent.email,
        space_name: sent.space_name,
        key: sent.key,
    };
    if !app.attempts.take(TRIES, app.now()) {
        form.code_problem = Some(words::CODE_TOO_MANY);
    } else if Token::parse(sent.code.trim()).is_none_or(|typed| typed.hash() != code) {
        form.code_problem = Some(words::CODE_WRONG);
    } else {
        app.attempts.forgive(TRIES);
    }
    let (Ok(name), Some(email), Ok(space_name), Some(key)) = (name, email, space_name, key) else {
        return Ok(show_set_up(&app, form));
    };
    if form.has_problem() {
        return Ok(show_set_up(&app, form));
    }
    let new = NewSite {
        name,
        email,
        password_hash: hashed(sent.password).await?,
        space: NewSpace {
            key: key.clone(),
            name: space_name,
            time_zone: time_zones::FIRST.to_owned(),
        },
    };
    let (account, _) = match app.store.set_up(&new).await {
        Ok(made) => made,
        // Somebody was faster.
        Err(StoreError::Taken) => return Err(PageError::NotFound),
        Err(error) => return Err(error.into()),
    };
    *app.set_up_code
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = None;
    enter(&app, account, &format!("/app/{key}/settings")).await
}

async fn hashed(typed: String) -> Result<String, PageError> {
    Ok(password::hash(typed).await?)
}

/// Signs the new account in.
async fn enter(app: &App, account: AccountId, address: &str) -> Result<Response, PageError> {
    let token = sessions::begin(app, account).await?;
    let cookie = cookie::give(&Owner::Staff, &token, &app.public_url);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(address)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Accept {
    name: String,
    password: String,
}

async fn open_invitation(app: &App, token: &str) -> Result<(TokenHash, Invitation), PageError> {
    let hash = Token::parse(token).ok_or(PageError::NotFound)?.hash();
    let found = app.store.invitation(&hash).await?;
    Ok((hash, found.ok_or(PageError::NotFound)?))
}

/// `GET /app/invite/{token}`
pub(super) async fn invitation(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let (_, found) = open_invitation(&app, &token).await?;
    let name = found.invited.name.clone();
    Ok(show_invitation(&app, &token, found, name, (None, None)))
}

type Problems = (Option<&'static str>, Option<&'static str>);

fn show_invitation(
    app: &App,
    token: &str,
    found: Invitation,
    name: String,
    (name_problem, password_problem): Problems,
) -> Response {
    let data = InvitePageData {
        path: format!("/app/invite/{token}"),
        invited_by: found.invited_by,
        email: found.invited.email,
        name,
        name_problem,
        password_problem,
    };
    door(app, words::WELCOME, || InvitePage(InvitePageProps { data }))
}

/// `POST /app/invite/{token}`
pub(super) async fn accept(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    Form(sent): Form<Accept>,
) -> Result<Response, PageError> {
    let (hash, found) = open_invitation(&app, &token).await?;
    let password_problem = staff::password_problem(&sent.password).map(words::password_problem);
    let name = match (staff::name(&sent.name), password_problem) {
        (Ok(name), None) => name,
        (name, _) => {
            let problems = (name.err().map(words::name_problem), password_problem);
            return Ok(show_invitation(&app, &token, found, sent.name, problems));
        }
    };
    let password_hash = hashed(sent.password).await?;
    let account = app
        .store
        .accept_invitation(&hash, &name, &password_hash)
        .await;
    match account {
        Ok(account) => enter(&app, account, "/app").await,
        // Used or withdrawn in this moment.
        Err(StoreError::NotFound | StoreError::Taken) => Err(PageError::NotFound),
        Err(error) => Err(error.into()),
    }
}
