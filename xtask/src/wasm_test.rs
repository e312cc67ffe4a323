//! Runs a test program that was compiled for the browser, in Node. Cargo calls this for each program of
//! `cargo test --target wasm32-unknown-unknown`, as `.cargo/config.toml` says.
//!
//! Nothing that such a program prints gets out: it has no standard output there. A test that fails traps, so the
//! program ends with an error and a stack trace that names the test; one that passes goes on to the next.

use std::path::Path;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::setup::node::Node;
use crate::{process, words};

pub(crate) fn run_program(project: &Project, program: &Path) -> Result<()> {
    let node = Node::find().context(words::NODE_MISSING)?;
    let name = program
        .file_stem()
        .context("a program has a name")?
        .to_string_lossy()
        .into_owned();
    process::run(node.script(project.path("core/wasm/run.mjs")).arg(program))
        .context(words::wasm_test_failed(&name))?;
    eprintln!("{}", words::wasm_tests_ended(&name));
    Ok(())
}
