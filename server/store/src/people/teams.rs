//! Teams, their members' stored choice, and the leases that say who is there.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::{AccountId, TeamId};
use baton_core::people::TeamRef;
use baton_core::time::Time;
use baton_core::wire::alerts::Reach;
use serde_json::json;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{TeamMember, accounts, changed_one};
use crate::alerts::reach_in_team;
use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::ids::new_id;
use crate::sql::Columns;
use crate::store::Store;

/// The team's name; its row is taken until the transaction ends.
async fn taken(connection: &mut AnyConnection, id: TeamId) -> Result<String, StoreError> {
    let row = sqlx::query("UPDATE teams SET name = name WHERE id = $1 RETURNING name")
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.ok_or(StoreError::NotFound)?.text("name")
}

impl Store {
    /// A new team; `Taken` when the name is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_team(&self, by: &AuditActor, name: &str) -> Result<TeamId, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let id = TeamId(new_id(self.database().now_on(&mut transaction).await?));
        sqlx::query("INSERT INTO teams (id, name) VALUES ($1, $2)")
            .bind(id.to_string())
            .bind(name)
            .execute(&mut *transaction)
            .await
            .map_err(StoreError::of_insert)?;
        let entry = AuditEntry::new(AuditKind::TeamCreated, name);
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Gives a team another name; `Taken` when another has it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn rename_team(
        &self,
        by: &AuditActor,
        team: TeamId,
        name: &str,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let before = taken(&mut transaction, team).await?;
        if before == name {
            return Ok(());
        }
        sqlx::query("UPDATE teams SET name = $2 WHERE id = $1")
            .bind(team.to_string())
            .bind(name)
            .execute(&mut *transaction)
            .await
            .map_err(StoreError::of_insert)?;
        let entry = AuditEntry::new(AuditKind::TeamRenamed, name)
            .from(&json!({ "name": before }))?
            .to(&json!({ "name": name }))?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Every team, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn teams(&self) -> Result<Vec<TeamRef>, StoreError> {
        let rows = sqlx::query("SELECT id, name FROM teams ORDER BY name")
            .fetch_all(self.read())
            .await?;
        let team = |row: &AnyRow| {
            Ok(TeamRef {
                id: row.id("id")?,
                name: row.text("name")?,
            })
        };
        rows.iter().map(team).collect()
    }

    /// Adds a member, not marked available; nothing changes for one who is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_team_member(
        &self,
        by: &AuditActor,
        team: TeamId,
        account: AccountId,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let who = accounts::taken(&mut transaction, account).await?;
        let name = taken(&mut transaction, team).await?;
        let sql = "INSERT INTO team_members (team_id, account_id, marked_available) VALUES ($1, $2, 0) \
                   ON CONFLICT (team_id, account_id) DO NOTHING";
        let done = sqlx::query(sql)
            .bind(team.to_string())
            .bind(account.to_string())
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(());
        }
        let entry =
            AuditEntry::new(AuditKind::TeamMemberAdded, name).to(&json!({ "member": who.name }))?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Removes a member.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove_team_member(
        &self,
        by: &AuditActor,
        team: TeamId,
        account: AccountId,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let who = accounts::taken(&mut transaction, account).await?;
        let name = taken(&mut transaction, team).await?;
        let done = sqlx::query("DELETE FROM team_members WHERE team_id = $1 AND account_id = $2")
            .bind(team.to_string())
            .bind(account.to_string())
            .execute(&mut *transaction)
            .await?;
        changed_one(&done)?;
        let entry = AuditEntry::new(AuditKind::TeamMemberRemoved, name)
            .from(&json!({ "member": who.name }))?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The enabled members of a team, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn team_members(&self, team: TeamId) -> Result<Vec<TeamMember>, StoreError> {
        let sql = "SELECT a.id, a.name, m.marked_available, p.until_at FROM team_members m \
                   JOIN accounts a ON a.id = m.account_id AND a.disabled = 0 \
                   LEFT JOIN presence p ON p.account_id = a.id WHERE m.team_id = $1 ORDER BY a.name, a.id";
        let now = self.now().await?;
        let mut connection = self.read().acquire().await?;
        let rows = sqlx::query(sql)
            .bind(team.to_string())
            .fetch_all(&mut *connection)
            .await?;
        let reach = reach_in_team(&mut connection, team, now).await?;
        let member = |row: &AnyRow| {
            let account = row.id("id")?;
            Ok(TeamMember {
                account,
                reach: reach.get(&account).copied().unwrap_or(Reach::NoPage),
                name: row.text("name")?,
                marked_available: row.flag("marked_available")?,
                present_until: row.optional_number("until_at")?.map(Time),
            })
        };
        rows.iter().map(member).collect()
    }

    /// Stores a member's choice.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_marked_available(
        &self,
        team: TeamId,
        account: AccountId,
        marked: bool,
    ) -> Result<(), StoreError> {
        let sql =
            "UPDATE team_members SET marked_available = $3 WHERE team_id = $1 AND account_id = $2";
        let mut transaction = self.database().begin_write().await?;
        let done = sqlx::query(sql)
            .bind(team.to_string())
            .bind(account.to_string())
            .bind(i64::from(marked))
            .execute(&mut *transaction)
            .await?;
        changed_one(&done)?;
        self.tell_of_account(&mut transaction, account).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Renews the lease that says that an account is present; an end before the present one is ignored.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn renew_presence(&self, account: AccountId, until: Time) -> Result<(), StoreError> {
        let sql = "INSERT INTO presence (account_id, until_at) VALUES ($1, $2) \
                   ON CONFLICT (account_id) DO UPDATE SET until_at = excluded.until_at \
                   WHERE presence.until_at < excluded.until_at";
        sqlx::query(sql)
            .bind(account.to_string())
            .bind(until.0)
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Ends the lease at once, unless it has been renewed beyond `until`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_presence(&self, account: AccountId, until: Time) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM presence WHERE account_id = $1 AND until_at <= $2")
            .bind(account.to_string())
            .bind(until.0)
            .execute(self.write())
            .await?;
        Ok(())
    }
}
