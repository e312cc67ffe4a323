//! The machine that figures come from: without it they mean nothing.

use std::process::Command;

use crate::arguments::Arguments;
use crate::words;

/// Processor, memory, system, load, date and build, one a line.
pub(crate) fn describe(arguments: &Arguments) -> Vec<String> {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let cpu = value(&read("/proc/cpuinfo"), "model name");
    let memory = value(&read("/proc/meminfo"), "MemTotal");
    let gigabytes = memory
        .split(' ')
        .next()
        .and_then(|kilobytes| kilobytes.parse::<u64>().ok())
        .map_or_else(
            || "?".to_owned(),
            |kilobytes| format!("{} GB", kilobytes / 1_000_000),
        );
    let system = said(Command::new("uname").args(["-s", "-r", "-m"]));
    let mut lines = vec![
        words::machine(cores, &cpu, &gigabytes, &system),
        words::measured_at(&said(
            Command::new("date").args(["-u", "+%Y-%m-%d %H:%M UTC"]),
        )),
        words::load_before(load().as_deref().unwrap_or("?")),
    ];
    if let Some(build) = &arguments.build {
        lines.push(words::build(build));
    }
    if arguments.small {
        lines.push(words::SMALL.to_owned());
    }
    lines
}

/// The load averages of the last one, five and fifteen minutes.
fn load() -> Option<String> {
    let text = read("/proc/loadavg");
    let averages: Vec<_> = text.split(' ').take(3).collect();
    (averages.len() == 3).then(|| averages.join(", "))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn value(text: &str, name: &str) -> String {
    text.lines()
        .find(|line| line.starts_with(name))
        .and_then(|line| line.split(':').nth(1))
        .unwrap_or("?")
        .trim()
        .to_owned()
}

fn said(command: &mut Command) -> String {
    let output = command.output();
    output.map_or_else(
        |_| "?".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
