//! What an agent sees of a conversation: the header, and the log below it. Both are folded from events.

use serde::{Deserialize, Serialize};

use super::Applied;
use super::agent::{AgentBody, AgentEvent, for_agent};
use crate::conversation::{Conversation, Email, Holder};
use crate::event::Event;
use crate::id::{LiveChatId, Seq};
use crate::limits::SNAPSHOT_ENTRIES;
use crate::people::AgentRef;
use crate::time::Time;
use crate::work_item::{Stretch, WorkItem};

/// Who holds the conversation, for agents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentPhase {
    /// Rovo.
    Rovo,
    /// Nobody: it is in Unassigned.
    Waiting {
        /// The episode.
        chat: LiveChatId,
        /// Since when.
        since: Time,
        /// When *time to assign* passes.
        assign_due: Time,
    },
    /// An agent.
    Live {
        /// The episode.
        chat: LiveChatId,
        /// Who.
        agent: AgentRef,
        /// When *time to reply* passes, if a reply is owed.
        reply_due: Option<Time>,
    },
}

/// The state of a conversation, for agents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentHeader {
    /// Who holds it.
    pub phase: AgentPhase,
    /// The work items, oldest first.
    pub items: Vec<WorkItem>,
    /// The address that the customer gave in the conversation.
    pub email: Option<String>,
}

/// A conversation as agents see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentView {
    /// The state.
    pub header: AgentHeader,
    /// The events in order.
    pub entries: Vec<AgentEvent>,
    /// The position of the last event applied.
    pub seq: Seq,
    /// Whether there are older entries than these.
    pub has_earlier: bool,
}

/// The talk with Rovo that led to a chat, from before the entries that a view holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentTalk {
    /// Which part of the log it is.
    pub stretch: Stretch,
    /// What was said there, oldest first; at most [`SNAPSHOT_ENTRIES`].
    pub entries: Vec<AgentEvent>,
    /// Whether the talk began earlier still.
    pub has_earlier: bool,
}

impl AgentTalk {
    /// The part of the log to be read for it: the end of the talk that led to the running or last chat, and whether the
    /// talk began earlier. Nothing where a view whose log begins at `first` holds the talk itself.
    #[must_use]
    pub fn wanted(conversation: &Conversation, first: Seq) -> Option<(Stretch, bool)> {
        let Stretch { from, to } = conversation.talk();
        let most = u64::try_from(SNAPSHOT_ENTRIES).unwrap_or(u64::MAX);
        let newest = Seq(to.0.saturating_sub(most).saturating_add(1)).max(from);
        let is_known = newest >= first || to < from;
        (!is_known).then_some((Stretch { from: newest, to }, newest > from))
    }

    /// What agents see of the events of that part.
    #[must_use]
    pub fn of((stretch, has_earlier): (Stretch, bool), events: &[Event]) -> Self {
        Self {
            stretch,
            entries: events.iter().filter_map(for_agent).collect(),
            has_earlier,
        }
    }
}

impl AgentHeader {
    /// The header of a conversation in which nothing has happened.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            phase: AgentPhase::Rovo,
            items: Vec::new(),
            email: None,
        }
    }

    /// Projects the folded state.
    #[must_use]
    pub fn of(conversation: &Conversation) -> Self {
        let phase = match &conversation.holder {
            Holder::Rovo { .. } => AgentPhase::Rovo,
            Holder::Waiting(waiting) => AgentPhase::Waiting {
                chat: waiting.chat,
                since: waiting.since,
                assign_due: waiting.assign_due,
            },
            Holder::Live(live) => AgentPhase::Live {
                chat: live.chat,
                agent: live.agent.clone(),
                reply_due: live.reply.map(|reply| reply.clock.due),
            },
        };
        let email = match &conversation.email {
            Email::Given(email) => Some(email.clone()),
            Email::Unknown | Email::Declined => None,
        };
        Self {
            phase,
            items: conversation.work_items.clone(),
            email,
        }
    }

    /// Folds an event.
    pub fn apply(&mut self, event: &AgentEvent) {
        match &event.body {
            AgentBody::CustomerWrote {
                reply_due: Some(due),
                ..
            } => {
                if let AgentPhase::Live { reply_due, .. } = &mut self.phase {
                    *reply_due = Some(*due);
                }
            }
            AgentBody::Requested {
                chat, assign_due, ..
            }
            | AgentBody::BackToUnassigned {
                chat, assign_due, ..
            } => {
                self.phase = AgentPhase::Waiting {
                    chat: *chat,
                    since: event.at,
                    assign_due: *assign_due,
                };
            }
            AgentBody::Claimed {
                chat,
                agent,
                reply_due,
            } => {
                self.phase = AgentPhase::Live {
                    chat: *chat,
                    agent: agent.clone(),
                    reply_due: Some(*reply_due),
                };
            }
            AgentBody::AgentWrote { .. } => {
                if let AgentPhase::Live { reply_due, .. } = &mut self.phase {
                    *reply_due = None;
                }
            }
            AgentBody::Ended { .. } => self.phase = AgentPhase::Rovo,
            AgentBody::ItemCreated { item } => self.items.push(item.clone()),
            AgentBody::ItemStatus {
                work_item, status, ..
            } => {
                if let Some(item) = self.items.iter_mut().find(|item| item.id == *work_item) {
                    item.status = *status;
                }
            }
            AgentBody::ItemAssignee {
                work_item,
                assignee,
                ..
            } => {
                if let Some(item) = self.items.iter_mut().find(|item| item.id == *work_item) {
                    item.assignee.clone_from(assignee);
                }
            }
            AgentBody::EmailGiven { email } => self.email.clone_from(email),
            AgentBody::CustomerWrote {
                reply_due: None, ..
            }
            | AgentBody::Rovo { .. }
            | AgentBody::Rated { .. }
            | AgentBody::ReplyWarned
            | AgentBody::Commented { .. }
            | AgentBody::Noted { .. } => {}
        }
    }
}

impl AgentView {
    /// A view in which nothing has happened.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            header: AgentHeader::empty(),
            entries: Vec::new(),
            seq: Seq(0),
            has_earlier: false,
        }
    }

    /// The server's snapshot: the header of the state and the newest events, oldest first.
    #[must_use]
    pub fn snapshot(conversation: &Conversation, newest: &[Event], has_earlier: bool) -> Self {
        let header = AgentHeader::of(conversation);
        let entries = newest.iter().filter_map(for_agent).collect();
        Self {
            header,
            entries,
            seq: conversation.head,
            has_earlier,
        }
    }

    /// Folds the event that follows `previous` for this audience.
    pub fn apply(&mut self, previous: Seq, event: AgentEvent) -> Applied {
        if event.seq <= self.seq {
            return Applied::Known;
        }
        if previous != self.seq {
            return Applied::Gap;
        }
        self.header.apply(&event);
        self.seq = event.seq;
        self.entries.push(event);
        Applied::New
    }
}
