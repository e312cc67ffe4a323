//! How often somebody may try a password, counted for each e-mail address and space. Kept in memory; a restart forgives.
//! Who guesses many addresses meets `Pace::Password` of [`crate::limits::doors`], which counts where they come from.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use baton_core::time::{Millis, Time};

/// So many tries at once, for one key.
const TRIES: u32 = 10;
/// After which one more is granted each so often.
pub const ONE_MORE_EVERY: Millis = Millis::seconds(30);
/// Above so many keys, those that have recovered are forgotten.
const KEYS: usize = 10_000;

/// The tries of late.
#[derive(Debug, Default)]
pub struct Attempts {
    /// Key → the time at which all tries will have been given back.
    recovered_at: Mutex<HashMap<String, Time>>,
}

impl Attempts {
    /// Takes one try of this key, if it has one left.
    pub fn take(&self, key: &str, now: Time) -> bool {
        let mut all = self
            .recovered_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEYS {
            all.retain(|_, recovered| *recovered > now);
        }
        let recovered = all.get(key).copied().unwrap_or(now).max(now);
        let after = recovered + ONE_MORE_EVERY;
        if (after - now).0 > ONE_MORE_EVERY.0 * i64::from(TRIES) {
            return false;
        }
        all.insert(key.to_owned(), after);
        true
    }

    /// A success gives this key all its tries back.
    pub fn forgive(&self, key: &str) {
        let mut all = self
            .recovered_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        all.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_try_must_wait_and_time_gives_tries_back() {
        let attempts = Attempts::default();
        let start = Time(1_000);
        for _ in 0..TRIES {
            assert!(attempts.take("ana", start));
        }
        assert!(!attempts.take("ana", start));
        assert!(attempts.take("ben", start));
        assert!(attempts.take("ana", start + ONE_MORE_EVERY));
        assert!(!attempts.take("ana", start + ONE_MORE_EVERY));
        attempts.forgive("ana");
        assert!(attempts.take("ana", start + ONE_MORE_EVERY));
    }
}
