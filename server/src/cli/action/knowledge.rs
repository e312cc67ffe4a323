//! Articles from Markdown files. All are read before the first is stored, so that a mistake in one changes nothing; an
//! article that is the same already is left alone, so that indexes need not be made anew.

use baton_core::id::ArticleId;
use baton_rovo::article::{Article, slug_of};
use baton_store::{Space, new_id};
use serde::{Deserialize, Serialize};

use super::{ActionError, Context};
use crate::words;

/// A Markdown file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name without the ending: what the article's address is made of.
    pub name: String,
    /// What is in it.
    pub markdown: String,
}

/// What an import came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Articles that were added or replaced.
    pub changed: usize,
    /// Articles that were the same already.
    pub unchanged: usize,
}

/// Adds or replaces articles of a space.
///
/// # Errors
/// [`ActionError::Article`], and nothing was stored; or the store failed midway, and the rest is missing.
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
    let mut imported = Imported::default();
    for article in read {
        let known = context.store.article_by_slug(space.id, &article.slug);
        let known = known.await?;
        let now = context.clock.now();
        let wanted = baton_store::Article {
            id: known
                .as_ref()
                .map_or_else(|| ArticleId(new_id(now)), |known| known.id),
            slug: article.slug,
            title: article.title,
            summary: article.summary,
            body_markdown: article.body,
            popular: article.popular,
            published: true,
            updated_at: known.as_ref().map_or(now, |known| known.updated_at),
        };
        if known.as_ref() == Some(&wanted) {
            imported.unchanged += 1;
            continue;
        }
        let wanted = baton_store::Article {
            updated_at: now,
            ..wanted
        };
        context.store.put_article(space.id, &wanted).await?;
        imported.changed += 1;
    }
    Ok(imported)
}
