//! Reading which alerts stand, and what decides about them for an account.

use std::collections::BTreeMap;

use baton_core::alert::{Queue, Raised};
use baton_core::id::{AccountId, ConversationId};
use baton_core::time::Time;
use sqlx::any::AnyRow;

use super::browsers::browser_of;
use super::write::addressee_named;
use super::{AlertAccount, AlertMark, AlertPlace, Browser, StandingAlerts};
use crate::error::StoreError;
use crate::people::role_in;
use crate::spaces::{select_space, space_of};
use crate::sql::{self, Columns, read_among};
use crate::store::Store;

macro_rules! columns {
    () => {
        "SELECT c.id, c.space_id, c.head, c.inbox_row, a.addressee, a.kind, a.seq, a.at, a.due "
    };
}

/// Every alert that stands: as many as there are open chats, whatever has been.
pub(crate) const ALL: &str = concat!(
    columns!(),
    "FROM alerts a JOIN conversations c ON c.id = a.conversation_id"
);
/// Those of some conversations, with a row for a conversation that has none.
pub(crate) const OF_CONVERSATIONS: &str = concat!(
    columns!(),
    "FROM conversations c LEFT JOIN alerts a ON a.conversation_id = c.id WHERE c.id IN"
);
/// What an account was shown of the alerts that stand.
pub(crate) const MARKS: &str = "SELECT m.account_id, m.conversation_id, m.seq, m.round, m.is_read, m.at \
     FROM alert_marks m WHERE m.account_id = $1 \
     AND EXISTS (SELECT 1 FROM alerts a WHERE a.conversation_id = m.conversation_id)";
/// What anybody was shown since.
pub(crate) const MARKS_SINCE: &str = "SELECT account_id, conversation_id, seq, round, is_read, at FROM alert_marks \
     WHERE at >= $1 ORDER BY at LIMIT 5000";
/// The browsers that are there.
pub(crate) const THERE: &str = "SELECT account_id, browser_id, permission, worker, used_at, until_at, visible_until, \
     unanswered_at, acknowledged_at, tested_at FROM browsers WHERE until_at > $1";

fn fold(rows: &[AnyRow]) -> Result<Vec<StandingAlerts>, StoreError> {
    let mut of: BTreeMap<ConversationId, StandingAlerts> = BTreeMap::new();
    for row in rows {
        let conversation = row.id("id")?;
        let known = match of.entry(conversation) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => {
                let inbox_row = row.optional_text("inbox_row")?;
                new.insert(StandingAlerts {
                    conversation,
                    space: row.id("space_id")?,
                    head: row.seq("head")?,
                    row: inbox_row
                        .map(|json| sql::from_json("inbox_row", &json))
                        .transpose()?,
                    alerts: Vec::new(),
                })
            }
        };
        if row.optional_text("addressee")?.is_some() {
            let raised = Raised {
                to: row.named("addressee", addressee_named)?,
                kind: row.named("kind", baton_core::alert::AlertKind::from_name)?,
                seq: row.seq("seq")?,
                at: row.time("at")?,
                due: row.optional_number("due")?.map(Time),
            };
            if !known.alerts.contains(&raised) {
                known.alerts.push(raised);
            }
        }
    }
    Ok(of.into_values().collect())
}

fn mark_of(row: &AnyRow) -> Result<AlertMark, StoreError> {
    Ok(AlertMark {
        account: row.id("account_id")?,
        conversation: row.id("conversation_id")?,
        seq: row.seq("seq")?,
        round: u32::try_from(row.number("round")?).unwrap_or(u32::MAX),
        read: row.flag("is_read")?,
        at: row.time("at")?,
    })
}

impl Store {
    /// Every alert that stands.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn standing_alerts(&self) -> Result<Vec<StandingAlerts>, StoreError> {
        fold(&sqlx::query(ALL).fetch_all(self.read()).await?)
    }

    /// The alerts of these conversations; one in which none stands is there without any.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn standing_alerts_of(
        &self,
        conversations: &[ConversationId],
    ) -> Result<Vec<StandingAlerts>, StoreError> {
        let keys: Vec<_> = conversations.iter().map(ToString::to_string).collect();
        let mut connection = self.read().acquire().await?;
        fold(&read_among(&mut connection, OF_CONVERSATIONS, "", &keys).await?)
    }

    /// What decides about alerts to an account.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn alert_account(&self, account: AccountId) -> Result<AlertAccount, StoreError> {
        let marks = sqlx::query(MARKS)
            .bind(account.to_string())
            .fetch_all(self.read())
            .await?;
        Ok(AlertAccount {
            settings: self.alert_settings(account).await?,
            places: self.alert_places(account).await?,
            teams: self.teams_of(account).await?,
            browsers: self.browsers_of(account).await?,
            marks: marks.iter().map(mark_of).collect::<Result<_, _>>()?,
        })
    }

    /// The spaces in which an enabled account has a role, as far as alerts care.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn alert_places(&self, account: AccountId) -> Result<Vec<AlertPlace>, StoreError> {
        let sql = select_space!(
            ", a.site_admin, m.role, tm.marked_available, (SELECT CAST(COUNT(*) AS BIGINT) FROM team_members o \
             JOIN accounts e ON e.id = o.account_id AND e.disabled = 0 WHERE o.team_id = s.team_id) AS members",
            "JOIN accounts a ON a.id = $1 AND a.disabled = 0 \
             LEFT JOIN memberships m ON m.account_id = a.id AND m.space_id = s.id \
             LEFT JOIN team_members tm ON tm.team_id = s.team_id AND tm.account_id = a.id \
             WHERE a.site_admin = 1 OR m.role IS NOT NULL ORDER BY s.key"
        );
        let rows = sqlx::query(sql)
            .bind(account.to_string())
            .fetch_all(self.read())
            .await?;
        let mut places = Vec::new();
        for row in &rows {
            if role_in(row)?.is_none() {
                continue;
            }
            let space = space_of(row)?;
            let marked = row.optional_number("marked_available")?;
            let members = usize::try_from(row.unsigned("members")?).unwrap_or(usize::MAX);
            places.push(AlertPlace {
                space: space.id,
                key: space.key.to_string(),
                name: space.name,
                repeat: space.settings.repeat_alerts,
                queue: Queue {
                    team_members: space.team.as_ref().map(|_| members),
                    follow_availability: space.settings.follow_availability,
                },
                team: space.team.map(|team| team.name),
                in_team: marked.is_some(),
                marked_available: marked == Some(1),
            });
        }
        Ok(places)
    }

    /// What accounts were shown since, and the browsers that are there, as far as other processes may have written them:
    /// nothing where one process has the store to itself.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn alert_news(
        &self,
        since: Time,
        now: Time,
    ) -> Result<(Vec<AlertMark>, Vec<Browser>), StoreError> {
        if !self.is_shared() {
            return Ok((Vec::new(), Vec::new()));
        }
        let marks = sqlx::query(MARKS_SINCE)
            .bind(since.0)
            .fetch_all(self.read())
            .await?;
        let there = sqlx::query(THERE)
            .bind(now.0)
            .fetch_all(self.read())
            .await?;
        Ok((
            marks.iter().map(mark_of).collect::<Result<_, _>>()?,
            there.iter().map(browser_of).collect::<Result<_, _>>()?,
        ))
    }
}
