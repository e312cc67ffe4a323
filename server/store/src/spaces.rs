//! Spaces and their settings, and whether a person is offered there.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::{SpaceId, TeamId};
use baton_core::limits::TEAM_MEMBERS;
use baton_core::offer::{Offer, TeamAvailability, offer};
use baton_core::people::TeamRef;
use baton_core::settings::{LiveChatSettings, Plan, ProjectKey, RovoAgent};
use baton_core::time::Time;
use serde_json::json;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::alerts::reachable_in_team;
use crate::audit::{AuditEntry, AuditId, record};
use crate::database::Database;
use crate::error::StoreError;
use crate::ids::new_id;
use crate::names;
use crate::sql::{self, Columns, to_json};
use crate::store::Store;

/// A space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    /// Which.
    pub id: SpaceId,
    /// The key in its addresses and work items.
    pub key: ProjectKey,
    /// The name that people read.
    pub name: String,
    /// An IANA time zone: `Europe/Berlin`.
    pub time_zone: String,
    /// *Team and chat settings*.
    pub settings: LiveChatSettings,
    /// The virtual agent, if there is one.
    pub rovo_agent: Option<RovoAgent>,
    /// The mapped team, if there is one.
    pub team: Option<TeamRef>,
    /// The origins that may embed the widget: `https://shop.example`.
    pub allowed_origins: Vec<String>,
    /// The audit record of the last change of its settings, Rovo agent, origins or name: what a form is made from.
    pub settings_version: AuditId,
}

/// What a new space needs; the rest has defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSpace {
    /// The key; unique on the site.
    pub key: ProjectKey,
    /// The name that people read.
    pub name: String,
    /// An IANA time zone.
    pub time_zone: String,
}

/// The columns of [`Space`], with `s` for the space and `t` for its team.
macro_rules! select_space {
    ($more:literal, $tail:literal) => {
        concat!(
            "SELECT s.id, s.key, s.name, s.time_zone, s.settings, s.rovo_agent, s.allowed_origins, s.team_id, \
             s.settings_version, t.name AS team_name",
            $more,
            " FROM spaces s LEFT JOIN teams t ON t.id = s.team_id ",
            $tail
        )
    };
}
pub(crate) use select_space;

pub(crate) fn space_of(row: &AnyRow) -> Result<Space, StoreError> {
    let key = row.named("key", ProjectKey::parse)?;
    let rovo_agent = match row.optional_text("rovo_agent")? {
        Some(json) => Some(sql::from_json("rovo_agent", &json)?),
        None => None,
    };
    let team = match row.optional_text("team_name")? {
        Some(name) => {
            let id = row.id::<TeamId>("team_id")?;
            Some(TeamRef { id, name })
        }
        None => None,
    };
    Ok(Space {
        id: row.id("id")?,
        key,
        name: row.text("name")?,
        time_zone: row.text("time_zone")?,
        settings: row.json("settings")?,
        rovo_agent,
        team,
        allowed_origins: row.json("allowed_origins")?,
        settings_version: row.unsigned("settings_version")?,
    })
}

/// A new space, in a transaction that is recorded by the caller.
pub(crate) async fn insert_space(
    database: &Database,
    connection: &mut AnyConnection,
    new: &NewSpace,
) -> Result<SpaceId, StoreError> {
    let id = SpaceId(new_id(database.now_on(connection).await?));
    let sql = "INSERT INTO spaces (id, key, name, time_zone, settings, allowed_origins, next_work_item, feed_head, \
               commits, knowledge_version) VALUES ($1, $2, $3, $4, $5, '[]', 1, 0, 0, 0)";
    sqlx::query(sql)
        .bind(id.to_string())
        .bind(new.key.as_str())
        .bind(new.name.as_str())
        .bind(new.time_zone.as_str())
        .bind(to_json(&LiveChatSettings::default())?)
        .execute(connection)
        .await
        .map_err(StoreError::of_insert)?;
    Ok(id)
}

