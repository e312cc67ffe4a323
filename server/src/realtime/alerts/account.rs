//! An account with a page open: its pages and browsers, what decides about alerts to it, and what it is told of itself.
//! Which alert goes where is in [`super::delivery`].

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_core::alert::{AlertId, AlertSettings, PRESENT_FOR};
use baton_core::id::{AccountId, BrowserId, ConversationId, PageId, SpaceId, TestId};
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::{
    Attention, Count, FromBrowser, Health, PageState, Showing, ToBrowser, WATCH_FOR,
};
use baton_core::wire::encode;
use baton_store::{AlertAccount, AlertPlace, TeamSummary};

use super::book::Book;
use super::browser::Known;
use super::delivery::Delivery;
use super::notes::Notes;
use crate::realtime::mailbox::{Mailbox, SocketId};

/// A presence lease is written again when the written one has lost so much.
const RENEW_AFTER: Millis = Millis::seconds(15);

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) mailbox: Arc<Mailbox>,
    pub(super) id: PageId,
    pub(super) browser: BrowserId,
    state: PageState,
    /// When it last told its state.
    told_at: Time,
    /// What it was last told of delivery.
    pub(super) health: Option<Health>,
    /// Whether it has been greeted: before, it is told nothing.
    pub(super) greeted: bool,
}

impl Page {
    /// Whether it has the agent's attention, as far as can be believed.
    fn is_focused(&self, now: Time) -> bool {
        self.state.attention == Attention::Focused && now < self.told_at + WATCH_FOR
    }

    pub(super) fn tell(&self, frame: &ToBrowser) {
        if self.greeted {
            self.mailbox.put_alerts_frame(encode(frame).into());
        }
    }
}

/// An account.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) id: AccountId,
    pub(super) settings: AlertSettings,
    pub(super) places: BTreeMap<SpaceId, AlertPlace>,
    /// What the pages' menu of availability shows.
    teams: Vec<(TeamSummary, bool)>,
    pub(super) pages: BTreeMap<SocketId, Page>,
    pub(super) browsers: BTreeMap<BrowserId, Known>,
    pub(super) deliveries: BTreeMap<ConversationId, Delivery>,
    /// What has been read and is still in the book.
    pub(super) read: Vec<AlertId>,
    pub(super) count: Count,
    present_until: Time,
    /// Since when it has no page.
    pub(super) left_at: Option<Time>,
    /// When what decides about it was last read.
    pub(super) read_at: Time,
}

/// What a page says of itself when it comes.
#[derive(Debug)]
pub(super) struct Arrival {
    pub(super) account: AccountId,
    pub(super) mailbox: Arc<Mailbox>,
    pub(super) browser: BrowserId,
    pub(super) page: PageId,
    pub(super) state: PageState,
    /// What the store knows of the account.
    pub(super) read: Box<AlertAccount>,
}

impl Account {
    pub(super) fn new(id: AccountId, read: AlertAccount, book: &Book, now: Time) -> Self {
        let mut account = Self {
            id,
            settings: AlertSettings::default(),
            places: BTreeMap::new(),
            teams: read.teams,
            pages: BTreeMap::new(),
            browsers: BTreeMap::new(),
            deliveries: BTreeMap::new(),
            read: Vec::new(),
            count: Count::default(),
            present_until: Time(0),
            left_at: None,
            read_at: now,
        };
        for browser in &read.browsers {
            account.take_browser(browser);
        }
        for mark in &read.marks {
            account.take_mark(mark, book, now);
        }
        account.settings = read.settings;
        account.take_places(read.places);
        account
    }

    pub(super) fn take_places(&mut self, places: Vec<AlertPlace>) {
        self.places = places
            .into_iter()
            .map(|place| (place.space, place))
            .collect();
    }

    /// Takes what was read of it again.
    pub(super) fn take_again(
        &mut self,
        read: AlertAccount,
        book: &Book,
        now: Time,
        notes: &mut Notes,
    ) {
        self.read_at = now;
        if self.settings != read.settings {
            self.settings = read.settings;
            self.tell_all(&ToBrowser::Settings(self.settings.clone()));
        }
        self.take_places(read.places);
        self.settle_all(book, now, notes);
        self.tell_count(book);
        if self.teams != read.teams {
            self.teams = read.teams;
            self.tell_health_anew();
        }
        self.tell_health(now);
    }

    /// A page has come, or has come back.
    pub(super) fn arrive(&mut self, arrival: Arrival, book: &Book, now: Time, notes: &mut Notes) {
        let Arrival {
            mailbox,
            browser,
            page: id,
            state,
            ..
        } = arrival;
        self.left_at = None;
        self.pages.retain(|_, page| page.id != id);
        let socket = mailbox.id;
        // A page that comes back after a restart says nothing of the agent; one in a browser that nobody knew does.
        let uses = state.attention == Attention::Focused || !self.browsers.contains_key(&browser);
        let page = Page {
            mailbox,
            id,
            browser,
            state,
            told_at: now,
            health: None,
            greeted: false,
        };
        self.pages.insert(socket, page);
        self.hear(socket, uses, now, notes);
        self.settle_all(book, now, notes);
        self.read_what_is_focused(socket, book, now, notes);
        self.count = self.count_of(book);
        let health = self.health(browser, now);
        if let Some(page) = self.pages.get_mut(&socket) {
            page.greeted = true;
            page.health = Some(health.clone());
            page.tell(&ToBrowser::Welcome {
                now,
                settings: self.settings.clone(),
                health,
            });
        }
        self.tell_standing(socket, now);
        self.catch_up(socket, book);
        self.tell_health(now);
    }

