//! Invitations: a one-time link for somebody who has no account yet, until it is used, withdrawn or out of date. Only
//! the hash of its token is here.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::{AccountId, SpaceId};
use baton_core::people::AgentRef;
use baton_core::staff::invitation_is_open;
use baton_core::time::Time;
use serde_json::json;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::Role;
use super::accounts::insert_account;
use super::roles::write_role;
use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::names;
use crate::sql::{Columns, hex};
use crate::store::Store;

/// Who is invited, and as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvitation {
    /// The name to begin with; the person may change it.
    pub name: String,
    /// The address to sign in with, in small letters.
    pub email: String,
    /// The role in a space, if any.
    pub role: Option<(SpaceId, Role)>,
    /// Whether as an admin of the site.
    pub site_admin: bool,
    /// Until when the link can be used.
    pub expires: Time,
}

/// An invitation that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Who, and as what.
    pub invited: NewInvitation,
    /// The name of who made it.
    pub invited_by: String,
}

/// The columns that [`invitation_of`] reads.
macro_rules! select_invitation {
    ($tail:literal) => {
        concat!(
            "SELECT email, name, space_id, role, site_admin, invited_by, expires_at FROM invitations ",
            $tail
        )
    };
}

fn invitation_of(row: &AnyRow) -> Result<Invitation, StoreError> {
    let role = match row.optional_text("space_id")? {
        Some(_) => Some((row.id("space_id")?, row.named("role", names::role_named)?)),
        None => None,
    };
    Ok(Invitation {
        invited: NewInvitation {
            name: row.text("name")?,
            email: row.text("email")?,
            role,
            site_admin: row.flag("site_admin")?,
            expires: row.time("expires_at")?,
        },
        invited_by: row.text("invited_by")?,
    })
}

async fn has_account(connection: &mut AnyConnection, email: &str) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT id FROM accounts WHERE email = $1")
        .bind(email)
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

impl Store {
    /// Makes an invitation; one for the same address is replaced, and its link ends. `Taken` when the address has an
    /// account.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn invite(
        &self,
        by: &AgentRef,
        token_hash: &[u8; 32],
        new: &NewInvitation,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        if has_account(&mut transaction, &new.email).await? {
            return Err(StoreError::Taken);
        }
        let now = self.database().now_on(&mut transaction).await?;
        sqlx::query("DELETE FROM invitations WHERE email = $1 OR expires_at <= $2")
            .bind(new.email.as_str())
            .bind(now.0)
            .execute(&mut *transaction)
            .await?;
        let sql = "INSERT INTO invitations (token_hash, email, name, space_id, role, site_admin, invited_by, \
                   created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        sqlx::query(sql)
            .bind(hex(token_hash))
            .bind(new.email.as_str())
            .bind(new.name.as_str())
            .bind(new.role.map(|(space, _)| space.to_string()))
            .bind(new.role.map(|(_, role)| names::role_name(role).to_owned()))
            .bind(i64::from(new.site_admin))
            .bind(by.name.as_str())
            .bind(now.0)
            .bind(new.expires.0)
            .execute(&mut *transaction)
            .await
            .map_err(StoreError::of_insert)?;
        let entry = AuditEntry::new(AuditKind::PersonInvited, new.name.as_str()).to(&json!({
            "email": new.email,
            "role": new.role.map(|(_, role)| names::role_name(role)),
            "site_admin": new.site_admin,
        }))?;
        let entry = match new.role {
            Some((space, _)) => entry.in_space(space),
            None => entry,
        };
        let by = AuditActor::Account(by.clone());
        record(self.database(), &mut transaction, &by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The invitation of a link, while it can be used.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn invitation(
        &self,
        token_hash: &[u8; 32],
    ) -> Result<Option<Invitation>, StoreError> {
        let now = self.now().await?;
        let sql = select_invitation!("WHERE token_hash = $1");
        let row = sqlx::query(sql)
            .bind(hex(token_hash))
            .fetch_optional(self.read())
            .await?;
        let found = row.as_ref().map(invitation_of).transpose()?;
        Ok(found.filter(|found| invitation_is_open(found.invited.expires, now)))
    }

    /// The invitations that can be used, by address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn invitations(&self) -> Result<Vec<Invitation>, StoreError> {
        let now = self.now().await?;
        let sql = select_invitation!("WHERE expires_at > $1 ORDER BY email");
        let rows = sqlx::query(sql).bind(now.0).fetch_all(self.read()).await?;
        rows.iter().map(invitation_of).collect()
    }

    /// Takes an invitation back; its link ends.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn withdraw_invitation(
        &self,
        by: &AuditActor,
        email: &str,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let row = sqlx::query("DELETE FROM invitations WHERE email = $1 RETURNING name")
            .bind(email)
            .fetch_optional(&mut *transaction)
            .await?;
        let name = row.ok_or(StoreError::NotFound)?.text("name")?;
        let entry = AuditEntry::new(AuditKind::InvitationWithdrawn, name)
            .from(&json!({ "email": email }))?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Makes the account of an invitation, which ends with it. `NotFound` when it can't be used any more, `Taken` when
    /// the address has got an account meanwhile.
    ///
    /// # Errors
    /// [`StoreError`]: nothing was changed.
    pub async fn accept_invitation(
        &self,
        token_hash: &[u8; 32],
        name: &str,
        password_hash: &str,
    ) -> Result<AccountId, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let now = self.database().now_on(&mut transaction).await?;
        let sql = "DELETE FROM invitations WHERE token_hash = $1 AND expires_at > $2 \
                   RETURNING email, name, space_id, role, site_admin, invited_by, expires_at";
        let row = sqlx::query(sql)
            .bind(hex(token_hash))
            .bind(now.0)
            .fetch_optional(&mut *transaction)
            .await?;
        let Invitation { invited, .. } = invitation_of(&row.ok_or(StoreError::NotFound)?)?;
        let id = insert_account(
            self.database(),
            &mut transaction,
            name,
            &invited.email,
            Some(password_hash),
        )
        .await?;
        if let Some((space, role)) = invited.role {
            write_role(&mut transaction, space, id, Some(role)).await?;
        }
        if invited.site_admin {
            sqlx::query("UPDATE accounts SET site_admin = 1 WHERE id = $1")
                .bind(id.to_string())
                .execute(&mut *transaction)
                .await?;
        }
        let by = AuditActor::Account(AgentRef {
            id,
            name: name.to_owned(),
        });
        let entry = AuditEntry::new(AuditKind::PersonCreated, name).to(&json!({
            "email": invited.email,
            "role": invited.role.map(|(_, role)| names::role_name(role)),
            "site_admin": invited.site_admin,
        }))?;
        let entry = match invited.role {
            Some((space, _)) => entry.in_space(space),
            None => entry,
        };
        record(self.database(), &mut transaction, &by, &entry).await?;
        transaction.commit().await?;
        Ok(id)
    }
}
