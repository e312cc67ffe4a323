//! The browsers of accounts, and whether alerts reach the members of a team.

use std::collections::BTreeMap;

use baton_core::alert::{BrowserStanding, reach};
use baton_core::id::{AccountId, TeamId};
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::Reach;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{Browser, BrowserAnswers};
use crate::error::StoreError;
use crate::names;
use crate::sql::Columns;
use crate::store::Store;

/// A browser that was not there for so long is not read any more. Health shows when one last answered, and a browser that
/// comes back is one of these.
const OF_LATE: Millis = Millis::minutes(30 * 24 * 60);

macro_rules! select {
    () => {
        "SELECT b.account_id, b.browser_id, b.permission, b.worker, b.used_at, b.until_at, b.visible_until, \
         b.unanswered_at, b.acknowledged_at, b.tested_at FROM "
    };
}

const OF_TEAM: &str = concat!(
    select!(),
    "team_members m JOIN browsers b ON b.account_id = m.account_id AND b.until_at > $2 WHERE m.team_id = $1"
);
/// Of those who are marked available and present.
const OF_AVAILABLE: &str = concat!(
    select!(),
    "team_members m JOIN accounts a ON a.id = m.account_id AND a.disabled = 0 \
     JOIN presence p ON p.account_id = m.account_id AND p.until_at > $2 \
     JOIN browsers b ON b.account_id = m.account_id AND b.until_at > $2 \
     WHERE m.team_id = $1 AND m.marked_available = 1"
);

pub(super) fn browser_of(row: &AnyRow) -> Result<Browser, StoreError> {
    let time = |column| Ok::<_, StoreError>(row.optional_number(column)?.map(Time));
    Ok(Browser {
        account: row.id("account_id")?,
        id: row.id("browser_id")?,
        permission: row.named("permission", names::permission_named)?,
        worker: row.flag("worker")?,
        used_at: row.time("used_at")?,
        until: row.time("until_at")?,
        visible_until: row.time("visible_until")?,
        answers: BrowserAnswers {
            unanswered: time("unanswered_at")?,
            acknowledged: time("acknowledged_at")?,
            tested: time("tested_at")?,
        },
    })
}

impl Browser {
    /// As the rule of reachability sees it.
    #[must_use]
    pub fn standing(&self, now: Time) -> BrowserStanding {
        BrowserStanding {
            permission: self.permission,
            visible: self.visible_until > now,
            used_at: self.used_at,
            until: self.until,
            unanswered: self.answers.unanswered,
        }
    }
}

async fn by_account(
    connection: &mut AnyConnection,
    sql: &'static str,
    team: TeamId,
    now: Time,
) -> Result<BTreeMap<AccountId, Reach>, StoreError> {
    let rows = sqlx::query(sql)
        .bind(team.to_string())
        .bind(now.0)
        .fetch_all(connection)
        .await?;
    let mut of: BTreeMap<AccountId, Vec<BrowserStanding>> = BTreeMap::new();
    for row in &rows {
        let browser = browser_of(row)?;
        of.entry(browser.account)
            .or_default()
            .push(browser.standing(now));
    }
    Ok(of
        .into_iter()
        .map(|(account, browsers)| (account, reach(&browsers, now)))
        .collect())
}

/// Whether alerts reach the members of a team; who is not among them has no page open.
pub(crate) async fn reach_in_team(
    connection: &mut AnyConnection,
    team: TeamId,
    now: Time,
) -> Result<BTreeMap<AccountId, Reach>, StoreError> {
    by_account(connection, OF_TEAM, team, now).await
}

/// How many members of a team are marked available, present and reachable.
pub(crate) async fn reachable_in_team(
    connection: &mut AnyConnection,
    team: TeamId,
    now: Time,
) -> Result<usize, StoreError> {
    let of = by_account(connection, OF_AVAILABLE, team, now).await?;
    Ok(of
        .values()
        .filter(|reach| **reach == Reach::Reachable)
        .count())
}

impl Store {
    /// The browsers of an account that were there of late.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn browsers_of(&self, account: AccountId) -> Result<Vec<Browser>, StoreError> {
        let since = self.now().await?.0 - OF_LATE.0;
        let sql = concat!(
            select!(),
            "browsers b WHERE b.account_id = $1 AND b.until_at > $2"
        );
        let rows = sqlx::query(sql)
            .bind(account.to_string())
            .bind(since)
            .fetch_all(self.read())
            .await?;
        rows.iter().map(browser_of).collect()
    }
}
