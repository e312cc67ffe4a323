//! The browser tests: Playwright in `end2end/`, on the release build. The tests start their own servers; they are told
//! which program, which site and which browser.

use std::path::Path;

use anyhow::Result;

use crate::build::{self, Mode};
use crate::project::Project;
use crate::report::Report;
use crate::setup::chromium::{self, Browser};
use crate::setup::node::Node;
use crate::{process, setup, words};

/// Where the browser tests are.
pub(crate) const FOLDER: &str = "end2end";

/// How many steps [`in_steps`] has.
pub(crate) const STEPS: usize = 2;

/// What the browser tests need besides the build.
#[derive(Debug)]
pub(crate) struct Tools {
    node: Node,
    browser: Browser,
}

impl Tools {
    pub(crate) fn find_or_install(project: &Project) -> Result<Tools> {
        let node = Node::find_or_install()?;
        node.install_packages(project, FOLDER)?;
        let browser = chromium::find_or_install(project, &node)?;
        Ok(Tools { node, browser })
    }
}

/// `cargo xtask e2e`.
pub(crate) fn alone(project: &Project, arguments: &[String]) -> Result<()> {
    playwright(project, "e2e", arguments)
}

/// `cargo xtask screenshots`: the pictures in `docs/screenshots/`, taken anew of the release build.
pub(crate) fn screenshots(project: &Project) -> Result<()> {
    playwright(
        project,
        "screenshots",
        &["--config=screenshots.config.ts".to_owned()],
    )
}

fn playwright(project: &Project, name: &'static str, arguments: &[String]) -> Result<()> {
    let mut report = Report::new(name, 1 + build::STEPS + STEPS);
    let set_up = || {
        setup::rust_target()?;
        Ok((Tools::find_or_install(project)?, String::new()))
    };
    if let Some(tools) = report.step(words::STEP_SET_UP, set_up)
        && let Some(server) = build::in_steps(project, Mode::Release, &mut report)
    {
        in_steps(project, &tools, &server, arguments, &mut report);
    }
    report.finish()
}

/// The browser tests as part of a longer report.
pub(crate) fn in_steps(
    project: &Project,
    tools: &Tools,
    server: &Path,
    arguments: &[String],
    report: &mut Report,
) {
    let folder = project.path(FOLDER);
    report.step(words::STEP_TYPES, || {
        let mut compiler = tools.node.packaged(project, FOLDER, "typescript/bin/tsc")?;
        process::run(compiler.arg("--noEmit").current_dir(&folder))?;
        Ok(((), String::new()))
    });
    report.step(words::STEP_BROWSER, || {
        let mut playwright = tools
            .node
            .packaged(project, FOLDER, "@playwright/test/cli.js")?;
        playwright.arg("test").args(arguments).current_dir(&folder);
        project.name_server(&mut playwright, server);
        if let Browser::System(path) = &tools.browser {
            playwright.env("CHROMIUM", path);
        }
        process::run(&mut playwright)?;
        Ok(((), String::new()))
    });
}
