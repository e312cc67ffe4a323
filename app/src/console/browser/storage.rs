//! What the browser keeps: the outbox per tab, so that two tabs never send each other's words; drafts, what was seen and
//! the shortcuts' switch for all tabs. A browser that refuses storage works all the same until the reload.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::prelude::*;
use leptos::web_sys::Storage;

use crate::console::inbox::Console;
use crate::console::model::Seen;

const SHORTCUTS: &str = "baton.shortcuts";

fn of_tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn of_browser() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn read(storage: Option<Storage>, key: &str) -> String {
    storage
        .and_then(|storage| storage.get_item(key).ok().flatten())
        .unwrap_or_default()
}

fn write(storage: Option<Storage>, key: &str, value: &str) {
    let Some(storage) = storage else { return };
    let _ = if value.is_empty() {
        storage.remove_item(key)
    } else {
        storage.set_item(key, value)
    };
}

/// Each agent of this browser has things of their own in each space.
fn own_key(console: Console, name: &str) -> String {
    console
        .desk
        .with_untracked(|desk| format!("baton.{name}.{}.{}", desk.space.key, desk.me.id))
}

/// What stands under a key, for all tabs.
pub(crate) fn load(key: &str) -> String {
    read(of_browser(), key)
}

/// Puts something under a key, for all tabs; an empty text takes it away.
pub(crate) fn save(key: &str, value: &str) {
    write(of_browser(), key, value);
}

pub(super) fn shortcuts() -> bool {
    load(SHORTCUTS) != "off"
}

/// Remembers whether single keys do something.
pub(crate) fn save_shortcuts(on: bool) {
    save(SHORTCUTS, if on { "" } else { "off" });
}

pub(super) fn seen(console: Console) -> String {
    load(&own_key(console, "seen"))
}

/// Other tabs may have seen more: what they stored is kept.
pub(super) fn save_seen(console: Console) {
    let key = own_key(console, "seen");
    let mut merged = console.desk.with_untracked(|desk| desk.seen.clone());
    Seen::restore(&mut merged, &load(&key));
    save(&key, &merged.to_stored());
}

pub(super) fn outbox(console: Console) -> Vec<u8> {
    let stored = read(of_tab(), &own_key(console, "outbox"));
    STANDARD.decode(stored).unwrap_or_default()
}

pub(super) fn save_outbox(console: Console) {
    let stored = console.desk.with_untracked(|desk| {
        if desk.outbox.entries().is_empty() {
            String::new()
        } else {
            STANDARD.encode(desk.outbox.to_bytes())
        }
    });
    write(of_tab(), &own_key(console, "outbox"), &stored);
}
