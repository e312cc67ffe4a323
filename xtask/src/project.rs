//! Where things are: the root of the work tree and the folders under it. Nothing here creates or reads a file.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::words;

/// The work tree that xtask belongs to.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) root: PathBuf,
}

impl Project {
    /// Cargo says at run time which xtask it starts; what was true when it was compiled may be another clone's.
    pub(crate) fn here() -> Result<Project> {
        let manifest_folder = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest_folder
            .parent()
            .context(words::XTASK_OUTSIDE)?
            .to_path_buf();
        Ok(Project { root })
    }

    /// A path below the root, written with slashes.
    pub(crate) fn path(&self, below_root: &str) -> PathBuf {
        self.root.join(below_root)
    }

    /// What the server serves; `BATON_SITE` for the server.
    pub(crate) fn site(&self) -> PathBuf {
        self.path("site")
    }

    pub(crate) fn target(&self) -> PathBuf {
        match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => self.root.join(folder),
            None => self.path("target"),
        }
    }

    /// Files that only xtask reads again, such as a module between two tools.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.target().join("xtask")
    }

    /// The server that `cargo build` left in the folder of that profile.
    pub(crate) fn server_binary(&self, profile_folder: &str) -> PathBuf {
        let name = format!("baton{}", env::consts::EXE_SUFFIX);
        self.target().join(profile_folder).join(name)
    }

    /// Tells a program which server to start, and with which site.
    pub(crate) fn name_server(&self, program: &mut Command, server: &Path) {
        program
            .env("BATON_BIN", server)
            .env("BATON_SITE", self.site());
    }
}
