//! The program `baton`: reads the command line and hands over.

use std::process::ExitCode;

use baton_server::cli::{Cli, run};
use clap::Parser;

fn main() -> ExitCode {
    run(Cli::parse())
}
