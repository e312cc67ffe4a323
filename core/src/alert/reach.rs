//! Whether alerts reach an agent (DESIGN: *reachable*).

use crate::time::{Millis, Time};
use crate::wire::alerts::{Permission, Reach};

/// How long a browser, and the person before it, counts as there after it was last heard (DESIGN: *present*).
pub const PRESENT_FOR: Millis = Millis::seconds(45);

/// What is known of one browser of an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrowserStanding {
    /// What it allows.
    pub permission: Permission,
    /// Whether one of its pages is visible.
    pub visible: bool,
    /// When the agent last used it.
    pub used_at: Time,
    /// Until when it counts as there.
    pub until: Time,
    /// Since when an alert is unacknowledged, or could not be raised.
    pub unanswered: Option<Time>,
}

impl BrowserStanding {
    /// Whether it is there.
    #[must_use]
    pub fn is_there(&self, now: Time) -> bool {
        self.until > now
    }

    /// Whether it can be expected to show an alert as a notification.
    #[must_use]
    pub fn can_show(&self, now: Time) -> bool {
        self.is_there(now) && self.permission == Permission::Granted && self.unanswered.is_none()
    }

    /// Whether an alert in it can be expected to be noticed: as a notification or, where the agent was never asked or can't
    /// be, on a visible page. Who has blocked notifications, or leaves them unanswered, is not counted for a visible page.
    #[must_use]
    pub fn is_reachable(&self, now: Time) -> bool {
        let on_page = match self.permission {
            Permission::Default | Permission::Unsupported => self.visible,
            Permission::Granted | Permission::Denied => false,
        };
        self.can_show(now) || (self.is_there(now) && on_page)
    }
}

/// Whether alerts reach the agent whose browsers these are.
#[must_use]
pub fn reach(browsers: &[BrowserStanding], now: Time) -> Reach {
    let there = || browsers.iter().filter(|browser| browser.is_there(now));
    if there().any(|browser| browser.is_reachable(now)) {
        return Reach::Reachable;
    }
    let since = there()
        .filter(|browser| browser.permission == Permission::Granted)
        .filter_map(|browser| browser.unanswered)
        .min();
    if let Some(since) = since {
        return Reach::Unanswered { since };
    }
    match there().max_by_key(|browser| browser.used_at) {
        Some(last) => Reach::NoPermission(last.permission),
        None => Reach::NoPage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time(100_000);

    fn browser(permission: Permission, unanswered: Option<i64>) -> BrowserStanding {
        BrowserStanding {
            permission,
            visible: false,
            used_at: Time(50_000),
            until: NOW + PRESENT_FOR,
            unanswered: unanswered.map(Time),
        }
    }

    #[test]
    fn one_browser_that_answers_is_enough_and_what_is_missing_is_named() {
        let good = browser(Permission::Granted, None);
        let silent = browser(Permission::Granted, Some(70_000));
        let blocked = browser(Permission::Denied, None);
        let gone = BrowserStanding { until: NOW, ..good };
        let asked_later = BrowserStanding {
            used_at: Time(60_000),
            ..browser(Permission::Default, None)
        };
        let visible = |browser| BrowserStanding {
            visible: true,
            ..browser
        };
        let seen = visible(browser(Permission::Default, None));
        let seen_without = visible(browser(Permission::Unsupported, None));
        let seen_and_blocked = visible(blocked);
        let seen_and_silent = visible(silent);
        let seen_and_gone = BrowserStanding { until: NOW, ..seen };
        let rows: [(&[BrowserStanding], Reach); 12] = [
            (&[silent, blocked, good], Reach::Reachable),
            (&[], Reach::NoPage),
            (&[gone], Reach::NoPage),
            (&[blocked, gone], Reach::NoPermission(Permission::Denied)),
            (
                &[blocked, asked_later],
                Reach::NoPermission(Permission::Default),
            ),
            (
                &[blocked, silent],
                Reach::Unanswered {
                    since: Time(70_000),
                },
            ),
            (&[seen], Reach::Reachable),
            (&[seen_without], Reach::Reachable),
            (&[seen_and_silent, seen], Reach::Reachable),
            (&[seen_and_blocked], Reach::NoPermission(Permission::Denied)),
            (
                &[seen_and_silent],
                Reach::Unanswered {
                    since: Time(70_000),
                },
            ),
            (&[seen_and_gone], Reach::NoPage),
        ];
        for (browsers, expected) in rows {
            assert_eq!(reach(browsers, NOW), expected, "{browsers:?}");
        }
    }
}
