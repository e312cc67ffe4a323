//! Changing what admins decide for a space. A change is made on what is stored at that moment, inside the transaction;
//! each setting that it changes is recorded in the audit log there, and the last of these records is the space's new
//! version. Who began with an older version and changes what somebody has changed since learns of it instead.

use baton_core::audit::AuditActor;
use baton_core::id::{SpaceId, TeamId};
use baton_core::settings::{LiveChatSettings, RovoAgent, Setting, wait_text};
use serde::Serialize;
use sqlx::AnyConnection;

use crate::audit::{AuditEntry, AuditFilter, AuditId, AuditRow, record};
use crate::database::{Database, Kind};
use crate::error::StoreError;
use crate::people::changed_one;
use crate::spaces::{Space, select_space, space_of};
use crate::sql::{Columns, stored, to_json};
use crate::store::Store;

/// So many records are looked through for what was changed since a version.
const SINCE: u32 = 200;

/// What a change was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A form that was made from this version of the space.
    Version(AuditId),
    /// Whatever is stored.
    Latest,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is stored.
    Done {
        /// The space as it is now.
        space: Box<Space>,
        /// What was changed; nothing, when all of it was so already.
        changed: Vec<Setting>,
    },
    /// Somebody else changed the same settings meanwhile; nothing was stored.
    Changed {
        /// The space as it is.
        current: Box<Space>,
        /// What was changed meanwhile and by whom, newest first.
        since: Vec<AuditRow>,
    },
}

/// A setting with both its values as JSON.
struct Difference {
    setting: Setting,
    before: Option<String>,
    after: Option<String>,
}

/// Collects what differs.
#[derive(Default)]
struct Differences(Vec<Difference>);

impl Differences {
    fn compare<T: Serialize + PartialEq>(
        &mut self,
        setting: Setting,
        before: Option<&T>,
        after: Option<&T>,
    ) -> Result<(), StoreError> {
        if before != after {
            self.0.push(Difference {
                setting,
                before: before.map(to_json).transpose()?,
                after: after.map(to_json).transpose()?,
            });
        }
        Ok(())
    }

    fn settings(
        &mut self,
        before: &LiveChatSettings,
        after: &LiveChatSettings,
    ) -> Result<(), StoreError> {
        let mut flag =
            |setting, before: bool, after: bool| self.compare(setting, Some(&before), Some(&after));
        flag(
            Setting::Feature,
            before.feature_enabled,
            after.feature_enabled,
        )?;
        flag(
            Setting::Availability,
            before.follow_availability,
            after.follow_availability,
        )?;
        let mut wait = |setting, before, after| {
            self.compare(setting, Some(&wait_text(before)), Some(&wait_text(after)))
        };
        wait(
            Setting::TimeToAssign,
            before.time_to_assign,
            after.time_to_assign,
        )?;
        wait(
            Setting::TimeToReply,
            before.time_to_reply,
            after.time_to_reply,
        )?;
        wait(
            Setting::RepeatAlerts,
            before.repeat_alerts,
            after.repeat_alerts,
        )
    }

    fn rovo_agent(
        &mut self,
        before: Option<&RovoAgent>,
        after: Option<&RovoAgent>,
    ) -> Result<(), StoreError> {
        self.compare(
            Setting::RovoName,
            before.map(|agent| &agent.name),
            after.map(|agent| &agent.name),
        )?;
        self.compare(
            Setting::Instructions,
            before.map(|agent| &agent.instructions),
            after.map(|agent| &agent.instructions),
        )?;
        self.compare(
            Setting::EscalationLines,
            before.map(|agent| &agent.escalation_lines),
            after.map(|agent| &agent.escalation_lines),
        )?;
        self.compare(
            Setting::Surface,
            before.map(|agent| &agent.on_surface),
            after.map(|agent| &agent.on_surface),
        )?;
        self.compare(
            Setting::Scenarios,
            before.map(|agent| &agent.scenarios),
            after.map(|agent| &agent.scenarios),
        )
    }
}

/// Everything that differs between two states of a space. `team` is the name of the team that is mapped now.
fn differences(
    before: &Space,
    after: &Space,
    team: Option<&String>,
) -> Result<Vec<Difference>, StoreError> {
    let mut all = Differences::default();
    all.settings(&before.settings, &after.settings)?;
    if before.settings.team != after.settings.team {
        all.compare(
            Setting::Team,
            before.team.as_ref().map(|team| &team.name),
            team,
        )?;
    }
    all.compare(Setting::Name, Some(&before.name), Some(&after.name))?;
    all.compare(
        Setting::TimeZone,
        Some(&before.time_zone),
        Some(&after.time_zone),
    )?;
    all.compare(
        Setting::Origins,
        Some(&before.allowed_origins),
        Some(&after.allowed_origins),
    )?;
    all.rovo_agent(before.rovo_agent.as_ref(), after.rovo_agent.as_ref())?;
    Ok(all.0)
}

/// The space, which this transaction has to itself from now on.
async fn locked(
    kind: Kind,
    connection: &mut AnyConnection,
    id: SpaceId,
) -> Result<Space, StoreError> {
    let sql = match kind {
        Kind::Sqlite => select_space!("", "WHERE s.id = $1"),
        Kind::Postgres => select_space!("", "WHERE s.id = $1 FOR NO KEY UPDATE OF s"),
    };
    let row = sqlx::query(sql)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    space_of(&row.ok_or(StoreError::NotFound)?)
}

