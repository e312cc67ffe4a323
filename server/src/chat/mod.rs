//! The customer's chat: the document for frames and for browsers without script.

use std::sync::Arc;

use axum::Router;

use crate::app::App;

/// The chat's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
}
