//! The book in which every message of a run is followed: when it was due, when its sender heard that it is stored, when
//! the other side saw it. At the end it says what was lost, what came twice and where there was a gap. It believes
//! nobody: a message that nobody sent counts as well.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use baton_core::id::{ConversationId, Seq};

use crate::figures::Sample;
use crate::words;

/// What became of a message.
#[derive(Clone, Copy, Debug)]
struct Fate {
    due: Instant,
    stored: Option<Instant>,
    answers: u32,
    seen: Option<Instant>,
    sights: u32,
    echoes: u32,
}

/// A customer's message in the log of its conversation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    pub(crate) conversation: ConversationId,
    pub(crate) seq: Seq,
    /// When it was due to be sent.
    pub(crate) due: Instant,
    /// When its sender heard that it is stored.
    pub(crate) stored: Instant,
}

/// The book of one run.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    fates: HashMap<u128, Fate>,
    /// Sent and acknowledged in runs before this one. Nobody waits for an echo, so theirs may come late.
    earlier: HashSet<u128>,
    places: Vec<Placed>,
    strangers: usize,
    gaps: usize,
    refused: usize,
}

/// What a run must not do to messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("{}", words::harm(self))]
pub(crate) struct Harm {
    /// Never acknowledged.
    pub(crate) unanswered: usize,
    /// Acknowledged, and never seen on the other side.
    pub(crate) lost: usize,
    /// Acknowledged, and not in the database.
    pub(crate) not_on_disk: usize,
    /// Answered, seen or echoed more than once.
    pub(crate) doubled: usize,
    /// Seen, and never sent.
    pub(crate) strangers: usize,
    /// A position was left out in front of a frame.
    pub(crate) gaps: usize,
    /// Refused by the server.
    pub(crate) refused: usize,
    /// Of so many.
    pub(crate) sent: usize,
}

impl Ledger {
    /// The message goes out. The clock starts when it was due: a generator that is late must not flatter the server.
    pub(crate) fn sent(&mut self, id: u128, due: Instant) {
        let fate = Fate {
            due,
            stored: None,
            answers: 0,
            seen: None,
            sights: 0,
            echoes: 0,
        };
        self.fates.insert(id, fate);
    }

    /// The sender heard that it is stored.
    pub(crate) fn stored(&mut self, id: u128, at: Instant) {
        if let Some(fate) = self.known(id) {
            fate.answers += 1;
            fate.stored.get_or_insert(at);
        }
    }

    /// The other side saw it.
    pub(crate) fn seen(&mut self, id: u128, at: Instant) {
        if let Some(fate) = self.known(id) {
            fate.sights += 1;
            fate.seen.get_or_insert(at);
        }
    }

    /// The book of a run that comes after others, in which these were acknowledged.
    pub(crate) fn after(earlier: HashSet<u128>) -> Self {
        Self {
            earlier,
            ..Self::default()
        }
    }

    /// The sender's own page got the event.
    pub(crate) fn echoed(&mut self, id: u128) {
        if self.earlier.contains(&id) {
            return;
        }
        if let Some(fate) = self.known(id) {
            fate.echoes += 1;
        }
    }

    /// The server did not want it.
    pub(crate) fn refused(&mut self) {
        self.refused += 1;
    }

    /// A frame said that something came before it which did not come.
    pub(crate) fn gap(&mut self) {
        self.gaps += 1;
    }

    /// Whether every message has arrived everywhere.
    pub(crate) fn is_complete(&self) -> bool {
        let arrived = |fate: &Fate| fate.stored.is_some() && fate.seen.is_some();
        self.fates.values().all(arrived)
    }

    /// The ids that were acknowledged.
    pub(crate) fn acknowledged(&self) -> impl Iterator<Item = u128> {
        let stored = self.fates.iter().filter(|(_, fate)| fate.stored.is_some());
        stored.map(|(id, _)| *id)
    }

    /// Where an acknowledged message stands in its conversation's log.
    pub(crate) fn placed(&mut self, id: u128, conversation: ConversationId, seq: Seq, at: Instant) {
        if let Some(fate) = self.fates.get(&id) {
            self.places.push(Placed {
                conversation,
                seq,
                due: fate.due,
                stored: at,
            });
        }
    }

