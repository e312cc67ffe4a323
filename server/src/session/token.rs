//! Session tokens: 256 random bits. The browser has the text, the store only its hash.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What the store keeps of a token.
pub type TokenHash = [u8; 32];

/// Random bytes from the operating system.
///
/// # Panics
/// If the operating system has none to give; nothing safe could be done then.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "without randomness no session may be made"
)]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A session token as the browser has it. Not printable by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(random::<32>()))
    }

    /// What a browser sent, if it can be a token.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == 32).then(|| Self(text.to_owned()))
    }

    /// The text, for a cookie or for the storage of a frame without cookies.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the store keeps.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_256_bits_and_no_two_are_alike() {
        let token = Token::random();
        assert_eq!(token.as_str().len(), 43);
        assert_ne!(token, Token::random());
        assert_eq!(Token::parse(token.as_str()), Some(token.clone()));
        assert_ne!(token.hash(), Token::random().hash());
        assert!(!format!("{token:?}").contains(token.as_str()));
    }

    #[test]
    fn other_text_is_no_token() {
        for text in ["", "abc", "x y", &"A".repeat(44), &"A".repeat(1_000_000)] {
            assert_eq!(Token::parse(text), None);
        }
    }
}
