//! The Rovo agent's pages. A form says from which version of the settings it was made; what it changes is decided in core
//! on what is stored at that moment. A change that would stop live chat is asked about first. Every change goes through
//! [`crate::changes`], so it is recorded, heard of at once, and nobody waits where nobody will come.

mod prompt;
mod scenario;
mod surface;
mod test_pane;

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::agent::{AgentFrame, ConfirmData, ConfirmPage, ConfirmPageProps, Place};
use baton_app::console::settings::SettingsPage;
use baton_app::console::settings::frame::ForeignChange;
use baton_app::console::shell::SidebarData;
use baton_app::console::words::agent as words;
use baton_core::limits::{MESSAGE_CHARS, NAME_CHARS};
use baton_core::settings::RovoAgent;
use baton_core::settings::agent::{
    Change, INSTRUCTIONS_CHARS, LINE_CHARS, LINES, Problem, Refused, TRIGGER_CHARS, missing,
    stops_live_chat,
};
use baton_store::{Saved, Space};
use http::StatusCode;
use leptos::prelude::IntoView;

use super::settings::changed::changes;
use super::settings::{basis, current};
use super::{Instead, space_ref, viewer};
use crate::app::App;
use crate::changes::change_space;
use crate::context::Context;
use crate::error::PageError;
use crate::page::{Page, PageKind, render};
use crate::routes::{Field, Pace, Route, Who};
use crate::session::StaffInSpace;

/// The addresses of the agent's pages.
pub(super) fn routes() -> Vec<Route> {
    const VERSION: Field = Field::Given("version", "0");
    const CONFIRM: Field = Field::Given("confirm", "");
    let who = Who::SpaceAdmin;
    let scenario = [
        VERSION,
        Field::Words("name", NAME_CHARS),
        Field::Words("trigger", TRIGGER_CHARS),
        Field::Words("instructions", INSTRUCTIONS_CHARS),
        Field::Given("knowledge", "all"),
        Field::Given("article", ""),
    ];
    vec![
        Route::get("/app/{key}/settings/rovo", who, prompt::show),
        Route::post(
            "/app/{key}/settings/rovo",
            who,
            [
                VERSION,
                CONFIRM,
                Field::Words("name", NAME_CHARS),
                Field::Words("instructions", INSTRUCTIONS_CHARS),
                Field::Words("lines", LINES * LINE_CHARS),
            ],
            prompt::save,
        ),
        Route::get("/app/{key}/settings/rovo/surface", who, surface::show),
        Route::post(
            "/app/{key}/settings/rovo/surface",
            who,
            [VERSION, CONFIRM, Field::Given("surface", "on")],
            surface::save,
        ),
        Route::post(
            "/app/{key}/settings/rovo/scenarios",
            who,
            [
                VERSION,
                Field::Words("name", NAME_CHARS),
                Field::Words("trigger", TRIGGER_CHARS),
            ],
            surface::add_scenario,
        ),
        Route::get(
            "/app/{key}/settings/rovo/scenarios/{scenario}",
            who,
            scenario::show,
        ),
        Route::post(
            "/app/{key}/settings/rovo/scenarios/{scenario}",
            who,
            scenario,
            scenario::save,
        ),
        Route::post(
            "/app/{key}/settings/rovo/scenarios/{scenario}/move",
            who,
            [VERSION, Field::Given("to", "later")],
            scenario::move_it,
        ),
        Route::post(
            "/app/{key}/settings/rovo/scenarios/{scenario}/delete",
            who,
            [VERSION, CONFIRM],
            scenario::delete,
        ),
        Route::post(
            "/app/{key}/settings/rovo/scenarios/{scenario}/skill",
            who,
            [VERSION, CONFIRM, Field::Given("skill", "add")],
            scenario::skill,
        ),
        Route::get("/app/{key}/settings/rovo/test", who, test_pane::show),
        Route::post(
            "/app/{key}/settings/rovo/test",
            who,
            [Field::Words("said", MESSAGE_CHARS)],
            test_pane::ask,
        )
        .at_pace(Pace::Costly),
    ]
}

/// What a form sent: names with values, a name as often as it was sent.
pub(super) struct Sent(pub(super) Vec<(String, String)>);

impl Sent {
    /// The first value of a name; empty where there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        let first = self.0.iter().find(|(sent, _)| sent == name);
        first.map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let of_name = self.0.iter().filter(move |(sent, _)| sent == name);
        of_name.map(|(_, value)| value.as_str())
    }

    fn is_confirmed(&self) -> bool {
        self.text("confirm") == "yes"
    }
}

/// What an address says was done just now.
#[derive(Debug, Default, serde::Deserialize)]
struct After {
    #[serde(default)]
    done: String,
}

impl After {
    fn sentence(&self) -> Option<&'static str> {
        match self.done.as_str() {
            "saved" => Some(words::SAVED),
            "stopped" => Some(words::STOPPED),
            "started" => Some(words::STARTED),
            _ => None,
        }
    }
}

/// A page of the agent, as it is to be shown: at first, or again after a form that was not taken.
struct Shown {
    /// Who reads, and the space as it is now.
    staff: StaffInSpace,
    /// What was done just now.
    done: Option<&'static str>,
    /// What is wrong with which field.
    problems: Vec<Problem>,
    /// Whether there are too many scenarios for another.
    is_full: bool,
    /// What somebody else has changed since the form was opened, so that nothing was saved.
    changed: Vec<ForeignChange>,
    status: StatusCode,
}

