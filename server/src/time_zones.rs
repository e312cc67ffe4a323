//! The world's time zones: the names that a space can be given, and how the clocks of each go. They are in the program
//! itself, so that a machine without them knows them too, and every node the same.

use std::sync::LazyLock;

use baton_core::time::{Millis, Time};
use baton_core::time_zone::{self, Clocks, TimeZone};
use jiff::Timestamp;
use jiff::tz::{self, TimeZone as Rules};

/// The time zone of a space until somebody chooses another.
pub const FIRST: &str = "Etc/UTC";
/// What happened before 2000 is shown as if the clocks had gone as they did then: no page is that old.
const SINCE: Time = Time(946_684_800_000);
/// So far ahead of the present the clocks are known.
const AHEAD: Millis = Millis::minutes(2 * 366 * 24 * 60);

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let names = tz::db().available().map(|name| name.to_string());
    // The others are old names of these, or of no place.
    let is_place = |name: &String| name.contains('/') && !name.starts_with("Etc/");
    let mut names: Vec<_> = names.filter(is_place).collect();
    names.push(FIRST.to_owned());
    names.sort_unstable();
    names
});

/// The names, in order.
#[must_use]
pub fn names() -> &'static [String] {
    &NAMES
}

/// The time zone of this name, as it is kept. `UTC` is another word for [`FIRST`].
#[must_use]
pub fn named(typed: &str) -> Option<&'static str> {
    if typed.trim().eq_ignore_ascii_case("utc") {
        return Some(FIRST);
    }
    time_zone::named(typed, NAMES.iter().map(String::as_str))
}

/// How the clocks of a time zone go; as UTC's, where there is none of this name.
#[must_use]
pub fn of(name: &str, now: Time) -> TimeZone {
    let utc = || TimeZone {
        name: FIRST.to_owned(),
        first: Clocks {
            minutes: 0,
            short: "UTC".to_owned(),
        },
        changes: Vec::new(),
    };
    let known = named(name).and_then(|name| Some((name, Rules::get(name).ok()?)));
    let (Some((name, rules)), Ok(since)) = (known, Timestamp::from_millisecond(SINCE.0)) else {
        return utc();
    };
    let first = rules.to_offset_info(since);
    let changes = rules.following(since).map(|change| {
        let at = Time(change.timestamp().as_millisecond());
        (at, clocks(change.offset(), change.abbreviation()))
    });
    TimeZone {
        name: name.to_owned(),
        first: clocks(first.offset(), first.abbreviation()),
        changes: changes.take_while(|(at, _)| *at < now + AHEAD).collect(),
    }
}

fn clocks(offset: tz::Offset, short: &str) -> Clocks {
    // Places without a name for it have the number there.
    let is_name = short.chars().all(|letter| letter.is_ascii_alphabetic());
    Clocks {
        minutes: offset.seconds() / 60,
        short: if is_name { short } else { "" }.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time(1_795_424_705_000);

    #[test]
    fn names_are_those_of_places_and_utc() {
        for name in ["Europe/Berlin", "America/Argentina/Buenos_Aires", FIRST] {
            assert_eq!(named(name), Some(name));
        }
        assert_eq!(named("UTC"), Some(FIRST));
        assert_eq!(named("asia/kolkata"), Some("Asia/Kolkata"));
        for wrong in [
            "Europe/Atlantis",
            "Etc/GMT+5",
            "EST5EDT",
            "",
            "/etc/localtime",
        ] {
            assert_eq!(named(wrong), None, "{wrong}");
        }
        assert!(names().len() > 300 && names().is_sorted());
    }

    #[test]
    fn the_clocks_of_a_place_know_its_summer_and_its_own_name_for_it() {
        let berlin = of("Europe/Berlin", NOW);
        let at = |time| {
            let clocks = berlin.clocks(Time(time));
            (clocks.minutes, clocks.short.clone())
        };
        assert_eq!(
            at(1_795_424_705_000),
            (60, "CET".to_owned()),
            "in November 2026"
        );
        assert_eq!(
            at(1_783_000_000_000),
            (120, "CEST".to_owned()),
            "in July 2026"
        );
        let kolkata = of("Asia/Kolkata", NOW);
        assert_eq!(kolkata.clocks(NOW).minutes, 330);
        let there = of("America/Sao_Paulo", NOW);
        assert_eq!(
            (there.clocks(NOW).minutes, there.clocks(NOW).short.as_str()),
            (-180, "")
        );
    }

    #[test]
    fn an_unknown_name_is_utc() {
        assert_eq!(of("Mars/Base", NOW).clocks(NOW).short, "UTC");
    }
}
