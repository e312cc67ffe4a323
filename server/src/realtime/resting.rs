//! The deadlines that could not be fired: each rests for a while before it is tried again, for longer each time. In memory
//! only; a restart tries them all.

use std::collections::HashMap;
use std::time::Duration;

use baton_core::deadline::DeadlineKind;
use baton_core::id::ConversationId;
use baton_store::DueDeadline;
use tokio::time::Instant;

/// How long one rests after its first failure; twice as long after each more.
const FIRST: Duration = Duration::from_secs(1);
/// And no longer than this: so late may a deadline be after a disk that was full has room again.
const LONGEST: Duration = Duration::from_secs(30);

/// A conversation has at most one of each kind.
type Row = (ConversationId, DeadlineKind);

#[derive(Debug)]
struct Rest {
    pause: Duration,
    until: Instant,
}

/// Those that rest.
#[derive(Debug, Default)]
pub(super) struct Resting {
    of: HashMap<Row, Rest>,
}

const fn row(deadline: &DueDeadline) -> Row {
    (deadline.conversation, deadline.kind)
}

impl Resting {
    /// How many have failed and not been fired since.
    pub(super) fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether it is not tried yet.
    pub(super) fn rests(&self, deadline: &DueDeadline, now: Instant) -> bool {
        self.of
            .get(&row(deadline))
            .is_some_and(|rest| now < rest.until)
    }

    /// It could not be fired.
    pub(super) fn failed(&mut self, deadline: &DueDeadline, now: Instant) {
        let before = self.of.get(&row(deadline));
        let pause = before.map_or(FIRST, |rest| (rest.pause * 2).min(LONGEST));
        let until = now + pause;
        self.of.insert(row(deadline), Rest { pause, until });
    }

    /// It was fired, or stands no longer.
    pub(super) fn wakes(&mut self, deadline: &DueDeadline) {
        self.of.remove(&row(deadline));
    }

    /// Forgets those that are no longer due, such as where another node could fire them.
    pub(super) fn keep_those_of(&mut self, due: &[DueDeadline]) {
        if self.of.is_empty() {
            return;
        }
        let due: std::collections::HashSet<Row> = due.iter().map(row).collect();
        self.of.retain(|row, _| due.contains(row));
    }
}

#[cfg(test)]
mod tests {
    use baton_core::id::Seq;
    use baton_core::time::Time;

    use super::*;

    fn due(conversation: u128) -> DueDeadline {
        DueDeadline {
            conversation: ConversationId(conversation),
            kind: DeadlineKind::Assign,
            generation: Seq(1),
            due: Time(1_000),
        }
    }

    #[test]
    fn one_that_fails_rests_for_longer_each_time_and_never_for_long() {
        let mut resting = Resting::default();
        let mut now = Instant::now();
        let mut pauses = Vec::new();
        for _ in 0..8 {
            resting.failed(&due(1), now);
            let pause = (1..100).map(Duration::from_secs);
            let pause = pause
                .into_iter()
                .find(|pause| !resting.rests(&due(1), now + *pause));
            pauses.push(pause.unwrap().as_secs());
            now += pause.unwrap();
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30, 30]);
        assert!(
            !resting.rests(&due(2), now),
            "another is no matter of theirs"
        );
        resting.wakes(&due(1));
        resting.failed(&due(1), now);
        assert!(!resting.rests(&due(1), now + FIRST));
    }

    #[test]
    fn one_that_is_no_longer_due_is_forgotten() {
        let mut resting = Resting::default();
        let now = Instant::now();
        resting.failed(&due(1), now);
        resting.failed(&due(2), now);
        resting.keep_those_of(&[due(2), due(3)]);
        assert_eq!(resting.len(), 1);
        assert!(resting.rests(&due(2), now) && !resting.rests(&due(1), now));
    }
}
