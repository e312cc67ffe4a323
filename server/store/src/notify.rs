//! How the nodes of a site on PostgreSQL learn of each other's commits. Each commit counts up its spaces' `commits` under
//! the space's lock, so a node that remembers the last count finds what is new without holes. A notification only wakes
//! it; it looks by itself every second as well, so that a lost one costs a second and nothing else. What accounts decide
//! about themselves, as their availability, is in no space and in no count: there a notification names the account, and
//! who has a page of it open reads it now and then besides.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use baton_core::id::{AccountId, SpaceId};
use sqlx::AnyConnection;
use sqlx::postgres::PgListener;
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;

use crate::database::{Database, Kind};
use crate::error::StoreError;
use crate::hint::Hint;
use crate::ids::new_secret;
use crate::sql::Columns;

const CHANNEL: &str = "baton_commits";
/// Its payload is the node and the account, with a blank between them.
const ACCOUNTS: &str = "baton_accounts";
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many conversations one query reads.
const READ_AT_ONCE: i64 = 500;

/// What this node knows of the others.
#[derive(Debug)]
pub(crate) struct Nodes {
    /// This node, so that it does not wake itself.
    id: String,
    /// For each space, the count up to which every commit has been called out.
    seen: Mutex<HashMap<SpaceId, i64>>,
}

impl Nodes {
    pub(crate) fn new() -> Self {
        Self {
            id: format!("{:032x}", u128::from_be_bytes(new_secret())),
            seen: Mutex::default(),
        }
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<SpaceId, i64>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts at the present: what was committed before is in the log for whoever reads it.
    pub(crate) async fn catch_up(&self, database: &Database) -> Result<(), StoreError> {
        for (space, commits, _) in counts(database).await? {
            self.seen().insert(space, commits);
        }
        Ok(())
    }

    /// Our own commits need not be looked for, unless another node's lies before them.
    pub(crate) fn committed_here(&self, commits: &[(SpaceId, i64)]) {
        let mut seen = self.seen();
        for (space, count) in commits {
            let last = seen.entry(*space).or_default();
            if *last == count - 1 {
                *last = *count;
            }
        }
    }

    /// Wakes the other nodes when the transaction commits.
    pub(crate) async fn notify(
        &self,
        kind: Kind,
        connection: &mut AnyConnection,
    ) -> Result<(), sqlx::Error> {
        if kind == Kind::Postgres {
            sqlx::query("SELECT pg_notify($1, $2)")
                .bind(CHANNEL)
                .bind(self.id.as_str())
                .execute(connection)
                .await?;
        }
        Ok(())
    }

    /// Tells the other nodes, when the transaction commits, that an account has decided something about itself.
    pub(crate) async fn notify_of_account(
        &self,
        kind: Kind,
        connection: &mut AnyConnection,
        account: AccountId,
    ) -> Result<(), sqlx::Error> {
        if kind == Kind::Postgres {
            sqlx::query("SELECT pg_notify($1, $2)")
                .bind(ACCOUNTS)
                .bind(format!("{} {account}", self.id))
                .execute(connection)
                .await?;
        }
        Ok(())
    }

    /// The account that another node tells of.
    fn account_in(&self, payload: &str) -> Option<AccountId> {
        let (node, account) = payload.split_once(' ')?;
        let account = account.parse().ok()?;
        (node != self.id).then_some(account)
    }

    /// Calls out what other nodes have committed since the last look.
    async fn look(
        &self,
        database: &Database,
        hints: &broadcast::Sender<Hint>,
    ) -> Result<(), StoreError> {
        for (space, commits, feed_head) in counts(database).await? {
            let mut last = self.seen().get(&space).copied().unwrap_or_default();
            while last < commits {
                let sql = "SELECT id, head, commits FROM conversations WHERE space_id = $1 AND commits > $2 \
                           ORDER BY commits LIMIT $3";
                let rows = sqlx::query(sql)
                    .bind(space.to_string())
                    .bind(last)
                    .bind(READ_AT_ONCE)
                    .fetch_all(&database.read)
                    .await?;
                for row in &rows {
                    let hint = Hint {
                        space,
                        conversation: row.id("id")?,
                        head: row.seq("head")?,
                        feed_head: Some(feed_head),
                        events: None,
                        feed: None,
                        alerts: None,
                    };
                    drop(hints.send(hint));
                }
                // A page may end within a commit, which the next one then reads again; it has at most a hundred.
                let reached = rows.last().map(|row| row.number("commits")).transpose()?;
                last = match reached {
                    Some(reached) if rows.len() == usize::try_from(READ_AT_ONCE).unwrap_or(0) => {
                        reached - 1
                    }
                    Some(reached) => reached.max(commits),
                    None => commits,
                };
                let mut seen = self.seen();
                let known = seen.entry(space).or_default();
                *known = last.max(*known);
            }
        }
        Ok(())
    }
}

async fn counts(
    database: &Database,
) -> Result<Vec<(SpaceId, i64, baton_core::id::Seq)>, StoreError> {
    let rows = sqlx::query("SELECT id, commits, feed_head FROM spaces")
        .fetch_all(&database.read)
        .await?;
    rows.iter()
        .map(|row| Ok((row.id("id")?, row.number("commits")?, row.seq("feed_head")?)))
        .collect()
}

/// Looks when woken, and every second.
pub(crate) async fn listen(
    url: String,
    database: Arc<Database>,
    nodes: Arc<Nodes>,
    hints: broadcast::Sender<Hint>,
    accounts: broadcast::Sender<AccountId>,
    stop: CancellationToken,
) {
    let woken = Arc::new(Notify::new());
    let ear = tokio::spawn(hear(url, Arc::clone(&nodes), Arc::clone(&woken), accounts));
    let mut tick = tokio::time::interval(LOOK_EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            () = woken.notified() => {}
            _ = tick.tick() => {}
        }
        if let Err(error) = nodes.look(&database, &hints).await {
            tracing::warn!(%error, "other nodes' commits could not be read; trying again");
        }
    }
    ear.abort();
}

/// Passes notifications on, and connects again whenever that fails.
async fn hear(
    url: String,
    nodes: Arc<Nodes>,
    woken: Arc<Notify>,
    accounts: broadcast::Sender<AccountId>,
) {
    loop {
        if let Err(error) = hear_once(&url, &nodes, &woken, &accounts).await {
            tracing::warn!(%error, "not listening for other nodes; looking every second");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn hear_once(
    url: &str,
    nodes: &Nodes,
    woken: &Notify,
    accounts: &broadcast::Sender<AccountId>,
) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen_all([CHANNEL, ACCOUNTS]).await?;
    loop {
        let heard = listener.recv().await?;
        if heard.channel() == ACCOUNTS {
            if let Some(account) = nodes.account_in(heard.payload()) {
                // Nobody may be listening, and that is fine.
                drop(accounts.send(account));
            }
        } else if heard.payload() != nodes.id {
            woken.notify_one();
        }
    }
}
