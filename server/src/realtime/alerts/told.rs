//! What an account is told of itself: the counts, what stands, and how delivery is.

use baton_core::alert::{Addressee, AlertKind, reach};
use baton_core::id::BrowserId;
use baton_core::limits::TEAM_MEMBERS;
use baton_core::time::Time;
use baton_core::wire::alerts::{Count, Health, Reach, Standing, ToBrowser};

use super::account::Account;
use super::book::Book;
use super::browser::Known;
use crate::realtime::mailbox::SocketId;

impl Account {
    /// The alerts that stand, to one page: the heartbeat.
    pub(super) fn tell_standing(&self, socket: SocketId, now: Time) {
        let unread = self.deliveries.values().filter(|one| !one.is_read());
        let standing = Standing {
            now,
            alerts: unread.map(|one| one.id).collect(),
            count: self.count,
        };
        if let Some(page) = self.pages.get(&socket) {
            page.tell(&ToBrowser::Standing(standing));
        }
    }

    pub(super) fn count_of(&self, book: &Book) -> Count {
        let mut count = Count::default();
        for (_, entry) in book.all() {
            let Some(place) = self.places.get(&entry.space) else {
                continue;
            };
            let is_ours = place.team.is_none() || place.in_team;
            if is_ours && entry.to(Addressee::Queue).is_some() {
                count.unassigned += 1;
            }
            // A chat that came back is nobody's, so it is not among the agent's own.
            let own = entry.to(Addressee::Agent(self.id));
            if own.is_some_and(|own| own.kind != AlertKind::CameBack) {
                count.unread += 1;
            }
        }
        count
    }

    /// Tells the counts, where they have changed.
    pub(super) fn tell_count(&mut self, book: &Book) {
        let count = self.count_of(book);
        if self.count != count {
            self.count = count;
            self.tell_all(&ToBrowser::Count(count));
        }
    }

    fn reach(&self, now: Time) -> Reach {
        let browsers: Vec<_> = self
            .browsers
            .values()
            .map(|one| one.standing(now))
            .collect();
        reach(&browsers, now)
    }

    pub(super) fn health(&self, browser: BrowserId, now: Time) -> Health {
        let reach = self.reach(now);
        let mut not_counted_in = Vec::new();
        if reach != Reach::Reachable {
            for place in self.places.values() {
                let counts = place.queue.follow_availability
                    && place.in_team
                    && place.marked_available
                    && place
                        .queue
                        .team_members
                        .is_some_and(|members| members <= TEAM_MEMBERS);
                if let (true, Some(team)) = (counts, &place.team)
                    && !not_counted_in.contains(team)
                {
                    not_counted_in.push(team.clone());
                }
            }
        }
        Health {
            reach,
            browser: self
                .browsers
                .get(&browser)
                .map(Known::health)
                .unwrap_or_default(),
            not_counted_in,
        }
    }

    /// Makes each page be told how delivery is, although that may not have changed: it looks at the availability then.
    pub(super) fn tell_health_anew(&mut self) {
        for page in self.pages.values_mut() {
            page.health = None;
        }
    }

    /// Tells each page how delivery is, where that has changed.
    pub(super) fn tell_health(&mut self, now: Time) {
        let sockets: Vec<_> = self.pages.keys().copied().collect();
        for socket in sockets {
            let Some(browser) = self.pages.get(&socket).map(|page| page.browser) else {
                continue;
            };
            let health = self.health(browser, now);
            if let Some(page) = self.pages.get_mut(&socket)
                && page.greeted
                && page.health.as_ref() != Some(&health)
            {
                page.tell(&ToBrowser::Health(health.clone()));
                page.health = Some(health);
            }
        }
    }
}
