//! What the document shows first: the conversation as its customer sees it, the offer, the place in the queue.

use baton_core::id::{CommandId, ConversationId, CustomerId};
use baton_core::limits::SNAPSHOT_ENTRIES;
use baton_core::people::{CustomerKind, CustomerProfile};
use baton_core::view::CustomerView;
use baton_store::Space;
use baton_widget::snapshot::{ChatSnapshot, Frame};

use crate::app::App;
use crate::error::PageError;

/// So many of the guests that a customer was are looked for; words that could not be sent for long are few.
const RECENT_GUESTS: u32 = 4;

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
        guests: guests(app, space, customer).await?,
        guest: customer.kind == CustomerKind::Guest && customer.email.is_none(),
        token: None,
        epoch: app.store.epoch(),
        view,
        offer: app.store.offer(space.id).await?,
        queue,
        form_id: CommandId(app.new_id()),
    })
}

/// The guests that this customer was in browsers before signing in there, newest first: what they typed and could not
/// send goes on as this customer's, and as nobody else's. Where a guest's chat still runs, their words are for it, and it
/// can be returned to. The link was made by whoever signed in as this customer in the guest's own session.
async fn guests(
    app: &App,
    space: &Space,
    customer: &CustomerProfile,
) -> Result<Vec<CustomerId>, PageError> {
    let mut resting = Vec::new();
    if customer.kind == CustomerKind::Guest {
        return Ok(resting);
    }
    let recent = app.store.recent_guests(customer.id, RECENT_GUESTS);
    for guest in recent.await? {
        let conversation = app.store.conversation_of(space.id, guest).await?;
        if conversation.is_none_or(|conversation| conversation.running_chat().is_none()) {
            resting.push(guest);
        }
    }
    Ok(resting)
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
