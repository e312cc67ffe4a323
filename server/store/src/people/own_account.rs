//! What customers with an account change in it themselves. Their sessions include those of the guests linked to the
//! account, since such a session reads and writes what is the account's. Each change is recorded without any value: a
//! customer's name does not belong into a log of which nothing can be blanked.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::{CustomerId, SpaceId};
use baton_core::people::CustomerKind;
use sqlx::AnyConnection;

use super::inbox_name::rename_in_inbox;
use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::names;
use crate::sql::{Columns, hex};
use crate::store::Store;

/// The kind of a customer, whose row is taken until the transaction ends, and the space.
async fn taken(
    connection: &mut AnyConnection,
    id: CustomerId,
) -> Result<(SpaceId, CustomerKind), StoreError> {
    let sql = "UPDATE customers SET created_at = created_at WHERE id = $1 RETURNING space_id, kind";
    let row = sqlx::query(sql)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    let row = row.ok_or(StoreError::NotFound)?;
    Ok((
        row.id("space_id")?,
        row.named("kind", names::customer_kind_named)?,
    ))
}

/// The same for one who has an account here.
async fn account_taken(
    connection: &mut AnyConnection,
    id: CustomerId,
) -> Result<SpaceId, StoreError> {
    match taken(connection, id).await? {
        (space, kind) if kind.keeps_an_account() => Ok(space),
        _ => Err(StoreError::NotFound),
    }
}

/// Ends the sessions of a customer and of the guests linked to them, but for one that may be kept; answers with whose
/// they can have been.
async fn end_sessions(
    connection: &mut AnyConnection,
    id: CustomerId,
    kept: Option<&[u8; 32]>,
) -> Result<Vec<CustomerId>, StoreError> {
    let rows = sqlx::query("SELECT id FROM customers WHERE id = $1 OR known_as = $1 ORDER BY id")
        .bind(id.to_string())
        .fetch_all(&mut *connection)
        .await?;
    let sql = "DELETE FROM sessions WHERE customer_id IN \
               (SELECT id FROM customers WHERE id = $1 OR known_as = $1) AND token_hash <> $2";
    sqlx::query(sql)
        .bind(id.to_string())
        .bind(kept.map(|kept| hex(kept)).unwrap_or_default())
        .execute(connection)
        .await?;
    rows.iter().map(|row| row.id("id")).collect()
}

impl Store {
    /// Gives a customer with an account another name, which agents see at once.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` for a customer without an account.
    pub async fn rename_customer(&self, id: CustomerId, name: &str) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let hint = rename_in_inbox(&mut transaction, id, name).await?;
        let space = account_taken(&mut transaction, id).await?;
        let sql = "UPDATE customers SET name = $2 WHERE id = $1 AND name <> $2";
        let done = sqlx::query(sql)
            .bind(id.to_string())
            .bind(name)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(());
        }
        let entry = AuditEntry::new(AuditKind::PersonRenamed, "").in_space(space);
        let by = AuditActor::Customer(id);
        record(self.database(), &mut transaction, &by, &entry).await?;
        transaction.commit().await?;
        if let Some(hint) = hint {
            self.call_out(hint);
        }
        Ok(())
    }

    /// Changes a customer's password and ends every other session; answers with whose these can have been.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` for a customer without an account.
    pub async fn set_customer_password(
        &self,
        id: CustomerId,
        password_hash: &str,
        kept: &[u8; 32],
    ) -> Result<Vec<CustomerId>, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let space = account_taken(&mut transaction, id).await?;
        sqlx::query("UPDATE customers SET password_hash = $2 WHERE id = $1")
            .bind(id.to_string())
            .bind(password_hash)
            .execute(&mut *transaction)
            .await?;
        let ended = end_sessions(&mut transaction, id, Some(kept)).await?;
        let entry = AuditEntry::new(AuditKind::PasswordChanged, "").in_space(space);
        let by = AuditActor::Customer(id);
        record(self.database(), &mut transaction, &by, &entry).await?;
        transaction.commit().await?;
        Ok(ended)
    }

    /// Ends every session of a customer, on their own word; answers with whose these can have been.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn sign_customer_out_everywhere(
        &self,
        id: CustomerId,
    ) -> Result<Vec<CustomerId>, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let (space, _) = taken(&mut transaction, id).await?;
        let ended = end_sessions(&mut transaction, id, None).await?;
        let entry = AuditEntry::new(AuditKind::SignedOutEverywhere, "").in_space(space);
        let by = AuditActor::Customer(id);
        record(self.database(), &mut transaction, &by, &entry).await?;
        transaction.commit().await?;
        Ok(ended)
    }
}