    /// All that were placed.
    pub(crate) fn places(&self) -> &[Placed] {
        &self.places
    }

    /// Whether no message was harmed.
    ///
    /// # Errors
    /// [`Harm`], with how many were.
    pub(crate) fn check(&self) -> Result<(), Harm> {
        let count = |wanted: &dyn Fn(&Fate) -> bool| {
            self.fates.values().filter(|fate| wanted(fate)).count()
        };
        let harm = Harm {
            unanswered: count(&|fate| fate.stored.is_none()),
            lost: count(&|fate| fate.stored.is_some() && fate.seen.is_none()),
            not_on_disk: 0,
            doubled: count(&|fate| fate.answers > 1 || fate.sights > 1 || fate.echoes > 1),
            strangers: self.strangers,
            gaps: self.gaps,
            refused: self.refused,
            sent: self.fates.len(),
        };
        harm.or_none()
    }

    /// From due to acknowledged.
    pub(crate) fn until_stored(&self) -> Sample {
        self.sample(|fate| fate.stored)
    }

    /// From due to acknowledged, of the messages that were due between these two moments.
    pub(crate) fn until_stored_between(&self, from: Instant, to: Instant) -> Sample {
        self.sample(|fate| fate.stored.filter(|_| fate.due >= from && fate.due <= to))
    }

    /// From due to seen on the other side.
    pub(crate) fn until_seen(&self) -> Sample {
        self.sample(|fate| fate.seen)
    }

    fn sample(&self, end: impl Fn(&Fate) -> Option<Instant>) -> Sample {
        let mut sample = Sample::default();
        for fate in self.fates.values() {
            if let Some(end) = end(fate) {
                sample.add(end.saturating_duration_since(fate.due));
            }
        }
        sample
    }

    fn known(&mut self, id: u128) -> Option<&mut Fate> {
        let fate = self.fates.get_mut(&id);
        if fate.is_none() {
            self.strangers += 1;
        }
        fate
    }
}

impl Harm {
    fn or_none(self) -> Result<(), Self> {
        let harmless = Self {
            sent: self.sent,
            ..Self::default()
        };
        if self == harmless { Ok(()) } else { Err(self) }
    }
}

/// Whether all that was acknowledged is in the database, each once.
///
/// # Errors
/// [`Harm`], with how many are not, and how many are there more than once.
pub(crate) fn check_disk(acknowledged: &HashSet<u128>, on_disk: &[u128]) -> Result<(), Harm> {
    let mut found = HashSet::new();
    let ours = on_disk.iter().filter(|id| acknowledged.contains(id));
    let doubled = ours.filter(|id| !found.insert(**id)).count();
    let harm = Harm {
        not_on_disk: acknowledged.len() - found.len(),
        doubled,
        sent: acknowledged.len(),
        ..Harm::default()
    };
    harm.or_none()
}

/// The positions of one audience, in the order in which they come: each frame says which one was before it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chain {
    last: Option<Seq>,
}

impl Chain {
    /// A snapshot, or a cursor that was given: from here on nothing may be left out.
    pub(crate) fn starts(&mut self, at: Seq) {
        self.last = Some(at);
    }

    /// Whether this frame follows on the last one. It counts as the last one in any case.
    pub(crate) fn follows(&mut self, previous: Seq, seq: Seq) -> bool {
        let follows = self.last.is_none_or(|last| last == previous);
        self.last = Some(seq);
        follows
    }

    /// The last position.
    pub(crate) fn last(&self) -> Option<Seq> {
        self.last
    }
}

/// How long the stragglers of a run may take before they count as lost.
pub(crate) const GRACE: Duration = Duration::from_secs(15);

#[cfg(test)]
mod tests {
    use super::*;

    /// A book of three messages that all went well.
    fn well() -> (Ledger, Instant) {
        let begin = Instant::now();
        let mut ledger = Ledger::default();
        for id in 0..3 {
            ledger.sent(id, begin);
            ledger.stored(id, begin + Duration::from_millis(2));
            ledger.echoed(id);
            ledger.seen(id, begin + Duration::from_millis(3));
        }
        (ledger, begin)
    }

