//! The space among the agent's surfaces, and its scenarios.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::console::agent::{
    NewScenario, Place, SurfaceData, SurfacePage, SurfacePageProps, address,
};
use baton_core::settings::agent::{Change, ScenarioText, Surface};

use super::{After, Became, Sent, Shown, agent_of, change, frame, page};
use crate::app::App;
use crate::console::Instead;
use crate::console::settings::admin::SettingsAdmin;
use crate::error::PageError;
use crate::session::StaffInSpace;

/// `GET /app/{key}/settings/rovo/surface`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(after): Query<After>,
) -> Result<Response, Instead> {
    agent_of(&staff)?;
    let first = Shown::first(staff, &after);
    Ok(shown(&app, &first, NewScenario::default()).await?)
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
    typed: NewScenario,
) -> Result<Response, PageError> {
    match change(app, staff, sent, wanted).await? {
        Became::Answer(answer) => Ok(answer),
        Became::Again(again) => shown(app, &again, typed).await,
    }
}

/// The page; other handlers come back here, too, when the agent has changed under them.
pub(super) async fn shown(
    app: &App,
    shown: &Shown,
    typed: NewScenario,
) -> Result<Response, PageError> {
    let agent = shown.agent()?;
    let scenarios = agent.scenarios.iter();
    let data = SurfaceData {
        frame: frame(app, shown).await?,
        is_on: agent.on_surface,
        scenarios: scenarios
            .map(|one| (one.trigger.clone(), one.company()))
            .collect(),
        new: NewScenario {
            problems: shown.problems.clone(),
            is_full: shown.is_full,
            ..typed
        },
    };
    Ok(page(app, shown, || SurfacePage(SurfacePageProps { data })))
}
