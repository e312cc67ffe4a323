//! Alerts in the browser, on every page of the console: the socket, the one who shows alerts, permission, sounds, the
//! counts, and the bell, banner and state that are put into their places. What to do is decided in
//! [`crate::console::model::alerts`].

mod availability;
mod elected;
mod page_state;
mod shower;
mod sound;
mod worker;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use baton_core::alert::Sound;
use baton_core::id::{BrowserId, PageId, TestId};
use baton_core::time::Millis;
use baton_core::wire::alerts::ToBrowser;
use baton_core::wire::decode;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::line::{Call, Line};
use super::socket::{NOT_UNDERSTOOD, Said};
use super::{duration, fresh_id, page, storage};
use crate::console::alerts::{
    AlertsPage, BANNER_ELEMENT, BELL_ELEMENT, Banner, Bell, DELIVERY_ELEMENT, DeliveryState, Wish,
};
use crate::console::inbox::Console;
use crate::console::model::Moment;
use crate::console::model::alerts::{Alerts, Effect as Deed};
use shower::Shower;

/// Which browser this is, for all its tabs.
const BROWSER: &str = "baton.browser";
/// When the agent put the question off.
const PUT_OFF: &str = "baton.alerts.put-off";
/// For how long that holds.
const PUT_OFF_FOR: Millis = Millis::minutes(24 * 60);

/// The alerts of this page.
#[derive(Clone, Copy)]
struct Here {
    page: AlertsPage,
    console: Option<Console>,
    title: StoredValue<String>,
}

/// Where the form of the sidebar goes.
const SIGN_OUT: &str = "/app/sign-out";

thread_local! {
    static HERE: Cell<Option<Here>> = const { Cell::new(None) };
    static OWNER: RefCell<Option<Owner>> = const { RefCell::new(None) };
    static LINE: Line = const { Line::to("/ws/v1/alerts", called) };
    static SHOWER: RefCell<Option<Shower>> = const { RefCell::new(None) };
}

/// Begins, if the page is one of somebody who is signed in: then it has a place for the bell.
pub(super) fn start(console: Option<Console>) {
    if page::element(BELL_ELEMENT).is_none() {
        return;
    }
    let owner = Owner::new();
    owner.with(|| begin(console));
    // It lives as long as the page.
    OWNER.set(Some(owner));
}

fn begin(console: Option<Console>) {
    let state = page_state::look(console, false);
    let alerts = Alerts::new(browser_id(), PageId(fresh_id()), state);
    let alerts_page = AlertsPage {
        alerts: RwSignal::new(alerts),
        put_off: RwSignal::new(is_put_off()),
        wish: Callback::new(carry_out_wish),
    };
    HERE.set(Some(Here {
        page: alerts_page,
        console,
        title: StoredValue::new(document().title()),
    }));
    mount(alerts_page);
    availability::listen();
    page_state::listen();
    listen_for_tries();
    listen_for_sign_out();
    if console.is_none() {
        page::show_count(0, &document().title());
    }
    let _ = set_interval_with_handle(tick, Duration::from_secs(1));
    leptos::task::spawn_local(async {
        let shower = Shower::find().await;
        SHOWER.set(Some(shower));
        look();
        act(|alerts, _| alerts.start());
    });
}

/// Puts what is alive into its places.
fn mount(page: AlertsPage) {
    let here = window()
        .location()
        .pathname()
        .is_ok_and(|path| path == "/app/notifications");
    if let Some(place) = emptied(BELL_ELEMENT) {
        leptos::mount::mount_to(place, move || view! { <Bell page=page here=here /> }).forget();
    }
    if let Some(place) = emptied(BANNER_ELEMENT) {
        leptos::mount::mount_to(place, move || view! { <Banner page=page /> }).forget();
    }
    if let Some(place) = emptied(DELIVERY_ELEMENT) {
        leptos::mount::mount_to(place, move || view! { <DeliveryState page=page /> }).forget();
    }
}

fn emptied(id: &str) -> Option<leptos::web_sys::HtmlElement> {
    let place = page::element(id)?;
    place.set_text_content(None);
    Some(place)
}

fn browser_id() -> BrowserId {
    if let Ok(known) = storage::load(BROWSER).parse() {
        return known;
    }
    let id = BrowserId(fresh_id());
    storage::save(BROWSER, &id.to_string());
    id
}

fn is_put_off() -> bool {
    let stored: i64 = storage::load(PUT_OFF).parse().unwrap_or_default();
    (0..PUT_OFF_FOR.0).contains(&(page::clock().0 - stored))
}

/// Lets the alerts decide, then does what they say.
fn act(decide: impl FnOnce(&mut Alerts, Moment) -> Vec<Deed>) {
    let Some(here) = HERE.get() else { return };
    let moment = super::moment();
    let deeds = here.page.alerts.try_update(|alerts| decide(alerts, moment));
    carry_out(here, deeds.unwrap_or_default());
}

