//! The space among the agent's surfaces, and its scenarios.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Response};
use baton_app::console::agent::{
    NewScenario, Place, SurfaceData, SurfacePage, SurfacePageProps, address,
};
use baton_core::settings::agent::{Change, ScenarioText, Surface};
use http::StatusCode;

use super::{After, Became, Sent, agent_of, change, frame, now, page};
use crate::app::App;
use crate::console::settings::admin::SettingsAdmin;
use crate::error::PageError;
use crate::session::StaffInSpace;

/// `GET /app/{key}/settings/rovo/surface`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    if let Err(instead) = agent_of(&staff) {
        return Ok(instead.into_response());
    }
    shown(
        &app,
        &staff,
        (NewScenario::default(), false),
        (after.sentence(), StatusCode::OK),
    )
    .await
}

/// `POST /app/{key}/settings/rovo/surface`
pub(super) async fn save(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let sent = Sent(sent);
    let surface = match sent.text("surface") {
        "on" => Surface::On,
        "off" => Surface::Off,
        _ => return Err(PageError::BadForm),
    };
    let action = Place::Surface.path(staff.space.key.as_str());
    let wanted = (Change::Surface(surface), Place::Surface, action);
    answered(&app, staff, &sent, wanted, NewScenario::default()).await
}

/// `POST /app/{key}/settings/rovo/scenarios`
pub(super) async fn add_scenario(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let sent = Sent(sent);
    let typed = NewScenario {
        name: sent.text("name").to_owned(),
        trigger: sent.text("trigger").to_owned(),
        ..NewScenario::default()
    };
    let change = Change::AddScenario(ScenarioText {
        name: typed.name.clone(),
        trigger: typed.trigger.clone(),
        instructions: String::new(),
    });
    let action = address(staff.space.key.as_str(), "/scenarios");
    answered(&app, staff, &sent, (change, Place::Surface, action), typed).await
}

async fn answered(
    app: &Arc<App>,
    staff: StaffInSpace,
    sent: &Sent,
    wanted: (Change, Place, String),
    mut typed: NewScenario,
) -> Result<Response, PageError> {
    let became = change(app, &staff, sent, wanted).await?;
    let unprocessable = (None, StatusCode::UNPROCESSABLE_ENTITY);
    match became {
        Became::Answer(answer) => Ok(answer),
        Became::Wrong(problems) => {
            typed.problems = problems;
            shown(app, &staff, (typed, false), unprocessable).await
        }
        Became::Full => {
            typed.is_full = true;
            shown(app, &staff, (typed, false), unprocessable).await
        }
        Became::Stale(space) => {
            let head = (None, StatusCode::CONFLICT);
            shown(app, &now(staff, space), (typed, true), head).await
        }
    }
}

/// The page; other handlers come back here, too, when the agent has changed under them.
pub(super) async fn shown(
    app: &App,
    staff: &StaffInSpace,
    (new, is_stale): (NewScenario, bool),
    (done, status): (Option<&'static str>, StatusCode),
) -> Result<Response, PageError> {
    let agent = staff.space.rovo_agent.as_ref().ok_or(PageError::NotFound)?;
    let mut frame = frame(app, (staff, agent), done).await?;
    frame.is_stale = is_stale;
    let scenarios = agent.scenarios.iter();
    let data = SurfaceData {
        frame,
        is_on: agent.on_surface,
        scenarios: scenarios
            .map(|one| (one.trigger.clone(), one.company()))
            .collect(),
        new,
    };
    Ok(page(app, staff, status, || {
        SurfacePage(SurfacePageProps { data })
    }))
}
