//! Makes the document small on its way: a long conversation repeats itself. What is secret in a document (the nonce, and
//! in a foreign frame the token) is new in each, so that its size tells nothing over many of them.

use std::io::Write as _;

use axum::body::{Body, to_bytes};
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};

/// Fast enough to be done for every document.
const QUALITY: u32 = 5;
const WINDOW: u32 = 20;
/// From so many bytes on it takes more than a millisecond or so, and is done where nobody else waits for the thread.
const LARGE: usize = 64 * 1024;

/// The document as brotli, if the browser takes that.
pub(super) async fn made_small(response: Response, headers: &HeaderMap) -> Response {
    let accepts = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| coding.trim() == "br");
    if !accepts {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(plain) = to_bytes(body, usize::MAX).await else {
        // A body in memory can always be read.
        return Response::from_parts(parts, Body::empty());
    };
    let small = if plain.len() < LARGE {
        compressed(&plain)
    } else {
        let plain = plain.clone();
        let compressing = tokio::task::spawn_blocking(move || compressed(&plain));
        compressing.await.ok().flatten()
    };
    let Some(small) = small else {
        return Response::from_parts(parts, Body::from(plain));
    };
    let set = [
        (header::CONTENT_ENCODING, HeaderValue::from_static("br")),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
        (header::CONTENT_LENGTH, HeaderValue::from(small.len())),
    ];
    parts.headers.extend(set);
    Response::from_parts(parts, Body::from(small))
}

fn compressed(plain: &[u8]) -> Option<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4_096, QUALITY, WINDOW);
    writer.write_all(plain).ok()?;
    Some(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response() -> Response {
        Response::new(Body::from("<p>again and again</p>".repeat(100)))
    }

    #[tokio::test]
    async fn a_browser_that_takes_brotli_gets_the_same_document_in_fewer_bytes() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::ACCEPT_ENCODING,
            HeaderValue::from_static("gzip, br"),
        );
        let small = made_small(response(), &headers).await;
        assert_eq!(small.headers()["content-encoding"], "br");
        let bytes = to_bytes(small.into_body(), usize::MAX).await.unwrap();
        assert!(bytes.len() < 100, "{}", bytes.len());
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut bytes.as_ref(), &mut plain).unwrap();
        let expected = to_bytes(response().into_body(), usize::MAX).await.unwrap();
        assert_eq!(plain, expected);
    }

    #[tokio::test]
    async fn a_large_document_is_the_same_document_too() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br"));
        let text = "<p>again and again</p>".repeat(LARGE / 10);
        let large = Response::new(Body::from(text.clone()));
        let small = made_small(large, &headers).await;
        assert_eq!(small.headers()["content-encoding"], "br");
        let bytes = to_bytes(small.into_body(), usize::MAX).await.unwrap();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut bytes.as_ref(), &mut plain).unwrap();
        assert!(plain == text.as_bytes());
    }

    #[tokio::test]
    async fn another_gets_it_as_it_is() {
        let plain = made_small(response(), &HeaderMap::new()).await;
        assert!(plain.headers().get("content-encoding").is_none());
        let bytes = to_bytes(plain.into_body(), usize::MAX).await.unwrap();
        assert_eq!(bytes.len(), 2_200);
    }
}
