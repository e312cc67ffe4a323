//! From the store's hints to the hub, and from closed sessions to the sockets that used them. A receiver that lagged has
//! lost hints and never goes on as if it had not: everybody reads the log.

use std::sync::Arc;

use baton_core::event::EventBody;
use baton_core::id::{ConversationId, SpaceId};
use baton_store::{Hint, Principal};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::hub::Revocation;
use super::rovo::Questions;
use crate::app::App;
use crate::session::ClosedSession;

/// Delivers hints until the process stops.
pub(super) async fn deliver(app: Arc<App>, mut hints: Receiver<Hint>, questions: Questions) {
    loop {
        let hint = tokio::select! {
            () = app.shutdown.cancelled() => return,
            hint = hints.recv() => hint,
        };
        match hint {
            Ok(hint) => {
                observe_delay(&app, &hint);
                if asks_rovo(&hint) {
                    questions.ask(hint.conversation);
                }
                if let Some(newborn) = app.hub.deliver(&hint) {
                    app.tasks.spawn(introduce(app.clone(), newborn));
                }
            }
            Err(RecvError::Lagged(lost)) => {
                metrics::counter!("baton_hub_lagged_total").increment(lost);
                tracing::warn!(lost, "hints were lost; every socket reads the log");
                app.hub.look_everywhere();
                questions.look();
            }
            Err(RecvError::Closed) => return,
        }
    }
}

fn observe_delay(app: &App, hint: &Hint) {
    if let Some(event) = hint.events.as_ref().and_then(|events| events.last()) {
        #[expect(clippy::cast_precision_loss, reason = "a figure for a histogram")]
        let delay = (app.now() - event.at).0.max(0) as f64 / 1_000.0;
        metrics::histogram!("baton_hub_delay_seconds").record(delay);
    }
}

/// Whether the commit holds a question to Rovo. Those of another node are that node's to answer.
fn asks_rovo(hint: &Hint) -> bool {
    let mut events = hint.events.iter().flat_map(|events| events.iter());
    events.any(|event| {
        matches!(
            event.body,
            EventBody::CustomerWrote {
                question_due: Some(_),
                ..
            }
        )
    })
}

/// Tells the customer's other pages that their conversation has begun.
async fn introduce(app: Arc<App>, conversation: ConversationId) {
    match app.store.conversation(conversation).await {
        Ok(Some(state)) => app.hub.belongs(state.customer, conversation),
        Ok(None) => {}
        // Their next ping finds it.
        Err(error) => tracing::warn!(%error, "a new conversation can't be read"),
    }
}

/// Closes the sockets of closed sessions until the process stops.
pub(super) async fn revoke(app: Arc<App>, mut closed: Receiver<ClosedSession>) {
    loop {
        let closed = tokio::select! {
            () = app.shutdown.cancelled() => return,
            closed = closed.recv() => closed,
        };
        match closed {
            Ok(ClosedSession::One(session)) => app.hub.revoke(&Revocation::Session(session)),
            Ok(ClosedSession::AllOf(Principal::Account(account))) => {
                app.hub.revoke(&Revocation::Account(account));
            }
            Ok(ClosedSession::AllOf(Principal::Customer { customer, .. })) => {
                app.hub.revoke(&Revocation::Customer(customer));
            }
            Err(RecvError::Lagged(_)) => app.hub.revoke(&Revocation::Everybody),
            Err(RecvError::Closed) => return,
        }
        // Who is available may have changed with it.
        app.hub.offers().look();
    }
}

/// Looks at the offers anew when a space was changed, until the process stops.
pub(super) async fn look_at_changes(app: Arc<App>, mut changed: Receiver<SpaceId>) {
    loop {
        let changed = tokio::select! {
            () = app.shutdown.cancelled() => return,
            changed = changed.recv() => changed,
        };
        match changed {
            Ok(_) | Err(RecvError::Lagged(_)) => {
                app.hub.offers().look();
                app.alerts.look_again(None);
            }
            Err(RecvError::Closed) => return,
        }
    }
}
