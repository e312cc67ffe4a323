//! The site's root, a space's home, and search.

use std::cmp::Reverse;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use baton_app::portal::home::ArticleLine;
use baton_app::portal::{self, search, words};
use baton_core::limits::shorten;
use baton_core::rovo::Block;
use baton_core::settings::Knowledge;
use baton_store::{ArticleTitle, WorkItemRow};
use serde::Deserialize;

use super::own_requests::requests_of;
use super::{frame_of, page_of};
use crate::app::App;
use crate::error::PageError;
use crate::page::{Page, PageKind, render};
use crate::session::MaybeCustomer;

/// The longest question to the search, in characters; what comes after is not looked for.
const QUERY_CHARS: usize = 200;
/// Results that match less than this share of what the best one does are left out.
const NEAR: f32 = 0.3;
/// The most articles among *What people ask most*.
const POPULAR: usize = 6;
const QUOTE_CHARS: usize = 220;

/// `GET /`
pub(super) async fn site_root(State(app): State<Arc<App>>) -> Result<Response, PageError> {
    let page = Page::new(PageKind::Portal { space: None }, words::SITE_TITLE);
    let spaces = app.store.spaces().await?;
    if spaces.is_empty() && !app.store.has_accounts().await? {
        return Ok(render(&app, &page, portal::first_day));
    }
    let portals = spaces
        .into_iter()
        .map(|space| (space.key.to_string(), space.name));
    let portals = portals.collect();
    Ok(render(&app, &page, || portal::site_root(portals)))
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    q: Option<String>,
}

/// `GET /portal/{key}` and `GET /portal/{key}?q=…`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Query(asked): Query<Asked>,
    reader: MaybeCustomer,
) -> Result<Response, PageError> {
    let query = asked.q.unwrap_or_default();
    let query = shorten(query.trim(), QUERY_CHARS);
    if query.is_empty() {
        home(&app, &reader).await
    } else {
        results(&app, &reader, query).await
    }
}

async fn home(app: &App, reader: &MaybeCustomer) -> Result<Response, PageError> {
    let articles = app.store.published_titles(reader.space.id).await?;
    let uses = app.store.article_uses(reader.space.id).await?;
    let quoted = |article: &ArticleTitle| {
        let known = uses.iter().find(|known| known.article == article.id);
        known.map_or(0, |known| known.quoted)
    };
    let (mut popular, mut others): (Vec<_>, Vec<_>) =
        articles.into_iter().partition(|article| article.popular);
    popular.sort_by_key(|article| Reverse(quoted(article)));
    others.splice(0..0, popular.split_off(popular.len().min(POPULAR)));
    let line = |article: ArticleTitle| ArticleLine {
        slug: article.slug,
        title: article.title,
        summary: article.summary,
    };
    let popular = popular.into_iter().map(line).collect();
    let others = others.into_iter().map(line).collect();
    let open = match &reader.profile {
        Some(profile) => {
            let mine = requests_of(app, profile).await?;
            let is_open = |row: &&WorkItemRow| !row.item.status.is_done();
            mine.iter().filter(is_open).count()
        }
        None => 0,
    };
    let frame = frame_of(app, reader);
    let page = page_of(reader, words::HOW_CAN_WE_HELP);
    Ok(render(app, &page, || {
        portal::home::page(&frame, popular, others, open)
    }))
}

async fn results(app: &App, reader: &MaybeCustomer, query: String) -> Result<Response, PageError> {
    let index = app.knowledge.of(&app.store, reader.space.id).await?;
    let wanted = query.clone();
    let found = tokio::task::spawn_blocking(move || index.search(&wanted, &Knowledge::All));
    let found = found.await.map_err(|_| PageError::Internal)?;
    let found = found.map_err(|error| {
        tracing::error!(%error, "a search failed");
        PageError::Internal
    })?;
    let best = found.hits.first().map_or(0.0, |hit| hit.score);
    let near = found
        .hits
        .into_iter()
        .take_while(|hit| hit.score >= best * NEAR);
    let results = near.map(|hit| {
        let quote = hit.source.quote.iter().map(Block::text);
        let quote = shorten(&quote.collect::<Vec<_>>().join(" "), QUOTE_CHARS);
        search::Found {
            slug: hit.source.slug,
            title: hit.source.title,
            section: hit.source.section.zip(hit.source.anchor),
            quote,
        }
    });
    let results: Vec<_> = results.collect();
    let frame = frame_of(app, reader);
    let page = page_of(reader, &words::results(results.len(), &query));
    Ok(render(app, &page, || search::page(&frame, &query, results)))
}
