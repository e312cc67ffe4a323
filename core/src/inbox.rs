//! The *Live chat inbox*: one row per conversation in which a person was ever asked for, and the three lists that a row
//! can stand in. Rows travel whole: each entry of a space's feed replaces the row of one conversation.

use serde::{Deserialize, Serialize};

use crate::conversation::{Conversation, Holder, LastWords, Speaker};
use crate::event::Ending;
use crate::id::{AccountId, ConversationId, CustomerId, Seq, WorkItemId};
use crate::people::{AgentRef, CustomerProfile};
use crate::time::Time;
use crate::view::Applied;

/// How many chats that wait an inbox shows at most, those first that have waited longest. Whoever floods a space must
/// not keep the chats that somebody has from their lists.
pub const WAITING_SHOWN: usize = 500;

/// A conversation in the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    /// Which.
    pub conversation: ConversationId,
    /// Whose.
    pub customer: CustomerId,
    /// The customer's name; empty for a guest who gave none.
    pub customer_name: String,
    /// Where it stands.
    pub place: Place,
    /// The last words.
    pub last_words: Option<LastWords>,
    /// The newest work item of a live chat: its id and key.
    pub work_item: Option<(WorkItemId, String)>,
    /// The position of the last event: a newer row has a higher one.
    pub head: Seq,
}

/// Where a conversation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Waiting for its claim.
    Unassigned {
        /// Since when the customer has been waiting for a person's words: a chat that came back unanswered keeps its
        /// place among those that wait.
        since: Time,
        /// When *time to assign* passes.
        assign_due: Time,
    },
    /// Claimed.
    Assigned {
        /// By whom.
        agent: AgentRef,
        /// Since when.
        since: Time,
        /// When *time to reply* passes, if a reply is owed.
        reply_due: Option<Time>,
    },
    /// Ended; Rovo holds the conversation.
    Ended {
        /// When.
        at: Time,
        /// How.
        how: Ending,
        /// The agent who had it, if one.
        agent: Option<AgentRef>,
    },
}

/// The three lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum List {
    /// Waiting chats, oldest first.
    Unassigned,
    /// Chats that I have claimed, oldest deadline first.
    MyChats,
    /// Chats of colleagues, then chats that ended, newest first.
    Others,
}

impl List {
    /// The lists in the order that the page shows.
    pub const ALL: [Self; 3] = [Self::Unassigned, Self::MyChats, Self::Others];
}

impl InboxRow {
    /// The row of a conversation; none where no person was ever asked for.
    #[must_use]
    pub fn of(conversation: &Conversation, customer: &CustomerProfile) -> Option<Self> {
        let place = match &conversation.holder {
            Holder::Waiting(waiting) => Place::Unassigned {
                since: waiting.unanswered_since,
                assign_due: waiting.assign_due,
            },
            Holder::Live(live) => Place::Assigned {
                agent: live.agent.clone(),
                since: live.since,
                reply_due: live.reply.map(|reply| reply.clock.due),
            },
            Holder::Rovo { .. } => {
                let ended = conversation.last_chat.as_ref()?;
                Place::Ended {
                    at: ended.at,
                    how: ended.how,
                    agent: ended.agent.clone(),
                }
            }
        };
        let newest = conversation
            .work_items
            .iter()
            .rev()
            .find(|item| item.live_chat.is_some());
        Some(Self {
            conversation: conversation.id,
            customer: customer.id,
            customer_name: customer.name.clone(),
            place,
            last_words: conversation.last_words.clone(),
            work_item: newest.map(|item| (item.id, item.key.clone())),
            head: conversation.head,
        })
    }

    /// The list in which the row stands for this agent.
    #[must_use]
    pub fn list(&self, me: AccountId) -> List {
        match &self.place {
            Place::Unassigned { .. } => List::Unassigned,
            Place::Assigned { agent, .. } if agent.id == me => List::MyChats,
            Place::Assigned { .. } | Place::Ended { .. } => List::Others,
        }
    }

    /// Whether the last words are this agent's own. A colleague may have had the last word on the work item, and the words
    /// of who had the chat before are another's.
    #[must_use]
    pub fn i_spoke_last(&self, me: AccountId) -> bool {
        let assignee = |words: &LastWords| words.by == Speaker::Assignee;
        self.list(me) == List::MyChats && self.last_words.as_ref().is_some_and(assignee)
    }

    /// Sorts within its list: smaller comes first.
    #[must_use]
    pub fn rank(&self) -> (u8, i64) {
        match &self.place {
            Place::Unassigned { since, .. } => (0, since.0),
            Place::Assigned {
                reply_due: Some(due),
                ..
            } => (0, due.0),
            Place::Assigned { since, .. } => (1, since.0),
            Place::Ended { at, .. } => (2, at.0.saturating_neg()),
        }
    }
}

/// An entry of a space's inbox feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedEvent {
    /// Its position in the feed: 1..n without gaps.
    pub seq: Seq,
    /// The row as it is now.
    pub row: InboxRow,
}

/// The inbox of a space, as the server's snapshot and in the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// The chats that wait, [`WAITING_SHOWN`] at most, every chat that somebody has, and the newest that ended.
    pub rows: Vec<InboxRow>,
    /// The position of the last feed event applied.
    pub seq: Seq,
    /// Whether there are older ended chats than these.
    pub has_earlier: bool,
}

impl Inbox {
    /// Folds the next feed event.
    pub fn apply(&mut self, event: FeedEvent) -> Applied {
        if event.seq <= self.seq {
            return Applied::Known;
        }
        if event.seq != self.seq.next() {
            return Applied::Gap;
        }
        self.seq = event.seq;
        self.put(event.row);
        Applied::New
    }

    /// Adds older rows that were asked for; rows that are here already stay as they are.
    pub fn add_earlier(&mut self, rows: Vec<InboxRow>, has_earlier: bool) {
        for row in rows {
            if self.row(row.conversation).is_none() {
                self.rows.push(row);
            }
        }
        self.has_earlier = has_earlier;
    }

    /// The row of a conversation.
    #[must_use]
    pub fn row(&self, conversation: ConversationId) -> Option<&InboxRow> {
        self.rows
            .iter()
            .find(|row| row.conversation == conversation)
    }

    /// A list, in its order.
    #[must_use]
    pub fn list(&self, list: List, me: AccountId) -> Vec<&InboxRow> {
        let mut rows: Vec<_> = self
            .rows
            .iter()
            .filter(|row| row.list(me) == list)
            .collect();
        rows.sort_by_key(|row| (row.rank(), row.conversation));
        rows
    }

    fn put(&mut self, row: InboxRow) {
        match self
            .rows
            .iter_mut()
            .find(|known| known.conversation == row.conversation)
        {
            Some(known) => *known = row,
            None => self.rows.push(row),
        }
    }
}
