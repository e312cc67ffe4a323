//! The middle of the inbox: the opened conversation with its head, its log, the echo of what is being sent, and the
//! composer. A reader who scrolled up stays there and gets a button with the count.

use baton_core::id::ConversationId;
use baton_core::view::AgentPhase;
use leptos::html;
use leptos::prelude::*;

use super::Console;
use super::bubble::{Around, messages};
use super::composer::Composer;
use super::echo::{Echo, stage};
use super::reading::{follow_newest, scroll_down};
use super::state::Middle;
use crate::console::model::{Address, Opened, Stand, items, pending};
use crate::console::shell::{Icon, icon};
use crate::console::words;

/// The middle.
#[component]
pub(super) fn ConversationPane() -> impl IntoView {
    let console = Console::here();
    let is_first_use = console
        .desk
        .with_untracked(|desk| desk.inbox.rows.is_empty());
    view! {
        <section class="thread" aria-label=words::CONVERSATION>
            {move || match console.middle.get() {
                Middle::Here(conversation) => {
                    view! { <Conversation conversation=conversation /> }.into_any()
                }
                Middle::Loading(conversation) => {
                    view! { <Coming conversation=conversation /> }.into_any()
                }
                Middle::Missing => {
                    view! {
                        <div class="nothing">
                            <BackLink />
                            <h2 id="chat-heading" tabindex="-1">
                                {words::MISSING}
                            </h2>
                            <p>{words::MISSING_HINT}</p>
                        </div>
                    }
                        .into_any()
                }
                Middle::Nothing if is_first_use && console.rows.with(|rows| rows.is_empty()) => {
                    view! {
                        <div class="nothing">
                            <h2>{words::FIRST_USE}</h2>
                            <p>{words::FIRST_USE_HINT}</p>
                        </div>
                    }
                        .into_any()
                }
                Middle::Nothing => {
                    view! {
                        <div class="nothing">
                            <h2>{words::NOTHING_OPEN}</h2>
                            <p>{words::NOTHING_OPEN_HINT}</p>
                        </div>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn BackLink() -> impl IntoView {
    let console = Console::here();
    let back = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        console.go(Address::Inbox);
    };
    view! {
        <a
            class="icon-button back"
            href=Address::Inbox.path(&console.key())
            aria-label=words::BACK
            on:click=back
        >
            <Icon path=icon::BACK />
        </a>
    }
}

/// A conversation on its way: what its row knows is there at once.
#[component]
fn Coming(conversation: ConversationId) -> impl IntoView {
    let console = Console::here();
    let name = console.rows.with_untracked(|rows| {
        let shown = rows.get(&conversation)?;
        Some(words::customer_name(
            &shown.row.customer_name,
            shown.row.customer,
        ))
    });
    view! {
        <header class="thread-head">
            <BackLink />
            <h2 id="chat-heading" tabindex="-1">
                {name}
            </h2>
        </header>
        <div class="log coming" aria-busy="true">
            <span class="shape"></span>
            <span class="shape"></span>
            <span class="shape"></span>
        </div>
    }
}

#[component]
fn Conversation(conversation: ConversationId) -> impl IntoView {
    let console = Console::here();
    let log = NodeRef::<html::Div>::new();
    let shown = Memo::new(move |_| {
        let zone = console.zone.get();
        console.desk.with(|desk| match desk.here() {
            Some(opened) if opened.conversation == conversation => {
                items(&opened.view.entries, desk.me.id, zone)
            }
            _ => Vec::new(),
        })
    });
    let echo = Memo::new(move |_| {
        console.desk.with(|desk| match desk.here() {
            Some(opened) if opened.conversation == conversation => {
                pending(&desk.outbox, conversation, &opened.view)
            }
            _ => Vec::new(),
        })
    });
    let has_earlier = Memo::new(move |_| {
        console
            .desk
            .with(|desk| desk.here().is_some_and(|opened| opened.view.has_earlier))
    });
    let customer = Memo::new(move |_| {
        console.desk.with(|desk| {
            desk.here()
                .map(|opened| words::customer_name(&opened.customer.name, opened.customer.id))
                .unwrap_or_default()
        })
    });
    let keys = Memo::new(move |_| {
        console
            .desk
            .with(|desk| desk.here().map(Opened::item_keys).unwrap_or_default())
    });
    let around = console.desk.with_untracked(|desk| Around {
        me: desk.me.id,
        key: desk.space.key.clone(),
        customer: customer.into(),
        items: keys.into(),
        zone: console.zone.into(),
    });
    let is_typing = Memo::new(move |_| {
        let now = console.now.get();
        console
            .desk
            .with(|desk| desk.typing_until.is_some_and(|until| until > now))
    });
    let reading = follow_newest(log, shown, echo);
    let below = reading.below;
    // A type of its own, or the page's becomes too deep for the compiler.
    let said = view! {
        <div class="log-all">
            <p class="line" hidden=move || !has_earlier.get()>
                {words::EARLIER_LEFT_OUT}
            </p>
            {messages(shown, around)}
            <ol class="messages echo" aria-live="off">
                <For each=move || echo.get() key=|pending| (pending.id, stage(&pending.progress)) let:pending>
                    <Echo pending=pending />
                </For>
            </ol>
            <p class="typing" hidden=move || !is_typing.get()>
                {words::CUSTOMER_TYPING}
            </p>
        </div>
    }
    .into_any();
    view! {
        <ConversationHead />
        <NoticeLine conversation=conversation />
        <div class="log" node_ref=log on:scroll=move |_| reading.scrolled(log) tabindex="0" role="log" aria-label=words::CONVERSATION>
            {said}
        </div>
        <button
            class="button below"
            type="button"
            hidden=move || below.get() == 0
            on:click=move |_| {
                scroll_down(log);
                below.set(0);
            }
        >
            {move || words::new_below(below.get())}
        </button>
        <Composer conversation=conversation />
    }
}

#[component]
fn ConversationHead() -> impl IntoView {
    let console = Console::here();
    let name = Memo::new(move |_| {
        console.desk.with(|desk| {
            desk.here()
                .map(|opened| words::customer_name(&opened.customer.name, opened.customer.id))
                .unwrap_or_default()
        })
    });
    let holder = Memo::new(move |_| {
        console.desk.with(|desk| {
            let opened = desk.here()?;
            Some(match &opened.view.header.phase {
                AgentPhase::Rovo => words::WITH_ROVO.to_owned(),
                AgentPhase::Waiting { .. } => words::UNASSIGNED.to_owned(),
                AgentPhase::Live { agent, .. } if agent.id == desk.me.id => {
                    words::WITH_YOU.to_owned()
                }
                AgentPhase::Live { agent, .. } => words::with_agent(&agent.name),
            })
        })
    });
    let waits = move || console.stand.get() == Some(Stand::Waiting);
    let mine = move || console.stand.get() == Some(Stand::Mine);
    let busy = Memo::new(move |_| console.is_busy());
    let fold = move |_| console.details_open.update(|open| *open = !*open);
    view! {
        <header class="thread-head">
            <BackLink />
            <div class="thread-title">
                <h2 id="chat-heading" tabindex="-1">
                    {move || name.get()}
                </h2>
                <p class="thread-holder">{move || holder.get()}</p>
            </div>
            <button
                class="button primary"
                type="button"
                hidden=move || !waits()
                aria-disabled=move || busy.get().to_string()
                aria-keyshortcuts="c"
                on:click=move |_| console.claim()
            >
                {move || if busy.get() { words::CLAIMING } else { words::CLAIM }}
            </button>
            <button
                class="button"
                type="button"
                hidden=move || !mine()
                aria-disabled=move || busy.get().to_string()
                aria-keyshortcuts="e"
                on:click=move |_| console.ask_to_end()
            >
                {move || if busy.get() { words::ENDING } else { words::END }}
            </button>
            <button
                class="icon-button fold"
                type="button"
                aria-label=words::DETAILS
                title=words::DETAILS
                aria-controls="details"
                aria-expanded=move || console.details_open.get().to_string()
                on:click=fold
            >
                <Icon path=icon::PANEL />
            </button>
        </header>
    }
}

/// What went otherwise than meant.
#[component]
fn NoticeLine(conversation: ConversationId) -> impl IntoView {
    let console = Console::here();
    let notice = Memo::new(move |_| {
        console.desk.with(|desk| {
            let notice = desk.notice.as_ref()?;
            (notice.conversation == conversation).then(|| words::trouble(&notice.trouble))
        })
    });
    let dismiss = move |_| {
        console.act(|desk, _| {
            desk.notice = None;
            Vec::new()
        });
    };
    view! {
        <div class="notice-line" role="alert">
            {move || {
                notice
                    .get()
                    .map(|text| {
                        view! {
                            <p>{text}</p>
                            <button
                                class="icon-button"
                                type="button"
                                aria-label=words::CLOSE
                                on:click=dismiss
                            >
                                <Icon path=icon::CLOSE />
                            </button>
                        }
                    })
            }}
        </div>
    }
}
