//! The pages of the knowledge base: the list, the form of an article, the import. What an article may be is decided in
//! core and by the crate that reads it; saving goes by the version that the form was made from. Portal, search and Rovo
//! look at the articles' version with each request, so they follow at once.

mod edit;
mod import;
mod list;
mod upload;

use axum::response::Response;
use baton_app::console::shell::SidebarData;
use baton_app::console::words::knowledge as words;
use baton_core::knowledge::{ARTICLE_BYTES, IMPORT_BYTES, SLUG_CHARS, SUMMARY_CHARS, TITLE_CHARS};
use http::StatusCode;
use leptos::prelude::IntoView;

use super::{space_ref, viewer};
use crate::app::App;
use crate::error::PageError;
use crate::page::{Page, PageKind, render};
use crate::routes::{Field, Pace, Route, Who};
use crate::session::StaffInSpace;

/// The largest form: an article of the longest kind, percent-encoded, with room for its neighbours.
const FORM_BYTES: usize = 3 * ARTICLE_BYTES + 64 * 1024;

/// The addresses of the knowledge base.
pub(super) fn routes() -> Vec<Route> {
    const FIELDS: [Field; 7] = [
        Field::Given("version", "1"),
        Field::Words("title", TITLE_CHARS),
        Field::Words("slug", SLUG_CHARS),
        Field::Words("summary", SUMMARY_CHARS),
        Field::Words("body", ARTICLE_BYTES),
        Field::Given("popular", "yes"),
        Field::Given("do", "save"),
    ];
    let who = Who::SpaceAdmin;
    vec![
        Route::get("/app/{key}/settings/knowledge", who, list::show),
        Route::get("/app/{key}/settings/knowledge/new", who, edit::new),
        Route::post(
            "/app/{key}/settings/knowledge/new",
            who,
            FIELDS,
            edit::create,
        )
        .of_at_most(FORM_BYTES),
        Route::get("/app/{key}/settings/knowledge/import", who, import::show),
        Route::post(
            "/app/{key}/settings/knowledge/import",
            who,
            [Field::Words("markdown", ARTICLE_BYTES)],
            import::carry_out,
        )
        .of_at_most(FORM_BYTES)
        .at_pace(Pace::Costly),
        Route::post(
            "/app/{key}/settings/knowledge/import/files",
            who,
            [Field::Files("files")],
            upload::carry_out,
        )
        .of_at_most(IMPORT_BYTES + 64 * 1024)
        .at_pace(Pace::Costly),
        Route::get(
            "/app/{key}/settings/knowledge/articles/{article}",
            who,
            edit::show,
        ),
        Route::post(
            "/app/{key}/settings/knowledge/articles/{article}",
            who,
            FIELDS,
            edit::save,
        )
        .of_at_most(FORM_BYTES),
    ]
}

async fn sidebar(app: &App, staff: &StaffInSpace) -> Result<SidebarData, PageError> {
    let viewer = viewer(app, staff).await?;
    Ok(SidebarData::new(
        &space_ref(&staff.space),
        &staff.agent,
        viewer,
    ))
}

fn page<V: IntoView>(
    app: &App,
    staff: &StaffInSpace,
    status: StatusCode,
    view: impl FnOnce() -> V,
) -> Response {
    let title = format!("{} · {}", words::KNOWLEDGE, staff.space.key);
    let mut page = Page::new(PageKind::Console { hydrated: false }, title);
    page.status = status;
    render(app, &page, view)
}
