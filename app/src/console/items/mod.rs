//! Work items for agents: the list with its filters, and the page of one, which follows what happens. What agents do is
//! sent by plain forms; each carries the id of its command, so that sending it twice does it once.

pub mod item;
pub mod list;

pub use item::{CommentForm, CommentProblem, ItemPage, ItemPageProps, Kind, part};
pub use list::{ItemRow, ItemsPage, ItemsPageData, ItemsPageProps};

use baton_core::id::AccountId;
use baton_core::work_item::Status;

/// What the list is narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// Of this status.
    pub status: Option<Status>,
    /// Whose.
    pub assignee: Assigned,
}

/// Whose work items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Assigned {
    /// Everybody's.
    #[default]
    Anyone,
    /// Nobody's yet.
    Nobody,
    /// This agent's.
    Agent(AccountId),
}

/// A status in addresses and forms.
#[must_use]
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::InProgress => "in-progress",
        Status::WaitingForCustomer => "waiting",
        Status::Resolved => "resolved",
        Status::Closed => "closed",
    }
}

/// The status of that name.
#[must_use]
pub fn status_named(name: &str) -> Option<Status> {
    let same = |status: &Status| status_name(*status) == name;
    Status::ALL.into_iter().find(same)
}

impl Assigned {
    /// Nobody's, in addresses and forms.
    pub const NOBODY: &'static str = "nobody";

    /// The value in addresses and forms; empty for everybody's.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Anyone => String::new(),
            Self::Nobody => Self::NOBODY.to_owned(),
            Self::Agent(account) => account.to_string(),
        }
    }

    /// The filter of that value; what is not understood narrows nothing.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            Self::NOBODY => Self::Nobody,
            name => name.parse().map_or(Self::Anyone, Self::Agent),
        }
    }
}

impl ItemFilter {
    /// The address of the list, from `before` on.
    #[must_use]
    pub fn address(&self, key: &str, before: Option<u32>) -> String {
        let mut parts = Vec::new();
        if let Some(status) = self.status {
            parts.push(format!("status={}", status_name(status)));
        }
        if self.assignee != Assigned::Anyone {
            parts.push(format!("assignee={}", self.assignee.name()));
        }
        if let Some(before) = before {
            parts.push(format!("before={before}"));
        }
        let path = format!("/app/{key}/items");
        if parts.is_empty() {
            path
        } else {
            format!("{path}?{}", parts.join("&"))
        }
    }
}

/// The tone of a status's lozenge.
pub(super) fn tone(status: Status) -> &'static str {
    match status {
        Status::Open => "lozenge",
        Status::InProgress => "lozenge accent",
        Status::WaitingForCustomer => "lozenge warn",
        Status::Resolved => "lozenge good",
        Status::Closed => "lozenge",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_an_address_that_can_be_shared() {
        let filter = ItemFilter {
            status: Some(Status::WaitingForCustomer),
            assignee: Assigned::Nobody,
        };
        assert_eq!(
            filter.address("HELP", Some(40)),
            "/app/HELP/items?status=waiting&assignee=nobody&before=40"
        );
        assert_eq!(
            ItemFilter::default().address("HELP", None),
            "/app/HELP/items"
        );
    }

    #[test]
    fn every_status_is_found_by_its_name() {
        for status in Status::ALL {
            assert_eq!(status_named(status_name(status)), Some(status));
        }
        assert_eq!(status_named("gone"), None);
    }
}
