//! Every sentence that xtask says, in one place. Nothing here decides anything.

use std::fmt::Display;
use std::path::Path;
use std::process::ExitStatus;
use std::time::Duration;

pub(crate) const XTASK_OUTSIDE: &str = "xtask lies in a folder of the workspace";
pub(crate) const RUST_TARGET_MISSING: &str =
    "the compiler can't build for the browser yet: run `rustup target add wasm32-unknown-unknown`";
pub(crate) const NODE_MISSING: &str = "Node 20 or newer with npm is needed: install it from https://nodejs.org or with your package manager";
pub(crate) const POSTGRES_MISSING: &str = "the store's tests need the programs of PostgreSQL (initdb, postgres): install the package `postgresql`";
pub(crate) const CHROMIUM_MISSING: &str =
    "the browser tests need Chromium: install the package `chromium`";
pub(crate) const NO_PACKAGE_MANAGER: &str = "no package manager that could install it was found";

pub(crate) const STEP_PACKAGES: &str = "Build tools";
pub(crate) const STEP_PUBLIC: &str = "Public files";
pub(crate) const STEP_STYLE: &str = "Style sheets";
pub(crate) const STEP_SERVER: &str = "Server";
pub(crate) const STEP_FORMAT: &str = "Formatting";
pub(crate) const STEP_CLIPPY_HOST: &str = "Lints, this machine";
pub(crate) const STEP_CLIPPY_BROWSER: &str = "Lints, browser";
pub(crate) const STEP_CLIPPY_XTASK: &str = "Lints, xtask";
pub(crate) const STEP_SET_UP: &str = "Set-up";
pub(crate) const STEP_XTASK_TESTS: &str = "Tests: xtask";
pub(crate) const STEP_COMPILE_TESTS: &str = "Compile the tests";
pub(crate) const STEP_DOC_TESTS: &str = "Tests: examples in the documentation";
pub(crate) const NO_EXAMPLES: &str = "there are none";
pub(crate) const STEP_CORE_WASM: &str = "Tests: baton-core in WASM";
pub(crate) const STEP_TYPES: &str = "Types of the browser tests";
pub(crate) const STEP_BROWSER: &str = "Tests: browser";

pub(crate) const UNCHANGED: &str = "unchanged";
pub(crate) const WITHOUT_NODE: &str =
    "without Node 20 or newer the WASM stays larger and scripts are not minified";
pub(crate) const WITHOUT_PACKAGES: &str =
    "npm could not install the build tools, so the WASM stays larger and scripts are not minified";
pub(crate) const NO_STYLES: &str = "style/ has no sheets";
pub(crate) const NO_PUBLIC_FILES: &str = "public/ has no files";
pub(crate) const GLUE_CHANGED: &str =
    "the script that loads the module does not name it in the way that this build step knows";
pub(crate) const GLUE_HAS_SNIPPETS: &str =
    "a crate brings script files of its own, which this build step does not copy";
pub(crate) const STYLE_IMPORT_OUTSIDE: &str =
    "a style sheet imports one from elsewhere, and pages load nothing from outside";
pub(crate) const WAITING_FOR_CHANGES: &str = "Waiting for changes; Ctrl-C ends it.";
pub(crate) const NO_SERVER_BUILT: &str = "no server was built";
pub(crate) const SERVER_DID_NOT_START: &str = "the server could not be started";
pub(crate) const CHANGED: &str = "\nSomething changed.";
pub(crate) const OLD_SERVER_STAYS: &str = "The server from before, if there was one, goes on.";
pub(crate) const NO_TESTS_IN_PROGRAM: &str = "it printed no result: it ended before its tests did";

pub(crate) fn step_module(client: &str) -> String {
    format!("Module for the browser: {client}")
}

pub(crate) fn step_tests(of: &str) -> String {
    format!("Tests: {of}")
}

pub(crate) fn step_begins(number: usize, of: usize, elapsed: Duration, name: &str) -> String {
    format!("\n[{number}/{of}] {name}  ({} so far)", duration(elapsed))
}

pub(crate) fn step_ended(succeeded: bool, took: Duration, remark: &str) -> String {
    let outcome = if succeeded { "done" } else { "FAILED" };
    let remark = if remark.is_empty() {
        String::new()
    } else {
        format!(": {remark}")
    };
    format!("      {outcome} in {}{remark}", duration(took))
}

pub(crate) fn summary_title(title: &str, elapsed: Duration) -> String {
    format!("{title}, {} in all", duration(elapsed))
}

