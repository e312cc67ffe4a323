//! Every sentence that staff read in the console, in English. Another language is another module of this shape.

pub mod agent;
pub mod alerts;
pub mod knowledge;
pub mod notifications;
pub mod settings;
pub mod site;
mod thread;

pub use thread::{ending, line, obstacle, rovo_says, was_not_sent};

use baton_core::direction::isolated;
use baton_core::id::CustomerId;
use baton_core::people::CustomerKind;
use baton_core::work_item::{Status, WorkItem};

use super::model::{Announcement, Lost, NoReply, Trouble};

/// The product.
pub const BATON: &str = "Baton";
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

/// The list of waiting chats (seed).
pub const UNASSIGNED: &str = "Unassigned";
/// The list of own chats (seed).
pub const MY_CHATS: &str = "My Chats";
/// The list of everything else (seed).
pub const OTHERS: &str = "Others";
/// The button that claims (seed).
pub const CLAIM: &str = "Claim chat";
/// The same, once it was pressed.
pub const CLAIMING: &str = "Claiming…";
/// The button that ends (seed).
pub const END: &str = "End chat";
/// The same, once it was confirmed.
pub const ENDING: &str = "Ending…";
/// Asks before the end.
pub const END_QUESTION: &str = "End this chat?";
/// What the end means.
pub const END_MEANING: &str = "The customer sees that it has ended, and Rovo answers what comes next. The whole \
                               transcript stays under the work item’s comments.";
/// Goes on without ending.
pub const KEEP_OPEN: &str = "Keep it open";
/// Back to the lists, on small screens.
pub const BACK: &str = "All chats";
/// More of *Others*.
pub const SHOW_EARLIER: &str = "Show earlier chats";
/// While they are on the way.
pub const EARLIER_COMING: &str = "Fetching earlier chats…";

/// Nobody waits.
pub const UNASSIGNED_EMPTY: &str = "Nobody is waiting.";
/// I have no chat.
pub const MY_CHATS_EMPTY: &str = "Chats that you claim are kept here.";
/// There is nothing else.
pub const OTHERS_EMPTY: &str = "Colleagues’ chats and those that ended.";
/// Nothing is opened.
pub const NOTHING_OPEN: &str = "No chat is open";
/// What to do about it.
pub const NOTHING_OPEN_HINT: &str =
    "Choose one from the lists, or press j and k to move through them.";
/// The inbox is used for the first time.
pub const FIRST_USE: &str = "Your chats will be here";
/// What happens next, then.
pub const FIRST_USE_HINT: &str = "When a customer asks Rovo for a person, the chat appears under Unassigned and this tab \
                                  says so. Claim it, and you are in the customer’s chat window.";
/// Live chat is not offered at the moment.
pub const NOT_OFFERED: &str = "Customers can’t ask for a person at the moment";
/// The opened conversation does not exist here.
pub const MISSING: &str = "There is no such chat in this space";
/// What may be the reason.
pub const MISSING_HINT: &str = "The link may be of another space, or cut short.";
/// Names the conversation's log.
pub const CONVERSATION: &str = "Conversation";
/// Older events are not shown.
pub const EARLIER_LEFT_OUT: &str = "The beginning of this conversation is under its work items.";

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
/// The customer is typing.
pub const CUSTOMER_TYPING: &str = "The customer is typing…";

/// The composer's tab for the customer.
pub const REPLY: &str = "Reply";
/// The composer's tab for colleagues.
pub const NOTE: &str = "Internal note";
/// Names the tabs.
pub const WRITE_AS: &str = "Write as";
/// Sends a reply.
pub const SEND: &str = "Send";
/// Stores a note.
pub const ADD_NOTE: &str = "Add internal note";
/// In the empty composer of a reply.
pub const REPLY_HINT: &str = "The customer reads this at once";
/// In the empty composer of a note.
pub const NOTE_HINT: &str = "Only your colleagues read this";
/// Why no reply can be written.
#[must_use]
pub fn no_reply(why: NoReply) -> &'static str {
    match why {
        NoReply::Unclaimed => CLAIM_TO_REPLY,
        NoReply::UnclaimedAndBegun => REPLY_KEPT,
        NoReply::Rovo => ROVO_HAS_IT,
        NoReply::Colleague => COLLEAGUE_HAS_IT,
    }
}
/// Why no reply can be written: it waits.
pub const CLAIM_TO_REPLY: &str = "Claim the chat to reply. Notes are possible at any time.";
/// Why no reply can be written: it waits, and one was begun.
pub const REPLY_KEPT: &str = "Your reply is kept. Claim the chat to go on with it.";
/// Why no reply can be written: Rovo has it.
pub const ROVO_HAS_IT: &str =
    "Rovo answers this customer now. Comments on the work item reach the customer too.";

/// On its way.
pub const SENDING: &str = "Sending";
/// On disk.
pub const SENT: &str = "Sent";
/// Tries again.
pub const RETRY: &str = "Retry";
/// Puts the words back into the composer.
pub const EDIT: &str = "Edit";
/// Drops the words.
pub const DISCARD: &str = "Discard";

