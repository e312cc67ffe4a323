//! The alerts' socket, `/ws/v1/alerts`: one per open page of the product, whichever page it is, for the signed-in
//! account and all its spaces. Version 1, postcard, with the rules of [`super`]. It is opened with the session's cookie;
//! there is no account and no space in it that a client could choose.
//!
//! # The contract
//! **Opening.** The page sends [`FromBrowser::Hello`] within ten seconds. The server answers [`ToBrowser::Welcome`], then
//! [`ToBrowser::Standing`], then an [`ToBrowser::Alert`] for each standing alert that *this browser* must show. After a
//! sleep or a restart that is one per conversation that still waits, never one for each that was missed.
//!
//! **Standing is the truth.** [`ToBrowser::Standing`] lists every alert that stands for the account. Whatever is on
//! screen of other alerts is closed: by a page, through the service worker. It comes after the hello and as the heartbeat
//! (every 25 seconds), so that a lost [`ToBrowser::Withdraw`] mends itself. An alert that is listed needs not be shown:
//! another browser may have shown it.
//!
//! **Heartbeat.** Timers of hidden pages are throttled to one a minute, so a page answers each `Standing` with
//! [`FromBrowser::Ping`] from within the message handler, besides pinging every [`super::PING_EVERY`] while it is visible.
//! The browser counts as there for 45 seconds after its last frame, and a socket that says nothing for a minute is closed.
//!
//! **Who gets an alert.** The server chooses the browser that the agent used last among those that can show one
//! (permission granted, there, nothing left unacknowledged), and sends the alert to *every page of that browser*. If none of
//! them answers within 10 seconds, all other browsers of the agent get it as well. If no browser of the agent can show
//! alerts, all get it, for the sound and the page itself.
//!
//! **Once in a browser.** Each page hands each alert to the service worker. The worker keeps the ids it has seen (of the
//! last hour at least), drops a known one, and shows a new one under the tag of the conversation, so that a newer alert
//! replaces an older one. Without a worker, one page elected by a Web Lock does the same. While a focused, visible page of
//! the browser shows the conversation, the alert is not raised but counts as seen.
//!
//! **Acknowledging.** For every alert that it got, a page says [`FromBrowser::Shown`] as soon as the worker has answered:
//! raised, known already, or kept quiet because the conversation is in front of the agent. It is wanted from each page;
//! the first one counts. Where it could not be raised, [`FromBrowser::Failed`]; the other browsers get it at once. A page
//! whose browser has no permission acknowledges nothing.
//!
//! **Withdrawing.** [`ToBrowser::Withdraw`] goes to all pages at once: the chat was claimed, the customer left, or the
//! agent has read it somewhere. The worker closes what stands under the conversation's tag and remembers the id as seen, so
//! that a copy that comes late through another page's socket is not shown any more.
//!
//! **What the page tells.** [`FromBrowser::State`] goes out at once whenever anything in it changes, and is repeated every
//! [`WATCH_EVERY`] while [`PageState::attention`] is [`Attention::Focused`]: what is focused is forgotten after
//! [`WATCH_FOR`]. A page that shows a conversation and is focused has read it.
//!
//! **Reachable.** An agent is reachable while some browser is there, has permission, and has left no alert unacknowledged
//! or failed; or while some browser is there that was never asked, or has no notifications, and has a visible page. Blocked
//! is blocked, visible or not. Any later `Shown` or [`FromBrowser::TestShown`] from that browser mends it. Where the availability toggle is
//! on, somebody who can't be reached is not counted as available; [`ToBrowser::Health`] says so.
//!
//! **Availability.** Where the agent changes it, on whichever page of whichever browser, every page gets
//! [`ToBrowser::Health`], also if delivery is as it was, and fetches what its menu shows.
//!
//! **Text.** Names and texts are plain text, one line, cut to a sensible length; put them into notifications and text
//! nodes as they are. Sentences are the page's ([`AlertKind`] says which). The address to open is the conversation's page
//! in the space's inbox; access is checked when it loads.
//!
//! Codes of closing are those of [`super::close`].

use serde::{Deserialize, Serialize};

use crate::alert::{AlertId, AlertKind, AlertSettings};
use crate::id::{BrowserId, ConversationId, PageId, TestId};
use crate::time::{Millis, Time};

/// How often a focused page repeats its state.
pub const WATCH_EVERY: Millis = Millis::seconds(4);
/// How long the server believes that a page is focused.
pub const WATCH_FOR: Millis = Millis::seconds(10);
/// How long a browser has to acknowledge an alert before the agent's other browsers get it.
pub const ACKNOWLEDGE_WITHIN: Millis = Millis::seconds(10);

/// The browser's permission for notifications, as `Notification.permission` says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// The agent was not asked yet.
    #[default]
    Default,
    /// Allowed.
    Granted,
    /// Blocked.
    Denied,
    /// The browser has no notifications, or not on this connection.
    Unsupported,
}

/// How much of the agent's attention a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attention {
    /// In another tab's shadow, or minimised.
    #[default]
    Hidden,
    /// Visible, without the keyboard.
    Visible,
    /// Visible, and its window has the keyboard (`document.hasFocus()`).
    Focused,
}

