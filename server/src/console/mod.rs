//! The pages of staff, under `/app/`: sign-in, the list of spaces, the *Live chat inbox*, work items. Each handler of a
//! space takes [`StaffInSpace`], so that who has no business there gets the same answer as for a space that does not
//! exist. What the pages look like is made in `baton_app`; what an agent may do is decided in `baton_core`.

mod account;
mod inbox;
mod item;
mod items;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use baton_app::console::model::{SpaceRef, Standing, Viewer};
use baton_core::people::AgentRef;
use baton_store::{Role, Space, StoreError};

use crate::app::App;
use crate::session::StaffInSpace;

/// The console's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(
            "/app/sign-in",
            get(account::sign_in_form).post(account::sign_in),
        )
        .route("/app/sign-out", post(account::sign_out))
        .route("/app", get(account::spaces))
        .route("/app/{key}", get(account::into_space))
        .route("/app/{key}/inbox", get(inbox::lists))
        .route("/app/{key}/inbox/{conversation}", get(inbox::conversation))
        .route("/app/{key}/items", get(items::list))
        .route("/app/{key}/items/{item}", get(item::show))
        .route("/app/{key}/items/{item}/comment", post(item::comment))
        .route("/app/{key}/items/{item}/status", post(item::status))
        .route("/app/{key}/items/{item}/assignee", post(item::assignee))
}

fn space_ref(space: &Space) -> SpaceRef {
    SpaceRef {
        key: space.key.to_string(),
        name: space.name.clone(),
    }
}

/// What the sidebar knows of the reader.
async fn viewer(app: &App, staff: &StaffInSpace) -> Result<Viewer, StoreError> {
    let standing = match (staff.site_admin, staff.role) {
        (true, _) => Standing::SiteAdmin,
        (false, Role::SpaceAdmin) => Standing::SpaceAdmin,
        (false, Role::Agent) => Standing::Agent,
    };
    Ok(Viewer {
        standing,
        has_other_spaces: app.store.spaces_of(staff.agent.id).await?.len() > 1,
    })
}

/// The agents of a space who can be given work.
async fn members(app: &App, space: &Space) -> Result<Vec<AgentRef>, StoreError> {
    let members = app.store.members(space.id).await?;
    let enabled = members
        .into_iter()
        .filter(|member| !member.account.disabled);
    Ok(enabled
        .map(|member| AgentRef {
            id: member.account.id,
            name: member.account.name,
        })
        .collect())
}
