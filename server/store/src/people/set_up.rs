//! The first start: the first admin and the first space, made together and only once.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::{AccountId, SpaceId};
use baton_core::people::AgentRef;
use serde_json::json;

use super::Role;
use super::accounts::{insert_account, lock_site};
use super::roles::write_role;
use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::spaces::{NewSpace, insert_space};
use crate::store::Store;

/// What the first start asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSite {
    /// The first admin's name.
    pub name: String,
    /// Their address, in small letters.
    pub email: String,
    /// Argon2id, in PHC form.
    pub password_hash: String,
    /// The first space.
    pub space: NewSpace,
}

impl Store {
    /// Makes the first admin and the first space. `Taken` when anybody has an account already: of two at once, one
    /// wins.
    ///
    /// # Errors
    /// [`StoreError`]: nothing was changed.
    pub async fn set_up(&self, new: &NewSite) -> Result<(AccountId, SpaceId), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        lock_site(&mut transaction).await?;
        let known = sqlx::query("SELECT id FROM accounts LIMIT 1")
            .fetch_optional(&mut *transaction)
            .await?;
        if known.is_some() {
            return Err(StoreError::Taken);
        }
        let space = insert_space(self.database(), &mut transaction, &new.space).await?;
        let account = insert_account(
            self.database(),
            &mut transaction,
            &new.name,
            &new.email,
            Some(&new.password_hash),
        )
        .await?;
        sqlx::query("UPDATE accounts SET site_admin = 1 WHERE id = $1")
            .bind(account.to_string())
            .execute(&mut *transaction)
            .await?;
        write_role(&mut transaction, space, account, Some(Role::SpaceAdmin)).await?;
        let by = AuditActor::Account(AgentRef {
            id: account,
            name: new.name.clone(),
        });
        let entry = AuditEntry::new(AuditKind::SiteSetUp, new.space.key.as_str()).to(&json!({
            "admin": new.name,
            "email": new.email,
            "space": new.space.name,
        }))?;
        record(self.database(), &mut transaction, &by, &entry).await?;
        transaction.commit().await?;
        Ok((account, space))
    }
}
