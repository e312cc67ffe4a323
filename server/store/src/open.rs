//! Opening a store: what is checked before anything is touched, and each reason for a refusal.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AnyConnection, AnyPool, Connection as _};

use crate::address::{Address, sqlite_url};
use crate::clock::Clock;
use crate::database::{self, Database, Kind};
use crate::lock::{self, FolderLock};
use crate::migrations::migrator;
use crate::sql::Columns;

/// The first SQLite without the bug that loses committed data in WAL mode.
const SAFE_SQLITE: [u32; 3] = [3, 51, 3];

/// Who opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMode {
    /// The server: it keeps the lock as long as it lives and listens for other nodes.
    Serve,
    /// A subcommand that does one thing: it takes the lock too, and neither listens nor polls.
    Tool,
}

/// Why a store can't be opened. Nothing was changed. Each text is one sentence for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is neither `sqlite://PATH` nor `postgres://…`.
    #[error("DATABASE_URL must be sqlite:// and a path, or postgres:// and a server")]
    UnknownAddress,
    /// The folder of the database file is not there.
    #[error("the folder {} does not exist", .0.display())]
    MissingFolder(PathBuf),
    /// The file or its folder can't be written.
    #[error("{} can't be written: the file or its folder is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// The file is no SQLite database.
    #[error("{} is not a SQLite database", .0.display())]
    NotADatabase(PathBuf),
    /// The database belongs to another application.
    #[error("the database is not Baton's: it holds tables of another application")]
    ForeignDatabase,
    /// A newer version of Baton has written it.
    #[error(
        "the database was written by a newer version of Baton (its schema is {found}, this build knows {known})"
    )]
    NewerSchema {
        /// The database's.
        found: i64,
        /// This build's.
        known: i64,
    },
    /// Another process has it open.
    #[error("another process of Baton has {} open", .0.display())]
    Locked(PathBuf),
    /// The SQLite library has a bug that loses data.
    #[error("SQLite {found} can lose data in WAL mode: 3.51.3 or later is needed")]
    OldSqlite {
        /// Its version.
        found: String,
    },
    /// Something else.
    #[error("the database can't be opened: {0}")]
    Failed(String),
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// What an open database consists of.
pub(crate) struct Opened {
    pub(crate) database: Database,
    pub(crate) lock: Option<FolderLock>,
    pub(crate) address: Address,
}

pub(crate) async fn open(url: &str, clock: Arc<dyn Clock>) -> Result<Opened, OpenError> {
    sqlx::any::install_default_drivers();
    let address = Address::parse(url).ok_or(OpenError::UnknownAddress)?;
    let (database, lock) = match &address {
        Address::Sqlite(path) => {
            let (database, lock) = open_sqlite(path, clock).await?;
            (database, Some(lock))
        }
        Address::Postgres(url) => (open_postgres(url, clock).await?, None),
    };
    Ok(Opened {
        database,
        lock,
        address,
    })
}

async fn open_sqlite(
    path: &Path,
    clock: Arc<dyn Clock>,
) -> Result<(Database, FolderLock), OpenError> {
    check_sqlite_version().await?;
    let found = examine(path)?;
    let locked = lock::take(path).map_err(|error| refused(path, &error))?;
    let lock = locked.ok_or_else(|| OpenError::Locked(path.to_owned()))?;
    let migrator = migrator(Kind::Sqlite);
    if found == Found::Database {
        check_sqlite_schema(path, &migrator).await?;
    }
    let url = |parameters| sqlite_url(path, parameters).ok_or(OpenError::UnknownAddress);
    let write = database::sqlite_writer().connect(&url("mode=rwc")?).await?;
    check_log(&write).await?;
    migrate(&migrator, &write).await?;
    let read = database::sqlite_readers().connect(&url("mode=rw")?).await?;
    let database = Database {
        kind: Kind::Sqlite,
        write,
        read,
        clock,
    };
    Ok((database, lock))
}

async fn open_postgres(url: &str, clock: Arc<dyn Clock>) -> Result<Database, OpenError> {
    let opener = database::postgres_opener().connect(url).await?;
    let mut connection = opener.acquire().await?;
    let sql = "SELECT CAST(table_name AS TEXT) AS name FROM information_schema.tables \
               WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'";
    let migrator = migrator(Kind::Postgres);
    check_schema(&mut connection, sql, &migrator).await?;
    drop(connection);
    migrate(&migrator, &opener).await?;
    opener.close().await;
    let write = database::postgres_pool(4).connect(url).await?;
    let read = database::postgres_pool(12).connect(url).await?;
    Ok(Database {
        kind: Kind::Postgres,
        write,
        read,
        clock,
    })
}

#[derive(PartialEq, Eq)]
enum Found {
    Nothing,
    Database,
}

