//! Minifies scripts with terser.

use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::setup::node::Node;
use crate::{process, words};

/// A registry that nobody uses may go: making one does nothing.
const COMPRESS: &str = "passes=3,pure_funcs=FinalizationRegistry";

/// How a page loads the script, which decides whether its outermost names are its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Classic,
    Module,
}

pub(super) fn minified(
    project: &Project,
    node: &Node,
    script: &[u8],
    kind: Kind,
) -> Result<Vec<u8>> {
    let folder = project.scratch();
    let input = folder.join("script.js");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&input, script))
        .with_context(|| words::unwritable(&input))?;
    let mut terser = node.packaged(project, "xtask", "terser/bin/terser")?;
    terser
        .arg(&input)
        .args(["--compress", COMPRESS, "--mangle", "--ecma", "2020"]);
    if kind == Kind::Module {
        terser.arg("--module");
    }
    Ok(process::output(&mut terser)?.into_bytes())
}
