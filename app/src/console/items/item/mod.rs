//! The page of one work item: what it is about, who has it, and its timeline, which is the chat's transcript and the
//! comments as one live record (seed: "a work item is automatically created with context from the conversation"). It is
//! complete as the server renders it, and its forms work without script; hydrated, it follows the conversation.

#![expect(
    unreachable_pub,
    reason = "the component macro makes the types of properties public"
)]

mod comment;
mod facts;
mod outside;
mod state;

pub use comment::{CommentForm, CommentProblem, Kind};
pub use state::LivePage;

use baton_core::work_item::Cause;
use leptos::prelude::*;

use super::status_name;
use crate::console::inbox::record_view::{Around, item_view};
use crate::console::link_state::LinkState;
use crate::console::model::live_item::ItemSnapshot;
use crate::console::model::{Address, Item};
use crate::console::shell::{Section, Sidebar, SidebarData};
use crate::console::words;
use comment::Comment;
use facts::Facts;

/// The page.
#[component]
pub fn ItemApp(
    /// What it begins with.
    snapshot: ItemSnapshot,
) -> impl IntoView {
    let sidebar = SidebarData::new(&snapshot.space, &snapshot.me, snapshot.viewer.clone());
    let ItemSnapshot {
        me,
        members,
        commands,
        form,
        ..
    } = snapshot.clone();
    let page = LivePage::new(snapshot);
    provide_context(page);
    Effect::new(move |_| outside::start(page));
    let link = Memo::new(move |_| page.live.with(|live| (live.lost, live.is_offline())));
    let here = page.item_path();
    let items_path = format!("/app/{}/items", page.space());
    let key = page.item.with_untracked(|item| item.key.clone());
    let summary = page.item.with_untracked(|item| item.summary.clone());
    let chat = Address::Conversation(page.conversation()).path(&page.space());
    // Types of their own, or the page's becomes too deep for the compiler.
    let facts = view! {
        <aside class="item-side" aria-label=words::DETAILS>
            <Facts here=here.clone() me=me members=members commands=[commands[1], commands[2]] />
            <p class="item-links">
                <a href=chat.clone()>{words::OPEN_CHAT}</a>
                <a href=chat target="_blank" rel="noopener">
                    {words::OPEN_CHAT_NEW_TAB}
                </a>
            </p>
        </aside>
    }
    .into_any();
    let main = view! {
        <div class="item-main">
            <Description />
            <Timeline />
            <Comment here=here id=commands[0] form=form />
        </div>
    }
    .into_any();
    view! {
        <div class="desk">
            <a class="skip" href="#main">
                {words::SKIP}
            </a>
            <Sidebar data=sidebar current=Section::WorkItems />
            <main class="page item" id="main">
                <header class="item-head">
                    <LinkState state=link back=page.item_path() />
                    <p class="crumbs">
                        <a href=items_path>{words::WORK_ITEMS}</a>
                        <span aria-hidden="true">"/"</span>
                        <span class="figures">{key}</span>
                    </p>
                    <h1>{summary}</h1>
                </header>
                {facts}
                {main}
            </main>
        </div>
    }
}

/// What it is about: the words of the form, or the talk with Rovo that led to it.
#[component]
fn Description() -> impl IntoView {
    let page = LivePage::here();
    let item = page.item.get_untracked();
    let is_raised = item.cause == Cause::Raised;
    let said_nothing = page.context.with_untracked(Vec::is_empty);
    let content = if is_raised {
        view! { <p class="words" dir="auto">{item.description}</p> }.into_any()
    } else if said_nothing {
        view! { <p class="soft">{words::SAID_NOTHING}</p> }.into_any()
    } else {
        messages(page, page.context)
    };
    let heading = if is_raised {
        words::DESCRIPTION
    } else {
        words::SAID_TO_ROVO
    };
    view! {
        <section class="panel" aria-labelledby="description">
            <h2 id="description">{heading}</h2>
            {content}
        </section>
    }
}

/// The chat's transcript, the comments, the notes and the changes, as they come.
#[component]
fn Timeline() -> impl IntoView {
    let page = LivePage::here();
    let left_out = Memo::new(move |_| page.live.with(|live| live.opened.view.has_earlier));
    view! {
        <section class="panel" aria-labelledby="timeline">
            <h2 id="timeline">{words::TIMELINE}</h2>
            <p class="soft" hidden=move || !left_out.get()>
                {words::EARLIER_LEFT_OUT}
            </p>
            <div role="log" aria-labelledby="timeline">
                {messages(page, page.timeline)}
            </div>
        </section>
    }
}

fn messages(page: LivePage, shown: Memo<Vec<Item>>) -> AnyView {
    let around = move || Around {
        me: page.me(),
        key: page.space(),
        customer: page.customer.into(),
        items: page.live.with_untracked(|live| live.opened.item_keys()),
        zone: page.zone.into(),
    };
    view! {
        <ol class="messages">
            <For each=move || shown.get() key=Item::key let:item>
                {item_view(item, &around())}
            </For>
        </ol>
    }
    .into_any()
}
