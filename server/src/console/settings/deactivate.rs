//! *Deactivate live chat*: asked first, then in one step.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use baton_app::console::settings::SettingsPage;
use baton_app::console::settings::frame::Done;
use baton_app::console::settings::live_chat::{
    DeactivateData, DeactivatePage, DeactivatePageProps,
};
use baton_app::console::words::settings as words;
use baton_store::Basis;
use http::StatusCode;

use super::live_chat::is_removable;
use super::{After, SettingsAdmin, frame, redirect};
use crate::app::App;
use crate::changes::deactivate;
use crate::context::Context;
use crate::error::PageError;

/// `GET /app/{key}/settings/live-chat/deactivate`
pub(super) async fn ask(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
) -> Result<Response, PageError> {
    let data = DeactivateData {
        frame: frame(&app, &staff, &After::default()).await?,
        waiting: app.store.waiting_in(staff.space.id).await?.len(),
        removable: is_removable(&staff.space),
    };
    let head = (words::DEACTIVATE, StatusCode::OK);
    Ok(super::show(&app, &staff.space, head, || {
        DeactivatePage(DeactivatePageProps { data })
    }))
}

/// `POST /app/{key}/settings/live-chat/deactivate`
pub(super) async fn carry_out(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
) -> Result<Response, PageError> {
    let context = Context::of_page(&app, &staff.agent);
    // Whatever is there is removed: that is what was confirmed.
    deactivate(&context, staff.space.id, Basis::Latest).await?;
    let path = SettingsPage::LiveChat.path(staff.space.key.as_str());
    Ok(redirect(&path, Done::Deactivated))
}
