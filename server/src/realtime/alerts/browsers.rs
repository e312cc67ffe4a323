//! The browsers of an account: which are known, and what has changed of them. How many there are is up to the pages that
//! say hello, so that each tick passes once through them, and only so many are kept.

use baton_core::id::BrowserId;
use baton_core::time::Time;
use baton_store::Browser;

use super::account::Account;
use super::browser::Known;
use super::notes::Notes;

/// How many browsers of an account are known at most.
pub(super) const BROWSERS: usize = 50;

impl Account {
    /// Gives what has changed to be written.
    pub(super) fn note_browsers(&mut self, now: Time, notes: &mut Notes) {
        // The two newest say for each which of the others was used last.
        let (mut newest, mut second) = (None, None);
        for browser in self.browsers.values().map(Known::used_at) {
            if newest.is_none_or(|newest| browser > newest) {
                (newest, second) = (Some(browser), newest);
            } else if second.is_none_or(|second| browser > second) {
                second = Some(browser);
            }
        }
        for browser in self.browsers.values_mut() {
            let is_newest = newest.is_some_and(|newest| browser.used_at() == newest);
            let last = if is_newest { second } else { newest };
            browser.note_after(last, now, notes);
        }
    }

    /// Gives what has changed of one browser to be written.
    pub(super) fn note_browser(&mut self, id: BrowserId, now: Time, notes: &mut Notes) {
        let others = self.browsers.iter().filter(|(other, _)| **other != id);
        let last = others.map(|(_, other)| other.used_at()).max();
        if let Some(browser) = self.browsers.get_mut(&id) {
            browser.note_after(last, now, notes);
        }
    }

    /// Makes room for a browser that nobody knew: the one that was there longest ago, and has no page, is forgotten. Ids
    /// come from pages, and whoever makes one up for each page must not make every tick longer for the rest of the day.
    pub(super) fn make_room(&mut self, for_one: BrowserId) {
        if self.browsers.contains_key(&for_one) || self.browsers.len() < BROWSERS {
            return;
        }
        let has_page = |id: BrowserId| self.pages.values().any(|page| page.browser == id);
        let idle = self.browsers.iter().filter(|(id, _)| !has_page(**id));
        let oldest = idle.min_by_key(|(_, browser)| browser.until());
        if let Some(oldest) = oldest.map(|(id, _)| *id) {
            self.browsers.remove(&oldest);
        }
    }

    /// Browsers as another process may have written them.
    pub(super) fn take_browser(&mut self, row: &Browser) {
        let has_pages = self.pages.values().any(|page| page.browser == row.id);
        match self.browsers.get_mut(&row.id) {
            Some(known) => known.read_again(row, has_pages),
            None => {
                self.make_room(row.id);
                self.browsers.insert(row.id, Known::read(row.clone()));
            }
        }
    }
}
