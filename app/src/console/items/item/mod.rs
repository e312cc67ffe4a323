//! The page of one work item: what it is about, who has it, and its timeline, which is the chat's transcript and the
//! comments as one live record (seed: "a work item is automatically created with context from the conversation"). The
//! server renders all of it, and its forms work without script. The module then lets the parts with a name here follow
//! the conversation; the rest never changes, and costs it nothing.

mod comment;
mod facts;

pub use comment::{CommentForm, CommentProblem, Kind};

use baton_core::work_item::Cause;
use leptos::prelude::*;

use crate::console::inbox::record_view::{Around, messages};
use crate::console::model::live_item::{ItemSnapshot, LiveItem};
use crate::console::model::{Address, Zone, items};
use crate::console::shell::{Section, Sidebar, SidebarData};
use crate::console::words;

/// The ids of the parts that the module keeps true.
pub mod part {
    /// Where it says why nothing arrives.
    pub const LINK_STATE: &str = "link-state";
    /// The talk with Rovo.
    pub const CONTEXT: &str = "context";
    /// Everything since.
    pub const TIMELINE: &str = "timeline";
    /// The heading of the timeline.
    pub const TIMELINE_HEADING: &str = "timeline-heading";
    /// The choice of a status.
    pub const STATUS: &str = "status";
    /// The choice of an assignee.
    pub const ASSIGNEE: &str = "assignee";
    /// The customer's name.
    pub const CUSTOMER: &str = "customer";
    /// The customer's address.
    pub const EMAIL: &str = "customer-email";
    /// The comment form.
    pub const COMMENT: &str = "comment";
}

/// The page.
#[component]
pub fn ItemPage(
    /// What it shows.
    snapshot: ItemSnapshot,
) -> impl IntoView {
    let ItemSnapshot {
        space,
        me,
        viewer,
        members,
        commands,
        form,
        item,
        ..
    } = snapshot.clone();
    let live = LiveItem::new(snapshot);
    let here = format!("/app/{}/items/{}", space.key, item.key);
    let chat = Address::Conversation(live.opened.conversation).path(&space.key);
    let customer = &live.opened.customer;
    let around = Around {
        me: me.id,
        key: space.key.clone(),
        customer: Signal::stored(words::customer_name(&customer.name, customer.id)),
        items: Signal::stored(live.opened.item_keys()),
        zone: Signal::stored(Zone::Utc),
    };
    let record = live.record();
    let shown = |events: &[_]| {
        let items = items(events, me.id, Zone::Utc);
        messages(Memo::new(move |_| items.clone()), around.clone())
    };
    let description = if item.cause == Cause::Raised {
        view! { <p class="words" dir="auto">{item.description.clone()}</p> }.into_any()
    } else if record.context.is_empty() {
        view! { <p class="soft">{words::SAID_NOTHING}</p> }.into_any()
    } else {
        view! { <div id=part::CONTEXT>{shown(&record.context)}</div> }.into_any()
    };
    let description_heading = match item.cause {
        Cause::Raised => words::DESCRIPTION,
        _ => words::SAID_TO_ROVO,
    };
    let sidebar = SidebarData::new(&space, &me, viewer);
    let details = facts::facts(&here, &live, &me, members, [commands[1], commands[2]]);
    view! {
        <div class="desk">
            <a class="skip" href="#main">
                {words::SKIP}
            </a>
            <Sidebar data=sidebar current=Section::WorkItems />
            <main class="page item" id="main">
                <header class="item-head">
                    <div id=part::LINK_STATE></div>
                    <p class="crumbs">
                        <a href=format!("/app/{}/items", space.key)>{words::WORK_ITEMS}</a>
                        <span aria-hidden="true">"/"</span>
                        <span class="figures">{item.key.clone()}</span>
                    </p>
                    <h1>{words::item_summary(&item, &customer.name, customer.id)}</h1>
                </header>
                <aside class="item-side" aria-label=words::DETAILS>
                    {details}
                    <p class="item-links">
                        <a href=chat.clone()>{words::OPEN_CHAT}</a>
                        <a href=chat target="_blank" rel="noopener">
                            {words::OPEN_CHAT_NEW_TAB}
                        </a>
                    </p>
                </aside>
                <div class="item-main">
                    <section class="panel" aria-labelledby="description">
                        <h2 id="description">{description_heading}</h2>
                        {description}
                    </section>
                    <section class="panel" aria-labelledby=part::TIMELINE_HEADING>
                        <h2 id=part::TIMELINE_HEADING>{words::TIMELINE}</h2>
                        <div id=part::TIMELINE>{shown(&record.timeline)}</div>
                    </section>
                    {comment::comment_form(&here, commands[0], &form)}
                </div>
            </main>
        </div>
    }
}
