//! Articles from Markdown files. All are read before the first is stored, so that a mistake in one changes nothing.

use baton_core::id::ArticleId;
use baton_rovo::article::{Article, slug_of};
use baton_store::{Imported, SameAddress, Space, new_id};
use serde::{Deserialize, Serialize};

use super::ActionError;
use crate::context::Context;
use crate::words;

/// A Markdown file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name without the ending: what the article's address is made of.
    pub name: String,
    /// What is in it.
    pub markdown: String,
}

/// Adds or replaces articles of a space.
///
/// # Errors
/// [`ActionError`], and nothing was stored.
pub async fn import(
    context: &Context,
    space: &Space,
    files: &[File],
) -> Result<Imported, ActionError> {
    let mut read = Vec::new();
    for file in files {
        let slug = slug_of(&file.name);
        if slug.is_empty() {
            return Err(ActionError::NotValid {
                what: words::A_FILE_NAME,
                text: file.name.clone(),
            });
        }
        let article = Article::parse(ArticleId(0), &slug, &file.markdown);
        read.push(article.map_err(|error| ActionError::Article {
            file: file.name.clone(),
            error,
        })?);
    }
    let now = context.clock.now();
    let wanted = read.into_iter().map(|article| baton_store::Article {
        id: ArticleId(new_id(now)),
        slug: article.slug,
        title: article.title,
        summary: article.summary,
        body_markdown: article.body,
        popular: article.popular,
        published: true,
        updated_at: now,
    });
    let (store, replaces) = (&context.store, SameAddress::Replaces);
    let imported = store.import_articles(&context.by, space.id, wanted.collect(), replaces);
    Ok(imported.await?)
}
