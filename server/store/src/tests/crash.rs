//! A process that is killed while it writes loses nothing that it has acknowledged.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command as Process, Stdio};

use super::*;

/// In the child's environment: the database that it writes to until it is killed, and the customer who writes.
const DATABASE: &str = "BATON_STORE_TEST_CRASH";

/// Writes for ever, and prints the id of each message once it is acknowledged.
async fn write_until_killed(task: &str) {
    let (customer, rest) = task.split_once(' ').unwrap();
    let (space, url) = rest.split_once(' ').unwrap();
    let customer: CustomerId = customer.parse().unwrap();
    let space: SpaceId = space.parse().unwrap();
    let store = Store::open(url, Arc::new(FakeClock::default()))
        .await
        .unwrap();
    let mut senders = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        senders.spawn(async move {
            loop {
                let id = CommandId(new_id(FakeClock::default().now()));
                let command = Command {
                    id,
                    actor: Actor::Customer(customer),
                    body: CommandBody::Write {
                        text: "Still here".to_owned(),
                    },
                };
                let target = Target::CustomerIn { space, customer };
                let seq = store.execute(Job { target, command }).await.unwrap().seq;
                let mut out = std::io::stdout().lock();
                writeln!(out, "ACK {seq} {id}").unwrap();
                out.flush().unwrap();
            }
        });
    }
    senders.join_all().await;
}

async fn kill_while_writing(site: Site, test: &str) {
    let customer = site.guest().await;
    site.store.close().await;
    let mut child = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(DATABASE, format!("{customer} {} {}", site.space, site.url))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (child, acknowledged) = tokio::task::spawn_blocking(move || {
        let mut acknowledged = BTreeSet::new();
        for line in lines.map_while(Result::ok) {
            // The test harness writes its own words to the same line.
            let Some((_, ack)) = line.split_once("ACK ") else {
                continue;
            };
            let (seq, id) = ack.split_once(' ').unwrap();
            acknowledged.insert((seq.parse::<i64>().unwrap(), id.to_owned()));
            if acknowledged.len() == 300 {
                // SIGKILL; what was acknowledged until then is still read.
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        (child, acknowledged)
    })
    .await
    .unwrap();
    drop(child);
    assert!(acknowledged.len() >= 300);
    let store = Store::open(&site.url, site.clock.clone()).await.unwrap();
    let conversation = store
        .conversation_of(site.space, customer)
        .await
        .unwrap()
        .unwrap();
    let log = store
        .events(conversation.id, Seq(0), 1_000_000)
        .await
        .unwrap();
    assert_gap_free(&log);
    assert_eq!(conversation.head, log.last().unwrap().seq);
    for (seq, id) in acknowledged {
        let message = log[usize::try_from(seq - 1).unwrap()]
            .body
            .message()
            .unwrap();
        assert_eq!(message.to_string(), id);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_loses_nothing_acknowledged_on_sqlite() {
    match std::env::var(DATABASE) {
        Ok(task) => write_until_killed(&task).await,
        Err(_) => {
            let test = "tests::crash::a_killed_process_loses_nothing_acknowledged_on_sqlite";
            kill_while_writing(Site::on_sqlite().await, test).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_loses_nothing_acknowledged_on_postgres() {
    match std::env::var(DATABASE) {
        Ok(task) => write_until_killed(&task).await,
        Err(_) => {
            let test = "tests::crash::a_killed_process_loses_nothing_acknowledged_on_postgres";
            kill_while_writing(Site::on_postgres().await, test).await;
        }
    }
}
