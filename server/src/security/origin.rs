//! State changes and sockets come from our own pages only. Browsers say where a request comes from in `Origin` and
//! `Sec-Fetch-Site`, and no page can forge either. What is not a browser sends neither and has no cookie to abuse, but is
//! refused as well: deny by default.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, header};

use crate::app::App;
use crate::config::PublicUrl;
use crate::error::PageError;

/// Whether the request was made by a page of ours. For state changes and for the upgrade of a socket.
#[must_use]
pub fn is_ours(headers: &HeaderMap, public_url: &PublicUrl) -> bool {
    match headers.get(header::ORIGIN) {
        Some(origin) => origin.as_bytes() == public_url.origin.as_bytes(),
        None => headers
            .get("sec-fetch-site")
            .is_some_and(|site| site == "same-origin"),
    }
}

/// The layer around every route: whatever is neither read nor ours is refused.
pub async fn refuse_foreign(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let upgrades = request.headers().contains_key(header::UPGRADE);
    if (reads && !upgrades) || is_ours(request.headers(), &app.public_url) {
        return next.run(request).await;
    }
    // The route and not the address: an invitation is a secret that stands in its address.
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("none", MatchedPath::as_str);
    tracing::warn!(route, "refused a foreign origin");
    PageError::ForeignOrigin.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_taken(pairs: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_ours(
            &headers,
            &PublicUrl::parse("https://help.example.org").unwrap(),
        )
    }

    #[test]
    fn only_our_own_pages_change_anything() {
        assert!(is_taken(&[("origin", "https://help.example.org")]));
        assert!(is_taken(&[("sec-fetch-site", "same-origin")]));
        for foreign in [
            "https://evil.example",
            "null",
            "http://help.example.org",
            "https://help.example.org.evil.example",
        ] {
            assert!(!is_taken(&[("origin", foreign)]), "{foreign}");
            assert!(!is_taken(&[
                ("origin", foreign),
                ("sec-fetch-site", "same-origin")
            ]));
        }
        for site in ["cross-site", "same-site", "none"] {
            assert!(!is_taken(&[("sec-fetch-site", site)]), "{site}");
        }
        assert!(!is_taken(&[]));
    }
}
