//! Articles from Markdown files, as drafts: all of them, or none and a sentence for each file that is none.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::settings::SettingsPage;
use baton_app::console::words::knowledge as words;
use baton_core::audit::AuditActor;
use baton_core::id::ArticleId;
use baton_core::knowledge::{ArticleWrong, IMPORT_FILES, markdown_stem, slug_of};
use baton_core::limits::shorten;
use baton_store::{Article, SameAddress, StoreError};

use super::import::{read, shown};
use crate::app::App;
use crate::console::settings::admin::SettingsAdmin;
use crate::error::PageError;

/// A file's name is shown up to so many characters.
const NAME_SHOWN: usize = 80;

/// A file as it was sent.
struct File {
    name: String,
    bytes: Vec<u8>,
}

impl From<MultipartError> for PageError {
    fn from(error: MultipartError) -> Self {
        Self::of_status(error.status())
    }
}

/// `POST /app/{key}/settings/knowledge/import/files`
pub(super) async fn carry_out(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    mut sent: Multipart,
) -> Result<Response, PageError> {
    let mut files = Vec::new();
    while let Some(field) = sent.next_field().await? {
        files.extend(file_of(field).await?);
        if files.len() > IMPORT_FILES {
            let problems = vec![words::too_many_files(IMPORT_FILES)];
            return shown(&app, &staff, (String::new(), None, problems)).await;
        }
    }
    let known = app.store.articles(staff.space.id).await?;
    let taken = known.into_iter().map(|article| article.slug).collect();
    let articles = match articles_of(&app, files, taken) {
        Ok(articles) => articles,
        Err(problems) => return shown(&app, &staff, (String::new(), None, problems)).await,
    };
    let by = AuditActor::Account(staff.agent.clone());
    let (space, refuses) = (staff.space.id, SameAddress::Refuses);
    match app
        .store
        .import_articles(&by, space, articles, refuses)
        .await
    {
        Ok(imported) => {
            let base = SettingsPage::Knowledge.path(staff.space.key.as_str());
            let path = format!("{base}?imported={}", imported.changed);
            Ok(Redirect::to(&path).into_response())
        }
        // An article with such an address was written in this moment.
        Err(StoreError::Taken) => {
            let problems = vec![words::wrong(ArticleWrong::Taken)];
            shown(&app, &staff, (String::new(), None, problems)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The file in a field; none in a field of another name, or where nothing was chosen.
async fn file_of(field: Field<'_>) -> Result<Option<File>, PageError> {
    if field.name() != Some("files") {
        return Ok(None);
    }
    let name = field.file_name().unwrap_or_default().to_owned();
    let bytes = field.bytes().await?.to_vec();
    let is_chosen = !name.is_empty() || !bytes.is_empty();
    Ok(is_chosen.then_some(File { name, bytes }))
}

/// The drafts that the files are, in order; else a sentence for each that is none.
fn articles_of(
    app: &App,
    files: Vec<File>,
    mut taken: BTreeSet<String>,
) -> Result<Vec<Article>, Vec<String>> {
    if files.is_empty() {
        return Err(vec![words::NO_FILE.to_owned()]);
    }
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for file in files {
        let name = shorten(&file.name, NAME_SHOWN);
        let article = article_of(app, file).and_then(|article| {
            if taken.insert(article.slug.clone()) {
                Ok(article)
            } else {
                Err(words::address_taken(&article.slug))
            }
        });
        match article {
            Ok(article) => articles.push(article),
            Err(why) => problems.push(words::bad_file(&name, &why)),
        }
    }
    if problems.is_empty() {
        Ok(articles)
    } else {
        Err(problems)
    }
}

fn article_of(app: &App, file: File) -> Result<Article, String> {
    let stem = markdown_stem(&file.name).ok_or_else(|| words::NO_MARKDOWN.to_owned())?;
    let text = String::from_utf8(file.bytes).map_err(|_| words::NO_TEXT_FILE.to_owned())?;
    let markdown = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    read(
        ArticleId(app.new_id()),
        &slug_of(stem),
        &markdown,
        app.now(),
    )
}
