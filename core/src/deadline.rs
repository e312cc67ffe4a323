//! The deadlines of a conversation, derived from its state: every wait has one. The store keeps them as rows and fires
//! each exactly once; [`crate::decide`] says what happens then.

use serde::{Deserialize, Serialize};

use crate::conversation::{Conversation, Holder};
use crate::id::Seq;
use crate::time::Time;

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DeadlineKind {
    /// Rovo's answer to a question.
    RovoTurn,
    /// *Time to assign*: the claim.
    Assign,
    /// The agent is warned that *time to reply* is nearly over.
    ReplyWarning,
    /// *Time to reply*: the agent's answer.
    Reply,
}

impl DeadlineKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::RovoTurn,
        Self::Assign,
        Self::ReplyWarning,
        Self::Reply,
    ];

    /// The name that the store uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RovoTurn => "rovo_turn",
            Self::Assign => "assign",
            Self::ReplyWarning => "reply_warning",
            Self::Reply => "reply",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A deadline: at most one of a kind per conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What is waited for.
    pub kind: DeadlineKind,
    /// The position of the event that set it: a later one replaces it.
    pub generation: Seq,
    /// When it passes.
    pub due: Time,
}

/// The deadlines that run in this state.
#[must_use]
pub fn deadlines(conversation: &Conversation) -> Vec<Deadline> {
    match &conversation.holder {
        Holder::Rovo { question } => question
            .iter()
            .map(|question| Deadline {
                kind: DeadlineKind::RovoTurn,
                generation: question.asked,
                due: question.due,
            })
            .collect(),
        Holder::Waiting(waiting) => {
            vec![Deadline {
                kind: DeadlineKind::Assign,
                generation: waiting.generation,
                due: waiting.assign_due,
            }]
        }
        Holder::Live(live) => live.reply.iter().fold(Vec::new(), |mut all, reply| {
            if !reply.warned {
                let due = reply.clock.warn_at;
                all.push(Deadline {
                    kind: DeadlineKind::ReplyWarning,
                    generation: reply.generation,
                    due,
                });
            }
            all.push(Deadline {
                kind: DeadlineKind::Reply,
                generation: reply.generation,
                due: reply.clock.due,
            });
            all
        }),
    }
}
