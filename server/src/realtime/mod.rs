//! Sockets, the hub behind them, and the workers that wait for deadlines and questions.

use std::sync::Arc;

use axum::Router;

use crate::app::App;

pub mod hub;

/// The sockets' addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
}
