//! *Time to assign*, *Time to reply* and *Repeat alerts every* as an admin types them: minutes and seconds, in two fields.

use super::{LONGEST_REPEAT, LONGEST_WAIT, SHORTEST_REPEAT, SHORTEST_WAIT};
use crate::time::Millis;

/// A wait as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedWait {
    /// Minutes; nothing counts as none.
    pub minutes: String,
    /// Seconds; nothing counts as none, and more than 59 are as good as minutes.
    pub seconds: String,
}

/// Why a typed wait is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitProblem {
    /// Nothing was typed.
    Empty,
    /// Something else than a whole number was typed.
    NotANumber,
    /// Shorter than may be.
    TooShort,
    /// Longer than may be.
    TooLong,
}

impl TypedWait {
    /// How a wait is typed.
    #[must_use]
    pub fn of(wait: Millis) -> Self {
        let seconds = wait.0 / 1_000;
        Self {
            minutes: (seconds / 60).to_string(),
            seconds: (seconds % 60).to_string(),
        }
    }

    /// The wait, from [`SHORTEST_WAIT`] to [`LONGEST_WAIT`].
    ///
    /// # Errors
    /// [`WaitProblem`].
    pub fn read(&self) -> Result<Millis, WaitProblem> {
        let wait = self.length()?;
        if wait < SHORTEST_WAIT {
            Err(WaitProblem::TooShort)
        } else if wait > LONGEST_WAIT {
            Err(WaitProblem::TooLong)
        } else {
            Ok(wait)
        }
    }

    /// How often alerts are repeated: 0, or from [`SHORTEST_REPEAT`] to [`LONGEST_REPEAT`].
    ///
    /// # Errors
    /// [`WaitProblem`].
    pub fn read_repeat(&self) -> Result<Millis, WaitProblem> {
        let repeat = self.length()?;
        match repeat_problem(repeat) {
            Some(problem) => Err(problem),
            None => Ok(repeat),
        }
    }

    fn length(&self) -> Result<Millis, WaitProblem> {
        let (minutes, seconds) = (self.minutes.trim(), self.seconds.trim());
        if minutes.is_empty() && seconds.is_empty() {
            return Err(WaitProblem::Empty);
        }
        Ok(Millis(
            (whole(minutes)? * 60)
                .saturating_add(whole(seconds)?)
                .saturating_mul(1_000),
        ))
    }
}

/// Why alerts can't be repeated so often; 0 is never.
pub(super) fn repeat_problem(repeat: Millis) -> Option<WaitProblem> {
    if repeat.0 == 0 || (SHORTEST_REPEAT..=LONGEST_REPEAT).contains(&repeat) {
        None
    } else if repeat < SHORTEST_REPEAT {
        Some(WaitProblem::TooShort)
    } else {
        Some(WaitProblem::TooLong)
    }
}

/// A whole number of at most nine digits; more digits are as many as can be.
fn whole(text: &str) -> Result<i64, WaitProblem> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(WaitProblem::NotANumber);
    }
    if text.is_empty() {
        return Ok(0);
    }
    Ok(text.parse::<u32>().map_or(i64::from(u32::MAX), i64::from))
}

/// A wait in units that every language reads: `10 s`, `3 min`, `1 h 30 min`.
#[must_use]
pub fn wait_text(wait: Millis) -> String {
    let seconds = wait.0 / 1_000;
    let parts = [
        (seconds / 3_600, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let shown = parts.iter().filter(|(number, _)| *number != 0);
    let shown: Vec<_> = shown
        .map(|(number, unit)| format!("{number} {unit}"))
        .collect();
    if shown.is_empty() {
        "0 s".to_owned()
    } else {
        shown.join(" ")
    }
}
