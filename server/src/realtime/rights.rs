//! What other nodes, and subcommands beside them, do to people's rights and to what decides about alerts. Here a change
//! closes sockets and is looked at by the desk at once; of theirs only the store tells, so it is looked at often: one row,
//! while nothing has happened.

use std::sync::Arc;
use std::time::Duration;

use baton_core::id::CustomerId;
use baton_store::AuditId;

use super::hub::Revocation;
use crate::app::App;

/// A right that is gone is gone here so much later.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The worker.
pub(super) async fn watch(app: Arc<App>) {
    let mut seen = None;
    loop {
        match app.store.recorded_since(seen.unwrap_or(AuditId::MAX)).await {
            Ok(recorded) => {
                // What was recorded before the start is known to every socket that opened since.
                if recorded.takes_rights && seen.is_some() {
                    app.hub.revoke(&Revocation::Staff);
                    app.hub.offers().look();
                }
                if seen.is_some() {
                    for customer in recorded.customers {
                        revoke(&app, customer).await;
                    }
                }
                if recorded.decides_alerts && seen.is_some() {
                    app.alerts.look_again(None);
                    app.hub.offers().look();
                }
                seen = Some(recorded.head);
            }
            Err(error) => tracing::warn!(%error, "changes of rights can't be read"),
        }
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// A customer ended sessions of theirs, with those of the guests linked to them: whichever of these pages are here look
/// whether they may stay.
async fn revoke(app: &App, customer: CustomerId) {
    app.hub.revoke(&Revocation::Customer(customer));
    match app.store.linked_guests(customer).await {
        Ok(guests) => {
            for guest in guests {
                app.hub.revoke(&Revocation::Customer(guest));
            }
        }
        // Their next heartbeat looks as well.
        Err(error) => tracing::warn!(%error, "the guests of a customer can't be read"),
    }
}
