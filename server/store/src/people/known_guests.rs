//! Guests who become known. Logs are never merged and no conversation changes hands in them: where the account has no
//! conversation yet, it takes the guest's place, and so its conversation with all that runs in it; where it has one, the
//! guest is linked to it. Agents see at once who it is.

use baton_core::id::CustomerId;
use baton_core::people::CustomerKind;
use sqlx::AnyConnection;

use super::forgotten::forget_all_but;
use super::inbox_name::rename_in_inbox;
use crate::error::StoreError;
use crate::names;
use crate::sql::Columns;
use crate::store::Store;

/// What a guest's signing in came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BecameKnown {
    /// The guest had nothing to bring along but, perhaps, words in the browser that were not sent: it is linked.
    Nothing,
    /// The account goes on as this customer, who was the guest; its sessions do too, and the guest's are ended.
    TookPlace(CustomerId),
    /// Both had a conversation: the guest is linked to the account.
    Linked,
}

async fn has_conversation(
    connection: &mut AnyConnection,
    customer: CustomerId,
) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT id FROM conversations WHERE customer_id = $1")
        .bind(customer.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

impl Store {
    /// A guest signs in to an account of the same space. `NotFound` when they are not a guest and an account of one
    /// space.
    ///
    /// # Errors
    /// [`StoreError`]: nothing was changed.
    pub async fn become_known(
        &self,
        guest: CustomerId,
        account: CustomerId,
    ) -> Result<BecameKnown, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let guest_kind = names::customer_kind_name(CustomerKind::Guest);
        // The space's row first and the customers' after it, as the writer takes them, so that neither ever waits for
        // the other in a circle. Both customers' rows, so that two sign-ins at once come one after the other.
        let sql = "UPDATE spaces SET feed_head = feed_head WHERE id = (SELECT space_id FROM customers WHERE id = $1)";
        sqlx::query(sql)
            .bind(guest.to_string())
            .execute(&mut *transaction)
            .await?;
        let sql = "UPDATE customers SET created_at = created_at WHERE id IN ($1, $2)";
        sqlx::query(sql)
            .bind(guest.to_string())
            .bind(account.to_string())
            .execute(&mut *transaction)
            .await?;
        let sql = "SELECT a.kind, a.name, a.email, a.password_hash FROM customers a \
                   JOIN customers g ON g.space_id = a.space_id \
                   WHERE a.id = $1 AND g.id = $2 AND g.kind = $3 AND a.kind <> $3";
        let row = sqlx::query(sql)
            .bind(account.to_string())
            .bind(guest.to_string())
            .bind(guest_kind)
            .fetch_optional(&mut *transaction)
            .await?;
        let row = row.ok_or(StoreError::NotFound)?;
        let has_talked = has_conversation(&mut transaction, guest).await?;
        if !has_talked || has_conversation(&mut transaction, account).await? {
            sqlx::query("UPDATE customers SET known_as = $1 WHERE id = $2")
                .bind(account.to_string())
                .bind(guest.to_string())
                .execute(&mut *transaction)
                .await?;
            if !has_talked {
                forget_all_but(&mut transaction, guest, account).await?;
            }
            transaction.commit().await?;
            return Ok(if has_talked {
                BecameKnown::Linked
            } else {
                BecameKnown::Nothing
            });
        }
        let name = row.text("name")?;
        let hint = rename_in_inbox(&mut transaction, guest, &name).await?;
        // The address is unique among accounts, so it is given up before it is taken.
        let sql = "UPDATE customers SET kind = $1, email = NULL, password_hash = NULL, known_as = $2 WHERE id = $3";
        sqlx::query(sql)
            .bind(guest_kind)
            .bind(guest.to_string())
            .bind(account.to_string())
            .execute(&mut *transaction)
            .await?;
        let sql = "UPDATE customers SET kind = $1, name = $2, email = $3, password_hash = $4, known_as = NULL WHERE id = $5";
        sqlx::query(sql)
            .bind(row.text("kind")?)
            .bind(name.as_str())
            .bind(row.optional_text("email")?)
            .bind(row.optional_text("password_hash")?)
            .bind(guest.to_string())
            .execute(&mut *transaction)
            .await?;
        // The guest's own sessions don't become the account's: one of them may be in a browser where nobody gave the
        // account's password. The one that signs in gets a new one, and its other tabs have the same cookie.
        sqlx::query("DELETE FROM sessions WHERE customer_id = $1")
            .bind(guest.to_string())
            .execute(&mut *transaction)
            .await?;
        for sql in [
            "UPDATE sessions SET customer_id = $1 WHERE customer_id = $2",
            "UPDATE customers SET known_as = $1 WHERE known_as = $2",
        ] {
            sqlx::query(sql)
                .bind(guest.to_string())
                .bind(account.to_string())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        if let Some(hint) = hint {
            self.call_out(hint);
        }
        Ok(BecameKnown::TookPlace(guest))
    }

    /// The guests linked to an account who have something of their own.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn linked_guests(&self, account: CustomerId) -> Result<Vec<CustomerId>, StoreError> {
        let sql = "SELECT id FROM customers WHERE known_as = $1 \
                   AND EXISTS (SELECT 1 FROM conversations c WHERE c.customer_id = customers.id) ORDER BY id";
        let rows = sqlx::query(sql)
            .bind(account.to_string())
            .fetch_all(self.read())
            .await?;
        rows.iter().map(|row| row.id("id")).collect()
    }

    /// The last guests who signed in to an account and are linked to it, also those who have nothing of their own, newest
    /// first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn recent_guests(
        &self,
        account: CustomerId,
        most: u32,
    ) -> Result<Vec<CustomerId>, StoreError> {
        let sql = "SELECT id FROM customers WHERE known_as = $1 ORDER BY id DESC LIMIT $2";
        let rows = sqlx::query(sql)
            .bind(account.to_string())
            .bind(i64::from(most))
            .fetch_all(self.read())
            .await?;
        rows.iter().map(|row| row.id("id")).collect()
    }
}
