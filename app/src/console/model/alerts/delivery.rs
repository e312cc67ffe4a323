//! Whether alerts reach the agent in this browser, as the bell, the banner and the page of notifications say it.

use baton_core::client::LinkState;
use baton_core::time::Time;
use baton_core::wire::alerts::{Permission, Reach};

use super::{Alerts, Gone};

/// How delivery is, the thing to do something about first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The page must be loaded anew, or the agent must sign in.
    Gone(Gone),
    /// The agent has blocked notifications in this browser.
    Blocked,
    /// The browser has none, or not on this connection.
    Unsupported,
    /// The agent was not asked yet.
    NotAsked,
    /// There is no connection.
    Offline,
    /// Allowed, but the last alert did not come up in this browser.
    NotArriving {
        /// Since when.
        since: Time,
    },
    /// Allowed here, and still no browser of the agent can be reached.
    NotCounted,
    /// Not known yet.
    Unknown,
    /// All is well.
    On,
}

impl Delivery {
    /// Whether there is nothing to do.
    #[must_use]
    pub const fn is_healthy(self) -> bool {
        matches!(self, Self::On | Self::Unknown)
    }

    /// Whether the agent may put it off: nothing is broken, it is only not used.
    #[must_use]
    pub const fn may_wait(self) -> bool {
        matches!(self, Self::NotAsked | Self::Unsupported)
    }
}

impl Alerts {
    /// How delivery is.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        if let Some(gone) = self.gone {
            return Delivery::Gone(gone);
        }
        match self.told.permission {
            Permission::Denied => return Delivery::Blocked,
            Permission::Unsupported => return Delivery::Unsupported,
            Permission::Default => return Delivery::NotAsked,
            Permission::Granted => {}
        }
        if self.link.failures() > 1 && self.link.state() != LinkState::Open {
            return Delivery::Offline;
        }
        let Some(health) = &self.health else {
            return Delivery::Unknown;
        };
        match (health.browser.unanswered, health.reach) {
            (Some(since), _) | (None, Reach::Unanswered { since }) => {
                Delivery::NotArriving { since }
            }
            _ if !health.not_counted_in.is_empty() => Delivery::NotCounted,
            _ => Delivery::On,
        }
    }

    /// The teams in which the agent is marked available and is not counted, because alerts do not arrive.
    #[must_use]
    pub fn not_counted_in(&self) -> &[String] {
        self.health
            .as_ref()
            .map_or(&[], |health| health.not_counted_in.as_slice())
    }
}
