//! The settings of a space. Each handler takes [`SettingsAdmin`], so that who is no admin of the space gets a page that
//! says so. A form carries the version that it was made from; what somebody else has changed since comes back as a page,
//! with what was typed. Every change goes through [`crate::changes`], as those of the command line do.

pub(super) mod admin;
mod audit;
pub(super) mod changed;
mod deactivate;
mod embedding;
mod features;
mod live;
mod live_chat;
mod members;
mod overview;
mod set_up;
mod team;

use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::settings::SettingsPage;
use baton_app::console::settings::frame::{Done, Frame, Present};
use baton_app::console::settings::plan::{PlanPage, PlanPageProps};
use baton_app::console::shell::SidebarData;
use baton_app::console::words::settings as words;
use baton_core::offer::TeamAvailability;
use baton_core::settings::{LiveFacts, Plan};
use baton_store::{AuditId, Basis, Space, StoreError};
use http::StatusCode;
use leptos::prelude::IntoView;
use serde::Deserialize;

use super::{Instead, space_ref, viewer};
use crate::app::App;
use crate::error::PageError;
use crate::page::{Page, PageKind, render};
use crate::routes::{Field, Pace, Route, Who};
use crate::session::StaffInSpace;
use admin::SettingsAdmin;

/// Where a site admin changes the plan.
const PLAN_PATH: &str = "/app/site/plan";
/// Room for so many origins in a form, in characters.
const ORIGINS_CHARS: usize = 8_000;
/// Room for so many escalation lines in a form, in characters.
const LINES_CHARS: usize = 20_000;

/// The settings' addresses.
pub(super) fn routes() -> Vec<Route> {
    const VERSION: Field = Field::Given("version", "0");
    let who = Who::SpaceAdmin;
    vec![
        Route::get("/app/{key}/settings", who, overview::show),
        Route::get("/app/{key}/settings/features", who, features::show),
        Route::post(
            "/app/{key}/settings/features",
            who,
            [VERSION, Field::Given("live_chat", "on")],
            features::save,
        ),
        Route::get("/app/{key}/settings/audit", who, audit::show),
        Route::get("/app/{key}/settings/members", who, members::show),
        Route::post(
            "/app/{key}/settings/members",
            who,
            [Field::Email("email"), Field::Given("role", "agent")],
            members::add,
        )
        .at_pace(Pace::Invitation),
        Route::post(
            "/app/{key}/settings/members/role",
            who,
            [
                Field::Of("account", "account"),
                Field::Given("role", "space_admin"),
            ],
            members::role,
        ),
        Route::post(
            "/app/{key}/settings/members/remove",
            who,
            [Field::Of("account", "account")],
            members::remove,
        ),
        Route::get("/app/{key}/settings/live-chat", who, live_chat::show),
        Route::get("/app/{key}/settings/live-chat/set-up", who, set_up::show),
        Route::post(
            "/app/{key}/settings/live-chat/set-up",
            who,
            [VERSION],
            set_up::create,
        ),
        Route::post(
            "/app/{key}/settings/live-chat/set-up/skill",
            who,
            [VERSION],
            set_up::add_skill,
        ),
        Route::post(
            "/app/{key}/settings/live-chat/set-up/lines",
            who,
            [VERSION, Field::Words("lines", LINES_CHARS)],
            set_up::add_lines,
        ),
        Route::get("/app/{key}/settings/live-chat/team", who, team::show),
        Route::post(
            "/app/{key}/settings/live-chat/team",
            who,
            [
                VERSION,
                Field::Typed("assign_minutes", "3"),
                Field::Typed("assign_seconds", "0"),
                Field::Typed("reply_minutes", "5"),
                Field::Typed("reply_seconds", "0"),
                Field::Typed("repeat_minutes", "1"),
                Field::Typed("repeat_seconds", "0"),
                Field::Given("team", ""),
                Field::Given("follow", "on"),
            ],
            team::save,
        ),
        Route::get(
            "/app/{key}/settings/live-chat/deactivate",
            who,
            deactivate::ask,
        ),
        Route::post(
            "/app/{key}/settings/live-chat/deactivate",
            who,
            [],
            deactivate::carry_out,
        ),
        Route::get("/app/{key}/settings/live", who, live::show),
        Route::post(
            "/app/{key}/settings/live/self-test",
            who,
            [],
            live::self_test,
        )
        .at_pace(Pace::Costly),
        Route::get("/app/{key}/settings/embedding", who, embedding::show),
        Route::post(
            "/app/{key}/settings/embedding",
            who,
            [VERSION, Field::Words("origins", ORIGINS_CHARS)],
            embedding::save,
        ),
    ]
}

