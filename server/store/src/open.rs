//! Opening a store: what is checked before anything is touched, and each reason for a refusal.

use std::path::PathBuf;

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
    #[error("DATABASE_URL must begin with sqlite:// and a path, or with postgres://")]
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
    #[error("SQLite {found} can lose data in WAL mode; 3.51.3 or later is needed")]
    OldSqlite {
        /// Its version.
        found: String,
    },
    /// Something else.
    #[error("the database can't be opened: {0}")]
    Failed(String),
}
