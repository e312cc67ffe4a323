//! The one task that has the desk: it hears of pages and of commits, and sees to it that what the desk wants to be read is
//! read, by tasks of their own, so that nobody's alert waits for a query.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use baton_core::id::AccountId;
use baton_core::time::{Millis, Time};
use baton_store::{AlertAccount, AlertMark, Browser, Hint, StandingAlerts, StoreError};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::desk::Desk;
use super::{Message, scribe};
use crate::app::App;

/// How often it is looked at the clock while somebody is here.
const TICK: Duration = Duration::from_millis(250);
const TICK_MILLIS: Millis = Millis(250);
/// How often other processes' writing is looked for, and how far back: clocks differ a little.
const NEWS_EVERY: Duration = Duration::from_secs(1);
const NEWS_SINCE: Millis = Millis::seconds(10);
/// After a read that failed, the next waits so long.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// What a reading task brings back.
enum Read {
    All(Result<Vec<StandingAlerts>, StoreError>, u64),
    Some(Result<Vec<StandingAlerts>, StoreError>),
    Accounts(BTreeMap<AccountId, AlertAccount>),
    News(Result<(Vec<AlertMark>, Vec<Browser>), StoreError>),
}

/// Which reading tasks are under way: one of a kind.
#[derive(Default)]
struct UnderWay {
    all: bool,
    some: bool,
    accounts: bool,
    news: bool,
}

/// Runs until the process stops.
pub(super) async fn run(
    app: Arc<App>,
    mut messages: mpsc::Receiver<Message>,
    mut hints: Receiver<Hint>,
    mut elsewhere: Receiver<AccountId>,
    scribe: Arc<scribe::Scribe>,
) {
    let mut worker = Worker::new(app.clone(), scribe);
    loop {
        let pause = tokio::time::sleep_until(worker.wake_at);
        tokio::select! {
            // A commit is heard of before whatever a page said after it.
            biased;
            () = app.shutdown.cancelled() => return,
            hint = hints.recv() => match hint {
                Ok(hint) => {
                    worker.look_at_the_clock();
                    worker.desk.hint(&hint, app.now());
                }
                Err(RecvError::Lagged(_)) => worker.desk.lost(),
                Err(RecvError::Closed) => return,
            },
            account = elsewhere.recv() => match account {
                Ok(account) => worker.changed_elsewhere(Some(account)),
                Err(RecvError::Lagged(_)) => worker.changed_elsewhere(None),
                Err(RecvError::Closed) => return,
            },
            Some(message) = messages.recv() => worker.take(message),
            Some(read) = worker.reads.recv() => worker.take_read(read),
            () = pause => worker.look_at_the_clock(),
        }
        worker.follow_up();
    }
}

struct Worker {
    app: Arc<App>,
    desk: Desk,
    scribe: Arc<scribe::Scribe>,
    under_way: UnderWay,
    reads: mpsc::UnboundedReceiver<Read>,
    bring: mpsc::UnboundedSender<Read>,
    wake_at: Instant,
    ticked: Time,
    news_at: Instant,
    /// Nothing is read before, because the store failed.
    read_after: Instant,
}

impl Worker {
    fn new(app: Arc<App>, scribe: Arc<scribe::Scribe>) -> Self {
        let (bring, reads) = mpsc::unbounded_channel();
        let now = Instant::now();
        Self {
            app,
            desk: Desk::default(),
            scribe,
            under_way: UnderWay::default(),
            reads,
            bring,
            wake_at: now,
            ticked: Time(0),
            news_at: now,
            read_after: now,
        }
    }

    fn take(&mut self, message: Message) {
        self.look_at_the_clock();
        let now = self.app.now();
        match message {
            Message::Arrive(arrival) => self.desk.arrive(*arrival, now),
            Message::Leave { account, socket } => self.desk.leave(account, socket, now),
            Message::Said {
                account,
                socket,
                frame,
            } => self.desk.said(account, socket, &frame, now),
            Message::Beat { account, socket } => self.desk.beat(account, socket, now),
            Message::LookAgain(account) => self.desk.look_again(account),
        }
    }

