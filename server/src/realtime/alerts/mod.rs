//! Alerts to agents: `/ws/v1/alerts`, whose contract is in [`baton_core::wire::alerts`]. A socket hands its frames to one
//! task of the process, the [`worker`], which has the [`desk`]: who is here with which browsers, and which alerts stand.
//! Commits reach the desk as hints, so that an alert is on its way as soon as its event is on disk, without a query. What
//! the desk decides goes into the sockets' mailboxes at once; what pages tell is written by the [`scribe`], many things
//! together. With several processes each looks by itself what the others wrote, and is told of accounts that decided
//! something about themselves at another.

mod account;
mod answers;
mod book;
mod browser;
mod browsers;
mod delivery;
mod desk;
mod notes;
mod page;
mod scribe;
#[cfg(test)]
mod tests;
mod told;
mod worker;

use std::sync::{Arc, Mutex, PoisonError};

use baton_core::id::AccountId;
use baton_core::wire::alerts::FromBrowser;
use tokio::sync::mpsc;

use super::mailbox::SocketId;
use crate::app::App;
use account::Arrival;

pub(super) use page::upgrade;

/// How many messages wait for the desk before those who tell more wait themselves.
const WAITING: usize = 4_096;

/// What the desk is told.
#[derive(Debug)]
enum Message {
    /// A page has come.
    Arrive(Box<Arrival>),
    /// A socket is gone.
    Leave {
        /// Whose.
        account: AccountId,
        /// Which.
        socket: SocketId,
    },
    /// A page said something.
    Said {
        /// Whose.
        account: AccountId,
        /// Which.
        socket: SocketId,
        /// What.
        frame: Box<FromBrowser>,
    },
    /// A page's heartbeat is due.
    Beat {
        /// Whose.
        account: AccountId,
        /// Which.
        socket: SocketId,
    },
    /// What decides about an account may have changed, or about all of them.
    LookAgain(Option<AccountId>),
}

/// The worker has ended: the process stops.
struct Ended;

/// The way to the desk.
#[derive(Debug)]
pub struct Alerts {
    desk: mpsc::Sender<Message>,
    messages: Mutex<Option<mpsc::Receiver<Message>>>,
}

impl Default for Alerts {
    fn default() -> Self {
        let (desk, messages) = mpsc::channel(WAITING);
        Self {
            desk,
            messages: Mutex::new(Some(messages)),
        }
    }
}

impl Alerts {
    /// What decides about alerts to an account has changed: settings, rights, availability. None for all accounts.
    pub fn look_again(&self, account: Option<AccountId>) {
        self.leave(Message::LookAgain(account));
    }

    async fn tell(&self, message: Message) -> Result<(), Ended> {
        self.desk.send(message).await.map_err(|_| Ended)
    }

    /// The same from where nothing can be awaited.
    fn leave(&self, message: Message) {
        if let Err(mpsc::error::TrySendError::Full(message)) = self.desk.try_send(message) {
            let desk = self.desk.clone();
            tokio::spawn(async move {
                // The worker may have ended.
                drop(desk.send(message).await);
            });
        }
    }
}

/// Starts the tasks. Called once.
pub(super) fn start(app: &Arc<App>) {
    let messages = app
        .alerts
        .messages
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    let Some(messages) = messages else {
        return;
    };
    let scribe = Arc::new(scribe::Scribe::default());
    // Subscribed here and not in the task: what is committed from now on is heard.
    let (hints, elsewhere) = (app.store.hints(), app.store.changed_accounts());
    app.keep_running("scribe", scribe::run(app.clone(), scribe.clone()));
    let desk = worker::run(app.clone(), messages, hints, elsewhere, scribe);
    app.keep_running("desk", desk);
}
