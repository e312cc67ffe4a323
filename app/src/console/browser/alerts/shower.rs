//! The one who shows alerts in this browser: the service worker, or, where there is none, an elected page.

use baton_core::alert::{AlertId, AlertKind};
use baton_core::id::TestId;

use super::act;
use super::elected::Elected;
use super::worker::Worker;
use crate::console::model::Address;
use crate::console::model::alerts::{Handed, Shown};
use crate::console::words::alerts as words;

/// The tag and the beginning of the ids of tests.
pub(super) const TEST: &str = "test";

/// The one who shows alerts.
pub(super) enum Shower {
    /// A service worker.
    Worker(Worker),
    /// Whichever page is elected, perhaps this one.
    Elected(Elected),
}

/// A pop-up as both are given it.
pub(super) struct PopUp {
    pub(super) id: String,
    pub(super) tag: String,
    pub(super) seq: f64,
    pub(super) round: u32,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) url: String,
    /// Stays until somebody acts on it.
    pub(super) sticky: bool,
    pub(super) silent: bool,
    pub(super) may: bool,
    pub(super) front: Option<Front>,
}

/// What an alert is about: a page that shows it, in front, keeps it quiet.
#[derive(Clone)]
pub(super) struct Front {
    pub(super) conversation: String,
    pub(super) inbox: Option<String>,
}

impl PopUp {
    fn of_alert(handed: Handed) -> Self {
        let Handed {
            alert,
            silent,
            may,
            quiet_in,
        } = handed;
        let AlertId {
            conversation,
            seq,
            round,
        } = alert.id;
        Self {
            id: alert.id.to_string(),
            tag: conversation.to_string(),
            seq: number(seq.0),
            round,
            title: words::title(&alert),
            text: words::text(&alert),
            url: Address::Conversation(conversation).path(&alert.space),
            sticky: alert.kind != AlertKind::NewMessage,
            silent,
            may,
            front: Some(Front {
                conversation: conversation.to_string(),
                inbox: quiet_in,
            }),
        }
    }

    fn of_test(id: TestId, silent: bool) -> Self {
        Self {
            id: format!("{TEST}.{id}"),
            tag: TEST.to_owned(),
            seq: 0.0,
            round: 0,
            title: words::TEST_TITLE.to_owned(),
            text: words::TEST_TEXT.to_owned(),
            url: "/app/notifications".to_owned(),
            sticky: false,
            silent,
            may: true,
            front: None,
        }
    }
}

impl Shower {
    /// Finds the service worker, or stands for election.
    pub(super) async fn find() -> Self {
        match Worker::register().await {
            Some(worker) => Self::Worker(worker),
            None => Self::Elected(Elected::stand()),
        }
    }

    pub(super) fn raise(&mut self, handed: Handed) {
        let alert = handed.alert.id;
        let answer = move |shown| act(|alerts, _| alerts.shown(alert, shown));
        self.hand_over(PopUp::of_alert(handed), answer);
    }

    pub(super) fn raise_test(&mut self, id: TestId, silent: bool) {
        let answer = move |shown| act(|alerts, _| alerts.test_shown(id, shown));
        self.hand_over(PopUp::of_test(id, silent), answer);
    }

    pub(super) fn withdraw(&mut self, alert: AlertId) {
        match self {
            Self::Worker(worker) => worker.withdraw(alert),
            Self::Elected(elected) => elected.withdraw(alert),
        }
    }

    pub(super) fn keep(&mut self, alerts: &[AlertId]) {
        match self {
            Self::Worker(worker) => worker.keep(alerts),
            Self::Elected(elected) => elected.keep(alerts),
        }
    }

    /// Closes whatever is on screen.
    pub(super) fn leave(&mut self) {
        match self {
            Self::Worker(worker) => worker.leave(),
            Self::Elected(elected) => elected.leave(),
        }
    }

    fn hand_over(&mut self, pop_up: PopUp, answer: impl FnOnce(Shown) + 'static) {
        match self {
            Self::Worker(worker) => worker.raise(&pop_up, answer),
            Self::Elected(elected) => elected.raise(pop_up, answer),
        }
    }
}

/// A position for JavaScript.
#[expect(
    clippy::cast_precision_loss,
    reason = "a log of so many events is longer than anybody writes"
)]
pub(super) fn number(seq: u64) -> f64 {
    seq as f64
}
