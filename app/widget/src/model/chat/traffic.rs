//! What goes into the chat and what comes out of it.

use baton_core::command::Rejection;
use baton_core::id::{CommandId, Seq};
use baton_core::time::Time;
use baton_core::wire::{CustomerAction, FromCustomer, ToCustomer};

use crate::model::outbox::Kept;

/// Which socket. Each try has its own.
pub type Generation = u32;

/// What can happen to the chat.
#[derive(Clone, Debug)]
pub enum Input {
    /// The page is ready; this is what an earlier life of it left.
    Start {
        /// Found in the page's storage.
        kept: Vec<Kept>,
        /// The session token, where cookies are blocked.
        token: Option<String>,
        /// How far the customer has seen the conversation, if this browser knows.
        seen: Option<Seq>,
    },
    /// The socket opened.
    Opened(Generation),
    /// The socket brought a frame.
    Frame(Generation, ToCustomer),
    /// The socket closed with a code, failed, or brought bytes that are no frame.
    Closed(Generation, u16),
    /// The time that was asked for has come.
    Wake,
    /// The page became visible, the network came back.
    Nudge,
    /// The customer wrote.
    Write {
        /// Made for it.
        id: CommandId,
        /// The words.
        text: String,
    },
    /// The customer clicked.
    Act {
        /// Made for it.
        id: CommandId,
        /// What for.
        action: CustomerAction,
    },
    /// Send refused words again, under a fresh id: the old one was answered.
    Retry {
        /// The refused entry.
        id: CommandId,
        /// Made for it.
        fresh: CommandId,
    },
    /// Drop refused words.
    Discard(CommandId),
    /// A key was pressed in the composer.
    Typed,
    /// Whether the customer looks at the chat.
    Looking(bool),
    /// The answer to a click has been read.
    NoticeRead,
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Open a socket.
    Open(Generation),
    /// Close it; hear nothing of it any more.
    Close(Generation),
    /// Send on the current socket.
    Send(FromCustomer),
    /// Write to the page's storage.
    Keep(Kept),
    /// Remove from it.
    Forget(CommandId),
    /// Load the page anew: the server speaks another version, or knows this session no longer.
    Reload {
        /// Whether the session is over.
        signed_out: bool,
    },
    /// Somebody else said something: sound.
    Attention,
}

/// A click that came to nothing, in the customer's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What was clicked.
    pub action: CustomerAction,
    /// Why not.
    pub why: Rejection,
}

/// Somebody is typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// The agent's name; none for Rovo.
    pub agent: Option<String>,
    /// Until when this holds.
    pub until: Time,
}
