//! Who closes the tab while it holds words that the server has not stored is asked first. The words of the question are
//! the browser's own. Who goes on by a link or a form is not asked: the tab stays, and so does what it holds.

use std::cell::Cell;
use std::rc::Rc;

use baton_core::time::{Millis, Time};
use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::Element;
use wasm_bindgen::JsCast;

use super::page;
use crate::console::inbox::Console;
use crate::console::model::{Desk, Held};

/// An answer takes milliseconds. What has none after so long may be on a line that is dead and not known to be.
const ON_THEIR_WAY: Millis = Millis::seconds(1);

/// So long after a click on a link, or a form's sending, the page is left because of it.
const GOES_ON: Millis = Millis::seconds(2);

/// Asks before words are lost. Without any there is no question, and the listener costs the page nothing that it had.
pub(super) fn listen(console: Console) {
    let held = Memo::new(move |_| console.desk.with(Desk::held_words));
    let since = Rc::new(Cell::new(Time(0)));
    let noted = since.clone();
    Effect::new(move |_| {
        held.track();
        noted.set(page::clock());
    });
    let went_on = Rc::new(Cell::new(Time(0)));
    let clicked = went_on.clone();
    _ = window_event_listener(ev::click, move |event| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let link = target.and_then(|it| it.closest("a[href]").ok().flatten());
        // The inbox's own links stay on the page.
        if link.is_some() && !event.default_prevented() {
            clicked.set(page::clock());
        }
    });
    let sent = went_on.clone();
    _ = window_event_listener(ev::submit, move |event| {
        if !event.default_prevented() {
            sent.set(page::clock());
        }
    });
    _ = window_event_listener(ev::beforeunload, move |event| {
        let is_lost = match held.get_untracked() {
            Held::Nothing => false,
            _ if page::clock() - went_on.get() < GOES_ON => false,
            Held::OnTheirWay => {
                !window().navigator().on_line() || page::clock() - since.get() > ON_THEIR_WAY
            }
            Held::Words => true,
        };
        if is_lost {
            event.prevent_default();
            // Older browsers ask only because of this.
            event.set_return_value("-");
        }
    });
}
