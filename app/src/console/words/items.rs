//! The work items: their list, and the page of one.

use baton_core::direction::isolated;
use baton_core::id::CustomerId;
use baton_core::work_item::WorkItem;

use super::{WORK_ITEMS, customer_name};
use crate::console::items::CommentProblem;

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
pub fn comment_problem(problem: CommentProblem) -> String {
    match problem {
        CommentProblem::Empty => "Write something first.".to_owned(),
        CommentProblem::TooLong(most) => format!("This is longer than {most} characters."),
        CommentProblem::Unavailable => "The server could not store this. Try again.".to_owned(),
        CommentProblem::Refused => "This could not be added: the work item has changed.".to_owned(),
    }
}
