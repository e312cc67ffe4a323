//! What this page and its browser are just now, and what tells that it has changed.

use baton_core::wire::alerts::{Attention, PageState, Permission, Showing};
use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{Notification, NotificationPermission, PermissionStatus};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{HERE, act, availability, look as look_again};
use crate::console::browser::page;
use crate::console::inbox::Console;
use crate::console::model::Desk;
use crate::console::model::alerts::Alerts;

/// The page as it is.
pub(super) fn look(console: Option<Console>, worker: bool) -> PageState {
    let attention = match (page::is_visible(), page::is_watched()) {
        (_, true) => Attention::Focused,
        (true, false) => Attention::Visible,
        (false, false) => Attention::Hidden,
    };
    let showing = console.map_or(Showing::Other, |console| {
        console.desk.with_untracked(|desk| Showing::Inbox {
            space: desk.space.key.clone(),
            conversation: desk.here().map(|opened| opened.conversation),
        })
    });
    PageState {
        permission: permission(),
        worker,
        attention,
        showing,
    }
}

/// What the browser allows.
pub(super) fn permission() -> Permission {
    let window = window();
    let has = js_sys::Reflect::has(&window, &"Notification".into()).unwrap_or(false);
    if !has || !window.is_secure_context() {
        return Permission::Unsupported;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::Default,
    }
}

/// Hears of everything that may change it.
pub(super) fn listen() {
    let _ = window_event_listener(ev::focus, |_| came_back());
    let _ = window_event_listener(ev::blur, |_| look_again());
    let _ = window_event_listener(ev::online, |_| act(Alerts::nudged));
    let _ = window_event_listener_untyped("pageshow", |_| act(Alerts::nudged));
    let _ = window_event_listener(ev::pointerdown, |_| look_again());
    let visible = Closure::<dyn FnMut()>::new(|| {
        if page::is_visible() {
            came_back();
        } else {
            look_again();
        }
    });
    let _ = document()
        .add_event_listener_with_callback("visibilitychange", visible.as_ref().unchecked_ref());
    // It lives as long as the page.
    visible.forget();
    if let Some(console) = HERE.get().and_then(|here| here.console) {
        let shown = Memo::new(move |_| {
            console
                .desk
                .with(|desk: &Desk| desk.here().map(|opened| opened.conversation))
        });
        Effect::new(move |_| {
            shown.track();
            look_again();
        });
    }
    leptos::task::spawn_local(async {
        if let Ok(status) = permission_status().await {
            let changed = Closure::<dyn FnMut()>::new(look_again);
            status.set_onchange(Some(changed.as_ref().unchecked_ref()));
            // Both live as long as the page.
            changed.forget();
            core::mem::forget(status);
        }
    });
}

fn came_back() {
    look_again();
    act(Alerts::nudged);
    availability::refresh();
}

/// Tells when the agent changes the permission behind the lock icon.
async fn permission_status() -> Result<PermissionStatus, JsValue> {
    let what = js_sys::Object::new();
    js_sys::Reflect::set(&what, &"name".into(), &"notifications".into())?;
    let asked = window().navigator().permissions()?.query(&what)?;
    JsFuture::from(asked).await?.dyn_into()
}
