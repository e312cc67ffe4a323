//! *Spaces* and *Plan*.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::console::site::frame::SitePage;
use baton_app::console::site::plan::{PLANS, SitePlanPage, SitePlanPageProps};
use baton_app::console::site::spaces::{
    SitesSpacesData, SitesSpacesPage, SitesSpacesPageProps, SpaceLine, TimeZoneChoice,
};
use baton_app::console::words::site as words;
use baton_core::settings::ProjectKey;
use baton_core::staff;
use baton_store::{NewSpace, Space, StoreError};
use serde::Deserialize;

use super::{After, admins_frame, done, page};
use crate::app::App;
use crate::console::space_ref;
use crate::context::Context;
use crate::error::PageError;
use crate::people;
use crate::session::SiteAdmin;
use crate::time_zones;

#[derive(Default, Deserialize)]
pub(super) struct New {
    name: String,
    key: String,
    #[serde(default)]
    time_zone: String,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    plan: String,
}

#[derive(Default)]
struct Problems {
    name: Option<&'static str>,
    key: Option<&'static str>,
    time_zone: Option<&'static str>,
}

async fn spaces(
    app: &App,
    admin: &SiteAdmin,
    after: &After,
    typed: New,
    problems: Problems,
) -> Result<Response, PageError> {
    let line = |space: &Space| SpaceLine {
        space: space_ref(space),
        time_zone: space.time_zone.clone(),
    };
    let data = SitesSpacesData {
        frame: admins_frame(app, admin, after).await?,
        spaces: app.store.spaces().await?.iter().map(line).collect(),
        name: typed.name,
        key: typed.key,
        time_zone: time_zone_choice(&typed.time_zone, problems.time_zone),
        name_problem: problems.name,
        key_problem: problems.key,
    };
    Ok(page(app, words::SPACES, || {
        SitesSpacesPage(SitesSpacesPageProps { data })
    }))
}

/// The field with the time zones.
pub(super) fn time_zone_choice(chosen: &str, problem: Option<&'static str>) -> TimeZoneChoice {
    TimeZoneChoice {
        chosen: chosen.to_owned(),
        names: time_zones::names(),
        problem,
    }
}

/// `GET /app/site/spaces`
pub(super) async fn list(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    let new = New {
        time_zone: time_zones::FIRST.to_owned(),
        ..New::default()
    };
    spaces(&app, &admin, &after, new, Problems::default()).await
}

/// `POST /app/site/spaces`
pub(super) async fn create(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Form(sent): Form<New>,
) -> Result<Response, PageError> {
    let after = After::default();
    let (name, key) = (staff::name(&sent.name), ProjectKey::parse(&sent.key));
    let time_zone = time_zones::named(&sent.time_zone);
    let problems = Problems {
        name: name.as_ref().err().copied().map(words::name_problem),
        key: key.is_none().then_some(words::KEY_INVALID),
        time_zone: time_zone.is_none().then_some(words::TIME_ZONE_UNKNOWN),
    };
    let (Ok(name), Some(key), Some(time_zone)) = (name, key, time_zone) else {
        return spaces(&app, &admin, &after, sent, problems).await;
    };
    let new = NewSpace {
        key,
        name,
        time_zone: time_zone.to_owned(),
    };
    match app.store.create_space(&admin.by(), new).await {
        Ok(_) => Ok(done(SitePage::Spaces.path())),
        Err(StoreError::Taken) => {
            let problems = Problems {
                key: Some(words::KEY_TAKEN),
                ..Problems::default()
            };
            spaces(&app, &admin, &after, sent, problems).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /app/site/plan`
pub(super) async fn plan(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    let properties = SitePlanPageProps {
        frame: admins_frame(&app, &admin, &after).await?,
        plan: app.store.plan().await?,
    };
    Ok(page(&app, words::PLAN, || SitePlanPage(properties)))
}

/// `POST /app/site/plan`
pub(super) async fn change_plan(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Form(sent): Form<Choice>,
) -> Result<Response, PageError> {
    let chosen = PLANS.into_iter().find(|(_, name)| *name == sent.plan);
    let (plan, _) = chosen.ok_or(PageError::BadForm)?;
    let context = Context::of_page(&app, &admin.admin);
    people::set_plan(&context, plan).await?;
    Ok(done(SitePage::Plan.path()))
}
