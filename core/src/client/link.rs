//! The link to the server: when to connect, when to give up on a socket, when to ping. Each socket has a generation;
//! what an older one says is ignored. There is one alarm at a time; setting one replaces the one before. The link knows
//! nothing of frames: the client tells it that it heard something.

use alloc::vec;
use alloc::vec::Vec;

use crate::time::{Millis, Time};
use crate::wire::PING_EVERY;

extern crate alloc;

/// How long a socket may take to open.
pub const CONNECT_TIMEOUT: Millis = Millis::seconds(10);
/// The least time between two attempts.
pub const SHORTEST_BACKOFF: Millis = Millis(500);
/// The most time between two attempts.
pub const LONGEST_BACKOFF: Millis = Millis::seconds(30);
/// How long the server may take to answer the ping that is sent when the page wakes up.
const PROBE: Millis = Millis::seconds(5);
/// So many unanswered pings and the socket counts as dead.
const PATIENCE: u8 = 2;

/// Where the link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// Not begun, or stopped for good.
    Idle,
    /// A socket is opening.
    Connecting,
    /// A socket is open.
    Open,
    /// The next attempt comes later.
    Waiting,
}

/// What the caller does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Open a socket; say [`Link::opened`] or [`Link::closed`] with its generation.
    Connect {
        /// The new socket's.
        generation: u32,
    },
    /// Take the handlers off that socket and close it.
    Hangup {
        /// Its generation.
        generation: u32,
    },
    /// Say [`Link::alarm`] with this number after that time; forget the alarm before.
    SetAlarm {
        /// Which.
        number: u32,
        /// When.
        after: Millis,
    },
    /// Send a ping.
    Ping,
}

/// The link. `dice` is a random number from 0 to 1, `now` any clock that goes forward.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    state: LinkState,
    generation: u32,
    alarm: u32,
    attempts: u32,
    unanswered: u8,
    pinged: Time,
}

impl Default for Link {
    fn default() -> Self {
        Self {
            state: LinkState::Idle,
            generation: 0,
            alarm: 0,
            attempts: 0,
            unanswered: 0,
            pinged: Time(0),
        }
    }
}

impl Link {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> LinkState {
        self.state
    }

    /// How many attempts have failed since the server was last heard.
    #[must_use]
    pub fn failures(&self) -> u32 {
        self.attempts
    }

    /// Whether what this socket says still counts.
    #[must_use]
    pub fn is_current(&self, generation: u32) -> bool {
        generation == self.generation
            && matches!(self.state, LinkState::Connecting | LinkState::Open)
    }

    /// Connects, if no socket is open or opening.
    pub fn start(&mut self) -> Vec<Step> {
        match self.state {
            LinkState::Connecting | LinkState::Open => Vec::new(),
            LinkState::Idle | LinkState::Waiting => self.connect(),
        }
    }

    /// The socket has opened: the caller sends its hello now.
    pub fn opened(&mut self, generation: u32, now: Time) -> Vec<Step> {
        if !self.is_current(generation) {
            return vec![Step::Hangup { generation }];
        }
        self.state = LinkState::Open;
        self.unanswered = 0;
        self.pinged = now;
        vec![self.set_alarm(PING_EVERY)]
    }

    /// A frame has come. Timers of hidden pages may be late, so that a due ping goes out here as well.
    pub fn heard(&mut self, now: Time) -> Vec<Step> {
        self.attempts = 0;
        self.unanswered = 0;
        if self.state == LinkState::Open && (now - self.pinged).0 >= PING_EVERY.0 {
            return self.ping(now, PING_EVERY);
        }
        Vec::new()
    }

    /// The socket has closed or failed.
    pub fn closed(&mut self, generation: u32, dice: f64) -> Vec<Step> {
        if !self.is_current(generation) {
            return Vec::new();
        }
        let mut steps = self.lost(dice);
        steps.retain(|step| !matches!(step, Step::Hangup { .. }));
        steps
    }

