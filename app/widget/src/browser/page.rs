//! The document around the components: the composer's field, the log's scroll, the title, and what the browser says of
//! the page as a whole.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent,
    MessageEvent, VisibilityState,
};

use super::{frame, fresh_id, handle, now, window, with_edge};
use crate::components::{LOG_ELEMENT, TEXT_ELEMENT, Ui};
use crate::model::chat::{Chat, Input};
use crate::text::number;

/// So near to the end counts as being there, in pixels.
const NEAR: i32 = 48;
/// The page is not loaded anew more often than this, in milliseconds.
const RELOAD_PAUSE: i64 = 60_000;
const RELOADED: &str = "baton.reloaded";

fn document() -> Option<Document> {
    window()?.document()
}

fn element<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

fn composer() -> Option<HtmlTextAreaElement> {
    element(TEXT_ELEMENT)
}

/// What stands in the composer.
pub(super) fn draft() -> String {
    composer().map(|field| field.value()).unwrap_or_default()
}

/// Puts it there.
pub(super) fn set_draft(ui: Ui, text: &str) {
    if let Some(field) = composer() {
        field.set_value(text);
    }
    measure(ui, text);
}

/// What stands in a field.
pub(crate) fn field(id: &str) -> String {
    element::<HtmlInputElement>(id)
        .map(|field| field.value())
        .unwrap_or_default()
}

/// The composer's text changed.
pub(crate) fn typed(ui: Ui) {
    let text = draft();
    with_edge(|edge| edge.cupboard.keep_draft(&text));
    measure(ui, &text);
    handle(ui, Input::Typed);
}

fn measure(ui: Ui, text: &str) {
    let too_many = Chat::too_many(text);
    if ui.too_many.get_untracked() != too_many {
        ui.too_many.set(too_many);
    }
    // Browsers that know `field-sizing` need no help with the height.
    if let Some(field) = composer() {
        let style = HtmlElement::style(&field);
        if style
            .get_property_value("field-sizing")
            .is_ok_and(|value| value.is_empty())
        {
            _ = style.set_property("height", "auto");
            _ = style.set_property("height", &pixels(field.scroll_height()));
        }
    }
}

fn pixels(value: i32) -> String {
    [&number(u64::from(value.unsigned_abs())), "px"].concat()
}

/// Sends what stands in the composer.
pub(crate) fn submit(ui: Ui) {
    let text = draft();
    if text.trim().is_empty() || Chat::too_many(&text) > 0 {
        return;
    }
    handle(
        ui,
        Input::Write {
            id: fresh_id(),
            text,
        },
    );
    set_draft(ui, "");
    with_edge(|edge| edge.cupboard.keep_draft(""));
    focus_composer();
}

fn focus(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        _ = element.focus();
    }
}

pub(super) fn focus_composer() {
    focus(TEXT_ELEMENT);
}

/// A button that acted is gone; the focus stays near.
pub(crate) fn focus_log() {
    focus(LOG_ELEMENT);
}

/// The log counts from its end, where it starts: 0 is the newest line, less is further up.
fn is_at_end() -> bool {
    element::<HtmlElement>(LOG_ELEMENT).is_none_or(|log| log.scroll_top() > -NEAR)
}

/// The reader scrolled.
pub(crate) fn scrolled(ui: Ui) {
    if ui.below.get_untracked() > 0 && is_at_end() {
        ui.below.set(0);
    }
}

/// To the newest line.
pub(crate) fn scroll_down(ui: Ui) {
    if let Some(log) = element::<HtmlElement>(LOG_ELEMENT) {
        log.set_scroll_top(0);
    }
    if ui.below.get_untracked() > 0 {
        ui.below.set(0);
    }
}

/// Somebody else said something: a reader who is further up stays there, and is told.
pub(super) fn arrived(ui: Ui) {
    if !is_at_end() {
        ui.below.update(|below| *below += 1);
    }
}

pub(super) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

pub(super) fn is_focused() -> bool {
    document().is_some_and(|document| document.has_focus().unwrap_or(false))
}

/// Whether somebody can see the chat.
pub(super) fn is_looked_at() -> bool {
    let visible =
        document().is_some_and(|document| document.visibility_state() == VisibilityState::Visible);
    visible && with_edge(|edge| edge.shown).unwrap_or(true)
}

/// Loads the page anew, with its outbox kept; not over and over.
pub(super) fn reload() {
    let Some(window) = window() else {
        return;
    };
    let Some(storage) = window.session_storage().ok().flatten() else {
        return;
    };
    let last = storage.get_item(RELOADED).ok().flatten();
    let last: i64 = last.and_then(|text| text.parse().ok()).unwrap_or(0);
    if now().0 - last > RELOAD_PAUSE {
        _ = storage.set_item(RELOADED, &number(now().0.unsigned_abs()));
        _ = window.location().reload();
    }
}

/// Hears what the browser says of the page, for as long as it lives.
pub(super) fn listen(ui: Ui) {
    let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| heard(ui, &event));
    let function = listener.as_ref().unchecked_ref();
    if let Some(window) = window() {
        for kind in ["online", "offline", "pageshow", "message", "keydown"] {
            _ = window.add_event_listener_with_callback(kind, function);
        }
        if let Some(viewport) = window.visual_viewport() {
            _ = viewport.add_event_listener_with_callback("resize", function);
        }
    }
    if let Some(document) = document() {
        _ = document.add_event_listener_with_callback("visibilitychange", function);
    }
    listener.forget();
}

fn heard(ui: Ui, event: &Event) {
    match event.type_().as_str() {
        "message" => {
            if let Some(message) = event.dyn_ref::<MessageEvent>() {
                frame::told(ui, message);
            }
        }
        "keydown" => {
            let key = event.dyn_ref::<KeyboardEvent>();
            if key.is_some_and(|key| key.key() == "Escape" && !key.is_composing()) {
                if ui.ending.get_untracked() {
                    ui.ending.set(false);
                } else {
                    frame::close_frame();
                }
            }
        }
        "resize" => fit(),
        "visibilitychange" => {
            let looking = is_looked_at();
            handle(ui, Input::Looking(looking));
            if looking {
                handle(ui, Input::Nudge);
            }
        }
        _ => handle(ui, Input::Nudge),
    }
}

/// The keyboard of a phone covers a part of the page: the chat takes what is left.
fn fit() {
    let height = window().and_then(|window| window.visual_viewport());
    let height = height.map(|viewport| viewport.height());
    let root = document().and_then(|document| document.document_element());
    let root = root.and_then(|root| root.dyn_into::<HtmlElement>().ok());
    if let (Some(height), Some(root)) = (height, root) {
        #[expect(clippy::cast_possible_truncation, reason = "a screen has few pixels")]
        let height = height as i32;
        _ = HtmlElement::style(&root).set_property("--height", &pixels(height));
    }
}
