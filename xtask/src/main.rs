//! The project's own commands: `cargo xtask run`, `dev`, `build`, `test`, `e2e`, `screenshots`, `lint`, `bench` and
//! `eval`.
//!
//! This file reads the command line and hands over to the module of that name. Each command does its own set-up, so
//! that a fresh clone needs no other step. What the server does lives in `server/`, nothing of it here.

mod build;
mod cargo;
mod compiled_tests;
mod dev;
mod doc_examples;
mod end2end;
mod lint;
mod members;
mod process;
mod project;
mod report;
mod run;
mod setup;
mod test;
mod wasm_test;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use project::Project;

/// Builds, runs and tests Baton.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Builds everything in release, then starts the server with a demo space on http://localhost:3000.
    Run {
        /// Goes to `baton serve` as it is.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Like `run` with a quick build, and again after every change of a file.
    Dev {
        /// Goes to `baton serve` as it is.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Builds both browser modules, styles and files into `site/`, and the server.
    Build {
        /// A release build; this is the default.
        #[arg(long)]
        release: bool,
        /// A quick build: nothing is optimised for size, nothing is compressed.
        #[arg(long, conflicts_with = "release")]
        dev: bool,
    },
    /// Runs every test: core, store, Rovo, server, pages, WASM, and the browser.
    Test {
        /// Leaves out the release build and the browser.
        #[arg(long)]
        no_e2e: bool,
    },
    /// Runs the browser tests alone, on the release build.
    E2e {
        /// Goes to Playwright as it is, such as a file name or `--headed`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Takes the pictures in `docs/screenshots/` anew, of the release build.
    Screenshots,
    /// Checks formatting, and lints every crate for the targets it is built for.
    Lint,
    /// Measures the release build against its budgets.
    Bench {
        /// Goes to the bench as it is.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Scores Rovo's retrieval and its recognition of who wants a person.
    Eval {
        /// Goes to the evaluation as it is.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Runs one test program that was compiled to WASM; cargo calls this.
    #[command(hide = true)]
    WasmTest {
        program: PathBuf,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    match dispatch(CommandLine::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", words::stopped(&error));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> Result<()> {
    let project = Project::here()?;
    match command {
        Command::Run { arguments } => run::run(&project, &arguments),
        Command::Dev { arguments } => dev::dev(&project, &arguments),
        Command::Build { release: _, dev } => {
            let mode = if dev {
                build::Mode::Dev
            } else {
                build::Mode::Release
            };
            build::alone(&project, mode)
        }
        Command::Test { no_e2e: true } => test::without_browser(&project),
        Command::Test { no_e2e: false } => test::everything(&project),
        Command::E2e { arguments } => end2end::alone(&project, &arguments),
        Command::Screenshots => end2end::screenshots(&project),
        Command::Lint => lint::lint(&project),
        Command::Bench { arguments } => run::bench(&project, &arguments),
        Command::Eval { arguments } => run::eval(&project, &arguments),
        Command::WasmTest {
            program,
            arguments: _,
        } => wasm_test::run_program(&project, &program),
    }
}
