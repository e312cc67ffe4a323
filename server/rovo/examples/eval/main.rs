//! `cargo xtask eval`: how well Rovo finds articles, knows when it has none, and recognises who wants a person. Prints
//! figures and judges nothing. The folder with the data sets is the first argument, else `BATON_DATA`, else
//! `../shared/data`; without it, what needs it is left out. With `--show` it also lists what fails in the development phrases; failures of the held-out phrases
//! are never shown, so that nobody tunes on them.

mod data;
mod handoff;
mod retrieval;

use std::path::PathBuf;
use std::process::ExitCode;

use handoff::Failures;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let show = arguments.iter().any(|argument| argument == "--show");
    let failures = if show {
        Failures::Shown
    } else {
        Failures::Counted
    };
    let folder = arguments
        .iter()
        .find(|argument| !argument.starts_with("--"))
        .cloned()
        .or_else(|| std::env::var("BATON_DATA").ok())
        .map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    match run(&folder, failures) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(folder: &std::path::Path, failures: Failures) -> Result<(), data::DataError> {
    let banking = match data::banking77(&folder.join("banking77")) {
        Ok(set) => Some(set),
        Err(error) => {
            println!("BANKING77 is left out: {error}\n");
            None
        }
    };
    let help = data::demo()?;
    let sets = || banking.iter().chain([&help]);
    println!("Retrieval");
    for set in sets() {
        retrieval::print_ranking(set);
    }
    println!("\nWith the threshold ({})", baton_rovo::index::THRESHOLD);
    if let Some(set) = &banking {
        retrieval::print_answers(set, 5);
    }
    retrieval::print_answers(&help, 4);
    println!("\nHand-off");
    handoff::print_set("held-out phrases", "handoff.tsv", Failures::Counted)?;
    handoff::print_set("development phrases", "handoff-dev.tsv", failures)?;
    for set in sets() {
        handoff::print_false_alarms(set);
    }
    println!("\nTime");
    for set in sets() {
        retrieval::print_time(set);
    }
    if let Some(set) = &banking {
        handoff::print_time(set);
    }
    Ok(())
}
