//! The tests that run on this machine. All crates are compiled by one command, because one for each would compile many
//! dependencies again with other features; the programs are then run crate by crate, each with its own line.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::cargo::cargo;
use crate::members::Group;
use crate::project::Project;
use crate::{process, words};

/// What cargo says about one thing that it built, as far as it matters here.
#[derive(Debug, Deserialize)]
struct Message {
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    profile: Option<Profile>,
    executable: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
}

#[derive(Debug, Deserialize)]
struct Profile {
    test: bool,
}

/// A program with tests in it.
#[derive(Debug)]
pub(crate) struct TestProgram {
    name: String,
    executable: PathBuf,
    /// Where its manifest lies, and where cargo would run it.
    folder: PathBuf,
}

/// Compiles the tests of a group. The key is the crate's folder below the root, such as `server/store`.
pub(crate) fn compile(
    project: &Project,
    group: &Group,
) -> Result<BTreeMap<String, Vec<TestProgram>>> {
    let mut command = cargo(project, "test");
    command
        .args(["--no-run", "--message-format", "json-render-diagnostics"])
        .args(group.arguments());
    let mut programs: BTreeMap<String, Vec<TestProgram>> = BTreeMap::new();
    for line in process::run_reading(&mut command, |_| {})? {
        let Ok(message) = serde_json::from_str::<Message>(&line) else {
            continue;
        };
        let (Some(manifest), Some(target), Some(executable)) =
            (message.manifest_path, message.target, message.executable)
        else {
            continue;
        };
        if message.profile.is_some_and(|profile| profile.test) {
            let folder = manifest
                .parent()
                .context("a manifest lies in a folder")?
                .to_path_buf();
            let crate_folder = folder.strip_prefix(&project.root).unwrap_or(&folder);
            let program = TestProgram {
                name: target.name,
                executable,
                folder: folder.clone(),
            };
            programs
                .entry(crate_folder.to_string_lossy().into_owned())
                .or_default()
                .push(program);
        }
    }
    Ok(programs)
}

/// Runs all programs of a crate, also after one failed. Returns the remark for the summary.
pub(crate) fn run(programs: &[TestProgram], postgres: &Path) -> Result<((), String)> {
    let mut counted = Counted::default();
    let mut failed = Vec::new();
    for program in programs {
        match program.run(postgres) {
            Ok(of_program) => counted.add(&of_program),
            Err(error) => {
                eprintln!("      {error:#}");
                failed.push(program.name.clone());
            }
        }
    }
    if !failed.is_empty() {
        bail!(words::test_programs_failed(&failed));
    }
    Ok(((), words::tests_passed(counted.passed, counted.ignored)))
}

impl TestProgram {
    fn run(&self, postgres: &Path) -> Result<Counted> {
        let mut command = Command::new(&self.executable);
        command
            .current_dir(&self.folder)
            .env("CARGO_MANIFEST_DIR", &self.folder)
            .stdin(Stdio::null());
        let search_path = env::var_os("PATH").unwrap_or_default();
        let folders = env::split_paths(&search_path).chain([postgres.to_path_buf()]);
        command.env("PATH", env::join_paths(folders)?);
        let lines = process::run_reading(&mut command, |line| println!("{line}"))?;
        lines
            .iter()
            .rev()
            .find_map(|line| Counted::read(line))
            .context(words::NO_TESTS_IN_PROGRAM)
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Counted {
    passed: u32,
    ignored: u32,
}

impl Counted {
    /// From `test result: ok. 12 passed; 0 failed; 1 ignored; …`.
    fn read(line: &str) -> Option<Counted> {
        let counts = line.strip_prefix("test result: ok. ")?;
        let count = |of: &str| {
            counts
                .split("; ")
                .find_map(|part| part.trim().strip_suffix(of)?.trim().parse().ok())
        };
        Some(Counted {
            passed: count("passed")?,
            ignored: count("ignored")?,
        })
    }

    fn add(&mut self, other: &Counted) {
        self.passed += other.passed;
        self.ignored += other.ignored;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_read_from_the_last_line_of_a_test_program() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.03s";
        assert_eq!(
            Counted::read(line),
            Some(Counted {
                passed: 12,
                ignored: 1
            })
        );
        assert_eq!(
            Counted::read("test result: FAILED. 1 passed; 1 failed; 0 ignored"),
            None
        );
    }
}
