//! What a start refuses, and that it touches nothing then.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use sqlx::{AnyConnection, Connection as _, Row as _};

use super::*;
use crate::{OpenError, OpenMode};

async fn open(path: &Path) -> Result<Store, OpenError> {
    let clock = Arc::new(FakeClock::default());
    Store::open(&format!("sqlite://{}", path.display()), clock).await
}

/// The files of a folder and what is in them.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_none_or(|extension| extension != "lock"))
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read(path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[tokio::test]
async fn a_missing_folder_is_refused_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    let error = open(&missing.join("baton.db")).await.unwrap_err();
    assert!(matches!(&error, OpenError::MissingFolder(path) if *path == missing));
    assert!(!missing.exists());
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baton.db");
    for bytes in [
        b"short".as_slice(),
        b"This is a letter, and no database at all.",
    ] {
        fs::write(&path, bytes).unwrap();
        let before = contents(folder.path());
        let error = open(&path).await.unwrap_err();
        assert!(matches!(error, OpenError::NotADatabase(_)), "{error}");
        assert_eq!(contents(folder.path()), before);
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(matches!(
        open(&path).await.unwrap_err(),
        OpenError::NotADatabase(_)
    ));
}

#[tokio::test]
async fn a_damaged_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baton.db");
    let mut bytes = b"SQLite format 3\0".to_vec();
    bytes.extend([0x5a; 4_080]);
    fs::write(&path, &bytes).unwrap();
    let before = contents(folder.path());
    let error = open(&path).await.unwrap_err();
    assert!(matches!(error, OpenError::NotADatabase(_)), "{error}");
    assert_eq!(contents(folder.path()), before);
}

#[tokio::test]
async fn a_read_only_file_or_folder_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baton.db");
    open(&path).await.unwrap().close().await;
    let before = contents(folder.path());
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(&path, 0o444);
    assert!(matches!(
        open(&path).await.unwrap_err(),
        OpenError::ReadOnly(_)
    ));
    allow(&path, 0o644);
    allow(folder.path(), 0o555);
    let error = open(&path).await.unwrap_err();
    allow(folder.path(), 0o755);
    assert!(matches!(error, OpenError::ReadOnly(_)));
    assert_eq!(contents(folder.path()), before);
}

#[tokio::test]
async fn a_database_of_another_application_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baton.db");
    sqlx::any::install_default_drivers();
    let url = format!("sqlite://{}?mode=rwc", path.display());
    let mut other = AnyConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("CREATE TABLE recipes (name TEXT)")
        .execute(&mut other)
        .await
        .unwrap();
    other.close().await.unwrap();
    let before = contents(folder.path());
    let error = open(&path).await.unwrap_err();
    assert!(matches!(error, OpenError::ForeignDatabase));
    assert_eq!(contents(folder.path()), before);
}

on_both! {
    async fn a_newer_schema_is_refused_and_left_alone(site: Site) {
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (9999, 'from the future', TRUE, $1, 0)",
        )
        .bind(vec![0_u8])
        .execute(site.store.write())
        .await
        .unwrap();
        site.store.close().await;
        let before = contents(site.folder.path());
        let error = Store::open(&site.url, site.clock.clone()).await.unwrap_err();
        assert!(matches!(error, OpenError::NewerSchema { found: 9999, .. }), "{error}");
        assert_eq!(contents(site.folder.path()), before);
    }
}

#[tokio::test]
async fn a_second_process_is_refused_until_the_first_is_gone() {
    let site = Site::on_sqlite().await;
    for mode in [OpenMode::Serve, OpenMode::Tool] {
        let second = Store::open_as(&site.url, site.clock.clone(), mode).await;
        assert!(matches!(second.unwrap_err(), OpenError::Locked(_)));
    }
    site.waiting().await;
    site.store.close().await;
    Store::open(&site.url, site.clock.clone()).await.unwrap();
}

#[tokio::test]
async fn an_address_that_is_none_is_refused() {
    for url in ["", "baton.db", "mysql://localhost/x", "sqlite::memory:"] {
        let error = Store::open(url, Arc::new(FakeClock::default())).await;
        assert!(matches!(error.unwrap_err(), OpenError::UnknownAddress));
    }
}

#[tokio::test]
async fn nobody_answers_at_an_address_is_one_sentence() {
    let clock = Arc::new(FakeClock::default());
    let error = Store::open("postgres://baton@127.0.0.1:9/baton", clock)
        .await
        .unwrap_err();
    assert!(matches!(error, OpenError::Failed(_)));
    assert!(!error.to_string().contains('\n'));
}

#[tokio::test]
async fn sqlite_is_told_to_keep_every_commit() {
    let site = Site::on_sqlite().await;
    for (pragma, writer, reader) in [
        ("PRAGMA synchronous", 2, 2),
        ("PRAGMA foreign_keys", 1, 1),
        ("PRAGMA busy_timeout", 5_000, 5_000),
        ("PRAGMA query_only", 0, 1),
    ] {
        for (pool, wanted) in [(site.store.write(), writer), (site.store.read(), reader)] {
            let row = sqlx::query(pragma).fetch_one(pool).await.unwrap();
            assert_eq!(row.get::<i64, _>(0), wanted, "{pragma}");
        }
    }
    for pool in [site.store.write(), site.store.read()] {
        let row = sqlx::query("PRAGMA journal_mode")
            .fetch_one(pool)
            .await
            .unwrap();
        assert_eq!(row.get::<String, _>(0), "wal");
    }
    assert_eq!(site.store.write().options().get_max_connections(), 1);
}

on_both! {
    async fn what_was_stored_is_there_after_opening_anew(site: Site) {
        let (_, conversation) = site.waiting().await;
        let (state, epoch) = (site.state(conversation).await, site.store.epoch());
        let site = site.reopened().await;
        assert_eq!(site.state(conversation).await, state);
        assert_eq!(site.store.epoch(), epoch);
    }
}
