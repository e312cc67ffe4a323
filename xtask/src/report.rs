//! The progress of a command, step by step: which one of how many, how long so far, and a summary at the end. A step
//! that fails is remembered; the command decides whether what follows still makes sense.

use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::words;

/// Names the file to which every finished report adds its summary, for whoever runs several commands in a row.
const TIMES_FILE: &str = "BATON_TIMES";

/// The steps of one command.
#[derive(Debug)]
pub(crate) struct Report {
    title: &'static str,
    expected: usize,
    started: Instant,
    steps: Vec<Step>,
}

/// A step that has ended.
#[derive(Debug)]
struct Step {
    name: String,
    took: Duration,
    /// What the step had to say, or why it failed.
    remark: String,
    succeeded: bool,
}

impl Report {
    /// A report of `expected` steps; the number is shown before each of them.
    pub(crate) fn new(title: &'static str, expected: usize) -> Report {
        Report {
            title,
            expected,
            started: Instant::now(),
            steps: Vec::new(),
        }
    }

    /// Does one step. `None` means that it failed, which has been said and will be said again in the summary.
    ///
    /// The work returns its result and a remark for the summary, which may be empty.
    pub(crate) fn step<T>(
        &mut self,
        name: impl Into<String>,
        work: impl FnOnce() -> Result<(T, String)>,
    ) -> Option<T> {
        let name = name.into();
        let number = self.steps.len() + 1;
        eprintln!(
            "{}",
            words::step_begins(number, self.expected, self.started.elapsed(), &name)
        );
        let step_started = Instant::now();
        let outcome = work();
        let took = step_started.elapsed();
        let (result, remark, succeeded) = match outcome {
            Ok((result, remark)) => (Some(result), remark, true),
            Err(error) => (None, format!("{error:#}"), false),
        };
        eprintln!("{}", words::step_ended(succeeded, took, &remark));
        self.steps.push(Step {
            name,
            took,
            remark,
            succeeded,
        });
        result
    }

    /// More steps than announced, where their number is known only on the way.
    pub(crate) fn expect_more(&mut self, steps: usize) {
        self.expected += steps;
    }

    /// Prints the summary.
    ///
    /// # Errors
    /// Where a step failed, or never took place.
    pub(crate) fn finish(self) -> Result<()> {
        let mut summary = words::summary_title(self.title, self.started.elapsed());
        for step in &self.steps {
            summary.push('\n');
            summary.push_str(&words::summary_line(
                step.succeeded,
                step.took,
                &step.name,
                &step.remark,
            ));
        }
        let left_out = self.expected.saturating_sub(self.steps.len());
        if left_out > 0 {
            summary.push('\n');
            summary.push_str(&words::left_out(left_out));
        }
        eprintln!("\n{summary}");
        keep_for_later(&summary);
        let failed = self.steps.iter().filter(|step| !step.succeeded).count();
        if failed + left_out > 0 {
            bail!(words::steps_failed(failed, left_out));
        }
        Ok(())
    }
}

/// A summary that can't be kept is no reason to fail: it stands on the screen.
fn keep_for_later(summary: &str) {
    let Some(path) = env::var_os(TIMES_FILE) else {
        return;
    };
    let kept = OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .and_then(|mut file| writeln!(file, "{summary}\n"));
    if let Err(error) = kept {
        eprintln!("{}", words::summary_not_kept(&error));
    }
}
