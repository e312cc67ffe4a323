//! Commands that build and then hand over to another program: the server, the bench, the evaluation.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::build::{self, Mode};
use crate::cargo::cargo;
use crate::project::Project;
use crate::report::Report;
use crate::setup::chromium::{self, Browser};
use crate::setup::node::Node;
use crate::{end2end, process, words};

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

/// `cargo xtask bench`. To be told what can be measured, nothing needs to be built but the bench.
pub(crate) fn bench(project: &Project, arguments: &[String]) -> Result<()> {
    let mut bench = cargo(project, "run");
    bench
        .args(["--release", "-p", "baton-bench", "--"])
        .args(arguments);
    let only_asks = |argument: &String| ["-h", "--help"].contains(&argument.as_str());
    if arguments.iter().any(only_asks) {
        return process::run(&mut bench);
    }
    let mut report = Report::new("build", build::STEPS);
    let server = build::in_steps(project, Mode::Release, &mut report);
    report.finish()?;
    let server = server.context("a build without a failure made a server")?;
    project.name_server(&mut bench, &server);
    if let Err(error) = name_browser(project, &mut bench) {
        eprintln!("{}", words::going_on_after(&error));
    }
    if let Ok(commit) = process::output(
        Command::new("git")
            .args(["describe", "--always", "--dirty"])
            .current_dir(&project.root),
    ) {
        bench.env("BATON_BUILD", commit.trim());
    }
    process::run(&mut bench)
}

/// Tells the bench which Node and which browser to count with. A machine without Node is left as it is: the bench says
/// what it did not count.
fn name_browser(project: &Project, bench: &mut Command) -> Result<()> {
    let node = Node::find().context(words::NODE_MISSING)?;
    node.install_packages(project, end2end::FOLDER)?;
    if let Browser::System(path) = chromium::find_or_install(project, &node)? {
        bench.env("CHROMIUM", path);
    }
    bench
        .env("BATON_NODE", node.program())
        .env("BATON_END2END", project.path(end2end::FOLDER));
    Ok(())
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