/// What an address says was done just now.
#[derive(Debug, Default, Deserialize)]
struct After {
    #[serde(default)]
    done: String,
}

/// The version that a form was made from.
pub(super) fn basis(version: &str) -> Result<Basis, PageError> {
    let version: AuditId = version.parse().map_err(|_| PageError::BadForm)?;
    Ok(Basis::Version(version))
}

/// Back to a page, which says what was done.
fn redirect(path: &str, done: Done) -> Response {
    Redirect::to(&format!("{path}?done={}", done.name())).into_response()
}

/// What a save that changed something, or nothing, says.
const fn done_of(changed: bool) -> Done {
    if changed { Done::Saved } else { Done::Nothing }
}

/// What stands around a page.
async fn frame(app: &App, staff: &StaffInSpace, after: &After) -> Result<Frame, StoreError> {
    let viewer = viewer(app, staff).await?;
    Ok(Frame {
        sidebar: SidebarData::new(&space_ref(&staff.space), &staff.agent, viewer),
        done: Done::named(&after.done),
    })
}

/// Renders a page of the settings.
fn show<V: IntoView>(
    app: &App,
    space: &Space,
    (name, status): (&str, StatusCode),
    view: impl FnOnce() -> V,
) -> Response {
    let title = words::title(name, space.key.as_str());
    let mut page = Page::new(PageKind::Console { hydrated: false }, title);
    page.status = status;
    render(app, &page, view)
}

/// What a page about the present is made from.
struct Now {
    plan: Plan,
    team: Option<TeamAvailability>,
}

impl Now {
    async fn of(app: &App, space: &Space) -> Result<Self, StoreError> {
        Ok(Self {
            plan: app.store.plan().await?,
            team: app.store.team_availability(space).await?,
        })
    }

    const fn facts<'a>(&self, space: &'a Space) -> LiveFacts<'a> {
        LiveFacts {
            plan: self.plan,
            key: &space.key,
            agent: space.rovo_agent.as_ref(),
            settings: &space.settings,
            team: self.team,
        }
    }

    fn present(&self, space: &Space) -> Present {
        Present {
            obstacles: self.facts(space).offer().obstacles,
            team: space.team.as_ref().map(|team| team.name.clone()),
        }
    }
}

/// The pages of live chat may be used only on a plan that has it; else there is a page that says what is needed.
async fn in_plan(app: &App, staff: &StaffInSpace, page: SettingsPage) -> Result<(), Instead> {
    let plan = app.store.plan().await?;
    if plan.has_live_chat() {
        return Ok(());
    }
    let properties = PlanPageProps {
        frame: frame(app, staff, &After::default()).await?,
        page,
        plan,
        plan_path: PLAN_PATH,
    };
    let head = (page.label(), StatusCode::FORBIDDEN);
    let needed = show(app, &staff.space, head, || PlanPage(properties));
    Err(Instead::of(needed))
}

/// Live chat can be set up and changed only on such a plan, and while its feature is on; else there is the way to where
/// the page says so.
async fn may_change(app: &App, staff: &StaffInSpace, page: SettingsPage) -> Result<(), Instead> {
    in_plan(app, staff, page).await?;
    if staff.space.settings.feature_enabled {
        return Ok(());
    }
    let path = SettingsPage::LiveChat.path(staff.space.key.as_str());
    Err(Instead::of(Redirect::to(&path)))
}

/// The space as it is stored now, for a page that is shown again.
pub(super) fn current(staff: StaffInSpace, space: Box<Space>) -> StaffInSpace {
    StaffInSpace {
        space: *space,
        ..staff
    }
}
