//! What is given to the writer, and what it answers.

use baton_core::command::{Command, Rejection};
use baton_core::event::Event;
use baton_core::id::{ConversationId, CustomerId, Seq, SpaceId};

/// A command and the conversation that it is for.
#[derive(Clone, Debug)]
pub struct Job {
    /// Where.
    pub target: Target,
    /// What.
    pub command: Command,
}

/// Which conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One that exists.
    Conversation(ConversationId),
    /// The one of this customer in this space; it begins with its first event.
    CustomerIn {
        /// The space.
        space: SpaceId,
        /// The customer.
        customer: CustomerId,
    },
}

/// The command was carried out, now or earlier, and is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The conversation.
    pub conversation: ConversationId,
    /// The position of the first event that this command ever caused; the head when it caused none.
    pub seq: Seq,
    /// The events that it caused now: none when it was carried out earlier, or when there was nothing to do.
    pub events: Vec<Event>,
}

/// The command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExecuteError {
    /// The decision was no.
    #[error("the command was rejected: {0:?}")]
    Rejected(Rejection),
    /// There is no such conversation.
    #[error("there is no such conversation")]
    NoSuchConversation,
    /// The disk or the connection failed. Nothing was acknowledged; the same command may be given again.
    #[error("the store can't write at the moment")]
    Unavailable,
}
