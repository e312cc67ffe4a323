//! *Live chat*: what it is now, and the ways on.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use baton_app::console::settings::SettingsPage;
use baton_app::console::settings::live_chat::{LiveChatData, LiveChatPage, LiveChatPageProps};
use baton_store::Space;
use http::StatusCode;

use super::{After, Now, SettingsAdmin, frame, in_plan};
use crate::app::App;
use crate::console::Instead;

/// `GET /app/{key}/settings/live-chat`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(after): Query<After>,
) -> Result<Response, Instead> {
    in_plan(&app, &staff, SettingsPage::LiveChat).await?;
    let now = Now::of(&app, &staff.space).await?;
    let space = &staff.space;
    let data = LiveChatData {
        frame: frame(&app, &staff, &after).await?,
        version: space.settings_version,
        present: now.present(space),
        set_up: now.facts(space).set_up(),
        enabled: space.settings.feature_enabled,
        agent: space.rovo_agent.as_ref().map(|agent| agent.name.clone()),
        removable: is_removable(space),
    };
    let head = (SettingsPage::LiveChat.label(), StatusCode::OK);
    Ok(super::show(&app, space, head, || {
        LiveChatPage(LiveChatPageProps { data })
    }))
}

/// Whether there is a skill or a line to remove.
pub(super) fn is_removable(space: &Space) -> bool {
    let agent = space.rovo_agent.as_ref();
    agent.is_some_and(|agent| agent.has_live_chat_skill() || agent.escalates_to(&space.key))
}