pub(crate) fn summary_line(succeeded: bool, took: Duration, name: &str, remark: &str) -> String {
    let outcome = if succeeded { "ok    " } else { "FAILED" };
    let line = format!("  {outcome} {:>10}  {name:<38}  {remark}", duration(took));
    line.trim_end().to_owned()
}

pub(crate) fn left_out(steps: usize) -> String {
    format!("  {steps} more did not take place, because one before them failed")
}

pub(crate) fn steps_failed(failed: usize, left_out: usize) -> String {
    format!("{failed} failed, {left_out} did not take place")
}

pub(crate) fn summary_not_kept(error: &dyn Display) -> String {
    format!("the summary could not be written to the file that BATON_TIMES names: {error}")
}

/// `0.8 s`, `41 s`, `3 min 05 s`.
pub(crate) fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// `98.4 kB`; a kilobyte is 1,000 bytes, as in the budgets.
pub(crate) fn size(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

pub(crate) fn sizes(plain: u64, brotli: Option<u64>) -> String {
    match brotli {
        Some(brotli) => format!("{}, {} in brotli", size(plain), size(brotli)),
        None => size(plain),
    }
}

pub(crate) fn command(shown: &str) -> String {
    format!("      $ {shown}")
}

pub(crate) fn did_not_start(shown: &str) -> String {
    format!("`{shown}` could not be started")
}

pub(crate) fn failed(shown: &str, status: ExitStatus) -> String {
    format!("`{shown}` failed ({status})")
}

pub(crate) fn failed_saying(shown: &str, status: ExitStatus, complaint: &str) -> String {
    format!("`{shown}` failed ({status}): {complaint}")
}

pub(crate) fn stopped(error: &anyhow::Error) -> String {
    format!("\nxtask: {error:#}")
}

pub(crate) fn going_on_after(error: &anyhow::Error) -> String {
    format!("      {error:#}; going on without it")
}

pub(crate) fn unreadable(path: &Path) -> String {
    format!("{} can't be read", path.display())
}

pub(crate) fn unwritable(path: &Path) -> String {
    format!("{} can't be written", path.display())
}

pub(crate) fn same_name_twice(logical: &str) -> String {
    format!("two things of the build are both called {logical}")
}

pub(crate) fn style_error(error: &dyn Display) -> String {
    format!("the style sheet is wrong: {error}")
}

pub(crate) fn style_error_at(file: &str, line: u32, column: u32, error: &dyn Display) -> String {
    format!("the style sheet is wrong: {file}:{line}:{column}: {error}")
}

pub(crate) fn style_names_unknown_file(sheet: &str, url: &str) -> String {
    format!("{sheet} names url({url}), and public/ has no such file")
}

pub(crate) fn module_smaller(before: usize, after: usize) -> String {
    format!(
        "      wasm-opt: {} → {}",
        size(before as u64),
        size(after as u64)
    )
}

pub(crate) fn starting(binary: &Path) -> String {
    format!("\nStarting {}", binary.display())
}

pub(crate) fn server_ended(status: ExitStatus) -> String {
    format!("The server ended ({status}).")
}

pub(crate) fn tests_passed(passed: u32, ignored: u32) -> String {
    match ignored {
        0 => format!("{passed} passed"),
        _ => format!("{passed} passed, {ignored} ignored"),
    }
}

pub(crate) fn test_programs_failed(programs: &[String]) -> String {
    format!("failed: {}", programs.join(", "))
}

pub(crate) fn wasm_test_failed(program: &str) -> String {
    format!(
        "a test of {program} failed in WASM: the names above say which one, and the same test on this machine says why"
    )
}

pub(crate) fn wasm_tests_ended(program: &str) -> String {
    format!("      {program}: every test ran to its end")
}

/// A shipped file names a folder of the building machine.
pub(crate) fn names_this_machine(file: &str, folder: &Path) -> String {
    format!(
        "{file} would be shipped with a path of this machine in it: {}",
        folder.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_a_clock_and_not_like_a_number() {
        assert_eq!(duration(Duration::from_millis(840)), "0.8 s");
        assert_eq!(duration(Duration::from_secs(41)), "41 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn sizes_are_in_thousands_of_bytes() {
        assert_eq!(sizes(98_431, Some(35_100)), "98.4 kB, 35.1 kB in brotli");
        assert_eq!(sizes(64, None), "0.0 kB");
    }
}
