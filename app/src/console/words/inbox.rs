//! The inbox: its lists, the opened chat and where one writes to it.

use baton_core::direction::isolated;
use baton_core::event::Ending;

use super::{INBOX, customer_name, ending, was_not_sent};
use crate::console::model::{Announcement, NoReply, Trouble};

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
/// The customer is typing.
pub const CUSTOMER_TYPING: &str = "The customer is typing…";

/// The composer's tab for the customer.
pub const REPLY: &str = "Reply";
/// Sends a reply.
pub const SEND: &str = "Send";
/// In the empty composer of a reply.
pub const REPLY_HINT: &str = "The customer reads this at once";
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
/// Why no reply can be written: a colleague has it.
pub const COLLEAGUE_HAS_IT: &str = "A colleague has this chat. You can leave a note.";
/// How to send and how not to.
pub const ENTER_SENDS: &str = "Enter sends, Shift + Enter starts a line";

/// Puts the words back into the composer.
pub const EDIT: &str = "Edit";
/// Drops the words.
pub const DISCARD: &str = "Discard";

/// Heading of the right column.
pub const DETAILS: &str = "Details";
/// There is none yet.
pub const NO_WORK_ITEM: &str = "It is created when the chat is claimed.";
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
pub fn ended_row(key: Option<&str>, how: Ending) -> String {
    match key {
        Some(key) => format!("{key} · {}", ending(how)),
        None => ending(how).to_owned(),
    }
}

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

/// The words are too long by so many characters.
#[must_use]
pub fn too_long(by: usize) -> String {
    format!("{by} characters too long")
}
