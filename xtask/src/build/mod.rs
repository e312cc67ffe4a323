//! Everything between the sources and a server that can be started: two browser modules, style sheets, public files,
//! and the server itself. The steps and their order are here; how each is done is in the module of its name.

mod assets;
mod compress;
mod inputs;
mod machine;
mod names;
mod script;
mod site;
mod style;
mod wasm;

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::cargo::{WASM_PROFILE, cargo};
use crate::project::Project;
use crate::report::Report;
use crate::setup::{self, node::Node};
use crate::{process, words};
use site::Site;

/// How many steps [`in_steps`] has.
pub(crate) const STEPS: usize = 4 + wasm::CLIENTS.len();

/// What the build is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As small and fast as we can make it, with compressed files beside the plain ones.
    Release,
    /// As soon as possible.
    Dev,
}

impl Mode {
    /// The folder under `target/` where cargo leaves the server.
    pub(crate) fn server_profile_folder(self) -> &'static str {
        match self {
            Mode::Release => "release",
            Mode::Dev => "debug",
        }
    }

    fn server_profile(self) -> &'static str {
        match self {
            Mode::Release => "release",
            Mode::Dev => "dev",
        }
    }

    fn module_profile(self) -> &'static str {
        match self {
            Mode::Release => WASM_PROFILE,
            Mode::Dev => "dev",
        }
    }
}

/// `cargo xtask build`.
pub(crate) fn alone(project: &Project, mode: Mode) -> Result<()> {
    let mut report = Report::new("build", STEPS);
    in_steps(project, mode, &mut report);
    report.finish()
}

/// The build as part of a longer report. Returns the server's binary, or `None` as soon as a step failed.
pub(crate) fn in_steps(project: &Project, mode: Mode, report: &mut Report) -> Option<PathBuf> {
    let (mut site, tools) = report.step(words::STEP_PACKAGES, || {
        let site = Site::open(project.site(), mode)?;
        let (tools, remark) = tools(project, mode)?;
        Ok(((site, tools), remark))
    })?;
    let recipe = inputs::recipe(project, mode, tools.is_some());
    for client in &wasm::CLIENTS {
        report.step(words::step_module(client.name), || {
            let module = wasm::compile(project, client, mode)?;
            let inputs = inputs::digest([recipe.as_bytes(), &module]);
            site.renew(client.name, inputs, || {
                wasm::browser_files(project, client, mode, tools.as_ref(), module)
            })
        })?;
    }
    report.step(words::STEP_PUBLIC, || {
        let sources = assets::read(&project.path("public"))?;
        if sources.is_empty() {
            site.forget("public");
            return Ok(((), words::NO_PUBLIC_FILES.to_owned()));
        }
        let inputs = inputs::of_files(&recipe, &sources);
        site.renew("public", inputs, || {
            assets::minified(project, tools.as_ref(), sources)
        })
    })?;
    report.step(words::STEP_STYLE, || {
        let folder = project.path("style");
        let sources = assets::read(&folder)?;
        if sources.is_empty() {
            site.forget("style");
            return Ok(((), words::NO_STYLES.to_owned()));
        }
        let public = site.files_of("public");
        let inputs = inputs::of_files(&format!("{recipe}{public:?}"), &sources);
        site.renew("style", inputs, || {
            style::bundles(&folder, &sources, &public)
        })
    })?;
    report.step(words::STEP_SERVER, || {
        site.finish()?;
        let mut command = cargo(project, "build");
        command.args(["--profile", mode.server_profile(), "-p", "baton-server"]);
        process::run(&mut command)?;
        Ok((
            project.server_binary(mode.server_profile_folder()),
            String::new(),
        ))
    })
}

/// The programs that make files smaller. A build works without them; then it says so in its summary.
fn tools(project: &Project, mode: Mode) -> Result<(Option<Node>, String)> {
    setup::rust_target()?;
    if mode == Mode::Dev {
        return Ok((None, String::new()));
    }
    let Some(node) = Node::find() else {
        return Ok((None, words::WITHOUT_NODE.to_owned()));
    };
    match node
        .install_packages(project, "xtask")
        .context(words::WITHOUT_PACKAGES)
    {
        Ok(()) => Ok((Some(node), String::new())),
        Err(error) => Ok((None, format!("{error:#}"))),
    }
}
