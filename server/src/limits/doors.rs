//! What is limited before it is known what somebody wants: forms, counted for the principal who sends them, and for the
//! network address where there is none yet; and new guests, counted for the address. Kept in memory; a restart forgives.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use baton_core::time::{Millis, Time};

use super::bucket::{Bucket, Rate};
use super::{Network, Principal};

/// How often a form may be sent. Each row of the table of routes has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pace {
    /// Forms as people fill them in.
    Usual,
    /// Forms that ask for a password. Who sends one is not known yet, whatever their cookie says, and hashing costs the
    /// processor; so these count for the address.
    Password,
    /// Invitations: each is somebody else's way in.
    Invitation,
    /// What keeps the server busy for longer than other forms do.
    Costly,
}

impl Pace {
    /// How its bucket fills.
    #[must_use]
    pub const fn rate(self) -> Rate {
        let (per_second, burst) = match self {
            Self::Usual => (2.0, 120.0),
            Self::Password => (0.5, 60.0),
            Self::Invitation => (0.2, 60.0),
            Self::Costly => (0.5, 30.0),
        };
        Rate { per_second, burst }
    }

    /// Its name among the metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usual => "form",
            Self::Password => "password",
            Self::Invitation => "invitation",
            Self::Costly => "costly",
        }
    }
}

/// New guests of one address: a school that opens the chat at once, and then one every two seconds.
pub const GUESTS: Rate = Rate {
    per_second: 0.5,
    burst: 300.0,
};

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Payer {
    /// Somebody who is known.
    Principal(Principal),
    /// Whoever comes from there.
    Network(Network),
    /// Whoever is too many to be told apart.
    Others,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum What {
    Form(Pace),
    Guest,
}

impl What {
    const fn rate(self) -> Rate {
        match self {
            Self::Form(pace) => pace.rate(),
            Self::Guest => GUESTS,
        }
    }
}

/// So many buckets are kept at most, in about 5 MB. Whoever comes on top of them shares one.
const BUCKETS: usize = 50_000;
/// Below so many, nobody looks which can be forgotten.
const FEW: usize = 1_024;
/// So often it is looked, at most.
const LOOK_EVERY: Millis = Millis::seconds(1);

#[derive(Debug, Default)]
struct Book {
    buckets: HashMap<(What, Payer), Bucket<Time>>,
    look_at: usize,
    looked: Option<Time>,
}

/// The buckets of everybody who sent a form or became a guest of late.
#[derive(Debug)]
pub struct Doors {
    times: u32,
    book: Mutex<Book>,
}

impl Doors {
    /// Full buckets for everybody; those of addresses hold so many times the usual.
    #[must_use]
    pub fn new(times: u32) -> Self {
        Self {
            times: times.max(1),
            book: Mutex::default(),
        }
    }

    /// Pays for a form.
    ///
    /// # Errors
    /// How long until there is a token again.
    pub fn form(&self, pace: Pace, payer: Payer, now: Time) -> Result<(), Millis> {
        let paid = self.pay(What::Form(pace), payer, now);
        count_refusal(&paid, pace.name());
        paid
    }

    /// Pays for a new guest.
    ///
    /// # Errors
    /// How long until there is a token again.
    pub fn guest(&self, network: Network, now: Time) -> Result<(), Millis> {
        let paid = self.pay(What::Guest, Payer::Network(network), now);
        count_refusal(&paid, "guest");
        paid
    }

    fn rate(&self, what: What, payer: Payer) -> Rate {
        match payer {
            Payer::Principal(_) => what.rate(),
            Payer::Network(_) | Payer::Others => what.rate().times(self.times),
        }
    }

    fn pay(&self, what: What, payer: Payer, now: Time) -> Result<(), Millis> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let known = book.buckets.contains_key(&(what, payer));
        if !known {
            self.forget_who_recovered(&mut book, now);
        }
        let payer = if known || book.buckets.len() < BUCKETS {
            payer
        } else {
            Payer::Others
        };
        let rate = self.rate(what, payer);
        let bucket = book.buckets.entry((what, payer));
        bucket
            .or_insert_with(|| Bucket::full(rate, now))
            .take(rate, 1.0, now)
    }

    fn forget_who_recovered(&self, book: &mut Book, now: Time) {
        let just_now = book.looked.is_some_and(|looked| {
            let passed = now - looked;
            passed >= Millis(0) && passed < LOOK_EVERY
        });
        if book.buckets.len() < book.look_at.max(FEW) || just_now {
            return;
        }
        book.buckets
            .retain(|(what, payer), bucket| !bucket.is_full(self.rate(*what, *payer), now));
        book.look_at = (book.buckets.len() * 2).min(BUCKETS);
        book.looked = Some(now);
    }
}

