//! What the desk asks of the browser layer, and what it says to the agent.

use baton_core::client::Step;
use baton_core::id::{ConversationId, CustomerId};
use baton_core::people::AgentRef;
use baton_core::time::Millis;
use baton_core::wire::{FromAgent, Refusal, close};

/// What the browser layer does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A step of the link; pings come as [`Effect::Send`].
    Link(Step),
    /// Send a frame on the present socket.
    Send(FromAgent),
    /// Store the outbox.
    SaveOutbox,
    /// Store what was seen.
    SaveSeen,
    /// Load the page anew after that time.
    Reload(Millis),
    /// Say it in the live region.
    Announce(Announcement),
}

/// What the live region says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// A chat has come to *Unassigned*.
    NewChat {
        /// The customer.
        customer: CustomerId,
        /// The customer's name, empty for a guest who gave none.
        name: String,
    },
    /// The customer of one of my chats wrote while another conversation is open.
    NewWords {
        /// The customer.
        customer: CustomerId,
        /// The customer's name, empty for a guest who gave none.
        name: String,
    },
}

/// A line above the conversation that says what went otherwise than the agent meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Where.
    pub conversation: ConversationId,
    /// What.
    pub trouble: Trouble,
}

/// What went otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A colleague was faster.
    LostRace {
        /// Who.
        by: AgentRef,
    },
    /// The customer went, or nobody came in time, before the claim.
    NoLongerWaiting,
    /// The chat was no longer live when this came.
    NoLongerLive,
    /// A command was refused.
    Refused(Refusal),
}

/// Why this page can do no more until a person acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Signed out.
    Session,
    /// No agent of this space any more.
    Rights,
    /// The account was disabled.
    Account,
}

impl Lost {
    /// What the code with which the server closed the socket says; none where coming back helps.
    pub(in crate::console::model) fn told_by(code: u16) -> Option<Self> {
        match code {
            close::SIGNED_OUT => Some(Self::Session),
            close::NOT_ALLOWED => Some(Self::Rights),
            close::DISABLED => Some(Self::Account),
            _ => None,
        }
    }
}

/// Words that the server is not known to have, from the least trouble to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// None.
    Nothing,
    /// On an open socket, and not answered yet.
    OnTheirWay,
    /// Not sent, or refused.
    Words,
}
