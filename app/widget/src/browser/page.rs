//! The document around the log: its parts, the composer's field, the log's scroll, the title, and what the browser says
//! of the page as a whole.

use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent,
    MessageEvent, VisibilityState,
};

use super::{click, frame, handle, now, refresh, window, with_edge};
use crate::components::parts::{Part, Show};
use crate::components::{LOG_ELEMENT, TEXT_ELEMENT};
use crate::model::chat::{Chat, Input};
use crate::snapshot::ROOT_ELEMENT;
use crate::text::number;

/// So near to the end counts as being there, in pixels.
const NEAR: i32 = 48;
/// The page is not loaded anew more often than this, in milliseconds.
const RELOAD_PAUSE: i64 = 60_000;
const RELOADED: &str = "baton.reloaded";

fn document() -> Option<Document> {
    window()?.document()
}

/// The element with this id.
pub(super) fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Makes a part show what it is to show.
pub(super) fn show((id, show): &Part) {
    if let Some(element) = element(id) {
        if let Show::Words(words) = show {
            element.set_text_content(Some(words));
        }
        let hidden = *show == Show::Hidden;
        // Who stands on what goes away would be nowhere. In a frame that has not the keys, they stay where they are.
        if hidden && is_focused() && has_focus(&element) {
            focus_log();
        }
        element.set_hidden(hidden);
    }
}

fn has_focus(element: &HtmlElement) -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_some_and(|active| element.contains(Some(&active)))
}

/// From here on the page is the module's; before that, forms are posted.
pub(super) fn take_over() {
    if let Some(root) = element(ROOT_ELEMENT) {
        _ = root.set_attribute("data-live", "");
    }
}

fn composer() -> Option<HtmlTextAreaElement> {
    element(TEXT_ELEMENT)?.dyn_into().ok()
}

/// What stands in the composer.
pub(super) fn draft() -> String {
    composer().map(|field| field.value()).unwrap_or_default()
}

/// Puts it there.
pub(super) fn set_draft(text: &str) {
    if let Some(field) = composer() {
        field.set_value(text);
    }
    measure(text);
}

/// What stands in a field.
pub(super) fn field(id: &str) -> String {
    let field = element(id).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

/// Whether the keys go to the composer.
pub(super) fn is_in_composer() -> bool {
    document()
        .and_then(|document| document.active_element())
        .is_some_and(|element| element.id() == TEXT_ELEMENT)
}

/// The composer's text changed.
fn typed() {
    let text = draft();
    with_edge(|edge| edge.cupboard.keep_draft(&text));
    measure(&text);
    handle(Input::Typed);
}

fn measure(text: &str) {
    let too_many = Chat::too_many(text);
    with_edge(|edge| edge.glance.too_many = too_many);
    if let Some(field) = composer() {
        let invalid = if too_many > 0 { "true" } else { "false" };
        _ = field.set_attribute("aria-invalid", invalid);
    }
    measure_again();
}

/// Gives the composer the height of its text. The style sheet overrides it where the browser does so by itself. A hidden
/// frame has no heights, and one that is still narrow as it opens has another than later.
pub(super) fn measure_again() {
    if let Some(field) = composer() {
        let style = HtmlElement::style(&field);
        _ = style.set_property("height", "auto");
        let height = field.scroll_height();
        if height > 0 {
            _ = style.set_property("height", &pixels(height));
        }
    }
}

fn pixels(value: i32) -> String {
    [&number(u64::from(value.unsigned_abs())), "px"].concat()
}

/// Moves the focus.
pub(super) fn focus(id: &str) {
    if let Some(element) = element(id) {
        _ = element.focus();
    }
}

/// Moves the focus to the log.
pub(super) fn focus_log() {
    focus(LOG_ELEMENT);
}

/// The log counts from its end, where it starts: 0 is the newest line, less is further up.
fn is_at_end() -> bool {
    element(LOG_ELEMENT).is_none_or(|log| log.scroll_top() > -NEAR)
}

/// The reader scrolled.
fn scrolled() {
    if with_edge(|edge| edge.glance.below) != Some(0) && is_at_end() {
        set_below(|_| 0);
    }
}

fn set_below(change: fn(u32) -> u32) {
    with_edge(|edge| edge.glance.below = change(edge.glance.below));
    refresh();
}

/// To the newest line.
pub(super) fn scroll_down() {
    if let Some(log) = element(LOG_ELEMENT) {
        log.set_scroll_top(0);
    }
    set_below(|_| 0);
}

/// Somebody else said something: a reader who is further up stays there, and is told.
pub(super) fn arrived() {
    if !is_at_end() {
        set_below(|below| below + 1);
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
        load_anew();
    }
}

/// Loads it whenever somebody asks for it.
pub(super) fn load_anew() {
    if let Some(window) = window() {
        _ = window.location().reload();
    }
}

/// Hears what happens in the page, for as long as it lives.
pub(super) fn listen() {
    let listener = Closure::<dyn FnMut(Event)>::new(|event: Event| heard(&event));
    let function = listener.as_ref().unchecked_ref();
    if let Some(window) = window() {
        for kind in [
            "online", "offline", "pageshow", "message", "keydown", "click", "input",
        ] {
            _ = window.add_event_listener_with_callback(kind, function);
        }
        if let Some(viewport) = window.visual_viewport() {
            _ = viewport.add_event_listener_with_callback("resize", function);
        }
    }
    if let Some(document) = document() {
        _ = document.add_event_listener_with_callback("visibilitychange", function);
    }
    if let Some(log) = element(LOG_ELEMENT) {
        _ = log.add_event_listener_with_callback("scroll", function);
    }
    listener.forget();
}

fn heard(event: &Event) {
    match event.type_().as_str() {
        "click" => click::clicked(event),
        "input" => typed(),
        "keydown" => click::key(event.unchecked_ref::<KeyboardEvent>()),
        "message" => frame::told(event.unchecked_ref::<MessageEvent>()),
        "scroll" => scrolled(),
        "resize" => fit(),
        "visibilitychange" => {
            let looking = is_looked_at();
            handle(Input::Looking(looking));
            if looking {
                handle(Input::Nudge);
            }
        }
        _ => handle(Input::Nudge),
    }
}

/// The keyboard of a phone covers a part of the page: the chat takes what is left.
fn fit() {
    let viewport = window().and_then(|window| window.visual_viewport());
    let root = document().and_then(|document| document.document_element());
    if let (Some(viewport), Some(root)) = (viewport, root) {
        #[expect(clippy::cast_possible_truncation, reason = "a screen has few pixels")]
        let height = viewport.height() as i32;
        let root = root.unchecked_ref::<HtmlElement>();
        _ = HtmlElement::style(root).set_property("--height", &pixels(height));
    }
    measure_again();
}
