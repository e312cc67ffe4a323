//! The bell: the state of delivery in words, and how many chats want something.

use leptos::prelude::*;

use super::{AlertsPage, BELL_ELEMENT};
use crate::console::model::alerts::title_count;
use crate::console::shell::{Icon, icon};
use crate::console::words::alerts as words;

/// Where all of it is explained and set.
const PAGE: &str = "/app/notifications";

/// The place of the bell, with a link that works without script.
#[component]
pub fn BellPlace(
    /// Whether the page of notifications is the one that is shown.
    here: bool,
) -> impl IntoView {
    let here = here.then_some("page");
    view! {
        <div id=BELL_ELEMENT class="bell-place">
            <a class="state-line" href=PAGE aria-current=here title=words::NOTIFICATIONS>
                <span class="state-mark">
                    <Icon path=icon::BELL />
                </span>
                <span class="state-words">
                    <span>{words::NOTIFICATIONS}</span>
                </span>
            </a>
        </div>
    }
}

/// The bell itself.
#[component]
pub fn Bell(
    /// The page's alerts.
    page: AlertsPage,
    /// Whether the page of notifications is the one that is shown.
    here: bool,
) -> impl IntoView {
    let here = here.then_some("page");
    let delivery = page.delivery();
    let count = Memo::new(move |_| page.alerts.with(|alerts| title_count(0, alerts.count)));
    let not_well = move || !delivery.get().is_healthy();
    let title = move || format!("{}: {}", words::NOTIFICATIONS, words::bell(delivery.get()));
    let badge = move || {
        let count = count.get();
        (count > 0).then(|| {
            let shown = if count > 99 {
                "99+".to_owned()
            } else {
                count.to_string()
            };
            view! {
                <span class="badge" aria-hidden="true">
                    {shown}
                </span>
                <span class="visually-hidden">{words::waiting(count)}</span>
            }
        })
    };
    view! {
        <a class="state-line" class:not-well=not_well href=PAGE aria-current=here title=title>
            <span class="state-mark">
                <Icon path=icon::BELL />
                {badge}
            </span>
            <span class="state-words">
                <span>{words::NOTIFICATIONS}</span>
                <span class="state-now">{move || words::bell(delivery.get())}</span>
            </span>
        </a>
    }
}
