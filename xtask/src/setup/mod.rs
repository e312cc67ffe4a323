//! What has to be on the machine before a command can work. Each module knows one thing: how to recognise it, how to
//! get it, and what to tell the user where that fails. A C compiler is not among them: xtask itself could not have been
//! linked without one.

pub(crate) mod chromium;
pub(crate) mod node;
pub(crate) mod postgres;
mod system;

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::cargo::WASM;
use crate::{process, words};

/// Makes sure that the compiler can build for the browser.
pub(crate) fn rust_target() -> Result<()> {
    let mut question = Command::new("rustc");
    question.args(["--print", "target-libdir", "--target", WASM]);
    let present =
        process::output(&mut question).is_ok_and(|folder| Path::new(folder.trim()).is_dir());
    if present {
        return Ok(());
    }
    process::run(Command::new("rustup").args(["target", "add", WASM]))
        .context(words::RUST_TARGET_MISSING)
}
