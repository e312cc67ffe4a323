//! The inbox in the browser: carries out what the desk says.

use std::cell::Cell;
use std::time::Duration;

use baton_core::wire::{ToAgent, decode};
use leptos::prelude::*;

use super::line::{Call, Line};
use super::socket::{NOT_UNDERSTOOD, Said};
use super::{alerts, duration, keys, leaving, moment, page, storage};
use crate::console::inbox::Console;
use crate::console::model::{Effect as Deed, Zone};
use crate::console::words;

thread_local! {
    static CONSOLE: Cell<Option<Console>> = const { Cell::new(None) };
    static LINE: Line = const { Line::to("/ws/v1/agent", called) };
}

/// Runs once the page is hydrated.
pub(in crate::console) fn start(console: Console) {
    CONSOLE.set(Some(console));
    console.zone.set(Zone::Local(page::local_offset));
    console.shortcuts.set(storage::shortcuts());
    let seen = storage::seen(console);
    let outbox = storage::outbox(console);
    let server_now = console.now.get_untracked();
    console.act(|desk, moment| {
        desk.seen.restore(&seen);
        let mut effects = desk.restore_outbox(&outbox);
        effects.extend(desk.watch(page::is_watched()));
        effects.extend(desk.start(moment, server_now));
        effects
    });
    page::listen(console);
    keys::listen(console);
    leaving::listen(console);
    page::keep_title(console);
    tick(console);
    alerts::start(Some(console));
    page::is_live();
}

/// The clock of the page goes on while somebody can see it.
fn tick(console: Console) {
    let advance = move || {
        if page::is_visible() {
            let now = console
                .desk
                .with_untracked(|desk| desk.server_time(moment().now));
            console.now.set(now);
        }
    };
    advance();
    let _ = set_interval_with_handle(advance, Duration::from_secs(1));
}

/// Does what the desk says.
pub(in crate::console) fn carry_out(console: Console, deeds: Vec<Deed>) {
    for deed in deeds {
        match deed {
            Deed::Link(step) => LINE.with(|line| line.take(step)),
            Deed::Send(frame) => LINE.with(|line| line.send(&frame)),
            Deed::SaveOutbox => storage::save_outbox(console),
            Deed::SaveSeen => storage::save_seen(console),
            Deed::Reload(after) => set_timeout(page::reload, duration(after)),
            Deed::Announce(announcement) => {
                console.spoken.set(words::announcement(&announcement));
            }
        }
    }
}

fn called(call: Call) {
    let Some(console) = CONSOLE.get() else { return };
    console.act(|desk, moment| match call {
        Call::Said(generation, Said::Opened) => desk.socket_opened(generation, moment),
        Call::Said(generation, Said::Frame(bytes)) => match decode::<ToAgent>(&bytes) {
            Ok(frame) => desk.frame(generation, frame, moment),
            Err(_) => desk.socket_closed(generation, NOT_UNDERSTOOD, moment),
        },
        Call::Said(generation, Said::Closed(code)) => desk.socket_closed(generation, code, moment),
        Call::Rang(number) => desk.alarm(number, moment),
    });
}
