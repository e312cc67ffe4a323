//! When to connect, to ask whether the other side is still there, to give up and to try again. Pure: the caller brings
//! the time and the randomness, and carries out the [`Order`]s. Every socket has a generation, so that whatever an
//! abandoned one still says is not heard.

use baton_core::time::{Millis, Time};
use baton_core::wire::PING_EVERY;

/// A socket that has not led to a greeting by then is given up.
pub const CONNECT_TIMEOUT: Millis = Millis::seconds(10);
/// A ping that was not answered by then means that the socket is dead, whatever the browser thinks.
pub const PROBE_TIMEOUT: Millis = Millis::seconds(8);
/// The shortest rest before another try.
pub const SHORTEST_REST: Millis = Millis(500);
/// The longest rest before another try.
pub const LONGEST_REST: Millis = Millis::seconds(30);
/// A connection that lasted so long counts as good: the next rest is short again.
pub const STABLE_AFTER: Millis = Millis::seconds(60);
/// A connection that is missing for so long is worth a line on the screen.
pub const WORTH_SAYING: Millis = Millis(2_500);

/// Which socket. Each try has its own.
pub type Generation = u32;

/// What is to be done with sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Open one.
    Open(Generation),
    /// Close this one and hear nothing of it any more.
    Close(Generation),
    /// Ask whether the other side is there.
    Ping,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Connecting {
        give_up: Time,
    },
    Open {
        since: Time,
        ping: Time,
        give_up: Option<Time>,
    },
    Resting {
        until: Time,
    },
}

/// The state of the way to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    phase: Phase,
    generation: Generation,
    failures: u32,
    lost_since: Option<Time>,
}

impl Default for Connection {
    fn default() -> Self {
        Self {
            phase: Phase::Idle,
            generation: 0,
            failures: 0,
            lost_since: None,
        }
    }
}

