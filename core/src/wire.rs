//! Version 1 of what travels over the sockets at `/ws/v1/…`, as postcard. Postcard is not self-describing: within a
//! version no type here changes, and enum variants are only ever added at the end, to be sent to clients that said in
//! their hello that they know them. A change is version 2.
//!
//! A variant that a reader does not know is [`Malformed`], never misread. A server that has nothing to say to a
//! client's revision tells it to load the page anew, with its outbox kept, and closes with [`close::REVISION`]. A frame
//! that can't be read in spite of that is a defect: a client drops the socket and resumes on a new one, a server closes
//! with [`close::MALFORMED`].
//!
//! Durable frames carry the position before them for their audience, so that a client notices what it missed;
//! ephemeral frames (typing, place in the queue, offer) carry the whole present value and are repeated.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::command::Rejection;
use crate::id::{CommandId, ConversationId, Epoch, LiveChatId, MessageId, Seq, WorkItemId};
use crate::inbox::{FeedEvent, Inbox, InboxRow};
use crate::offer::Offer;
use crate::people::AgentRef;
use crate::time::{Millis, Time};
use crate::view::{AgentEvent, AgentView, CustomerEvent, CustomerView};
use crate::work_item::Status;

extern crate alloc;

pub mod alerts;
pub mod close;

/// The revision of the frames within version 1 that this build knows; it grows when variants are added.
pub const REVISION: u16 = 1;

/// How often a client pings, at least, while its page is visible.
pub const PING_EVERY: Millis = Millis::seconds(20);

/// Where a client stopped reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Of which life of the store.
    pub epoch: Epoch,
    /// The last position it has.
    pub seq: Seq,
}

/// From a customer's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromCustomer {
    /// The first frame.
    Hello {
        /// [`REVISION`] of the client.
        revision: u16,
        /// The space's key.
        space: String,
        /// The session token, where cookies are blocked.
        token: Option<String>,
        /// Where it stopped, if it has a conversation.
        cursor: Option<Cursor>,
    },
    /// Something to do; answered by [`ToCustomer::Done`] or [`ToCustomer::Refused`] with the same id.
    Do {
        /// Made by the page, kept until answered.
        id: CommandId,
        /// What.
        action: CustomerAction,
    },
    /// The customer is typing; repeated every few seconds while it is so.
    Typing,
    /// Are you there?
    Ping,
    /// A gap was noticed: send what follows, or a snapshot.
    Resync {
        /// The last position it has.
        cursor: Option<Cursor>,
    },
}

/// What a customer's page can ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CustomerAction {
    /// A message; its id is the command's.
    Write {
        /// The words.
        text: String,
    },
    /// A person, please.
    RequestPerson {
        /// An id for the episode.
        chat: LiveChatId,
    },
    /// Make it a request.
    LeaveAsRequest {
        /// An id for the work item.
        work_item: WorkItemId,
    },
    /// No longer needed.
    NoLongerNeeded {
        /// An id for the work item.
        work_item: WorkItemId,
    },
    /// End the live chat.
    EndChat,
    /// Did this help?
    RateAnswer {
        /// The answer.
        message: MessageId,
        /// Whether it helped.
        helped: bool,
    },
    /// An e-mail address, or none.
    GiveEmail {
        /// The address; none to decline.
        email: Option<String>,
    },
}

/// To a customer's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToCustomer {
    /// Everything that was missed follows as events.
    Resumed {
        /// The life of the store.
        epoch: Epoch,
        /// The server's clock.
        now: Time,
    },
    /// The whole conversation; what the page had is replaced.
    Snapshot {
        /// The life of the store.
        epoch: Epoch,
        /// The server's clock.
        now: Time,
        /// The conversation.
        view: CustomerView,
    },
    /// A durable event.
    Event {
        /// The position before it for this audience.
        previous: Seq,
        /// The event.
        event: CustomerEvent,
    },
    /// Done and on disk.
    Done {
        /// Which command.
        id: CommandId,
        /// The position of the first event that it caused.
        seq: Seq,
    },
    /// Not done.
    Refused {
        /// Which command.
        id: CommandId,
        /// Why.
        why: Refusal,
    },
    /// The heartbeat: the last position for this audience.
    Head {
        /// The position.
        seq: Seq,
        /// The server's clock.
        now: Time,
    },
    /// Somebody is typing; holds for six seconds.
    Typing {
        /// The agent's name; none for Rovo.
        agent: Option<String>,
    },
    /// The place in the queue, while waiting.
    Queue(QueuePlace),
    /// Whether a person can be asked for.
    Offer(Offer),
    /// The server is about to close this socket.
    Bye {
        /// When to come back, in milliseconds.
        retry_after: Millis,
        /// Whether the page must be loaded anew, with its outbox kept.
        reload: bool,
    },
}

/// The place in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuePlace {
    /// 1 for the next.
    pub position: u32,
    /// How many wait.
    pub waiting: u32,
    /// How long it usually takes from the request to the claim; none where too few chats tell.
    pub usual_wait: Option<Millis>,
}