    /// An account decided something about itself at another node; none for any of them.
    fn changed_elsewhere(&mut self, account: Option<AccountId>) {
        self.desk.look_again(account);
        self.app.hub.offers().look();
    }

    fn take_read(&mut self, read: Read) {
        let now = self.app.now();
        match read {
            Read::All(read, since) => {
                self.under_way.all = false;
                match self.checked(read) {
                    Some(read) => self.desk.read_all(read, since, now),
                    None => self.desk.wants.all = true,
                }
            }
            Read::Some(read) => {
                self.under_way.some = false;
                match self.checked(read) {
                    Some(read) => self.desk.read_some(read, now),
                    None => self.desk.lost(),
                }
            }
            Read::Accounts(read) => {
                self.under_way.accounts = false;
                for (account, read) in read {
                    self.desk.read_account(account, read, now);
                }
            }
            Read::News(read) => {
                self.under_way.news = false;
                if let Some((marks, browsers)) = self.checked(read) {
                    self.desk.news(&marks, &browsers, now);
                }
            }
        }
    }

    fn checked<T>(&mut self, read: Result<T, StoreError>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(error) => {
                tracing::error!(%error, "alerts can't be read");
                self.read_after = Instant::now() + AFTER_FAILURE;
                None
            }
        }
    }

    /// Whatever has become due comes before what happens now.
    fn look_at_the_clock(&mut self) {
        let (now, time) = (Instant::now(), self.app.now());
        if now < self.wake_at && (time - self.ticked).0 < TICK_MILLIS.0 {
            return;
        }
        if !self.desk.is_empty() {
            self.desk.tick(time);
        }
        self.ticked = time;
        self.wake_at = now + TICK;
    }

    /// Hands over what is to be written, and begins what is to be read.
    fn follow_up(&mut self) {
        if !self.desk.notes.is_empty() {
            self.scribe.add(std::mem::take(&mut self.desk.notes));
        }
        let now = Instant::now();
        if now < self.read_after {
            return;
        }
        if self.desk.wants.all && !self.under_way.all {
            self.desk.wants.all = false;
            self.under_way.all = true;
            let since = self.desk.stamp();
            self.spawn(
                move |app| async move { Read::All(app.store.standing_alerts().await, since) },
            );
        }
        if !self.desk.wants.conversations.is_empty() && !self.under_way.some {
            self.under_way.some = true;
            let which: Vec<_> = std::mem::take(&mut self.desk.wants.conversations)
                .into_iter()
                .collect();
            self.spawn(
                move |app| async move { Read::Some(app.store.standing_alerts_of(&which).await) },
            );
        }
        if !self.desk.wants.accounts.is_empty() && !self.under_way.accounts {
            self.under_way.accounts = true;
            let which = std::mem::take(&mut self.desk.wants.accounts);
            self.spawn(move |app| async move {
                let mut all = BTreeMap::new();
                for account in which {
                    match app.store.alert_account(account).await {
                        Ok(read) => {
                            all.insert(account, read);
                        }
                        // The next heartbeat asks again.
                        Err(error) => tracing::warn!(%error, "an account's alerts can't be read"),
                    }
                }
                Read::Accounts(all)
            });
        }
        if self.app.store.is_shared()
            && now >= self.news_at
            && !self.under_way.news
            && !self.desk.is_empty()
        {
            self.news_at = now + NEWS_EVERY;
            self.under_way.news = true;
            self.spawn(|app| async move {
                let now = app.now();
                let since = Time(now.0 - NEWS_SINCE.0);
                Read::News(app.store.alert_news(since, now).await)
            });
        }
    }

    fn spawn<F>(&self, read: impl FnOnce(Arc<App>) -> F + Send + 'static)
    where
        F: Future<Output = Read> + Send + 'static,
    {
        let (app, bring) = (self.app.clone(), self.bring.clone());
        self.app.tasks.spawn(async move {
            // The worker may have ended.
            drop(bring.send(read(app).await));
        });
    }
}
