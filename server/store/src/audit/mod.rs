//! The audit log: who changed what, when, from which value to which. `record` adds a row in the transaction of the change
//! itself; `read` finds rows by filter, a page at a time; `verify` says whether an old row was changed. Rows are added
//! and never changed. No secret and nothing of a conversation belongs in here.

mod chain;
mod read;
mod record;
mod verify;

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::{AccountId, SpaceId};
use baton_core::time::Time;
use serde::Serialize;

use crate::error::StoreError;
use crate::sql::to_json;

pub use read::Recorded;
pub(crate) use record::record;
pub use verify::AuditVerdict;

/// Which row: 1 for the first, and no number is left out.
pub type AuditId = u64;

/// What is to be recorded. The values are JSON, made of what a person should read there; leave out what is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// What was done.
    pub kind: AuditKind,
    /// The space, where it concerns only one; its admins can read the row.
    pub space: Option<SpaceId>,
    /// To whom or what, by the name of that time: `Ana Torres`, `Service desk`, `HELP`.
    pub subject: String,
    /// The value before, if there was one.
    pub before: Option<String>,
    /// The value after, if there is one.
    pub after: Option<String>,
}

impl AuditEntry {
    /// Something that was done, without values.
    #[must_use]
    pub fn new(kind: AuditKind, subject: impl Into<String>) -> Self {
        Self {
            kind,
            space: None,
            subject: subject.into(),
            before: None,
            after: None,
        }
    }

    /// It concerns this space only.
    #[must_use]
    pub const fn in_space(mut self, space: SpaceId) -> Self {
        self.space = Some(space);
        self
    }

    /// What it was before.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`]: the value has no JSON.
    pub fn from<T: Serialize>(mut self, before: &T) -> Result<Self, StoreError> {
        self.before = Some(to_json(before)?);
        Ok(self)
    }

    /// What it is now.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`]: the value has no JSON.
    pub fn to<T: Serialize>(mut self, after: &T) -> Result<Self, StoreError> {
        self.after = Some(to_json(after)?);
        Ok(self)
    }
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Which.
    pub id: AuditId,
    /// When.
    pub at: Time,
    /// Who.
    pub actor: AuditActor,
    /// What.
    pub entry: AuditEntry,
}

/// Which actors' rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuditActorFilter {
    /// Everybody's.
    #[default]
    Anyone,
    /// One account's.
    Account(AccountId),
    /// Those of customers, about their own accounts.
    Customers,
    /// The shell's.
    Shell,
    /// The site's own.
    Site,
    /// Those of nobody who is known.
    Nobody,
}

/// Which rows. What is `None` filters nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Whose.
    pub actor: AuditActorFilter,
    /// Of which kind.
    pub kind: Option<AuditKind>,
    /// Of which space.
    pub space: Option<SpaceId>,
    /// Not before.
    pub since: Option<Time>,
    /// Before.
    pub until: Option<Time>,
}

/// A page of rows, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// The rows.
    pub rows: Vec<AuditRow>,
    /// Below which the next page begins, if there is one.
    pub next: Option<AuditId>,
}
