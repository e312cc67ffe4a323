//! How browsers answer: what was shown, what could not be, what stays unanswered, and what other processes noted of it.

use baton_core::alert::AlertId;
use baton_core::id::{BrowserId, ConversationId};
use baton_core::time::Time;
use baton_core::wire::alerts::ToBrowser;
use baton_store::AlertMark;

use super::account::Account;
use super::book::Book;
use super::delivery::{Delivery, Progress};
use super::notes::Notes;

impl Account {
    /// A browser has shown an alert, or knew that it needed not.
    pub(super) fn was_shown(
        &mut self,
        browser: BrowserId,
        alert: AlertId,
        now: Time,
        notes: &mut Notes,
    ) {
        if let Some(browser) = self.browsers.get_mut(&browser) {
            browser.acknowledged(now, notes);
        }
        let delivery = self.deliveries.get_mut(&alert.conversation);
        let Some(delivery) = delivery.filter(|delivery| delivery.id == alert) else {
            return;
        };
        if matches!(delivery.progress, Progress::Awaited { .. } | Progress::Told) {
            delivery.progress = Progress::Shown;
            self.note_mark(alert, false, now, notes);
        }
    }

    /// A browser could not show an alert: the others get it at once.
    pub(super) fn failed(
        &mut self,
        browser: BrowserId,
        alert: AlertId,
        book: &Book,
        now: Time,
        notes: &mut Notes,
    ) {
        if let Some(browser) = self.browsers.get_mut(&browser) {
            browser.is_silent(now, notes);
        }
        let delivery = self.deliveries.get(&alert.conversation);
        let awaited = delivery.filter(|delivery| {
            delivery.id == alert && matches!(delivery.progress, Progress::Awaited { .. })
        });
        if awaited.is_some() {
            self.tell_the_others(alert.conversation, book);
        }
    }

    /// Sends an alert to all browsers but the one that did not show it.
    fn tell_the_others(&mut self, conversation: ConversationId, book: &Book) {
        let Some(delivery) = self.deliveries.get_mut(&conversation) else {
            return;
        };
        delivery.progress = Progress::Told;
        let delivery = delivery.clone();
        if let Some(frame) = self.frame_of(&delivery, book) {
            for page in self.pages.values() {
                if Some(page.browser) != delivery.chosen {
                    page.tell(&frame);
                }
            }
        }
    }

    /// Where a browser has not answered in time, the others get the alert. A browser without a page here can't be blamed.
    pub(super) fn give_up_waiting(&mut self, book: &Book, now: Time, notes: &mut Notes) {
        let silent = |delivery: &&Delivery| matches!(delivery.progress, Progress::Awaited { until } if until <= now);
        let silent: Vec<_> = self.deliveries.values().filter(silent).cloned().collect();
        for delivery in silent {
            metrics::counter!("baton_alerts_unanswered_total").increment(1);
            let here = delivery
                .chosen
                .filter(|chosen| self.pages_of(*chosen).next().is_some());
            if let Some(browser) = here.and_then(|chosen| self.browsers.get_mut(&chosen)) {
                browser.is_silent(now, notes);
            }
            self.tell_the_others(delivery.id.conversation, book);
        }
    }

    /// Something was shown or read, by way of the store.
    pub(super) fn take_mark(&mut self, mark: &AlertMark, book: &Book, now: Time) {
        let id = AlertId {
            conversation: mark.conversation,
            seq: mark.seq,
            round: mark.round,
        };
        match self.deliveries.get_mut(&mark.conversation) {
            Some(known) if known.id == id => {
                if mark.read && !known.is_read() {
                    known.progress = Progress::Read { at: now };
                    self.tell_all(&ToBrowser::Withdraw { alert: id });
                } else if matches!(known.progress, Progress::Awaited { .. } | Progress::Told) {
                    known.progress = Progress::Shown;
                }
            }
            Some(known) if known.id > id => {}
            _ => {
                let entry = book.get(mark.conversation);
                let stands = entry
                    .and_then(|entry| entry.alerts.iter().find(|raised| raised.seq == mark.seq));
                if let Some(raised) = stands {
                    let progress = if mark.read {
                        Progress::Read { at: now }
                    } else {
                        Progress::Shown
                    };
                    let delivery = Delivery {
                        id,
                        to: raised.to,
                        chosen: None,
                        progress,
                    };
                    self.deliveries.insert(mark.conversation, delivery);
                }
            }
        }
    }
}
