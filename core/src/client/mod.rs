//! What every browser client of Baton needs and no server does: a link to the server that survives sleep, restarts and
//! bad networks, an outbox that forgets nothing, and ids made from a clock and random bytes. All of it is plain state
//! that answers each call with what to do next; sockets, timers, storage and randomness stay with the caller.

mod link;
mod outbox;

pub use link::{CONNECT_TIMEOUT, LONGEST_BACKOFF, Link, LinkState, SHORTEST_BACKOFF, Step};
pub use outbox::{Entry, Outbox, Progress};

use crate::time::Time;

/// A UUID of version 7 from a clock and ten random bytes.
#[must_use]
pub fn uuid_v7(now: Time, random: [u8; 10]) -> u128 {
    let millis = u128::try_from(now.0).unwrap_or_default() & 0xffff_ffff_ffff;
    let noise = random
        .into_iter()
        .fold(0u128, |value, byte| value << 8 | u128::from(byte));
    let high = noise >> 62 & 0xfff;
    let low = noise & 0x3fff_ffff_ffff_ffff;
    millis << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::MessageId;

    #[test]
    fn an_id_of_version_7_says_so_and_sorts_by_its_time() {
        let early = uuid_v7(Time(1_700_000_000_000), [0xff; 10]);
        let late = uuid_v7(Time(1_700_000_000_001), [0; 10]);
        assert!(early < late);
        assert_eq!(
            MessageId(early).to_string(),
            "018bcfe5-6800-7fff-bfff-ffffffffffff"
        );
        assert_eq!(
            MessageId(late).to_string(),
            "018bcfe5-6801-7000-8000-000000000000"
        );
    }
}
