//! The calendar: which day it is so many days after 1970, and what months are called. The names are words that people
//! read, and stand here once because all the pages need them.

/// The months in English, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Year, month from 1, day from 1, of so many days since 1970 (the algorithm of Howard Hinnant's `civil_from_days`).
#[must_use]
pub fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// What a month from 1 to 12 is called.
#[must_use]
pub fn month(month: i64) -> &'static str {
    let name = usize::try_from(month - 1)
        .ok()
        .and_then(|index| MONTHS.get(index));
    name.copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Time;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(19_782), (2024, 2, 29));
        assert_eq!(civil(-1), (1969, 12, 31));
    }

    #[test]
    fn a_day_that_is_read_is_written_the_same() {
        for day in -200_000..200_000 {
            let (year, month, of_month) = civil(day);
            if (0..=9_999).contains(&year) {
                let text = format!("{year:04}-{month:02}-{of_month:02}");
                let read = Time::start_of_day(&text);
                assert_eq!(read, Some(Time(day * 86_400_000)), "{text}");
            }
        }
    }

    #[test]
    fn a_month_that_is_none_has_no_name() {
        assert_eq!((month(1), month(12)), ("January", "December"));
        assert_eq!((month(0), month(13)), ("", ""));
    }
}
