//! Copies of the database while it runs.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, Connection as _};

use crate::address::{Address, sqlite_url};
use crate::ids::new_secret;
use crate::site;
use crate::sql::Columns as _;
use crate::store::Store;

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

impl Store {
    /// Writes a consistent copy, with an epoch of its own, while the store runs. An existing file is never touched, and
    /// the name appears only when the copy is whole.
    ///
    /// # Errors
    /// [`BackupError`].
    pub async fn backup(&self, to: &Path) -> Result<(), BackupError> {
        let Address::Sqlite(from) = self.address() else {
            return Err(BackupError::UsePgDump);
        };
        let to = std::path::absolute(to).map_err(|error| failed(&error))?;
        let folder = to.parent().unwrap_or(Path::new("/"));
        if !folder.is_dir() {
            return Err(BackupError::MissingFolder(to));
        }
        if to.symlink_metadata().is_ok() {
            return Err(BackupError::Exists(to));
        }
        let mut name = to.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{:08x}.partial", u32::from_be_bytes(new_secret())));
        let partial = to.with_file_name(name);
        let copied = copy(from, &partial).await;
        let finished = copied.and_then(|()| appear(&partial, &to, folder));
        // Whether it went well or not, only the copy under its own name stays.
        drop(std::fs::remove_file(&partial));
        finished
    }
}

fn failed(error: &impl ToString) -> BackupError {
    BackupError::Failed(error.to_string())
}

async fn copy(from: &Path, partial: &Path) -> Result<(), BackupError> {
    let url = |path, mode| sqlite_url(path, mode).ok_or_else(|| failed(&"the path is not UTF-8"));
    let path = partial
        .to_str()
        .ok_or_else(|| failed(&"the path is not UTF-8"))?;
    let copied = async {
        let mut source = AnyConnection::connect(&url(from, "mode=rw")?)
            .await
            .map_err(|error| failed(&error))?;
        sqlx::query("VACUUM INTO $1")
            .bind(path)
            .execute(&mut source)
            .await
            .map_err(|error| failed(&error))?;
        source.close().await.map_err(|error| failed(&error))
    };
    copied.await?;
    let mut copy = AnyConnection::connect(&url(partial, "mode=rw")?)
        .await
        .map_err(|error| failed(&error))?;
    site::renew_epoch(&mut copy)
        .await
        .map_err(|error| failed(&error))?;
    let row = sqlx::query("PRAGMA integrity_check")
        .fetch_one(&mut copy)
        .await
        .map_err(|error| failed(&error))?;
    let word = row
        .text("integrity_check")
        .map_err(|error| failed(&error))?;
    copy.close().await.map_err(|error| failed(&error))?;
    if word == "ok" {
        Ok(())
    } else {
        Err(failed(&format!("the copy is damaged: {word}")))
    }
}

/// Puts the copy on disk and gives it its name, if that is still free.
fn appear(partial: &Path, to: &Path, folder: &Path) -> Result<(), BackupError> {
    let sync = |path: &Path| File::open(path).and_then(|file| file.sync_all());
    sync(partial).map_err(|error| failed(&error))?;
    std::fs::hard_link(partial, to).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => BackupError::Exists(to.to_owned()),
        _ => failed(&error),
    })?;
    sync(folder).map_err(|error| failed(&error))
}
