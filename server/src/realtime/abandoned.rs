//! Gives back the chats of people who are gone (rule 6: an assignee who is disabled or removed means back to Unassigned).
//! Whoever takes a right away does so at once; this finds what a crash left between the two, and what failed.

use std::sync::Arc;
use std::time::Duration;

use baton_store::StoreError;

use crate::app::App;
use crate::people::gone;

/// How long a chat may stay with somebody who is gone.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// The worker.
pub(super) async fn watch(app: Arc<App>) {
    loop {
        if let Err(error) = give_back(&app).await {
            tracing::warn!(%error, "chats of people who are gone can't be read");
        }
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

async fn give_back(app: &App) -> Result<(), StoreError> {
    for (conversation, agent) in app.store.abandoned().await? {
        if let Err(error) = gone(&app.store, app.new_id(), conversation, agent).await {
            tracing::warn!(%error, "a chat of somebody who is gone was not given back");
        }
    }
    Ok(())
}
