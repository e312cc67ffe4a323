//! Two nodes on one PostgreSQL.

use std::time::Duration;

use tokio::sync::broadcast::Receiver;

use super::*;
use crate::Hint;

/// The next hint about a conversation, up to a head.
async fn hint(hints: &mut Receiver<Hint>, id: ConversationId, head: Seq) -> Hint {
    let wait = async {
        loop {
            let hint = hints.recv().await.unwrap();
            if hint.conversation == id && hint.head >= head {
                return hint;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait)
        .await
        .expect("a hint comes")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_node_commits_the_other_is_told() {
    let site = Site::on_postgres().await;
    let other = Store::open(&site.url, site.clock.clone()).await.unwrap();
    let mut hints = other.hints();
    let (_, conversation) = site.waiting().await;
    let heard = hint(&mut hints, conversation, Seq(2)).await;
    assert_eq!(heard.space, site.space);
    assert!(heard.events.is_none());
    assert_eq!(
        other.events(conversation, Seq(0), 10).await.unwrap().len(),
        2
    );
    // And the other way round, in turns.
    let mut back = site.store.hints();
    let other = Site {
        store: other,
        ..Site::same(&site)
    };
    other.claims(&site.ana, conversation).await.unwrap();
    assert!(hint(&mut back, conversation, Seq(4)).await.events.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_hears_nothing_looks_by_itself() {
    let site = Site::on_postgres().await;
    let other = Store::open(&site.url, site.clock.clone()).await.unwrap();
    let mut hints = other.hints();
    // Whoever listens is cut off, again and again, while the commit happens.
    let cut = "SELECT CAST(COUNT(pg_terminate_backend(pid)) AS BIGINT) FROM pg_stat_activity \
               WHERE query LIKE 'LISTEN%' AND datname = current_database()";
    sqlx::query(cut).fetch_one(site.store.read()).await.unwrap();
    let (_, conversation) = site.waiting().await;
    hint(&mut hints, conversation, Seq(2)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_alone_does_not_hear_itself_twice() {
    let site = Site::on_postgres().await;
    let mut hints = site.store.hints();
    let (_, conversation) = site.waiting().await;
    assert_eq!(hint(&mut hints, conversation, Seq(2)).await.head, Seq(2));
    // Longer than a look takes to come round.
    let silence = tokio::time::timeout(Duration::from_millis(2_500), hints.recv()).await;
    assert!(silence.is_err(), "{silence:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_two_nodes_one_agent_wins_and_one_deadline_fires() {
    let site = Site::on_postgres().await;
    let store = Store::open(&site.url, site.clock.clone()).await.unwrap();
    let other = Site {
        store,
        ..Site::same(&site)
    };
    for _ in 0..20 {
        let (_, conversation) = site.waiting().await;
        let (one, two) = tokio::join!(
            site.claims(&site.ana, conversation),
            other.claims(&site.ben, conversation),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_gap_free(&site.log(conversation).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_lost_while_writing_costs_no_acknowledged_message() {
    let site = Site::on_postgres().await;
    let customer = site.guest().await;
    let cut = "SELECT CAST(COUNT(pg_terminate_backend(pid)) AS BIGINT) FROM pg_stat_activity \
               WHERE pid <> pg_backend_pid() AND datname = current_database()";
    let mut acknowledged = Vec::new();
    for round in 0..10 {
        let (outcome, _) = tokio::join!(
            site.by_customer(
                customer,
                CommandBody::Write {
                    text: format!("Round {round}")
                }
            ),
            sqlx::query(cut).fetch_one(site.store.read()),
        );
        acknowledged.extend(outcome.ok());
    }
    assert!(!acknowledged.is_empty());
    let log = site.log(acknowledged[0].conversation).await;
    assert_gap_free(&log);
    for outcome in acknowledged {
        let place = usize::try_from(outcome.seq.0 - 1).unwrap();
        assert!(outcome.events.iter().all(|event| log[place] == *event));
    }
}
