//! The roles of accounts in spaces.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::{AccountId, SpaceId};
use serde_json::json;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::accounts::{account_of, taken};
use super::{Member, Role};
use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::names;
use crate::spaces::{Space, select_space, space_of};
use crate::sql::Columns;
use crate::store::Store;

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
