//! Alerts: what an agent's browser is told so that a chat does not wait unseen (seed: "Receive live chat
//! notifications"). At most one alert of a conversation stands for each addressee; a newer one replaces it.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::{ConversationId, InvalidId, Seq};

mod audience;
mod cause;
mod reach;
mod settings;

pub use audience::{Candidate, Queue, audience};
pub use cause::{Addressee, Change, Raised, round_at, what_follows};
pub use reach::{BrowserStanding, PRESENT_FOR, reach};
pub use settings::{AlertSettings, Sound};

/// The longest name of a customer in an alert, in characters.
pub const ALERT_NAME_CHARS: usize = 60;
/// The longest text in an alert, in characters.
pub const ALERT_TEXT_CHARS: usize = 120;

/// Which alert. It follows from the log, so that every node, before and after a restart, gives the same alert the same
/// id, and a browser that has shown it knows it again. As text: `conversation.seq.round`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AlertId {
    /// The conversation that it is about.
    pub conversation: ConversationId,
    /// The position of the event that it follows from.
    pub seq: Seq,
    /// 0 at first, then how often it has been repeated.
    pub round: u32,
}

impl fmt::Display for AlertId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.conversation, self.seq, self.round)
    }
}

impl FromStr for AlertId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let mut parts = text.split('.');
        let mut part = || parts.next().ok_or(InvalidId);
        let id = Self {
            conversation: part()?.parse()?,
            seq: Seq(part()?.parse().map_err(|_| InvalidId)?),
            round: part()?.parse().map_err(|_| InvalidId)?,
        };
        match parts.next() {
            None => Ok(id),
            Some(_) => Err(InvalidId),
        }
    }
}

/// What an alert is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A new chat waits in the queue.
    NewChat,
    /// A chat came back to the queue.
    CameBack,
    /// A new message in a chat that is assigned to you.
    NewMessage,
    /// A chat was assigned to you by somebody else.
    Assigned,
    /// *Time to reply* is nearly over in a chat that is assigned to you.
    ReplyNearlyOver,
}

impl AlertKind {
    /// Every kind, in the order that a settings page shows.
    pub const ALL: [Self; 5] = [
        Self::NewChat,
        Self::CameBack,
        Self::NewMessage,
        Self::Assigned,
        Self::ReplyNearlyOver,
    ];

    /// The name in the store and in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NewChat => "new_chat",
            Self::CameBack => "came_back",
            Self::NewMessage => "new_message",
            Self::Assigned => "assigned",
            Self::ReplyNearlyOver => "reply_nearly_over",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_id_is_read_back_from_its_text_and_nothing_else_is() {
        let id = AlertId {
            conversation: ConversationId(7),
            seq: Seq(12),
            round: 3,
        };
        let text = id.to_string();
        assert_eq!(text, "00000000-0000-0000-0000-000000000007.12.3");
        assert_eq!(text.parse(), Ok(id));
        for wrong in [
            "",
            "7",
            "7.1",
            "x.1.2",
            &format!("{text}.4"),
            "..",
            &text[..40],
        ] {
            assert_eq!(wrong.parse::<AlertId>(), Err(InvalidId), "{wrong}");
        }
    }
}
