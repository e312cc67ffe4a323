//! A bucket of tokens. It knows no clock: who takes from it says what time it is.

use std::time::{Duration, Instant};

use baton_core::time::{Millis, Time};

/// How a bucket fills.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// Tokens that come back in a second.
    pub per_second: f64,
    /// Tokens in a full bucket.
    pub burst: f64,
}

impl Rate {
    /// So many times as much.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self {
            per_second: self.per_second * f64::from(times),
            burst: self.burst * f64::from(times),
        }
    }
}

/// A moment of some clock.
pub trait Moment: Copy {
    /// How long ago the earlier one was; nothing, if it was later.
    fn since(self, earlier: Self) -> Duration;
}

impl Moment for Instant {
    fn since(self, earlier: Self) -> Duration {
        self.saturating_duration_since(earlier)
    }
}

impl Moment for Time {
    fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from((self - earlier).0).unwrap_or_default())
    }
}

/// The tokens that are left, and when that was so.
#[derive(Clone, Copy, Debug)]
pub struct Bucket<At> {
    tokens: f64,
    at: At,
}

impl<At: Moment> Bucket<At> {
    /// A full bucket.
    #[must_use]
    pub fn full(rate: Rate, now: At) -> Self {
        Self {
            tokens: rate.burst,
            at: now,
        }
    }

    fn fill(&mut self, rate: Rate, now: At) {
        let passed = now.since(self.at).as_secs_f64();
        self.tokens = (self.tokens + passed * rate.per_second).min(rate.burst);
        self.at = now;
    }

    /// Whether nothing would be lost by forgetting it.
    pub fn is_full(&mut self, rate: Rate, now: At) -> bool {
        self.fill(rate, now);
        self.tokens >= rate.burst
    }

    /// Takes so many tokens.
    ///
    /// # Errors
    /// How long until there are enough.
    pub fn take(&mut self, rate: Rate, amount: f64, now: At) -> Result<(), Millis> {
        self.fill(rate, now);
        if self.tokens >= amount {
            self.tokens -= amount;
            return Ok(());
        }
        let wait = Duration::from_secs_f64((amount - self.tokens) / rate.per_second);
        let millis = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        Err(Millis(millis.saturating_add(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        per_second: 2.0,
        burst: 3.0,
    };

    #[test]
    fn a_bucket_gives_its_burst_then_its_rate_and_is_never_more_than_full() {
        let start = Time(1_000);
        let mut bucket = Bucket::full(RATE, start);
        for _ in 0..3 {
            assert_eq!(bucket.take(RATE, 1.0, start), Ok(()));
        }
        assert_eq!(bucket.take(RATE, 1.0, start), Err(Millis(501)));
        assert!(!bucket.is_full(RATE, start + Millis(1_499)));
        let later = start + Millis::minutes(10);
        assert!(bucket.is_full(RATE, later));
        let given = (0..10).filter(|_| bucket.take(RATE, 1.0, later).is_ok());
        assert_eq!(given.count(), 3);
    }

    #[test]
    fn the_wait_that_it_names_is_long_enough() {
        let start = Time(1_000);
        let mut bucket = Bucket::full(RATE, start);
        while bucket.take(RATE, 1.0, start).is_ok() {}
        let wait = bucket.take(RATE, 1.0, start).unwrap_err();
        assert_eq!(bucket.take(RATE, 1.0, start + wait), Ok(()));
    }

    #[test]
    fn a_clock_that_is_put_back_starves_nobody() {
        let mut bucket = Bucket::full(RATE, Time(1_000_000));
        while bucket.take(RATE, 1.0, Time(1_000_000)).is_ok() {}
        assert!(bucket.take(RATE, 1.0, Time(100_000)).is_err());
        assert!(bucket.take(RATE, 1.0, Time(101_000)).is_ok());
    }
}
