//! Which alert goes to which browser of an agent, and when: to the one used last, to the others when it stays silent, and
//! back from all of them when it stands no longer. Who is alerted at all is decided in core.

use baton_core::alert::{
    ALERT_NAME_CHARS, ALERT_TEXT_CHARS, Addressee, AlertId, Candidate, Raised, audience, round_at,
};
use baton_core::id::{BrowserId, ConversationId};
use baton_core::limits::{clean_line, shorten};
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::{ACKNOWLEDGE_WITHIN, Alert, ToBrowser};
use baton_store::AlertMark;

use super::account::Account;
use super::book::{Book, Entry};
use super::notes::Notes;
use crate::realtime::mailbox::SocketId;

/// How much longer a browser of another process has: its acknowledgement comes by way of the store.
const BY_WAY_OF_THE_STORE: Millis = Millis::seconds(2);
/// How long it is remembered that an alert was read, so that rows that were read late don't bring it back.
const READ_IS_KEPT: Millis = Millis::minutes(1);

/// What became of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// Sent; some browser is to answer by then.
    Awaited {
        /// By when.
        until: Time,
    },
    /// Sent to all, and nobody is to answer, or nobody did.
    Told,
    /// Some browser has shown it.
    Shown,
    /// It has been read since then.
    Read {
        /// Since when.
        at: Time,
    },
}

/// The newest alert of a conversation to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Delivery {
    pub(super) id: AlertId,
    pub(super) to: Addressee,
    /// The browser that was to show it.
    pub(super) chosen: Option<BrowserId>,
    pub(super) progress: Progress,
}

impl Delivery {
    pub(super) const fn is_read(&self) -> bool {
        matches!(self.progress, Progress::Read { .. })
    }

    /// Whether a page of this browser is to have it, that comes only now.
    fn is_for(&self, browser: BrowserId) -> bool {
        match self.progress {
            Progress::Awaited { .. } => self.chosen == Some(browser),
            Progress::Told => true,
            Progress::Shown | Progress::Read { .. } => false,
        }
    }
}

/// An alert that stands for this account.
struct Meant<'a> {
    raised: &'a Raised,
    id: AlertId,
}

