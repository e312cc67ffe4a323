//! Every address of the site as a row of one table, and what happens around each request: a size limit, the origin
//! check, error pages, headers, a log line, and a net under panics.
//!
//! To add a route, add a row to `routes()` of the module that answers it: [`Route::get`] for a page, [`Route::post`] for
//! a form with all its fields, [`Route::socket`] for a socket. Say in it who may ([`Who`]), and let the handler take the
//! extractor that enforces just that. A form has a pace at which one principal may send it: the usual one, a slower one
//! where it asks for a password, or another with [`Route::at_pace`]. There is no other way into the router: a route without a row does not compile, and
//! the lints refuse a router made elsewhere. `server/tests/matrix.rs` asks each row as everybody and needs not be touched
//! for a new one, unless its address has a parameter of a name that no row had before.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use crate::error::PageError;
use crate::{assets, chat, console, ops, page, portal, realtime, security};

mod door;
mod row;

pub use crate::limits::Pace;
pub use row::{Asks, Field, Route, Who};

/// The largest form, in bytes: a message of the longest kind, percent-encoded, with room for its neighbours.
pub const FORM_BYTES: usize = 128 * 1024;

/// Every route of the site.
#[must_use]
pub fn table() -> Vec<Route> {
    let modules = [
        portal::routes(),
        chat::routes(),
        console::routes(),
        realtime::routes(),
        ops::routes(),
        assets::routes(),
    ];
    modules.into_iter().flatten().collect()
}

/// The whole site.
#[expect(
    clippy::disallowed_methods,
    reason = "here, and nowhere else, the rows of the table become routes"
)]
pub fn router(app: Arc<App>) -> Router {
    let rows = table().into_iter().fold(Router::new(), |router, row| {
        router.route(row.path, row.into_handler(&app))
    });
    rows.fallback(nothing_here)
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn(security::address::refuse_nul))
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
