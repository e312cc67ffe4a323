//! The command line of `baton`. `serve` runs the site; every other subcommand is an [`action::Action`], carried out on
//! the database itself, or by a running `serve` that has it locked. Start errors are one sentence and exit code 2; an
//! action that could not be carried out is one sentence and exit code 1.

pub mod action;
mod arguments;
mod connections;
pub mod remote;
mod serve;

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::sync::Arc;

use baton_core::audit::AuditActor;
use baton_store::{Clock, OpenError, OpenMode, Store, SystemClock};
use clap::Parser;
use rustix::fs::Mode;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt;

pub use arguments::{Cli, Subcommand};
pub use serve::{Served, StartError, new_set_up_code};

use crate::config::Config;
use crate::context::Context;
use crate::{logs, words};
use action::{Action, ActionError};

/// At least so many threads, also on small machines: rendering must not wait for a password's hash.
const WORKER_THREADS: usize = 4;

/// What a start error exits with.
const START_ERROR: u8 = 2;

/// Runs a command line to its end.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    keep_files_private();
    log_to_stderr(&cli);
    let threads = std::thread::available_parallelism().map_or(WORKER_THREADS, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads.max(WORKER_THREADS))
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return say_start_error(&error.to_string()),
    };
    match cli.subcommand {
        Subcommand::Serve { demo } => match runtime.block_on(serve::serve(cli.config, demo)) {
            Ok(true) => ExitCode::SUCCESS,
            // Why stands in the log.
            Ok(false) => ExitCode::FAILURE,
            Err(error) => say_start_error(&error.to_string()),
        },
        other => match arguments::action_of(other) {
            Ok(action) => runtime.block_on(act(&cli.config, action)),
            Err(error) => say_error(&error.to_string()),
        },
    }
}

/// What is made from now on, the database, its log, copies of it and their folder, is for nobody but its owner: messages
/// and addresses of people stand in them.
fn keep_files_private() {
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
}

/// `RUST_LOG` says what is logged: by default everything of importance from us, and warnings of others.
fn log_to_stderr(cli: &Cli) {
    let usual = match cli.subcommand {
        Subcommand::Serve { .. } => "info,sqlx=warn,tantivy=warn",
        _ => "warn,tantivy=error",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let coloured = io::stderr().is_terminal();
    let logs = logs::subscriber(cli.config.log_format, filter, coloured, io::stderr);
    // A second subscriber is a test's; then the first one stays.
    _ = logs.try_init();
}

#[expect(clippy::print_stderr, reason = "this is what the person reads")]
fn say_start_error(sentence: &str) -> ExitCode {
    eprintln!("{}", words::start_error(sentence));
    ExitCode::from(START_ERROR)
}

#[expect(clippy::print_stderr, reason = "this is what the person reads")]
fn say_error(sentence: &str) -> ExitCode {
    eprintln!("{}", words::start_error(sentence));
    ExitCode::FAILURE
}

#[expect(clippy::print_stdout, reason = "this is what the person reads")]
fn say(text: &str) -> ExitCode {
    println!("{text}");
    ExitCode::SUCCESS
}

/// Carries out an action here, or lets the running server do it.
async fn act(config: &Config, action: Action) -> ExitCode {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let url = config.database_url();
    let outcome = match Store::open_as(&url, clock.clone(), OpenMode::Tool).await {
        Ok(store) => {
            let context = Context {
                store: store.clone(),
                clock,
                app: None,
                by: AuditActor::Shell,
            };
            let outcome = action::perform(&context, action).await;
            store.close().await;
            outcome
        }
        Err(error @ OpenError::Locked(_)) => match config.socket_path() {
            Some(path) => remote::ask(&path, &action).await,
            None => return say_start_error(&error.to_string()),
        },
        Err(error) => return say_start_error(&error.to_string()),
    };
    match outcome {
        Ok(text) => say(&text),
        Err(ActionError::Unreachable) => say_start_error(&words::server_unreachable(&url)),
        Err(error) => say_error(&error.to_string()),
    }
}

/// Reads a command line, for tests.
///
/// # Errors
/// What clap says about it.
pub fn parse(arguments: &[&str]) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(arguments)
}
