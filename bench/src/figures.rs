//! Figures: percentiles, and the lines that carry them beside their budget.

use std::time::Duration;

/// Durations of one kind.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    millis: Vec<f64>,
}

impl Sample {
    pub(crate) fn add(&mut self, duration: Duration) {
        self.millis.push(duration.as_secs_f64() * 1_000.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.millis.len()
    }

    /// The duration in milliseconds below which this share of the sample lies; 0 for an empty one.
    pub(crate) fn quantile(&mut self, share: f64) -> f64 {
        if self.millis.is_empty() {
            return 0.0;
        }
        self.millis.sort_by(f64::total_cmp);
        let last = self.millis.len() - 1;
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an index"
        )]
        let index = (last as f64 * share).round() as usize;
        self.millis[index.min(last)]
    }
}

/// Prints what a figure means without its machine: nothing. So the machine comes first.
pub(crate) fn print_machine() {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let value = |text: &str, name: &str| {
        text.lines()
            .find(|line| line.starts_with(name))
            .and_then(|line| line.split(':').nth(1))
            .unwrap_or("?")
            .trim()
            .to_owned()
    };
    let cpus = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let cpu = value(&read("/proc/cpuinfo"), "model name");
    let memory = value(&read("/proc/meminfo"), "MemTotal");
    println!(
        "machine: {cpus} cores, {cpu}, {memory}, {}",
        std::env::consts::OS
    );
    println!("load before: {}", read("/proc/loadavg").trim());
}

/// Prints a figure beside its budget.
pub(crate) fn print(name: &str, figure: &str, budget: Option<&str>) {
    match budget {
        Some(budget) => println!("{name:<58} {figure:>24}   budget {budget}"),
        None => println!("{name:<58} {figure:>24}"),
    }
}
