//! Commands that build and then hand over to another program: the server, the bench, the evaluation.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::build::{self, Mode};
use crate::cargo::cargo;
use crate::project::Project;
use crate::report::Report;
use crate::{process, words};

/// `cargo xtask run`. The server takes our place, so that Ctrl-C and signals are its own.
pub(crate) fn run(project: &Project, arguments: &[String]) -> Result<()> {
    let mut report = Report::new("build", build::STEPS);
    let server = build::in_steps(project, Mode::Release, &mut report);
    report.finish()?;
    let server = server.context("a build without a failure made a server")?;
    eprintln!("{}", words::starting(&server));
    hand_over(serve(project, &server).args(arguments))
}

/// `baton serve --demo`, with `data/` and `site/` in the root of the work tree.
pub(crate) fn serve(project: &Project, server: &Path) -> Command {
    let mut command = Command::new(server);
    project.name_server(&mut command, server);
    command.current_dir(&project.root).args(["serve", "--demo"]);
    command
}

/// `cargo xtask bench`.
pub(crate) fn bench(project: &Project, arguments: &[String]) -> Result<()> {
    let mut report = Report::new("build", build::STEPS);
    let server = build::in_steps(project, Mode::Release, &mut report);
    report.finish()?;
    let server = server.context("a build without a failure made a server")?;
    let mut bench = cargo(project, "run");
    bench
        .args(["--release", "-p", "baton-bench", "--"])
        .args(arguments);
    project.name_server(&mut bench, &server);
    process::run(&mut bench)
}

/// `cargo xtask eval`.
pub(crate) fn eval(project: &Project, arguments: &[String]) -> Result<()> {
    let mut eval = cargo(project, "run");
    eval.args(["--release", "-p", "baton-rovo", "--example", "eval", "--"])
        .args(arguments);
    process::run(&mut eval)
}

#[cfg(unix)]
fn hand_over(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;

    Err(command.exec()).context(words::SERVER_DID_NOT_START)
}

#[cfg(not(unix))]
fn hand_over(command: &mut Command) -> Result<()> {
    process::run(command).context(words::SERVER_DID_NOT_START)
}
