//! Which pages of other sites opened the chat: the newest of each origin, so that an admin sees what works and what is
//! refused. Anybody can ask for a frame in any name, so both kinds are bounded, and refusals are written rarely.

use baton_core::id::SpaceId;
use baton_core::time::{Millis, Time};

use crate::error::StoreError;
use crate::sql::Columns;
use crate::store::Store;

/// So many origins are kept of each kind.
const KEPT: i64 = 20;
/// The same origin is written again after so long, whatever it says about its loader: who asks decides what that is.
const AGAIN: Millis = Millis::minutes(1);
/// A refusal is written so long after the one before, whoever was refused.
const REFUSAL_AFTER: Millis = Millis::seconds(5);

/// A page that opened the chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedLoad {
    /// Its origin.
    pub origin: String,
    /// When it last did.
    pub at: Time,
    /// Which loader it used; empty when it did not say.
    pub build: String,
    /// Whether it was allowed to.
    pub allowed: bool,
}

impl Store {
    /// Notes that a page opened the chat, unless it was noted just now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn note_embed_load(
        &self,
        space: SpaceId,
        load: &EmbedLoad,
    ) -> Result<(), StoreError> {
        let known = self.embed_loads(space).await?;
        let same = known.iter().find(|known| known.origin == load.origin);
        let is_news =
            same.is_none_or(|same| same.allowed != load.allowed || load.at - same.at >= AGAIN);
        let refusals = known.iter().filter(|known| !known.allowed);
        let last_refusal = refusals.map(|known| known.at).max();
        let too_soon =
            !load.allowed && last_refusal.is_some_and(|last| load.at - last < REFUSAL_AFTER);
        if !is_news || too_soon {
            return Ok(());
        }
        let mut transaction = self.database().begin_write().await?;
        let sql = "INSERT INTO embed_loads (space_id, origin, at, build, allowed) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (space_id, origin) DO UPDATE SET at = excluded.at, build = excluded.build, \
                   allowed = excluded.allowed";
        sqlx::query(sql)
            .bind(space.to_string())
            .bind(load.origin.as_str())
            .bind(load.at.0)
            .bind(load.build.as_str())
            .bind(i64::from(load.allowed))
            .execute(&mut *transaction)
            .await?;
        let sql = "DELETE FROM embed_loads WHERE space_id = $1 AND allowed = $2 AND origin NOT IN \
                   (SELECT origin FROM embed_loads WHERE space_id = $1 AND allowed = $2 \
                   ORDER BY at DESC, origin LIMIT $3)";
        sqlx::query(sql)
            .bind(space.to_string())
            .bind(i64::from(load.allowed))
            .bind(KEPT)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Who opened the chat, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn embed_loads(&self, space: SpaceId) -> Result<Vec<EmbedLoad>, StoreError> {
        let sql = "SELECT origin, at, build, allowed FROM embed_loads WHERE space_id = $1 \
                   ORDER BY at DESC, origin";
        let rows = sqlx::query(sql)
            .bind(space.to_string())
            .fetch_all(self.read())
            .await?;
        let load = |row: &sqlx::any::AnyRow| {
            Ok(EmbedLoad {
                origin: row.text("origin")?,
                at: row.time("at")?,
                build: row.text("build")?,
                allowed: row.flag("allowed")?,
            })
        };
        rows.iter().map(load).collect()
    }
}
