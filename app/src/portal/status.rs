//! A work item's status as customers read it.

use baton_core::work_item::Status;
use leptos::prelude::*;

use super::words;

/// The lozenge.
pub(super) fn lozenge(status: Status) -> impl IntoView {
    let class = match status {
        Status::Open => "lozenge",
        Status::InProgress => "lozenge accent",
        Status::WaitingForCustomer => "lozenge warn",
        Status::Resolved | Status::Closed => "lozenge good",
    };
    view! { <span class=class>{words::status(status)}</span> }
}
