//! Formatting and lints. A warning is an error here. Crates are linted in the groups of `members`, with the profile
//! that they are built with afterwards, so that macros and build scripts are compiled once.

use std::process::Command;

use anyhow::Result;

use crate::cargo::{WASM, WASM_PROFILE, cargo};
use crate::members::{Members, XTASK};
use crate::project::Project;
use crate::report::Report;
use crate::{process, setup, words};

/// `cargo xtask lint`. What one step finds does not keep the others from looking.
pub(crate) fn lint(project: &Project) -> Result<()> {
    let members = Members::read(project)?;
    let mut report = Report::new("lint", 4);
    step(
        &mut report,
        words::STEP_FORMAT,
        cargo(project, "fmt").args(["--all", "--", "--check"]),
    );
    step(
        &mut report,
        words::STEP_CLIPPY_XTASK,
        denying_warnings(cargo(project, "clippy").args(["--all-targets", "-p", XTASK])),
    );
    step(
        &mut report,
        words::STEP_CLIPPY_HOST,
        denying_warnings(
            cargo(project, "clippy")
                .arg("--all-targets")
                .args(members.host.arguments()),
        ),
    );
    report.step(words::STEP_CLIPPY_BROWSER, || {
        setup::rust_target()?;
        let mut clippy = cargo(project, "clippy");
        clippy
            .args(["--profile", WASM_PROFILE, "--target", WASM])
            .args(members.browser.arguments());
        process::run(denying_warnings(&mut clippy))?;
        Ok(((), String::new()))
    });
    report.finish()
}

fn step(report: &mut Report, name: &str, command: &mut Command) {
    report.step(name, || Ok((process::run(command)?, String::new())));
}

fn denying_warnings(clippy: &mut Command) -> &mut Command {
    clippy.args(["--", "-D", "warnings"])
}
