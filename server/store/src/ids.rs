//! New identifiers and secrets, from the operating system's randomness.

use baton_core::time::Time;

/// Bytes that nobody can guess.
///
/// # Panics
/// When the operating system has no randomness to give: nothing safe can be done then.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "without randomness no token or identifier is safe, and the system never lacks it after boot"
)]
pub fn new_secret<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A new identifier: a UUID of version 7, so that newer ones sort after older ones.
#[must_use]
pub fn new_id(now: Time) -> u128 {
    let millis = u64::try_from(now.0).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &new_secret())
        .into_uuid()
        .as_u128()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_version_seven_and_sort_by_time() {
        let early = new_id(Time(1_000));
        let late = new_id(Time(2_000));
        assert!(early < late);
        assert_eq!((early >> 76) & 15, 7);
        assert_ne!(new_id(Time(1_000)), early);
    }
}
