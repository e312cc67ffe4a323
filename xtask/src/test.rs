//! Every test, with all the set-up before it. A failure is kept for the summary and the rest goes on, except where it
//! would be about something that was not built.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use crate::build::{self, Mode};
use crate::cargo::{WASM, cargo};
use crate::compiled_tests::{self, TestProgram};
use crate::end2end::{self, Tools};
use crate::members::{CORE, Members, XTASK};
use crate::project::Project;
use crate::report::Report;
use crate::setup::node::Node;
use crate::setup::postgres;
use crate::{doc_examples, process, setup, words};

/// Set-up, xtask, compiling, examples, core in WASM; one more for each crate is known after compiling.
const STEPS: usize = 5;

/// `cargo xtask test`.
pub(crate) fn everything(project: &Project) -> Result<()> {
    let mut report = Report::new("test", STEPS + build::STEPS + end2end::STEPS);
    let set_up = || {
        Ok((
            (set_up(project)?, Tools::find_or_install(project)?),
            String::new(),
        ))
    };
    if let Some((postgres, tools)) = report.step(words::STEP_SET_UP, set_up) {
        on_this_machine(project, &postgres, &mut report);
        if let Some(server) = build::in_steps(project, Mode::Release, &mut report) {
            end2end::in_steps(project, &tools, &server, &[], &mut report);
        }
    }
    report.finish()
}

/// `cargo xtask test --no-e2e`.
pub(crate) fn without_browser(project: &Project) -> Result<()> {
    let mut report = Report::new("test --no-e2e", STEPS);
    if let Some(postgres) =
        report.step(words::STEP_SET_UP, || Ok((set_up(project)?, String::new())))
    {
        on_this_machine(project, &postgres, &mut report);
    }
    report.finish()
}

/// Returns the folder of PostgreSQL's programs.
fn set_up(project: &Project) -> Result<std::path::PathBuf> {
    setup::rust_target()?;
    Node::find_or_install()?.install_packages(project, "xtask")?;
    postgres::find_or_install()
}

fn on_this_machine(project: &Project, postgres: &Path, report: &mut Report) {
    report.step(words::STEP_XTASK_TESTS, || {
        process::run(cargo(project, "test").args(["-p", XTASK]))?;
        Ok(((), String::new()))
    });
    let members = Members::read(project);
    let compiled = report.step(words::STEP_COMPILE_TESTS, || {
        let members = members?;
        let programs = compiled_tests::compile(project, &members.host)?;
        Ok(((members, programs), String::new()))
    });
    if let Some((members, programs)) = compiled {
        report.expect_more(programs.len());
        each_crate(&programs, postgres, report);
        report.step(words::STEP_DOC_TESTS, || {
            if !doc_examples::exist_below(&project.root)? {
                return Ok(((), words::NO_EXAMPLES.to_owned()));
            }
            process::run(
                cargo(project, "test")
                    .arg("--doc")
                    .args(members.host.arguments()),
            )?;
            Ok(((), String::new()))
        });
    }
    report.step(words::STEP_CORE_WASM, || {
        process::run(
            cargo(project, "test").args(["--target", WASM, "-p", CORE, "--lib", "--tests"]),
        )?;
        Ok(((), String::new()))
    });
}

fn each_crate(programs: &BTreeMap<String, Vec<TestProgram>>, postgres: &Path, report: &mut Report) {
    for (folder, programs) in programs {
        report.step(words::step_tests(folder), || {
            compiled_tests::run(programs, postgres)
        });
    }
}
