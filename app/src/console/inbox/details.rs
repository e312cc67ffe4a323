//! The right column: the work item with its key, the customer, and what was said to Rovo before a person came
//! (seed: "a work item is automatically created with context from the conversation the customer had with Rovo").

use baton_core::people::CustomerProfile;
use baton_core::rovo::RovoReply;
use baton_core::view::{AgentBody, AgentEvent};
use baton_core::work_item::WorkItem;
use leptos::prelude::*;

use super::Console;
use crate::console::items::tone;
use crate::console::model::Opened;
use crate::console::shell::{Icon, icon};
use crate::console::words;

/// What the column shows; it changes seldom, so that it is rendered anew as a whole.
#[derive(Clone, Debug, PartialEq)]
struct Column {
    key: String,
    item: Option<WorkItem>,
    earlier: Vec<WorkItem>,
    customer: CustomerProfile,
    email: Option<String>,
    context: Vec<Said>,
    context_left_out: bool,
}

/// One line of the talk with Rovo.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    /// The customer's words.
    Customer(String),
    /// What Rovo did, or the titles it quoted.
    Rovo(String),
}

/// What the customer and Rovo said among these entries.
fn said_in<'a>(entries: impl Iterator<Item = &'a AgentEvent>) -> Vec<Said> {
    entries
        .filter_map(|entry| match &entry.body {
            AgentBody::CustomerWrote { text, .. } => Some(Said::Customer(text.clone())),
            AgentBody::Rovo { reply, .. } => Some(Said::Rovo(match reply {
                RovoReply::Answer { sources } => {
                    let titles: Vec<_> =
                        sources.iter().map(|source| source.title.as_str()).collect();
                    words::quoted(&titles)
                }
                other => words::rovo_says(other).unwrap_or_default().to_owned(),
            })),
            _ => None,
        })
        .collect()
}

fn column(key: &str, opened: &Opened) -> Column {
    let view = &opened.view;
    let items = &view.header.items;
    let current = opened.item();
    let (said, left_out) = opened.said_before();
    let is_other = |item: &&WorkItem| current.is_none_or(|current| current.id != item.id);
    Column {
        key: key.to_owned(),
        item: current.cloned(),
        earlier: items.iter().rev().filter(is_other).cloned().collect(),
        customer: opened.customer.clone(),
        email: opened.email(),
        context: said_in(said.into_iter()),
        context_left_out: left_out,
    }
}

/// The right column.
#[component]
pub(super) fn Details() -> impl IntoView {
    let console = Console::here();
    let shown = Memo::new(move |_| {
        console
            .desk
            .with(|desk| desk.here().map(|opened| column(&desk.space.key, opened)))
    });
    let close = move |_| console.details_open.set(false);
    view! {
        <aside
            class="details"
            id="details"
            aria-label=words::DETAILS
            class:open=move || console.details_open.get()
        >
            <button
                class="icon-button fold"
                type="button"
                aria-label=words::CLOSE
                on:click=close
            >
                <Icon path=icon::CLOSE />
            </button>
            {move || shown.get().map(column_view)}
        </aside>
    }
}

fn column_view(column: Column) -> impl IntoView {
    let key = column.key.clone();
    let customer = column.customer.clone();
    let summary = move |item: &WorkItem| words::item_summary(item, &customer.name, customer.id);
    let item = match column.item {
        Some(item) => view! {
            <a class="item-key" href=format!("/app/{key}/items/{}", item.key)>
                {item.key.clone()}
            </a>
            <p class="item-summary">{summary(&item)}</p>
            <p class="item-status">
                <span class=tone(item.status)>
                    {words::status(item.status)}
                </span>
                {item.team.map(|team| view! { <span dir="auto">{team.name}</span> })}
            </p>
        }
        .into_any(),
        None => view! { <p class="soft">{words::NO_WORK_ITEM}</p> }.into_any(),
    };
    let earlier = (!column.earlier.is_empty()).then(|| {
        let links = column
            .earlier
            .into_iter()
            .map(|item| {
                view! {
                    <li>
                        <a href=format!("/app/{key}/items/{}", item.key)>{item.key.clone()}</a>
                        <span dir="auto">{summary(&item)}</span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section>
                <h3>{words::EARLIER_ITEMS}</h3>
                <ul class="earlier-items">{links}</ul>
            </section>
        }
    });
    let email = match column.email {
        Some(email) => view! { <p>{email}</p> }.into_any(),
        None => view! { <p class="soft">{words::NO_EMAIL}</p> }.into_any(),
    };
    view! {
        <section>
            <h3>{words::WORK_ITEM}</h3>
            {item}
        </section>
        <section>
            <h3>{words::CUSTOMER}</h3>
            <div class="profile">
                <p>
                    <strong>{words::customer_name(&column.customer.name, column.customer.id)}</strong>
                </p>
                {email}
                <p class="soft">{words::customer_kind(column.customer.kind)}</p>
            </div>
        </section>
        <section>
            <h3>{words::SAID_TO_ROVO}</h3>
            {said_view(column.context, column.context_left_out)}
        </section>
        {earlier}
    }
}

/// The talk with Rovo, as a short list.
fn said_view(context: Vec<Said>, left_out: bool) -> AnyView {
    let before = left_out.then(|| view! { <p class="soft">{words::EARLIER_LEFT_OUT}</p> });
    if context.is_empty() {
        if left_out {
            return before.into_any();
        }
        return view! { <p class="soft">{words::SAID_NOTHING}</p> }.into_any();
    }
    let lines = context
        .into_iter()
        .map(|said| match said {
            Said::Customer(text) => view! { <li class="said">{text}</li> }.into_any(),
            Said::Rovo(text) => view! {
                <li class="said rovo">
                    <span class="said-who">{words::ROVO}</span>
                    {text}
                </li>
            }
            .into_any(),
        })
        .collect_view();
    view! {
        {before}
        <ol class="said-list">{lines}</ol>
    }
    .into_any()
}
