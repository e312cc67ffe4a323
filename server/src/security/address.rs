//! What an address may hold. A NUL is nobody's name: no page of ours has one in its address, and a database may refuse to
//! look for it.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::PageError;

/// The layer around every route: where such an address leads, there is nothing.
pub async fn refuse_nul(request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query();
    if address.is_some_and(|address| address.as_str().contains("%00")) {
        return PageError::NotFound.into_response();
    }
    next.run(request).await
}
