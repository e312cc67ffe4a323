//! Descriptions of work items stand in the log and in the rows of `work_items`, and not in the state that is written with
//! every event: each may have thousands of characters, and how many there are is up to the customer. The writer decides
//! without them; who reads a conversation gets them back.

use baton_core::conversation::Conversation;
use baton_core::id::{ConversationId, WorkItemId};
use baton_core::work_item::{Cause, WorkItem};
use sqlx::AnyConnection;

use crate::error::StoreError;
use crate::sql::Columns;

/// The state as it is stored.
pub(crate) fn taken_out(state: &Conversation) -> Conversation {
    let mut state = state.clone();
    for item in &mut state.work_items {
        item.description.clear();
    }
    state
}

/// Whether the description was taken out: a request of the portal's form always has one, and nothing else does.
fn is_out(item: &WorkItem) -> bool {
    item.cause == Cause::Raised && item.description.is_empty()
}

/// Puts them back into a state that was read.
pub(crate) async fn put_back(
    connection: &mut AnyConnection,
    state: &mut Conversation,
) -> Result<(), StoreError> {
    if !state.work_items.iter().any(is_out) {
        return Ok(());
    }
    let rows = sqlx::query("SELECT item FROM work_items WHERE conversation_id = $1")
        .bind(state.id.to_string())
        .fetch_all(connection)
        .await?;
    for row in &rows {
        let stored: WorkItem = row.json("item")?;
        let mut items = state.work_items.iter_mut();
        if let Some(item) = items.find(|item| item.id == stored.id && is_out(item)) {
            item.description = stored.description;
        }
    }
    Ok(())
}

/// Puts it back into a work item whose row is about to be written.
pub(crate) async fn put_back_one(
    connection: &mut AnyConnection,
    conversation: ConversationId,
    item: &mut WorkItem,
) -> Result<(), StoreError> {
    if is_out(item) {
        item.description = stored(connection, conversation, item.id).await?;
    }
    Ok(())
}

async fn stored(
    connection: &mut AnyConnection,
    conversation: ConversationId,
    item: WorkItemId,
) -> Result<String, StoreError> {
    let row = sqlx::query("SELECT item FROM work_items WHERE conversation_id = $1 AND id = $2")
        .bind(conversation.to_string())
        .bind(item.to_string())
        .fetch_optional(connection)
        .await?;
    let stored: Option<WorkItem> = row.map(|row| row.json("item")).transpose()?;
    Ok(stored.map(|item| item.description).unwrap_or_default())
}