/// Whether customers of this space can ask for a person now.
pub(crate) async fn offer_of(
    connection: &mut AnyConnection,
    space: &Space,
    plan: Plan,
    now: Time,
) -> Result<Offer, StoreError> {
    let team = match &space.team {
        Some(team) => {
            let follow = space.settings.follow_availability;
            Some(availability(connection, team.id, follow, now).await?)
        }
        None => None,
    };
    let agent = space.rovo_agent.as_ref();
    Ok(offer(plan, &space.key, agent, &space.settings, team))
}

/// The mapped team. Who is available is looked up only where it decides something: with the toggle on, in a team that is
/// not too large.
async fn availability(
    connection: &mut AnyConnection,
    team: TeamId,
    follow: bool,
    now: Time,
) -> Result<TeamAvailability, StoreError> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) AS members FROM team_members m \
               JOIN accounts a ON a.id = m.account_id AND a.disabled = 0 WHERE m.team_id = $1";
    let row = sqlx::query(sql)
        .bind(team.to_string())
        .fetch_one(&mut *connection)
        .await?;
    let members = usize::try_from(row.unsigned("members")?).unwrap_or(usize::MAX);
    let available = if follow && members <= TEAM_MEMBERS {
        reachable_in_team(connection, team, now).await?
    } else {
        0
    };
    Ok(TeamAvailability { members, available })
}

impl Store {
    /// A space.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn space(&self, id: SpaceId) -> Result<Option<Space>, StoreError> {
        let row = sqlx::query(select_space!("", "WHERE s.id = $1"))
            .bind(id.to_string())
            .fetch_optional(self.read())
            .await?;
        row.as_ref().map(space_of).transpose()
    }

    /// The space with this key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn space_by_key(&self, key: &ProjectKey) -> Result<Option<Space>, StoreError> {
        let row = sqlx::query(select_space!("", "WHERE s.key = $1"))
            .bind(key.as_str())
            .fetch_optional(self.read())
            .await?;
        row.as_ref().map(space_of).transpose()
    }

    /// Every space, by key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn spaces(&self) -> Result<Vec<Space>, StoreError> {
        let rows = sqlx::query(select_space!("", "ORDER BY s.key"))
            .fetch_all(self.read())
            .await?;
        rows.iter().map(space_of).collect()
    }

    /// A new space, without a virtual agent; `Taken` when the key is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_space(
        &self,
        by: &AuditActor,
        new: NewSpace,
    ) -> Result<SpaceId, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let id = insert_space(self.database(), &mut transaction, &new).await?;
        let entry = AuditEntry::new(AuditKind::SpaceCreated, new.key.as_str())
            .in_space(id)
            .to(&json!({ "name": new.name, "time_zone": new.time_zone }))?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// The mapped team as the offer sees it; none when no team is mapped. Nobody counts as available where the toggle is off.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn team_availability(
        &self,
        space: &Space,
    ) -> Result<Option<TeamAvailability>, StoreError> {
        let Some(team) = &space.team else {
            return Ok(None);
        };
        let now = self.now().await?;
        let mut connection = self.read().acquire().await?;
        let follow = space.settings.follow_availability;
        availability(&mut connection, team.id, follow, now)
            .await
            .map(Some)
    }

    /// Whether customers can ask for a person now.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` when there is no such space.
    pub async fn offer(&self, space: SpaceId) -> Result<Offer, StoreError> {
        let now = self.now().await?;
        let mut connection = self.read().acquire().await?;
        let sql = select_space!(", (SELECT plan FROM site) AS plan", "WHERE s.id = $1");
        let row = sqlx::query(sql)
            .bind(space.to_string())
            .fetch_optional(&mut *connection)
            .await?
            .ok_or(StoreError::NotFound)?;
        let plan = row.named("plan", names::plan_named)?;
        offer_of(&mut connection, &space_of(&row)?, plan, now).await
    }
}
