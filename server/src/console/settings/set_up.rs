//! *Set up live chat*, both ways: in one step where there is no Rovo agent, else *Add skill* and then the line.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::settings::SettingsPage;
use baton_app::console::settings::frame::{Done, ForeignChange, set_up_path};
use baton_app::console::settings::set_up::{SetUpData, SetUpPage, SetUpPageProps};
use baton_app::console::words::settings as words;
use baton_core::settings::{LinesProblem, suggested_escalation_line, with_lines};
use baton_store::{Basis, Saved, Space};
use http::StatusCode;
use serde::Deserialize;

use super::changed::changes;
use super::{After, Now, SettingsAdmin, basis, current, frame, may_change, redirect};
use crate::app::App;
use crate::changes::{activate, change_space};
use crate::console::Instead;
use crate::context::Context;
use crate::error::PageError;
use crate::session::StaffInSpace;
use baton_core::settings::SetUp;

#[derive(Debug, Deserialize)]
pub(super) struct Made {
    version: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Lines {
    version: String,
    lines: String,
}

/// What stands in the second step's field.
#[derive(Default)]
struct Typed {
    text: Option<String>,
    problem: Option<LinesProblem>,
    changed: Vec<ForeignChange>,
}

/// `GET /app/{key}/settings/live-chat/set-up`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(after): Query<After>,
) -> Result<Response, Instead> {
    may_change(&app, &staff, SettingsPage::LiveChat).await?;
    Ok(page(&app, staff, &after, Typed::default(), StatusCode::OK).await?)
}

/// `POST /app/{key}/settings/live-chat/set-up`
pub(super) async fn create(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Made>,
) -> Result<Response, Instead> {
    basis(&sent.version)?;
    may_change(&app, &staff, SettingsPage::LiveChat).await?;
    if staff.space.rovo_agent.is_some() {
        // Somebody made one meanwhile: its own page says what is left to do.
        let path = set_up_path(staff.space.key.as_str());
        return Ok(Redirect::to(&path).into_response());
    }
    let context = Context::of_page(&app, &staff.agent);
    activate(&context, staff.space.id, Basis::Latest).await?;
    let path = SettingsPage::LiveChat.path(staff.space.key.as_str());
    Ok(redirect(&path, Done::Activated))
}

/// `POST /app/{key}/settings/live-chat/set-up/skill`
pub(super) async fn add_skill(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Made>,
) -> Result<Response, Instead> {
    basis(&sent.version)?;
    may_change(&app, &staff, SettingsPage::LiveChat).await?;
    let context = Context::of_page(&app, &staff.agent);
    // It only adds, so it takes nothing away from what somebody else has changed meanwhile.
    let edit = |space: &mut Space| {
        if let Some(agent) = &mut space.rovo_agent {
            agent.add_live_chat_skill();
        }
    };
    let saved = change_space(&context, staff.space.id, Basis::Latest, edit).await?;
    Ok(onwards(&app, &staff, saved).await?)
}

/// `POST /app/{key}/settings/live-chat/set-up/lines`
pub(super) async fn add_lines(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Lines>,
) -> Result<Response, Instead> {
    let basis = basis(&sent.version)?;
    may_change(&app, &staff, SettingsPage::LiveChat).await?;
    let Some(agent) = &staff.space.rovo_agent else {
        return Err(PageError::BadForm.into());
    };
    let lines = match with_lines(&agent.escalation_lines, &sent.lines, &staff.space.key) {
        Ok(lines) => lines,
        Err(problem) => {
            let typed = Typed {
                text: Some(sent.lines),
                problem: Some(problem),
                changed: Vec::new(),
            };
            let (after, status) = (After::default(), StatusCode::UNPROCESSABLE_ENTITY);
            return Ok(page(&app, staff, &after, typed, status).await?);
        }
    };
    let context = Context::of_page(&app, &staff.agent);
    let edit = move |space: &mut Space| {
        if let Some(agent) = &mut space.rovo_agent {
            agent.escalation_lines = lines;
        }
    };
    match change_space(&context, staff.space.id, basis, edit).await? {
        Saved::Changed {
            current: now,
            since,
        } => {
            let typed = Typed {
                text: Some(sent.lines),
                problem: None,
                changed: changes(since),
            };
            let staff = current(staff, now);
            Ok(page(&app, staff, &After::default(), typed, StatusCode::CONFLICT).await?)
        }
        saved => Ok(onwards(&app, &staff, saved).await?),
    }
}

/// To the Live chat page when everything is there, else to what is left.
async fn onwards(app: &App, staff: &StaffInSpace, saved: Saved) -> Result<Response, PageError> {
    let key = staff.space.key.as_str();
    let (Saved::Done { space, .. } | Saved::Changed { current: space, .. }) = saved;
    let now = Now::of(app, &space).await?;
    Ok(match now.facts(&space).set_up() {
        SetUp::Active => redirect(&SettingsPage::LiveChat.path(key), Done::Activated),
        _ => redirect(&set_up_path(key), Done::Saved),
    })
}

async fn page(
    app: &App,
    staff: StaffInSpace,
    after: &After,
    typed: Typed,
    status: StatusCode,
) -> Result<Response, PageError> {
    let space = &staff.space;
    let Some(agent) = &space.rovo_agent else {
        let path = SettingsPage::LiveChat.path(space.key.as_str());
        return Ok(Redirect::to(&path).into_response());
    };
    let is_ours = |line: &&String| baton_core::settings::is_live_chat_line(line, &space.key);
    let data = SetUpData {
        frame: frame(app, &staff, after).await?,
        version: space.settings_version,
        has_skill: agent.has_live_chat_skill() && agent.on_surface,
        lines: agent
            .escalation_lines
            .iter()
            .filter(is_ours)
            .cloned()
            .collect(),
        typed: typed
            .text
            .unwrap_or_else(|| suggested_escalation_line(&space.key)),
        problem: typed.problem,
        changed: typed.changed,
    };
    let head = (words::SET_UP, status);
    Ok(super::show(app, space, head, || {
        SetUpPage(SetUpPageProps { data })
    }))
}