    /// The server said goodbye and when to come back.
    pub fn dismissed(&mut self, retry_after: Millis) -> Vec<Step> {
        let hangup = Step::Hangup {
            generation: self.generation,
        };
        self.state = LinkState::Waiting;
        let after = Millis(retry_after.0.clamp(SHORTEST_BACKOFF.0, LONGEST_BACKOFF.0));
        vec![hangup, self.set_alarm(after)]
    }

    /// An alarm has rung.
    pub fn alarm(&mut self, number: u32, now: Time, dice: f64) -> Vec<Step> {
        if number != self.alarm {
            return Vec::new();
        }
        match self.state {
            LinkState::Idle => Vec::new(),
            LinkState::Waiting => self.connect(),
            LinkState::Connecting => self.lost(dice),
            LinkState::Open if self.unanswered >= PATIENCE => self.lost(dice),
            LinkState::Open => self.ping(now, PING_EVERY),
        }
    }

    /// The page came back: it is visible again, restored, or the network is. Nobody waits for a back-off then, and an
    /// open socket has to prove that it lives.
    pub fn nudged(&mut self, now: Time) -> Vec<Step> {
        match self.state {
            LinkState::Idle | LinkState::Connecting => Vec::new(),
            LinkState::Waiting => self.connect(),
            LinkState::Open => {
                let steps = self.ping(now, PROBE);
                self.unanswered = PATIENCE;
                steps
            }
        }
    }

    /// No more attempts: the page is about to be loaded anew, or may not be here any more.
    pub fn stop(&mut self) -> Vec<Step> {
        self.state = LinkState::Idle;
        self.alarm += 1;
        vec![Step::Hangup {
            generation: self.generation,
        }]
    }

    fn connect(&mut self) -> Vec<Step> {
        self.state = LinkState::Connecting;
        self.generation += 1;
        let connect = Step::Connect {
            generation: self.generation,
        };
        vec![connect, self.set_alarm(CONNECT_TIMEOUT)]
    }

    fn lost(&mut self, dice: f64) -> Vec<Step> {
        let hangup = Step::Hangup {
            generation: self.generation,
        };
        self.state = LinkState::Waiting;
        let after = backoff(self.attempts, dice);
        self.attempts = self.attempts.saturating_add(1);
        vec![hangup, self.set_alarm(after)]
    }

    fn ping(&mut self, now: Time, patience: Millis) -> Vec<Step> {
        self.unanswered = self.unanswered.saturating_add(1);
        self.pinged = now;
        vec![Step::Ping, self.set_alarm(patience)]
    }

    fn set_alarm(&mut self, after: Millis) -> Step {
        self.alarm += 1;
        Step::SetAlarm {
            number: self.alarm,
            after,
        }
    }
}

