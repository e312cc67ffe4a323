//! Who may see and change the settings of a space.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use baton_app::console::settings::overview::{NotAdminPage, NotAdminPageProps};
use baton_app::console::shell::SidebarData;
use baton_app::console::words::settings as words;
use baton_store::Role;
use http::StatusCode;
use http::request::Parts;

use super::show;
use crate::app::App;
use crate::console::{space_ref, viewer};
use crate::error::PageError;
use crate::session::StaffInSpace;

/// An admin of the space in the address. An agent of the space gets a page that says what is needed; everybody else the
/// same as on any page of the console.
pub(super) struct SettingsAdmin(pub(super) StaffInSpace);

impl FromRequestParts<Arc<App>> for SettingsAdmin {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let staff = StaffInSpace::from_request_parts(parts, app).await;
        let staff = staff.map_err(IntoResponse::into_response)?;
        match staff.role {
            Role::SpaceAdmin => Ok(Self(staff)),
            Role::Agent => Err(refusal(app, staff).await),
        }
    }
}

async fn refusal(app: &App, staff: StaffInSpace) -> Response {
    let viewer = match viewer(app, &staff).await {
        Ok(viewer) => viewer,
        Err(error) => return PageError::from(error).into_response(),
    };
    let sidebar = SidebarData::new(&space_ref(&staff.space), &staff.agent, viewer);
    let head = (words::NOT_ADMIN, StatusCode::FORBIDDEN);
    show(app, &staff.space, head, || {
        NotAdminPage(NotAdminPageProps { sidebar })
    })
}
