//! Somebody of the staff, with what they may do, in one transaction: an account without its role is never left behind.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::{AccountId, SpaceId};
use serde_json::json;

use super::Role;
use super::accounts::{insert_account, lock_site, taken};
use super::roles::{membership, role_entry, write_role};
use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::sql::Columns;
use crate::store::Store;

/// Somebody to add to the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStaff {
    /// The name that others see.
    pub name: String,
    /// The address, in letters of any size.
    pub email: String,
    /// Argon2id, in PHC form.
    pub password_hash: Option<String>,
    /// What they are in which space.
    pub role: Option<(SpaceId, Role)>,
    /// Whether they administer the whole site.
    pub site_admin: bool,
}

impl Store {
    /// Adds an account with its role and rights. Who has an account already keeps it as it is and gets the role;
    /// `Taken` when there is no role to get.
    ///
    /// # Errors
    /// [`StoreError`]: nothing was changed.
    pub async fn add_staff(
        &self,
        by: &AuditActor,
        new: &NewStaff,
    ) -> Result<AccountId, StoreError> {
        let database = self.database();
        let mut transaction = database.begin_write().await?;
        if new.site_admin {
            lock_site(&mut transaction).await?;
        }
        let email = new.email.to_lowercase();
        let known = sqlx::query("SELECT id FROM accounts WHERE email = $1")
            .bind(email.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
        let mut entries = Vec::new();
        let id = match known {
            Some(_) if new.role.is_none() => return Err(StoreError::Taken),
            Some(row) => row.id("id")?,
            None => {
                let hash = new.password_hash.as_deref();
                let entry = AuditEntry::new(AuditKind::PersonCreated, new.name.as_str());
                entries.push(entry.to(&json!({ "email": email }))?);
                insert_account(database, &mut transaction, &new.name, &email, hash).await?
            }
        };
        let account = taken(&mut transaction, id).await?;
        if let Some((space, role)) = new.role {
            let before = membership(&mut transaction, space, id).await?;
            if before != Some(role) {
                write_role(&mut transaction, space, id, Some(role)).await?;
                entries.push(role_entry(space, account.name.clone(), before, Some(role))?);
            }
        }
        if new.site_admin && !account.site_admin {
            sqlx::query("UPDATE accounts SET site_admin = 1 WHERE id = $1")
                .bind(id.to_string())
                .execute(&mut *transaction)
                .await?;
            entries.push(AuditEntry::new(AuditKind::SiteAdminGiven, account.name));
        }
        for entry in &entries {
            record(database, &mut transaction, by, entry).await?;
        }
        transaction.commit().await?;
        Ok(id)
    }
}
