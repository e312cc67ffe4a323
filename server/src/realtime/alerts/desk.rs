//! The desk: every account with a page open at this process, and what stands. A plain state machine that asks nobody for
//! anything: what must be read or written is left in [`Wants`] and [`Notes`], and frames go straight into mailboxes. Of
//! each commit it looks at the one conversation and at those whom that may concern.

use std::collections::{BTreeMap, BTreeSet};

use baton_core::alert::Addressee;
use baton_core::id::{AccountId, ConversationId, SpaceId};
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::FromBrowser;
use baton_store::{AlertAccount, AlertMark, Browser, Hint, StandingAlerts};

use super::account::{Account, Arrival};
use super::book::{Book, Heard};
use super::notes::Notes;
use crate::realtime::mailbox::SocketId;

/// How long an account is remembered that has no page any more: a page that is loaded anew is the usual reason.
const REMEMBERED: Millis = Millis::minutes(1);
/// How often what stands, and what decides about an account, is read anew although nothing was heard.
const READ_AGAIN: Millis = Millis::seconds(20);

/// What is to be read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wants {
    /// Everything that stands.
    pub(super) all: bool,
    /// What stands in these conversations.
    pub(super) conversations: BTreeSet<ConversationId>,
    /// What decides about these accounts.
    pub(super) accounts: BTreeSet<AccountId>,
}

/// The desk.
#[derive(Debug, Default)]
pub(super) struct Desk {
    accounts: BTreeMap<AccountId, Account>,
    book: Book,
    /// Whether the book holds what stands: while somebody is here.
    is_loaded: bool,
    read_at: Time,
    /// Pages that wait for the book.
    arriving: Vec<Arrival>,
    pub(super) wants: Wants,
    pub(super) notes: Notes,
}

impl Desk {
    /// Whether nobody is here.
    pub(super) fn is_empty(&self) -> bool {
        self.accounts.is_empty() && self.arriving.is_empty()
    }

    pub(super) const fn stamp(&self) -> u64 {
        self.book.stamp()
    }

    /// A page has come.
    pub(super) fn arrive(&mut self, arrival: Arrival, now: Time) {
        if !self.is_loaded {
            self.wants.all = true;
            self.arriving.push(arrival);
            return;
        }
        let id = arrival.account;
        let mut arrival = arrival;
        let book = &self.book;
        let account = match self.accounts.entry(id) {
            std::collections::btree_map::Entry::Occupied(known) => {
                let account = known.into_mut();
                account.take_again((*arrival.read).clone(), book, now, &mut self.notes);
                account
            }
            std::collections::btree_map::Entry::Vacant(new) => {
                let read = std::mem::replace(&mut *arrival.read, nothing());
                new.insert(Account::new(id, read, book, now))
            }
        };
        account.arrive(arrival, book, now, &mut self.notes);
        self.finish(id);
    }

    /// A socket is gone.
    pub(super) fn leave(&mut self, account: AccountId, socket: SocketId, now: Time) {
        self.arriving.retain(|arrival| arrival.mailbox.id != socket);
        if let Some(account) = self.accounts.get_mut(&account) {
            account.leave(socket, now);
        }
    }

    /// A page said something.
    pub(super) fn said(&mut self, id: AccountId, socket: SocketId, frame: &FromBrowser, now: Time) {
        if let Some(account) = self.accounts.get_mut(&id) {
            account.said(socket, frame, &self.book, now, &mut self.notes);
            self.finish(id);
        }
    }

    /// A page's heartbeat.
    pub(super) fn beat(&mut self, id: AccountId, socket: SocketId, now: Time) {
        if let Some(account) = self.accounts.get(&id) {
            account.tell_standing(socket, now);
            if (now - account.read_at).0 >= READ_AGAIN.0 {
                self.wants.accounts.insert(id);
            }
        }
    }

    /// What decides about an account may have changed; none for all of them.
    pub(super) fn look_again(&mut self, account: Option<AccountId>) {
        let here = self.accounts.keys().copied();
        let concerned = here.filter(|id| account.is_none_or(|account| account == *id));
        self.wants.accounts.extend(concerned);
    }

    /// A commit.
    pub(super) fn hint(&mut self, hint: &Hint, now: Time) {
        if !self.is_loaded {
            return;
        }
        let before = self.addressees(hint.conversation);
        match self.book.hear(hint) {
            Heard::Nothing => {}
            Heard::Changed => {
                let at = hint.events.as_ref().and_then(|events| events.last());
                let at = at.map(|event| event.at);
                self.settle(hint.space, hint.conversation, before, at, now);
            }
            Heard::MustRead => {
                self.wants.conversations.insert(hint.conversation);
            }
        }
    }

    /// Hints were lost.
    pub(super) fn lost(&mut self) {
        self.wants.all |= self.is_loaded;
    }

