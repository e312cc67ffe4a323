//! The handle: connections, the writer's channel, and the hints. Cheap to clone; every clone is the same store. What it
//! can do stands in the modules by subject.

use std::sync::{Arc, Mutex, PoisonError};

use baton_core::id::{AccountId, Epoch};
use baton_core::time::Time;
use sqlx::{AnyConnection, AnyPool};
use tokio::sync::{broadcast, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::address::Address;
use crate::clock::Clock;
use crate::database::Database;
use crate::error::StoreError;
use crate::hint::Hint;
use crate::job::{ExecuteError, Job, Outcome};
use crate::lock::FolderLock;
use crate::notify::{self, Nodes};
use crate::open::{self, OpenError, OpenMode};
use crate::site;
use crate::writer::{self, Request};

/// How many jobs may wait for the writer before those who give more have to wait themselves.
const WAITING_JOBS: usize = 4_096;
/// How many hints a receiver may be behind before it is told so.
const WAITING_HINTS: usize = 4_096;

/// The store.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    database: Arc<Database>,
    address: Address,
    epoch: Epoch,
    hints: broadcast::Sender<Hint>,
    accounts: broadcast::Sender<AccountId>,
    nodes: Arc<Nodes>,
    requests: mpsc::Sender<Request>,
    stop: CancellationToken,
    /// Cancelled when one of the tasks has ended although nobody stopped it.
    failed: CancellationToken,
    tasks: TaskTracker,
    lock: Mutex<Option<FolderLock>>,
}

impl Store {
    /// Opens the store for the server, migrates it, and starts the writer.
    ///
    /// # Errors
    /// [`OpenError`]: nothing was changed.
    pub async fn open(url: &str, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::open_as(url, clock, OpenMode::Serve).await
    }

    /// Opens the store, migrates it, and starts the writer.
    ///
    /// # Errors
    /// [`OpenError`]: nothing was changed.
    pub async fn open_as(
        url: &str,
        clock: Arc<dyn Clock>,
        mode: OpenMode,
    ) -> Result<Self, OpenError> {
        let opened = open::open(url, clock).await?;
        let database = Arc::new(opened.database);
        let epoch = begin(&database)
            .await
            .map_err(|error| OpenError::Failed(error.to_string()))?;
        let (hints, _) = broadcast::channel(WAITING_HINTS);
        let (accounts, _) = broadcast::channel(WAITING_HINTS);
        let (requests, waiting) = mpsc::channel(WAITING_JOBS);
        let (stop, failed) = (CancellationToken::new(), CancellationToken::new());
        let tasks = TaskTracker::new();
        let nodes = Arc::new(Nodes::new());
        if let (Address::Postgres(url), OpenMode::Serve) = (&opened.address, mode) {
            nodes
                .catch_up(&database)
                .await
                .map_err(|error| OpenError::Failed(error.to_string()))?;
            let listening = notify::listen(
                url.clone(),
                Arc::clone(&database),
                Arc::clone(&nodes),
                hints.clone(),
                accounts.clone(),
                stop.clone(),
            );
            tasks.spawn(until_stopped(listening, stop.clone(), failed.clone()));
        }
        let writing = writer::run(
            Arc::clone(&database),
            Arc::clone(&nodes),
            hints.clone(),
            waiting,
            stop.clone(),
            writer::PATIENCE,
        );
        tasks.spawn(until_stopped(writing, stop.clone(), failed.clone()));
        tasks.close();
        let lock = Mutex::new(opened.lock);
        Ok(Self {
            inner: Arc::new(Inner {
                database,
                address: opened.address,
                epoch,
                hints,
                accounts,
                nodes,
                requests,
                stop,
                failed,
                tasks,
                lock,
            }),
        })
    }

    /// Finishes what the writer was given, closes every connection and frees the lock. Other handles fail afterwards.
    pub async fn close(&self) {
        self.inner.stop.cancel();
        self.inner.tasks.wait().await;
        self.inner.database.read.close().await;
        self.inner.database.write.close().await;
        let mut lock = self
            .inner
            .lock
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *lock = None;
    }

    /// Whether other processes write to it as well: other nodes, and subcommands beside them.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self.inner.address, Address::Postgres(_))
    }

    /// Which life of the store this is.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        self.inner.epoch
    }

    /// Hints from now on, one for each conversation of a commit. `Lagged` means: look everywhere again.
    #[must_use]
    pub fn hints(&self) -> broadcast::Receiver<Hint> {
        self.inner.hints.subscribe()
    }

    /// The accounts that have decided something about themselves at another node, from now on: about alerts, or where they
    /// are available. What is done at this node is told by whoever does it.
    #[must_use]
    pub fn changed_accounts(&self) -> broadcast::Receiver<AccountId> {
        self.inner.accounts.subscribe()
    }

    /// Tells the other nodes of an account, when the transaction commits.
    pub(crate) async fn tell_of_account(
        &self,
        connection: &mut AnyConnection,
        account: AccountId,
    ) -> Result<(), sqlx::Error> {
        let kind = self.inner.database.kind;
        self.inner
            .nodes
            .notify_of_account(kind, connection, account)
            .await
    }

    /// The store's clock: the database's on PostgreSQL when the injected one is real, else the injected one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn now(&self) -> Result<Time, StoreError> {
        self.inner.database.now().await
    }

    /// Gives a command to the writer and waits for its commit. Dropping the future does not take the command back.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub async fn execute(&self, job: Job) -> Result<Outcome, ExecuteError> {
        let (request, answer) = Request::job(job);
        self.inner
            .requests
            .send(request)
            .await
            .map_err(|_| ExecuteError::Unavailable)?;
        answer.await.unwrap_or(Err(ExecuteError::Unavailable))
    }

    /// Calls out what was committed here without the writer.
    pub(crate) fn call_out(&self, hint: Hint) {
        // Nobody may be listening, and that is fine.
        drop(self.inner.hints.send(hint));
    }

    /// Asks the writer whether it is there, and waits until it has nothing else to do. False if it has ended.
    pub async fn writer_answers(&self) -> bool {
        let (request, answer) = Request::look();
        self.inner.requests.send(request).await.is_ok() && answer.await.is_ok()
    }

    /// Ready when the writer, or what hears of other nodes, has ended although the store was not closed: a defect, after
    /// which nothing is written any more.
    pub async fn failed(&self) {
        self.inner.failed.cancelled().await;
    }

    pub(crate) fn database(&self) -> &Database {
        &self.inner.database
    }

    #[cfg(test)]
    pub(crate) fn shared_database(&self) -> Arc<Database> {
        Arc::clone(&self.inner.database)
    }

    pub(crate) fn address(&self) -> &Address {
        &self.inner.address
    }

    pub(crate) fn read(&self) -> &AnyPool {
        &self.inner.database.read
    }

    pub(crate) fn write(&self) -> &AnyPool {
        &self.inner.database.write
    }
}

async fn begin(database: &Database) -> Result<Epoch, StoreError> {
    site::begin(&mut *database.write.acquire().await?).await
}

/// Runs a task, and says so if it ends before it is stopped, in whatever way.
async fn until_stopped(
    task: impl Future<Output = ()>,
    stop: CancellationToken,
    failed: CancellationToken,
) {
    let ended = failed.drop_guard();
    task.await;
    if stop.is_cancelled() {
        ended.disarm();
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // The writer goes on until it has answered what it was given; the tasks hold no handle of the store.
        self.stop.cancel();
    }
}
