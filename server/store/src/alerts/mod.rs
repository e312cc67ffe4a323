//! Alerts as they are stored: which stand, what accounts have been shown and decided, and the leases of their browsers.
//! Which events alert whom is decided in core; the writer keeps the rows in step, in the transaction of the events.

mod browsers;
mod notes;
mod settings;
mod standing;
mod write;

use baton_core::alert::{AlertSettings, Queue, Raised};
use baton_core::id::{AccountId, BrowserId, ConversationId, Seq, SpaceId};
use baton_core::inbox::InboxRow;
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::Permission;

use crate::people::TeamSummary;

pub(crate) use browsers::{reach_in_team, reachable_in_team};
#[cfg(test)]
pub(crate) use standing::{ALL as ALL_ALERTS, MARKS, MARKS_SINCE, OF_CONVERSATIONS, THERE};
pub(crate) use write::Changes;

/// The alerts of one conversation that stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingAlerts {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Its space.
    pub space: SpaceId,
    /// The position of its last event when this was read.
    pub head: Seq,
    /// Its row in the inbox: the customer's name and the last words.
    pub row: Option<InboxRow>,
    /// One for each addressee.
    pub alerts: Vec<Raised>,
}

/// What decides about alerts to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertAccount {
    /// What the account decided.
    pub settings: AlertSettings,
    /// Where it has a role.
    pub places: Vec<AlertPlace>,
    /// Its teams, and in which it is marked available: what the menu of availability shows.
    pub teams: Vec<(TeamSummary, bool)>,
    /// Its browsers that were there of late.
    pub browsers: Vec<Browser>,
    /// What it has been shown of the alerts that stand.
    pub marks: Vec<AlertMark>,
}

/// A space in which an account has a role, as far as alerts care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertPlace {
    /// Which space.
    pub space: SpaceId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// *Repeat alerts every*.
    pub repeat: Millis,
    /// What the space decided about the chats in its queue.
    pub queue: Queue,
    /// The name of the mapped team.
    pub team: Option<String>,
    /// Whether the account is a member of the mapped team.
    pub in_team: bool,
    /// Whether it is marked available there.
    pub marked_available: bool,
}

/// A browser of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// Whose.
    pub account: AccountId,
    /// Which.
    pub id: BrowserId,
    /// What it allows.
    pub permission: Permission,
    /// Whether a service worker shows its alerts.
    pub worker: bool,
    /// When the agent last used it.
    pub used_at: Time,
    /// Until when it counts as there.
    pub until: Time,
    /// Until when one of its pages counts as visible; the beginning of time for none.
    pub visible_until: Time,
    /// How it answers.
    pub answers: BrowserAnswers,
}

/// How a browser answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BrowserAnswers {
    /// Since when it has left an alert unanswered, or could not raise one.
    pub unanswered: Option<Time>,
    /// When it last acknowledged an alert.
    pub acknowledged: Option<Time>,
    /// When a test alert last arrived.
    pub tested: Option<Time>,
}

/// The newest alert of a conversation that an account is known to have been shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertMark {
    /// Whom.
    pub account: AccountId,
    /// Of which conversation.
    pub conversation: ConversationId,
    /// The position of the event that it follows from.
    pub seq: Seq,
    /// How often it had been repeated.
    pub round: u32,
    /// Whether the conversation has been read since.
    pub read: bool,
    /// When this was noted.
    pub at: Time,
}

/// What pages told, to be written together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlertNotes {
    /// Who has a page open, and until when that counts.
    pub present: Vec<(AccountId, Time)>,
    /// Browsers with no visible page any more, which had one until then.
    pub hidden: Vec<(AccountId, BrowserId, Time)>,
    /// Browsers that are there. How they answer is not touched.
    pub there: Vec<Browser>,
    /// How browsers answer.
    pub answers: Vec<(AccountId, BrowserId, BrowserAnswers)>,
    /// What was shown, and what was read: alerts to the account itself then stand no longer.
    pub marks: Vec<AlertMark>,
}

impl AlertNotes {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.present.is_empty()
            && self.hidden.is_empty()
            && self.there.is_empty()
            && self.answers.is_empty()
            && self.marks.is_empty()
    }
}
