//! `cargo xtask dev`: a quick build, the server, and both again whenever a source changes. Changes are found by looking
//! at the files' times every half second, which works on every system and needs nothing more.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::{Duration, Instant, SystemTime};
use std::{fs, thread};

use anyhow::{Context, Result};

use crate::build::{self, Mode};
use crate::project::Project;
use crate::report::Report;
use crate::{process, run, words};

const LOOK_EVERY: Duration = Duration::from_millis(500);

/// A server that has not ended by then is killed; it needs at most as long for its open sockets.
const STOP_WITHIN: Duration = Duration::from_secs(10);

const WATCHED: [&str; 8] = [
    "app",
    "core",
    "frontend",
    "public",
    "server",
    "style",
    "Cargo.toml",
    "Cargo.lock",
];

/// Every watched file with its time and size.
type Seen = BTreeMap<PathBuf, (SystemTime, u64)>;

pub(crate) fn dev(project: &Project, arguments: &[String]) -> Result<()> {
    let mut running: Option<Child> = None;
    loop {
        // Looked at before the build, so that what changes meanwhile is not missed.
        let built_from = look(project);
        let mut report = Report::new("build", build::STEPS);
        let server = build::in_steps(project, Mode::Dev, &mut report);
        match (report.finish(), server) {
            (Ok(()), Some(server)) => {
                if let Some(old) = running.take() {
                    stop(old)?;
                }
                let mut command = run::serve(project, &server);
                let child = command.env("BATON_DEV", "1").args(arguments).spawn();
                running = Some(child.context(words::SERVER_DID_NOT_START)?);
            }
            (Err(error), _) => eprintln!("{error:#}. {}", words::OLD_SERVER_STAYS),
            (Ok(()), None) => eprintln!("{}", words::OLD_SERVER_STAYS),
        }
        eprintln!("{}", words::WAITING_FOR_CHANGES);
        wait_for_change(project, &built_from, &mut running)?;
        eprintln!("{}", words::CHANGED);
    }
}

/// Returns once the files differ from those that were built and have stayed the same for one look.
fn wait_for_change(
    project: &Project,
    built_from: &Seen,
    running: &mut Option<Child>,
) -> Result<()> {
    let mut before = look(project);
    loop {
        if let Some(server) = running
            && let Some(status) = server.try_wait()?
        {
            eprintln!("{}", words::server_ended(status));
            *running = None;
        }
        thread::sleep(LOOK_EVERY);
        let now = look(project);
        if now == before && now != *built_from {
            return Ok(());
        }
        before = now;
    }
}

/// A file that vanishes while we look has changed, and the next look tells.
fn look(project: &Project) -> Seen {
    let mut seen = Seen::new();
    let mut to_visit: Vec<PathBuf> = WATCHED.iter().map(|name| project.path(name)).collect();
    while let Some(path) = to_visit.pop() {
        let Ok(found) = fs::metadata(&path) else {
            continue;
        };
        if found.is_dir() {
            let entries = fs::read_dir(&path)
                .into_iter()
                .flatten()
                .filter_map(Result::ok);
            to_visit.extend(entries.map(|entry| entry.path()));
        } else if let Ok(modified) = found.modified() {
            seen.insert(path, (modified, found.len()));
        }
    }
    seen
}

/// Asks the server to end, as a deployment would, so that pages are told and reconnect.
fn stop(mut server: Child) -> Result<()> {
    let asked = process::output(Command::new("kill").args(["-TERM", &server.id().to_string()]));
    let started = Instant::now();
    while asked.is_ok() && started.elapsed() < STOP_WITHIN {
        if server.try_wait()?.is_some() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(20));
    }
    if server.try_wait()?.is_none() {
        server.kill()?;
        server.wait()?;
    }
    Ok(())
}
