//! What the store calls out after a commit. A hint is never the delivery: the log is. Whoever misses one (the channel
//! says `Lagged`) looks at the heads again.

use std::sync::Arc;

use baton_core::alert::Change;
use baton_core::event::Event;
use baton_core::id::{ConversationId, Seq, SpaceId};
use baton_core::inbox::FeedEvent;

/// A conversation has grown, and perhaps its space's feed.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The space.
    pub space: SpaceId,
    /// The conversation.
    pub conversation: ConversationId,
    /// The position of its last event.
    pub head: Seq,
    /// The position of the last entry of the space's feed, if that has grown.
    pub feed_head: Option<Seq>,
    /// The new events in order, ending at `head`, when this process committed them; else read the log.
    pub events: Option<Arc<[Event]>>,
    /// The new entry of the feed, when this process committed it; else read the feed.
    pub feed: Option<Arc<FeedEvent>>,
    /// What the new events change about the alerts that stand, each with the position of its event, when this process
    /// committed them; else read the alerts.
    pub alerts: Option<Arc<[(Seq, Change)]>>,
}
