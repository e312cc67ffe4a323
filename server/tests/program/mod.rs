//! The program as a process of its own, in a folder of its own.

#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "each test file uses another part of this"
)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// A folder with a site, and nothing else.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    crate::site::fresh::write_assets(&folder.path().join("site"));
    folder
}

pub(crate) fn baton(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("BATON_ADDR", "127.0.0.1:0");
    command
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    baton(folder, arguments).output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The start is refused with one sentence that says this, with exit code 2, and the folder is as it was.
pub(crate) fn is_refused(folder: &Path, command: &mut Command, says: &str) {
    let before = names(folder);
    let output = command.output().unwrap();
    let sentence = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{sentence}");
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    assert!(
        sentence.starts_with("baton: ") && sentence.contains(says),
        "{sentence}"
    );
    assert!(output.stdout.is_empty());
    assert_eq!(names(folder), before);
}

/// A running server, ended with the test.
pub(crate) struct Running {
    child: Child,
    /// All that it printed until it said how to stop it.
    pub(crate) printed: Vec<String>,
    pub(crate) origin: String,
}

impl Running {
    pub(crate) fn start(folder: &Path) -> Self {
        let mut child = baton(folder, &["serve", "--demo"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdout = child.stdout.as_mut().unwrap();
        let mut printed = Vec::new();
        for line in BufReader::new(stdout).lines() {
            printed.push(line.unwrap());
            if printed
                .last()
                .is_some_and(|line| line.starts_with("Stop with"))
            {
                break;
            }
        }
        let origin = printed[0].rsplit(' ').next().unwrap().to_owned();
        assert!(origin.starts_with("http://localhost:"), "{printed:?}");
        Self {
            child,
            printed,
            origin,
        }
    }

    pub(crate) fn terminate(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(killed.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
