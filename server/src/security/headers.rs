//! Headers that every answer carries, whoever made it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::csp;
use crate::app::App;

const PERMISSIONS: &str = "accelerometer=(), autoplay=(self), camera=(), \
     display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// The layer around every route. What a handler set stays.
pub async fn set(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    put(headers, header::CONTENT_SECURITY_POLICY, csp::NOTHING);
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, header::REFERRER_POLICY, "same-origin");
    put(
        headers,
        HeaderName::from_static("permissions-policy"),
        PERMISSIONS,
    );
    put(
        headers,
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    put(
        headers,
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    put(headers, header::CACHE_CONTROL, "no-store");
    if app.public_url.https {
        put(
            headers,
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000",
        );
    }
    response
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
