//! The pages of staff, under `/app/`: sign-in, the list of spaces, the *Live chat inbox*, work items. Each handler of a
//! space takes [`StaffInSpace`], so that who has no business there gets the same answer as for a space that does not
//! exist. What the pages look like is made in `baton_app`; what an agent may do is decided in `baton_core`.

mod account;
mod agent;
mod availability;
mod inbox;
mod item;
mod items;
mod knowledge;
mod settings;
mod site;
#[cfg(test)]
mod tests;

use axum::response::{IntoResponse, Response};
use baton_app::console::model::{MyTeam, SpaceRef, Standing, Viewer};
use baton_core::id::AccountId;
use baton_core::limits::MESSAGE_CHARS;
use baton_core::people::AgentRef;
use baton_store::{Role, Space, StoreError};

use crate::app::App;
use crate::error::PageError;
use crate::routes::{Field, Route, Who};
use crate::session::StaffInSpace;

/// The console's addresses.
pub fn routes() -> Vec<Route> {
    let mut rows = vec![
        Route::get("/app/sign-in", Who::Anybody, account::sign_in_form),
        Route::post(
            "/app/sign-in",
            Who::Anybody,
            [
                Field::Email("email"),
                Field::Password("password"),
                Field::Given("next", ""),
            ],
            account::sign_in,
        ),
        Route::post("/app/sign-out", Who::Anybody, [], account::sign_out),
        Route::get("/app", Who::Staff, account::spaces),
        Route::get("/app/{key}", Who::Agent, account::into_space),
        Route::get("/app/{key}/inbox", Who::Agent, inbox::lists),
        Route::get(
            "/app/{key}/inbox/{conversation}",
            Who::Agent,
            inbox::conversation,
        ),
        Route::get("/app/{key}/items", Who::Agent, items::list),
        Route::get("/app/{key}/items/{item}", Who::Agent, item::show),
        Route::post(
            "/app/{key}/items/{item}/comment",
            Who::Agent,
            [
                Field::Id("id"),
                Field::Given("kind", "note"),
                Field::Words("text", MESSAGE_CHARS),
            ],
            item::comment,
        ),
        Route::post(
            "/app/{key}/items/{item}/status",
            Who::Agent,
            [Field::Id("id"), Field::Given("status", "waiting")],
            item::status,
        ),
        Route::post(
            "/app/{key}/items/{item}/assignee",
            Who::Agent,
            [Field::Id("id"), Field::Of("assignee", "account")],
            item::assignee,
        ),
    ];
    rows.extend(settings::routes());
    rows.extend(site::routes());
    rows.extend(availability::routes());
    rows.extend(agent::routes());
    rows.extend(knowledge::routes());
    rows
}

/// What is answered instead of a page: another page, the way to one, or an error. A handler that asks its guards with
/// `?` goes on only where none of them has such an answer.
#[derive(Debug)]
struct Instead(Box<Response>);

impl Instead {
    fn of(answer: impl IntoResponse) -> Self {
        Self(Box::new(answer.into_response()))
    }
}

impl<Cause: Into<PageError>> From<Cause> for Instead {
    fn from(cause: Cause) -> Self {
        Self::of(cause.into())
    }
}

impl IntoResponse for Instead {
    fn into_response(self) -> Response {
        *self.0
    }
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
        teams: my_teams(app, staff.agent.id).await?,
    })
}

/// The teams of the reader of a page, for the menu of availability.
async fn my_teams(app: &App, me: AccountId) -> Result<Vec<MyTeam>, StoreError> {
    let teams = app.store.teams_of(me).await?.into_iter();
    Ok(teams
        .map(|(summary, marked)| MyTeam {
            id: summary.team.id,
            name: summary.team.name,
            members: summary.members,
            marked,
        })
        .collect())
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
