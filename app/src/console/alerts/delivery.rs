//! The state of delivery on the page of notifications, and the buttons that it shares with the banner.

use leptos::prelude::*;

use super::banner::NotCounted;
use super::{AlertsPage, Wish};
use crate::console::model::alerts::{Delivery, TryOut};
use crate::console::words::alerts as words;

/// The state of delivery, in words and with what to do.
#[component]
pub fn DeliveryState(
    /// The page's alerts.
    page: AlertsPage,
) -> impl IntoView {
    let delivery = page.delivery();
    let not_counted = page.not_counted_in();
    let class = move || match delivery.get() {
        Delivery::On => "notice good",
        Delivery::Unknown => "notice",
        delivery if delivery.may_wait() => "notice warn",
        _ => "notice bad",
    };
    view! {
        <div class=class role="status">
            <p>
                <strong>{move || words::delivery(delivery.get())}</strong>
                " "
                {move || words::advice(delivery.get())}
            </p>
            <NotCounted teams=not_counted />
        </div>
        <div class="alerts-acts">
            <Acts page=page />
        </div>
        <div role="status">
            <TestState page=page />
        </div>
    }
}

/// *Turn on notifications* before they are, *Send a test notification* afterwards.
#[component]
pub(super) fn Acts(
    /// The page's alerts.
    page: AlertsPage,
) -> impl IntoView {
    let delivery = page.delivery();
    let is_on_its_way = move || {
        page.alerts
            .with(|alerts| matches!(alerts.test, TryOut::Sent { .. }))
    };
    move || match delivery.get() {
        Delivery::NotAsked => view! {
            <button
                class="button primary"
                type="button"
                on:click=move |_| page.wish.run(Wish::TurnOn)
            >
                {words::TURN_ON}
            </button>
        }
        .into_any(),
        Delivery::On | Delivery::NotArriving { .. } | Delivery::NotCounted => view! {
            <button
                class="button"
                type="button"
                aria-disabled=move || is_on_its_way().then_some("true")
                on:click=move |_| {
                    if !is_on_its_way() {
                        page.wish.run(Wish::SendTest);
                    }
                }
            >
                {words::SEND_TEST}
            </button>
        }
        .into_any(),
        Delivery::Blocked
        | Delivery::Unsupported
        | Delivery::Offline
        | Delivery::Unknown
        | Delivery::Gone(_) => ().into_any(),
    }
}

/// How far the test has come.
#[component]
pub(super) fn TestState(
    /// The page's alerts.
    page: AlertsPage,
) -> impl IntoView {
    let test = Memo::new(move |_| page.alerts.with(|alerts| alerts.test));
    move || words::test(test.get()).map(|sentence| view! { <p class="test-state">{sentence}</p> })
}
