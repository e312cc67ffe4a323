//! Measures Baton against its budgets, from outside: a generator in a process of its own starts the release build of
//! `baton` on a folder of its own, speaks the real protocol to it, and prints each figure beside its budget. It fails
//! when a message is lost, comes twice or leaves a gap. What is measured is listed in [`part`]; everything stops by
//! itself, and what was started or written for a measurement ends with it. Nothing here is used by the product.

mod agents;
mod alerts;
mod arguments;
mod browser;
mod chats;
mod clients;
mod crowd;
mod descriptors;
mod figures;
mod highest;
mod history;
mod http;
mod inbox;
mod ledger;
mod machine;
mod messages;
mod network;
mod on_screen;
mod page;
mod part;
mod restart;
mod search;
mod server;
mod site_files;
mod slow;
mod sockets;
mod storm;
mod table;
mod talk;
mod utterances;
mod words;

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

use arguments::Arguments;
use table::Table;

fn main() -> ExitCode {
    match run(&Arguments::parse().settled()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut table = Table::default();
        let machine = machine::describe(arguments);
        println!("{}\n", machine.join("\n"));
        let outcome = tokio::select! {
            outcome = part::measure(arguments, &mut table) => outcome,
            why = told_to_stop() => why,
        };
        // What was measured is told, also where something failed after it.
        println!("\n{}", table.text());
        if let Some(path) = &arguments.markdown {
            let markdown = format!("{}\n{}", words::as_list(&machine), table.markdown());
            std::fs::write(path, markdown)?;
            println!("{}", words::written(path));
        }
        outcome
    })
}

/// Ctrl-C and SIGTERM end a measurement like a failure: the server is killed and its folder removed on the way out.
async fn told_to_stop() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    bail!(words::STOPPED)
}
