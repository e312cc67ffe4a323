//! Which alerts stand, as this process knows it. Hints bring what changed; what other processes committed, and what a lost
//! hint would have brought, is read. Nothing here is the truth: the rows of the store are.

use std::collections::{BTreeMap, BTreeSet};

use baton_core::alert::{Addressee, Change, Raised};
use baton_core::id::{AccountId, ConversationId, Seq, SpaceId};
use baton_core::inbox::InboxRow;
use baton_store::{Hint, StandingAlerts};

/// What stands in one conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// In which space.
    pub(super) space: SpaceId,
    /// One for each addressee.
    pub(super) alerts: Vec<Raised>,
    /// The customer's name.
    pub(super) customer: String,
    /// The customer's last words, unless an agent has written since.
    pub(super) words: Option<String>,
    head: Seq,
    /// When it was last heard of, by [`Book::stamp`].
    stamp: u64,
}

impl Entry {
    /// The alert to this addressee.
    pub(super) fn to(&self, addressee: Addressee) -> Option<&Raised> {
        self.alerts.iter().find(|one| one.to == addressee)
    }

    fn take_row(&mut self, row: &InboxRow) {
        self.customer.clone_from(&row.customer_name);
        let words = row.last_words.as_ref();
        // After an answer of Rovo's they are still what the customer wrote.
        let words = words.filter(|words| !words.by.is_staff() && !words.text.is_empty());
        self.words = words.map(|words| words.text.clone());
    }
}

/// What a hint did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// Nothing that alerts anybody.
    Nothing,
    /// Something stands, or stands no longer.
    Changed,
    /// Something is missing: the conversation's alerts must be read.
    MustRead,
}

/// The conversations in which something stands, and those in which something stood of late.
#[derive(Debug, Default)]
pub(super) struct Book {
    of: BTreeMap<ConversationId, Entry>,
    stamp: u64,
}

impl Book {
    /// What stands in a conversation.
    pub(super) fn get(&self, conversation: ConversationId) -> Option<&Entry> {
        self.of.get(&conversation)
    }

    /// Everything that stands.
    pub(super) fn all(&self) -> impl Iterator<Item = (ConversationId, &Entry)> {
        let all = self.of.iter();
        all.map(|(conversation, entry)| (*conversation, entry))
            .filter(|(_, entry)| !entry.alerts.is_empty())
    }

    /// Grows with everything that is heard: what is read is older than what was heard meanwhile.
    pub(super) const fn stamp(&self) -> u64 {
        self.stamp
    }

    /// Takes what a commit changed.
    pub(super) fn hear(&mut self, hint: &Hint) -> Heard {
        let (Some(changes), Some(events)) = (&hint.alerts, &hint.events) else {
            return Heard::MustRead;
        };
        let known = self.of.get(&hint.conversation);
        if known.is_some_and(|known| hint.head <= known.head) {
            return Heard::Nothing;
        }
        if known.is_none() && changes.is_empty() {
            return Heard::Nothing;
        }
        let misses = known.is_some_and(|known| {
            let first = events.first().map_or(hint.head, |event| event.seq);
            first > known.head.next()
        });
        self.stamp += 1;
        let entry = self.of.entry(hint.conversation).or_insert_with(|| Entry {
            space: hint.space,
            alerts: Vec::new(),
            customer: String::new(),
            words: None,
            head: Seq(0),
            stamp: 0,
        });
        entry.stamp = self.stamp;
        entry.head = hint.head;
        if let Some(feed) = &hint.feed {
            entry.take_row(&feed.row);
        }
        for (seq, change) in changes.iter() {
            apply(&mut entry.alerts, *seq, change);
        }
        match (misses, changes.is_empty()) {
            (true, _) => Heard::MustRead,
            (false, true) => Heard::Nothing,
            (false, false) => Heard::Changed,
        }
    }

    /// Takes what was read of one conversation. Whether that changed something.
    pub(super) fn put(&mut self, read: StandingAlerts) -> bool {
        let known = self.of.get(&read.conversation);
        if known.is_some_and(|known| known.head > read.head) {
            return false;
        }
        let before = known.map(|known| known.alerts.clone()).unwrap_or_default();
        if known.is_none() && read.alerts.is_empty() {
            return false;
        }
        self.stamp += 1;
        let mut entry = Entry {
            space: read.space,
            alerts: read.alerts,
            customer: String::new(),
            words: None,
            head: read.head,
            stamp: self.stamp,
        };
        if let Some(row) = &read.row {
            entry.take_row(row);
        }
        let changed = before != entry.alerts;
        self.of.insert(read.conversation, entry);
        changed
    }

    /// Takes everything that stood when the stamp was this; answers with the conversations in which that changed something.
    pub(super) fn put_all(
        &mut self,
        read: Vec<StandingAlerts>,
        since: u64,
    ) -> BTreeSet<ConversationId> {
        let there: BTreeSet<_> = read.iter().map(|one| one.conversation).collect();
        let mut changed = BTreeSet::new();
        self.of.retain(|conversation, entry| {
            let stays = there.contains(conversation) || entry.stamp > since;
            if !stays && !entry.alerts.is_empty() {
                changed.insert(*conversation);
            }
            stays
        });
        for one in read {
            let conversation = one.conversation;
            if self.put(one) {
                changed.insert(conversation);
            }
        }
        changed
    }

    /// Takes away what was addressed to an account in a conversation that it has read.
    pub(super) fn was_read(&mut self, conversation: ConversationId, by: AccountId, upto: Seq) {
        if let Some(entry) = self.of.get_mut(&conversation) {
            entry
                .alerts
                .retain(|one| one.to != Addressee::Agent(by) || one.seq > upto);
        }
    }

    /// Forgets everything, when nobody is there to be alerted.
    pub(super) fn clear(&mut self) {
        self.of.clear();
        self.stamp += 1;
    }
}

/// Folds a change that an event at this position made. A change that is older than what stands changes nothing.
fn apply(alerts: &mut Vec<Raised>, seq: Seq, change: &Change) {
    match change {
        Change::Raise(raised) => {
            if alerts
                .iter()
                .any(|one| one.to == raised.to && one.seq >= raised.seq)
            {
                return;
            }
            alerts.retain(|one| one.to != raised.to);
            alerts.push(*raised);
        }
        Change::Withdraw(to) => alerts.retain(|one| one.to != *to || one.seq >= seq),
        Change::WithdrawAll => alerts.retain(|one| one.seq >= seq),
    }
}
