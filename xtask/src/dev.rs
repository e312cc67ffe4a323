//! `cargo xtask dev`: a quick build, the server, and both again whenever a source changes. Changes are found by looking
//! at the files' times every half second, which works on every system and needs nothing more.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
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
    let running = RefCell::new(None);
    let build = || {
        let mut report = Report::new("build", build::STEPS);
        let server = build::in_steps(project, Mode::Dev, &mut report);
        report.finish()?;
        server.context(words::NO_SERVER_BUILT)
    };
    let serve = |server: &Path| {
        if let Some(old) = running.take() {
            stop(old)?;
        }
        let mut command = run::serve(project, server);
        let child = command.env("BATON_DEV", "1").args(arguments).spawn();
        running.replace(Some(child.context(words::SERVER_DID_NOT_START)?));
        Ok(())
    };
    watch(project, build, serve, || has_ended(&running))
}

/// Builds and serves, now and after each change, until serving fails. A build that fails leaves what is served alone.
fn watch(
    project: &Project,
    mut build: impl FnMut() -> Result<PathBuf>,
    mut serve: impl FnMut(&Path) -> Result<()>,
    mut look_after: impl FnMut() -> Result<()>,
) -> Result<()> {
    loop {
        // Looked at before the build, so that what changes meanwhile is not missed.
        let built_from = look(project);
        match build() {
            Ok(server) => serve(&server)?,
            Err(error) => eprintln!("{error:#}. {}", words::OLD_SERVER_STAYS),
        }
        eprintln!("{}", words::WAITING_FOR_CHANGES);
        let mut before = look(project);
        loop {
            look_after()?;
            thread::sleep(LOOK_EVERY);
            let now = look(project);
            if is_settled(&built_from, &before, &now) {
                break;
            }
            before = now;
        }
        eprintln!("{}", words::CHANGED);
    }
}

/// Whether the files differ from those that were built, and have stayed the same for one look.
fn is_settled(built_from: &Seen, before: &Seen, now: &Seen) -> bool {
    now == before && now != built_from
}

/// Says so once where the server has ended by itself.
fn has_ended(running: &RefCell<Option<Child>>) -> Result<()> {
    let mut running = running.borrow_mut();
    if let Some(server) = &mut *running
        && let Some(status) = server.try_wait()?
    {
        eprintln!("{}", words::server_ended(status));
        *running = None;
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A project of one style sheet.
    fn project() -> (tempfile::TempDir, Project) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["style", "docs", "target"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let root = folder.path().to_path_buf();
        let project = Project { root };
        fs::write(project.path("style/base.css"), "a {}").unwrap();
        (folder, project)
    }

    #[test]
    fn a_source_that_is_new_changed_or_gone_is_a_change_and_what_is_made_of_them_is_none() {
        let (_folder, project) = project();
        let mut before = look(&project);
        let mut is_change = |change: &dyn Fn()| {
            change();
            let now = look(&project);
            core::mem::replace(&mut before, now.clone()) != now
        };
        let sheet = |name: &str| project.path(name);
        assert!(is_change(&|| fs::write(
            sheet("style/base.css"),
            "a { b: c }"
        )
        .unwrap()));
        assert!(is_change(&|| fs::write(sheet("style/new.css"), "").unwrap()));
        assert!(is_change(
            &|| fs::remove_file(sheet("style/new.css")).unwrap()
        ));
        assert!(!is_change(
            &|| fs::write(sheet("docs/read.md"), "words").unwrap()
        ));
        assert!(!is_change(
            &|| fs::write(sheet("target/made"), "code").unwrap()
        ));
    }

    #[test]
    fn nothing_is_built_again_while_it_is_still_being_written_or_was_put_back() {
        let file = |size| Seen::from([(PathBuf::from("a"), (SystemTime::UNIX_EPOCH, size))]);
        assert!(!is_settled(&file(1), &file(2), &file(3)), "being written");
        assert!(!is_settled(&file(1), &file(1), &file(1)), "unchanged");
        assert!(!is_settled(&file(1), &file(2), &file(1)), "put back");
        assert!(is_settled(&file(1), &file(2), &file(2)));
    }

    #[test]
    fn each_change_is_built_and_served_also_one_during_a_build_and_a_build_that_fails_leaves_the_server()
     {
        let (_folder, project) = project();
        let write = |rule: &str| fs::write(project.path("style/base.css"), rule).unwrap();
        let mut builds = 0;
        let build = || {
            builds += 1;
            let built = fs::read_to_string(project.path("style/base.css"))?;
            // Somebody goes on writing meanwhile.
            write(&format!("{built} {builds}"));
            anyhow::ensure!(builds != 2, "it does not compile");
            Ok(PathBuf::from(built))
        };
        let mut served = Vec::new();
        let serve = |server: &Path| {
            served.push(server.display().to_string());
            anyhow::ensure!(served.len() < 3, "enough");
            Ok(())
        };
        let ended = watch(&project, build, serve, || Ok(()));
        assert_eq!(ended.unwrap_err().to_string(), "enough");
        assert_eq!(served, ["a {}", "a {} 1 2", "a {} 1 2 3"]);
    }
}
