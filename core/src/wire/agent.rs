//! What an agent's page and the server say to each other.

use serde::{Deserialize, Serialize};

use super::{Cursor, Refusal};
use crate::id::{CommandId, ConversationId, Epoch, LiveChatId, Seq, WorkItemId};
use crate::inbox::{FeedEvent, Inbox, InboxRow};
use crate::offer::Offer;
use crate::people::AgentRef;
use crate::time::{Millis, Time};
use crate::view::{AgentEvent, AgentTalk, AgentView};
use crate::work_item::Status;

/// From an agent's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromAgent {
    /// The first frame.
    Hello {
        /// [`super::REVISION`] of the client.
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
    /// *End chat*. Of clients of revision 1.
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
    /// *End chat*, and no later one.
    EndThisChat {
        /// Which.
        chat: LiveChatId,
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
    /// Whether customers are offered a person, and why not.
    Offer(Offer),
    /// The talk with Rovo that led to the opened conversation's chat, where the snapshot before this frame does not reach
    /// back to it.
    Talk {
        /// Of which conversation.
        conversation: ConversationId,
        /// What was said.
        talk: AgentTalk,
    },
}
