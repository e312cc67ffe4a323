//! Copies of the database while it runs.

use std::path::PathBuf;

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file of this name is there; it was not touched.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// The folder is not there.
    #[error("the folder of {} does not exist", .0.display())]
    MissingFolder(PathBuf),
    /// PostgreSQL has its own tools.
    #[error("on PostgreSQL, back up with pg_dump; after restoring, run `baton new-epoch`")]
    UsePgDump,
    /// The copy could not be written, or is damaged; it was removed.
    #[error("the backup failed: {0}")]
    Failed(String),
}
