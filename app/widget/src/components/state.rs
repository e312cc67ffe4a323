//! Between log and composer: whether we are connected, what came of the last click, the place in the queue with what
//! happens next, and the buttons that make sense now.

use baton_core::id::Seq;
use baton_core::offer::Obstacle;
use baton_core::view::CustomerPhase;
use leptos::prelude::*;

use super::Ui;
use super::act::{Act, button};
use super::said::newest_item;
use crate::model::chat::{Chat, Input};
use crate::text::clock;
use crate::words;

/// A button that makes sense now.
#[derive(Clone, Copy)]
struct Choice {
    act: Act,
    class: &'static str,
    label: &'static str,
}

pub(super) fn state(ui: Ui) -> impl IntoView {
    view! {
        <section class="state">
            <p class="offline" role="status">
                {move || ui.chat.with(|chat| chat.offline.then_some(words::OFFLINE))}
            </p>
            <div role="alert">
                {move || ui.chat.with(|chat| chat.notice.as_ref().map(|notice| view! {
                    <p class="notice">
                        {words::notice(&notice.action, &notice.why)}
                        <button type="button" class="small" on:click=move |_| ui.send(Input::NoticeRead)>
                            {words::DISMISS}
                        </button>
                    </p>
                }))}
            </div>
            <div class="now" role="status">{move || ui.chat.with(|chat| now(ui, chat))}</div>
            <div class="choices">
                <For
                    each=move || choices(ui)
                    key=|choice| choice.label
                    children=move |choice| button(ui, choice.act, choice.class, choice.label)
                />
                {move || end(ui)}
            </div>
        </section>
    }
}

/// What holds at the moment, where it needs saying.
fn now(ui: Ui, chat: &Chat) -> impl IntoView + use<> {
    let waiting = match &chat.view.header.phase {
        CustomerPhase::Waiting { assign_due, .. } => {
            let by = clock(*assign_due, ui.offset(*assign_due));
            Some(view! {
                <p><b>{words::place(chat.queue)}</b></p>
                <p>{words::until(&by, item_of_wait(chat))}</p>
            })
        }
        _ => None,
    };
    let nobody = matches!(chat.view.header.phase, CustomerPhase::Rovo { .. })
        && chat.offer.obstacles == [Obstacle::NobodyAvailable];
    let asking = chat
        .is_asking_for_person()
        .then(|| view! { <p>{words::ASKING}</p> });
    let nobody = nobody.then(|| view! { <p>{words::NOBODY_AVAILABLE}</p> });
    (waiting, nobody, asking)
}

/// The work item of a chat that came back to the queue.
fn item_of_wait(chat: &Chat) -> Option<&str> {
    use baton_core::view::CustomerBody::{BackInQueue, Requested};
    let mut entries = chat.view.entries.iter().rev();
    let came_back = entries.find_map(|event| match event.body {
        BackInQueue { .. } => Some(true),
        Requested { .. } => Some(false),
        _ => None,
    });
    came_back
        .unwrap_or(false)
        .then(|| newest_item(chat, Seq(u64::MAX)))
        .flatten()
}

fn choices(ui: Ui) -> Vec<Choice> {
    let choice = |act, class, label| Choice { act, class, label };
    ui.chat.with(|chat| match &chat.view.header.phase {
        CustomerPhase::Rovo { .. } => {
            let mut choices = Vec::new();
            if chat.offer.is_open() && !chat.is_asking_for_person() {
                choices.push(choice(Act::Person, "choice main", words::TALK_TO_A_PERSON));
            }
            if chat.has_words() {
                choices.push(choice(Act::Request, "choice", words::LEAVE_A_REQUEST));
            }
            choices
        }
        CustomerPhase::Waiting { .. } => vec![
            choice(Act::Request, "choice", words::LEAVE_INSTEAD),
            choice(Act::NeverMind, "choice", words::NO_LONGER_NEEDED),
        ],
        CustomerPhase::Live { .. } => Vec::new(),
    })
}

/// *End chat*, which asks once more: there is no way back to the same person.
fn end(ui: Ui) -> impl IntoView {
    let live = ui
        .chat
        .with(|chat| matches!(chat.view.header.phase, CustomerPhase::Live { .. }));
    let ending = ui.ending.get();
    let first = (live && !ending).then(|| {
        view! {
            <button
                class="choice"
                form=super::ACT_FORM
                name="do"
                value=Act::End.value()
                on:click=move |event| {
                    event.prevent_default();
                    ui.ending.set(true);
                }
            >
                {words::END_CHAT}
            </button>
        }
    });
    let second = (live && ending).then(|| {
        view! {
            <p>{words::END_QUESTION}</p>
            {button(ui, Act::End, "choice main", words::END_CHAT)}
            <button type="button" class="choice" on:click=move |_| ui.ending.set(false)>
                {words::KEEP_CHATTING}
            </button>
        }
    });
    (first, second)
}
