//! Passwords: argon2id, on a thread of its own, in the same time whether the account exists or not. Each takes 19 MiB and
//! a core for as long as it lasts, so only so many are worked on at once, and who can't wait that long comes again.

use std::sync::{Arc, LazyLock};
use std::thread::available_parallelism;
use std::time::Duration;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use baton_core::staff::PASSWORD_LONGEST;
use baton_core::time::Millis;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::random;
use crate::error::PageError;

/// At least so many at once, also on one core: one slow password must not keep everybody out.
const PLACES: usize = 2;
/// How long one waits for a place.
const PATIENCE: Duration = Duration::from_secs(3);
/// When those who found none may come again.
const COME_AGAIN: Millis = Millis::seconds(5);

/// Why a password was not hashed or compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HashingError {
    /// Too many are worked on. Nothing is known about this one.
    #[error("too many passwords are being hashed")]
    Busy,
    /// No thread, or no memory.
    #[error("a password could not be hashed")]
    Failed,
}

impl From<HashingError> for PageError {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Busy => Self::TooFast { wait: COME_AGAIN },
            HashingError::Failed => Self::Unavailable,
        }
    }
}

/// Where passwords are worked on: so many places, and how long one waits for them.
#[derive(Clone, Debug)]
struct Workshop {
    places: Arc<Semaphore>,
    patience: Duration,
}

/// The one of this process.
static WORKSHOP: LazyLock<Workshop> = LazyLock::new(|| {
    let cores = available_parallelism().map_or(PLACES, usize::from);
    Workshop::with(cores.max(PLACES), PATIENCE)
});

impl Workshop {
    fn with(places: usize, patience: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            patience,
        }
    }

    /// Works in a place of its own. It is kept until the work is done, also when nobody waits for it any more.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        let place = timeout(self.patience, self.places.clone().acquire_owned()).await;
        let Ok(Ok(place)) = place else {
            metrics::counter!("baton_too_fast_total", "what" => "hashing").increment(1);
            return Err(HashingError::Busy);
        };
        let worked = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        });
        worked.await.map_err(|_| HashingError::Failed)
    }
}

/// Of no account: verified where there is none, so that the answer takes as long.
static OF_NOBODY: LazyLock<Option<String>> =
    LazyLock::new(|| hash_now(&Vec::from(random::<16>())).ok());

fn argon2id() -> Argon2<'static> {
    // OWASP: 19 MiB, two passes, one lane; the crate's own default says the same.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

pub(crate) fn hash_now(password: &[u8]) -> Result<String, HashingError> {
    let salt = SaltString::encode_b64(&random::<16>()).map_err(|_| HashingError::Failed)?;
    let hash = argon2id()
        .hash_password(password, &salt)
        .map_err(|_| HashingError::Failed)?;
    Ok(hash.to_string())
}

/// Hashes a new password.
///
/// # Errors
/// [`HashingError`].
pub async fn hash(password: String) -> Result<String, HashingError> {
    WORKSHOP.work(move || hash_now(password.as_bytes())).await?
}

/// Whether the password is the one of this hash. Without a hash the answer is no, after the same time.
///
/// # Errors
/// [`HashingError`].
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, HashingError> {
    WORKSHOP.work(move || verify_now(&password, hash)).await
}

fn verify_now(password: &str, hash: Option<String>) -> bool {
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
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

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

    #[tokio::test]
    async fn of_many_passwords_so_many_are_worked_on_at_once_and_all_are_answered() {
        static AT_ONCE: AtomicUsize = AtomicUsize::new(0);
        static MOST: AtomicUsize = AtomicUsize::new(0);
        let workshop = Workshop::with(2, Duration::from_secs(60));
        let hashed = Arc::new(hash_now(b"correct horse").unwrap());
        let mut checks = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let (workshop, hashed) = (workshop.clone(), hashed.clone());
            checks.spawn(async move {
                let check = workshop.work(move || {
                    MOST.fetch_max(AT_ONCE.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let matches = verify_now("correct horse", Some(hashed.to_string()));
                    AT_ONCE.fetch_sub(1, Ordering::SeqCst);
                    matches
                });
                check.await
            });
        }
        let answers = checks.join_all().await;
        assert!(answers.into_iter().all(|answer| answer == Ok(true)));
        assert!(MOST.load(Ordering::SeqCst) <= 2);
    }

    #[tokio::test]
    async fn who_finds_no_place_in_time_is_told_to_come_again_and_then_finds_one() {
        let workshop = Workshop::with(1, Duration::from_millis(20));
        let (finish, finished) = mpsc::channel::<()>();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let busy = workshop.clone();
        let first = tokio::spawn(async move {
            let work = move || {
                _ = begun.send(());
                finished.recv()
            };
            busy.work(work).await
        });
        has_begun.await.unwrap();
        assert_eq!(workshop.work(|| ()).await, Err(HashingError::Busy));
        let told = PageError::from(HashingError::Busy);
        assert_eq!(told, PageError::TooFast { wait: COME_AGAIN });
        // A request that is given up frees no place while its work goes on.
        first.abort();
        _ = first.await;
        assert_eq!(workshop.work(|| ()).await, Err(HashingError::Busy));
        finish.send(()).unwrap();
        let patient = Workshop {
            patience: Duration::from_secs(60),
            ..workshop
        };
        assert_eq!(patient.work(|| ()).await, Ok(()));
    }
}
