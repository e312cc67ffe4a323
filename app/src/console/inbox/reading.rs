//! Where the reader is in the log. Who reads along is kept at the newest words; who scrolled up stays there, and what
//! comes meanwhile is counted.

use leptos::html;
use leptos::prelude::*;

use crate::console::model::{Item, Pending};

/// So near to the end counts as reading along, in pixels.
const NEAR: i32 = 80;

/// What is known of where the reader is in the log.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// So many items came below while the reader was elsewhere.
    pub(super) below: RwSignal<usize>,
    /// Whether the end was in view when the reader last scrolled.
    along: StoredValue<bool>,
}

impl Reading {
    /// The reader scrolled.
    pub(super) fn scrolled(self, log: NodeRef<html::Div>) {
        let Some(log) = log.get_untracked() else {
            return;
        };
        // The log is laid out from its end, where this is 0; above, it is negative.
        let near = log.scroll_top() > -NEAR;
        self.along.set_value(near);
        if near {
            self.below.set(0);
        }
    }
}

/// Keeps the newest in view for who reads along; counts for who does not.
pub(super) fn follow_newest(
    log: NodeRef<html::Div>,
    shown: Memo<Vec<Item>>,
    echo: Memo<Vec<Pending>>,
) -> Reading {
    let reading = Reading {
        below: RwSignal::new(0),
        along: StoredValue::new(true),
    };
    Effect::new(move |before: Option<(usize, usize)>| {
        let count = (shown.with(Vec::len), echo.with(Vec::len));
        let (items_before, echo_before) = before.unwrap_or_default();
        let mine = count.1 > echo_before;
        if before.is_none() || mine || reading.along.get_value() {
            request_animation_frame(move || scroll_down(log));
        } else if count.0 > items_before {
            reading
                .below
                .update(|below| *below += count.0 - items_before);
        }
        count
    });
    reading
}

/// Goes to the newest words.
pub(super) fn scroll_down(log: NodeRef<html::Div>) {
    if let Some(log) = log.get_untracked() {
        log.set_scroll_top(0);
    }
}
