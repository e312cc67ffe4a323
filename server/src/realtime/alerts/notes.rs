//! What is to be written of what pages told. It is gathered for a moment and written together: two hundred
//! acknowledgements in a second are four transactions, and a thing that was told twice is written once.

use std::collections::BTreeMap;

use baton_core::id::{AccountId, BrowserId, ConversationId};
use baton_core::time::Time;
use baton_store::{AlertMark, AlertNotes, Browser, BrowserAnswers};

/// What is to be written.
#[derive(Debug, Default)]
pub(super) struct Notes {
    present: BTreeMap<AccountId, Time>,
    hidden: BTreeMap<(AccountId, BrowserId), Time>,
    there: BTreeMap<(AccountId, BrowserId), Browser>,
    answers: BTreeMap<(AccountId, BrowserId), BrowserAnswers>,
    marks: BTreeMap<(AccountId, ConversationId), AlertMark>,
    /// Somebody's reachability may have changed, and an offer with it: it is not to wait.
    pub(super) urgent: bool,
}

impl Notes {
    pub(super) fn present(&mut self, account: AccountId, until: Time) {
        self.present.insert(account, until);
    }

    pub(super) fn hidden(&mut self, account: AccountId, browser: BrowserId, until: Time) {
        self.hidden.insert((account, browser), until);
        // What was to be written of its visible pages is not so any more.
        if let Some(there) = self.there.get_mut(&(account, browser)) {
            there.visible_until = Time(0);
        }
    }

    pub(super) fn there(&mut self, browser: Browser) {
        self.there.insert((browser.account, browser.id), browser);
    }

    pub(super) fn answers(&mut self, browser: &Browser) {
        let key = (browser.account, browser.id);
        self.answers.insert(key, browser.answers);
    }

    pub(super) fn mark(&mut self, mark: AlertMark) {
        let key = (mark.account, mark.conversation);
        let read = self.marks.get(&key).is_some_and(|before| {
            before.read && (before.seq, before.round) == (mark.seq, mark.round)
        });
        let read = read || mark.read;
        self.marks.insert(key, AlertMark { read, ..mark });
    }

    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.present.is_empty()
            && self.hidden.is_empty()
            && self.there.is_empty()
            && self.answers.is_empty()
            && self.marks.is_empty()
    }

    /// Adds what is newer.
    pub(super) fn add(&mut self, newer: Self) {
        self.present.extend(newer.present);
        for ((account, browser), until) in newer.hidden {
            self.hidden(account, browser, until);
        }
        self.there.extend(newer.there);
        self.answers.extend(newer.answers);
        for mark in newer.marks.into_values() {
            self.mark(mark);
        }
        self.urgent |= newer.urgent;
    }

    /// As the store takes them.
    pub(super) fn for_store(&self) -> AlertNotes {
        let hidden = self.hidden.iter();
        let answers = self.answers.iter();
        AlertNotes {
            present: self
                .present
                .iter()
                .map(|(id, until)| (*id, *until))
                .collect(),
            hidden: hidden
                .map(|((id, browser), until)| (*id, *browser, *until))
                .collect(),
            there: self.there.values().cloned().collect(),
            answers: answers
                .map(|((id, browser), how)| (*id, *browser, *how))
                .collect(),
            marks: self.marks.values().copied().collect(),
        }
    }
}
