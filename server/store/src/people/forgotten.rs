//! What is forgotten by itself: sessions that have expired, and guests who never wrote a word once their last session
//! has ended. A guest who did something has a conversation, and stays. So does the last who signed in to an account without
//! having said anything: their browser may hold words that are the account's now.

use std::collections::BTreeSet;

use baton_core::id::CustomerId;
use baton_core::people::CustomerKind;
use sqlx::AnyConnection;

use crate::error::StoreError;
use crate::names;
use crate::sql::Columns;
use crate::store::Store;

/// What one batch forgot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Sessions.
    pub sessions: u64,
    /// Guests.
    pub guests: u64,
}

/// Forgets a guest who has neither a conversation, nor a session, nor an account. Everybody else stays.
pub(super) async fn forget_guest(
    connection: &mut AnyConnection,
    guest: CustomerId,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM customers WHERE id = $1 AND kind = $2 AND known_as IS NULL \
               AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.customer_id = customers.id) \
               AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.customer_id = customers.id)";
    let done = sqlx::query(sql)
        .bind(guest.to_string())
        .bind(names::customer_kind_name(CustomerKind::Guest))
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// Forgets the guests linked to an account who have neither a conversation nor a session, but for the last one.
pub(super) async fn forget_all_but(
    connection: &mut AnyConnection,
    last: CustomerId,
    account: CustomerId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM customers WHERE known_as = $1 AND id <> $2 AND kind = $3 \
               AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.customer_id = customers.id) \
               AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.customer_id = customers.id)";
    sqlx::query(sql)
        .bind(account.to_string())
        .bind(last.to_string())
        .bind(names::customer_kind_name(CustomerKind::Guest))
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// Forgets expired sessions, the oldest first and at most so many, and the guests whose last ones they were and who
    /// never wrote. Found by the index on the end of sessions, so that it does not grow with history.
    ///
    /// # Errors
    /// [`StoreError`]: nothing was forgotten.
    pub async fn forget_expired(&self, most: u32) -> Result<Forgotten, StoreError> {
        let now = self.now().await?;
        let mut transaction = self.database().begin_write().await?;
        let sql = "DELETE FROM sessions WHERE token_hash IN \
                   (SELECT token_hash FROM sessions WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2) \
                   RETURNING customer_id";
        let rows = sqlx::query(sql)
            .bind(now.0)
            .bind(i64::from(most))
            .fetch_all(&mut *transaction)
            .await?;
        let mut forgotten = Forgotten {
            sessions: u64::try_from(rows.len()).unwrap_or(u64::MAX),
            guests: 0,
        };
        let mut customers = BTreeSet::new();
        for row in &rows {
            if row.optional_text("customer_id")?.is_some() {
                customers.insert(row.id::<CustomerId>("customer_id")?);
            }
        }
        for customer in customers {
            forgotten.guests += forget_guest(&mut transaction, customer).await?;
        }
        transaction.commit().await?;
        Ok(forgotten)
    }
}