impl Shown {
    /// The page at first.
    fn first(staff: StaffInSpace, after: &After) -> Self {
        Self {
            staff,
            done: after.sentence(),
            problems: Vec::new(),
            is_full: false,
            changed: Vec::new(),
            status: StatusCode::OK,
        }
    }

    /// The page again.
    fn again(staff: StaffInSpace, status: StatusCode) -> Self {
        Self {
            status,
            ..Self::first(staff, &After::default())
        }
    }

    fn agent(&self) -> Result<&RovoAgent, PageError> {
        let agent = self.staff.space.rovo_agent.as_ref();
        agent.ok_or(PageError::NotFound)
    }
}

/// What became of a form.
enum Became {
    /// It is done, or asked about: this is the answer.
    Answer(Response),
    /// It was not taken: its page is shown again.
    Again(Box<Shown>),
}

/// The space's agent; else the way to where one is made.
fn agent_of(staff: &StaffInSpace) -> Result<&RovoAgent, Instead> {
    let path = || SettingsPage::LiveChat.path(staff.space.key.as_str());
    let agent = staff.space.rovo_agent.as_ref();
    agent.ok_or_else(|| Instead::of(Redirect::to(&path())))
}

/// What stands around a page.
async fn frame(app: &App, shown: &Shown) -> Result<AgentFrame, PageError> {
    let (staff, agent) = (&shown.staff, shown.agent()?);
    let viewer = viewer(app, staff).await?;
    Ok(AgentFrame {
        sidebar: SidebarData::new(&space_ref(&staff.space), &staff.agent, viewer),
        agent: agent.name.clone(),
        scenarios: agent
            .scenarios
            .iter()
            .map(|scenario| scenario.name.clone())
            .collect(),
        version: staff.space.settings_version.to_string(),
        done: shown.done,
        changed: shown.changed.clone(),
    })
}

/// Makes a change: checked on what is stored at that moment, confirmed where it stops live chat.
async fn change(
    app: &Arc<App>,
    staff: StaffInSpace,
    sent: &Sent,
    (change, place, action): (Change, Place, String),
) -> Result<Became, PageError> {
    let basis = basis(sent.text("version"))?;
    let Some(agent) = staff.space.rovo_agent.clone() else {
        return Err(PageError::NotFound);
    };
    let key = staff.space.key.clone();
    let in_plan = app.store.plan().await?.has_live_chat();
    if let Ok(after) = agent.changed(&change) {
        let obstacles = stops_live_chat(Some(&agent), Some(&after), &key);
        // Without the plan nobody can ask for a person, so that nothing is stopped.
        if in_plan && !obstacles.is_empty() && !sent.is_confirmed() {
            let shown = Shown::again(staff, StatusCode::OK);
            let data = ConfirmData {
                frame: frame(app, &shown).await?,
                place,
                action,
                fields: sent.0.clone(),
                obstacles,
                waiting: app.store.waiting_in(shown.staff.space.id).await?.len(),
            };
            return Ok(Became::Answer(page(app, &shown, || {
                ConfirmPage(ConfirmPageProps { data })
            })));
        }
    }
    let context = Context::of_page(app, &staff.agent);
    let mut refused = None;
    let edit = |space: &mut Space| {
        if let Some(agent) = &space.rovo_agent {
            match agent.changed(&change) {
                Ok(after) => space.rovo_agent = Some(after),
                Err(why) => refused = Some(why),
            }
        }
    };
    let saved = change_space(&context, staff.space.id, basis, edit).await?;
    let shown = match (refused, saved) {
        (Some(Refused::Wrong(problems)), _) => Shown {
            problems,
            ..Shown::again(staff, StatusCode::UNPROCESSABLE_ENTITY)
        },
        (Some(Refused::TooManyScenarios), _) => Shown {
            is_full: true,
            ..Shown::again(staff, StatusCode::UNPROCESSABLE_ENTITY)
        },
        (Some(Refused::NoSuchScenario), _) => return Err(PageError::NotFound),
        (Some(Refused::DefaultStays), _) => return Err(PageError::BadForm),
        (
            None,
            Saved::Changed {
                current: now,
                since,
            },
        ) => Shown {
            changed: changes(since),
            ..Shown::again(current(staff, now), StatusCode::CONFLICT)
        },
        (None, Saved::Done { space, .. }) => {
            let is_active = |agent: Option<&RovoAgent>| in_plan && missing(agent, &key).is_empty();
            let done = match (
                is_active(Some(&agent)),
                is_active(space.rovo_agent.as_ref()),
            ) {
                (true, false) => "stopped",
                (false, true) => "started",
                _ => "saved",
            };
            let path = place.path(key.as_str());
            let answer = Redirect::to(&format!("{path}?done={done}"));
            return Ok(Became::Answer(answer.into_response()));
        }
    };
    Ok(Became::Again(Box::new(shown)))
}

/// Renders a page.
fn page<V: IntoView>(app: &App, shown: &Shown, view: impl FnOnce() -> V) -> Response {
    let key = &shown.staff.space.key;
    let title = format!("{} · {key}", SettingsPage::RovoAgent.label());
    let mut page = Page::new(PageKind::Console { hydrated: false }, title);
    page.status = shown.status;
    render(app, &page, view)
}
