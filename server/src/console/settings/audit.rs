//! *Audit log* of one space.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use baton_app::console::settings::SettingsPage;
use baton_app::console::site::audit::{SpaceAuditPage, SpaceAuditPageProps};
use http::StatusCode;

use super::{After, SettingsAdmin, frame};
use crate::app::App;
use crate::console::site::log::{Asked, data};
use crate::error::PageError;

/// `GET /app/{key}/settings/audit`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let path = SettingsPage::Audit.path(staff.space.key.as_str());
    let properties = SpaceAuditPageProps {
        frame: frame(&app, &staff, &After::default()).await?,
        data: data(&app, path, asked, Some(&staff.space)).await?,
    };
    let head = (SettingsPage::Audit.label(), StatusCode::OK);
    Ok(super::show(&app, &staff.space, head, || {
        SpaceAuditPage(properties)
    }))
}
