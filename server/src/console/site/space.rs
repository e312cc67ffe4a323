//! One space, as a site admin changes it: its name and its time zone.

use std::sync::Arc;

use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse, Response};
use baton_app::console::settings::frame::ForeignChange;
use baton_app::console::site::frame::SitePage;
use baton_app::console::site::spaces::{SpaceData, SpacePage, SpacePageProps};
use baton_app::console::words::site as words;
use baton_core::direction::isolated;
use baton_core::settings::ProjectKey;
use baton_core::staff;
use baton_store::{Saved, Space};
use http::StatusCode;
use serde::Deserialize;

use super::spaces::time_zone_choice;
use super::{After, admins_frame, done, page};
use crate::app::App;
use crate::changes::change_space;
use crate::console::settings::basis;
use crate::console::settings::changed::changes;
use crate::console::space_ref;
use crate::context::Context;
use crate::error::PageError;
use crate::session::SiteAdmin;
use crate::time_zones;

#[derive(Deserialize)]
pub(super) struct Sent {
    version: String,
    name: String,
    time_zone: String,
}

/// What stands in the form, and what is wrong with it.
struct Typed {
    name: String,
    time_zone: String,
    name_problem: Option<&'static str>,
    time_zone_problem: Option<&'static str>,
    changed: Vec<ForeignChange>,
}

async fn known(app: &App, key: &str) -> Result<Space, PageError> {
    let key = ProjectKey::parse(key).ok_or(PageError::NotFound)?;
    let space = app.store.space_by_key(&key).await?;
    space.ok_or(PageError::NotFound)
}

async fn form(
    app: &App,
    admin: &SiteAdmin,
    after: &After,
    space: &Space,
    typed: Typed,
) -> Result<Response, PageError> {
    let data = SpaceData {
        frame: admins_frame(app, admin, after).await?,
        space: space_ref(space),
        version: space.settings_version,
        name: typed.name,
        name_problem: typed.name_problem,
        time_zone: time_zone_choice(&typed.time_zone, typed.time_zone_problem),
        changed: typed.changed,
    };
    Ok(page(app, &isolated(&space.name), || {
        SpacePage(SpacePageProps { data })
    }))
}

/// `GET /app/site/spaces/{key}`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(key): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    let space = known(&app, &key).await?;
    let typed = Typed {
        name: space.name.clone(),
        time_zone: space.time_zone.clone(),
        name_problem: None,
        time_zone_problem: None,
        changed: Vec::new(),
    };
    form(&app, &admin, &after, &space, typed).await
}

/// `POST /app/site/spaces/{key}`
pub(super) async fn save(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(key): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let basis = basis(&sent.version)?;
    let space = known(&app, &key).await?;
    let (name, time_zone) = (staff::name(&sent.name), time_zones::named(&sent.time_zone));
    let mut typed = Typed {
        name_problem: name.as_ref().err().copied().map(words::name_problem),
        time_zone_problem: time_zone.is_none().then_some(words::TIME_ZONE_UNKNOWN),
        name: sent.name,
        time_zone: sent.time_zone,
        changed: Vec::new(),
    };
    let after = After::default();
    let (Ok(name), Some(time_zone)) = (name, time_zone) else {
        return form(&app, &admin, &after, &space, typed).await;
    };
    let context = Context::of_page(&app, &admin.admin);
    let edit = move |space: &mut Space| {
        space.name = name;
        time_zone.clone_into(&mut space.time_zone);
    };
    match change_space(&context, space.id, basis, edit).await? {
        Saved::Done { .. } => Ok(done(&path(&space.key))),
        Saved::Changed { current, since } => {
            typed.changed = changes(since);
            let page = form(&app, &admin, &after, &current, typed).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

fn path(key: &ProjectKey) -> String {
    format!("{}/{key}", SitePage::Spaces.path())
}