/// Heading of the right column.
pub const DETAILS: &str = "Details";
/// The work item.
pub const WORK_ITEM: &str = "Work item";
/// There is none yet.
pub const NO_WORK_ITEM: &str = "It is created when the chat is claimed.";
/// The customer.
pub const CUSTOMER: &str = "Customer";
/// The address is not known.
pub const NO_EMAIL: &str = "No e-mail address";
/// The talk before the request (seed: "context from the conversation the customer had with Rovo").
pub const SAID_TO_ROVO: &str = "What was said to Rovo";
/// Nothing was.
pub const SAID_NOTHING: &str = "The customer asked for a person straight away.";
/// Earlier work items of this customer.
pub const EARLIER_ITEMS: &str = "Earlier work items";

/// The keyboard dialog.
pub const SHORTCUTS: &str = "Keyboard shortcuts";
/// Turns them off.
pub const SHORTCUTS_ON: &str = "Single-key shortcuts";
/// What the switch means.
pub const SHORTCUTS_ON_HINT: &str =
    "Turn them off if you use speech input, or if keys are pressed by accident.";
/// Closes a dialog.
pub const CLOSE: &str = "Close";
/// Keys and what they do, in the order of the dialog.
pub const SHORTCUT_LIST: [(&str, &str); 9] = [
    ("j or ↓", "Next chat in the lists"),
    ("k or ↑", "Previous chat in the lists"),
    ("Enter", "Open the chat"),
    ("c", "Claim chat"),
    ("e", "End chat"),
    ("r", "Write a reply"),
    ("n", "Write an internal note"),
    ("Esc", "Leave the composer"),
    ("?", "This list"),
];

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

/// The title of the inbox page.
#[must_use]
pub fn inbox_title(unassigned: usize, key: &str) -> String {
    if unassigned == 0 {
        format!("{INBOX} · {key}")
    } else {
        format!("({unassigned}) {INBOX} · {key}")
    }
}

/// For the live region.
#[must_use]
pub fn announcement(announcement: &Announcement) -> String {
    match announcement {
        Announcement::NewChat { customer, name } => {
            format!("New chat: {} is waiting.", customer_name(name, *customer))
        }
        Announcement::NewWords { customer, name } => {
            format!("{} wrote to you.", customer_name(name, *customer))
        }
    }
}

/// What went otherwise than meant.
#[must_use]
pub fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::LostRace { by } => format!("{} claimed this chat first.", by.name),
        Trouble::NoLongerWaiting => {
            "This chat no longer waits: the customer or the clock was faster.".to_owned()
        }
        Trouble::NoLongerLive => "This chat had already ended.".to_owned(),
        Trouble::Refused(refusal) => was_not_sent(refusal),
    }
}

/// Beside a list's heading, for screen readers.
#[must_use]
pub fn count(count: usize) -> String {
    match count {
        1 => "1 chat".to_owned(),
        count => format!("{count} chats"),
    }
}

/// For screen readers, on a row with unread words.
pub const UNREAD: &str = "unread";

/// The waiting time of a row, for screen readers.
#[must_use]
pub fn waiting_for(waited: &str) -> String {
    format!("waiting for {waited}")
}

/// The ring of a waiting chat.
#[must_use]
pub fn assign_ring(percent: u8) -> String {
    format!("{percent} % of time to assign is gone")
}

/// The ring of a claimed chat.
#[must_use]
pub fn reply_ring(percent: u8) -> String {
    format!("{percent} % of time to reply is gone")
}

/// Who has the chat, under its name.
#[must_use]
pub fn with_agent(name: &str) -> String {
    format!("with {}", isolated(name))
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

/// The last words on a row, where Rovo's are made elsewhere.
pub const ROVO_ANSWERED: &str = "Rovo answered";

/// The last words on a row, an agent's.
#[must_use]
pub fn agent_said(text: &str) -> String {
    format!("Agent: {}", isolated(text))
}

/// The last words on a row, the reader's own.
#[must_use]
pub fn you_said(text: &str) -> String {
    format!("You: {}", isolated(text))
}

/// The second line of a row that ended: its work item and how.
#[must_use]
pub fn ended_row(key: Option<&str>, how: baton_core::event::Ending) -> String {
    match key {
        Some(key) => format!("{key} · {}", ending(how)),
        None => ending(how).to_owned(),
    }
}

/// The link of a source.
pub const OPEN_ARTICLE: &str = "Open the article";

/// The button that returns to the newest words.
#[must_use]
pub fn new_below(count: usize) -> String {
    match count {
        1 => "1 new below".to_owned(),
        count => format!("{count} new below"),
    }
}

/// Who has the conversation: Rovo.
pub const WITH_ROVO: &str = "with Rovo";
/// Who has the conversation: the reader.
pub const WITH_YOU: &str = "with you";

/// Why no reply can be written: a colleague has it.
pub const COLLEAGUE_HAS_IT: &str = "A colleague has this chat. You can leave a note.";
/// How to send and how not to.
pub const ENTER_SENDS: &str = "Enter sends, Shift + Enter starts a line";

/// The words are too long by so many characters.
#[must_use]
pub fn too_long(by: usize) -> String {
    format!("{by} characters too long")
}

/// Rovo answered from these articles.
#[must_use]
pub fn quoted(titles: &[&str]) -> String {
    let titles: Vec<_> = titles.iter().map(|title| isolated(title)).collect();
    format!("Quoted {}", titles.join(", "))
}

/// Heading of the sign-in.
pub const SIGN_IN_HEADING: &str = "Sign in to Baton";
/// A field.
pub const EMAIL: &str = "E-mail address";
/// A field.
pub const PASSWORD: &str = "Password";
/// Under the form.
pub const SIGN_IN_FOR_CUSTOMERS: &str =
    "This page is for agents and admins. Customers sign in on their portal.";
/// Heading of the list of spaces.
pub const YOUR_SPACES: &str = "Your spaces";
/// There are none.
pub const NO_SPACES: &str = "You are not an agent of any space yet. A space’s admin can add you.";

/// Why a sign-in was refused.
#[must_use]
pub fn sign_in_problem(problem: super::sign_in::SignInProblem) -> &'static str {
    use super::sign_in::SignInProblem;
    match problem {
        SignInProblem::Wrong => "That address and password don’t belong together.",
        SignInProblem::TooManyTries => "Too many tries. Try again in a few minutes.",
    }
}

