//! *Spaces* and *Plan*.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::console::site::frame::SitePage;
use baton_app::console::site::plan::{PLANS, SitePlanPage, SitePlanPageProps};
use baton_app::console::site::spaces::{SitesSpacesData, SitesSpacesPage, SitesSpacesPageProps};
use baton_app::console::words::site as words;
use baton_core::settings::ProjectKey;
use baton_core::staff;
use baton_store::{NewSpace, StoreError};
use serde::Deserialize;

use super::doors::TIME_ZONE;
use super::{After, admins_frame, done, page};
use crate::app::App;
use crate::cli::action::Context;
use crate::console::space_ref;
use crate::error::PageError;
use crate::people;
use crate::session::SiteAdmin;

#[derive(Default, Deserialize)]
pub(super) struct New {
    name: String,
    key: String,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    plan: String,
}

type Problems = (Option<&'static str>, Option<&'static str>);

async fn spaces(
    app: &App,
    admin: &SiteAdmin,
    after: &After,
    typed: New,
    (name_problem, key_problem): Problems,
) -> Result<Response, PageError> {
    let data = SitesSpacesData {
        frame: admins_frame(app, admin, after).await?,
        spaces: app.store.spaces().await?.iter().map(space_ref).collect(),
        name: typed.name,
        key: typed.key,
        name_problem,
        key_problem,
    };
    Ok(page(app, words::SPACES, || {
        SitesSpacesPage(SitesSpacesPageProps { data })
    }))
}

/// `GET /app/site/spaces`
pub(super) async fn list(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    spaces(&app, &admin, &after, New::default(), (None, None)).await
}

/// `POST /app/site/spaces`
pub(super) async fn create(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Form(sent): Form<New>,
) -> Result<Response, PageError> {
    let after = After::default();
    let (name, key) = match (staff::name(&sent.name), ProjectKey::parse(&sent.key)) {
        (Ok(name), Some(key)) => (name, key),
        (name, key) => {
            let problems = (
                name.err().map(words::name_problem),
                key.is_none().then_some(words::KEY_INVALID),
            );
            return spaces(&app, &admin, &after, sent, problems).await;
        }
    };
    let new = NewSpace {
        key,
        name,
        time_zone: TIME_ZONE.to_owned(),
    };
    match app.store.create_space(&admin.by(), new).await {
        Ok(_) => Ok(done(SitePage::Spaces.path())),
        Err(StoreError::Taken) => {
            let problems = (None, Some(words::KEY_TAKEN));
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
