//! An article's page.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use baton_app::portal::article;
use baton_core::direction::isolated;
use baton_rovo::article::Article;

use super::markdown::clean_html;
use super::{frame_of, page_of};
use crate::app::App;
use crate::error::PageError;
use crate::page::render;
use crate::session::MaybeCustomer;

/// `GET /portal/{key}/articles/{slug}`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(parameters): Path<HashMap<String, String>>,
    reader: MaybeCustomer,
) -> Result<Response, PageError> {
    let slug = parameters.get("slug").ok_or(PageError::NotFound)?;
    let stored = app.store.article_by_slug(reader.space.id, slug).await?;
    let stored = stored
        .filter(|article| article.published)
        .ok_or(PageError::NotFound)?;
    let markdown = format!("# {}\n\n{}", stored.slug, stored.body_markdown);
    let sections = Article::parse(stored.id, &stored.slug, &markdown)
        .map(|read| read.sections)
        .unwrap_or_default()
        .into_iter()
        .filter(|section| section.above.is_empty())
        .filter_map(|section| section.heading.zip(section.anchor));
    let shown = article::Article {
        title: stored.title.clone(),
        summary: stored.summary,
        updated: stored.updated_at,
        sections: sections.collect(),
        clean_html: clean_html(&stored.body_markdown),
    };
    let frame = frame_of(&app, &reader);
    let page = page_of(&reader, &isolated(&stored.title));
    Ok(render(&app, &page, || article::page(&frame, shown)))
}
