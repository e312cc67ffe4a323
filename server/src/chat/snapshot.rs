//! What the document shows first: the conversation as its customer sees it, the offer, the place in the queue.

use baton_core::id::{CommandId, ConversationId};
use baton_core::limits::SNAPSHOT_ENTRIES;
use baton_core::people::{CustomerKind, CustomerProfile};
use baton_core::view::CustomerView;
use baton_store::Space;
use baton_widget::snapshot::{ChatSnapshot, Frame};

use crate::app::App;
use crate::error::PageError;

/// The snapshot of a customer's chat.
///
/// # Errors
/// [`PageError::Unavailable`], if the store can't be read.
pub(super) async fn of(
    app: &App,
    space: &Space,
    customer: &CustomerProfile,
    frame: Frame,
) -> Result<ChatSnapshot, PageError> {
    let conversation = app.store.conversation_of(space.id, customer.id).await?;
    let id = conversation.map(|conversation| conversation.id);
    let view = match id {
        Some(id) => view(app, id).await?,
        None => CustomerView::empty(),
    };
    let queue = match id {
        Some(id) => app.store.queue_place(space.id, id).await?,
        None => None,
    };
    Ok(ChatSnapshot {
        space: space.key.to_string(),
        name: space.name.clone(),
        frame,
        customer: customer.id,
        guest: customer.kind == CustomerKind::Guest && customer.email.is_none(),
        token: None,
        epoch: app.store.epoch(),
        now: app.store.now().await?,
        view,
        offer: app.store.offer(space.id).await?,
        queue,
        form_id: CommandId(app.new_id()),
    })
}

async fn view(app: &App, id: ConversationId) -> Result<CustomerView, PageError> {
    let entries = u32::try_from(SNAPSHOT_ENTRIES).unwrap_or(u32::MAX);
    let newest = app.store.newest_events(id, entries).await?;
    Ok(newest.map_or_else(
        CustomerView::empty,
        |(conversation, events, has_earlier)| {
            CustomerView::snapshot(&conversation, &events, has_earlier)
        },
    ))
}
