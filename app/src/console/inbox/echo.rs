//! Own words that are not in the conversation yet: *sending*, *sent*, or *not sent* with what can be done about it. They
//! stand below the log and not in it, so that a screen reader hears them once.

use baton_core::client::Progress;
use baton_core::id::ConversationId;
use baton_core::wire::AgentAction;
use leptos::prelude::*;

use super::Console;
use crate::console::model::{Mode, Pending};
use crate::console::words;

/// What distinguishes one look of an echo from another.
pub(super) fn stage(progress: &Progress) -> u8 {
    match progress {
        Progress::Unsent | Progress::Sending => 0,
        Progress::Done(_) => 1,
        Progress::Failed(_) => 2,
    }
}

/// Own words on their way, or stuck.
#[component]
pub(super) fn Echo(pending: Pending) -> impl IntoView {
    let console = Console::here();
    let id = pending.id;
    let class = if pending.is_note {
        "message me note"
    } else {
        "message me"
    };
    let take_back = move |keep_words: bool| {
        let mut order = None;
        console.act(|desk, _| {
            let (taken, effects) = desk.take_back(id);
            order = taken;
            effects
        });
        if let Some(order) = order.filter(|_| keep_words) {
            put_into_draft(console, order.conversation, order.action);
            console.redraft.notify();
            console.write_reply();
        }
    };
    let state = match pending.progress {
        Progress::Unsent | Progress::Sending => {
            view! { <span class="state">{words::SENDING}</span> }.into_any()
        }
        Progress::Done(_) => view! { <span class="state">{words::SENT}</span> }.into_any(),
        Progress::Failed(why) => view! {
            <span class="state bad" role="alert">
                {words::was_not_sent(&why)}
            </span>
            <button
                class="link-button"
                type="button"
                on:click=move |_| console.act(|desk, _| desk.retry(id))
            >
                {words::RETRY}
            </button>
            <button class="link-button" type="button" on:click=move |_| take_back(true)>
                {words::EDIT}
            </button>
            <button class="link-button" type="button" on:click=move |_| take_back(false)>
                {words::DISCARD}
            </button>
        }
        .into_any(),
    };
    view! {
        <li class=class>
            <div class="message-body">
                {pending
                    .is_note
                    .then(|| {
                        view! {
                            <p class="message-head">
                                <span class="lozenge warn">{words::INTERNAL}</span>
                            </p>
                        }
                    })} <div class="bubble">
                    <p class="words">{pending.text}</p>
                </div> <p class="message-state">{state}</p>
            </div>
        </li>
    }
}

/// Puts words that did not go out before what is being written.
fn put_into_draft(console: Console, conversation: ConversationId, action: AgentAction) {
    let (mode, text) = match action {
        AgentAction::Write { text } | AgentAction::Comment { text, .. } => (Mode::Reply, text),
        AgentAction::Note { text, .. } => (Mode::Note, text),
        _ => return,
    };
    let key = console.draft_key(conversation, mode);
    let kept = super::outside::load(&key);
    let joined = if kept.is_empty() {
        text
    } else {
        format!("{text}\n{kept}")
    };
    super::outside::save(&key, &joined);
}