    fn harm(ledger: &Ledger) -> Harm {
        ledger.check().unwrap_err()
    }

    #[test]
    fn messages_that_arrive_once_everywhere_harm_nobody() {
        let (ledger, _) = well();
        assert!(ledger.is_complete());
        assert_eq!(ledger.check(), Ok(()));
        assert_eq!(ledger.until_seen().len(), 3);
    }

    #[test]
    fn a_message_that_is_acknowledged_and_never_seen_is_lost() {
        let (mut ledger, begin) = well();
        ledger.sent(9, begin);
        ledger.stored(9, begin);
        assert!(!ledger.is_complete());
        assert_eq!(harm(&ledger).lost, 1);
        assert_eq!(harm(&ledger).unanswered, 0);
    }

    #[test]
    fn a_message_that_is_seen_and_never_acknowledged_is_unanswered() {
        let (mut ledger, begin) = well();
        ledger.sent(9, begin);
        ledger.seen(9, begin);
        assert!(!ledger.is_complete());
        assert_eq!(harm(&ledger).unanswered, 1);
    }

    #[test]
    fn a_message_that_comes_twice_is_noticed_wherever_it_does() {
        for double in [
            |ledger: &mut Ledger, now| ledger.stored(1, now),
            |ledger: &mut Ledger, now| ledger.seen(1, now),
            |ledger: &mut Ledger, _| ledger.echoed(1),
        ] {
            let (mut ledger, begin) = well();
            double(&mut ledger, begin);
            assert!(ledger.is_complete());
            assert_eq!(harm(&ledger).doubled, 1);
        }
    }

    #[test]
    fn a_late_echo_of_an_earlier_run_is_no_strangers_but_a_late_sight_is() {
        let mut ledger = Ledger::after(HashSet::from([77]));
        ledger.echoed(77);
        assert_eq!(ledger.check(), Ok(()));
        ledger.seen(77, Instant::now());
        assert_eq!(harm(&ledger).strangers, 1);
    }

    #[test]
    fn a_message_that_nobody_sent_a_gap_and_a_refusal_are_noticed() {
        let (mut ledger, begin) = well();
        ledger.seen(77, begin);
        ledger.gap();
        ledger.refused();
        let harm = harm(&ledger);
        assert_eq!((harm.strangers, harm.gaps, harm.refused), (1, 1, 1));
    }

    #[test]
    fn the_first_of_two_sights_counts_and_the_clock_starts_when_the_message_was_due() {
        let (mut ledger, begin) = well();
        ledger.seen(0, begin + Duration::from_secs(5));
        assert!(ledger.until_seen().quantile(1.0) < 4.0);
        let late = ledger.until_stored_between(begin + Duration::from_millis(1), begin);
        assert_eq!(late.len(), 0);
        assert_eq!(ledger.until_stored_between(begin, begin).len(), 3);
    }

    #[test]
    fn what_was_acknowledged_must_be_on_disk_once() {
        let acknowledged = HashSet::from([1, 2, 3]);
        assert_eq!(check_disk(&acknowledged, &[3, 1, 2, 99]), Ok(()));
        let missing = check_disk(&acknowledged, &[1, 2]).unwrap_err();
        assert_eq!((missing.not_on_disk, missing.doubled), (1, 0));
        let double = check_disk(&acknowledged, &[1, 2, 2, 3]).unwrap_err();
        assert_eq!((double.not_on_disk, double.doubled), (0, 1));
    }

    #[test]
    fn a_frame_that_does_not_follow_on_the_last_one_is_a_gap() {
        let mut chain = Chain::default();
        chain.starts(Seq(4));
        assert!(chain.follows(Seq(4), Seq(6)));
        assert!(!chain.follows(Seq(7), Seq(8)));
        assert!(!chain.follows(Seq(4), Seq(6)), "an old one again");
        assert_eq!(chain.last(), Some(Seq(6)));
    }
}