/// What a page is, as far as alerts care.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Showing {
    /// Any page but the inbox.
    Other,
    /// The *Live chat inbox* of a space, with or without a conversation beside the lists.
    Inbox {
        /// The space's key.
        space: String,
        /// The conversation whose log is on screen, once it has been loaded.
        conversation: Option<ConversationId>,
    },
}

/// What a page tells of itself and of its browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageState {
    /// What the browser allows.
    pub permission: Permission,
    /// Whether a service worker is active, that shows alerts for all pages.
    pub worker: bool,
    /// How much of the agent's attention the page has.
    pub attention: Attention,
    /// What it shows.
    pub showing: Showing,
}

/// From a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromBrowser {
    /// The first frame, and the first only.
    Hello {
        /// [`super::REVISION`] of the client.
        revision: u16,
        /// Which browser.
        browser: BrowserId,
        /// Which page. A page that comes back replaces its old socket's state.
        page: PageId,
        /// What the page tells.
        state: PageState,
    },
    /// Something about the page changed, or it is focused and [`WATCH_EVERY`] has passed.
    State(PageState),
    /// The alert is dealt with in this browser: raised now or earlier, or not needed because a focused page shows the
    /// conversation.
    Shown {
        /// Which.
        alert: AlertId,
    },
    /// The alert could not be raised although the permission is there.
    Failed {
        /// Which.
        alert: AlertId,
    },
    /// The agent selected the alert; the conversation is being opened in a new tab. This browser is now the one used last.
    Clicked {
        /// Which.
        alert: AlertId,
    },
    /// *Send a test notification*, on a click. Answered by [`ToBrowser::Test`] to every page of this browser.
    Test {
        /// Made by the page.
        id: TestId,
    },
    /// The test notification was raised.
    TestShown {
        /// Which.
        id: TestId,
    },
    /// The test notification could not be raised.
    TestFailed {
        /// Which.
        id: TestId,
    },
    /// I am here. Sent in answer to each [`ToBrowser::Standing`], and on a timer while visible. Nothing answers it.
    Ping,
}

/// An alert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Which.
    pub id: AlertId,
    /// What it is about.
    pub kind: AlertKind,
    /// The key of the conversation's space.
    pub space: String,
    /// The name of the conversation's space.
    pub space_name: String,
    /// The customer's name; empty for a guest who gave none.
    pub customer: String,
    /// The customer's last words, only if the agent allows it.
    pub text: Option<String>,
    /// When it happened.
    pub at: Time,
    /// When *time to assign* or *time to reply* passes, if one runs.
    pub due: Option<Time>,
}

/// The alerts that stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The server's clock.
    pub now: Time,
    /// Every alert that stands for this account, in its newest round.
    pub alerts: Vec<AlertId>,
    /// For the title and the icon.
    pub count: Count,
}

/// For the title and the icon: it ignores which kinds the agent wants to be alerted of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Chats that wait in the queues that are this agent's: those of its teams, and those without a team.
    pub unassigned: u32,
    /// Chats of this agent with something unread.
    pub unread: u32,
}

/// Whether alerts reach the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// Some browser can show alerts and has left none unacknowledged, or was never asked and has a visible page.
    Reachable,
    /// No page of the product is open.
    NoPage,
    /// No open browser has been given permission; the last used one says this.
    NoPermission(Permission),
    /// Every browser with permission has left an alert unacknowledged, or could not raise it. A test alert mends it.
    Unanswered {
        /// Since when.
        since: Time,
    },
}

/// How delivery is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Of the agent, over all browsers.
    pub reach: Reach,
    /// Of the browser that this page is in.
    pub browser: BrowserHealth,
    /// The names of the teams in which the agent is marked available, but is not counted, because the availability toggle
    /// is on and alerts do not reach the agent. Empty while reachable.
    pub not_counted_in: Vec<String>,
}

/// How delivery to one browser is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserHealth {
    /// When it last acknowledged an alert.
    pub acknowledged: Option<Time>,
    /// When a test alert last arrived.
    pub tested: Option<Time>,
    /// Since when it has left an alert unacknowledged; none when all is well.
    pub unanswered: Option<Time>,
}

/// To a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToBrowser {
    /// The answer to the hello.
    Welcome {
        /// The server's clock.
        now: Time,
        /// What the agent decided.
        settings: AlertSettings,
        /// How delivery is.
        health: Health,
    },
    /// The alerts that stand; every other one is closed. The heartbeat: answer with [`FromBrowser::Ping`].
    Standing(Standing),
    /// Show this alert, once in this browser, and acknowledge it.
    Alert(Alert),
    /// The alert no longer stands: close it, and never show it any more.
    Withdraw {
        /// Which; its conversation is the tag.
        alert: AlertId,
    },
    /// The counts changed.
    Count(Count),
    /// The agent changed the settings, on whichever page.
    Settings(AlertSettings),
    /// Delivery changed, or the agent's teams, or where the agent is marked available. The page looks anew at the menu of
    /// availability.
    Health(Health),
    /// Show a test notification, once in this browser, and answer with [`FromBrowser::TestShown`] or
    /// [`FromBrowser::TestFailed`].
    Test {
        /// Which.
        id: TestId,
    },
    /// The server is about to close this socket.
    Bye {
        /// When to come back.
        retry_after: Millis,
        /// Whether the page must be loaded anew.
        reload: bool,
    },
}
