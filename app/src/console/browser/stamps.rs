//! Points in time on pages that are not hydrated: the server wrote them in UTC, here they become the reader's.

use baton_core::time::Time;
use leptos::prelude::*;
use leptos::web_sys::Element;
use wasm_bindgen::JsCast;

use super::{page, time_of};
use crate::console::model::Zone;
use crate::console::stamp::{SHOWS, Shows};

/// Rewrites those of the page.
pub(super) fn make_local() {
    let Ok(found) = document().query_selector_all(&format!("time[{SHOWS}]")) else {
        return;
    };
    let elements = (0..found.length()).filter_map(|index| found.item(index));
    for element in elements.filter_map(|node| node.dyn_into::<Element>().ok()) {
        if let (Some(at), Some(shows)) = (moment_of(&element), shows_of(&element)) {
            let text = shows.text(at, Zone::Local(page::local_offset));
            element.set_text_content(Some(&text));
        }
    }
}

fn moment_of(element: &Element) -> Option<Time> {
    let milliseconds = js_sys::Date::parse(&element.get_attribute("datetime")?);
    (!milliseconds.is_nan()).then(|| time_of(milliseconds))
}

fn shows_of(element: &Element) -> Option<Shows> {
    Shows::named(&element.get_attribute(SHOWS)?)
}
