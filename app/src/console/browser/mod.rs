//! The console in the browser. On every page: alerts, and the menu of availability. In the inbox: hydration, and what
//! carries out the desk's effects: the socket, timers, storage, focus, the page's address and title. It decides nothing.

mod alerts;
mod keys;
mod leaving;
mod page;
mod socket;
mod storage;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use baton_core::client::{Step, uuid_v7};
use baton_core::time::{Millis, Time};
use baton_core::wire::{ToAgent, decode, encode};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

pub(super) use page::{focus_opened, show_address, show_dialog};
pub(super) use storage::{load, save, save_shortcuts};

use super::inbox::{Console, InboxApp};
use super::model::{ConsoleSnapshot, Effect as Deed, Moment, SNAPSHOT_ELEMENT, Zone};
use super::words;
use socket::{NOT_UNDERSTOOD, Said, Socket};

thread_local! {
    static SOCKET: RefCell<Option<Socket>> = const { RefCell::new(None) };
    static ALARM: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
}

/// Hydrates the inbox from the snapshot in the page, if it has one. A page without one, or with one of another build,
/// stays as the server rendered it, and gets its alerts all the same.
pub fn begin() {
    let snapshot = document()
        .get_element_by_id(SNAPSHOT_ELEMENT)
        .and_then(|element| element.text_content())
        .and_then(|text| ConsoleSnapshot::from_text(&text).ok());
    if let Some(snapshot) = snapshot {
        leptos::mount::hydrate_body(move || view! { <InboxApp snapshot=snapshot /> });
    } else {
        alerts::start(None);
    }
}

/// Runs once the page is hydrated.
pub(super) fn start(console: Console) {
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
    // From here on the page is the module's.
    if let Some(body) = document().body() {
        _ = body.set_attribute("data-live", "");
    }
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

/// This page's clock and a random number.
pub(super) fn moment() -> Moment {
    Moment {
        now: page::clock(),
        dice: js_sys::Math::random(),
    }
}

/// A new id, from the clock and the browser's random bytes.
pub(super) fn fresh_id() -> u128 {
    let mut random = [0; 10];
    let filled = window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut random));
    if filled.is_err() {
        for byte in &mut random {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the product is from 0 to 255"
            )]
            let noise = (js_sys::Math::random() * 256.0) as u8;
            *byte = noise;
        }
    }
    uuid_v7(page::clock(), random)
}

/// Does what the desk says.
pub(super) fn carry_out(console: Console, deeds: Vec<Deed>) {
    for deed in deeds {
        match deed {
            Deed::Link(step) => take_step(console, step),
            Deed::Send(frame) => SOCKET.with_borrow(|socket| {
                if let Some(socket) = socket {
                    socket.send(&encode(&frame));
                }
            }),
            Deed::SaveOutbox => storage::save_outbox(console),
            Deed::SaveSeen => storage::save_seen(console),
            Deed::Reload(after) => {
                set_timeout(page::reload, duration(after));
            }
            Deed::Announce(announcement) => {
                console.spoken.set(words::announcement(&announcement));
            }
        }
    }
}

fn take_step(console: Console, step: Step) {
    match step {
        Step::Connect { generation } => {
            let hear = move |said| hear(console, generation, said);
            let opened = Socket::open("/ws/v1/agent", generation, hear);
            let failed = opened.is_err();
            SOCKET.set(opened.ok());
            if failed {
                set_timeout(
                    move || {
                        console.act(|desk, moment| desk.socket_closed(generation, 1006, moment));
                    },
                    Duration::ZERO,
                );
            }
        }
        Step::Hangup { generation } => {
            let is_that = SOCKET.with_borrow(|socket| {
                socket
                    .as_ref()
                    .is_some_and(|socket| socket.generation == generation)
            });
            if is_that {
                drop(SOCKET.take());
            }
        }
        Step::SetAlarm { number, after } => {
            let ring = move || console.act(|desk, moment| desk.alarm(number, moment));
            let handle = set_timeout_with_handle(ring, duration(after)).ok();
            if let Some(before) = ALARM.replace(handle) {
                before.clear();
            }
        }
        Step::Ping => {}
    }
}

fn hear(console: Console, generation: u32, said: Said) {
    console.act(|desk, moment| match said {
        Said::Opened => desk.socket_opened(generation, moment),
        Said::Frame(bytes) => match decode::<ToAgent>(&bytes) {
            Ok(frame) => desk.frame(generation, frame, moment),
            Err(_) => desk.socket_closed(generation, NOT_UNDERSTOOD, moment),
        },
        Said::Closed(code) => desk.socket_closed(generation, code, moment),
    });
}

fn duration(time: Millis) -> Duration {
    Duration::from_millis(u64::try_from(time.0).unwrap_or_default())
}

/// A JavaScript time as ours.
fn time_of(milliseconds: f64) -> Time {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit for as long as anybody cares"
    )]
    let milliseconds = milliseconds as i64;
    Time(milliseconds)
}

/// A point in time for JavaScript.
fn js_time(time: Time) -> JsValue {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds since 1970 are exact in a double"
    )]
    let milliseconds = time.0 as f64;
    JsValue::from_f64(milliseconds)
}
