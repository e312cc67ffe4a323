//! Passwords: argon2id, on a thread of its own, in the same time whether the account exists or not.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use baton_core::staff::PASSWORD_LONGEST;

use super::random;

/// Hashing failed: no thread, or no memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a password could not be hashed")]
pub struct HashingFailed;

/// Of no account: verified where there is none, so that the answer takes as long.
static OF_NOBODY: LazyLock<Option<String>> =
    LazyLock::new(|| hash_now(&Vec::from(random::<16>())).ok());

fn argon2id() -> Argon2<'static> {
    // OWASP: 19 MiB, two passes, one lane; the crate's own default says the same.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

pub(crate) fn hash_now(password: &[u8]) -> Result<String, HashingFailed> {
    let salt = SaltString::encode_b64(&random::<16>()).map_err(|_| HashingFailed)?;
    let hash = argon2id()
        .hash_password(password, &salt)
        .map_err(|_| HashingFailed)?;
    Ok(hash.to_string())
}

/// Hashes a new password.
///
/// # Errors
/// [`HashingFailed`].
pub async fn hash(password: String) -> Result<String, HashingFailed> {
    let hashed = tokio::task::spawn_blocking(move || hash_now(password.as_bytes()));
    hashed.await.map_err(|_| HashingFailed)?
}

/// Whether the password is the one of this hash. Without a hash the answer is no, after the same time.
///
/// # Errors
/// [`HashingFailed`].
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, HashingFailed> {
    let verified = tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let Some(hash) = hash.or_else(|| OF_NOBODY.clone()) else {
            return false;
        };
        let matches = PasswordHash::new(&hash).is_ok_and(|hash| {
            argon2id()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        });
        known && matches && password.len() <= PASSWORD_LONGEST
    });
    verified.await.map_err(|_| HashingFailed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let hashed = hash("correct horse".into()).await.unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(
            verify("correct horse".into(), Some(hashed.clone()))
                .await
                .unwrap()
        );
        assert!(!verify("wrong horse".into(), Some(hashed)).await.unwrap());
        assert!(!verify("correct horse".into(), None).await.unwrap());
    }
}
