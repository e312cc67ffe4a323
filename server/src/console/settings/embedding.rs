//! *Embedding*: the snippet, allowed origins, and who loaded it.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::console::settings::SettingsPage;
use baton_app::console::settings::embedding::{
    EmbedLoad, EmbeddingData, EmbeddingPage, EmbeddingPageProps,
};
use baton_app::console::settings::frame::ForeignChange;
use baton_core::settings::{WrongOrigin, parse_origins};
use baton_store::{Saved, Space};
use http::StatusCode;
use serde::Deserialize;

use super::changed::changes;
use super::{After, SettingsAdmin, basis, current, done_of, frame, redirect};
use crate::app::App;
use crate::changes::change_space;
use crate::context::Context;
use crate::error::PageError;
use crate::session::StaffInSpace;

#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    version: String,
    origins: String,
}

/// What stands in the field, and what is wrong with it.
#[derive(Default)]
struct Typed {
    text: Option<String>,
    wrong: Vec<WrongOrigin>,
    changed: Vec<ForeignChange>,
}

/// `GET /app/{key}/settings/embedding`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    page(&app, staff, &after, Typed::default(), StatusCode::OK).await
}

/// `POST /app/{key}/settings/embedding`
pub(super) async fn save(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let basis = basis(&sent.version)?;
    let origins = match parse_origins(&sent.origins) {
        Ok(origins) => origins,
        Err(wrong) => {
            let typed = Typed {
                text: Some(sent.origins),
                wrong,
                changed: Vec::new(),
            };
            let (after, status) = (After::default(), StatusCode::UNPROCESSABLE_ENTITY);
            return page(&app, staff, &after, typed, status).await;
        }
    };
    let context = Context::of_page(&app, &staff.agent);
    let edit = move |space: &mut Space| space.allowed_origins = origins;
    match change_space(&context, staff.space.id, basis, edit).await? {
        Saved::Done { changed, .. } => {
            let path = SettingsPage::Embedding.path(staff.space.key.as_str());
            Ok(redirect(&path, done_of(!changed.is_empty())))
        }
        Saved::Changed {
            current: now,
            since,
        } => {
            let typed = Typed {
                text: Some(sent.origins),
                wrong: Vec::new(),
                changed: changes(since),
            };
            let staff = current(staff, now);
            page(&app, staff, &After::default(), typed, StatusCode::CONFLICT).await
        }
    }
}

async fn page(
    app: &App,
    staff: StaffInSpace,
    after: &After,
    typed: Typed,
    status: StatusCode,
) -> Result<Response, PageError> {
    let space = &staff.space;
    let loads = app.store.embed_loads(space.id).await?;
    let loads = loads.into_iter().map(|load| EmbedLoad {
        origin: load.origin,
        at: load.at,
        build: load.build,
        allowed: load.allowed,
    });
    let data = EmbeddingData {
        frame: frame(app, &staff, after).await?,
        version: space.settings_version,
        site: app.public_url.origin.clone(),
        allowed: space.allowed_origins.len(),
        typed: typed
            .text
            .unwrap_or_else(|| space.allowed_origins.join("\n")),
        wrong: typed.wrong,
        changed: typed.changed,
        loads: loads.collect(),
    };
    let head = (SettingsPage::Embedding.label(), status);
    Ok(super::show(app, space, head, || {
        EmbeddingPage(EmbeddingPageProps { data })
    }))
}
