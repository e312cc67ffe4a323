//! The pages of staff, under `/app/`.

use std::sync::Arc;

use axum::Router;

use crate::app::App;

/// The console's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
}
