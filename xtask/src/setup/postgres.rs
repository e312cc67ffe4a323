//! PostgreSQL, for the store's tests: only its programs, since the tests start a cluster of their own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::system::{self, Packages};
use crate::{process, words};

const PACKAGES: Packages = Packages {
    apt: &["postgresql"],
    dnf: &["postgresql-server"],
    pacman: &["postgresql"],
    brew: &["postgresql@17"],
};

/// Where packages put the programs, one folder a version. Debian keeps them off `PATH` on purpose.
const VERSIONED: [&str; 3] = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

/// The folder with `initdb` and `postgres`, installed if need be.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    system::install(&PACKAGES).context(words::POSTGRES_MISSING)?;
    find().context(words::POSTGRES_MISSING)
}

fn find() -> Option<PathBuf> {
    if let Some(initdb) = process::find("initdb") {
        return initdb.parent().map(Path::to_path_buf);
    }
    let mut folders: Vec<PathBuf> = VERSIONED
        .iter()
        .filter_map(|parent| fs::read_dir(parent).ok())
        .flatten()
        .filter_map(Result::ok)
        .map(|version| version.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    folders.sort();
    folders.pop()
}
