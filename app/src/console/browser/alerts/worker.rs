//! The service worker, `public/sw.js`; its messages are documented at its head. It is registered by every page of the
//! console, and found again by all of them.

use std::time::Duration;

use baton_core::alert::AlertId;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::web_sys::{
    MessageChannel, MessageEvent, MessagePort, ServiceWorkerContainer, ServiceWorkerRegistration,
};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::shower::{PopUp, number};
use super::{HERE, act};
use crate::console::model::alerts::Shown;

const SCRIPT: &str = "/app/sw.js";
/// What it answers for.
const SCOPE: &str = "/app/";
/// So often it is looked whether the worker is there, and so often again.
const LOOK_EVERY: Duration = Duration::from_millis(50);
const LOOKS: u32 = 60;
/// A worker that has not answered by then will not.
const ANSWERS_WITHIN: Duration = Duration::from_secs(8);

/// The worker, as this page reaches it.
pub(super) struct Worker {
    registration: ServiceWorkerRegistration,
}

impl Worker {
    /// Registers it and waits until it is there. None where the browser has none, or refuses it here.
    pub(super) async fn register() -> Option<Self> {
        let navigator = window().navigator();
        if !Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false) {
            return None;
        }
        let container = navigator.service_worker();
        // Registered anew each time, so that a newer one takes over; but one that is there is not waited for: after a tab
        // has crashed, a browser may leave that open for long.
        let registering = container.register(SCRIPT);
        let known = container.get_registration_with_document_url(SCOPE);
        let known = JsFuture::from(known).await.ok();
        let known = known.and_then(|it| it.dyn_into::<ServiceWorkerRegistration>().ok());
        let registration = match known.filter(|it| it.active().is_some()) {
            Some(known) => {
                // If that is refused, the one that is there does it.
                leptos::task::spawn_local(async move { drop(JsFuture::from(registering).await) });
                known
            }
            None => JsFuture::from(registering).await.ok()?.dyn_into().ok()?,
        };
        for _ in 0..LOOKS {
            if registration.active().is_some() {
                listen(&container);
                return Some(Self { registration });
            }
            pause(LOOK_EVERY).await;
        }
        None
    }

    pub(super) fn raise(&self, pop_up: &PopUp, answer: impl FnOnce(Shown) + 'static) {
        let Ok(answered) = self.ask(pop_up) else {
            answer(Shown::Failed);
            return;
        };
        leptos::task::spawn_local(async move {
            let word = JsFuture::from(answered).await.ok();
            let word = word.and_then(|word| word.as_string()).unwrap_or_default();
            answer(match word.as_str() {
                "raised" => Shown::Raised,
                "known" => Shown::Known,
                "quiet" => Shown::Quiet,
                "fresh" => Shown::Fresh,
                _ => Shown::Failed,
            });
        });
    }

    pub(super) fn withdraw(&self, alert: AlertId) {
        let fields = [
            ("do", "withdraw".into()),
            ("id", alert.to_string().into()),
            ("tag", alert.conversation.to_string().into()),
            ("seq", number(alert.seq.0).into()),
            ("round", alert.round.into()),
        ];
        self.tell(&fields);
    }

    pub(super) fn keep(&self, alerts: &[AlertId]) {
        let ids: Array = alerts
            .iter()
            .map(|alert| JsValue::from(alert.to_string()))
            .collect();
        self.tell(&[("do", "keep".into()), ("ids", ids.into())]);
    }

    pub(super) fn leave(&self) {
        self.tell(&[("do", "leave".into())]);
    }

    fn tell(&self, fields: &[(&str, JsValue)]) {
        if let Some(active) = self.registration.active() {
            let _ = active.post_message(&object(fields));
        }
    }

    fn ask(&self, pop_up: &PopUp) -> Result<Promise, JsValue> {
        let active = self.registration.active().ok_or(JsValue::NULL)?;
        let front = pop_up.front.as_ref().map_or(JsValue::NULL, |front| {
            object(&[
                ("conversation", front.conversation.as_str().into()),
                ("inbox", front.inbox.clone().into()),
            ])
        });
        let message = object(&[
            ("do", "raise".into()),
            ("id", pop_up.id.as_str().into()),
            ("tag", pop_up.tag.as_str().into()),
            ("seq", pop_up.seq.into()),
            ("round", pop_up.round.into()),
            ("title", pop_up.title.as_str().into()),
            ("body", pop_up.text.as_str().into()),
            ("url", pop_up.url.as_str().into()),
            ("sticky", pop_up.sticky.into()),
            ("silent", pop_up.silent.into()),
            ("may", pop_up.may.into()),
            ("front", front),
        ]);
        let channel = MessageChannel::new()?;
        active.post_message_with_transferable(&message, &Array::of1(&channel.port2()))?;
        let port = channel.port1();
        Ok(Promise::new(&mut |done, _| {
            let late = done.clone();
            let on_message = Closure::once_into_js(move |event: MessageEvent| {
                let _ = done.call1(&JsValue::NULL, &event.data());
            });
            port.set_onmessage(Some(on_message.unchecked_ref()));
            let give_up = move || {
                let _ = late.call0(&JsValue::NULL);
            };
            set_timeout(give_up, ANSWERS_WITHIN);
        }))
    }
}

/// The worker asks whether something is in front, and tells what was selected.
fn listen(container: &ServiceWorkerContainer) {
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let data = event.data();
        let text = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_string();
        if let Some(id) = text(&data, "clicked") {
            if let Ok(alert) = id.parse() {
                act(|alerts, _| alerts.clicked(alert));
            }
            return;
        }
        if text(&data, "ask").as_deref() != Some("front") {
            return;
        }
        let front = Reflect::get(&data, &"front".into()).unwrap_or(JsValue::NULL);
        let conversation = text(&front, "conversation").and_then(|id| id.parse().ok());
        let inbox = text(&front, "inbox");
        let is_in_front = conversation.is_some_and(|conversation| {
            HERE.get().is_some_and(|here| {
                here.page
                    .alerts
                    .with_untracked(|alerts| alerts.is_in_front(conversation, inbox.as_deref()))
            })
        });
        if let Ok(port) = event.ports().get(0).dyn_into::<MessagePort>() {
            let _ = port.post_message(&is_in_front.into());
        }
    });
    container.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // It lives as long as the page.
    heard.forget();
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

async fn pause(time: Duration) {
    let passed = Promise::new(&mut |done, _| {
        let wake = move || {
            let _ = done.call0(&JsValue::NULL);
        };
        set_timeout(wake, time);
    });
    let _ = JsFuture::from(passed).await;
}
