//! What a click or a key means. Every button carries its meaning in its value, which without script would be posted.

use baton_core::wire::CustomerAction;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, UiEvent};

use super::{frame, fresh_id, handle, page, refresh, sound, with_edge};
use crate::components::act::{Act, END, END_SURE, refused_words};
use crate::components::{EMAIL_ELEMENT, TEXT_ELEMENT};
use crate::model::chat::{Chat, Input};

/// Somebody clicked somewhere.
pub(super) fn clicked(event: &Event) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let button = target.and_then(|target| target.closest("button").ok().flatten());
    if let Some(value) = button.and_then(|button| button.get_attribute("value")) {
        event.prevent_default();
        // The browser counts clicks at one place in quick succession. A click elsewhere, a key and a pause begin anew,
        // so that whatever somebody means is done, however quick they are.
        let second_half = event
            .dyn_ref::<UiEvent>()
            .is_some_and(|click| click.detail() > 1);
        if !second_half || Act::may_be_the_second_half(&value) {
            pressed(&value);
        }
    }
}

fn pressed(value: &str) {
    match value {
        "write" => return submit(),
        "news" => return page::scroll_down(),
        "close" => return frame::tell("close"),
        "sound" => return sound::toggle(),
        "anew" => return page::load_anew(),
        "ok" => handle(Input::NoticeRead),
        "keep" => return ask_before_ending(false),
        END => return ask_before_ending(true),
        END_SURE => {
            ask_before_ending(false);
            act(Act::End);
        }
        "email" => give_email(),
        _ => {
            if let Some(act) = Act::parse(value) {
                self::act(act);
            } else if let Some((id, again)) = refused_words(value) {
                let fresh = fresh_id();
                handle(if again {
                    Input::Retry { id, fresh }
                } else {
                    Input::Discard(id)
                });
            }
        }
    }
    // The button may be gone; the focus stays near, or goes to where words are wanted.
    if with_edge(|edge| edge.chat.wants_words()) == Some(true) {
        page::focus(TEXT_ELEMENT);
    } else {
        page::focus_log();
    }
}

fn act(act: Act) {
    let id = fresh_id();
    let read = with_edge(|edge| edge.chat.view.seq);
    let action = act.action(id, read);
    handle(Input::Act { id, action });
}

fn ask_before_ending(ending: bool) {
    with_edge(|edge| edge.glance.ending = ending);
    refresh();
    page::focus(if ending { "end-sure" } else { "end" });
}

fn give_email() {
    let email = page::field(EMAIL_ELEMENT);
    if !email.trim().is_empty() {
        let (id, email) = (fresh_id(), Some(email));
        let action = CustomerAction::GiveEmail { email };
        handle(Input::Act { id, action });
    }
}

/// Sends what stands in the composer.
fn submit() {
    let text = page::draft();
    if !text.trim().is_empty() && Chat::too_many(&text) == 0 {
        handle(Input::Write {
            id: fresh_id(),
            text,
        });
        page::set_draft("");
        with_edge(|edge| edge.cupboard.keep_draft(""));
    }
    page::focus(TEXT_ELEMENT);
}

/// A key was pressed.
pub(super) fn key(event: &KeyboardEvent) {
    // Safari says 229 for the key that ends a composed word, when it no longer says that it composes.
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    let key = event.key();
    if key == "Escape" {
        if with_edge(|edge| edge.glance.ending) == Some(true) {
            ask_before_ending(false);
        } else {
            frame::tell("close");
        }
    } else if key == "Enter" && !event.shift_key() && page::is_in_composer() {
        event.prevent_default();
        submit();
    }
}
