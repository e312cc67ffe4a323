//! Staff accounts and their roles in spaces. Changes of rights take the account's row first, so that the writer, which
//! shares it while it decides, never acts on a right that has just gone.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::{AccountId, SpaceId};
use baton_core::staff::may_lose_a_site_admin;
use serde_json::json;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::sessions::end_sessions;
use super::{AccountRecord, Member, Role};
use crate::audit::{AuditEntry, record};
use crate::database::Database;
use crate::error::StoreError;
use crate::ids::new_id;
use crate::names;
use crate::spaces::{Space, select_space, space_of};
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

pub(super) async fn membership(
    connection: &mut AnyConnection,
    space: SpaceId,
    account: AccountId,
) -> Result<Option<Role>, StoreError> {
    let sql = "SELECT role FROM memberships WHERE space_id = $1 AND account_id = $2";
    let row = sqlx::query(sql)
        .bind(space.to_string())
        .bind(account.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.named("role", names::role_named))
        .transpose()
}

pub(super) async fn write_role(
    connection: &mut AnyConnection,
    space: SpaceId,
    account: AccountId,
    role: Option<Role>,
) -> Result<(), StoreError> {
    let sql = match role {
        Some(_) => {
            "INSERT INTO memberships (space_id, account_id, role) VALUES ($1, $2, $3) \
             ON CONFLICT (space_id, account_id) DO UPDATE SET role = excluded.role"
        }
        None => "DELETE FROM memberships WHERE space_id = $1 AND account_id = $2",
    };
    let mut query = sqlx::query(sql)
        .bind(space.to_string())
        .bind(account.to_string());
    if let Some(role) = role {
        query = query.bind(names::role_name(role));
    }
    query.execute(connection).await?;
    Ok(())
}

pub(super) fn role_entry(
    space: SpaceId,
    name: String,
    before: Option<Role>,
    after: Option<Role>,
) -> Result<AuditEntry, StoreError> {
    let kind = match (before, after) {
        (None, _) => AuditKind::RoleGiven,
        (_, None) => AuditKind::RoleTaken,
        _ => AuditKind::RoleChanged,
    };
    let value = |role: Role| json!({ "role": names::role_name(role) });
    let mut entry = AuditEntry::new(kind, name).in_space(space);
    if let Some(before) = before {
        entry = entry.from(&value(before))?;
    }
    if let Some(after) = after {
        entry = entry.to(&value(after))?;
    }
    Ok(entry)
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

    /// Makes an account a member of a space, or no longer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_role(
        &self,
        by: &AuditActor,
        space: SpaceId,
        account: AccountId,
        role: Option<Role>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let who = taken(&mut transaction, account).await?;
        let before = membership(&mut transaction, space, account).await?;
        if before == role {
            return Ok(());
        }
        write_role(&mut transaction, space, account, role).await?;
        let entry = role_entry(space, who.name, before, role)?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The role of an enabled account in a space; a site admin is a space admin everywhere.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn role_of(
        &self,
        space: SpaceId,
        account: AccountId,
    ) -> Result<Option<Role>, StoreError> {
        let sql = "SELECT a.site_admin, m.role FROM accounts a \
                   LEFT JOIN memberships m ON m.account_id = a.id AND m.space_id = $1 \
                   WHERE a.id = $2 AND a.disabled = 0";
        let row = sqlx::query(sql)
            .bind(space.to_string())
            .bind(account.to_string())
            .fetch_optional(self.read())
            .await?;
        row.as_ref().map_or(Ok(None), role_in)
    }

    /// The members of a space, disabled ones too, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn members(&self, space: SpaceId) -> Result<Vec<Member>, StoreError> {
        let sql = "SELECT a.id, a.name, a.email, a.password_hash, a.disabled, a.site_admin, m.role \
                   FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE m.space_id = $1 \
                   ORDER BY a.name, a.id";
        let rows = sqlx::query(sql)
            .bind(space.to_string())
            .fetch_all(self.read())
            .await?;
        let member = |row: &AnyRow| {
            Ok(Member {
                account: account_of(row)?,
                role: row.named("role", names::role_named)?,
            })
        };
        rows.iter().map(member).collect()
    }

    /// The spaces in which an enabled account has a role, by key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn spaces_of(&self, account: AccountId) -> Result<Vec<(Space, Role)>, StoreError> {
        let sql = select_space!(
            ", a.site_admin, m.role",
            "JOIN accounts a ON a.id = $1 AND a.disabled = 0 \
             LEFT JOIN memberships m ON m.account_id = a.id AND m.space_id = s.id \
             WHERE a.site_admin = 1 OR m.role IS NOT NULL ORDER BY s.key"
        );
        let rows = sqlx::query(sql)
            .bind(account.to_string())
            .fetch_all(self.read())
            .await?;
        let mut spaces = Vec::new();
        for row in &rows {
            if let Some(role) = role_in(row)? {
                spaces.push((space_of(row)?, role));
            }
        }
        Ok(spaces)
    }
}

pub(crate) fn role_in(row: &AnyRow) -> Result<Option<Role>, StoreError> {
    if row.flag("site_admin")? {
        return Ok(Some(Role::SpaceAdmin));
    }
    match row.optional_text("role")? {
        Some(_) => row.named("role", names::role_named).map(Some),
        None => Ok(None),
    }
}
