//! The page itself: its address and title, whether somebody watches it, where the focus is, and the local time zone.

use baton_core::id::ConversationId;
use baton_core::time::Time;
use leptos::ev;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, VisibilityState};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::console::inbox::Console;
use crate::console::model::alerts::{counted_title, icon, title_count};
use crate::console::model::{Address, Desk};
use crate::console::words;

/// This page's clock.
pub(super) fn clock() -> Time {
    super::time_of(js_sys::Date::now())
}

/// Minutes to add to UTC at a point in time.
pub(super) fn local_offset(time: Time) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "no zone is further than a day away"
    )]
    let behind = js_sys::Date::new(&super::js_time(time)).get_timezone_offset() as i32;
    -behind
}

/// Whether the page is visible.
pub(super) fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Whether somebody watches: visible and focused (seed: "actively watching the live chat inbox tab").
pub(super) fn is_watched() -> bool {
    is_visible() && document().has_focus().unwrap_or(false)
}

/// Loads the page anew.
pub(super) fn reload() {
    let _ = window().location().reload();
}

/// Gives the page an address, with a way back.
pub(crate) fn show_address(path: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

/// Opens a modal dialog.
pub(crate) fn show_dialog(dialog: NodeRef<Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        let _ = dialog.show_modal();
    }
}

/// Whether a modal dialog is open.
pub(super) fn has_dialog() -> bool {
    document()
        .query_selector("dialog[open]")
        .is_ok_and(|found| found.is_some())
}

/// Gives an element the focus.
pub(super) fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// The focus follows what was opened: the conversation's heading, or the lists after going back.
pub(crate) fn focus_opened(conversation: Option<ConversationId>) {
    let selector = match conversation {
        Some(_) => "#chat-heading",
        None => ".row",
    };
    request_animation_frame(move || focus(selector));
}

/// The title says how many chats wait, and the icon with it.
pub(super) fn keep_title(console: Console) {
    let count = Memo::new(move |_| {
        let waiting = console.desk.with(Desk::unassigned);
        title_count(waiting, console.count.get())
    });
    let title = words::inbox_title(0, &console.key());
    Effect::new(move |_| show_count(count.get(), &title));
}

/// Puts a count before the title and onto the icon, here and, where the page is installed, on the desktop.
pub(super) fn show_count(count: u32, title: &str) {
    document().set_title(&counted_title(count, title));
    let link = document().query_selector("link[rel=icon]").ok().flatten();
    if let Some(link) = link {
        let _ = link.set_attribute("type", "image/svg+xml");
        let _ = link.set_attribute("href", &icon(count));
    }
    let navigator = window().navigator();
    let set_badge = js_sys::Reflect::get(&navigator, &"setAppBadge".into());
    let set_badge = set_badge
        .ok()
        .and_then(|it| it.dyn_into::<js_sys::Function>().ok());
    let promised = set_badge.and_then(|it| it.call1(&navigator, &count.into()).ok());
    if let Some(promise) = promised.and_then(|it| it.dyn_into::<js_sys::Promise>().ok()) {
        // Where it is not possible, nothing is missed.
        leptos::task::spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
        });
    }
}

/// The element with this id.
pub(super) fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Hears what concerns the whole page.
pub(super) fn listen(console: Console) {
    let watch = move || console.act(|desk, _| desk.watch(is_watched()));
    let _ = window_event_listener(ev::focus, move |_| watch());
    let _ = window_event_listener(ev::blur, move |_| watch());
    on_visibility(watch);
    on_return(move || console.act(Desk::nudged));
    let _ = window_event_listener(ev::popstate, move |_| {
        let key = console.key();
        let path = window().location().pathname().unwrap_or_default();
        match Address::parse(&path, &key) {
            Some(address) => console.arrive(address),
            None => reload(),
        }
    });
}

/// The page came back: it is visible again, restored, or the network is.
pub(super) fn on_return(back: impl Fn() + Copy + 'static) {
    let _ = window_event_listener(ev::online, move |_| back());
    let _ = window_event_listener_untyped("pageshow", move |_| back());
    on_visibility(move || {
        if is_visible() {
            back();
        }
    });
}

fn on_visibility(changed: impl Fn() + 'static) {
    let changed = Closure::<dyn FnMut()>::new(changed);
    let _ = document()
        .add_event_listener_with_callback("visibilitychange", changed.as_ref().unchecked_ref());
    // It lives as long as the page.
    changed.forget();
}

/// From here on the page is the module's, and says so.
pub(super) fn is_live() {
    if let Some(body) = document().body() {
        let _ = body.set_attribute("data-live", "");
    }
}
