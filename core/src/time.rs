//! Points in time and durations, both in milliseconds. Points are UTC since 1970. Where they come from (a clock) is
//! the server's business.

use core::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// A point in time: UTC milliseconds since 1970.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Time(pub i64);

/// A duration in milliseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// So many seconds.
    #[must_use]
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000))
    }

    /// So many minutes.
    #[must_use]
    pub const fn minutes(minutes: i64) -> Self {
        Self::seconds(minutes.saturating_mul(60))
    }
}

impl Add<Millis> for Time {
    type Output = Self;
    fn add(self, duration: Millis) -> Self {
        Self(self.0.saturating_add(duration.0))
    }
}

impl Sub for Time {
    type Output = Millis;
    fn sub(self, earlier: Self) -> Millis {
        Millis(self.0.saturating_sub(earlier.0))
    }
}

impl Time {
    /// The first moment of a day in UTC, written as `2026-11-24`, if it is one.
    #[must_use]
    pub fn start_of_day(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let mut next = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.parse::<i64>().ok().filter(|number| *number >= 0)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let longest = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        if !(1..=longest).contains(&day) {
            return None;
        }
        // Days since 1970 in the civil calendar (after H. Hinnant): years begin in March.
        let shifted = if month > 2 { year } else { year - 1 };
        let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
        Some(Self(days * 86_400_000))
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn a_day_begins_at_midnight_utc_and_what_is_no_day_is_none() {
        assert_eq!(Time::start_of_day("1970-01-01"), Some(Time(0)));
        assert_eq!(
            Time::start_of_day("2026-01-01"),
            Some(Time(1_767_225_600_000))
        );
        assert_eq!(
            Time::start_of_day("2024-02-29"),
            Some(Time(1_709_164_800_000))
        );
        for wrong in [
            "",
            "2026",
            "2026-02-29",
            "2026-13-01",
            "26-01-01",
            "2026-1-1",
            "x-y-z",
        ] {
            assert_eq!(Time::start_of_day(wrong), None, "{wrong}");
        }
    }
}
