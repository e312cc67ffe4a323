//! Sockets, the hub behind them, and the workers that wait for deadlines and questions. The way of a message: a socket's
//! session asks the store to decide; after the commit the store gives a hint; the hub puts it into the mailboxes of the
//! sockets that follow the conversation, and into the feed that agents' pages read; each session reads on from its own
//! position and shows what its audience may see. Nothing here decides what may happen: core does.

use std::sync::Arc;

use crate::app::App;
use crate::routes::{Route, Who};

mod abandoned;
mod agent_logs;
mod agent_socket;
pub mod alerts;
mod command;
mod customer_socket;
mod deadlines;
pub mod departures;
mod door;
mod farewell;
pub mod feeds;
pub mod hub;
pub mod mailbox;
mod moved;
pub mod offers;
mod pump;
pub mod queue;
pub(crate) mod rehearsal;
mod resting;
mod rights;
mod rovo;
pub mod rows;
mod socket;
pub(crate) mod thought;
mod trail;
mod typing;

pub(crate) use command::of_customer;

/// The sockets' addresses. Anybody may knock; who it is, is asked with the first frame, and [`rows`] says what each may
/// send.
pub fn routes() -> Vec<Route> {
    vec![
        Route::socket("/ws/v1/customer", Who::Customer, customer_socket::upgrade),
        Route::socket("/ws/v1/agent", Who::Agent, agent_socket::upgrade),
        Route::socket("/ws/v1/alerts", Who::Staff, alerts::upgrade),
    ]
}

/// Starts the workers; they end with `app.shutdown` and are among `app.tasks`. Called once, by `serve`.
pub fn start(app: &Arc<App>) {
    let questions = rovo::start(app);
    // Subscribed here and not in the task: what is committed from now on is heard.
    let (hints, closed) = (app.store.hints(), app.closed_sessions.subscribe());
    app.keep_running("pump", pump::deliver(app.clone(), hints, questions));
    app.keep_running("closed sessions", pump::revoke(app.clone(), closed));
    let changed = app.changed_spaces.subscribe();
    let looking = pump::look_at_changes(app.clone(), changed);
    app.keep_running("changed spaces", looking);
    app.keep_running("offers", offers::watch(app.clone()));
    app.keep_running("queue", queue::watch(app.clone()));
    app.keep_running("feeds", feeds::watch(app.clone()));
    alerts::start(app);
    app.keep_running("deadlines", deadlines::watch(app.clone()));
    app.keep_running("abandoned chats", abandoned::watch(app.clone()));
    if app.store.is_shared() {
        app.keep_running("rights", rights::watch(app.clone()));
    } else {
        app.keep_running("departures", departures::watch(app.clone()));
    }
}
