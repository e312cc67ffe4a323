//! Every sentence that staff read in the console, in English. Another language is another module of this shape. What many
//! pages say is here; what one of them says is in the module that bears its name.

pub mod agent;
pub mod alerts;
mod inbox;
mod items;
pub mod knowledge;
pub mod notifications;
pub mod settings;
mod sign_in;
pub mod site;
mod thread;

pub use inbox::*;
pub use items::*;
pub use sign_in::*;
pub use thread::{ending, line, obstacle, rovo_says, was_not_sent};

use baton_core::direction::isolated;
use baton_core::id::CustomerId;
use baton_core::people::CustomerKind;
use baton_core::work_item::Status;

use super::model::Lost;

/// The link past the navigation.
pub const SKIP: &str = "Skip to content";

/// Heading and link of the inbox (seed).
pub const INBOX: &str = "Live chat inbox";
/// Heading and link of the work items.
pub const WORK_ITEMS: &str = "Work items";
/// The menu beside the space's name (seed).
pub const MORE_ACTIONS: &str = "More actions";
/// Opens the portal.
pub const OPEN_PORTAL: &str = "Open the portal";
/// The list of spaces.
pub const ALL_SPACES: &str = "All spaces";
/// Ends the session.
pub const SIGN_OUT: &str = "Sign out";
/// Names the navigation for screen readers.
pub const NAVIGATION: &str = "Space";

/// A customer without a name.
pub const GUEST: &str = "Guest";
/// The virtual agent.
pub const ROVO: &str = "Rovo";
/// What Rovo is, always beside its name.
pub const VIRTUAL_AGENT: &str = "Virtual agent";
/// The reader.
pub const YOU: &str = "You";
/// Marks notes.
pub const INTERNAL: &str = "Internal";
/// Marks public comments.
pub const COMMENT: &str = "Comment";

/// The composer's tab for colleagues.
pub const NOTE: &str = "Internal note";
/// Names the tabs.
pub const WRITE_AS: &str = "Write as";
/// Stores a note.
pub const ADD_NOTE: &str = "Add internal note";
/// In the empty composer of a note.
pub const NOTE_HINT: &str = "Only your colleagues read this";

/// On its way.
pub const SENDING: &str = "Sending";
/// On disk.
pub const SENT: &str = "Sent";
/// Tries again.
pub const RETRY: &str = "Retry";

/// The work item.
pub const WORK_ITEM: &str = "Work item";
/// The customer.
pub const CUSTOMER: &str = "Customer";
/// The address is not known.
pub const NO_EMAIL: &str = "No e-mail address";

/// Closes a dialog.
pub const CLOSE: &str = "Close";
/// No connection.
pub const OFFLINE: &str = "No connection. What you write is kept and sent when it is back.";
/// Loads the page anew.
pub const RELOAD: &str = "Reload";
/// To the sign-in.
pub const SIGN_IN: &str = "Sign in";

/// The page can do nothing more.
#[must_use]
pub fn lost(lost: Lost) -> &'static str {
    match lost {
        Lost::Session => {
            "You are signed out. Sign in to go on; what you wrote is kept in this browser."
        }
        Lost::Rights => {
            "You are no longer an agent of this space. Its admin can tell you why; what you wrote is kept in this browser."
        }
        Lost::Account => {
            "Your account has been disabled. An admin of the site can tell you why; what you wrote is kept in this browser."
        }
    }
}

/// The customer's name. Guests who gave none have a short number of their own, so that one can be told from another and
/// spoken of; it is made of their id and means nothing else.
#[must_use]
pub fn customer_name(name: &str, id: CustomerId) -> String {
    if name.trim().is_empty() {
        format!("{GUEST} {:04}", id.0 % 10_000)
    } else {
        name.to_owned()
    }
}

/// How the customer is known.
#[must_use]
pub fn customer_kind(kind: CustomerKind) -> &'static str {
    match kind {
        CustomerKind::Guest => "Guest, known by this browser only",
        CustomerKind::SignedIn => "Signed in to the portal",
        CustomerKind::Identified => "Vouched for by the page with the chat",
    }
}

/// A status (as lozenges and selects show it).
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "Open",
        Status::InProgress => "In progress",
        Status::WaitingForCustomer => "Waiting for customer",
        Status::Resolved => "Resolved",
        Status::Closed => "Closed",
    }
}

/// The link of a source.
pub const OPEN_ARTICLE: &str = "Open the article";

/// Rovo answered from these articles.
#[must_use]
pub fn quoted(titles: &[&str]) -> String {
    let titles: Vec<_> = titles.iter().map(|title| isolated(title)).collect();
    format!("Quoted {}", titles.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guests_are_told_apart_by_a_short_number_and_others_by_their_name() {
        let named = |name, id| customer_name(name, CustomerId(id));
        assert_eq!(named("Casey Lee", 1), "Casey Lee");
        assert_eq!(named(" ", (7 << 80) | 42), named("", (7 << 80) | 42));
        assert!(named("", 30_042).starts_with("Guest ") && named("", 30_042).ends_with("0042"));
        assert_ne!(named("", 1), named("", 2));
    }
}
