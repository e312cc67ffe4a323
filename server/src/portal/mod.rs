//! The portal's handlers.

use std::sync::Arc;

use axum::Router;

use crate::app::App;

/// The portal's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
}