    /// Everything that stood when the stamp was this.
    pub(super) fn read_all(&mut self, read: Vec<StandingAlerts>, since: u64, now: Time) {
        self.read_at = now;
        if !self.is_loaded {
            self.book.put_all(read, since);
            self.is_loaded = true;
            for arrival in std::mem::take(&mut self.arriving) {
                self.arrive(arrival, now);
            }
            return;
        }
        let changed = self.book.put_all(read, since);
        for conversation in changed {
            self.settle_for_all(conversation, now);
        }
    }

    /// What stands in some conversations.
    pub(super) fn read_some(&mut self, read: Vec<StandingAlerts>, now: Time) {
        for one in read {
            let conversation = one.conversation;
            if self.book.put(one) {
                self.settle_for_all(conversation, now);
            }
        }
    }

    /// What decides about an account.
    pub(super) fn read_account(&mut self, id: AccountId, read: AlertAccount, now: Time) {
        if let Some(account) = self.accounts.get_mut(&id) {
            account.take_again(read, &self.book, now, &mut self.notes);
            self.finish(id);
        }
    }

    /// What other processes have written.
    pub(super) fn news(&mut self, marks: &[AlertMark], browsers: &[Browser], now: Time) {
        for mark in marks {
            if let Some(account) = self.accounts.get_mut(&mark.account) {
                account.take_mark(mark, &self.book, now);
                if mark.read {
                    self.book
                        .was_read(mark.conversation, mark.account, mark.seq);
                }
            }
        }
        for browser in browsers {
            if let Some(account) = self.accounts.get_mut(&browser.account) {
                account.take_browser(browser);
            }
        }
        for account in self.accounts.values_mut() {
            account.tell_count(&self.book);
            account.tell_health(now);
        }
    }

    /// Time has passed.
    pub(super) fn tick(&mut self, now: Time) {
        let gone = |account: &Account| account.left_at.is_some_and(|at| now >= at + REMEMBERED);
        self.accounts.retain(|_, account| !gone(account));
        for account in self.accounts.values_mut() {
            account.tick(&self.book, now, &mut self.notes);
        }
        self.finish_all();
        if self.is_empty() {
            self.book.clear();
            self.is_loaded = false;
        } else if self.is_loaded && (now - self.read_at).0 >= READ_AGAIN.0 {
            self.read_at = now;
            self.wants.all = true;
        }
    }

    fn addressees(&self, conversation: ConversationId) -> Vec<Addressee> {
        let entry = self.book.get(conversation);
        let alerts = entry.into_iter().flat_map(|entry| &entry.alerts);
        alerts.map(|raised| raised.to).collect()
    }

    /// Looks at a conversation for those whom a commit concerns. `at` is when it happened.
    fn settle(
        &mut self,
        space: SpaceId,
        conversation: ConversationId,
        before: Vec<Addressee>,
        at: Option<Time>,
        now: Time,
    ) {
        let mut to = before;
        to.extend(self.addressees(conversation));
        let concerned: BTreeSet<AccountId> = if to.contains(&Addressee::Queue) {
            self.accounts.keys().copied().collect()
        } else {
            let agents = to.into_iter().filter_map(|to| match to {
                Addressee::Agent(agent) => Some(agent),
                Addressee::Queue => None,
            });
            agents.collect()
        };
        for id in concerned {
            let account = self.accounts.get_mut(&id);
            let of_space = account.filter(|account| account.places.contains_key(&space));
            let sent = of_space.is_some_and(|account| {
                account.settle(conversation, &self.book, now, &mut self.notes)
            });
            if let (true, Some(at)) = (sent, at) {
                #[expect(clippy::cast_precision_loss, reason = "a figure for a histogram")]
                let delay = (now - at).0.max(0) as f64 / 1_000.0;
                metrics::histogram!("baton_alert_delay_seconds").record(delay);
            }
            self.finish(id);
        }
    }

    fn settle_for_all(&mut self, conversation: ConversationId, now: Time) {
        for account in self.accounts.values_mut() {
            account.settle(conversation, &self.book, now, &mut self.notes);
        }
        self.finish_all();
    }

    fn finish_all(&mut self) {
        let here: Vec<_> = self.accounts.keys().copied().collect();
        for account in here {
            self.finish(account);
        }
    }

    /// Takes what an account has read out of the book, and tells the counts.
    fn finish(&mut self, id: AccountId) {
        if let Some(account) = self.accounts.get_mut(&id) {
            for read in account.read.drain(..) {
                self.book.was_read(read.conversation, id, read.seq);
            }
            account.tell_count(&self.book);
        }
    }
}

/// An account of which nothing is known.
fn nothing() -> AlertAccount {
    AlertAccount {
        settings: baton_core::alert::AlertSettings::default(),
        places: Vec::new(),
        teams: Vec::new(),
        browsers: Vec::new(),
        marks: Vec::new(),
    }
}