impl Connection {
    /// Whether frames can be sent: the server has greeted.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Open { .. })
    }

    /// Whether this is the socket that counts.
    #[must_use]
    pub fn is_current(&self, generation: Generation) -> bool {
        generation == self.generation
            && matches!(self.phase, Phase::Connecting { .. } | Phase::Open { .. })
    }

    /// Whether the connection has been missing for long enough to say so.
    #[must_use]
    pub fn is_lost(&self, now: Time) -> bool {
        self.lost_since
            .is_some_and(|since| now >= since + WORTH_SAYING)
    }

    /// When [`Connection::wake`] wants to be called next.
    #[must_use]
    pub fn wake_at(&self, now: Time) -> Option<Time> {
        let turn = match self.phase {
            Phase::Idle => None,
            Phase::Connecting { give_up } => Some(give_up),
            Phase::Open { ping, give_up, .. } => Some(give_up.map_or(ping, |at| at.min(ping))),
            Phase::Resting { until } => Some(until),
        };
        let word = self
            .lost_since
            .map(|since| since + WORTH_SAYING)
            .filter(|at| *at > now);
        match (turn, word) {
            (Some(turn), Some(word)) => Some(turn.min(word)),
            (turn, word) => turn.or(word),
        }
    }

    /// Begins a try.
    pub fn open(&mut self, now: Time) -> Order {
        self.generation += 1;
        self.phase = Phase::Connecting {
            give_up: now + CONNECT_TIMEOUT,
        };
        self.lost_since.get_or_insert(now);
        Order::Open(self.generation)
    }

    /// The server greeted on the current socket.
    pub fn greeted(&mut self, now: Time) {
        self.lost_since = None;
        self.phase = Phase::Open {
            since: now,
            ping: now + PING_EVERY,
            give_up: None,
        };
    }

    /// The server said something. Timers of a hidden page may run once a minute only, so a ping that is due goes out on
    /// this occasion.
    pub fn heard(&mut self, now: Time) -> Option<Order> {
        if let Phase::Open { ping, give_up, .. } = &mut self.phase {
            *give_up = None;
            if now >= *ping {
                *ping = now + PING_EVERY;
                return Some(Order::Ping);
            }
        }
        None
    }

    /// The current socket closed, or was given up.
    pub fn closed(&mut self, now: Time, chance: u32) {
        if let Phase::Open { since, .. } = self.phase
            && now >= since + STABLE_AFTER
        {
            self.failures = 0;
        }
        let most = (SHORTEST_REST.0 << (self.failures + 1).min(16)).min(LONGEST_REST.0);
        self.failures += 1;
        let spread = i64::from(chance) % (most - SHORTEST_REST.0 + 1);
        self.rest(now, Millis(SHORTEST_REST.0 + spread));
    }

    /// The server is about to close, and said when to come back.
    pub fn dismissed(&mut self, now: Time, retry_after: Millis, chance: u32) {
        let spread = i64::from(chance) % (retry_after.0.clamp(0, LONGEST_REST.0) / 2 + 250);
        self.rest(now, Millis(retry_after.0.clamp(0, LONGEST_REST.0) + spread));
    }

    fn rest(&mut self, now: Time, pause: Millis) {
        self.lost_since.get_or_insert(now);
        self.phase = Phase::Resting { until: now + pause };
    }

    /// The page became visible, the network came back, the page left the browser's cache: find out at once.
    pub fn nudge(&mut self, now: Time) -> Option<Order> {
        match &mut self.phase {
            Phase::Resting { .. } => Some(self.open(now)),
            Phase::Open { ping, give_up, .. } => {
                *ping = now + PING_EVERY;
                give_up.get_or_insert(now + PROBE_TIMEOUT);
                Some(Order::Ping)
            }
            Phase::Idle | Phase::Connecting { .. } => None,
        }
    }

    /// Whatever is due at this time.
    pub fn wake(&mut self, now: Time, chance: u32) -> Option<Order> {
        match &mut self.phase {
            Phase::Connecting { give_up } if now >= *give_up => {
                self.closed(now, chance);
                Some(Order::Close(self.generation))
            }
            Phase::Open {
                give_up: Some(give_up),
                ..
            } if now >= *give_up => {
                self.closed(now, chance);
                Some(Order::Close(self.generation))
            }
            Phase::Open { ping, give_up, .. } if now >= *ping => {
                *ping = now + PING_EVERY;
                give_up.get_or_insert(now + PROBE_TIMEOUT);
                Some(Order::Ping)
            }
            Phase::Resting { until } if now >= *until => Some(self.open(now)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(milliseconds: i64) -> Time {
        Time(1_000_000 + milliseconds)
    }

    fn open() -> Connection {
        let mut connection = Connection::default();
        assert_eq!(connection.open(at(0)), Order::Open(1));
        connection.greeted(at(0));
        connection
    }

    #[test]
    fn a_try_that_leads_nowhere_is_given_up_after_ten_seconds() {
        let mut connection = Connection::default();
        connection.open(at(0));
        assert_eq!(connection.wake(at(9_999), 0), None);
        assert_eq!(connection.wake(at(10_000), 0), Some(Order::Close(1)));
        assert!(!connection.is_current(1));
        assert_eq!(connection.wake(at(10_500), 0), Some(Order::Open(2)));
        assert!(connection.is_current(2));
    }

    #[test]
    fn rests_grow_to_thirty_seconds_and_are_never_shorter_than_half_a_second() {
        let mut connection = Connection::default();
        let mut longest = 0;
        for _ in 0..12 {
            connection.closed(at(0), 29_400);
            let rest = connection.wake_at(at(WORTH_SAYING.0)).unwrap().0 - at(0).0;
            assert!((500..=30_000).contains(&rest), "{rest}");
            longest = longest.max(rest);
        }
        assert_eq!(longest, 29_900);
        connection.closed(at(0), 0);
        assert_eq!(connection.wake_at(at(WORTH_SAYING.0)), Some(at(500)));
    }

    #[test]
    fn a_connection_that_lasted_a_minute_makes_the_next_rest_short_again() {
        let mut connection = open();
        for _ in 0..8 {
            connection.closed(at(0), 0);
        }
        connection.open(at(0));
        connection.greeted(at(0));
        connection.closed(at(60_000), 500);
        assert_eq!(connection.wake_at(at(70_000)), Some(at(61_000)));
    }

    #[test]
    fn a_ping_without_an_answer_ends_the_socket() {
        let mut connection = open();
        assert_eq!(connection.wake(at(20_000), 0), Some(Order::Ping));
        assert_eq!(connection.wake(at(27_999), 0), None);
        assert_eq!(connection.wake(at(28_000), 0), Some(Order::Close(1)));
        assert!(!connection.is_open());
    }

    #[test]
    fn anything_heard_counts_as_an_answer() {
        let mut connection = open();
        assert_eq!(connection.wake(at(20_000), 0), Some(Order::Ping));
        assert_eq!(connection.heard(at(21_000)), None);
        assert_eq!(connection.wake(at(30_000), 0), None);
        assert!(connection.is_open());
    }

    #[test]
    fn a_page_whose_timers_sleep_pings_when_the_server_speaks() {
        let mut connection = open();
        assert_eq!(connection.heard(at(19_000)), None);
        assert_eq!(connection.heard(at(25_000)), Some(Order::Ping));
        assert_eq!(connection.heard(at(25_001)), None);
    }

    #[test]
    fn a_nudge_ends_the_rest_at_once_and_probes_a_socket_that_may_be_dead() {
        let mut connection = open();
        assert_eq!(connection.nudge(at(100)), Some(Order::Ping));
        assert_eq!(connection.wake(at(8_100), 0), Some(Order::Close(1)));
        assert_eq!(connection.nudge(at(8_101)), Some(Order::Open(2)));
        assert_eq!(connection.nudge(at(8_102)), None);
    }

    #[test]
    fn a_loss_is_worth_saying_after_a_moment_only() {
        let mut connection = open();
        connection.closed(at(0), 0);
        assert!(!connection.is_lost(at(2_499)));
        assert!(connection.is_lost(at(2_500)));
        connection.open(at(3_000));
        assert!(connection.is_lost(at(3_000)));
        connection.greeted(at(3_100));
        assert!(!connection.is_lost(at(9_000)));
    }

    #[test]
    fn the_server_says_when_to_come_back() {
        let mut connection = open();
        connection.dismissed(at(0), Millis(2_000), 0);
        assert_eq!(connection.wake(at(1_999), 0), None);
        assert_eq!(connection.wake(at(2_000), 0), Some(Order::Open(2)));
    }
}
