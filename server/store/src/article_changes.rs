//! Changing articles in the name of somebody: on the version that they saw, and recorded in the audit log in the same
//! transaction. A change that changes nothing is neither stored nor recorded.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::{ArticleId, SpaceId};
use serde_json::json;
use sqlx::AnyConnection;

use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::knowledge::{ARTICLE, Article, article_of, bump, put};
use crate::sql::Columns;
use crate::store::Store;

/// What became of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleSaved {
    /// It is stored, or was so already; its version now.
    Done(u64),
    /// Somebody else changed it meanwhile, and nothing was stored; this is it now.
    Changed(Box<Article>, u64),
}

impl Store {
    /// The article of this id with its version.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn article_with_version(
        &self,
        space: SpaceId,
        id: ArticleId,
    ) -> Result<Option<(Article, u64)>, StoreError> {
        known(&mut *self.read().acquire().await?, space, id).await
    }

    /// Adds an article, or changes the one with its id if that still has the version `seen`; `Taken` when another has
    /// the slug. Whether it is valid is the caller's question.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` when `seen` names a version of an article that is not there.
    pub async fn change_article(
        &self,
        by: &AuditActor,
        space: SpaceId,
        article: &Article,
        seen: Option<u64>,
    ) -> Result<ArticleSaved, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        // The space's row first: whoever changes its articles waits here.
        bump(&mut transaction, space).await?;
        let known = known(&mut transaction, space, article.id).await?;
        let version = match (&known, seen) {
            (Some((known, version)), Some(seen)) if *version == seen => {
                let unchanged = Article {
                    updated_at: article.updated_at,
                    ..known.clone()
                };
                if unchanged == *article {
                    return Ok(ArticleSaved::Done(seen));
                }
                seen + 1
            }
            (Some((known, version)), _) => {
                return Ok(ArticleSaved::Changed(Box::new(known.clone()), *version));
            }
            (None, Some(_)) => return Err(StoreError::NotFound),
            (None, None) => 1,
        };
        put(&mut transaction, space, article, version).await?;
        let before = known.map(|(known, _)| known);
        let entry = entry(space, before.as_ref(), article)?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(ArticleSaved::Done(version))
    }
}

/// What people read of a change: the parts that tell articles apart. The Markdown is told by its length.
fn entry(
    space: SpaceId,
    before: Option<&Article>,
    after: &Article,
) -> Result<AuditEntry, StoreError> {
    let was_published = before.is_some_and(|before| before.published);
    let kind = match (was_published, after.published) {
        (false, true) => AuditKind::ArticlePublished,
        (true, false) => AuditKind::ArticleWithdrawn,
        _ => AuditKind::ArticleWritten,
    };
    let told = |article: &Article| {
        json!({
            "title": article.title,
            "address": article.slug,
            "summary": article.summary,
            "characters": article.body_markdown.chars().count(),
            "published": article.published,
        })
    };
    let entry = AuditEntry::new(kind, after.title.as_str()).in_space(space);
    let entry = match before {
        Some(before) => entry.from(&told(before))?,
        None => entry,
    };
    entry.to(&told(after))
}

async fn known(
    connection: &mut AnyConnection,
    space: SpaceId,
    id: ArticleId,
) -> Result<Option<(Article, u64)>, StoreError> {
    let sql = format!("SELECT {ARTICLE}, version FROM articles WHERE space_id = $1 AND id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(space.to_string())
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((article_of(&row)?, row.unsigned("version")?)))
        .transpose()
}
