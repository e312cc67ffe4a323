//! The console in the browser. On every page: alerts, the menu of availability, and the reader's own time zone. In the
//! inbox, which is hydrated, and on a work item's page: what carries out their models' effects: the socket, timers,
//! storage, focus, the page's address and title. It decides nothing.

mod alerts;
mod comment;
pub(super) mod inbox;
mod item;
mod keys;
mod leaving;
mod line;
mod page;
mod socket;
mod stamps;
mod storage;

use std::time::Duration;

use baton_core::client::uuid_v7;
use baton_core::time::{Millis, Time};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

pub(super) use page::{focus_opened, show_address, show_dialog};
pub(super) use storage::{load, save, save_shortcuts};

use super::inbox::InboxApp;
use super::model::{Moment, PageSnapshot, SNAPSHOT_ELEMENT};

/// Takes the page up from the snapshot in it, if it has one. A page without one, or with one of another build, stays as
/// the server rendered it, and gets its alerts all the same.
pub fn begin() {
    let snapshot = document()
        .get_element_by_id(SNAPSHOT_ELEMENT)
        .and_then(|element| element.text_content())
        .and_then(|text| PageSnapshot::from_text(&text).ok());
    match snapshot {
        Some(PageSnapshot::Inbox(snapshot)) => {
            leptos::mount::hydrate_body(move || view! { <InboxApp snapshot=*snapshot /> });
        }
        snapshot => {
            if let Some(PageSnapshot::Item(snapshot)) = snapshot {
                item::start(*snapshot);
            }
            stamps::make_local();
            alerts::start(None);
        }
    }
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
