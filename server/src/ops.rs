//! For those who run the site: is it alive, can it serve, what does it count. And one log line per request, without
//! anything that a person wrote.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Extension;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use baton_core::time::Millis;
use http::{Method, StatusCode, header};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::app::App;
use crate::page::ForPrograms;
use crate::routes::{Route, Who};

/// How long the outcome of a trial write counts.
const TRY_EVERY: Millis = Millis::seconds(1);
/// How often what was measured is put together. Until then each value waits in memory.
const UPKEEP_EVERY: Duration = Duration::from_secs(5);
/// How long the writer of conversations may be in a transaction before it counts as stuck.
const WRITER: Duration = Duration::from_secs(2);
/// How long a trial write may take.
const TRIAL: Duration = Duration::from_secs(5);

/// The addresses of operations.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/healthz", Who::Operations, health),
        Route::get("/readyz", Who::Operations, ready),
        Route::get("/metrics", Who::Operations, metrics_text),
    ]
}

/// The recorder of this process, installed on first use.
#[must_use]
pub fn metrics_handle() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    let install = || {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another recorder counts already");
        }
        handle
    };
    HANDLE.get_or_init(install).clone()
}

/// The process runs. In development it also says which process, so that a page notices another.
async fn health(State(app): State<Arc<App>>) -> String {
    if app.config.dev {
        life(&app).to_owned()
    } else {
        "ok\n".to_owned()
    }
}

/// What distinguishes this process from the one before.
fn life(app: &App) -> &'static str {
    static LIFE: OnceLock<String> = OnceLock::new();
    LIFE.get_or_init(|| format!("ok {:x}", baton_store::new_id(app.now())))
}

/// For development alone: a script that loads its page anew once another process answers. None in a site that people
/// use.
#[must_use]
pub fn reload_script(app: &App) -> Option<String> {
    app.config.dev.then(|| {
        let life = life(app);
        format!(
            "setInterval(async () => {{ try {{ const answer = await fetch(\"/healthz\"); \
             if (answer.ok && (await answer.text()) !== \"{life}\") location.reload(); \
             }} catch {{ /* It is being built. */ }} }}, 500);"
        )
    })
}

/// The process can serve: it is not ending, the store can write, and its writer is not stuck.
async fn ready(State(app): State<Arc<App>>) -> Response {
    if app.is_draining() {
        return not_ready("draining\n");
    }
    if !store_takes_writes(&app).await {
        return not_ready("store\n");
    }
    (StatusCode::OK, "ready\n").into_response()
}

fn not_ready(why: &'static str) -> Response {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    (status, Extension(ForPrograms), why).into_response()
}

/// Tries the store, at most once in so long: anybody may ask.
async fn store_takes_writes(app: &App) -> bool {
    let mut tried = app.tried.lock().await;
    if let Some((at, taken)) = *tried
        && app.now() < at + TRY_EVERY
    {
        return taken;
    }
    let answers = tokio::time::timeout(WRITER, app.store.writer_answers());
    let trial = tokio::time::timeout(TRIAL, app.store.try_write());
    let (answers, trial) = tokio::join!(answers, trial);
    let (writer, disk) = (answers == Ok(true), matches!(trial, Ok(Ok(()))));
    let taken = writer && disk;
    if !taken {
        tracing::error!(writer, disk, "the store takes no writes");
    }
    *tried = Some((app.now(), taken));
    taken
}

/// The worker that puts together what was measured, also where nobody ever asks for the metrics.
pub async fn keep_metrics(app: Arc<App>) {
    let mut looks = tokio::time::interval(UPKEEP_EVERY);
    loop {
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            _ = looks.tick() => app.metrics.run_upkeep(),
        }
    }
}

async fn metrics_text(State(app): State<Arc<App>>) -> Response {
    app.metrics.run_upkeep();
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (kind, app.metrics.render()).into_response()
}

/// The method as it is counted and logged. Any word is a method to HTTP, and each that were counted under its own name
/// would stay in memory for ever.
fn name_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// The layer that counts and logs requests. Addresses are those of the routes: what stands in them is not logged.
pub async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let method = name_of(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let started = app.now();
    let response = next.run(request).await;
    let milliseconds = (app.now() - started).0;
    let status = response.status().as_u16();
    let labels = [
        ("method", method.to_owned()),
        ("route", route.clone()),
        ("status", status.to_string()),
    ];
    metrics::counter!("baton_http_requests_total", &labels).increment(1);
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of a request are few"
    )]
    metrics::histogram!("baton_http_request_seconds", "route" => route.clone())
        .record(milliseconds as f64 / 1_000.0);
    tracing::info!(method, route, status, milliseconds, "request");
    response
}
