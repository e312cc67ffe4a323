//! The administration of the site, for site admins; set-up and invitations, for who has the code or the link; an agent's
//! own profile. Each handler takes the extractor that its row of the table names. What follows from a change is done in
//! [`crate::people`], for the command line as well.

mod doors;
pub(super) mod log;
mod notifications;
mod people;
mod profile;
mod space;
mod spaces;
mod teams;

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::site::audit::{SiteAuditPage, SiteAuditPageProps};
use baton_app::console::site::frame::{SiteFrame, SitePage};
use baton_app::console::words::site as words;
use baton_core::limits::NAME_CHARS;
use baton_core::people::AgentRef;
use baton_store::StoreError;
use leptos::prelude::IntoView;
use serde::Deserialize;

use super::my_teams;
use crate::app::App;
use crate::error::PageError;
use crate::page::{Page, PageKind, render};
use crate::routes::{Field, Pace, Route, Who};
use crate::session::SiteAdmin;

/// The addresses.
pub(super) fn routes() -> Vec<Route> {
    const NAME: Field = Field::Words("name", NAME_CHARS);
    const ACCOUNT: Field = Field::Of("account", "account");
    let who = Who::SiteAdmin;
    vec![
        Route::get("/setup", Who::Bearer, doors::set_up_form),
        Route::post(
            "/setup",
            Who::Bearer,
            [
                Field::Password("code"),
                NAME,
                Field::Email("email"),
                Field::Password("password"),
                Field::Words("space_name", NAME_CHARS),
                Field::Typed("key", "HELP"),
            ],
            doors::set_up,
        ),
        Route::get("/app/invite/{token}", Who::Bearer, doors::invitation),
        Route::post(
            "/app/invite/{token}",
            Who::Bearer,
            [NAME, Field::Password("password")],
            doors::accept,
        ),
        Route::get("/app/profile", Who::Staff, profile::show),
        Route::post("/app/profile", Who::Staff, [NAME], profile::rename),
        Route::post(
            "/app/profile/password",
            Who::Staff,
            [Field::Password("present"), Field::Password("password")],
            profile::password,
        ),
        Route::get("/app/notifications", Who::Staff, notifications::show),
        Route::post(
            "/app/notifications",
            Who::Staff,
            [
                Field::Given("wants", "new_chat"),
                Field::Given("sound", "bell"),
                Field::Given("quiet_in_inbox", "on"),
                Field::Given("show_text", "on"),
            ],
            notifications::save,
        ),
        Route::get("/app/site", who, home),
        Route::get("/app/site/people", who, people::show),
        Route::post(
            "/app/site/people/invite",
            who,
            [
                NAME,
                Field::Email("email"),
                Field::Given("space", ""),
                Field::Given("role", "site_admin"),
            ],
            people::invite,
        )
        .at_pace(Pace::Invitation),
        Route::post(
            "/app/site/people/withdraw",
            who,
            [Field::Given("email", "nobody@example.org")],
            people::withdraw,
        ),
        Route::post(
            "/app/site/people/{account}/disable",
            who,
            [],
            people::disable,
        ),
        Route::post("/app/site/people/{account}/enable", who, [], people::enable),
        Route::post(
            "/app/site/people/{account}/site-admin",
            who,
            [],
            people::give_site,
        ),
        Route::post(
            "/app/site/people/{account}/end-site-admin",
            who,
            [],
            people::take_site,
        ),
        Route::post(
            "/app/site/people/{account}/sign-out",
            who,
            [],
            people::sign_out,
        ),
        Route::get("/app/site/teams", who, teams::list),
        Route::post("/app/site/teams", who, [NAME], teams::create),
        Route::get("/app/site/teams/{team}", who, teams::show),
        Route::post("/app/site/teams/{team}/rename", who, [NAME], teams::rename),
        Route::post("/app/site/teams/{team}/add", who, [ACCOUNT], teams::add),
        Route::post(
            "/app/site/teams/{team}/remove",
            who,
            [ACCOUNT],
            teams::remove,
        ),
        Route::get("/app/site/spaces", who, spaces::list),
        Route::post(
            "/app/site/spaces",
            who,
            [
                NAME,
                Field::Typed("key", "SALES"),
                Field::Given("time_zone", "Europe/Berlin"),
            ],
            spaces::create,
        ),
        Route::get("/app/site/spaces/{key}", who, space::show),
        Route::post(
            "/app/site/spaces/{key}",
            who,
            [
                Field::Given("version", "0"),
                NAME,
                Field::Given("time_zone", "Europe/Berlin"),
            ],
            space::save,
        ),
        Route::get("/app/site/plan", who, spaces::plan),
        Route::post(
            "/app/site/plan",
            who,
            [Field::Given("plan", "premium")],
            spaces::change_plan,
        ),
        Route::get("/app/site/audit", who, audit),
    ]
}

/// What an address says was done just now, or why it was not.
#[derive(Debug, Default, Deserialize)]
struct After {
    #[serde(default)]
    done: String,
    #[serde(default)]
    problem: String,
}

/// Why something was not done, as addresses name it.
const LAST_ADMIN: &str = "last-admin";
pub(super) const NOT_IN_TEAM: &str = "not-in-team";
pub(super) const TEAM_TOO_LARGE: &str = "team-too-large";

async fn site_frame(
    app: &App,
    me: &AgentRef,
    admin: bool,
    after: &After,
) -> Result<SiteFrame, StoreError> {
    Ok(SiteFrame {
        me: me.name.clone(),
        admin,
        teams: my_teams(app, me.id).await?,
        saved: after.done == "yes",
        problem: match after.problem.as_str() {
            LAST_ADMIN => Some(words::LAST_ADMIN),
            NOT_IN_TEAM => Some(words::NOT_IN_TEAM),
            TEAM_TOO_LARGE => Some(words::TEAM_TOO_LARGE),
            _ => None,
        },
    })
}

async fn admins_frame(
    app: &App,
    admin: &SiteAdmin,
    after: &After,
) -> Result<SiteFrame, StoreError> {
    site_frame(app, &admin.admin, true, after).await
}

pub(super) fn done(path: &str) -> Response {
    Redirect::to(&format!("{path}?done=yes")).into_response()
}

pub(super) fn not_done(path: &str, problem: &str) -> Response {
    Redirect::to(&format!("{path}?problem={problem}")).into_response()
}

fn page<V: IntoView>(app: &App, name: &str, view: impl FnOnce() -> V) -> Response {
    let page = Page::new(PageKind::Console { hydrated: false }, words::title(name));
    render(app, &page, view)
}

/// A page for who has no session yet.
fn door<V: IntoView>(app: &App, name: &str, view: impl FnOnce() -> V) -> Response {
    render(app, &Page::new(PageKind::Door, words::title(name)), view)
}

/// `GET /app/site`
async fn home(_: SiteAdmin) -> Redirect {
    Redirect::to(SitePage::People.path())
}

/// `GET /app/site/audit`
async fn audit(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Query(asked): Query<log::Asked>,
) -> Result<Response, PageError> {
    let path = SitePage::Audit.path().to_owned();
    let properties = SiteAuditPageProps {
        frame: admins_frame(&app, &admin, &After::default()).await?,
        data: log::data(&app, path, asked, None).await?,
    };
    Ok(page(&app, words::AUDIT, || SiteAuditPage(properties)))
}
