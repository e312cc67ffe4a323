//! The content security policy of each kind of page, and the nonces in it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use baton_core::settings::parse_origin;

/// Marks the scripts that we put into a page; new for every response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// 128 random bits as text.
    #[must_use]
    pub fn new() -> Self {
        Self(BASE64_STANDARD.encode(crate::session::random::<16>()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Nonce {
    fn default() -> Self {
        Self::new()
    }
}

/// Who may show the page in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ancestors {
    /// Nobody.
    None,
    /// Our own pages, and those of these origins.
    OursAnd(Vec<String>),
}

/// The policy of an answer that is no page.
pub const NOTHING: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The policy of a page.
#[must_use]
pub fn of_page(nonce: &Nonce, ancestors: &Ancestors) -> String {
    let nonce = nonce.as_str();
    let ancestors = match ancestors {
        Ancestors::None => "'none'".to_owned(),
        Ancestors::OursAnd(origins) => {
            let theirs = origins.iter().filter(|origin| is_origin(origin));
            theirs.fold("'self'".to_owned(), |all, origin| format!("{all} {origin}"))
        }
    };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; \
         media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
    )
}

/// An allowed origin stands in a header: nothing gets there but what core takes for one.
fn is_origin(text: &str) -> bool {
    parse_origin(text).is_ok_and(|origin| origin == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allowed_origin_can_not_add_to_the_policy() {
        let ancestors = Ancestors::OursAnd(vec![
            "https://shop.example".into(),
            "*; script-src *".into(),
        ]);
        let policy = of_page(&Nonce::new(), &ancestors);
        assert!(policy.ends_with("frame-ancestors 'self' https://shop.example"));
        assert!(!policy.contains("script-src *") && !policy.contains("unsafe-inline"));
    }
}
