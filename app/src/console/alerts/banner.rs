//! The banner over the inbox, while alerts do not reach the agent: what is wrong, and what to do.

use leptos::prelude::*;

use super::delivery::{Acts, TestState};
use super::{AlertsPage, Wish};
use crate::console::words::alerts as words;

/// The banner; nothing while all is well.
#[component]
pub fn Banner(
    /// The page's alerts.
    page: AlertsPage,
) -> impl IntoView {
    let delivery = page.delivery();
    let not_counted = page.not_counted_in();
    let is_shown = Memo::new(move |_| {
        let delivery = delivery.get();
        let can_wait = delivery.may_wait() && not_counted.with(Vec::is_empty);
        let can_be_left = can_wait && page.put_off.get();
        !(delivery.is_healthy() || can_be_left)
    });
    let is_bad = move || !delivery.get().may_wait() || !not_counted.with(Vec::is_empty);
    move || {
        is_shown.get().then(|| {
            view! {
                <section class="alerts-banner" class:bad=is_bad aria-label=words::NOTIFICATIONS>
                    <div class="alerts-banner-words" role="status">
                        <p>
                            <strong>{move || words::delivery(delivery.get())}</strong>
                            " "
                            {move || words::advice(delivery.get())}
                        </p>
                        <NotCounted teams=not_counted />
                        <TestState page=page />
                    </div>
                    <div class="alerts-acts">
                        <Acts page=page />
                        <a class="button quiet" href="/app/notifications">
                            {words::HOW_TO}
                        </a>
                        {move || {
                            delivery
                                .get()
                                .may_wait()
                                .then(|| {
                                    view! {
                                        <button
                                            class="button quiet"
                                            type="button"
                                            on:click=move |_| page.wish.run(Wish::PutOff)
                                        >
                                            {words::NOT_NOW}
                                        </button>
                                    }
                                })
                        }}
                    </div>
                </section>
            }
        })
    }
}

/// Where the agent is marked available and is not counted.
#[component]
pub(super) fn NotCounted(
    /// The teams' names.
    teams: Memo<Vec<String>>,
) -> impl IntoView {
    move || {
        teams.with(|teams| {
            (!teams.is_empty()).then(|| {
                let sentence = words::not_counted(teams);
                view! { <p class="not-counted">{sentence}</p> }
            })
        })
    }
}
