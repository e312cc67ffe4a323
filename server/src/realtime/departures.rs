//! Who has closed their last page is not there any more: their lease of presence ends soon, and does not run on for the
//! rest of its time. A page that is loaded anew is back before that. With several processes another one may have a page
//! of the same person, which this one can't see; there the lease runs out by itself.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use baton_core::alert::PRESENT_FOR;
use baton_core::id::AccountId;
use baton_core::time::Time;

use super::moved::Moved;
use crate::app::App;

/// How long a page may take to come back.
const GRACE: Duration = Duration::from_secs(3);

/// The accounts whose last socket has closed of late.
#[derive(Debug, Default)]
pub struct Departures {
    gone: Moved<AccountId>,
}

impl Departures {
    /// The last socket of an account has closed.
    pub(super) fn left(&self, account: AccountId) {
        self.gone.put(account);
    }
}

/// The worker.
pub(super) async fn watch(app: Arc<App>) {
    loop {
        let left = tokio::select! {
            () = app.shutdown.cancelled() => return,
            left = app.hub.departures().gone.next() => left,
        };
        let (at, app) = (app.now(), app.clone());
        app.tasks.clone().spawn(async move {
            tokio::select! {
                // After a restart everybody comes back; nobody has left.
                () = app.shutdown.cancelled() => {}
                () = tokio::time::sleep(GRACE) => end(&app, left, at).await,
            }
        });
    }
}

async fn end(app: &App, left: HashSet<AccountId>, at: Time) {
    for account in left {
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
