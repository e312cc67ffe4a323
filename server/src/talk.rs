//! The talk with Rovo that an agent should know of although much was said since: the inbox's right column shows it.

use baton_core::conversation::Conversation;
use baton_core::event::Event;
use baton_core::id::Seq;
use baton_core::view::AgentTalk;
use baton_store::{Store, StoreError};

/// The talk that led to the running or last chat, where these newest events do not reach back to it.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn before(
    store: &Store,
    conversation: &Conversation,
    newest: &[Event],
) -> Result<Option<AgentTalk>, StoreError> {
    let first = newest.first().map_or(Seq(1), |event| event.seq);
    let Some(wanted) = AgentTalk::wanted(conversation, first) else {
        return Ok(None);
    };
    let events = store.events_between(conversation.id, wanted.0).await?;
    Ok(Some(AgentTalk::of(wanted, &events)))
}
