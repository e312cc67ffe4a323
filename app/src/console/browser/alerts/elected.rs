//! Without a service worker, as in some private windows: a Web Lock elects one page of the browser, which shows alerts
//! for all of them. The others tell it what they have in front. It lives no longer than its pages, and so do its pop-ups.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use baton_core::alert::AlertId;
use js_sys::{Function, Promise};
use leptos::prelude::*;
use leptos::web_sys::{BroadcastChannel, MessageEvent, Notification, NotificationOptions};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::shower::{PopUp, TEST};
use super::{HERE, act, storage};
use crate::console::model::alerts::Shown;

const LOCK: &str = "baton.alerts";
const CHANNEL: &str = "baton.alerts";
/// What was shown, over the pages that were elected before.
const SEEN: &str = "baton.alerts.seen";
/// So many are remembered.
const SEEN_AT_MOST: usize = 200;
/// So long the others have to say what they have in front.
const ANSWER_WITHIN: Duration = Duration::from_millis(150);

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, held: &Function) -> Result<Promise, JsValue>;
}

/// A page that shows alerts, if it is elected.
pub(super) struct Elected {
    is_it: Rc<Cell<bool>>,
    channel: Option<BroadcastChannel>,
    /// What others have in front.
    in_front: Rc<RefCell<Vec<String>>>,
    /// What is on screen, by its tag.
    shown: Rc<RefCell<BTreeMap<String, (String, Notification)>>>,
}

impl Elected {
    /// Stands for election, for as long as the page lives.
    pub(super) fn stand() -> Self {
        let is_it = Rc::new(Cell::new(false));
        let elected = is_it.clone();
        let held = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |_| {
            elected.set(true);
            // Kept until the page goes.
            Promise::new(&mut |_, _| {})
        });
        if request_lock(LOCK, held.as_ref().unchecked_ref()).is_err() {
            is_it.set(true);
        }
        held.forget();
        let in_front = Rc::new(RefCell::new(Vec::new()));
        let channel = BroadcastChannel::new(CHANNEL).ok();
        if let Some(channel) = &channel {
            let told = in_front.clone();
            let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                told.borrow_mut().extend(event.data().as_string());
            });
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            heard.forget();
        }
        Self {
            is_it,
            channel,
            in_front,
            shown: Rc::default(),
        }
    }

    pub(super) fn raise(&self, pop_up: PopUp, answer: impl FnOnce(Shown) + 'static) {
        if is_in_front(&pop_up) {
            if let Some(channel) = &self.channel {
                let _ = channel.post_message(&pop_up.id.as_str().into());
            }
            self.close(&pop_up.tag);
            answer(Shown::Quiet);
            return;
        }
        if !self.is_it.get() {
            return;
        }
        let (in_front, shown) = (self.in_front.clone(), self.shown.clone());
        let decide = move || {
            let quiet = in_front.borrow().contains(&pop_up.id);
            in_front.borrow_mut().clear();
            let is_new = note(&pop_up.id);
            answer(match (quiet, is_new) {
                (true, _) => Shown::Quiet,
                (false, false) => Shown::Known,
                (false, true) if !pop_up.may => Shown::Fresh,
                (false, true) => show(&pop_up, &shown),
            });
        };
        set_timeout(decide, ANSWER_WITHIN);
    }

    pub(super) fn withdraw(&self, alert: AlertId) {
        note(&alert.to_string());
        self.close(&alert.conversation.to_string());
    }

    pub(super) fn keep(&self, alerts: &[AlertId]) {
        let ids: Vec<_> = alerts.iter().map(AlertId::to_string).collect();
        self.shown.borrow_mut().retain(|tag, (id, notification)| {
            let stands = tag == TEST || ids.contains(id);
            if !stands {
                notification.close();
            }
            stands
        });
    }

    pub(super) fn leave(&self) {
        for (_, notification) in std::mem::take(&mut *self.shown.borrow_mut()).into_values() {
            notification.close();
        }
    }

    fn close(&self, tag: &str) {
        if let Some((_, notification)) = self.shown.borrow_mut().remove(tag) {
            notification.close();
        }
    }
}

fn is_in_front(pop_up: &PopUp) -> bool {
    let Some(front) = &pop_up.front else {
        return false;
    };
    let Ok(conversation) = front.conversation.parse() else {
        return false;
    };
    HERE.get().is_some_and(|here| {
        here.page
            .alerts
            .with_untracked(|alerts| alerts.is_in_front(conversation, front.inbox.as_deref()))
    })
}

/// Writes an id down; false if it was there.
fn note(id: &str) -> bool {
    let stored = storage::load(SEEN);
    let mut seen: Vec<&str> = stored.split(' ').filter(|seen| !seen.is_empty()).collect();
    if seen.contains(&id) {
        return false;
    }
    seen.push(id);
    let first = seen.len().saturating_sub(SEEN_AT_MOST);
    storage::save(SEEN, &seen[first..].join(" "));
    true
}

fn show(pop_up: &PopUp, shown: &RefCell<BTreeMap<String, (String, Notification)>>) -> Shown {
    let options = NotificationOptions::new();
    options.set_body(&pop_up.text);
    options.set_tag(&pop_up.tag);
    options.set_require_interaction(pop_up.sticky);
    options.set_silent(Some(pop_up.silent));
    options.set_renotify(true);
    let Ok(notification) = Notification::new_with_options(&pop_up.title, &options) else {
        return Shown::Failed;
    };
    let (url, id, itself) = (pop_up.url.clone(), pop_up.id.clone(), notification.clone());
    let selected =
        Closure::<dyn FnMut(leptos::web_sys::Event)>::new(move |event: leptos::web_sys::Event| {
            event.prevent_default();
            let _ = window().open_with_url_and_target_and_features(&url, "_blank", "noopener");
            itself.close();
            if let Ok(alert) = id.parse() {
                act(|alerts, _| alerts.clicked(alert));
            }
        });
    notification.set_onclick(Some(selected.as_ref().unchecked_ref()));
    // As long as somebody may select it.
    selected.forget();
    let entry = (pop_up.id.clone(), notification);
    shown.borrow_mut().insert(pop_up.tag.clone(), entry);
    Shown::Raised
}
