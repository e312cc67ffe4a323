//! Backups and epochs.

use baton_core::time::{Millis, Time};

use super::*;
use crate::{BackupError, SystemClock};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_while_writing_is_whole_consistent_and_has_an_epoch_of_its_own() {
    let site = Site::on_sqlite().await;
    let customer = site.guest().await;
    let first = site.says(customer, "Before").await;
    let copy = site.folder.path().join("copy.db");
    let (made, ()) = tokio::join!(site.store.backup(&copy), async {
        for number in 0..50 {
            site.says(customer, &format!("Meanwhile {number}")).await;
        }
    });
    made.unwrap();
    let url = format!("sqlite://{}", copy.display());
    let restored = Store::open(&url, site.clock.clone()).await.unwrap();
    assert_ne!(restored.epoch(), site.store.epoch());
    let state = restored
        .conversation(first.conversation)
        .await
        .unwrap()
        .unwrap();
    let log = restored
        .events(first.conversation, Seq(0), 1_000)
        .await
        .unwrap();
    assert_gap_free(&log);
    assert_eq!(state.head, log.last().unwrap().seq);
    let partial = std::fs::read_dir(site.folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .find(|name| name.ends_with(".partial"));
    assert_eq!(partial, None);
}

#[tokio::test]
async fn a_backup_never_overwrites_a_file_and_makes_no_folder() {
    let site = Site::on_sqlite().await;
    let there = site.folder.path().join("letter.txt");
    std::fs::write(&there, "Dear Ana").unwrap();
    let error = site.store.backup(&there).await.unwrap_err();
    assert!(matches!(error, BackupError::Exists(_)));
    assert_eq!(std::fs::read_to_string(&there).unwrap(), "Dear Ana");
    let error = site
        .store
        .backup(&site.folder.path().join("none/copy.db"))
        .await;
    assert!(matches!(error.unwrap_err(), BackupError::MissingFolder(_)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_a_backup_points_to_pg_dump() {
    let site = Site::on_postgres().await;
    let error = site.store.backup(&site.folder.path().join("copy.db")).await;
    let error = error.unwrap_err();
    assert!(matches!(error, BackupError::UsePgDump));
    assert!(error.to_string().contains("pg_dump") && error.to_string().contains("new-epoch"));
}

on_both! {
    async fn a_new_epoch_is_noticed_at_the_next_start(site: Site) {
        let before = site.store.epoch();
        site.store.new_epoch().await.unwrap();
        let site = site.reopened().await;
        assert_ne!(site.store.epoch(), before);
    }
}

on_both! {
    async fn a_store_can_be_written_until_it_is_closed(site: Site) {
        site.store.try_write().await.unwrap();
        assert!(site.store.writer_answers().await);
        site.store.close().await;
        assert!(site.store.try_write().await.is_err());
        assert!(!site.store.writer_answers().await);
        let customer = CustomerId(site.id());
        let late = site.by_customer(customer, CommandBody::EndChat { meant: Meant::Any }).await;
        assert_eq!(late, Err(ExecuteError::Unavailable));
    }
}

on_both! {
    async fn what_was_given_before_closing_is_carried_out(site: Site) {
        let customer = site.guest().await;
        let write = || site.by_customer(customer, CommandBody::Write { text: "Last words".to_owned() });
        let (one, two, ()) = tokio::join!(write(), write(), site.store.close());
        assert!(one.is_ok() && two.is_ok());
    }
}

on_both! {
    async fn the_real_clock_is_in_the_events(site: Site) {
        let customer = site.guest().await;
        site.store.close().await;
        let store = Store::open(&site.url, Arc::new(SystemClock)).await.unwrap();
        let site = Site { store, ..site };
        let a_second = Millis::seconds(1);
        let before = SystemClock.now();
        let at = site.says(customer, "Hello").await.events[0].at;
        let after = SystemClock.now();
        assert!(Time(before.0 - a_second.0) < at && at < after + a_second, "{before:?} {at:?} {after:?}");
    }
}
