//! The writer: one task that takes whatever jobs wait, decides them inside one transaction, and answers after the commit.
//! Here is the loop and what happens when a transaction fails; `batch` decides, `facts` reads, `insert` writes.

mod batch;
mod facts;
mod failure;
mod insert;
mod rehearse;

pub use rehearse::SelfTestRovo;
pub(crate) use rehearse::rehearse;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{broadcast, mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::database::Database;
use crate::hint::Hint;
use crate::job::{ExecuteError, Job, Outcome};
use crate::notify::Nodes;
use batch::Committed;
use failure::Failure;

/// How many jobs share a commit at most.
const BATCH: usize = 100;
/// How long a transaction may take, from waiting for its connection to its commit. More than what the database itself
/// allows a statement that waits for a lock, and far more than a batch needs; a connection whose other end is gone says
/// nothing for ever.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// How long to wait before a failed transaction is decided anew; after the last, nothing is acknowledged.
const RETRY_AFTER: [Duration; 5] = [
    Duration::from_millis(5),
    Duration::from_millis(20),
    Duration::from_millis(80),
    Duration::from_millis(300),
    Duration::from_millis(1_000),
];

type Answer = Result<Outcome, ExecuteError>;

/// What the writer is asked, and where its answer goes.
#[derive(Debug)]
pub(crate) enum Request {
    /// To carry out a job.
    Job(Box<Job>, oneshot::Sender<Answer>),
    /// Whether it is there. It says so between two transactions, and so not while it is stuck in one.
    Look(oneshot::Sender<()>),
}

impl Request {
    pub(crate) fn job(job: Job) -> (Self, oneshot::Receiver<Answer>) {
        let (answer, receiver) = oneshot::channel();
        (Self::Job(Box::new(job), answer), receiver)
    }

    pub(crate) fn look() -> (Self, oneshot::Receiver<()>) {
        let (answer, receiver) = oneshot::channel();
        (Self::Look(answer), receiver)
    }
}

/// Runs until it is stopped or nobody can give jobs any more; what waits by then is still done.
pub(crate) async fn run(
    database: Arc<Database>,
    nodes: Arc<Nodes>,
    hints: broadcast::Sender<Hint>,
    mut requests: mpsc::Receiver<Request>,
    stop: CancellationToken,
    patience: Duration,
) {
    let writer = Writer {
        database,
        nodes,
        hints,
        patience,
    };
    let mut waiting = Vec::with_capacity(BATCH);
    loop {
        tokio::select! {
            biased;
            () = stop.cancelled(), if !requests.is_closed() => requests.close(),
            taken = requests.recv_many(&mut waiting, BATCH) => {
                if taken == 0 {
                    return;
                }
                writer.carry_out(std::mem::take(&mut waiting)).await;
            }
        }
    }
}

struct Writer {
    database: Arc<Database>,
    nodes: Arc<Nodes>,
    hints: broadcast::Sender<Hint>,
    /// How long a transaction may take.
    patience: Duration,
}

impl Writer {
    async fn carry_out(&self, requests: Vec<Request>) {
        let (mut jobs, mut answers, mut looks) = (Vec::new(), Vec::new(), Vec::new());
        for request in requests {
            match request {
                Request::Job(job, answer) => {
                    jobs.push(*job);
                    answers.push(answer);
                }
                Request::Look(answer) => looks.push(answer),
            }
        }
        if !jobs.is_empty() {
            let results = self.decide_all(&jobs).await;
            for (answer, result) in answers.into_iter().zip(results) {
                // Whoever asked may be gone; the command stays carried out.
                drop(answer.send(result));
            }
        }
        for look in looks {
            // Whoever asked may have given up.
            _ = look.send(());
        }
    }

    async fn decide_all(&self, jobs: &[Job]) -> Vec<Answer> {
        match self.commit(jobs).await {
            Ok(answers) => answers,
            // One of them can't be written; each gets a transaction of its own, so that it harms no other.
            Err(Failure::Content) if jobs.len() > 1 => {
                let mut answers = Vec::with_capacity(jobs.len());
                for job in jobs {
                    match self.commit(std::slice::from_ref(job)).await {
                        Ok(answer) => answers.extend(answer),
                        Err(_) => answers.push(Err(ExecuteError::Unavailable)),
                    }
                }
                answers
            }
            Err(_) => vec![Err(ExecuteError::Unavailable); jobs.len()],
        }
    }

    /// Commits, deciding anew as often as it may help. A commit whose outcome is unknown, because its connection was lost
    /// or because it took too long, needs nothing else: deciding anew waits for the locks of the lost transaction, and
    /// looks the commands' ids up before anything.
    async fn commit(&self, jobs: &[Job]) -> Result<Vec<Answer>, Failure> {
        let mut attempt = 0;
        loop {
            let committing = batch::commit(&self.database, &self.nodes, jobs, attempt);
            let committed = tokio::time::timeout(self.patience, committing).await;
            match committed.unwrap_or_else(|_| Err(failure::too_long())) {
                Ok(committed) => return Ok(self.announce(committed)),
                Err(error) => {
                    let failure = Failure::of(&error);
                    tracing::warn!(%error, ?failure, attempt, jobs = jobs.len(), "a transaction failed");
                    match RETRY_AFTER.get(attempt) {
                        Some(pause) if failure == Failure::Passing => {
                            tokio::time::sleep(*pause).await;
                        }
                        _ => return Err(failure),
                    }
                }
            }
            attempt += 1;
        }
    }

    fn announce(&self, committed: Committed) -> Vec<Answer> {
        self.nodes.committed_here(&committed.commits);
        for hint in committed.hints {
            // Nobody may be listening.
            drop(self.hints.send(hint));
        }
        committed.answers
    }
}
