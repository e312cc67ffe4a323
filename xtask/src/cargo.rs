//! The cargo commands that xtask gives. On CI the lock file is not to change, so each of them says `--locked` there.

use std::env;
use std::process::Command;

use crate::project::Project;

/// The browser's target.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The profile that makes the browser's modules small.
pub(crate) const WASM_PROFILE: &str = "wasm-release";

/// `cargo SUBCOMMAND`, in the root of the work tree.
pub(crate) fn cargo(project: &Project, subcommand: &str) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(&project.root).arg(subcommand);
    if on_ci() && subcommand != "fmt" {
        command.arg("--locked");
    }
    command
}

/// Whether nobody is watching who could answer a question.
pub(crate) fn on_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty())
}
