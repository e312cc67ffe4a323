//! *Is it live?*, with the self-test.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::settings::SettingsPage;
use baton_app::console::settings::live::{LastTest, LiveData, LiveMember, LivePage, LivePageProps};
use baton_core::limits::TEAM_MEMBERS;
use baton_core::settings::MemberState;
use baton_core::time::Time;
use baton_store::{Space, StoreError, TeamMember};
use http::StatusCode;

use super::{After, Now, PLAN_PATH, SettingsAdmin, frame, in_plan};
use crate::app::App;
use crate::console::Instead;
use crate::error::PageError;
use crate::realtime::thought::for_self_test;

/// `GET /app/{key}/settings/live`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
) -> Result<Response, PageError> {
    let space = &staff.space;
    let now = Now::of(&app, space).await?;
    let facts = now.facts(space);
    let last = app.store.last_self_test(space.id).await?;
    let data = LiveData {
        frame: frame(&app, &staff, &After::default()).await?,
        open: facts.offer().is_open(),
        checks: facts.checks(),
        plan: now.plan,
        plan_path: PLAN_PATH,
        team: space
            .team
            .as_ref()
            .map(|team| (team.name.clone(), now.team.unwrap_or_default().members)),
        meaning: facts.availability(),
        enabled: space.settings.feature_enabled,
        members: members(&app, space).await?,
        last: last.map(|last| LastTest {
            by: last.by,
            at: last.at,
            report: last.report,
        }),
    };
    let head = (SettingsPage::IsItLive.label(), StatusCode::OK);
    Ok(super::show(&app, space, head, || {
        LivePage(LivePageProps { data })
    }))
}

/// `POST /app/{key}/settings/live/self-test`
pub(super) async fn self_test(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
) -> Result<Response, Instead> {
    in_plan(&app, &staff, SettingsPage::IsItLive).await?;
    let rovo = for_self_test(&app, staff.space.id).await?;
    app.store
        .self_test(staff.space.id, &staff.agent, rovo)
        .await?;
    let path = SettingsPage::IsItLive.path(staff.space.key.as_str());
    Ok(Redirect::to(&format!("{path}#self-test")).into_response())
}

/// The mapped team's members, as many as count.
async fn members(app: &App, space: &Space) -> Result<Vec<LiveMember>, StoreError> {
    let Some(team) = &space.team else {
        return Ok(Vec::new());
    };
    let now = app.store.now().await?;
    let members = app.store.team_members(team.id).await?;
    let shown = members.into_iter().take(TEAM_MEMBERS);
    Ok(shown
        .map(|member| LiveMember {
            state: state_of(&member, now),
            name: member.name,
        })
        .collect())
}

fn state_of(member: &TeamMember, now: Time) -> MemberState {
    let is_present = member.present_until.is_some_and(|until| until > now);
    MemberState::of(member.marked_available, is_present, member.reach)
}
