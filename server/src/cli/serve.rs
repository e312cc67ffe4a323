//! `baton serve`: everything is checked before anything is touched, then the site runs until it is told to stop; then
//! readiness is refused, sockets are closed, and what runs may finish within ten seconds. It also stops by itself when a
//! worker ends without which it would only seem to run.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use baton_core::audit::AuditActor;
use baton_rovo::engine::Rovo;
use baton_store::{Clock, OpenError, Store, StoreError, SystemClock};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::action::ActionError;
use super::connections::{self, Bounds};
use super::remote::{self, Control};
use crate::app::App;
use crate::assets::{Assets, AssetsError};
use crate::clock::NodeClock;
use crate::config::{Config, ConfigError};
use crate::context::Context;
use crate::rovo::BuiltInRovo;
use crate::session::Token;
use crate::session::sweep;
use crate::{demo, ops, realtime, routes, words};

/// So long may what runs take to finish.
const DRAIN: Duration = Duration::from_secs(10);

/// So long may the store take to finish what it was given.
const CLOSE: Duration = Duration::from_secs(5);

/// Why the site does not start. Nothing was touched. Each is one sentence.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration is no good.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// There is no site to serve.
    #[error("{0}")]
    Assets(#[from] AssetsError),
    /// The data folder can't be made.
    #[error("{}", words::folder_not_made(.0))]
    Folder(PathBuf),
    /// Somebody listens there already, or the address is not ours.
    #[error("{}", words::no_listening(addr, error))]
    Listen {
        /// Where.
        addr: SocketAddr,
        /// Why not.
        error: io::Error,
    },
    /// The database can't be opened.
    #[error("{0}")]
    Open(#[from] OpenError),
    /// The socket for other subcommands can't be made.
    #[error("{}", words::no_control_socket(path, error))]
    Control {
        /// Where.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The demo could not be stored.
    #[error("{0}")]
    Demo(#[from] ActionError),
    /// The store failed while it was looked at.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The system gives no signals.
    #[error("{}", words::no_signals(.0))]
    Signals(io::Error),
}

/// A site that is ready to run.
#[derive(Debug)]
pub struct Served {
    /// Its parts.
    pub app: Arc<App>,
    node_clock: Option<Arc<NodeClock>>,
    listener: TcpListener,
    control: Option<Control>,
}

impl Served {
    /// Checks and opens everything. What can fail without touching anything comes first.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn open(config: Config, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        Self::open_with(config, clock, Arc::new(BuiltInRovo::default())).await
    }

    /// The same with a virtual agent of one's own.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn open_with(
        config: Config,
        clock: Arc<dyn Clock>,
        rovo: Arc<dyn Rovo>,
    ) -> Result<Self, StartError> {
        let addr = config.addr;
        let assets = Assets::open(&config.site)?;
        let wanted_url = config.public_url()?;
        let listener = TcpListener::bind(addr).await;
        let listener = listener.map_err(|error| StartError::Listen { addr, error })?;
        // A free port was asked for: then it is known only now.
        let public_url = match (addr.port(), listener.local_addr()) {
            (0, Ok(bound)) => config.public_url_at(bound.port())?,
            _ => wanted_url,
        };
        if let Some(folder) = config.folder_to_make() {
            std::fs::create_dir_all(folder).map_err(|_| StartError::Folder(folder.to_owned()))?;
        }
        let store = Store::open(&config.database_url(), clock.clone()).await?;
        let control = match config.socket_path() {
            Some(path) => match remote::listen(&path) {
                Ok(control) => Some(control),
                Err(error) => return Err(StartError::Control { path, error }),
            },
            None => None,
        };
        let node_clock = NodeClock::of(&clock, &store).await?;
        let clock = match &node_clock {
            Some(node) => node.clone(),
            None => clock,
        };
        let app = App::new(config, public_url, store, clock, assets, rovo);
        Ok(Self {
            app,
            node_clock,
            listener,
            control,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// Runs until `stop` is ready or a worker has failed, then drains.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let Self {
            app,
            node_clock,
            listener,
            control,
        } = self;
        if let Some(clock) = node_clock {
            let (store, stop) = (app.store.clone(), app.shutdown.clone());
            app.tasks.spawn(clock.follow(store, stop));
        }
        realtime::start(&app);
        let (shutdown, store) = (app.shutdown.clone(), app.store.clone());
        app.keep_running("store", async move {
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = store.failed() => {}
            }
        });
        app.tasks.spawn(sweep::watch(app.clone()));
        app.tasks.spawn(ops::keep_metrics(app.clone()));
        let answering = control.map(|control| tokio::spawn(remote::answer(app.clone(), control)));
        if app.public_url.https && app.config.trust_proxy.is_empty() {
            tracing::warn!("{}", words::NO_PROXY_NAMED);
        }
        let router = routes::router(app.clone());
        let bounds = Bounds {
            most: app.config.connections,
            head: connections::HEAD,
        };
        let serving = connections::answer(listener, router, bounds, app.shutdown.clone());
        let serving = tokio::spawn(serving);
        tokio::select! {
            () = stop => {}
            // A worker has ended; what it was is in the log.
            () = app.shutdown.cancelled() => {}
        }
        tracing::info!("stopping");
        app.begin_draining();
        app.tasks.close();
        let finished = async {
            // A connection that failed has no bearing on the others.
            _ = serving.await;
            app.tasks.wait().await;
        };
        if tokio::time::timeout(DRAIN, finished).await.is_err() {
            tracing::warn!("some connections did not end in time");
        }
        if let Some(answering) = answering {
            _ = answering.await;
        }
        // What is not committed by then was not acknowledged, and its senders still have it.
        if tokio::time::timeout(CLOSE, app.store.close())
            .await
            .is_err()
        {
            tracing::error!("the store did not finish in time; what it was given last may be lost");
        }
        tracing::info!("stopped");
    }
}

/// Starts, says where everything is, and runs until SIGTERM or SIGINT; false if it has stopped because of a failure.
///
/// # Errors
/// [`StartError`].
pub(super) async fn serve(config: Config, with_demo: bool) -> Result<bool, StartError> {
    let mut terminate = signal(SignalKind::terminate()).map_err(StartError::Signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(StartError::Signals)?;
    let served = Served::open(config, Arc::new(SystemClock)).await?;
    if with_demo {
        let context = Context {
            store: served.app.store.clone(),
            clock: served.app.clock.clone(),
            app: Some(served.app.clone()),
            by: AuditActor::Site,
        };
        demo::ensure(&context).await?;
    }
    announce(&served.app, with_demo).await?;
    let app = served.app.clone();
    served
        .run(async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
        .await;
    Ok(!app.has_failed())
}

/// While nobody has an account, a new code for the set-up page.
///
/// # Errors
/// [`StoreError`].
pub async fn new_set_up_code(app: &App) -> Result<Option<Token>, StoreError> {
    if app.store.has_accounts().await? {
        return Ok(None);
    }
    let code = Token::random();
    let mut known = app
        .set_up_code
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    *known = Some(code.hash());
    Ok(Some(code))
}

#[expect(clippy::print_stdout, reason = "this is what the person reads")]
async fn announce(app: &App, with_demo: bool) -> Result<(), StartError> {
    let origin = &app.public_url.origin;
    let mut lines = vec![words::listening(origin)];
    for space in app.store.spaces().await? {
        let key = space.key.as_str();
        lines.push(words::addresses(origin, key, &space.name));
    }
    if let Some(code) = new_set_up_code(app).await? {
        lines.push(words::set_up(origin, code.as_str()));
    }
    if with_demo {
        lines.push(words::demo_accounts(&demo::accounts(), demo::PASSWORD));
    }
    println!("{}", lines.join("\n"));
    Ok(())
}
