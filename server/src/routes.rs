//! Every address of the site, and what happens around each request: a size limit, the origin check, error pages,
//! headers, a log line, and a net under panics.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use crate::error::PageError;
use crate::{assets, chat, console, ops, page, portal, realtime, security};

/// The largest form, in bytes: a message of the longest kind, percent-encoded, with room for its neighbours.
pub const FORM_BYTES: usize = 128 * 1024;

/// The whole site.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .merge(portal::routes())
        .merge(chat::routes())
        .merge(console::routes())
        .merge(realtime::routes())
        .merge(ops::routes())
        .merge(assets::routes())
        .fallback(nothing_here)
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn_with_state(
            app.clone(),
            security::origin::refuse_foreign,
        ))
        .layer(from_fn_with_state(app.clone(), page::error_pages))
        .layer(from_fn_with_state(app.clone(), security::headers::set))
        .layer(from_fn_with_state(app.clone(), ops::observe))
        .with_state(app)
}

async fn nothing_here() -> PageError {
    PageError::NotFound
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands over what was thrown"
)]
fn after_panic(thrown: Box<dyn std::any::Any + Send>) -> Response {
    let said = thrown
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| thrown.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = said, "a handler panicked");
    PageError::Internal.into_response()
}
