//! What every part of the running server shares. `Arc<App>` is the state of every route.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use baton_core::id::SpaceId;
use baton_core::time::Time;
use baton_rovo::engine::Rovo;
use baton_store::{Clock, Store};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::assets::Assets;
use crate::config::{Config, PublicUrl};
use crate::knowledge::KnowledgeIndexes;
use crate::limits::{Doors, Waiting};
use crate::realtime::alerts::Alerts;
use crate::realtime::hub::Hub;
use crate::session::attempts::Attempts;
use crate::session::first_posts::FirstPosts;
use crate::session::{ClosedSession, TokenHash};

/// How many closed sessions or changed spaces a socket may be behind before it must look for itself.
const NEWS: usize = 256;

/// What every part of the running server shares.
pub struct App {
    /// What the process was told.
    pub config: Config,
    /// What the site is called.
    pub public_url: PublicUrl,
    /// Everything that lasts.
    pub store: Store,
    /// The only source of time.
    pub clock: Arc<dyn Clock>,
    /// Wakes sockets.
    pub hub: Hub,
    /// The way to those who alert agents.
    pub alerts: Alerts,
    /// Style sheets, scripts and modules with their served names.
    pub assets: Assets,
    /// The virtual agent.
    pub rovo: Arc<dyn Rovo>,
    /// The full-text index of each space's articles.
    pub knowledge: KnowledgeIndexes,
    /// How often forms are sent and guests made.
    pub doors: Doors,
    /// Sockets that have not said yet whose they are.
    pub waiting: Waiting,
    /// How often somebody tried to sign in of late.
    pub attempts: Attempts,
    /// The guests made for forms of late.
    pub first_posts: FirstPosts,
    /// What opens the set-up page, while nobody has an account. Only its hash is kept.
    pub set_up_code: Mutex<Option<TokenHash>>,
    /// Tells sockets that a session or an account was closed.
    pub closed_sessions: broadcast::Sender<ClosedSession>,
    /// Tells sockets that a space's settings, Rovo agent or team were changed, or the site's plan (then each space).
    pub changed_spaces: broadcast::Sender<SpaceId>,
    /// Cancelled when the process is asked to stop: sockets and workers end.
    pub shutdown: CancellationToken,
    /// Every task that shutdown waits for.
    pub tasks: TaskTracker,
    /// Renders `/metrics`.
    pub metrics: PrometheusHandle,
    /// When the store was last tried with a write, and whether it took it.
    pub(crate) tried: tokio::sync::Mutex<Option<(Time, bool)>>,
    draining: AtomicBool,
    failed: AtomicBool,
}

/// Notices how the task ends that holds it.
struct Watched {
    app: Arc<App>,
    name: &'static str,
}

impl Drop for Watched {
    fn drop(&mut self) {
        if !self.app.shutdown.is_cancelled() {
            tracing::error!(worker = self.name, "a worker has ended; the process stops");
            self.app.failed.store(true, Ordering::Relaxed);
            self.app.begin_draining();
        }
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("public_url", &self.public_url)
            .finish_non_exhaustive()
    }
}

impl App {
    /// Puts the parts together. Starts nothing.
    #[must_use]
    pub fn new(
        config: Config,
        public_url: PublicUrl,
        store: Store,
        clock: Arc<dyn Clock>,
        assets: Assets,
        rovo: Arc<dyn Rovo>,
    ) -> Arc<Self> {
        let doors = Doors::new(config.shared_address);
        let waiting = Waiting::new(config.shared_address);
        Arc::new(Self {
            config,
            public_url,
            store,
            clock,
            hub: Hub::new(),
            alerts: Alerts::default(),
            assets,
            rovo,
            knowledge: KnowledgeIndexes::default(),
            doors,
            waiting,
            attempts: Attempts::default(),
            first_posts: FirstPosts::default(),
            set_up_code: Mutex::new(None),
            closed_sessions: broadcast::Sender::new(NEWS),
            changed_spaces: broadcast::Sender::new(NEWS),
            shutdown: CancellationToken::new(),
            tasks: TaskTracker::new(),
            metrics: crate::ops::metrics_handle(),
            tried: tokio::sync::Mutex::new(None),
            draining: AtomicBool::new(false),
            failed: AtomicBool::new(false),
        })
    }

    /// Now, by the injected clock.
    #[must_use]
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// A new identifier.
    #[must_use]
    pub fn new_id(&self) -> u128 {
        baton_store::new_id(self.now())
    }

    /// Whether the process has been asked to stop: `/readyz` says so before the sockets are closed.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// From now on `/readyz` refuses, and sockets and workers are told to end.
    pub fn begin_draining(&self) {
        self.draining.store(true, Ordering::Relaxed);
        self.shutdown.cancel();
    }

    /// Runs a worker without which the site is none. It ends with `shutdown`. If it ends before, by a panic too, the
    /// process stops as if it had been asked to, and says so: whoever keeps it running starts another, whose workers
    /// begin by looking.
    pub fn keep_running(
        self: &Arc<Self>,
        name: &'static str,
        worker: impl Future<Output = ()> + Send + 'static,
    ) {
        let watched = Watched {
            app: self.clone(),
            name,
        };
        self.tasks.spawn(async move {
            let _watched = watched;
            worker.await;
        });
    }

    /// Whether the process stops because a worker has ended.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }
}