    /// A socket is gone. What its page told holds a little longer.
    pub(super) fn leave(&mut self, socket: SocketId, now: Time) {
        self.pages.remove(&socket);
        if self.pages.is_empty() && self.left_at.is_none() {
            self.left_at = Some(now);
            // The lease may be ended; whoever comes back takes a new one.
            self.present_until = Time(0);
        }
    }

    /// A page said something.
    pub(super) fn said(
        &mut self,
        socket: SocketId,
        frame: &FromBrowser,
        book: &Book,
        now: Time,
        notes: &mut Notes,
    ) {
        let Some(page) = self.pages.get_mut(&socket) else {
            return;
        };
        let browser = page.browser;
        let mut uses = false;
        let mut settles = false;
        if let FromBrowser::State(state) = frame {
            settles = page.state != *state || now >= page.told_at + WATCH_FOR;
            uses = state.attention == Attention::Focused;
            page.state = state.clone();
            page.told_at = now;
        }
        uses |= matches!(
            frame,
            FromBrowser::Clicked { .. } | FromBrowser::Test { .. }
        );
        self.hear(socket, uses, now, notes);
        match frame {
            // The socket does not hand over a second greeting.
            FromBrowser::Hello { .. } | FromBrowser::Ping => {}
            FromBrowser::State(_) => {
                if settles {
                    self.settle_all(book, now, notes);
                }
                self.read_what_is_focused(socket, book, now, notes);
            }
            FromBrowser::Shown { alert } | FromBrowser::Clicked { alert } => {
                self.was_shown(browser, *alert, now, notes);
            }
            FromBrowser::Failed { alert } => self.failed(browser, *alert, book, now, notes),
            FromBrowser::Test { id } => self.test(browser, *id),
            FromBrowser::TestShown { .. } => {
                if let Some(browser) = self.browsers.get_mut(&browser) {
                    browser.tested(now, notes);
                }
            }
            FromBrowser::TestFailed { .. } => {
                if let Some(browser) = self.browsers.get_mut(&browser) {
                    browser.is_silent(now, notes);
                }
            }
        }
        self.tell_health(now);
    }

    /// Time has passed.
    pub(super) fn tick(&mut self, book: &Book, now: Time, notes: &mut Notes) {
        self.note_browsers(now, notes);
        self.repeat(book, now, notes);
        self.give_up_waiting(book, now, notes);
        self.tell_health(now);
    }

    /// Renews what hearing from a page renews.
    fn hear(&mut self, socket: SocketId, uses: bool, now: Time, notes: &mut Notes) {
        let Some(page) = self.pages.get(&socket) else {
            return;
        };
        let (id, account) = (page.browser, self.id);
        self.make_room(id);
        let Some(page) = self.pages.get(&socket) else {
            return;
        };
        let browser = self
            .browsers
            .entry(id)
            .or_insert_with(|| Known::new(account, id));
        browser.heard(page.id, &page.state, now);
        if uses {
            browser.used(now);
        }
        self.note_browser(id, now, notes);
        let until = now + PRESENT_FOR;
        if (until - self.present_until).0 >= RENEW_AFTER.0 {
            notes.urgent |= self.present_until <= now;
            self.present_until = until;
            notes.present(self.id, until);
        }
    }

    /// Whether a page with the agent's attention shows this conversation.
    pub(super) fn is_reading(&self, conversation: ConversationId, now: Time) -> bool {
        self.pages.values().any(|page| {
            page.is_focused(now)
                && matches!(page.state.showing, Showing::Inbox { conversation: Some(shown), .. } if shown == conversation)
        })
    }

    /// Whether a page with the agent's attention shows the inbox of the space with this key.
    pub(super) fn is_watching(&self, key: &str, now: Time) -> bool {
        self.pages.values().any(|page| {
            page.is_focused(now)
                && matches!(&page.state.showing, Showing::Inbox { space, .. } if space == key)
        })
    }

    fn read_what_is_focused(
        &mut self,
        socket: SocketId,
        book: &Book,
        now: Time,
        notes: &mut Notes,
    ) {
        let page = self.pages.get(&socket);
        let Some(page) = page.filter(|page| page.is_focused(now)) else {
            return;
        };
        if let Showing::Inbox {
            conversation: Some(conversation),
            ..
        } = page.state.showing
        {
            self.has_read(conversation, book, now, notes);
        }
    }

    fn test(&self, browser: BrowserId, id: TestId) {
        for page in self.pages_of(browser) {
            page.tell(&ToBrowser::Test { id });
        }
    }

    pub(super) fn pages_of(&self, browser: BrowserId) -> impl Iterator<Item = &Page> {
        self.pages
            .values()
            .filter(move |page| page.browser == browser)
    }

    pub(super) fn tell_all(&self, frame: &ToBrowser) {
        let bytes: axum::body::Bytes = encode(frame).into();
        for page in self.pages.values().filter(|page| page.greeted) {
            page.mailbox.put_alerts_frame(bytes.clone());
        }
    }
}
