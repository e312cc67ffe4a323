//! Sessions. Only the hash of a token is here, so that a stolen database opens nothing.

use baton_core::time::Time;

use super::{Principal, Session};
use crate::error::StoreError;
use crate::sql::{Columns, hex};
use crate::store::Store;

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
            .execute(self.write())
            .await
            .map_err(StoreError::of_insert)?;
        Ok(())
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

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_session(&self, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
            .bind(hex(token_hash))
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Ends every session of somebody.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_sessions_of(&self, principal: Principal) -> Result<(), StoreError> {
        let (sql, id) = match principal {
            Principal::Account(account) => (
                "DELETE FROM sessions WHERE account_id = $1",
                account.to_string(),
            ),
            Principal::Customer { customer, .. } => (
                "DELETE FROM sessions WHERE customer_id = $1",
                customer.to_string(),
            ),
        };
        sqlx::query(sql).bind(id).execute(self.write()).await?;
        Ok(())
    }

    /// Forgets sessions that have expired.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_expired_sessions(&self) -> Result<(), StoreError> {
        let now = self.now().await?;
        sqlx::query("DELETE FROM sessions WHERE expires_at <= $1")
            .bind(now.0)
            .execute(self.write())
            .await?;
        Ok(())
    }
}
