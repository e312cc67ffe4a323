//! Who has closed their last page is not there any more: their lease of presence ends soon, and does not run on for the
//! rest of its time. A page that is loaded anew is back before that. With several processes another one may have a page
//! of the same person, which this one can't see; there the lease runs out by itself.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use baton_core::alert::PRESENT_FOR;
use baton_core::id::AccountId;
use baton_core::time::Time;
use tokio::sync::Notify;

use crate::app::App;

/// How long a page may take to come back.
const GRACE: Duration = Duration::from_secs(3);

/// The accounts whose last socket has closed of late.
#[derive(Debug, Default)]
pub struct Departures {
    gone: Mutex<Vec<AccountId>>,
    bell: Notify,
}

impl Departures {
    /// The last socket of an account has closed.
    pub(super) fn left(&self, account: AccountId) {
        let mut gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        gone.push(account);
        drop(gone);
        self.bell.notify_one();
    }

    fn take(&self) -> Vec<AccountId> {
        let mut gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut gone)
    }
}

/// The worker.
pub(super) async fn watch(app: Arc<App>) {
    loop {
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = app.hub.departures().bell.notified() => {}
        }
        let left: BTreeMap<AccountId, Time> = app
            .hub
            .departures()
            .take()
            .into_iter()
            .map(|account| (account, app.now()))
            .collect();
        let app = app.clone();
        app.tasks.clone().spawn(async move {
            tokio::select! {
                // After a restart everybody comes back; nobody has left.
                () = app.shutdown.cancelled() => {}
                () = tokio::time::sleep(GRACE) => end(&app, left).await,
            }
        });
    }
}

async fn end(app: &App, left: BTreeMap<AccountId, Time>) {
    for (account, at) in left {
        if app.hub.has_sockets(account) {
            continue;
        }
        // Whoever has come back since then has a lease that runs longer.
        if let Err(error) = app.store.end_presence(account, at + PRESENT_FOR).await {
            tracing::warn!(%error, "the presence of somebody who left was not ended");
        }
    }
    app.hub.offers().look();
}
