//! The list: what did not help stands first, then what was quoted most.

use std::cmp::Reverse;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use baton_app::console::knowledge::{ArticleRow, ListData, ListPage, ListPageProps};
use http::StatusCode;
use serde::Deserialize;

use super::{page, sidebar};
use crate::app::App;
use crate::console::settings::admin::SettingsAdmin;
use crate::error::PageError;

/// What an address says was done just now.
#[derive(Debug, Default, Deserialize)]
pub(super) struct After {
    #[serde(default)]
    imported: String,
}

/// `GET /app/{key}/settings/knowledge`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    let uses = app.store.article_uses(staff.space.id).await?;
    let articles = app.store.articles(staff.space.id).await?;
    let row = |article: baton_store::Article| {
        let used = uses.iter().find(|used| used.article == article.id);
        ArticleRow {
            id: article.id,
            title: article.title,
            is_published: article.published,
            updated_at: article.updated_at,
            quoted: used.map_or(0, |used| used.quoted),
            helped: used.map_or(0, |used| used.helped),
            did_not_help: used.map_or(0, |used| used.did_not_help),
        }
    };
    let mut rows: Vec<ArticleRow> = articles.into_iter().map(row).collect();
    // Stable: articles that nobody complained of or quoted stay in the order of their titles.
    rows.sort_by_key(|row| (Reverse(row.did_not_help), Reverse(row.quoted)));
    let data = ListData {
        sidebar: sidebar(&app, &staff).await?,
        imported: after.imported.parse().ok().filter(|count| *count > 0),
        rows,
    };
    Ok(page(&app, &staff, StatusCode::OK, || {
        ListPage(ListPageProps { data })
    }))
}
