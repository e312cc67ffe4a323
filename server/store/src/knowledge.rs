//! The articles of a space, and how often Rovo quoted them. Searching them is Rovo's job.

use baton_core::id::{ArticleId, SpaceId};
use baton_core::time::Time;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::error::StoreError;
use crate::people::changed_one;
use crate::sql::{Columns, stored};
use crate::store::Store;

/// An article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Which.
    pub id: ArticleId,
    /// The last part of its address, unique in the space.
    pub slug: String,
    /// The title.
    pub title: String,
    /// One or two sentences for lists; may be empty.
    pub summary: String,
    /// The Markdown.
    pub body_markdown: String,
    /// Whether the portal's home shows it.
    pub popular: bool,
    /// Whether customers can see it.
    pub published: bool,
    /// When it was last changed.
    pub updated_at: Time,
}

/// What a list of articles shows of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleTitle {
    /// Which.
    pub id: ArticleId,
    /// The last part of its address.
    pub slug: String,
    /// The title.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// Whether the portal's home shows it.
    pub popular: bool,
}

/// How often Rovo quoted an article, and what customers said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleUse {
    /// Which.
    pub article: ArticleId,
    /// Answers that quoted it.
    pub quoted: u64,
    /// Ratings *yes* of answers that quoted it first.
    pub helped: u64,
    /// Ratings *no* of answers that quoted it first.
    pub did_not_help: u64,
}

pub(crate) fn article_of(row: &AnyRow) -> Result<Article, StoreError> {
    Ok(Article {
        id: row.id("id")?,
        slug: row.text("slug")?,
        title: row.text("title")?,
        summary: row.text("summary")?,
        body_markdown: row.text("body")?,
        popular: row.flag("popular")?,
        published: row.flag("published")?,
        updated_at: row.time("updated_at")?,
    })
}

/// Says that the space's articles have changed; takes the space's row.
pub(crate) async fn bump(connection: &mut AnyConnection, space: SpaceId) -> Result<(), StoreError> {
    let sql = "UPDATE spaces SET knowledge_version = knowledge_version + 1 WHERE id = $1";
    let done = sqlx::query(sql)
        .bind(space.to_string())
        .execute(connection)
        .await?;
    changed_one(&done)
}

/// The columns that [`article_of`] reads.
pub(crate) const ARTICLE: &str = "id, slug, title, summary, body, popular, published, updated_at";

/// Adds an article or replaces the one with this id; `Taken` when another has the slug, or when the id is one of
/// another space's.
pub(crate) async fn put(
    connection: &mut AnyConnection,
    space: SpaceId,
    article: &Article,
    version: u64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO articles (id, space_id, slug, title, summary, body, popular, published, updated_at, version) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, \
               title = excluded.title, summary = excluded.summary, body = excluded.body, \
               popular = excluded.popular, published = excluded.published, updated_at = excluded.updated_at, \
               version = excluded.version WHERE articles.space_id = excluded.space_id";
    let done = sqlx::query(sql)
        .bind(article.id.to_string())
        .bind(space.to_string())
        .bind(article.slug.as_str())
        .bind(article.title.as_str())
        .bind(article.summary.as_str())
        .bind(article.body_markdown.as_str())
        .bind(i64::from(article.popular))
        .bind(i64::from(article.published))
        .bind(article.updated_at.0)
        .bind(stored(version))
        .execute(connection)
        .await
        .map_err(StoreError::of_insert)?;
    changed_one(&done).map_err(|_| StoreError::Taken)
}

impl Store {
    /// Adds an article, or replaces the one with this id; `Taken` when another has the slug, or when the id is one of
    /// another space's.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn put_article(&self, space: SpaceId, article: &Article) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        bump(&mut transaction, space).await?;
        let known = "SELECT version FROM articles WHERE id = $1";
        let known = sqlx::query(known)
            .bind(article.id.to_string())
            .fetch_optional(&mut *transaction)
            .await?;
        let version = known.map_or(Ok(0), |row| row.unsigned("version"))? + 1;
        put(&mut transaction, space, article, version).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Removes an article.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove_article(&self, space: SpaceId, id: ArticleId) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        bump(&mut transaction, space).await?;
        let done = sqlx::query("DELETE FROM articles WHERE space_id = $1 AND id = $2")
            .bind(space.to_string())
            .bind(id.to_string())
            .execute(&mut *transaction)
            .await?;
        changed_one(&done)?;
        transaction.commit().await?;
        Ok(())
    }

    /// The article with this slug, published or not.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn article_by_slug(
        &self,
        space: SpaceId,
        slug: &str,
    ) -> Result<Option<Article>, StoreError> {
        let sql = "SELECT id, slug, title, summary, body, popular, published, updated_at FROM articles \
                   WHERE space_id = $1 AND slug = $2";
        let row = sqlx::query(sql)
            .bind(space.to_string())
            .bind(slug)
            .fetch_optional(self.read())
            .await?;
        row.as_ref().map(article_of).transpose()
    }

    /// Every article of a space, by title.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn articles(&self, space: SpaceId) -> Result<Vec<Article>, StoreError> {
        let sql = "SELECT id, slug, title, summary, body, popular, published, updated_at FROM articles \
                   WHERE space_id = $1 ORDER BY title, id";
        let rows = sqlx::query(sql)
            .bind(space.to_string())
            .fetch_all(self.read())
            .await?;
        rows.iter().map(article_of).collect()
    }

    /// The articles of a space that customers can see, by title: without what stands in them, which may be long.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn published_titles(&self, space: SpaceId) -> Result<Vec<ArticleTitle>, StoreError> {
        let sql = "SELECT id, slug, title, summary, popular FROM articles \
                   WHERE space_id = $1 AND published <> 0 ORDER BY title, id";
        let rows = sqlx::query(sql)
            .bind(space.to_string())
            .fetch_all(self.read())
            .await?;
        let title = |row: &AnyRow| {
            Ok(ArticleTitle {
                id: row.id("id")?,
                slug: row.text("slug")?,
                title: row.text("title")?,
                summary: row.text("summary")?,
                popular: row.flag("popular")?,
            })
        };
        rows.iter().map(title).collect()
    }

    /// Grows with each change to the space's articles.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` when there is no such space.
    pub async fn knowledge_version(&self, space: SpaceId) -> Result<u64, StoreError> {
        let row = sqlx::query("SELECT knowledge_version FROM spaces WHERE id = $1")
            .bind(space.to_string())
            .fetch_optional(self.read())
            .await?
            .ok_or(StoreError::NotFound)?;
        row.unsigned("knowledge_version")
    }

    /// How often Rovo quoted the space's articles, most quoted first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn article_uses(&self, space: SpaceId) -> Result<Vec<ArticleUse>, StoreError> {
        let sql = "SELECT article_id, quoted, helped, did_not_help FROM article_uses WHERE space_id = $1 \
                   ORDER BY quoted DESC, article_id";
        let rows = sqlx::query(sql)
            .bind(space.to_string())
            .fetch_all(self.read())
            .await?;
        let used = |row: &AnyRow| {
            Ok(ArticleUse {
                article: row.id("article_id")?,
                quoted: row.unsigned("quoted")?,
                helped: row.unsigned("helped")?,
                did_not_help: row.unsigned("did_not_help")?,
            })
        };
        rows.iter().map(used).collect()
    }
}
