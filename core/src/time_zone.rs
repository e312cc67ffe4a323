//! A space's time zone as pages need it: how far its clocks are from UTC at any time. Where the rules come from (the
//! world's database of time zones) is the server's business, so that no browser has to load them.

use alloc::string::String;
use alloc::vec::Vec;

use crate::time::{Millis, Time};

extern crate alloc;

/// How the clocks of a place go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocks {
    /// Minutes to add to UTC.
    pub minutes: i32,
    /// What people call it, such as `CET`; empty where it has no such name.
    pub short: String,
}

/// A time zone: how its clocks went at first, and how from each change on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeZone {
    /// The IANA name: `Europe/Berlin`.
    pub name: String,
    /// How the clocks went before the first change.
    pub first: Clocks,
    /// From when on they went how, oldest first.
    pub changes: Vec<(Time, Clocks)>,
}

impl TimeZone {
    /// How the clocks go at a time.
    #[must_use]
    pub fn clocks(&self, at: Time) -> &Clocks {
        let later = self.changes.partition_point(|(since, _)| *since <= at);
        let last = later.checked_sub(1).and_then(|last| self.changes.get(last));
        last.map_or(&self.first, |(_, clocks)| clocks)
    }

    /// The time that the clocks show, as if it were UTC.
    #[must_use]
    pub fn local(&self, at: Time) -> Time {
        at + Millis::minutes(i64::from(self.clocks(at).minutes))
    }
}

/// The time zone of this name among those that there are, in letters of any size.
#[must_use]
pub fn named<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.trim();
    let mut names = names.into_iter();
    names.find(|name| name.eq_ignore_ascii_case(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        let clocks = |minutes, short: &str| Clocks {
            minutes,
            short: short.into(),
        };
        TimeZone {
            name: "Europe/Berlin".into(),
            first: clocks(60, "CET"),
            changes: alloc::vec![
                (Time(1_000), clocks(120, "CEST")),
                (Time(2_000), clocks(60, "CET"))
            ],
        }
    }

    #[test]
    fn the_clocks_go_as_they_went_since_the_last_change() {
        let short = |at| zone().clocks(Time(at)).short.clone();
        assert_eq!(
            [0, 999, 1_000, 1_999, 2_000, i64::MAX].map(short),
            ["CET", "CET", "CEST", "CEST", "CET", "CET"]
        );
        assert_eq!(zone().local(Time(1_000)), Time(1_000 + 7_200_000));
        assert_eq!(TimeZone::default().local(Time(5)), Time(5));
    }

    #[test]
    fn a_name_is_taken_in_letters_of_any_size_and_kept_as_it_is_written() {
        let names = ["Etc/UTC", "Europe/Berlin"];
        for (typed, kept) in [
            ("Europe/Berlin", Some("Europe/Berlin")),
            (" europe/BERLIN ", Some("Europe/Berlin")),
            ("Europe", None),
            ("Europe/Atlantis", None),
            ("", None),
            ("../etc/passwd", None),
        ] {
            assert_eq!(named(typed, names), kept, "{typed:?}");
        }
    }
}