/// A column and a field.
pub const KEY: &str = "Key";
/// A column.
pub const SUMMARY: &str = "Summary";
/// A column and a field.
pub const STATUS: &str = "Status";
/// A column and a field.
pub const ASSIGNEE: &str = "Assignee";
/// A column.
pub const CHANGED: &str = "Changed";
/// A field.
pub const TEAM: &str = "Team";
/// A field.
pub const LABEL: &str = "Label";
/// A field.
pub const CREATED: &str = "Created";
/// Narrows nothing.
pub const EVERY_STATUS: &str = "Every status";
/// Narrows nothing.
pub const ANYONE: &str = "Anyone";
/// Nobody has it.
pub const NO_ASSIGNEE: &str = "Nobody";
/// Applies the filters.
pub const FILTER: &str = "Filter";
/// Names the links to other pages of a list.
pub const PAGES: &str = "Pages";
/// The start of a list.
pub const FIRST_PAGE: &str = "Newest";
/// The next page of a list.
pub const NEXT_PAGE: &str = "Older";
/// The list is empty.
pub const NO_ITEMS: &str = "No work items yet";
/// How it fills.
pub const NO_ITEMS_HINT: &str = "One is created for every live chat, for every chat that nobody came to, and for every \
                                 request raised on the portal.";
/// The filters leave nothing.
pub const NO_MATCH: &str = "No work item matches";
/// What to do about it.
pub const NO_MATCH_HINT: &str = "Choose another status or assignee.";
/// Heading of a raised request's words.
pub const DESCRIPTION: &str = "Description";
/// Heading of everything that happened.
pub const TIMELINE: &str = "Comments and transcript";
/// Stores a choice.
pub const SAVE: &str = "Save";
/// The same, for screen readers.
pub const SAVE_STATUS: &str = "Save status";
/// The same, for screen readers.
pub const SAVE_ASSIGNEE: &str = "Save assignee";
/// To the inbox.
pub const OPEN_CHAT: &str = "Open the chat in the inbox";
/// The same, beside this page.
pub const OPEN_CHAT_NEW_TAB: &str = "Open it in a new tab";
/// A public comment.
pub const REPLY_TO_CUSTOMER: &str = "Reply to customer";
/// What becomes of it.
pub const REPLY_TO_CUSTOMER_HINT: &str =
    "The customer reads this in the chat and under the request";
/// Names the field of a comment.
pub const YOUR_WORDS: &str = "Comment";

/// The reader, in lists of agents.
#[must_use]
pub fn assigned_to_me(name: &str) -> String {
    format!("{} (me)", isolated(name))
}

/// What a work item is about. Who asked for a person without a word gave it no summary: then it is whose chat it was.
#[must_use]
pub fn item_summary(item: &WorkItem, customer: &str, id: CustomerId) -> String {
    if item.summary.is_empty() {
        format!("Live chat with {}", isolated(&customer_name(customer, id)))
    } else {
        item.summary.clone()
    }
}

/// The title of a work item's page.
#[must_use]
pub fn item_title(key: &str, summary: &str) -> String {
    format!("{key} · {}", isolated(summary))
}

/// The title of the list.
#[must_use]
pub fn items_title(key: &str) -> String {
    format!("{WORK_ITEMS} · {key}")
}

/// Why a comment was not taken.
#[must_use]
pub fn comment_problem(problem: super::items::CommentProblem) -> String {
    use super::items::CommentProblem;
    match problem {
        CommentProblem::Empty => "Write something first.".to_owned(),
        CommentProblem::TooLong(most) => format!("This is longer than {most} characters."),
        CommentProblem::Unavailable => "The server could not store this. Try again.".to_owned(),
        CommentProblem::Refused => "This could not be added: the work item has changed.".to_owned(),
    }
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
