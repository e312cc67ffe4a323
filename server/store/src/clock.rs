//! Where time comes from. One injected clock feeds every decision and deadline of a process; tests set theirs. On
//! PostgreSQL the system's clock is the database's, so that several nodes agree.

use std::fmt::Debug;
use std::sync::atomic::{AtomicI64, Ordering};

use baton_core::time::{Millis, Time};

/// A source of the present time.
pub trait Clock: Send + Sync + Debug {
    /// Now, in UTC milliseconds.
    fn now(&self) -> Time;

    /// Whether this is the real time, for which a database with several nodes may use its own clock instead.
    fn is_real(&self) -> bool {
        false
    }
}

/// The operating system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one clock that all others stand in for"
    )]
    fn now(&self) -> Time {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Time(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn is_real(&self) -> bool {
        true
    }
}

/// A clock that stands still until it is told otherwise, for tests.
#[derive(Debug)]
pub struct FakeClock {
    now: AtomicI64,
}

impl FakeClock {
    /// A clock that shows this time.
    #[must_use]
    pub const fn new(now: Time) -> Self {
        Self {
            now: AtomicI64::new(now.0),
        }
    }

    /// Shows this time from now on.
    pub fn set(&self, now: Time) {
        self.now.store(now.0, Ordering::SeqCst);
    }

    /// Goes forward.
    pub fn advance(&self, by: Millis) {
        self.now.fetch_add(by.0, Ordering::SeqCst);
    }
}

impl Default for FakeClock {
    /// The 1st of January 2026, midnight UTC.
    fn default() -> Self {
        Self::new(Time(1_767_225_600_000))
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Time {
        Time(self.now.load(Ordering::SeqCst))
    }
}
