//! Writes what pages told, many things in one transaction. What could not be written is tried again with what came since.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::notes::Notes;
use crate::app::App;

/// How long what is not urgent gathers.
const GATHER: Duration = Duration::from_millis(250);
/// After a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// What waits to be written.
#[derive(Debug, Default)]
pub(super) struct Scribe {
    waiting: Mutex<Notes>,
    bell: Notify,
    /// Rings for what is urgent.
    loud: Notify,
}

impl Scribe {
    /// Adds notes.
    pub(super) fn add(&self, notes: Notes) {
        let urgent = notes.urgent;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.add(notes);
        drop(waiting);
        self.bell.notify_one();
        if urgent {
            self.loud.notify_one();
        }
    }

    fn take(&self) -> Notes {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut waiting)
    }

    fn put_back(&self, mut older: Notes) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        older.add(std::mem::take(&mut waiting));
        *waiting = older;
    }
}

/// Writes until the process stops, and then once more.
pub(super) async fn run(app: Arc<App>, scribe: Arc<Scribe>) {
    loop {
        tokio::select! {
            () = app.shutdown.cancelled() => {
                write(&app, &scribe).await;
                return;
            }
            () = scribe.bell.notified() => {}
        }
        tokio::select! {
            () = app.shutdown.cancelled() => {}
            () = scribe.loud.notified() => {}
            () = tokio::time::sleep(GATHER) => {}
        }
        if !write(&app, &scribe).await {
            tokio::select! {
                () = app.shutdown.cancelled() => {}
                () = tokio::time::sleep(AFTER_FAILURE) => {}
            }
            scribe.bell.notify_one();
        }
    }
}

async fn write(app: &App, scribe: &Scribe) -> bool {
    let notes = scribe.take();
    if notes.is_empty() {
        return true;
    }
    match app.store.note_alerts(&notes.for_store()).await {
        Ok(()) => {
            if notes.urgent {
                app.hub.offers().look();
            }
            true
        }
        Err(error) => {
            tracing::error!(%error, "what pages told of alerts is not written yet");
            scribe.put_back(notes);
            false
        }
    }
}
