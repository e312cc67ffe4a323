//! Who closes the tab while it holds words that the server has not stored is asked first. The words of the question are
//! the browser's own.

use leptos::ev;
use leptos::prelude::*;

use crate::console::inbox::Console;
use crate::console::model::Desk;

/// Asks before words are lost. Without any there is no question, and the listener costs the page nothing that it had.
pub(super) fn listen(console: Console) {
    _ = window_event_listener(ev::beforeunload, move |event| {
        if console.desk.with_untracked(Desk::holds_words) {
            event.prevent_default();
            // Older browsers ask only because of this.
            event.set_return_value("-");
        }
    });
}
