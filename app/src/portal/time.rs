//! Times as text. The portal has no script, so they are those of the space's clocks and say so; `datetime` is for
//! machines.

use baton_core::time::Time;
use baton_core::time_zone::TimeZone;
use leptos::prelude::*;

use super::words;

const DAY: i64 = 86_400_000;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

struct Parts {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
}

/// Days to a date of the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn parts(time: Time) -> Parts {
    let days = time.0.div_euclid(DAY) + 719_468;
    let minutes = time.0.rem_euclid(DAY) / 60_000;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Parts {
        year,
        month,
        day,
        hour: minutes / 60,
        minute: minutes % 60,
    }
}

fn month_name(month: i64) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or_default()
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
