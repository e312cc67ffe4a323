//! Times as text. The portal has no script, so they are those of the space's clocks and say so; `datetime` is for
//! machines.

use baton_core::calendar;
use baton_core::time::Time;
use baton_core::time_zone::TimeZone;
use leptos::prelude::*;

use super::words;

const DAY: i64 = 86_400_000;
/// So many letters of a month's name.
const SHORT: usize = 3;

struct Parts {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
}

fn parts(time: Time) -> Parts {
    let (year, month, day) = calendar::civil(time.0.div_euclid(DAY));
    let minutes = time.0.rem_euclid(DAY) / 60_000;
    Parts {
        year,
        month,
        day,
        hour: minutes / 60,
        minute: minutes % 60,
    }
}

fn month_name(month: i64) -> &'static str {
    calendar::month(month).get(..SHORT).unwrap_or_default()
}

/// `2026-11-03T09:05Z`.
fn for_machines(time: Time) -> String {
    let at = parts(time);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}Z",
        at.year, at.month, at.day, at.hour, at.minute
    )
}

/// `3 Nov 2026`.
fn date_text(time: Time) -> String {
    let at = parts(time);
    format!("{} {} {}", at.day, month_name(at.month), at.year)
}

/// `3 November 2026`, as the clocks of the space show it.
pub(super) fn day_text(time: Time, zone: &TimeZone) -> String {
    let at = parts(zone.local(time));
    format!("{} {} {}", at.day, calendar::month(at.month), at.year)
}

/// A day.
pub(super) fn date(time: Time, zone: &TimeZone) -> impl IntoView + use<> {
    view! { <time datetime=for_machines(time)>{date_text(zone.local(time))}</time> }
}

/// A day and a minute.
pub(super) fn moment(time: Time, zone: &TimeZone) -> impl IntoView + use<> {
    view! { <time datetime=for_machines(time)>{moment_text(time, zone)}</time> }
}

/// `3 Nov 2026, 10:05 CET`.
fn moment_text(time: Time, zone: &TimeZone) -> String {
    let local = zone.local(time);
    let at = parts(local);
    let clocks = words::clocks(zone.clocks(time));
    format!(
        "{}, {:02}:{:02} {clocks}",
        date_text(local),
        at.hour,
        at.minute
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::time_zone::Clocks;

    #[test]
    fn milliseconds_become_dates_of_the_calendar() {
        assert_eq!(for_machines(Time(0)), "1970-01-01T00:00Z");
        assert_eq!(for_machines(Time(951_782_400_000)), "2000-02-29T00:00Z");
        assert_eq!(for_machines(Time(1_763_856_345_000)), "2025-11-23T00:05Z");
        assert_eq!(for_machines(Time(-1)), "1969-12-31T23:59Z");
        assert_eq!(date_text(Time(1_763_856_345_000)), "23 Nov 2025");
    }

    #[test]
    fn a_moment_is_said_as_the_clocks_of_the_space_show_it() {
        let zone = |minutes, short: &str| TimeZone {
            first: Clocks {
                minutes,
                short: short.into(),
            },
            ..TimeZone::default()
        };
        let said = |zone| moment_text(Time(1_763_856_345_000), &zone);
        assert_eq!(said(zone(0, "UTC")), "23 Nov 2025, 00:05 UTC");
        assert_eq!(said(zone(60, "CET")), "23 Nov 2025, 01:05 CET");
        assert_eq!(said(zone(-180, "")), "22 Nov 2025, 21:05 UTC-3");
        assert_eq!(said(zone(345, "")), "23 Nov 2025, 05:50 UTC+5:45");
    }
}
