//! Where the agent writes. *Reply* and *Internal note* each have their own words, ground and button, so that nobody ever
//! writes to a customer by mistake; both survive a reload.

use baton_core::id::ConversationId;
use baton_core::wire::AgentAction;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::{Console, outside};
use crate::console::model::{Desk, Draft, Mode, Stand, no_reply};
use crate::console::words;

fn stored_draft(console: Console, conversation: ConversationId) -> Draft {
    let load = |mode| outside::load(&console.draft_key(conversation, mode));
    Draft::restored(load(Mode::Reply), load(Mode::Note))
}

/// The composer of a conversation.
#[component]
pub(super) fn Composer(conversation: ConversationId) -> impl IntoView {
    let console = Console::here();
    let draft = RwSignal::new(Draft::default());
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        let mut stored = stored_draft(console, conversation);
        // What was typed before this script arrived is a reply only where the page said so.
        let early = field.get_untracked().map(|field| field.value());
        if let Some(early) = early.filter(|early| !early.is_empty()) {
            let mode = stored.shown(console.stand.get_untracked());
            stored.write(mode, early);
        }
        draft.set(stored);
    });
    Effect::watch(
        move || console.redraft.track(),
        move |(), _, _| draft.set(stored_draft(console, conversation)),
        false,
    );
    Effect::watch(
        move || console.compose.track(),
        move |(), _, _| {
            request_animation_frame(move || {
                if let Some(field) = field.get_untracked() {
                    let _ = field.focus();
                }
            });
        },
        false,
    );
    // The claim hands the composer over to replies, but never the words of a note that is being written.
    Effect::new(move |before: Option<Option<Stand>>| {
        let stand = console.stand.get();
        if before == Some(Some(Stand::Waiting)) && stand == Some(Stand::Mine) {
            draft.update(Draft::claimed);
            console.write_reply();
        }
        stand
    });
    let mode = Memo::new(move |_| draft.with(|draft| draft.shown(console.stand.get())));
    let text = move || draft.with(|draft| draft.text(mode.get()).to_owned());
    let is_note = move || mode.get() == Mode::Note;
    let can_reply = move || console.stand.get() == Some(Stand::Mine);
    let send = move || {
        let mode = mode.get_untracked();
        let Some(text) = draft.with_untracked(|draft| draft.ready(mode)) else {
            return;
        };
        console.order(match mode {
            Mode::Reply => AgentAction::Write { text },
            Mode::Note => AgentAction::Note {
                work_item: None,
                text,
            },
        });
        draft.update(|draft| draft.write(mode, String::new()));
        outside::save(&console.draft_key(conversation, mode), "");
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    let typed = move |event: leptos::ev::Event| {
        let mode = mode.get_untracked();
        let text = event_target_value(&event);
        outside::save(&console.draft_key(conversation, mode), &text);
        draft.update(|draft| draft.write(mode, text));
        if mode == Mode::Reply {
            console.act_unseen(Desk::typing);
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send();
        } else if event.key() == "Escape" {
            // At once: the next key may come before the next frame.
            if let Some(field) = field.get_untracked() {
                let _ = field.blur();
            }
            outside::focus_opened(Some(conversation));
        }
    };
    let too_long = move || {
        let by = draft.with(|draft| draft.too_many(mode.get()));
        (by > 0).then(|| words::too_long(by))
    };
    let choose = move |chosen: Mode| {
        draft.update(|draft| draft.mode = chosen);
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    view! {
        <form
            class="composer"
            class:note=is_note
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <div class="composer-modes" role="group" aria-label=words::WRITE_AS>
                <button
                    type="button"
                    aria-pressed=move || (!is_note()).to_string()
                    disabled=move || !can_reply()
                    aria-keyshortcuts="r"
                    on:click=move |_| choose(Mode::Reply)
                >
                    {words::REPLY}
                </button>
                <button
                    type="button"
                    aria-pressed=move || is_note().to_string()
                    aria-keyshortcuts="n"
                    data-mode="note"
                    on:click=move |_| choose(Mode::Note)
                >
                    {words::NOTE}
                </button>
                <span class="composer-why">{move || {
                    let why = draft.with(|draft| no_reply(console.stand.get(), draft));
                    why.map(words::no_reply)
                }}</span>
            </div>
            <textarea
                node_ref=field
                id="composer"
                rows="2"
                aria-label=move || if is_note() { words::NOTE } else { words::REPLY }
                placeholder=move || if is_note() { words::NOTE_HINT } else { words::REPLY_HINT }
                prop:value=text
                on:input=typed
                on:keydown=pressed
            ></textarea>
            <div class="composer-foot">
                <span class="composer-problem" role="status">
                    {too_long}
                </span>
                <span class="composer-keys">{words::ENTER_SENDS}</span>
                <button class="button primary" type="submit">
                    {move || if is_note() { words::ADD_NOTE } else { words::SEND }}
                </button>
            </div>
        </form>
    }
}
