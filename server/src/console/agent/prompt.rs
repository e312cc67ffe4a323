//! Name and prompt.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::console::agent::{Place, PromptData, PromptPage, PromptPageProps};
use baton_core::settings::agent::Change;
use baton_core::settings::suggested_escalation_line;

use super::{After, Became, Sent, Shown, agent_of, change, frame, page};
use crate::app::App;
use crate::console::Instead;
use crate::console::settings::admin::SettingsAdmin;
use crate::error::PageError;

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
) -> Result<Response, Instead> {
    let agent = agent_of(&staff)?;
    let typed = Typed {
        name: agent.name.clone(),
        instructions: agent.instructions.clone(),
        lines: agent.escalation_lines.join("\n"),
    };
    let first = Shown::first(staff, &after);
    Ok(shown(&app, &first, typed).await?)
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
    match change(&app, staff, &sent, (wanted, Place::Prompt, action)).await? {
        Became::Answer(answer) => Ok(answer),
        Became::Again(again) => shown(&app, &again, typed).await,
    }
}

async fn shown(app: &App, shown: &Shown, typed: Typed) -> Result<Response, PageError> {
    let (agent, key) = (shown.agent()?, &shown.staff.space.key);
    let data = PromptData {
        frame: frame(app, shown).await?,
        name: typed.name,
        instructions: typed.instructions,
        lines: typed.lines,
        problems: shown.problems.clone(),
        suggested: (!agent.escalates_to(key)).then(|| suggested_escalation_line(key)),
    };
    Ok(page(app, shown, || PromptPage(PromptPageProps { data })))
}
