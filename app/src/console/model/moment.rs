//! Times as people read them. The first render knows no time zone and says so by using UTC; the browser then gives its
//! own, with one offset per point in time, because of summer time.

use baton_core::calendar;
use baton_core::inbox::Place;
use baton_core::time::{Millis, Time};

/// Minutes to add to UTC at a point in time.
#[derive(Clone, Copy, Debug)]
pub enum Zone {
    /// Not known yet.
    Utc,
    /// The browser's own.
    Local(fn(Time) -> i32),
}

/// Two local zones are the same one: a page has only its reader's.
impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.is_local() == other.is_local()
    }
}

impl Eq for Zone {}

impl Zone {
    /// Whether the reader's zone is known.
    #[must_use]
    pub fn is_local(self) -> bool {
        matches!(self, Self::Local(_))
    }

    fn shifted(self, time: Time) -> Time {
        match self {
            Self::Utc => time,
            Self::Local(offset) => time + Millis::minutes(i64::from(offset(time))),
        }
    }
}

fn parts(time: Time) -> ((i64, i64, i64), (i64, i64, i64)) {
    let seconds = time.0.div_euclid(1_000);
    let day = seconds.div_euclid(86_400);
    let second = seconds.rem_euclid(86_400);
    (
        calendar::civil(day),
        (second / 3_600, second % 3_600 / 60, second % 60),
    )
}

/// For the `datetime` attribute: `2026-11-23T09:05:00Z`.
#[must_use]
pub fn iso(time: Time) -> String {
    let ((year, month, day), (hour, minute, second)) = parts(time);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// `09:05`, or `09:05 UTC` while the zone is not known.
#[must_use]
pub fn clock(time: Time, zone: Zone) -> String {
    let (_, (hour, minute, _)) = parts(zone.shifted(time));
    match zone {
        Zone::Utc => format!("{hour:02}:{minute:02} UTC"),
        Zone::Local(_) => format!("{hour:02}:{minute:02}"),
    }
}

/// `23 November 2026`.
#[must_use]
pub fn day(time: Time, zone: Zone) -> String {
    let ((year, month, day), _) = parts(zone.shifted(time));
    format!("{day} {} {year}", calendar::month(month))
}

/// `23 November 2026 09:05`.
#[must_use]
pub fn day_and_clock(time: Time, zone: Zone) -> String {
    format!("{} {}", day(time, zone), clock(time, zone))
}

/// How long something has been going on, in the largest unit that tells enough: `now`, `45s`, `12m`, `3h`, `5d`.
#[must_use]
pub fn waited(since: Time, now: Time) -> String {
    let seconds = ((now - since).0 / 1_000).max(0);
    match seconds {
        0..=4 => "now".to_owned(),
        5..=59 => format!("{}s", seconds / 5 * 5),
        60..=3_599 => format!("{}m", seconds / 60),
        3_600..=86_399 => format!("{}h", seconds / 3_600),
        _ => format!("{}d", seconds / 86_400),
    }
}

/// How much of the time from `since` to `due` is gone, in hundredths, for a ring that fills.
#[must_use]
pub fn ring(since: Time, due: Time, now: Time) -> u8 {
    let whole = (due - since).0.max(1);
    let gone = (now - since).0.clamp(0, whole);
    u8::try_from(gone * 100 / whole).unwrap_or(100)
}

/// What a customer waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// That somebody claims the chat.
    Claim,
    /// That the agent replies.
    Reply,
}

/// A wait that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// For what.
    pub wanted: Wanted,
    /// Since when the customer has been waiting.
    pub since: Time,
    /// When the deadline was set: the ring is empty.
    pub begun: Time,
    /// When it passes: the ring is full.
    pub due: Time,
}

impl Running {
    /// The wait of a chat that stands there. A chat that came back has a deadline of its own, while its customer has been
    /// waiting for longer.
    #[must_use]
    pub fn of(place: &Place, time_to_assign: Millis, time_to_reply: Millis) -> Option<Self> {
        let begun = |due: Time, whole: Millis| due + Millis(-whole.0);
        match *place {
            Place::Unassigned { since, assign_due } => Some(Self {
                wanted: Wanted::Claim,
                since,
                begun: begun(assign_due, time_to_assign).max(since),
                due: assign_due,
            }),
            Place::Assigned { reply_due, .. } => {
                let due = reply_due?;
                let begun = begun(due, time_to_reply);
                Some(Self {
                    wanted: Wanted::Reply,
                    since: begun,
                    begun,
                    due,
                })
            }
            Place::Ended { .. } => None,
        }
    }

    /// How much of its time is gone, in hundredths.
    #[must_use]
    pub fn gone(self, now: Time) -> u8 {
        ring(self.begun, self.due, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ring_of_a_chat_that_came_back_begins_anew_and_its_text_says_how_long_the_customer_has_waited()
     {
        let minutes = |minutes: i64| Time(minutes * 60_000);
        let (to_assign, to_reply) = (Millis::minutes(3), Millis::minutes(5));
        let back = Place::Unassigned {
            since: minutes(0),
            assign_due: minutes(11),
        };
        let wait = Running::of(&back, to_assign, to_reply).unwrap();
        assert_eq!(wait.gone(minutes(8)), 0);
        assert_eq!(wait.gone(Time(minutes(9).0 + 30_000)), 50);
        assert_eq!(waited(wait.since, minutes(8)), "8m");
        // The setting may have been another when the deadline was set: no ring begins before its wait.
        let long = Running::of(&back, Millis::minutes(60), to_reply).unwrap();
        assert_eq!(long.begun, minutes(0));
    }

    const MOMENT: Time = Time(1_795_424_705_000);

    #[test]
    fn the_calendar_is_right_around_leap_days_and_before_1970() {
        assert_eq!(iso(Time(0)), "1970-01-01T00:00:00Z");
        assert_eq!(iso(Time(-1_000)), "1969-12-31T23:59:59Z");
        assert_eq!(iso(Time(951_782_400_000)), "2000-02-29T00:00:00Z");
        assert_eq!(iso(MOMENT), "2026-11-23T09:05:05Z");
    }

    #[test]
    fn a_zone_moves_the_clock_and_the_day() {
        assert_eq!(clock(MOMENT, Zone::Utc), "09:05 UTC");
        assert_eq!(clock(MOMENT, Zone::Local(|_| -600)), "23:05");
        assert_eq!(day(MOMENT, Zone::Utc), "23 November 2026");
        assert_eq!(day(MOMENT, Zone::Local(|_| -600)), "22 November 2026");
    }

    #[test]
    fn a_wait_is_said_in_the_unit_that_matters() {
        let at = |seconds: i64| waited(Time(0), Time(seconds * 1_000));
        let said = [2, 7, 59, 60, 3_599, 3_600, 90_000].map(at);
        assert_eq!(said, ["now", "5s", "55s", "1m", "59m", "1h", "1d"]);
        assert_eq!(waited(Time(10), Time(0)), "now", "clocks may differ");
    }

    #[test]
    fn a_ring_is_empty_at_the_start_and_full_at_the_deadline() {
        let at = |now| ring(Time(100), Time(300), Time(now));
        assert_eq!(
            [at(0), at(100), at(200), at(300), at(400)],
            [0, 0, 50, 100, 100]
        );
    }
}
