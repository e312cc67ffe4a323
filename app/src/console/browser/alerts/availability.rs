//! The menu of availability, without leaving the page: a choice is sent as the form would send it, and the menu's
//! content is fetched anew. The server tells the agent's other tabs and browsers to do the same; tabs of this browser are
//! told here as well, for while there is no connection.

use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{
    BroadcastChannel, Element, HtmlElement, HtmlFormElement, HtmlInputElement, RequestInit,
    RequestRedirect, Response, UrlSearchParams,
};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::console::alerts::AVAILABILITY_ELEMENT;
use crate::console::browser::page;
use crate::console::words::alerts as words;

const ADDRESS: &str = "/app/availability";
const CHANNEL: &str = "baton.availability";
/// A page whose content says where its reader is available.
const SHOWN_ELSEWHERE: &str = "[data-shows-availability]";

thread_local! {
    static OTHERS: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
}

/// Takes over the menu's forms.
pub(super) fn listen() {
    if page::element(AVAILABILITY_ELEMENT).is_none() {
        return;
    }
    let _ = window_event_listener(ev::submit, |event| {
        let form = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlFormElement>().ok());
        let ours = form.filter(|form| {
            form.closest(&format!("#{AVAILABILITY_ELEMENT}"))
                .is_ok_and(|found| found.is_some())
        });
        if let Some(form) = ours {
            event.prevent_default();
            leptos::task::spawn_local(async move { choose(&form).await });
        }
    });
    let _ = window_event_listener(ev::pointerdown, |event| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        close_unless(target);
    });
    let _ = window_event_listener(ev::keydown, |event| {
        if event.key() == "Escape" {
            close_unless(None);
        }
    });
    if let Ok(others) = BroadcastChannel::new(CHANNEL) {
        let heard = Closure::<dyn FnMut()>::new(refresh);
        others.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
        OTHERS.set(Some(others));
    }
}

/// Fetches the menu's content anew.
pub(super) fn refresh() {
    if page::element(AVAILABILITY_ELEMENT).is_some() {
        leptos::task::spawn_local(async {
            // Whoever is offline sees it when the connection is back.
            let _ = fetch_menu().await;
        });
    }
}

async fn choose(form: &HtmlFormElement) {
    let sent = send(form).await;
    let shown = fetch_menu().await;
    if sent.is_err() || shown.is_err() {
        let problem = document()
            .query_selector(&format!("#{AVAILABILITY_ELEMENT} .problem"))
            .ok()
            .flatten();
        if let Some(problem) = problem {
            problem.set_text_content(Some(words::NOT_CHANGED));
        }
        return;
    }
    OTHERS.with_borrow(|others| {
        if let Some(others) = others {
            let _ = others.post_message(&JsValue::TRUE);
        }
    });
    let elsewhere = document().query_selector(SHOWN_ELSEWHERE);
    if elsewhere.is_ok_and(|found| found.is_some()) {
        page::reload();
    }
}

async fn send(form: &HtmlFormElement) -> Result<(), JsValue> {
    let body = UrlSearchParams::new()?;
    for name in ["team", "available"] {
        let field = form.query_selector(&format!("input[name={name}]"))?;
        let field: HtmlInputElement = field.ok_or(JsValue::NULL)?.dyn_into()?;
        body.append(name, &field.value());
    }
    let how = RequestInit::new();
    how.set_method("POST");
    how.set_body(&body);
    // It leads to a page, which is not needed here.
    how.set_redirect(RequestRedirect::Manual);
    JsFuture::from(window().fetch_with_str_and_init(ADDRESS, &how)).await?;
    Ok(())
}

async fn fetch_menu() -> Result<(), JsValue> {
    let how = RequestInit::new();
    // To the sign-in: then the menu stays as it is.
    how.set_redirect(RequestRedirect::Manual);
    let answer = JsFuture::from(window().fetch_with_str_and_init(ADDRESS, &how)).await?;
    let answer: Response = answer.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::NULL);
    }
    let content = JsFuture::from(answer.text()?).await?;
    let content = content.as_string().ok_or(JsValue::NULL)?;
    let menu = page::element(AVAILABILITY_ELEMENT).ok_or(JsValue::NULL)?;
    let focused = document()
        .active_element()
        .and_then(|element| element.get_attribute("data-team"));
    // Made by our server, which writes names as text.
    menu.set_inner_html(&content);
    let again = focused.and_then(|team| {
        menu.query_selector(&format!("[data-team=\"{team}\"]"))
            .ok()
            .flatten()
    });
    if let Some(button) = again.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        button.focus()?;
    }
    Ok(())
}

/// The menu closes when something else is pressed.
fn close_unless(target: Option<Element>) {
    let Some(menu) = page::element(AVAILABILITY_ELEMENT) else {
        return;
    };
    let is_within = target.is_some_and(|target| menu.contains(Some(target.unchecked_ref())));
    if !is_within {
        let _ = menu.remove_attribute("open");
    }
}
