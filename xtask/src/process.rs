//! Starts other programs and says which one failed. What the programs print goes straight to the terminal, unless
//! their output is the answer that was asked for.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::words;

/// Shows the command, runs it in sight of the user and waits for its end.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    eprintln!("{}", words::command(&shown));
    let status = command
        .status()
        .with_context(|| words::did_not_start(&shown))?;
    if !status.success() {
        bail!(words::failed(&in_short(command), status));
    }
    Ok(())
}

/// Runs a command out of sight and returns what it printed; its complaints are part of the error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| words::did_not_start(&shown))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!(words::failed_saying(
            &shown,
            output.status,
            complaint.trim()
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Like [`run`], and returns the lines that it printed. `each` sees them as they come.
pub(crate) fn run_reading(command: &mut Command, each: impl Fn(&str)) -> Result<Vec<String>> {
    let shown = shown(command);
    eprintln!("{}", words::command(&shown));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| words::did_not_start(&shown))?;
    let mut lines = Vec::new();
    if let Some(printed) = child.stdout.take() {
        for line in BufReader::new(printed).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            each(&line);
            lines.push(line);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!(words::failed(&in_short(command), status));
    }
    Ok(lines)
}

/// The first program of that name in the folders of `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let file_name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file_name))
        .find(|candidate| fs::metadata(candidate).is_ok_and(|found| found.is_file()))
}

/// The whole command, for the line above what it prints.
fn shown(command: &Command) -> String {
    command.get_args().fold(name(command), |line, argument| {
        line + " " + &argument.to_string_lossy()
    })
}

/// Enough to recognise the command by, once it has been shown whole.
fn in_short(command: &Command) -> String {
    match command.get_args().next() {
        Some(first) => format!("{} {} …", name(command), first.to_string_lossy()),
        None => name(command),
    }
}

fn name(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    program
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(&program)
        .to_owned()
}
