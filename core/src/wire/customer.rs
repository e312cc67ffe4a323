//! What a customer's page and the server say to each other.

use serde::{Deserialize, Serialize};

use super::{Cursor, Refusal};
use crate::id::{CommandId, Epoch, LiveChatId, MessageId, Seq, WorkItemId};
use crate::offer::Offer;
use crate::time::{Millis, Time};
use crate::view::{CustomerEvent, CustomerView};

/// From a customer's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromCustomer {
    /// The first frame.
    Hello {
        /// [`super::REVISION`] of the client.
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
    /// Make it a request. Of clients of revision 1.
    LeaveAsRequest {
        /// An id for the work item.
        work_item: WorkItemId,
    },
    /// No longer needed. Of clients of revision 1.
    NoLongerNeeded {
        /// An id for the work item.
        work_item: WorkItemId,
    },
    /// End the live chat. Of clients of revision 1.
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
    /// Make what there was at a position a request, and nothing that began later.
    LeaveAsRequestAt {
        /// The last position that the page had.
        read: Seq,
        /// An id for the work item.
        work_item: WorkItemId,
    },
    /// What was waited for at a position is no longer needed.
    NoLongerNeededAt {
        /// The last position that the page had.
        read: Seq,
        /// An id for the work item.
        work_item: WorkItemId,
    },
    /// End the live chat that there was at a position.
    EndChatAt {
        /// The last position that the page had.
        read: Seq,
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
