//! Single keys. They do nothing while something is being written, while a dialog is open, with a modifier held, or when
//! they are turned off (WCAG 2.1.4); everything they do can be done without them.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen::JsCast;

use super::page;
use crate::console::inbox::Console;
use crate::console::model::Stand;

/// Begins to listen.
pub(super) fn listen(console: Console) {
    let _ = window_event_listener(ev::keydown, move |event| pressed(console, &event));
}

fn pressed(console: Console, event: &KeyboardEvent) {
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing();
    if modified || event.default_prevented() || page::has_dialog() || is_writing() {
        return;
    }
    let key = event.key();
    let in_lists = focused().is_some_and(|element| element.class_list().contains("row"));
    let handled = match key.as_str() {
        "ArrowDown" if in_lists => move_in_lists(1),
        "ArrowUp" if in_lists => move_in_lists(-1),
        _ if !console.shortcuts.get_untracked() => false,
        "j" => move_in_lists(1),
        "k" => move_in_lists(-1),
        "c" => {
            console.claim();
            true
        }
        "e" => {
            console.ask_to_end();
            true
        }
        "r" => write(console, "reply"),
        "n" => write(console, "note"),
        "?" => {
            page::show_dialog(console.shortcuts_dialog);
            true
        }
        _ => false,
    };
    if handled {
        event.prevent_default();
    }
}

fn focused() -> Option<Element> {
    document().active_element()
}

fn is_writing() -> bool {
    focused().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "TEXTAREA" | "INPUT" | "SELECT")
    })
}

/// Presses the switch of the composer, as the pointer would.
fn write(console: Console, mode: &str) -> bool {
    if mode == "reply" && console.stand.get_untracked() != Some(Stand::Mine) {
        return false;
    }
    let selector = match mode {
        "note" => ".composer-modes button[data-mode=note]",
        _ => ".composer-modes button:first-of-type",
    };
    let button = document().query_selector(selector).ok().flatten();
    let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    button.click();
    true
}

/// Moves the focus to the next or previous row, over all lists.
fn move_in_lists(by: i32) -> bool {
    let Ok(rows) = document().query_selector_all(".row") else {
        return false;
    };
    let count = i32::try_from(rows.length()).unwrap_or(i32::MAX);
    let index_of = |wanted: &dyn Fn(&Element) -> bool| {
        (0..count)
            .find(|index| row(&rows, *index).is_some_and(|element| wanted(element.unchecked_ref())))
    };
    let focused = focused();
    let current = index_of(&|element| Some(element) == focused.as_ref())
        .or_else(|| index_of(&|element| element.get_attribute("aria-current").is_some()));
    let next = match current {
        Some(index) => (index + by).clamp(0, count - 1),
        None => 0,
    };
    let Some(element) = row(&rows, next) else {
        return false;
    };
    let _ = element.focus();
    element.scroll_into_view_with_bool(false);
    true
}

fn row(rows: &leptos::web_sys::NodeList, index: i32) -> Option<HtmlElement> {
    let index = u32::try_from(index).ok()?;
    rows.get(index)?.dyn_into().ok()
}