/// Looks at the page and tells what has changed.
fn look() {
    let Some(here) = HERE.get() else { return };
    let worker = SHOWER.with_borrow(|shower| matches!(shower, Some(Shower::Worker(_))));
    let state = page_state::look(here.console, worker);
    let audible = sound::is_allowed();
    act(move |alerts, moment| {
        alerts.is_audible(audible);
        alerts.page_is(state, moment)
    });
}

fn tick() {
    look();
    act(Alerts::tick);
}

fn carry_out(here: Here, deeds: Vec<Deed>) {
    for deed in deeds {
        match deed {
            Deed::Link(step) => LINE.with(|line| line.take(step)),
            Deed::Send(frame) => LINE.with(|line| line.send(&frame)),
            Deed::Raise(handed) => with_shower(|shower| shower.raise(*handed)),
            Deed::RaiseTest { id, silent } => with_shower(|shower| shower.raise_test(id, silent)),
            Deed::Withdraw(alert) => with_shower(|shower| shower.withdraw(alert)),
            Deed::Leave => with_shower(Shower::leave),
            Deed::Keep(alerts) => with_shower(|shower| shower.keep(&alerts)),
            Deed::Play(sound) => sound::play(sound),
            Deed::ShowCount(count) => show_count(here, count),
            Deed::LookAtAvailability => availability::refresh(),
            Deed::Reload(after) => set_timeout(page::reload, duration(after)),
        }
    }
}

fn with_shower(order: impl FnOnce(&mut Shower)) {
    SHOWER.with_borrow_mut(|shower| {
        if let Some(shower) = shower {
            order(shower);
        }
    });
}

/// The inbox has a count of its own besides, and adds this one to it.
fn show_count(here: Here, count: u32) {
    match here.console {
        Some(console) => {
            let count = here.page.alerts.with_untracked(|alerts| alerts.count);
            console.count.set(count);
        }
        None => here
            .title
            .with_value(|title| page::show_count(count, title)),
    }
}

fn called(call: Call) {
    act(|alerts, moment| match call {
        Call::Said(generation, Said::Opened) => alerts.socket_opened(generation, moment),
        Call::Said(generation, Said::Frame(bytes)) => match decode(&bytes) {
            Ok(frame) => {
                mark_listening(&frame);
                alerts.frame(generation, frame, moment)
            }
            Err(_) => alerts.socket_closed(generation, NOT_UNDERSTOOD, moment),
        },
        Call::Said(generation, Said::Closed(code)) => {
            alerts.socket_closed(generation, code, moment)
        }
        Call::Rang(number) => alerts.alarm(number, moment),
    });
}

/// From the welcome on, alerts reach this page.
fn mark_listening(frame: &ToBrowser) {
    if let (ToBrowser::Welcome { .. }, Some(body)) = (frame, document().body()) {
        let _ = body.set_attribute("data-alerts", "");
    }
}

fn carry_out_wish(wish: Wish) {
    match wish {
        Wish::TurnOn => {
            // Within the click, or the browser does not ask.
            let asked = leptos::web_sys::Notification::request_permission();
            leptos::task::spawn_local(async move {
                if let Ok(asked) = asked {
                    let _ = JsFuture::from(asked).await;
                }
                look();
            });
        }
        Wish::SendTest => {
            let id = TestId(fresh_id());
            act(|alerts, moment| alerts.send_test(id, moment));
        }
        Wish::PutOff => {
            storage::save(PUT_OFF, &page::clock().0.to_string());
            if let Some(here) = HERE.get() {
                here.page.put_off.set(true);
            }
        }
    }
}

/// Whoever sits here next has no business with what is on screen. This page goes before it hears that it is signed out.
fn listen_for_sign_out() {
    use leptos::ev;
    use leptos::web_sys::HtmlFormElement;
    use wasm_bindgen::JsCast;

    let _ = window_event_listener(ev::submit, |event| {
        let form = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlFormElement>().ok());
        let address = form.and_then(|form| form.get_attribute("action"));
        if address.as_deref() == Some(SIGN_OUT) {
            with_shower(Shower::leave);
        }
    });
}

/// The buttons beside the sounds on the page of notifications let the chosen one be heard.
fn listen_for_tries() {
    use leptos::ev;
    use leptos::web_sys::{Element, HtmlInputElement};
    use wasm_bindgen::JsCast;

    let _ = window_event_listener(ev::click, |event| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let is_try = target.and_then(|it| it.closest("[data-try-sound]").ok().flatten());
        if is_try.is_none() {
            return;
        }
        let chosen = document()
            .query_selector("input[name=sound]:checked")
            .ok()
            .flatten()
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        if let Some(sound) = chosen.and_then(|it| Sound::from_name(&it.value())) {
            sound::play(sound);
        }
    });
}
