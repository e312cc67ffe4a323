//! What can go wrong with the store while it is open: the driver failed, the data is not what it should be, the row is
//! not there, or a name is taken. None of these texts is for people outside.

/// Why a read or a small write failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database could not be reached, or it failed: trying again later may help.
    #[error("the database failed: {0}")]
    Driver(#[from] sqlx::Error),
    /// A row holds something that this build can't read.
    #[error("stored data can't be read: {what}")]
    Inconsistent {
        /// What was read, with the reason.
        what: String,
    },
    /// The row that should be changed is not there.
    #[error("there is no such row")]
    NotFound,
    /// The key, name or address is used already.
    #[error("it is taken already")]
    Taken,
    /// The site would be left without an enabled site admin.
    #[error("a site keeps its last admin")]
    LastSiteAdmin,
}

impl StoreError {
    pub(crate) fn inconsistent(what: impl Into<String>) -> Self {
        Self::Inconsistent { what: what.into() }
    }

    /// The error of an insert: a broken uniqueness is [`StoreError::Taken`].
    pub(crate) fn of_insert(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => Self::Taken,
            _ => Self::Driver(error),
        }
    }
}
