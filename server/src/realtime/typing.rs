//! Who is typing: relayed at most every few seconds for each sender, stored nowhere, and gone by itself.

use std::time::Duration;

use tokio::time::Instant;

/// A sender's typing is relayed at most this often. What was relayed holds for six seconds on the other side.
pub(super) const RELAY_EVERY: Duration = Duration::from_secs(3);

/// Lets the first of many through.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Throttle {
    last: Option<Instant>,
}

impl Throttle {
    /// Whether this one is relayed.
    pub(super) fn lets_through(&mut self, now: Instant) -> bool {
        if self.last.is_some_and(|last| now < last + RELAY_EVERY) {
            return false;
        }
        self.last = Some(now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_is_relayed_every_three_seconds_however_often_it_is_said() {
        let mut throttle = Throttle::default();
        let start = Instant::now();
        let relayed = (0..90)
            .filter(|tenth| throttle.lets_through(start + Duration::from_millis(tenth * 100)))
            .count();
        assert_eq!(relayed, 3);
    }
}
