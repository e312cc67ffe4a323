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

/// Tells what became of an alert.
type Answer = Box<dyn FnOnce(Shown)>;

/// A page that shows alerts, if it is elected.
pub(super) struct Elected {
    is_it: Rc<Cell<bool>>,
    channel: Option<BroadcastChannel>,
    screen: Rc<Screen>,
    /// The newest of each tag that another page was to show. If that page goes first, this one may have to.
    left: Rc<RefCell<BTreeMap<String, (PopUp, Answer)>>>,
}

/// What the elected page knows of the screen.
#[derive(Default)]
struct Screen {
    /// What others have in front.
    in_front: RefCell<Vec<String>>,
    /// What is on screen, by its tag.
    shown: RefCell<BTreeMap<String, (String, Notification)>>,
}

impl Elected {
    /// Stands for election, for as long as the page lives.
    pub(super) fn stand() -> Self {
        let is_it = Rc::new(Cell::new(false));
        let screen = Rc::<Screen>::default();
        let left = Rc::<RefCell<BTreeMap<String, (PopUp, Answer)>>>::default();
        let (elected, inherits, inherited) = (is_it.clone(), screen.clone(), left.clone());
        let held = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |_| {
            elected.set(true);
            // What the page before has shown is written down, and does not come up again.
            for (pop_up, answer) in std::mem::take(&mut *inherited.borrow_mut()).into_values() {
                show_soon(pop_up, answer, &inherits);
            }
            // Kept until the page goes.
            Promise::new(&mut |_, _| {})
        });
        if request_lock(LOCK, held.as_ref().unchecked_ref()).is_err() {
            is_it.set(true);
        }
        held.forget();
        let channel = BroadcastChannel::new(CHANNEL).ok();
        if let Some(channel) = &channel {
            let told = screen.clone();
            let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let front = event.data().as_string();
                told.in_front.borrow_mut().extend(front);
            });
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            heard.forget();
        }
        Self {
            is_it,
            channel,
            screen,
            left,
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
        if self.is_it.get() {
            show_soon(pop_up, Box::new(answer), &self.screen);
        } else if pop_up.tag != TEST {
            let tag = pop_up.tag.clone();
            let mut left = self.left.borrow_mut();
            left.insert(tag, (pop_up, Box::new(answer)));
        }
    }

    pub(super) fn withdraw(&self, alert: AlertId) {
        note(&alert.to_string());
        let tag = alert.conversation.to_string();
        self.left.borrow_mut().remove(&tag);
        self.close(&tag);
    }

    pub(super) fn keep(&self, alerts: &[AlertId]) {
        let ids: Vec<_> = alerts.iter().map(AlertId::to_string).collect();
        let mut left = self.left.borrow_mut();
        left.retain(|_, (pop_up, _)| ids.contains(&pop_up.id));
        let mut shown = self.screen.shown.borrow_mut();
        shown.retain(|tag, (id, notification)| {
            let stands = tag == TEST || ids.contains(id);
            if !stands {
                notification.close();
            }
            stands
        });
    }

    pub(super) fn leave(&self) {
        self.left.borrow_mut().clear();
        let shown = std::mem::take(&mut *self.screen.shown.borrow_mut());
        for (_, notification) in shown.into_values() {
            notification.close();
        }
    }

    fn close(&self, tag: &str) {
        let was = self.screen.shown.borrow_mut().remove(tag);
        if let Some((_, notification)) = was {
            notification.close();
        }
    }
}

/// Shows it, if after a moment no other page has said that it has it in front.
fn show_soon(pop_up: PopUp, answer: Answer, screen: &Rc<Screen>) {
    let screen = screen.clone();
    let decide = move || {
        let quiet = screen.in_front.borrow().contains(&pop_up.id);
        screen.in_front.borrow_mut().clear();
        let is_new = note(&pop_up.id);
        answer(match (quiet, is_new) {
            (true, _) => Shown::Quiet,
            (false, false) => Shown::Known,
            (false, true) if !pop_up.may => Shown::Fresh,
            (false, true) => show(&pop_up, &screen.shown),
        });
    };
    set_timeout(decide, ANSWER_WITHIN);
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
