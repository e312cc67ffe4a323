//! *Members*: who works in the space, and as what.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::console::settings::SettingsPage;
use baton_app::console::settings::frame::Done;
use baton_app::console::site::members::{MemberLine, MembersData, MembersPage, MembersPageProps};
use baton_app::console::words::site as words;
use baton_core::id::AccountId;
use baton_core::staff;
use baton_store::Role;
use http::StatusCode;
use serde::Deserialize;

use super::{After, SettingsAdmin, frame, redirect};
use crate::app::App;
use crate::context::Context;
use crate::error::PageError;
use crate::people;
use crate::session::StaffInSpace;

#[derive(Deserialize)]
pub(super) struct New {
    email: String,
    role: String,
}

#[derive(Deserialize)]
pub(super) struct Change {
    account: String,
    #[serde(default)]
    role: String,
}

fn role_named(name: &str) -> Result<Role, PageError> {
    match name {
        "agent" => Ok(Role::Agent),
        "space_admin" => Ok(Role::SpaceAdmin),
        _ => Err(PageError::BadForm),
    }
}

/// `GET /app/{key}/settings/members`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    page(&app, &staff, &after, String::new(), None).await
}

/// `POST /app/{key}/settings/members`: somebody who has an account joins the space.
pub(super) async fn add(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<New>,
) -> Result<Response, PageError> {
    let role = role_named(&sent.role)?;
    let after = After::default();
    let Some(email) = staff::email(&sent.email) else {
        let problem = Some(words::EMAIL_INVALID);
        return page(&app, &staff, &after, sent.email, problem).await;
    };
    let Some(account) = app.store.account_by_email(&email).await? else {
        let problem = Some(words::NO_SUCH_ACCOUNT);
        return page(&app, &staff, &after, sent.email, problem).await;
    };
    give(&app, &staff, account.id, Some(role)).await
}

/// `POST /app/{key}/settings/members/role`
pub(super) async fn role(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Change>,
) -> Result<Response, PageError> {
    let role = role_named(&sent.role)?;
    let account = member(&app, &staff, &sent.account).await?;
    give(&app, &staff, account, Some(role)).await
}

/// `POST /app/{key}/settings/members/remove`
pub(super) async fn remove(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Change>,
) -> Result<Response, PageError> {
    let account = member(&app, &staff, &sent.account).await?;
    give(&app, &staff, account, None).await
}

/// The account, if it is a member of the space.
async fn member(app: &App, staff: &StaffInSpace, id: &str) -> Result<AccountId, PageError> {
    let id: AccountId = id.parse().map_err(|_| PageError::BadForm)?;
    let members = app.store.members(staff.space.id).await?;
    let known = members.iter().any(|member| member.account.id == id);
    known.then_some(id).ok_or(PageError::NotFound)
}

async fn give(
    app: &Arc<App>,
    staff: &StaffInSpace,
    account: AccountId,
    role: Option<Role>,
) -> Result<Response, PageError> {
    let context = Context::of_page(app, &staff.agent);
    people::set_role(&context, staff.space.id, account, role).await?;
    let path = SettingsPage::Members.path(staff.space.key.as_str());
    Ok(redirect(&path, Done::Saved))
}

async fn page(
    app: &App,
    staff: &StaffInSpace,
    after: &After,
    email: String,
    email_problem: Option<&'static str>,
) -> Result<Response, PageError> {
    let members = app.store.members(staff.space.id).await?;
    let line = |member: baton_store::Member| MemberLine {
        id: member.account.id,
        name: member.account.name,
        email: member.account.email,
        admin: member.role == Role::SpaceAdmin,
        disabled: member.account.disabled,
    };
    let data = MembersData {
        frame: frame(app, staff, after).await?,
        members: members.into_iter().map(line).collect(),
        email,
        email_problem,
    };
    let head = (SettingsPage::Members.label(), StatusCode::OK);
    Ok(super::show(app, &staff.space, head, || {
        MembersPage(MembersPageProps { data })
    }))
}
