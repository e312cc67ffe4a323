//! Forgets what has expired: sessions, and with them the guests who only looked; what agents were shown of chats long
//! ago, and their browsers that never came back. A batch at a time, so that nobody who
//! writes waits long.

use std::sync::Arc;
use std::time::Duration;

use baton_store::{Forgotten, StoreError};

use crate::app::App;

/// So often it is looked.
const EVERY: Duration = Duration::from_secs(3_600);
/// So many sessions go in one transaction.
const BATCH: u32 = 200;

/// Forgets whatever has expired by now.
///
/// # Errors
/// [`StoreError`]; the batches before are forgotten.
pub async fn sweep(app: &App) -> Result<Forgotten, StoreError> {
    let mut all = Forgotten::default();
    loop {
        let batch = app.store.forget_expired(BATCH).await?;
        all.sessions += batch.sessions;
        all.guests += batch.guests;
        if batch.sessions < u64::from(BATCH) {
            return Ok(all);
        }
    }
}

/// The worker.
pub async fn watch(app: Arc<App>) {
    let mut looks = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            _ = looks.tick() => {
                if let Err(error) = app.store.forget_old_alerts().await {
                    tracing::warn!(%error, "old alerts stay for now");
                }
                match sweep(&app).await {
                    Ok(Forgotten { sessions, guests }) => {
                        tracing::debug!(sessions, guests, "what has expired is forgotten");
                    }
                    Err(error) => tracing::warn!(%error, "expired sessions stay for now"),
                }
            }
        }
    }
}
