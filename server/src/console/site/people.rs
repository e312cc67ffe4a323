//! *People*.

use std::sync::Arc;

use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::site::frame::SitePage;
use baton_app::console::site::people::{
    InviteForm, PeopleData, PeoplePage, PeoplePageProps, PersonLine,
};
use baton_app::console::words::site as words;
use baton_core::id::AccountId;
use baton_core::staff::{self, INVITATION_LIVES};
use baton_store::{AccountRecord, NewInvitation, Role, StoreError};
use serde::Deserialize;

use super::{After, LAST_ADMIN, admins_frame, done, not_done, page};
use crate::app::App;
use crate::changes::ChangeError;
use crate::context::Context;
use crate::error::PageError;
use crate::people;
use crate::session::back::encode;
use crate::session::{SiteAdmin, Token};

/// People on a page.
const PAGE: u32 = 50;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

#[derive(Deserialize)]
pub(super) struct Invite {
    name: String,
    email: String,
    #[serde(default)]
    space: String,
    role: String,
}

#[derive(Deserialize)]
pub(super) struct Withdraw {
    email: String,
}

/// `GET /app/site/people`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Query(asked): Query<Asked>,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    list(&app, &admin, asked, &after, InviteForm::default(), None).await
}

async fn list(
    app: &App,
    admin: &SiteAdmin,
    asked: Asked,
    after: &After,
    form: InviteForm,
    link: Option<String>,
) -> Result<Response, PageError> {
    let found = app.store.people(&asked.q, &asked.after, PAGE).await?;
    let line = |account: AccountRecord| PersonLine {
        id: account.id,
        name: account.name,
        email: account.email,
        disabled: account.disabled,
        site_admin: account.site_admin,
    };
    let next = found.next.map(|last| {
        let (q, after) = (encode(&asked.q), encode(&last));
        format!("{}?q={q}&after={after}", SitePage::People.path())
    });
    let open = app.store.invitations().await?.into_iter();
    let spaces = app.store.spaces().await?.into_iter();
    let data = PeopleData {
        frame: admins_frame(app, admin, after).await?,
        search: asked.q,
        people: found.people.into_iter().map(line).collect(),
        next,
        spaces: spaces.map(|space| space.key.to_string()).collect(),
        invitations: open
            .map(|open| (open.invited.name, open.invited.email))
            .collect(),
        form,
        link,
    };
    Ok(page(app, words::PEOPLE, || {
        PeoplePage(PeoplePageProps { data })
    }))
}

/// `POST /app/site/people/invite`: the answer holds the link, this once.
pub(super) async fn invite(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Form(sent): Form<Invite>,
) -> Result<Response, PageError> {
    let (name, email) = (staff::name(&sent.name), staff::email(&sent.email));
    let mut form = InviteForm {
        name_problem: name.as_ref().err().copied().map(words::name_problem),
        email_problem: email.is_none().then_some(words::EMAIL_INVALID),
        name: sent.name,
        email: sent.email,
    };
    let (asked, after) = (Asked::default(), After::default());
    let (Ok(name), Some(email)) = (name, email) else {
        return list(&app, &admin, asked, &after, form, None).await;
    };
    let spaces = app.store.spaces().await?;
    let space = spaces.iter().find(|space| space.key.as_str() == sent.space);
    let (role, site_admin) = match sent.role.as_str() {
        "agent" => (Role::Agent, false),
        "space_admin" => (Role::SpaceAdmin, false),
        "site_admin" => (Role::SpaceAdmin, true),
        _ => return Err(PageError::BadForm),
    };
    let token = Token::random();
    let new = NewInvitation {
        name,
        email,
        role: space.map(|space| (space.id, role)),
        site_admin,
        expires: app.now() + INVITATION_LIVES,
    };
    match app.store.invite(&admin.admin, &token.hash(), &new).await {
        Ok(()) => {
            let link = format!("{}/app/invite/{}", app.public_url.origin, token.as_str());
            let form = InviteForm::default();
            list(&app, &admin, asked, &after, form, Some(link)).await
        }
        Err(StoreError::Taken) => {
            form.email_problem = Some(words::EMAIL_TAKEN);
            list(&app, &admin, asked, &after, form, None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /app/site/people/withdraw`
pub(super) async fn withdraw(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Form(sent): Form<Withdraw>,
) -> Result<Response, PageError> {
    let email = staff::email(&sent.email).ok_or(PageError::BadForm)?;
    match app.store.withdraw_invitation(&admin.by(), &email).await {
        // Used or withdrawn in this moment: it is gone either way.
        Ok(()) | Err(StoreError::NotFound) => Ok(done(SitePage::People.path())),
        Err(error) => Err(error.into()),
    }
}

fn answer(result: Result<(), ChangeError>) -> Result<Response, PageError> {
    match result {
        Ok(()) => Ok(done(SitePage::People.path())),
        Err(ChangeError::Store(StoreError::LastSiteAdmin)) => {
            Ok(not_done(SitePage::People.path(), LAST_ADMIN))
        }
        Err(ChangeError::Store(StoreError::NotFound)) => Err(PageError::NotFound),
        Err(error) => Err(error.into()),
    }
}

fn id(text: &str) -> Result<AccountId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// `POST /app/site/people/{account}/disable`
pub(super) async fn disable(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    let context = Context::of_page(&app, &admin.admin);
    answer(people::set_disabled(&context, id(&account)?, true).await)
}

/// `POST /app/site/people/{account}/enable`
pub(super) async fn enable(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    let context = Context::of_page(&app, &admin.admin);
    answer(people::set_disabled(&context, id(&account)?, false).await)
}

/// `POST /app/site/people/{account}/site-admin`
pub(super) async fn give_site(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    let context = Context::of_page(&app, &admin.admin);
    answer(people::set_site_admin(&context, id(&account)?, true).await)
}

/// `POST /app/site/people/{account}/end-site-admin`
pub(super) async fn take_site(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    let context = Context::of_page(&app, &admin.admin);
    let account = id(&account)?;
    let ended = people::set_site_admin(&context, account, false).await;
    if ended.is_ok() && account == admin.admin.id {
        // This page is closed to the reader now.
        return Ok(Redirect::to("/app").into_response());
    }
    answer(ended)
}

/// `POST /app/site/people/{account}/sign-out`
pub(super) async fn sign_out(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    let context = Context::of_page(&app, &admin.admin);
    answer(people::sign_out_everywhere(&context, id(&account)?).await)
}
