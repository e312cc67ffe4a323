//! The customer's chat at `/chat/{key}`: the document, alone or in a frame, the forms that make it work without script,
//! and the log in a frame of its own that refreshes. What it shows comes from [`snapshot`]; what it looks like is the
//! widget's crate.

mod compress;
mod document;
mod forms;
mod snapshot;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The chat's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/chat/{key}", get(document::chat).post(forms::from_page))
        .route("/chat/{key}/log", get(document::log).post(forms::from_log))
}