async fn team_name(
    connection: &mut AnyConnection,
    team: Option<TeamId>,
) -> Result<Option<String>, StoreError> {
    let Some(team) = team else { return Ok(None) };
    let row = sqlx::query("SELECT name FROM teams WHERE id = $1")
        .bind(team.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(Some(row.ok_or(StoreError::NotFound)?.text("name")?))
}

async fn write(connection: &mut AnyConnection, space: &Space) -> Result<(), StoreError> {
    let sql = "UPDATE spaces SET name = $2, settings = $3, team_id = $4, rovo_agent = $5, allowed_origins = $6, \
               time_zone = $7 WHERE id = $1";
    let done = sqlx::query(sql)
        .bind(space.id.to_string())
        .bind(space.name.as_str())
        .bind(to_json(&space.settings)?)
        .bind(space.settings.team.map(|team| team.to_string()))
        .bind(space.rovo_agent.as_ref().map(to_json).transpose()?)
        .bind(to_json(&space.allowed_origins)?)
        .bind(space.time_zone.as_str())
        .execute(connection)
        .await?;
    changed_one(&done)
}

/// Records each difference; the last record is the version.
async fn record_all(
    database: &Database,
    connection: &mut AnyConnection,
    space: SpaceId,
    by: &AuditActor,
    differences: Vec<Difference>,
) -> Result<AuditId, StoreError> {
    let mut last = 0;
    for difference in differences {
        let mut entry = AuditEntry::new(difference.setting.kind(), difference.setting.name());
        entry.space = Some(space);
        entry.before = difference.before;
        entry.after = difference.after;
        last = record(database, connection, by, &entry).await?;
    }
    sqlx::query("UPDATE spaces SET settings_version = $2 WHERE id = $1")
        .bind(space.to_string())
        .bind(stored(last))
        .execute(connection)
        .await?;
    Ok(last)
}

impl Store {
    /// Changes a space: `edit` gets it as it is stored and leaves it as it should be. Its id and key stay, and its
    /// mapped team follows its settings. Whether the values are valid is the caller's question.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` when there is no such space or team.
    pub async fn change_space(
        &self,
        id: SpaceId,
        basis: Basis,
        by: &AuditActor,
        edit: impl FnOnce(&mut Space) + Send,
    ) -> Result<Saved, StoreError> {
        let database = self.database();
        let mut transaction = database.begin_write().await?;
        let before = locked(database.kind, &mut transaction, id).await?;
        let mut after = before.clone();
        edit(&mut after);
        let team = team_name(&mut transaction, after.settings.team).await?;
        let differences = differences(&before, &after, team.as_ref())?;
        let changed: Vec<_> = differences.iter().map(|one| one.setting).collect();
        if let Basis::Version(version) = basis
            && version < before.settings_version
        {
            let since = self.changed_since(id, version).await?;
            let overlap = |row: &&AuditRow| {
                let setting = Setting::named(&row.entry.subject);
                setting.is_some_and(|setting| changed.contains(&setting))
            };
            let since: Vec<_> = since.iter().filter(overlap).cloned().collect();
            if !since.is_empty() {
                let current = Box::new(before);
                return Ok(Saved::Changed { current, since });
            }
        }
        if !changed.is_empty() {
            write(&mut transaction, &after).await?;
            after.settings_version =
                record_all(database, &mut transaction, id, by, differences).await?;
            transaction.commit().await?;
        }
        after.team = match (after.settings.team, team) {
            (Some(id), Some(name)) => Some(baton_core::people::TeamRef { id, name }),
            _ => None,
        };
        let space = Box::new(after);
        Ok(Saved::Done { space, changed })
    }

    /// What was recorded of a space's settings after a version, newest first. Whoever has the space's lock sees all of it.
    async fn changed_since(
        &self,
        space: SpaceId,
        version: AuditId,
    ) -> Result<Vec<AuditRow>, StoreError> {
        let filter = AuditFilter {
            space: Some(space),
            ..AuditFilter::default()
        };
        let page = self.audit(&filter, None, SINCE).await?;
        let is_setting = |row: &AuditRow| {
            let setting = Setting::named(&row.entry.subject);
            setting.is_some_and(|setting| setting.kind() == row.entry.kind)
        };
        let later = page.rows.into_iter().filter(|row| row.id > version);
        Ok(later.filter(is_setting).collect())
    }

    /// Replaces *Team and chat settings* in the name of the site itself.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn save_space_settings(
        &self,
        id: SpaceId,
        settings: &LiveChatSettings,
    ) -> Result<(), StoreError> {
        let settings = settings.clone();
        let edit = |space: &mut Space| space.settings = settings;
        let saved = self.change_space(id, Basis::Latest, &AuditActor::Site, edit);
        saved.await.map(drop)
    }

    /// Replaces or removes the virtual agent in the name of the site itself.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn save_rovo_agent(
        &self,
        id: SpaceId,
        agent: Option<&RovoAgent>,
    ) -> Result<(), StoreError> {
        let agent = agent.cloned();
        let edit = |space: &mut Space| space.rovo_agent = agent;
        let saved = self.change_space(id, Basis::Latest, &AuditActor::Site, edit);
        saved.await.map(drop)
    }

    /// Replaces the origins that may embed the widget in the name of the site itself.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn save_allowed_origins(
        &self,
        id: SpaceId,
        origins: &[String],
    ) -> Result<(), StoreError> {
        let origins = origins.to_vec();
        let edit = |space: &mut Space| space.allowed_origins = origins;
        let saved = self.change_space(id, Basis::Latest, &AuditActor::Site, edit);
        saved.await.map(drop)
    }
}
