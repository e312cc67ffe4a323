//! Words between the frame and the page around it: plain strings that begin with `baton`, to and from exactly the origin
//! that the document was made for.

use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

use super::{Edge, handle, page, window, with_edge};
use crate::components::TEXT_ELEMENT;
use crate::model::chat::Input;

/// Tells the page around.
pub(super) fn tell(what: &str) {
    with_edge(|edge| edge.tell(what));
}

impl Edge {
    pub(super) fn tell(&self, what: &str) {
        let Some(host) = &self.host else {
            return;
        };
        let text = JsValue::from_str(&["baton ", what].concat());
        if let Some(parent) = window().and_then(|window| window.parent().ok().flatten()) {
            _ = parent.post_message(&text, host);
        }
    }
}

/// The page around said something.
pub(super) fn told(event: &MessageEvent) {
    let from = event.origin();
    if with_edge(|edge| edge.host.as_ref() != Some(&from)).unwrap_or(true) {
        return;
    }
    let Some(said) = event.data().as_string() else {
        return;
    };
    // Opened by hand, there again on the next page, or closed.
    let shown = match said.as_str() {
        "baton open" | "baton back" => true,
        "baton shut" => false,
        _ => return,
    };
    with_edge(|edge| edge.shown = shown);
    handle(Input::Looking(page::is_looked_at()));
    if shown {
        page::measure_again();
    }
    if said == "baton open" {
        page::focus(TEXT_ELEMENT);
    }
}
