//! The wait for a person.

use baton_core::time::Millis;
use baton_core::wire::QueuePlace;

use super::{join, plural};
use crate::text::number;

/// The place in the queue.
#[must_use]
pub fn place(place: Option<QueuePlace>) -> String {
    let Some(place) = place else {
        return "You're in the queue".to_owned();
    };
    let position = match place.position {
        0 | 1 => "You're next".to_owned(),
        position => join(&["You're ", &ordinal(u64::from(position)), " in line"]),
    };
    match place.usual_wait {
        Some(wait) => join(&[&position, ", usually ", &about(wait)]),
        None => position,
    }
}

fn ordinal(value: u64) -> String {
    let ending = match (value % 10, value % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    join(&[&number(value), ending])
}

fn about(wait: Millis) -> String {
    let minutes = (wait.0.max(0).unsigned_abs() + 30_000) / 60_000;
    match minutes {
        0 => "less than a minute".to_owned(),
        1 => "about a minute".to_owned(),
        2..=90 => join(&["about ", &plural(minutes, "minute", "minutes")]),
        _ => join(&["about ", &plural((minutes + 30) / 60, "hour", "hours")]),
    }
}

/// What happens if nobody comes. `known` is the number of the chat's work item, if it came back to the queue.
#[must_use]
pub fn until(clock: &str, known: Option<&str>) -> String {
    match known {
        Some(key) => join(&[
            "If nobody can take it by ",
            clock,
            ", we answer you in ",
            key,
            ".",
        ]),
        None => join(&[
            "If nobody can take it by ",
            clock,
            ", we make it a request and tell you its number.",
        ]),
    }
}

/// While waiting, under the name of the space.
pub const WAITING: &str = "Waiting for a person";
