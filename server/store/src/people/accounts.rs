//! Staff accounts; their roles in spaces are in `roles`. Changes of rights take the account's row first, so that the
//! writer, which shares it while it decides, never acts on a right that has just gone.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::AccountId;
use baton_core::staff::may_lose_a_site_admin;
use serde_json::json;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::AccountRecord;
use super::sessions::end_sessions;
use crate::audit::{AuditEntry, record};
use crate::database::Database;
use crate::error::StoreError;
use crate::ids::new_id;
use crate::sql::Columns;
use crate::store::Store;

pub(super) fn account_of(row: &AnyRow) -> Result<AccountRecord, StoreError> {
    Ok(AccountRecord {
        id: row.id("id")?,
        name: row.text("name")?,
        email: row.text("email")?,
        password_hash: row.optional_text("password_hash")?,
        disabled: row.flag("disabled")?,
        site_admin: row.flag("site_admin")?,
    })
}

/// The account, whose row is taken until the transaction ends.
pub(super) async fn taken(
    connection: &mut AnyConnection,
    id: AccountId,
) -> Result<AccountRecord, StoreError> {
    let sql = "UPDATE accounts SET disabled = disabled WHERE id = $1 \
               RETURNING id, name, email, password_hash, disabled, site_admin";
    let row = sqlx::query(sql)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    account_of(&row.ok_or(StoreError::NotFound)?)
}

/// Whoever may end an admin's rights takes the site's row first, so that two can't end each other's at once.
pub(super) async fn lock_site(connection: &mut AnyConnection) -> Result<(), StoreError> {
    sqlx::query("UPDATE site SET plan = plan WHERE id = 1")
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether one of the enabled site admins may go.
async fn keeps_an_admin(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) AS admins FROM accounts WHERE site_admin = 1 AND disabled = 0";
    let row = sqlx::query(sql).fetch_one(connection).await?;
    if may_lose_a_site_admin(row.unsigned("admins")?) {
        Ok(())
    } else {
        Err(StoreError::LastSiteAdmin)
    }
}

/// A new account, in a transaction that is recorded by the caller.
pub(super) async fn insert_account(
    database: &Database,
    connection: &mut AnyConnection,
    name: &str,
    email: &str,
    password_hash: Option<&str>,
) -> Result<AccountId, StoreError> {
    let now = database.now_on(connection).await?;
    let id = AccountId(new_id(now));
    let sql = "INSERT INTO accounts (id, name, email, password_hash, disabled, site_admin, created_at) \
               VALUES ($1, $2, $3, $4, 0, 0, $5)";
    sqlx::query(sql)
        .bind(id.to_string())
        .bind(name)
        .bind(email.to_lowercase())
        .bind(password_hash.map(str::to_owned))
        .bind(now.0)
        .execute(connection)
        .await
        .map_err(StoreError::of_insert)?;
    Ok(id)
}

impl Store {
    /// A new staff account; `Taken` when the address is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_account(
        &self,
        by: &AuditActor,
        name: &str,
        email: &str,
        password_hash: Option<&str>,
    ) -> Result<AccountId, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let id = insert_account(
            self.database(),
            &mut transaction,
            name,
            email,
            password_hash,
        )
        .await?;
        let entry = AuditEntry::new(AuditKind::PersonCreated, name)
            .to(&json!({ "email": email.to_lowercase() }))?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// An account.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn account(&self, id: AccountId) -> Result<Option<AccountRecord>, StoreError> {
        let sql = "SELECT id, name, email, password_hash, disabled, site_admin FROM accounts WHERE id = $1";
        let row = sqlx::query(sql)
            .bind(id.to_string())
            .fetch_optional(self.read())
            .await?;
        row.as_ref().map(account_of).transpose()
    }

    /// The account with this address, in letters of any size.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn account_by_email(&self, email: &str) -> Result<Option<AccountRecord>, StoreError> {
        let sql = "SELECT id, name, email, password_hash, disabled, site_admin FROM accounts WHERE email = $1";
        let row = sqlx::query(sql)
            .bind(email.to_lowercase())
            .fetch_optional(self.read())
            .await?;
        row.as_ref().map(account_of).transpose()
    }

    /// Disables an account and ends its sessions, or enables it. Afterwards the conversations that a disabled one holds
    /// get `AgentGone`; see [`Store::assigned_to`].
    ///
    /// # Errors
    /// [`StoreError`]; `LastSiteAdmin` for the last one.
    pub async fn set_disabled(
        &self,
        by: &AuditActor,
        id: AccountId,
        disabled: bool,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        lock_site(&mut transaction).await?;
        let before = taken(&mut transaction, id).await?;
        if before.disabled == disabled {
            return Ok(());
        }
        if disabled && before.site_admin {
            keeps_an_admin(&mut transaction).await?;
        }
        sqlx::query("UPDATE accounts SET disabled = $2 WHERE id = $1")
            .bind(id.to_string())
            .bind(i64::from(disabled))
            .execute(&mut *transaction)
            .await?;
        if disabled {
            end_sessions(&mut transaction, id, None).await?;
        }
        let kind = if disabled {
            AuditKind::PersonDisabled
        } else {
            AuditKind::PersonEnabled
        };
        let entry = AuditEntry::new(kind, before.name);
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Makes an account a site admin, or no longer.
    ///
    /// # Errors
    /// [`StoreError`]; `LastSiteAdmin` for the last one.
    pub async fn set_site_admin(
        &self,
        by: &AuditActor,
        id: AccountId,
        site_admin: bool,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        lock_site(&mut transaction).await?;
        let before = taken(&mut transaction, id).await?;
        if before.site_admin == site_admin {
            return Ok(());
        }
        if !site_admin && !before.disabled {
            keeps_an_admin(&mut transaction).await?;
        }
        sqlx::query("UPDATE accounts SET site_admin = $2 WHERE id = $1")
            .bind(id.to_string())
            .bind(i64::from(site_admin))
            .execute(&mut *transaction)
            .await?;
        let kind = if site_admin {
            AuditKind::SiteAdminGiven
        } else {
            AuditKind::SiteAdminTaken
        };
        let entry = AuditEntry::new(kind, before.name);
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Gives an account another name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn rename_account(
        &self,
        by: &AuditActor,
        id: AccountId,
        name: &str,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let before = taken(&mut transaction, id).await?;
        if before.name == name {
            return Ok(());
        }
        sqlx::query("UPDATE accounts SET name = $2 WHERE id = $1")
            .bind(id.to_string())
            .bind(name)
            .execute(&mut *transaction)
            .await?;
        let entry = AuditEntry::new(AuditKind::PersonRenamed, name)
            .from(&json!({ "name": before.name }))?
            .to(&json!({ "name": name }))?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Changes an account's password, and ends its sessions but the one in which that is done.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_password(
        &self,
        by: &AuditActor,
        id: AccountId,
        password_hash: Option<&str>,
        kept: Option<&[u8; 32]>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let before = taken(&mut transaction, id).await?;
        sqlx::query("UPDATE accounts SET password_hash = $2 WHERE id = $1")
            .bind(id.to_string())
            .bind(password_hash.map(str::to_owned))
            .execute(&mut *transaction)
            .await?;
        end_sessions(&mut transaction, id, kept).await?;
        let entry = AuditEntry::new(AuditKind::PasswordChanged, before.name);
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }
}
