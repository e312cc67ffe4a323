//! The list of a space's work items, newest first, a page at a time.

use baton_core::id::CustomerId;
use baton_core::people::AgentRef;
use baton_core::time::Time;
use baton_core::work_item::{Status, WorkItem};
use leptos::prelude::*;

use super::{Assigned, ItemFilter, status_name, tone};
use crate::console::model::{SpaceRef, Viewer};
use crate::console::shell::{Section, Sidebar, SidebarData};
use crate::console::stamp::{Shows, Stamp};
use crate::console::words;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    /// The work item.
    pub item: WorkItem,
    /// The customer.
    pub customer: CustomerId,
    /// The customer's name, empty for a guest who gave none.
    pub customer_name: String,
    /// When it last changed.
    pub updated_at: Time,
}

/// What the list needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemsPageData {
    /// The space.
    pub space: SpaceRef,
    /// The reader.
    pub me: AgentRef,
    /// What the reader is here, for the sidebar.
    pub viewer: Viewer,
    /// What it is narrowed to.
    pub filter: ItemFilter,
    /// The agents of the space.
    pub members: Vec<AgentRef>,
    /// This page's rows.
    pub rows: Vec<ItemRow>,
    /// Where the next page begins.
    pub next: Option<u32>,
    /// Whether this is not the first page.
    pub is_later_page: bool,
}

/// The list.
#[component]
pub fn ItemsPage(
    /// Everything that it shows.
    data: ItemsPageData,
) -> impl IntoView {
    let key = data.space.key.clone();
    let sidebar = SidebarData::new(&data.space, &data.me, data.viewer);
    let is_narrowed = data.filter != ItemFilter::default();
    let table = if data.rows.is_empty() {
        let (heading, hint) = if is_narrowed {
            (words::NO_MATCH, words::NO_MATCH_HINT)
        } else {
            (words::NO_ITEMS, words::NO_ITEMS_HINT)
        };
        view! {
            <div class="nothing">
                <h2>{heading}</h2>
                <p>{hint}</p>
            </div>
        }
        .into_any()
    } else {
        table_view(&key, data.rows).into_any()
    };
    let first = data.is_later_page.then(
        || view! { <a class="button" href=data.filter.address(&key, None)>{words::FIRST_PAGE}</a> },
    );
    let next = data.next.map(|next| {
        view! {
            <a class="button" href=data.filter.address(&key, Some(next)) rel="next">
                {words::NEXT_PAGE}
            </a>
        }
    });
    view! {
        <div class="desk">
            <a class="skip" href="#main">
                {words::SKIP}
            </a>
            <Sidebar data=sidebar current=Section::WorkItems />
            <main class="page" id="main">
                <header class="page-head">
                    <h1>{words::WORK_ITEMS}</h1>
                    {filter_form(&key, data.filter, &data.me, data.members)}
                </header>
                {table}
                <nav class="pages" aria-label=words::PAGES>
                    {first}
                    {next}
                </nav>
            </main>
        </div>
    }
}

fn filter_form(
    key: &str,
    filter: ItemFilter,
    me: &AgentRef,
    members: Vec<AgentRef>,
) -> impl IntoView + use<> {
    let statuses = Status::ALL
        .into_iter()
        .map(|status| {
            view! {
                <option value=status_name(status) selected=filter.status == Some(status)>
                    {words::status(status)}
                </option>
            }
        })
        .collect_view();
    let mine = me.id;
    let option = |agent: AgentRef, label: String| {
        let chosen = filter.assignee == Assigned::Agent(agent.id);
        view! {
            <option value=agent.id.to_string() selected=chosen>
                {label}
            </option>
        }
    };
    let my_option = option(me.clone(), words::assigned_to_me(&me.name));
    let others = members
        .into_iter()
        .filter(|member| member.id != mine)
        .map(|member| {
            let name = member.name.clone();
            option(member, name)
        })
        .collect_view();
    view! {
        <form class="filters" method="get" action=format!("/app/{key}/items")>
            <div class="filter">
                <label for="status">{words::STATUS}</label>
                <select class="input" id="status" name="status">
                    <option value="">{words::EVERY_STATUS}</option>
                    {statuses}
                </select>
            </div>
            <div class="filter">
                <label for="assignee">{words::ASSIGNEE}</label>
                <select class="input" id="assignee" name="assignee">
                    <option value="">{words::ANYONE}</option>
                    <option
                        value=Assigned::NOBODY
                        selected=filter.assignee == Assigned::Nobody
                    >
                        {words::NO_ASSIGNEE}
                    </option>
                    {my_option}
                    {others}
                </select>
            </div>
            <button class="button" type="submit">
                {words::FILTER}
            </button>
        </form>
    }
}

fn table_view(key: &str, rows: Vec<ItemRow>) -> impl IntoView + use<> {
    let rows = rows
        .into_iter()
        .map(|row| {
            let href = format!("/app/{key}/items/{}", row.item.key);
            let summary = words::item_summary(&row.item, &row.customer_name, row.customer);
            let assignee = match row.item.assignee {
                Some(agent) => view! { <span>{agent.name}</span> }.into_any(),
                None => view! { <span class="soft">{words::NO_ASSIGNEE}</span> }.into_any(),
            };
            view! {
                <tr>
                    <td class="cell-key figures">
                        <a href=href>{row.item.key}</a>
                    </td>
                    <td class="cell-summary">{summary}</td>
                    <td class="cell-customer">{words::customer_name(&row.customer_name, row.customer)}</td>
                    <td class="cell-status">
                        <span class=tone(row.item.status)>{words::status(row.item.status)}</span>
                    </td>
                    <td class="cell-assignee">{assignee}</td>
                    <td class="cell-time">
                        <Stamp at=row.updated_at shows=Shows::Day />
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="items">
            <thead>
                <tr>
                    <th scope="col">{words::KEY}</th>
                    <th scope="col">{words::SUMMARY}</th>
                    <th scope="col">{words::CUSTOMER}</th>
                    <th scope="col">{words::STATUS}</th>
                    <th scope="col">{words::ASSIGNEE}</th>
                    <th scope="col">{words::CHANGED}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