impl Account {
    /// The alert of a conversation that stands for this account, in its newest round.
    fn meant<'a>(
        &self,
        conversation: ConversationId,
        entry: &'a Entry,
        now: Time,
    ) -> Option<Meant<'a>> {
        let place = self.places.get(&entry.space)?;
        let is_watching = self.is_watching(&place.key, now);
        let known = self.deliveries.get(&conversation);
        let meant = |raised: &Raised, watching| {
            let candidate = Candidate {
                account: self.id,
                entitled: true,
                in_team: place.in_team,
                marked_available: place.marked_available,
                watching,
            };
            !audience(raised.to, place.queue, &[candidate]).is_empty()
                && self.settings.wants(raised.kind)
        };
        let id = |raised: &Raised, round| AlertId {
            conversation,
            seq: raised.seq,
            round,
        };
        if let Some(raised) = entry.to(Addressee::Queue) {
            let now_round = round_at(raised.to, raised.at, place.repeat, now);
            if meant(raised, is_watching) {
                let id = id(raised, now_round);
                return Some(Meant { raised, id });
            }
            // Who has been told while watching goes on knowing of it, but is not told again.
            let told = known.filter(|known| known.id.seq == raised.seq);
            if let Some(told) = told.filter(|told| told.to == raised.to)
                && meant(raised, true)
            {
                let id = told.id;
                return Some(Meant { raised, id });
            }
        }
        let raised = entry.to(Addressee::Agent(self.id))?;
        let id = id(raised, 0);
        meant(raised, is_watching).then_some(Meant { raised, id })
    }

    /// Brings everything in line with what stands.
    pub(super) fn settle_all(&mut self, book: &Book, now: Time, notes: &mut Notes) {
        let mut all: Vec<_> = self.deliveries.keys().copied().collect();
        all.extend(book.all().map(|(conversation, _)| conversation));
        all.sort_unstable();
        all.dedup();
        for conversation in all {
            self.settle(conversation, book, now, notes);
        }
    }

    /// Brings a conversation in line with what stands. Whether an alert was sent.
    pub(super) fn settle(
        &mut self,
        conversation: ConversationId,
        book: &Book,
        now: Time,
        notes: &mut Notes,
    ) -> bool {
        let entry = book.get(conversation);
        let meant = entry.and_then(|entry| self.meant(conversation, entry, now));
        let known = self.deliveries.get(&conversation);
        let (Some(entry), Some(meant)) = (entry, meant) else {
            if let Some(known) = known {
                match known.progress {
                    Progress::Read { at } if now < at + READ_IS_KEPT => {}
                    Progress::Read { .. } => {
                        self.deliveries.remove(&conversation);
                    }
                    _ => self.withdraw(conversation),
                }
            }
            return false;
        };
        if known.is_some_and(|known| known.id == meant.id) {
            return false;
        }
        if self.is_reading(conversation, now) {
            let (id, to) = (meant.id, meant.raised.to);
            self.was_before_the_agent(id, to, now, notes);
            return false;
        }
        self.send(entry, &meant, now);
        true
    }

    /// Sends a new alert to the browser that was used last, or to all where none can show it.
    fn send(&mut self, entry: &Entry, meant: &Meant<'_>, now: Time) {
        let can_show = self
            .browsers
            .iter()
            .filter(|(_, browser)| browser.standing(now).can_show(now));
        let chosen = can_show.max_by_key(|(id, browser)| (browser.used_at(), **id));
        let chosen = chosen.map(|(id, _)| *id);
        let progress = match chosen {
            None => Progress::Told,
            Some(chosen) => {
                let is_here = self.pages_of(chosen).next().is_some();
                let extra = if is_here {
                    Millis(0)
                } else {
                    BY_WAY_OF_THE_STORE
                };
                let until = now + ACKNOWLEDGE_WITHIN + extra;
                Progress::Awaited { until }
            }
        };
        let delivery = Delivery {
            id: meant.id,
            to: meant.raised.to,
            chosen,
            progress,
        };
        let frame = self.frame(entry, meant);
        for page in self.pages.values() {
            if delivery.is_for(page.browser) {
                page.tell(&frame);
            }
        }
        self.deliveries.insert(meant.id.conversation, delivery);
    }

    fn frame(&self, entry: &Entry, meant: &Meant<'_>) -> ToBrowser {
        let place = self.places.get(&entry.space);
        let text = entry.words.as_ref().filter(|_| self.settings.show_text);
        ToBrowser::Alert(Alert {
            id: meant.id,
            kind: meant.raised.kind,
            space: place.map(|place| place.key.clone()).unwrap_or_default(),
            space_name: place.map(|place| place.name.clone()).unwrap_or_default(),
            customer: shorten(&clean_line(&entry.customer), ALERT_NAME_CHARS),
            text: text.map(|text| shorten(&clean_line(text), ALERT_TEXT_CHARS)),
            at: meant.raised.at,
            due: meant.raised.due,
        })
    }

    /// Sends a page that has just come what its browser is to show.
    pub(super) fn catch_up(&self, socket: SocketId, book: &Book) {
        let Some(page) = self.pages.get(&socket) else {
            return;
        };
        for delivery in self.deliveries.values() {
            if delivery.is_for(page.browser)
                && let Some(frame) = self.frame_of(delivery, book)
            {
                page.tell(&frame);
            }
        }
    }

    pub(super) fn frame_of(&self, delivery: &Delivery, book: &Book) -> Option<ToBrowser> {
        let entry = book.get(delivery.id.conversation)?;
        let raised = entry.to(delivery.to)?;
        let id = delivery.id;
        Some(self.frame(entry, &Meant { raised, id }))
    }

    fn withdraw(&mut self, conversation: ConversationId) {
        if let Some(delivery) = self.deliveries.remove(&conversation) {
            let alert = delivery.id;
            self.tell_all(&ToBrowser::Withdraw { alert });
        }
    }

    /// The agent has read a conversation: what was addressed to the agent stands no longer, and what is addressed to the
    /// queue is quiet until its next round.
    pub(super) fn has_read(
        &mut self,
        conversation: ConversationId,
        book: &Book,
        now: Time,
        notes: &mut Notes,
    ) {
        let own = book
            .get(conversation)
            .and_then(|entry| entry.to(Addressee::Agent(self.id)));
        let mut id = own.map(|raised| AlertId {
            conversation,
            seq: raised.seq,
            round: 0,
        });
        if let Some(delivery) = self.deliveries.get_mut(&conversation)
            && !delivery.is_read()
        {
            delivery.progress = Progress::Read { at: now };
            let alert = delivery.id;
            id = id.max(Some(alert));
            self.tell_all(&ToBrowser::Withdraw { alert });
        }
        if let Some(id) = id {
            self.note_mark(id, true, now, notes);
        }
    }

    /// An alert has come of a conversation that the agent is reading: nobody needs to be told of it.
    fn was_before_the_agent(&mut self, id: AlertId, to: Addressee, now: Time, notes: &mut Notes) {
        let before = self.deliveries.get(&id.conversation);
        if before.is_some_and(|before| !before.is_read()) {
            self.withdraw(id.conversation);
        }
        let delivery = Delivery {
            id,
            to,
            chosen: None,
            progress: Progress::Read { at: now },
        };
        self.deliveries.insert(id.conversation, delivery);
        self.note_mark(id, true, now, notes);
    }

    pub(super) fn note_mark(&mut self, id: AlertId, read: bool, now: Time, notes: &mut Notes) {
        if read {
            self.read.push(id);
        }
        notes.mark(AlertMark {
            account: self.id,
            conversation: id.conversation,
            seq: id.seq,
            round: id.round,
            read,
            at: now,
        });
    }

    /// Chats that nobody has claimed alert again.
    pub(super) fn repeat(&mut self, book: &Book, now: Time, notes: &mut Notes) {
        let queued = self
            .deliveries
            .iter()
            .filter(|(_, delivery)| delivery.to == Addressee::Queue || delivery.is_read());
        let queued: Vec<_> = queued.map(|(conversation, _)| *conversation).collect();
        for conversation in queued {
            self.settle(conversation, book, now, notes);
        }
    }
}
