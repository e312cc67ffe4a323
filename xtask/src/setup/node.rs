//! Node: wanted for the tests, and welcome in a build, which makes smaller files with it. Its packages are installed
//! from the lock file of the folder that needs them, again whenever that file changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::system::{self, Packages};
use crate::project::Project;
use crate::{process, words};

/// Playwright refuses to start on anything older.
const OLDEST_MAJOR: u32 = 20;

const PACKAGES: Packages = Packages {
    apt: &["nodejs", "npm"],
    dnf: &["nodejs", "nodejs-npm"],
    pacman: &["nodejs", "npm"],
    brew: &["node"],
};

/// Node with its package manager, new enough for everything we do.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    node: PathBuf,
    npm: PathBuf,
}

impl Node {
    /// The Node of this machine, if it will do.
    pub(crate) fn find() -> Option<Node> {
        let node = process::find("node")?;
        let npm = process::find("npm")?;
        let version = process::output(Command::new(&node).arg("--version")).ok()?;
        (major(&version)? >= OLDEST_MAJOR).then_some(Node { node, npm })
    }

    /// The Node of this machine, installed if need be.
    pub(crate) fn find_or_install() -> Result<Node> {
        if let Some(node) = Node::find() {
            return Ok(node);
        }
        system::install(&PACKAGES).context(words::NODE_MISSING)?;
        Node::find().context(words::NODE_MISSING)
    }

    /// The program itself, for those who start scripts of their own.
    pub(crate) fn program(&self) -> &Path {
        &self.node
    }

    /// A script, to be given its arguments.
    pub(crate) fn script(&self, script: impl Into<PathBuf>) -> Command {
        let mut command = Command::new(&self.node);
        command.arg(script.into());
        command
    }

    /// Installs what the lock file of a folder names, unless that has been done.
    pub(crate) fn install_packages(&self, project: &Project, folder: &str) -> Result<()> {
        let folder = project.path(folder);
        let lock_path = folder.join("package-lock.json");
        let lock = fs::read_to_string(&lock_path).with_context(|| words::unreadable(&lock_path))?;
        let installed = folder.join("node_modules/.installed-from");
        if fs::read_to_string(&installed).is_ok_and(|earlier| earlier == lock) {
            return Ok(());
        }
        process::run(Command::new(&self.npm).arg("ci").current_dir(&folder))?;
        fs::write(&installed, lock).with_context(|| words::unwritable(&installed))
    }

    /// A program that came with the packages of a folder: the script itself, so that it works on every system.
    pub(crate) fn packaged(
        &self,
        project: &Project,
        folder: &str,
        script: &str,
    ) -> Result<Command> {
        let path = project.path(folder).join("node_modules").join(script);
        if !path.is_file() {
            bail!(words::unreadable(&path));
        }
        Ok(self.script(path))
    }
}

/// `v20.20.2` → 20.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.1.0"), Some(9));
        assert_eq!(major("not found"), None);
    }
}
