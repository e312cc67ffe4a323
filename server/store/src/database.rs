//! The connections: one pool to write and one to read. On SQLite the first has a single connection, so that writers
//! queue here and not in the database. Also the two ways in which the databases are spoken to differently.

use std::sync::Arc;
use std::time::Duration;

use baton_core::time::Time;
use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, AnyPool, Transaction};

use crate::clock::Clock;
use crate::error::StoreError;
use crate::sql::Columns;

/// How long one waits for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) kind: Kind,
    pub(crate) write: AnyPool,
    pub(crate) read: AnyPool,
    pub(crate) clock: Arc<dyn Clock>,
}

pub(crate) fn sqlite_writer() -> AnyPoolOptions {
    let pragmas = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                   PRAGMA foreign_keys = ON;";
    options(1, pragmas)
}

pub(crate) fn sqlite_readers() -> AnyPoolOptions {
    let pragmas = "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                   PRAGMA query_only = ON;";
    options(4, pragmas)
}

/// A node that is frozen or gone, or a connection whose other end is, must not keep the locks that it holds from everybody
/// else: a transaction that stands still is ended, waiting for a lock has an end, and the server itself finds out within
/// half a minute that nobody is there any more. No statement of the site takes nearly so long.
pub(crate) fn postgres_pool(connections: u32) -> AnyPoolOptions {
    // Whatever the server's default is, an acknowledged commit is on its disk.
    let settings = "SET synchronous_commit = 'on'; SET idle_in_transaction_session_timeout = '8s'; \
                    SET lock_timeout = '4s'; SET statement_timeout = '30s'; SET tcp_keepalives_idle = 10; \
                    SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4;";
    options(connections, settings)
}

/// For what is done once at the opening. Migrations take the time that they take, and wait for those of another node.
pub(crate) fn postgres_opener() -> AnyPoolOptions {
    options(1, "SET synchronous_commit = 'on'")
}

fn options(connections: u32, settings: &'static str) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                sqlx::raw_sql(settings).execute(connection).await?;
                Ok(())
            })
        })
}

impl Database {
    /// A transaction that may write: on SQLite it has the write lock from its first moment.
    pub(crate) async fn begin_write(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        match self.kind {
            Kind::Sqlite => self.write.begin_with("BEGIN IMMEDIATE").await,
            Kind::Postgres => self.write.begin().await,
        }
    }

    /// A transaction that sees one moment.
    pub(crate) async fn begin_read(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        match self.kind {
            Kind::Sqlite => self.read.begin_with("BEGIN").await,
            Kind::Postgres => {
                self.read
                    .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await
            }
        }
    }

    /// Now, as this connection's database or the injected clock has it.
    pub(crate) async fn now_on(&self, connection: &mut AnyConnection) -> Result<Time, StoreError> {
        if self.kind == Kind::Sqlite || !self.clock.is_real() {
            return Ok(self.clock.now());
        }
        let sql = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now";
        sqlx::query(sql).fetch_one(connection).await?.time("now")
    }

    pub(crate) async fn now(&self) -> Result<Time, StoreError> {
        if self.kind == Kind::Sqlite || !self.clock.is_real() {
            return Ok(self.clock.now());
        }
        self.now_on(&mut *self.read.acquire().await?).await
    }
}
