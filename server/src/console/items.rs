//! The list of work items. Its filters and its place are in the address, so that it can be shared and come back to.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use baton_app::console::items::{
    Assigned, ItemFilter, ItemRow, ItemsPage, ItemsPageData, ItemsPageProps, status_named,
};
use baton_app::console::words;
use baton_store::{AssigneeFilter, WorkItemFilter};
use serde::Deserialize;

use super::{members, space_ref, viewer};
use crate::app::App;
use crate::error::PageError;
use crate::page::{Page, PageKind, render};
use crate::session::StaffInSpace;

/// Rows on a page.
const PAGE: u32 = 50;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    status: String,
    #[serde(default)]
    assignee: String,
    #[serde(default)]
    before: String,
}

/// `GET /app/{key}/items`
pub(super) async fn list(
    State(app): State<Arc<App>>,
    staff: StaffInSpace,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let filter = ItemFilter {
        status: status_named(&asked.status),
        assignee: Assigned::named(&asked.assignee),
    };
    let before = asked.before.parse().ok();
    let wanted = WorkItemFilter {
        status: filter.status,
        assignee: match filter.assignee {
            Assigned::Anyone => AssigneeFilter::Anyone,
            Assigned::Nobody => AssigneeFilter::Nobody,
            Assigned::Agent(account) => AssigneeFilter::Account(account),
        },
        team: None,
    };
    let found = app
        .store
        .work_items(staff.space.id, wanted, before, PAGE)
        .await?;
    let rows = found.rows.into_iter().map(|row| ItemRow {
        item: row.item,
        customer: row.customer,
        customer_name: row.customer_name,
        updated_at: row.updated_at,
    });
    let data = ItemsPageData {
        space: space_ref(&staff.space),
        viewer: viewer(&app, &staff).await?,
        members: members(&app, &staff.space).await?,
        filter,
        rows: rows.collect(),
        next: found.next,
        is_later_page: before.is_some(),
        me: staff.agent,
    };
    let title = words::items_title(&data.space.key);
    let page = Page::new(PageKind::Console { hydrated: false }, title);
    Ok(render(&app, &page, || ItemsPage(ItemsPageProps { data })))
}
