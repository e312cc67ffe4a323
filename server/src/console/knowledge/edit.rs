//! The form of an article: saved, previewed, published, withdrawn.

use std::sync::Arc;

use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::knowledge::{ArticleData, ArticlePage, ArticlePageProps, Preview};
use baton_app::console::settings::SettingsPage;
use baton_app::console::words::knowledge as words;
use baton_core::audit::AuditActor;
use baton_core::id::ArticleId;
use baton_core::knowledge::{ArticleField, ArticleWrong, Draft};
use baton_rovo::article::{Article as Read, ArticleError};
use baton_store::{Article, ArticleSaved, StoreError};
use http::StatusCode;
use serde::Deserialize;

use super::{page, sidebar};
use crate::app::App;
use crate::console::settings::admin::SettingsAdmin;
use crate::error::PageError;
use crate::portal::markdown::clean_html;
use crate::session::StaffInSpace;

#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    #[serde(default)]
    version: String,
    title: String,
    slug: String,
    summary: String,
    body: String,
    #[serde(default)]
    popular: String,
    #[serde(rename = "do")]
    wants: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct After {
    #[serde(default)]
    done: String,
}

/// `GET /app/{key}/settings/knowledge/new`
pub(super) async fn new(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
) -> Result<Response, PageError> {
    let data = blank(&app, &staff).await?;
    Ok(shown(&app, &staff, data, StatusCode::OK))
}

/// `POST /app/{key}/settings/knowledge/new`
pub(super) async fn create(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let data = blank(&app, &staff).await?;
    carry_out(&app, &staff, data, sent).await
}

/// `GET /app/{key}/settings/knowledge/articles/{article}`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Path((_, article)): Path<(String, String)>,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    let mut data = stored(&app, &staff, &article).await?;
    data.is_saved = after.done == "saved";
    Ok(shown(&app, &staff, data, StatusCode::OK))
}

/// `POST /app/{key}/settings/knowledge/articles/{article}`
pub(super) async fn save(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Path((_, article)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let mut data = stored(&app, &staff, &article).await?;
    let seen: u64 = sent.version.parse().map_err(|_| PageError::BadForm)?;
    if let Some((id, now)) = data.known {
        if now != seen && sent.wants != "preview" {
            // The form comes back with the version of now: saved again, it takes the place of what the other saved.
            data.is_stale = true;
            typed(&mut data, sent);
            return Ok(shown(&app, &staff, data, StatusCode::CONFLICT));
        }
        data.known = Some((id, seen));
    }
    carry_out(&app, &staff, data, sent).await
}

/// A new article.
async fn blank(app: &App, staff: &StaffInSpace) -> Result<ArticleData, PageError> {
    Ok(ArticleData {
        sidebar: sidebar(app, staff).await?,
        known: None,
        draft: Draft::default(),
        is_popular: false,
        is_published: false,
        problems: Vec::new(),
        preview: None,
        is_stale: false,
        is_saved: false,
    })
}

/// A known one.
async fn stored(app: &App, staff: &StaffInSpace, id: &str) -> Result<ArticleData, PageError> {
    let id: ArticleId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = app.store.article_with_version(staff.space.id, id).await?;
    let (article, version) = found.ok_or(PageError::NotFound)?;
    Ok(ArticleData {
        known: Some((id, version)),
        draft: Draft {
            title: article.title,
            slug: article.slug,
            summary: article.summary,
            body: article.body_markdown,
        },
        is_popular: article.popular,
        is_published: article.published,
        ..blank(app, staff).await?
    })
}

fn typed(data: &mut ArticleData, sent: Sent) {
    data.is_popular = sent.popular == "yes";
    data.draft = Draft {
        title: sent.title,
        slug: sent.slug,
        summary: sent.summary,
        body: sent.body.replace("\r\n", "\n"),
    };
}

async fn carry_out(
    app: &App,
    staff: &StaffInSpace,
    mut data: ArticleData,
    sent: Sent,
) -> Result<Response, PageError> {
    let is_published = match sent.wants.as_str() {
        "save" | "preview" => data.is_published,
        "publish" => true,
        "withdraw" => false,
        _ => return Err(PageError::BadForm),
    };
    let is_preview = sent.wants == "preview";
    typed(&mut data, sent);
    if is_preview {
        data.preview = Some(Preview {
            title: data.draft.title.clone(),
            clean_html: clean_html(&data.draft.body),
        });
        return Ok(shown(app, staff, data, StatusCode::OK));
    }
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let draft = match data.draft.checked() {
        Ok(draft) => draft,
        Err(problems) => {
            let says = problems.into_iter();
            data.problems = says
                .map(|one| (one.field, words::wrong(one.wrong)))
                .collect();
            return Ok(shown(app, staff, data, unprocessable));
        }
    };
    let id = data
        .known
        .map_or_else(|| ArticleId(app.new_id()), |(id, _)| id);
    let read = Read::of_parts(id, &draft.slug, &draft.title, &draft.summary, &draft.body);
    if let Err(ArticleError::NoText) = read {
        data.problems = vec![(ArticleField::Body, words::NO_TEXT.to_owned())];
        return Ok(shown(app, staff, data, unprocessable));
    }
    let article = Article {
        id,
        slug: draft.slug,
        title: draft.title,
        summary: draft.summary,
        body_markdown: draft.body,
        popular: data.is_popular,
        published: is_published,
        updated_at: app.now(),
    };
    let by = AuditActor::Account(staff.agent.clone());
    let seen = data.known.map(|(_, version)| version);
    let saved = app
        .store
        .change_article(&by, staff.space.id, &article, seen)
        .await;
    match saved {
        Ok(ArticleSaved::Done(_)) => {
            let base = SettingsPage::Knowledge.path(staff.space.key.as_str());
            let path = format!("{base}/articles/{id}?done=saved");
            Ok(Redirect::to(&path).into_response())
        }
        Ok(ArticleSaved::Changed(_, version)) => {
            data.is_stale = true;
            data.known = Some((id, version));
            Ok(shown(app, staff, data, StatusCode::CONFLICT))
        }
        Err(StoreError::Taken) => {
            let says = words::wrong(ArticleWrong::Taken);
            data.problems = vec![(ArticleField::Slug, says)];
            Ok(shown(app, staff, data, unprocessable))
        }
        Err(error) => Err(error.into()),
    }
}

fn shown(app: &App, staff: &StaffInSpace, data: ArticleData, status: StatusCode) -> Response {
    page(app, staff, status, || {
        ArticlePage(ArticlePageProps { data })
    })
}