/// Full jitter: anything from the shortest wait to a bound that doubles with each failure.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the product is at most thirty thousand"
)]
fn backoff(attempts: u32, dice: f64) -> Millis {
    let bound = LONGEST_BACKOFF
        .0
        .min(SHORTEST_BACKOFF.0 << (attempts + 1).min(10));
    let spread = (bound - SHORTEST_BACKOFF.0) as f64;
    Millis(SHORTEST_BACKOFF.0 + (spread * dice.clamp(0.0, 1.0)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alarm_of(steps: &[Step]) -> (u32, Millis) {
        steps
            .iter()
            .find_map(|step| match step {
                Step::SetAlarm { number, after } => Some((*number, *after)),
                _ => None,
            })
            .unwrap()
    }

    fn open() -> (Link, u32) {
        let mut link = Link::default();
        link.start();
        let steps = link.opened(1, Time(0));
        let (number, _) = alarm_of(&steps);
        (link, number)
    }

    #[test]
    fn a_socket_that_does_not_open_in_ten_seconds_is_given_up() {
        let mut link = Link::default();
        let steps = link.start();
        assert_eq!(steps[0], Step::Connect { generation: 1 });
        let (number, after) = alarm_of(&steps);
        assert_eq!(after, Millis::seconds(10));
        let steps = link.alarm(number, Time(10_000), 0.5);
        assert_eq!(steps[0], Step::Hangup { generation: 1 });
        assert_eq!(link.state(), LinkState::Waiting);
    }

    #[test]
    fn the_wait_between_attempts_grows_to_thirty_seconds_and_is_never_under_half_a_second() {
        let mut link = Link::default();
        let mut waits = Vec::new();
        for _ in 0..10 {
            link.start();
            let generation = link.generation;
            waits.push(alarm_of(&link.closed(generation, 1.0)).1.0);
        }
        assert_eq!(waits[..4], [1_000, 2_000, 4_000, 8_000]);
        assert_eq!(waits[9], 30_000);
        assert_eq!(backoff(9, 0.0), SHORTEST_BACKOFF);
    }

    #[test]
    fn hearing_the_server_forgets_earlier_failures() {
        let mut link = Link::default();
        link.start();
        link.closed(1, 0.0);
        link.start();
        link.opened(2, Time(0));
        link.heard(Time(1));
        assert_eq!(link.failures(), 0);
    }

    #[test]
    fn what_an_older_socket_says_is_ignored() {
        let mut link = Link::default();
        link.start();
        link.closed(1, 0.0);
        link.start();
        assert!(link.closed(1, 0.0).is_empty());
        assert_eq!(
            link.opened(1, Time(0)),
            [Step::Hangup { generation: 1 }],
            "it is closed, whatever it wanted"
        );
        assert_eq!(link.state(), LinkState::Connecting);
    }

    #[test]
    fn two_unanswered_pings_are_the_end_of_a_socket() {
        let (mut link, number) = open();
        let steps = link.alarm(number, Time(20_000), 0.0);
        assert_eq!(steps[0], Step::Ping);
        let steps = link.alarm(alarm_of(&steps).0, Time(40_000), 0.0);
        assert_eq!(steps[0], Step::Ping);
        let steps = link.alarm(alarm_of(&steps).0, Time(60_000), 0.0);
        assert_eq!(steps[0], Step::Hangup { generation: 1 });
    }

    #[test]
    fn a_page_that_comes_back_does_not_wait_and_makes_an_open_socket_prove_itself() {
        let (mut link, _) = open();
        let steps = link.nudged(Time(5_000));
        assert_eq!(steps[0], Step::Ping);
        let (number, after) = alarm_of(&steps);
        assert_eq!(after, Millis::seconds(5));
        let mut silent = link.clone();
        let steps = silent.alarm(number, Time(10_000), 0.0);
        assert_eq!(steps[0], Step::Hangup { generation: 1 });
        assert_eq!(
            silent.nudged(Time(10_001))[0],
            Step::Connect { generation: 2 }
        );
        link.heard(Time(5_100));
        assert_eq!(link.alarm(number, Time(10_000), 0.0)[0], Step::Ping);
    }

    #[test]
    fn a_late_timer_does_not_keep_a_due_ping_back() {
        let (mut link, _) = open();
        assert!(link.heard(Time(19_000)).is_empty());
        assert_eq!(link.heard(Time(21_000))[0], Step::Ping);
    }

    #[test]
    fn a_replaced_alarm_rings_in_vain() {
        let (mut link, number) = open();
        link.nudged(Time(1));
        assert!(link.alarm(number, Time(20_000), 0.0).is_empty());
    }

    #[test]
    fn after_a_goodbye_it_comes_back_when_it_was_told() {
        let (mut link, _) = open();
        let steps = link.dismissed(Millis::seconds(3));
        assert_eq!(steps[0], Step::Hangup { generation: 1 });
        let (number, after) = alarm_of(&steps);
        assert_eq!(after, Millis::seconds(3));
        let steps = link.alarm(number, Time(0), 0.0);
        assert_eq!(steps[0], Step::Connect { generation: 2 });
    }
}