/// Why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The decision said no: it stays so.
    Rejected(Rejection),
    /// Too many commands: try again later, in milliseconds.
    TooFast(Millis),
    /// The store could not write: try again.
    Unavailable,
}

/// From an agent's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromAgent {
    /// The first frame.
    Hello {
        /// [`REVISION`] of the client.
        revision: u16,
        /// The space's key.
        space: String,
        /// Where it stopped in the space's feed.
        feed: Option<Cursor>,
    },
    /// Follow a conversation as well. A page follows one at a time: the newest replaces the one before.
    Open {
        /// Which.
        conversation: ConversationId,
        /// Where it stopped in it.
        cursor: Option<Cursor>,
    },
    /// Follow no conversation.
    Close,
    /// Something to do; answered by [`ToAgent::Done`] or [`ToAgent::Refused`] with the same id.
    Do {
        /// Made by the page, kept until answered.
        id: CommandId,
        /// In which conversation.
        conversation: ConversationId,
        /// What.
        action: AgentAction,
    },
    /// The agent is typing to the customer.
    Typing {
        /// In which conversation.
        conversation: ConversationId,
    },
    /// Are you there? Also tells whether the page is watched.
    Ping {
        /// Visible and focused.
        watching: bool,
    },
    /// A gap was noticed in the feed.
    ResyncFeed {
        /// The last position it has.
        cursor: Option<Cursor>,
    },
    /// Older ended chats, please.
    Earlier {
        /// Those that ended before this.
        before: Time,
    },
}

/// What an agent's page can ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentAction {
    /// *Claim chat*.
    Claim {
        /// An id for the work item.
        work_item: WorkItemId,
    },
    /// A message; its id is the command's.
    Write {
        /// The words.
        text: String,
    },
    /// *End chat*.
    EndChat,
    /// An internal note.
    Note {
        /// On which work item; none for the chat's.
        work_item: Option<WorkItemId>,
        /// The words.
        text: String,
    },
    /// A public comment.
    Comment {
        /// On which work item.
        work_item: WorkItemId,
        /// The words.
        text: String,
    },
    /// A work item's status.
    ChangeStatus {
        /// Which.
        work_item: WorkItemId,
        /// To what.
        status: Status,
    },
    /// A work item's assignee.
    ChangeAssignee {
        /// Which.
        work_item: WorkItemId,
        /// To whom; the server fills in the name.
        assignee: Option<AgentRef>,
    },
}

/// To an agent's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToAgent {
    /// Everything that was missed in the feed follows as rows.
    FeedResumed {
        /// The life of the store.
        epoch: Epoch,
        /// The server's clock.
        now: Time,
    },
    /// The whole inbox; what the page had is replaced.
    FeedSnapshot {
        /// The life of the store.
        epoch: Epoch,
        /// The server's clock.
        now: Time,
        /// The inbox.
        inbox: Inbox,
    },
    /// A row changed.
    Feed(FeedEvent),
    /// Older ended chats that were asked for.
    Earlier {
        /// Newest first.
        rows: Vec<InboxRow>,
        /// Whether there are still older ones.
        has_earlier: bool,
    },
    /// Everything that was missed in the opened conversation follows as events.
    Resumed {
        /// Which.
        conversation: ConversationId,
    },
    /// The whole opened conversation.
    Snapshot {
        /// Which.
        conversation: ConversationId,
        /// What it holds.
        view: AgentView,
        /// Whose it is.
        customer: crate::people::CustomerProfile,
    },
    /// There is no such conversation in this space.
    NoSuchConversation {
        /// Which.
        conversation: ConversationId,
    },
    /// A durable event of the opened conversation.
    Event {
        /// Which.
        conversation: ConversationId,
        /// The position before it for this audience.
        previous: Seq,
        /// The event.
        event: AgentEvent,
    },
    /// Done and on disk.
    Done {
        /// Which command.
        id: CommandId,
        /// The position of the first event that it caused.
        seq: Seq,
    },
    /// Not done.
    Refused {
        /// Which command.
        id: CommandId,
        /// Why.
        why: Refusal,
    },
    /// The heartbeat: the heads of the feed and of the opened conversation.
    Heads {
        /// Of the feed.
        feed: Seq,
        /// Of the opened conversation.
        conversation: Option<(ConversationId, Seq)>,
        /// The server's clock.
        now: Time,
    },
    /// The customer of the opened conversation is typing; holds for six seconds.
    CustomerTyping {
        /// Which.
        conversation: ConversationId,
    },
    /// The server is about to close this socket.
    Bye {
        /// When to come back.
        retry_after: Millis,
        /// Whether the page must be loaded anew, with its outbox kept.
        reload: bool,
    },
}

/// Bytes that are no frame of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// A frame's or snapshot's bytes.
///
/// # Panics
/// Never: every type here can be encoded.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "encoding into memory fails only for types that postcard can't encode, and a test encodes each"
)]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("every wire type can be encoded")
}

/// The value in these bytes.
///
/// # Errors
/// [`Malformed`] when the bytes are not exactly one value of this type.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Malformed> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(Malformed),
    }
}
