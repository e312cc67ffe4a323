//! Whether live chat is offered, as customers and agents with an open page were last told. One computation per space serves all its
//! sockets; a worker looks every two seconds, since presence runs out without an event, and at once when told to.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use baton_core::id::SpaceId;
use baton_core::offer::Offer;
use tokio::sync::Notify;

use crate::app::App;

/// How long a change of the offer may go unnoticed.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The offers of the spaces that somebody asked about.
#[derive(Debug, Default)]
pub struct Offers {
    known: Mutex<HashMap<SpaceId, Arc<Offer>>>,
    bell: Notify,
}

impl Offers {
    /// The offer as it was last computed.
    #[must_use]
    pub fn known(&self, space: SpaceId) -> Option<Arc<Offer>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&space).cloned()
    }

    /// Something that decides an offer has changed: settings, rights, somebody's availability.
    pub fn look(&self) {
        self.bell.notify_one();
    }

    /// Remembers an offer; answers whether it differs from the one before.
    fn put(&self, space: SpaceId, offer: Offer) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let same = known.get(&space).is_some_and(|before| **before == offer);
        if !same {
            known.insert(space, Arc::new(offer));
        }
        !same
    }

    fn keep_only(&self, spaces: &BTreeSet<SpaceId>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|space, _| spaces.contains(space));
    }
}

/// The offer of a space: the remembered one, or a new look at the store.
pub(super) async fn current(app: &App, space: SpaceId) -> Option<Arc<Offer>> {
    if let Some(known) = app.hub.offers().known(space) {
        return Some(known);
    }
    match app.store.offer(space).await {
        Ok(offer) => {
            app.hub.offers().put(space, offer);
            app.hub.offers().known(space)
        }
        Err(error) => {
            tracing::error!(%error, "the offer can't be read");
            None
        }
    }
}

/// The worker.
pub(super) async fn watch(app: Arc<App>) {
    loop {
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = app.hub.offers().bell.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        let spaces = app.hub.spaces_with_pages();
        app.hub.offers().keep_only(&spaces);
        for space in spaces {
            match app.store.offer(space).await {
                Ok(offer) => {
                    if app.hub.offers().put(space, offer) {
                        app.hub.offer_changed(space);
                    }
                }
                Err(error) => tracing::error!(%error, "the offer can't be read"),
            }
        }
    }
}
