//! What is read beside the writer: conversations and their events, the inbox, work items, deadlines.

pub(crate) mod conversation;
pub(crate) mod inbox;
pub(crate) mod work_items;

use baton_core::conversation::{Conversation, Holder};
use baton_core::deadline::DeadlineKind;
use baton_core::event::{Event, EventBody};
use baton_core::id::{AccountId, ConversationId, CustomerId, Seq, TeamId};
use baton_core::rovo::RovoReply;
use baton_core::time::Time;
use baton_core::work_item::{Status, WorkItem};

/// A deadline that has passed and has not fired. Firing it is a job of the system's: `DeadlinePassed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueDeadline {
    /// The conversation.
    pub conversation: ConversationId,
    /// What was waited for.
    pub kind: DeadlineKind,
    /// The position that set it.
    pub generation: Seq,
    /// When it passed.
    pub due: Time,
}

/// What was said between customer and Rovo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RovoTurn {
    /// The customer's words.
    Customer(String),
    /// What Rovo said.
    Rovo(RovoReply),
}

/// What Rovo may know when it answers: only what was said since the last hand-back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RovoContext {
    /// The state; `holder` says whether Rovo is asked, and at which position.
    pub conversation: Conversation,
    /// The customer's words that Rovo has not answered, oldest first.
    pub unanswered: Vec<String>,
    /// What was said before those since the last hand-back, oldest first; the newest hundred at most.
    pub earlier: Vec<RovoTurn>,
}

impl RovoContext {
    /// What Rovo may know in this state, from the events since the last hand-back.
    #[must_use]
    pub fn of(conversation: Conversation, since: Vec<Event>) -> Self {
        let mut earlier = Vec::new();
        let mut unanswered = Vec::new();
        for event in since {
            match event.body {
                EventBody::CustomerWrote { text, .. } => unanswered.push(text),
                EventBody::RovoReplied { reply, .. } => {
                    earlier.extend(unanswered.drain(..).map(RovoTurn::Customer));
                    earlier.push(RovoTurn::Rovo(reply));
                }
                _ => {}
            }
        }
        if !matches!(conversation.holder, Holder::Rovo { question: Some(_) }) {
            earlier.extend(unanswered.drain(..).map(RovoTurn::Customer));
        }
        Self {
            conversation,
            unanswered,
            earlier,
        }
    }
}

/// Whose work items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AssigneeFilter {
    /// Everybody's.
    #[default]
    Anyone,
    /// Those that nobody works on.
    Nobody,
    /// One account's.
    Account(AccountId),
}

/// Which work items; the default is all of the space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkItemFilter {
    /// Of this status.
    pub status: Option<Status>,
    /// Whose.
    pub assignee: AssigneeFilter,
    /// Of this team.
    pub team: Option<TeamId>,
}

/// A work item in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkItemRow {
    /// The work item.
    pub item: WorkItem,
    /// The conversation whose log it lives in.
    pub conversation: ConversationId,
    /// The customer.
    pub customer: CustomerId,
    /// The customer's name; empty for a guest who gave none.
    pub customer_name: String,
    /// When it, or its comments, last changed.
    pub updated_at: Time,
}

/// A page of a list, newest number first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkItemPage {
    /// The rows.
    pub rows: Vec<WorkItemRow>,
    /// The number to give as `before` for the next page, if there is one.
    pub next: Option<u32>,
}
