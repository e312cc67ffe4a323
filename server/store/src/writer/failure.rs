//! What kind of failure a transaction had, which decides what the writer does next.

use std::io::ErrorKind;

use crate::error::StoreError;

/// What may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// Trying again: a lock, a deadlock, a lost connection.
    Passing,
    /// Nothing for now: the disk is full or fails, the store is closed.
    Standing,
    /// Leaving one of the commands out: the database refuses what it would write.
    Content,
}

/// The error of a transaction that was given up because it took too long. Whether it was committed is not known.
pub(super) fn too_long() -> StoreError {
    StoreError::Driver(sqlx::Error::Io(ErrorKind::TimedOut.into()))
}

impl Failure {
    pub(super) fn of(error: &StoreError) -> Self {
        match error {
            StoreError::Driver(error) => Self::of_driver(error),
            StoreError::Inconsistent { .. }
            | StoreError::NotFound
            | StoreError::Taken
            | StoreError::LastSiteAdmin => Self::Content,
        }
    }

    fn of_driver(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Self::Passing,
            sqlx::Error::PoolClosed => Self::Standing,
            sqlx::Error::Database(error) => error
                .code()
                .map_or(Self::Content, |code| Self::of_code(&code)),
            _ => Self::Content,
        }
    }

    /// PostgreSQL's codes have five characters; SQLite's are numbers whose lowest byte is the primary code.
    fn of_code(code: &str) -> Self {
        // The session of a transaction that stood still was ended: its class is otherwise about commands out of order.
        if code == "25P03" {
            return Self::Passing;
        }
        if code.len() == 5 {
            return match &code[..2] {
                "40" | "08" | "57" | "55" => Self::Passing,
                "53" | "58" => Self::Standing,
                _ => Self::Content,
            };
        }
        match code.parse::<u32>().map(|code| code & 0xff) {
            Ok(5 | 6) => Self::Passing,
            Ok(7 | 8 | 10 | 11 | 13 | 14 | 23 | 26) => Self::Standing,
            _ => Self::Content,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_took_too_long_is_tried_again() {
        assert_eq!(Failure::of(&too_long()), Failure::Passing);
    }

    #[test]
    fn codes_of_both_databases_say_what_may_help() {
        for (code, failure) in [
            ("40001", Failure::Passing),
            ("40P01", Failure::Passing),
            ("57P01", Failure::Passing),
            ("25P03", Failure::Passing),
            ("55P03", Failure::Passing),
            ("57014", Failure::Passing),
            ("25P02", Failure::Content),
            ("53100", Failure::Standing),
            ("23505", Failure::Content),
            ("5", Failure::Passing),
            ("517", Failure::Passing),
            ("13", Failure::Standing),
            ("1034", Failure::Standing),
            ("2067", Failure::Content),
        ] {
            assert_eq!(Failure::of_code(code), failure, "{code}");
        }
    }
}