/// Looks at the file without opening it as a database.
fn examine(path: &Path) -> Result<Found, OpenError> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    let in_folder = fs::metadata(folder)
        .ok()
        .filter(fs::Metadata::is_dir)
        .ok_or_else(|| OpenError::MissingFolder(folder.to_owned()))?;
    let read_only = || OpenError::ReadOnly(path.to_owned());
    if in_folder.permissions().readonly() {
        return Err(read_only());
    }
    let file = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(refused(path, &error)),
        Ok(file) => file,
    };
    if !file.is_file() {
        return Err(OpenError::NotADatabase(path.to_owned()));
    }
    if file.permissions().readonly() {
        return Err(read_only());
    }
    OpenOptions::new()
        .write(true)
        .open(path)
        .map_err(|error| refused(path, &error))?;
    if file.len() == 0 {
        return Ok(Found::Nothing);
    }
    let mut header = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    match read {
        Ok(()) if &header == b"SQLite format 3\0" => Ok(Found::Database),
        Err(error) if error.kind() != ErrorKind::UnexpectedEof => Err(refused(path, &error)),
        _ => Err(OpenError::NotADatabase(path.to_owned())),
    }
}

fn refused(path: &Path, error: &std::io::Error) -> OpenError {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            OpenError::ReadOnly(path.to_owned())
        }
        _ => OpenError::Failed(error.to_string()),
    }
}

/// Reads the schema's version over a connection that can't write.
async fn check_sqlite_schema(path: &Path, migrator: &Migrator) -> Result<(), OpenError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    // Without a log nothing is pending, and the file can be read without leaving any other beside it.
    let parameters = if Path::new(&log).exists() {
        "mode=ro"
    } else {
        "mode=ro&immutable=true"
    };
    let url = sqlite_url(path, parameters).ok_or(OpenError::UnknownAddress)?;
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table'";
    let checked = async {
        let mut connection = AnyConnection::connect(&url).await?;
        let checked = check_schema(&mut connection, sql, migrator).await;
        connection.close().await?;
        checked
    };
    checked.await.map_err(|error| match error {
        OpenError::Failed(_) => OpenError::NotADatabase(path.to_owned()),
        other => other,
    })
}

async fn check_schema(
    connection: &mut AnyConnection,
    tables: &'static str,
    known: &Migrator,
) -> Result<(), OpenError> {
    let failed = |error: crate::StoreError| OpenError::Failed(error.to_string());
    let mut names = Vec::new();
    for row in sqlx::query(tables).fetch_all(&mut *connection).await? {
        names.push(row.text("name").map_err(failed)?);
    }
    if !names.iter().any(|name| name == "_sqlx_migrations") {
        return if names.is_empty() {
            Ok(())
        } else {
            Err(OpenError::ForeignDatabase)
        };
    }
    let sql = "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) AS version FROM _sqlx_migrations";
    let row = sqlx::query(sql).fetch_one(connection).await?;
    let found = row.number("version").map_err(failed)?;
    let known = known.iter().map(|step| step.version).max().unwrap_or(0);
    if found > known {
        return Err(OpenError::NewerSchema { found, known });
    }
    Ok(())
}

/// Some file systems can't have a write-ahead log; SQLite then goes on without one and says so only when asked.
async fn check_log(pool: &AnyPool) -> Result<(), OpenError> {
    let row = sqlx::query("PRAGMA journal_mode").fetch_one(pool).await?;
    match row.text("journal_mode") {
        Ok(mode) if mode == "wal" => Ok(()),
        _ => Err(OpenError::Failed(
            "its file system can't keep SQLite's write-ahead log; use a local disk".to_owned(),
        )),
    }
}

/// Asks the library, before it touches any file.
async fn check_sqlite_version() -> Result<(), OpenError> {
    let mut connection = AnyConnection::connect("sqlite::memory:").await?;
    let row = sqlx::query("SELECT sqlite_version() AS version")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    let found = row
        .text("version")
        .map_err(|error| OpenError::Failed(error.to_string()))?;
    if is_safe(&found) {
        Ok(())
    } else {
        Err(OpenError::OldSqlite { found })
    }
}

fn is_safe(version: &str) -> bool {
    let parts: Vec<u32> = version
        .split('.')
        .map_while(|part| part.parse().ok())
        .collect();
    parts.as_slice() >= SAFE_SQLITE.as_slice()
}

async fn migrate(migrator: &Migrator, pool: &AnyPool) -> Result<(), OpenError> {
    migrator.run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(found) => OpenError::NewerSchema {
            found,
            known: migrator.iter().map(|step| step.version).max().unwrap_or(0),
        },
        other => OpenError::Failed(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_before_3_51_3_is_refused() {
        for safe in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
            assert!(is_safe(safe), "{safe}");
        }
        for old in ["3.51.2", "3.50.7", "3.40.1", "", "x"] {
            assert!(!is_safe(old), "{old}");
        }
    }
}
