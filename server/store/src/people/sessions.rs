//! Sessions. Only the hash of a token is here, so that a stolen database opens nothing.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::AccountId;
use baton_core::time::Time;
use sqlx::AnyConnection;

use super::accounts::taken;
use super::forgotten::forget_guest;
use super::{Principal, Session};
use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::sql::{Columns, hex};
use crate::store::Store;

/// Ends every session of an account, but one if there is one to keep, in the transaction that is open.
pub(super) async fn end_sessions(
    connection: &mut AnyConnection,
    account: AccountId,
    kept: Option<&[u8; 32]>,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE account_id = $1 AND token_hash <> $2")
        .bind(account.to_string())
        .bind(kept.map(|kept| hex(kept)).unwrap_or_default())
        .execute(connection)
        .await?;
    Ok(())
}

async fn insert(
    connection: &mut AnyConnection,
    token_hash: &[u8; 32],
    principal: Principal,
    expires: Time,
) -> Result<(), StoreError> {
    let (account, space, customer) = match principal {
        Principal::Account(account) => (Some(account.to_string()), None, None),
        Principal::Customer { space, customer } => {
            (None, Some(space.to_string()), Some(customer.to_string()))
        }
    };
    let sql = "INSERT INTO sessions (token_hash, account_id, space_id, customer_id, expires_at) \
               VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(hex(token_hash))
        .bind(account)
        .bind(space)
        .bind(customer)
        .bind(expires.0)
        .execute(connection)
        .await
        .map_err(StoreError::of_insert)?;
    Ok(())
}

impl Store {
    /// Begins a session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_session(
        &self,
        token_hash: &[u8; 32],
        principal: Principal,
        expires: Time,
    ) -> Result<(), StoreError> {
        insert(
            &mut *self.write().acquire().await?,
            token_hash,
            principal,
            expires,
        )
        .await
    }

    /// Begins a session of somebody whose password was checked, which takes a while, unless it is another by now: a new
    /// password ends the sessions that there are, and must not miss one that begins at that moment. False if so.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_session_by_password(
        &self,
        token_hash: &[u8; 32],
        principal: Principal,
        expires: Time,
        password_hash: &str,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        // Who changes the password takes the same row, so that one of the two comes after the other.
        let (sql, id) = match principal {
            Principal::Account(account) => (
                "UPDATE accounts SET password_hash = password_hash WHERE id = $1 AND password_hash = $2",
                account.to_string(),
            ),
            Principal::Customer { customer, .. } => (
                "UPDATE customers SET password_hash = password_hash WHERE id = $1 AND password_hash = $2",
                customer.to_string(),
            ),
        };
        let still = sqlx::query(sql)
            .bind(id)
            .bind(password_hash)
            .execute(&mut *transaction)
            .await?;
        if still.rows_affected() == 0 {
            return Ok(false);
        }
        insert(&mut transaction, token_hash, principal, expires).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// A session that has not expired, of an account that is not disabled.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn session(&self, token_hash: &[u8; 32]) -> Result<Option<Session>, StoreError> {
        let now = self.now().await?;
        let sql = "SELECT s.account_id, s.space_id, s.customer_id, s.expires_at FROM sessions s \
                   LEFT JOIN accounts a ON a.id = s.account_id \
                   WHERE s.token_hash = $1 AND s.expires_at > $2 AND COALESCE(a.disabled, 0) = 0";
        let row = sqlx::query(sql)
            .bind(hex(token_hash))
            .bind(now.0)
            .fetch_optional(self.read())
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let principal = match row.optional_text("account_id")? {
            Some(_) => Principal::Account(row.id("account_id")?),
            None => Principal::Customer {
                space: row.id("space_id")?,
                customer: row.id("customer_id")?,
            },
        };
        Ok(Some(Session {
            principal,
            expires: row.time("expires_at")?,
        }))
    }

    /// Ends a session. A guest whose last one it was, and who never wrote, is forgotten.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_session(&self, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let sql = "DELETE FROM sessions WHERE token_hash = $1 RETURNING customer_id";
        let row = sqlx::query(sql)
            .bind(hex(token_hash))
            .fetch_optional(&mut *transaction)
            .await?;
        if let Some(row) = row
            && row.optional_text("customer_id")?.is_some()
        {
            forget_guest(&mut transaction, row.id("customer_id")?).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Ends every session of an account, on somebody's word.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn sign_out_everywhere(
        &self,
        by: &AuditActor,
        account: AccountId,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let who = taken(&mut transaction, account).await?;
        end_sessions(&mut transaction, account, None).await?;
        let entry = AuditEntry::new(AuditKind::SignedOutEverywhere, who.name);
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }
}
