//! *Settings*: the list of its pages.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use baton_app::console::settings::overview::{OverviewPage, OverviewPageProps};
use baton_app::console::words::settings as words;
use http::StatusCode;

use super::{After, Now, SettingsAdmin, frame};
use crate::app::App;
use crate::error::PageError;

/// `GET /app/{key}/settings`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
) -> Result<Response, PageError> {
    let now = Now::of(&app, &staff.space).await?;
    let properties = OverviewPageProps {
        frame: frame(&app, &staff, &After::default()).await?,
        present: now.present(&staff.space),
    };
    let head = (words::SETTINGS, StatusCode::OK);
    Ok(super::show(&app, &staff.space, head, || {
        OverviewPage(properties)
    }))
}
