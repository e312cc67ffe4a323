//! What is known of one browser of an agent, and when its lease is written.

use std::collections::BTreeMap;

use baton_core::alert::{BrowserStanding, PRESENT_FOR};
use baton_core::id::{AccountId, BrowserId, PageId};
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::{Attention, BrowserHealth, PageState, Permission};
use baton_store::{Browser, BrowserAnswers};

use super::notes::Notes;

/// A lease is written again when the written one has lost so much.
const RENEW_AFTER: Millis = Millis::seconds(15);
/// A page of another process, as far as visibility goes.
const ELSEWHERE: PageId = PageId(0);

/// One browser.
#[derive(Debug)]
pub(super) struct Known {
    row: Browser,
    /// What was last given to be written.
    written: Option<Browser>,
    /// The answers that the store is known to have.
    stored: BrowserAnswers,
    /// Until when which page counts as visible: also one whose socket is gone, for it may only have lost it.
    visible: BTreeMap<PageId, Time>,
}

impl Known {
    /// One that was read.
    pub(super) fn read(row: Browser) -> Self {
        Self {
            stored: row.answers,
            visible: BTreeMap::from([(ELSEWHERE, row.visible_until)]),
            written: Some(row.clone()),
            row,
        }
    }

    /// One that nobody knew.
    pub(super) fn new(account: AccountId, id: BrowserId) -> Self {
        Self {
            row: Browser {
                account,
                id,
                permission: Permission::Default,
                worker: false,
                used_at: Time(0),
                until: Time(0),
                visible_until: Time(0),
                answers: BrowserAnswers::default(),
            },
            written: None,
            stored: BrowserAnswers::default(),
            visible: BTreeMap::new(),
        }
    }

    /// Takes what was read again. What this process knows better stays.
    pub(super) fn read_again(&mut self, row: &Browser, has_pages: bool) {
        if row.answers == self.row.answers {
            self.stored = row.answers;
        } else if row.answers != self.stored {
            // Neither what we wrote nor what was there before: another process wrote it.
            self.stored = row.answers;
            self.row.answers = row.answers;
        }
        self.row.until = self.row.until.max(row.until);
        self.row.used_at = self.row.used_at.max(row.used_at);
        let ours = self
            .written
            .as_ref()
            .map_or(Time(0), |ours| ours.visible_until);
        if !has_pages {
            self.row.permission = row.permission;
            self.row.worker = row.worker;
            self.visible = BTreeMap::from([(ELSEWHERE, row.visible_until)]);
        } else if row.visible_until > ours {
            self.visible.insert(ELSEWHERE, row.visible_until);
        }
        self.row.visible_until = self.last_visible();
    }

    /// As the rules see it.
    pub(super) fn standing(&self, now: Time) -> BrowserStanding {
        self.row.standing(now)
    }

    pub(super) const fn used_at(&self) -> Time {
        self.row.used_at
    }

    /// Until when it is there.
    pub(super) const fn until(&self) -> Time {
        self.row.until
    }

    pub(super) const fn health(&self) -> BrowserHealth {
        BrowserHealth {
            acknowledged: self.row.answers.acknowledged,
            tested: self.row.answers.tested,
            unanswered: self.row.answers.unanswered,
        }
    }

    fn last_visible(&self) -> Time {
        self.visible.values().max().copied().unwrap_or_default()
    }

    /// A page was heard; this is its state as it last told it.
    pub(super) fn heard(&mut self, page: PageId, state: &PageState, now: Time) {
        self.row.permission = state.permission;
        self.row.worker = state.worker;
        self.row.until = self.row.until.max(now + PRESENT_FOR);
        self.visible.retain(|_, until| *until > now);
        match state.attention {
            Attention::Hidden => self.visible.remove(&page),
            Attention::Visible | Attention::Focused => self.visible.insert(page, now + PRESENT_FOR),
        };
        self.row.visible_until = self.last_visible();
    }

    /// The agent uses it now.
    pub(super) fn used(&mut self, now: Time) {
        self.row.used_at = now;
    }

    /// It has left an alert unanswered since then, or could not raise one. Whether it answered until now.
    pub(super) fn is_silent(&mut self, since: Time, notes: &mut Notes) -> bool {
        let answered = self.row.answers.unanswered.is_none();
        if answered {
            self.row.answers.unanswered = Some(since);
            self.note_answers(notes, true);
        }
        answered
    }

    /// It has acknowledged an alert.
    pub(super) fn acknowledged(&mut self, now: Time, notes: &mut Notes) {
        let mended = self.row.answers.unanswered.take().is_some();
        self.row.answers.acknowledged = Some(now);
        self.note_answers(notes, mended);
    }

    /// A test alert has arrived.
    pub(super) fn tested(&mut self, now: Time, notes: &mut Notes) {
        let mended = self.row.answers.unanswered.take().is_some();
        self.row.answers.tested = Some(now);
        self.note_answers(notes, mended);
    }

    fn note_answers(&self, notes: &mut Notes, urgent: bool) {
        notes.answers(&self.row);
        notes.urgent |= urgent;
    }

    /// Gives what has changed to be written; `last` is when the agent last used another browser.
    pub(super) fn note_after(&mut self, last: Option<Time>, now: Time, notes: &mut Notes) {
        let switched = last.is_some_and(|last| self.row.used_at >= last);
        self.note(switched, now, notes);
    }

    /// Gives what has changed to be written; `switched`, when the agent used another browser before.
    fn note(&mut self, switched: bool, now: Time, notes: &mut Notes) {
        let Some(written) = &self.written else {
            notes.there(self.row.clone());
            notes.urgent = true;
            self.written = Some(self.row.clone());
            return;
        };
        let was_visible = written.visible_until > now;
        let is_visible = self.row.visible_until > now;
        if was_visible && !is_visible {
            notes.hidden(self.row.account, self.row.id, written.visible_until);
        }
        let matters = written.permission != self.row.permission || was_visible != is_visible;
        let aged = |ours: Time, theirs: Time| (ours - theirs).0 >= RENEW_AFTER.0;
        let renews = aged(self.row.until, written.until)
            || aged(self.row.visible_until, written.visible_until)
            || aged(self.row.used_at, written.used_at)
            || written.worker != self.row.worker
            || (switched && self.row.used_at > written.used_at);
        if matters || renews {
            // A lease that had ended makes somebody there who was not.
            notes.urgent |= matters || written.until <= now;
            notes.there(self.row.clone());
            self.written = Some(self.row.clone());
        }
    }
}
