//! On PostgreSQL somebody else can hold what the writer needs: another node that is frozen, a tool, a person at a prompt.
//! Whoever it is, the writer is held up for so long and no longer.

use std::time::Duration;

use sqlx::{AnyConnection, Connection as _, Row as _};
use tokio::sync::{broadcast, mpsc};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::notify::Nodes;
use crate::writer::{self, Request};

/// Takes what every command needs, and keeps it.
const TAKE: &str = "SELECT CAST(id AS TEXT) FROM spaces FOR UPDATE";
/// How long anything may take before it counts as never.
const NEVER: Duration = Duration::from_secs(60);

fn writing(site: &Site, customer: CustomerId) -> Job {
    let space = site.space;
    Job {
        target: Target::CustomerIn { space, customer },
        command: Command {
            id: CommandId(site.id()),
            actor: Actor::Customer(customer),
            body: CommandBody::Write {
                text: "Is anybody there?".to_owned(),
            },
        },
    }
}

/// Waits until a connection of the database waits for somebody's lock.
async fn somebody_waits(connection: &mut AnyConnection) {
    let sql = "SELECT COUNT(*) FROM pg_stat_activity \
               WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let waits = async {
        loop {
            let row = sqlx::query(sql).fetch_one(&mut *connection).await.unwrap();
            if row.get::<i64, _>(0) > 0 {
                return;
            }
        }
    };
    timeout(NEVER, waits).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_stands_still_in_a_transaction_holds_the_others_up_for_a_moment_only() {
    let site = Site::on_postgres().await;
    let customer = site.guest().await;
    let frozen = Store::open(&site.url, site.clock.clone()).await.unwrap();
    let mut held = frozen.database().begin_write().await.unwrap();
    sqlx::query(TAKE).fetch_all(&mut *held).await.unwrap();
    let (store, job) = (site.store.clone(), writing(&site, customer));
    let given = tokio::spawn(async move { store.execute(job).await });
    let mut watcher = AnyConnection::connect(&site.url).await.unwrap();
    somebody_waits(&mut watcher).await;
    // Whoever asks the writer meanwhile has no answer, although other writing goes on.
    let asked = timeout(Duration::from_millis(200), site.store.writer_answers());
    assert!(asked.await.is_err());
    site.store.try_write().await.unwrap();
    let written = timeout(NEVER, given).await.unwrap().unwrap();
    assert!(written.is_ok(), "{written:?}");
    assert!(site.store.writer_answers().await);
    let conversation = written.unwrap().conversation;
    assert_eq!(site.log(conversation).await.len(), 1);
    // What the other node would have gone on with is refused.
    assert!(sqlx::query(TAKE).fetch_all(&mut *held).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_without_an_end_is_given_up_and_its_command_can_be_given_again() {
    let site = Site::on_postgres().await;
    let customer = site.guest().await;
    // A person at a prompt: no limit of ours ends that transaction.
    let mut person = AnyConnection::connect(&site.url).await.unwrap();
    let mut held = person.begin().await.unwrap();
    sqlx::query(TAKE).fetch_all(&mut *held).await.unwrap();
    let (requests, waiting) = mpsc::channel(1);
    let stop = CancellationToken::new();
    let writer = Store::open(&site.url, site.clock.clone()).await.unwrap();
    let running = tokio::spawn(writer::run(
        writer.shared_database(),
        Arc::new(Nodes::new()),
        broadcast::Sender::new(16),
        waiting,
        stop.clone(),
        Duration::from_millis(100),
    ));
    let job = writing(&site, customer);
    let (request, answer) = Request::job(job.clone());
    requests.send(request).await.unwrap();
    // Sooner than the database itself would end the waiting of all tries.
    let answered = timeout(Duration::from_secs(15), answer).await;
    let answered = answered.unwrap().unwrap();
    assert_eq!(answered, Err(ExecuteError::Unavailable));
    held.rollback().await.unwrap();
    let (request, answer) = Request::job(job.clone());
    requests.send(request).await.unwrap();
    let written = timeout(NEVER, answer).await.unwrap().unwrap();
    // It may have been told only the second time, but it happened once.
    let outcome = match written {
        Ok(outcome) => outcome,
        Err(_) => site.store.execute(job).await.unwrap(),
    };
    assert_eq!(site.log(outcome.conversation).await.len(), 1);
    stop.cancel();
    running.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_connection_of_the_site_has_limits_and_the_one_that_migrates_has_none() {
    let site = Site::on_postgres().await;
    let limits = "SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout') \
                  || ' ' || current_setting('idle_in_transaction_session_timeout')";
    for pool in [site.store.read(), site.store.write()] {
        let row = sqlx::query(limits).fetch_one(pool).await.unwrap();
        assert_eq!(row.get::<String, _>(0), "4s 30s 8s");
    }
    let opener = crate::database::postgres_opener();
    let opener = opener.connect(&site.url).await.unwrap();
    let row = sqlx::query(limits).fetch_one(&opener).await.unwrap();
    assert_eq!(row.get::<String, _>(0), "0 0 0");
}
