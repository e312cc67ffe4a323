//! Adding a row. It belongs into the transaction of the change that it tells of, so that neither is there without the
//! other.

use baton_core::audit::AuditActor;
use sqlx::AnyConnection;

use super::chain::{Stored, hash_of};
use super::{AuditEntry, AuditId};
use crate::database::Database;
use crate::error::StoreError;
use crate::sql::Columns;
use crate::store::Store;

/// Adds a row in the transaction that is open on this connection. Call it last: it takes the row of `audit_head`, for
/// which every other recorder then waits until the commit, so nobody may wait for anything else while having it.
pub(crate) async fn record(
    database: &Database,
    connection: &mut AnyConnection,
    by: &AuditActor,
    entry: &AuditEntry,
) -> Result<AuditId, StoreError> {
    let sql = "UPDATE audit_head SET last = last + 1 WHERE id = 1 RETURNING last, hash";
    let head = sqlx::query(sql).fetch_one(&mut *connection).await?;
    let previous = head.text("hash")?;
    let (actor_id, actor_name) = match by {
        AuditActor::Account(agent) => (Some(agent.id.to_string()), agent.name.clone()),
        AuditActor::Customer(customer) => (Some(customer.to_string()), String::new()),
        AuditActor::Shell | AuditActor::Site | AuditActor::Nobody => (None, String::new()),
    };
    let row = Stored {
        id: head.number("last")?,
        at: database.now_on(connection).await?.0,
        actor: by.word().to_owned(),
        actor_id,
        actor_name,
        space_id: entry.space.map(|space| space.to_string()),
        kind: entry.kind.name().to_owned(),
        subject: entry.subject.clone(),
        before: entry.before.clone(),
        after: entry.after.clone(),
    };
    let hash = hash_of(&row, &previous);
    let id = row.id;
    let sql = "INSERT INTO audit_log (id, at, actor, actor_id, actor_name, space_id, kind, subject, before, after, \
               prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    sqlx::query(sql)
        .bind(row.id)
        .bind(row.at)
        .bind(row.actor)
        .bind(row.actor_id)
        .bind(row.actor_name)
        .bind(row.space_id)
        .bind(row.kind)
        .bind(row.subject)
        .bind(row.before)
        .bind(row.after)
        .bind(previous)
        .bind(hash.as_str())
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE audit_head SET hash = $1 WHERE id = 1")
        .bind(hash)
        .execute(connection)
        .await?;
    AuditId::try_from(id).map_err(|_| StoreError::inconsistent("the audit log's head"))
}

impl Store {
    /// Records something that changes nothing in the store, such as a sign-in or a self-test. What changes something
    /// is recorded by the function that changes it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn record(&self, by: &AuditActor, entry: &AuditEntry) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        record(self.database(), &mut transaction, by, entry).await?;
        transaction.commit().await?;
        Ok(())
    }
}
