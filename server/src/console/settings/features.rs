//! *Features*: the toggle that opens and closes the pages of live chat.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::console::settings::SettingsPage;
use baton_app::console::settings::features::{FeaturesData, FeaturesPage, FeaturesPageProps};
use baton_app::console::settings::frame::ForeignChange;
use baton_core::settings::SetUp;
use baton_store::{Saved, Space};
use http::StatusCode;
use serde::Deserialize;

use super::changed::changes;
use super::live_chat::is_removable;
use super::{After, Now, SettingsAdmin, basis, current, done_of, frame, redirect};
use crate::app::App;
use crate::changes::change_space;
use crate::context::Context;
use crate::error::PageError;
use crate::session::StaffInSpace;

#[derive(Debug, Deserialize)]
pub(super) struct Toggle {
    version: String,
    live_chat: String,
}

/// `GET /app/{key}/settings/features`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    page(&app, staff, &after, Vec::new(), StatusCode::OK).await
}

/// `POST /app/{key}/settings/features`
pub(super) async fn save(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Toggle>,
) -> Result<Response, PageError> {
    let enabled = match sent.live_chat.as_str() {
        "on" => true,
        "off" => false,
        _ => return Err(PageError::BadForm),
    };
    let context = Context::of_page(&app, &staff.agent);
    let edit = move |space: &mut Space| space.settings.feature_enabled = enabled;
    match change_space(&context, staff.space.id, basis(&sent.version)?, edit).await? {
        Saved::Done { changed, .. } => {
            let path = SettingsPage::Features.path(staff.space.key.as_str());
            Ok(redirect(&path, done_of(!changed.is_empty())))
        }
        Saved::Changed {
            current: now,
            since,
        } => {
            let staff = current(staff, now);
            let after = After::default();
            page(&app, staff, &after, changes(since), StatusCode::CONFLICT).await
        }
    }
}

async fn page(
    app: &App,
    staff: StaffInSpace,
    after: &After,
    changed: Vec<ForeignChange>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let now = Now::of(app, &staff.space).await?;
    let data = FeaturesData {
        frame: frame(app, &staff, after).await?,
        version: staff.space.settings_version,
        enabled: staff.space.settings.feature_enabled,
        active: now.facts(&staff.space).set_up() == SetUp::Active,
        removable: is_removable(&staff.space),
        changed,
    };
    let head = (SettingsPage::Features.label(), status);
    Ok(super::show(app, &staff.space, head, || {
        FeaturesPage(FeaturesPageProps { data })
    }))
}