fn count_refusal(paid: &Result<(), Millis>, what: &'static str) {
    if paid.is_err() {
        metrics::counter!("baton_too_fast_total", "what" => what).increment(1);
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use baton_core::id::{AccountId, CustomerId};

    use super::*;

    const NOW: Time = Time(1_000_000);
    const ANA: Payer = Payer::Principal(Principal::Account(AccountId(1)));
    const CASEY: Payer = Payer::Principal(Principal::Customer(CustomerId(1)));

    fn network(number: u32) -> Network {
        Network::Of(IpAddr::V4(Ipv4Addr::from_bits(number)))
    }

    fn allowed(mut act: impl FnMut() -> Result<(), Millis>) -> usize {
        (0..10_000).take_while(|_| act().is_ok()).count()
    }

    #[test]
    fn each_pace_has_a_bucket_of_its_own_for_each_payer() {
        let doors = Doors::new(1);
        assert_eq!(allowed(|| doors.form(Pace::Usual, ANA, NOW)), 120);
        assert_eq!(allowed(|| doors.form(Pace::Costly, ANA, NOW)), 30);
        assert_eq!(allowed(|| doors.form(Pace::Usual, CASEY, NOW)), 120);
        let wait = doors.form(Pace::Usual, ANA, NOW).unwrap_err();
        assert_eq!(doors.form(Pace::Usual, ANA, NOW + wait), Ok(()));
    }

    #[test]
    fn guests_are_counted_for_their_address_and_come_back_with_time() {
        let doors = Doors::new(1);
        assert_eq!(allowed(|| doors.guest(network(1), NOW)), 300);
        assert!(doors.guest(network(2), NOW).is_ok());
        let later = NOW + Millis::minutes(1);
        assert_eq!(allowed(|| doors.guest(network(1), later)), 30);
    }

    #[test]
    fn where_many_share_an_address_the_address_may_more_and_a_principal_as_much_as_ever() {
        let doors = Doors::new(20);
        assert_eq!(allowed(|| doors.guest(network(1), NOW)), 6_000);
        assert_eq!(allowed(|| doors.form(Pace::Usual, ANA, NOW)), 120);
        let theirs = Payer::Network(network(1));
        assert_eq!(allowed(|| doors.form(Pace::Password, theirs, NOW)), 1_200);
    }

    #[test]
    fn however_many_come_there_are_so_many_buckets_and_no_more() {
        let doors = Doors::new(1);
        let many = u32::try_from(BUCKETS).unwrap() + 10_000;
        for number in 0..many {
            _ = doors.guest(network(number), NOW);
        }
        let kept = doors.book.lock().unwrap().buckets.len();
        assert_eq!(kept, BUCKETS + 1);
        // Who came on top shares one bucket, which is empty by now.
        assert!(doors.guest(network(many), NOW).is_err());
        // And when those before have recovered, they are forgotten.
        let later = NOW + Millis::minutes(1);
        assert!(doors.guest(network(many), later).is_ok());
        assert!(doors.book.lock().unwrap().buckets.len() < 10);
    }
}
