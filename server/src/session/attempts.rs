//! How often somebody may try a password. At a door, where nobody is known yet, it is counted for the e-mail address
//! together with the network that the try comes from, so that nobody keeps somebody else out by trying wrong passwords;
//! and for the e-mail address alone, where much more is allowed, so that one account is not guessed at from everywhere at
//! once. Behind the door it is counted for the account. Kept in memory; a restart forgives. Who guesses many addresses
//! meets `Pace::Password` of [`crate::limits::doors`], which counts where they come from.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use baton_core::time::{Millis, Time};

use crate::limits::Network;

/// So many tries at once.
const TRIES: i64 = 10;
/// After which one more is granted each so often.
pub const ONE_MORE_EVERY: Millis = Millis::seconds(30);
/// So many times as much is allowed at one door from all networks together.
const FROM_EVERYWHERE: i64 = 50;
/// Above so many keys, those that have recovered are forgotten.
const KEYS: usize = 10_000;

/// The most that a key can owe. One of which so many times the tries are allowed gets each back so many times sooner, so
/// it is the same for all.
const MOST: Millis = Millis(ONE_MORE_EVERY.0 * TRIES);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// Whoever is known, or what only one has.
    Known(String),
    /// Whoever comes to this door from this network.
    At(String, Network),
    /// Whoever comes to this door.
    Anywhere(String),
}

impl Key {
    /// How long until a try of this key is given back.
    const fn pause(&self) -> Millis {
        match self {
            Self::Known(_) | Self::At(..) => ONE_MORE_EVERY,
            Self::Anywhere(_) => Millis(ONE_MORE_EVERY.0 / FROM_EVERYWHERE),
        }
    }
}

#[derive(Debug, Default)]
struct Book {
    /// Key → the time at which all tries will have been given back.
    recovered_at: HashMap<Key, Time>,
}

impl Book {
    /// When the key will have recovered after one more try; none, if it has none left.
    fn after_one_more(&self, key: &Key, now: Time) -> Option<Time> {
        let recovered = self.recovered_at.get(key).copied().unwrap_or(now).max(now);
        let after = recovered + key.pause();
        ((after - now).0 <= MOST.0).then_some(after)
    }

    fn give_back(&mut self, key: &Key) {
        if let Some(recovered) = self.recovered_at.get_mut(key) {
            *recovered = Time(recovered.0 - key.pause().0);
        }
    }
}

/// The tries of late.
#[derive(Debug, Default)]
pub struct Attempts {
    book: Mutex<Book>,
}

impl Attempts {
    /// Takes one try of this key, if it has one left.
    pub fn take(&self, key: &str, now: Time) -> bool {
        self.take_all(&[Key::Known(key.to_owned())], now)
    }

    /// A success gives this key all its tries back.
    pub fn forgive(&self, key: &str) {
        self.with(|book| book.recovered_at.remove(&Key::Known(key.to_owned())));
    }

    /// Takes one try at this door for somebody from this network, if there is one left.
    pub fn take_at(&self, door: &str, network: Network, now: Time) -> bool {
        self.take_all(&at(door, network), now)
    }

    /// A success gives the network all its tries at this door back, and the door the one.
    pub fn forgive_at(&self, door: &str, network: Network) {
        let [here, anywhere] = at(door, network);
        self.with(|book| {
            book.recovered_at.remove(&here);
            book.give_back(&anywhere);
        });
    }

    /// Gives a try back that nothing came of.
    pub fn give_back_at(&self, door: &str, network: Network) {
        self.with(|book| {
            for key in at(door, network) {
                book.give_back(&key);
            }
        });
    }

    fn take_all(&self, keys: &[Key], now: Time) -> bool {
        self.with(|book| {
            if book.recovered_at.len() >= KEYS {
                book.recovered_at.retain(|_, recovered| *recovered > now);
            }
            let after = keys.iter().map(|key| book.after_one_more(key, now));
            let Some(after) = after.collect::<Option<Vec<_>>>() else {
                return false;
            };
            book.recovered_at.extend(keys.iter().cloned().zip(after));
            true
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut Book) -> T) -> T {
        act(&mut self.book.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn at(door: &str, network: Network) -> [Key; 2] {
    [
        Key::At(door.to_owned(), network),
        Key::Anywhere(door.to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn network(number: u32) -> Network {
        Network::Of(IpAddr::V4(Ipv4Addr::from_bits(number)))
    }

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

    #[test]
    fn who_tries_from_elsewhere_takes_nothing_from_here() {
        let attempts = Attempts::default();
        let mut now = Time(1_000);
        while attempts.take_at("ana", network(1), now) {}
        // As often as they may, for ever.
        for _ in 0..1_000 {
            now = now + ONE_MORE_EVERY;
            assert!(attempts.take_at("ana", network(1), now));
            assert!(!attempts.take_at("ana", network(1), now));
        }
        for _ in 0..TRIES {
            assert!(attempts.take_at("ana", network(2), now));
        }
        assert!(!attempts.take_at("ana", network(2), now));
    }

    #[test]
    fn one_account_is_not_guessed_at_from_everywhere_at_once() {
        let attempts = Attempts::default();
        let start = Time(1_000);
        let allowed = |now| {
            let tries =
                (0..10_000).take_while(|number| attempts.take_at("ana", network(*number), now));
            i64::try_from(tries.count()).unwrap()
        };
        assert_eq!(allowed(start), TRIES * FROM_EVERYWHERE);
        assert_eq!(allowed(start + ONE_MORE_EVERY), FROM_EVERYWHERE);
        assert!(attempts.take_at("ben", network(1), start));
    }

    #[test]
    fn a_success_gives_back_what_it_took_and_not_what_others_took_elsewhere() {
        let attempts = Attempts::default();
        let now = Time(1_000);
        let others = TRIES * FROM_EVERYWHERE - 1;
        for number in 0..u32::try_from(others).unwrap() {
            assert!(attempts.take_at("ana", network(100 + number), now));
        }
        for _ in 0..100 {
            assert!(attempts.take_at("ana", network(1), now));
            attempts.forgive_at("ana", network(1));
        }
        assert!(attempts.take_at("ana", network(1), now));
        assert!(!attempts.take_at("ana", network(2), now));
        attempts.give_back_at("ana", network(1));
        assert!(attempts.take_at("ana", network(2), now));
    }
}
