//! Name and prompt.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Response};
use baton_app::console::agent::{Place, PromptData, PromptPage, PromptPageProps};
use baton_core::settings::agent::{Change, Problem};
use baton_core::settings::suggested_escalation_line;
use http::StatusCode;

use super::{After, Became, Sent, agent_of, change, frame, now, page};
use crate::app::App;
use crate::console::settings::admin::SettingsAdmin;
use crate::error::PageError;
use crate::session::StaffInSpace;

/// The fields, as typed.
struct Typed {
    name: String,
    instructions: String,
    lines: String,
}

/// `GET /app/{key}/settings/rovo`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    let agent = match agent_of(&staff) {
        Ok(agent) => agent,
        Err(instead) => return Ok(instead.into_response()),
    };
    let typed = Typed {
        name: agent.name.clone(),
        instructions: agent.instructions.clone(),
        lines: agent.escalation_lines.join("\n"),
    };
    shown(
        &app,
        &staff,
        typed,
        (Vec::new(), false),
        (after.sentence(), StatusCode::OK),
    )
    .await
}

/// `POST /app/{key}/settings/rovo`
pub(super) async fn save(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let sent = Sent(sent);
    let typed = Typed {
        name: sent.text("name").to_owned(),
        instructions: sent.text("instructions").to_owned(),
        lines: sent.text("lines").to_owned(),
    };
    let wanted = Change::Prompt {
        name: typed.name.clone(),
        instructions: typed.instructions.clone(),
        lines: typed.lines.clone(),
    };
    let action = Place::Prompt.path(staff.space.key.as_str());
    match change(&app, &staff, &sent, (wanted, Place::Prompt, action)).await? {
        Became::Answer(answer) => Ok(answer),
        Became::Wrong(problems) => {
            let head = (None, StatusCode::UNPROCESSABLE_ENTITY);
            shown(&app, &staff, typed, (problems, false), head).await
        }
        Became::Full => Err(PageError::BadForm),
        Became::Stale(space) => {
            let head = (None, StatusCode::CONFLICT);
            shown(&app, &now(staff, space), typed, (Vec::new(), true), head).await
        }
    }
}

async fn shown(
    app: &App,
    staff: &StaffInSpace,
    typed: Typed,
    (problems, is_stale): (Vec<Problem>, bool),
    (done, status): (Option<&'static str>, StatusCode),
) -> Result<Response, PageError> {
    let agent = staff.space.rovo_agent.as_ref().ok_or(PageError::NotFound)?;
    let key = &staff.space.key;
    let mut frame = frame(app, (staff, agent), done).await?;
    frame.is_stale = is_stale;
    let data = PromptData {
        frame,
        name: typed.name,
        instructions: typed.instructions,
        lines: typed.lines,
        problems,
        suggested: (!agent.escalates_to(key)).then(|| suggested_escalation_line(key)),
    };
    Ok(page(app, staff, status, || {
        PromptPage(PromptPageProps { data })
    }))
}
