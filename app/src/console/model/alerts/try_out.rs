//! *Send a test notification*, from the click to its arrival.

use baton_core::client::LinkState;
use baton_core::id::TestId;
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::FromBrowser;

use super::{Alerts, Effect, Shown};
use crate::console::model::Moment;

/// After so long it has not arrived.
const ARRIVES_WITHIN: Millis = Millis::seconds(10);

/// How far the last test has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TryOut {
    /// None was asked for.
    #[default]
    None,
    /// It is on its way through the server.
    Sent {
        /// Which.
        id: TestId,
        /// When, on this page's clock.
        at: Time,
        /// When the last test before it arrived, on the server's clock.
        before: Option<Time>,
    },
    /// The system was handed it.
    Arrived,
    /// The browser could not raise it.
    Failed,
    /// It did not come back.
    Lost,
    /// There was no connection to send it on.
    NoConnection,
}

impl TryOut {
    /// Time has passed.
    pub(super) fn tick(&mut self, now: Time) {
        if let Self::Sent { at, .. } = self
            && now - *at >= ARRIVES_WITHIN
        {
            *self = Self::Lost;
        }
    }

    /// The server has heard of a test in this browser: another of its pages may have been faster.
    pub(super) fn heard(&mut self, tested: Option<Time>) {
        if let Self::Sent { before, .. } = self
            && tested > *before
        {
            *self = Self::Arrived;
        }
    }
}

impl Alerts {
    /// *Send a test notification*.
    pub fn send_test(&mut self, id: TestId, moment: Moment) -> Vec<Effect> {
        if self.link.state() != LinkState::Open {
            self.test = TryOut::NoConnection;
            return Vec::new();
        }
        let before = self
            .health
            .as_ref()
            .and_then(|health| health.browser.tested);
        self.test = TryOut::Sent {
            id,
            at: moment.now,
            before,
        };
        vec![Effect::Send(FromBrowser::Test { id })]
    }

    /// What became of a test. Only the page that was let to raise it makes the sound.
    pub fn test_shown(&mut self, id: TestId, shown: Shown) -> Vec<Effect> {
        let arrived = matches!(shown, Shown::Raised | Shown::Known | Shown::Quiet);
        if matches!(self.test, TryOut::Sent { id: mine, .. } if mine == id) {
            self.test = if arrived {
                TryOut::Arrived
            } else {
                TryOut::Failed
            };
        }
        let frame = if arrived {
            FromBrowser::TestShown { id }
        } else {
            FromBrowser::TestFailed { id }
        };
        let mut effects: Vec<_> = self.when_open(frame).into_iter().collect();
        if shown == Shown::Raised {
            effects.extend(self.sound());
        }
        effects
    }
}
