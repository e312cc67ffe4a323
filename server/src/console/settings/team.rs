//! *Team and chat settings*.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::console::settings::SettingsPage;
use baton_app::console::settings::frame::ForeignChange;
use baton_app::console::settings::team::{TeamChoice, TeamData, TeamForm, TeamPage, TeamPageProps};
use baton_core::id::TeamId;
use baton_core::settings::TypedWait;
use baton_store::{Basis, Saved, Space};
use http::StatusCode;
use serde::Deserialize;

use super::changed::changes;
use super::{After, Now, SettingsAdmin, basis, current, done_of, frame, may_change, redirect};
use crate::app::App;
use crate::changes::change_space;
use crate::console::Instead;
use crate::context::Context;
use crate::error::PageError;
use crate::session::StaffInSpace;

#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    version: String,
    assign_minutes: String,
    assign_seconds: String,
    reply_minutes: String,
    reply_seconds: String,
    repeat_minutes: String,
    repeat_seconds: String,
    team: String,
    #[serde(default)]
    follow: String,
}

/// `GET /app/{key}/settings/live-chat/team`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(after): Query<After>,
) -> Result<Response, Instead> {
    may_change(&app, &staff, SettingsPage::TeamAndChat).await?;
    let form = stored_form(&staff.space);
    Ok(page(&app, staff, &after, (form, Vec::new()), StatusCode::OK).await?)
}

/// `POST /app/{key}/settings/live-chat/team`
pub(super) async fn save(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Sent>,
) -> Result<Response, Instead> {
    may_change(&app, &staff, SettingsPage::TeamAndChat).await?;
    let basis = basis(&sent.version)?;
    let (mut form, team) = read(&app, sent, basis).await?;
    let (Ok(assign), Ok(reply), Ok(repeat), false) = (
        form.assign.read(),
        form.reply.read(),
        form.repeat.read_repeat(),
        form.team_is_gone,
    ) else {
        let (after, status) = (After::default(), StatusCode::UNPROCESSABLE_ENTITY);
        return Ok(page(&app, staff, &after, (form, Vec::new()), status).await?);
    };
    let follow = form.follow;
    let context = Context::of_page(&app, &staff.agent);
    let edit = move |space: &mut Space| {
        space.settings.time_to_assign = assign;
        space.settings.time_to_reply = reply;
        space.settings.team = team;
        space.settings.follow_availability = follow;
        space.settings.repeat_alerts = repeat;
    };
    match change_space(&context, staff.space.id, basis, edit).await? {
        Saved::Done { changed, .. } => {
            let path = SettingsPage::TeamAndChat.path(staff.space.key.as_str());
            Ok(redirect(&path, done_of(!changed.is_empty())))
        }
        Saved::Changed {
            current: now,
            since,
        } => {
            let staff = current(staff, now);
            form.version = staff.space.settings_version;
            let (after, status) = (After::default(), StatusCode::CONFLICT);
            Ok(page(&app, staff, &after, (form, changes(since)), status).await?)
        }
    }
}

/// What was typed, with what is wrong, and the chosen team.
async fn read(
    app: &App,
    sent: Sent,
    basis: Basis,
) -> Result<(TeamForm, Option<TeamId>), PageError> {
    let assign = TypedWait {
        minutes: sent.assign_minutes,
        seconds: sent.assign_seconds,
    };
    let reply = TypedWait {
        minutes: sent.reply_minutes,
        seconds: sent.reply_seconds,
    };
    let repeat = TypedWait {
        minutes: sent.repeat_minutes,
        seconds: sent.repeat_seconds,
    };
    let team = match sent.team.as_str() {
        "" => None,
        id => Some(id.parse::<TeamId>().map_err(|_| PageError::BadForm)?),
    };
    let teams = app.store.teams().await?;
    let is_there = |id: TeamId| teams.iter().any(|team| team.id == id);
    let form = TeamForm {
        version: match basis {
            Basis::Version(version) => version,
            Basis::Latest => 0,
        },
        assign_problem: assign.read().err(),
        reply_problem: reply.read().err(),
        repeat_problem: repeat.read_repeat().err(),
        repeat,
        assign,
        reply,
        follow: sent.follow == "on",
        team_is_gone: team.is_some_and(|team| !is_there(team)),
        team: sent.team,
    };
    Ok((form, team))
}

fn stored_form(space: &Space) -> TeamForm {
    let settings = &space.settings;
    TeamForm {
        version: space.settings_version,
        assign: TypedWait::of(settings.time_to_assign),
        reply: TypedWait::of(settings.time_to_reply),
        repeat: TypedWait::of(settings.repeat_alerts),
        team: settings
            .team
            .map(|team| team.to_string())
            .unwrap_or_default(),
        follow: settings.follow_availability,
        ..TeamForm::default()
    }
}

async fn page(
    app: &App,
    staff: StaffInSpace,
    after: &After,
    (form, changed): (TeamForm, Vec<ForeignChange>),
    status: StatusCode,
) -> Result<Response, PageError> {
    let now = Now::of(app, &staff.space).await?;
    let mut teams = Vec::new();
    for team in app.store.teams().await? {
        teams.push(TeamChoice {
            members: app.store.team_members(team.id).await?.len(),
            id: team.id,
            name: team.name,
        });
    }
    let data = TeamData {
        frame: frame(app, &staff, after).await?,
        present: now.present(&staff.space),
        settings: staff.space.settings.clone(),
        meaning: now.facts(&staff.space).availability(),
        teams,
        form,
        changed,
    };
    let head = (SettingsPage::TeamAndChat.label(), status);
    Ok(super::show(app, &staff.space, head, || {
        TeamPage(TeamPageProps { data })
    }))
}
