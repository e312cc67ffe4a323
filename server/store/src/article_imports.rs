//! Articles that come from files: all of them in one transaction or none, and one record of it in the audit log.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::SpaceId;
use serde_json::json;
use sqlx::AnyConnection;

use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::knowledge::{ARTICLE, Article, article_of, bump, put};
use crate::sql::Columns;
use crate::store::Store;

/// So many titles are told in the record.
const TITLES: usize = 5;

/// What an import does where an article of the space has the address already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameAddress {
    /// The article is replaced, and keeps its id; one that is the same already is left alone, so that indexes need not
    /// be made anew.
    Replaces,
    /// The import is refused.
    Refuses,
}

/// What an import came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Articles that were added or replaced.
    pub changed: usize,
    /// Articles that were the same already.
    pub unchanged: usize,
}

impl Store {
    /// Adds articles, or replaces those that have their addresses; an import that changes nothing is neither stored nor
    /// recorded. Whether the articles are valid is the caller's question.
    ///
    /// # Errors
    /// [`StoreError`], and nothing was stored; `Taken` when an address is used and may not be.
    pub async fn import_articles(
        &self,
        by: &AuditActor,
        space: SpaceId,
        articles: Vec<Article>,
        same: SameAddress,
    ) -> Result<Imported, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        // The space's row first: whoever changes its articles waits here.
        bump(&mut transaction, space).await?;
        let mut imported = Imported::default();
        let mut titles = Vec::new();
        for article in articles {
            let known = with_address(&mut transaction, space, &article.slug).await?;
            let (article, version) = match (known, same) {
                (None, _) => (article, 1),
                (Some(_), SameAddress::Refuses) => return Err(StoreError::Taken),
                (Some((known, version)), SameAddress::Replaces) => {
                    let wanted = Article {
                        id: known.id,
                        ..article
                    };
                    let unchanged = Article {
                        updated_at: known.updated_at,
                        ..wanted.clone()
                    };
                    if unchanged == known {
                        imported.unchanged += 1;
                        continue;
                    }
                    (wanted, version + 1)
                }
            };
            put(&mut transaction, space, &article, version).await?;
            imported.changed += 1;
            titles.push(article.title);
        }
        if imported.changed == 0 {
            return Ok(imported);
        }
        titles.truncate(TITLES);
        let entry = AuditEntry::new(AuditKind::ArticlesImported, "")
            .in_space(space)
            .to(&json!({ "articles": imported.changed, "titles": titles }))?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(imported)
    }
}

async fn with_address(
    connection: &mut AnyConnection,
    space: SpaceId,
    slug: &str,
) -> Result<Option<(Article, u64)>, StoreError> {
    let sql = format!("SELECT {ARTICLE}, version FROM articles WHERE space_id = $1 AND slug = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(space.to_string())
        .bind(slug)
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((article_of(&row)?, row.unsigned("version")?)))
        .transpose()
}
