//! One article from Markdown that was pasted, as a draft.

use std::sync::Arc;

use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::knowledge::{ImportData, ImportPage, ImportPageProps};
use baton_app::console::settings::SettingsPage;
use baton_app::console::words::knowledge as words;
use baton_core::audit::AuditActor;
use baton_core::id::ArticleId;
use baton_core::knowledge::{ARTICLE_BYTES, ArticleWrong, Draft, TITLE_CHARS};
use baton_rovo::article::{Article as Read, ArticleError};
use baton_store::{Article, SameAddress, StoreError};
use http::StatusCode;
use serde::Deserialize;

use super::{page, sidebar};
use crate::app::App;
use crate::console::settings::admin::SettingsAdmin;
use crate::error::PageError;
use crate::session::StaffInSpace;

#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    markdown: String,
}

/// `GET /app/{key}/settings/knowledge/import`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
) -> Result<Response, PageError> {
    shown(&app, &staff, (String::new(), None, Vec::new())).await
}

/// `POST /app/{key}/settings/knowledge/import`
pub(super) async fn carry_out(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let markdown = sent.markdown.replace("\r\n", "\n");
    let id = ArticleId(app.new_id());
    let article = match read(id, "", &markdown, app.now()) {
        Ok(article) => article,
        Err(why) => return shown(&app, &staff, (markdown, Some(why), Vec::new())).await,
    };
    let by = AuditActor::Account(staff.agent.clone());
    let (space, refuses) = (staff.space.id, SameAddress::Refuses);
    let imported = app
        .store
        .import_articles(&by, space, vec![article], refuses)
        .await;
    match imported {
        Ok(_) => {
            let base = SettingsPage::Knowledge.path(staff.space.key.as_str());
            let path = format!("{base}/articles/{id}?done=saved");
            Ok(Redirect::to(&path).into_response())
        }
        Err(StoreError::Taken) => {
            let why = words::wrong(ArticleWrong::Taken);
            shown(&app, &staff, (markdown, Some(why), Vec::new())).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The draft that the Markdown is, or why it is none. Without an address of its own it gets one made of its title.
pub(super) fn read(
    id: ArticleId,
    slug: &str,
    markdown: &str,
    now: baton_core::time::Time,
) -> Result<Article, String> {
    let found = Read::parse(id, "", markdown).map_err(|error| match error {
        ArticleError::TooLong => words::wrong(ArticleWrong::TooLarge(ARTICLE_BYTES)),
        ArticleError::NoTitle => words::NO_TITLE.to_owned(),
        ArticleError::LongTitle => words::wrong(ArticleWrong::TooLong(TITLE_CHARS)),
        ArticleError::NoText => words::NO_TEXT.to_owned(),
        ArticleError::OpenFrontMatter
        | ArticleError::FrontMatterLine { .. }
        | ArticleError::Popular => words::BAD_FRONT_MATTER.to_owned(),
    })?;
    let draft = Draft {
        title: found.title,
        slug: slug.to_owned(),
        summary: found.summary,
        body: found.body,
    };
    let draft = draft.checked().map_err(|problems| {
        let first = problems.first().map(|problem| words::wrong(problem.wrong));
        first.unwrap_or_default()
    })?;
    Ok(Article {
        id,
        slug: draft.slug,
        title: draft.title,
        summary: draft.summary,
        body_markdown: draft.body,
        popular: found.popular,
        published: false,
        updated_at: now,
    })
}

/// The page, with what was pasted, what is wrong with it, and what is wrong with which file.
pub(super) async fn shown(
    app: &App,
    staff: &StaffInSpace,
    (markdown, problem, file_problems): (String, Option<String>, Vec<String>),
) -> Result<Response, PageError> {
    let status = if problem.is_some() || !file_problems.is_empty() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let data = ImportData {
        sidebar: sidebar(app, staff).await?,
        markdown,
        problem,
        file_problems,
    };
    Ok(page(app, staff, status, || {
        ImportPage(ImportPageProps { data })
    }))
}
