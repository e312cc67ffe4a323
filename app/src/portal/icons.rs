//! The portal's few icons: one stroke, the colour of the text beside them, silent to screen readers.

use leptos::prelude::*;

fn icon(paths: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"
            stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
            <path d=paths></path>
        </svg>
    }
}

pub(super) fn search() -> impl IntoView {
    icon("M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM20 20l-4.9-4.9")
}

pub(super) fn chat() -> impl IntoView {
    icon(
        "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 19 16h-7l-4.5 4v-4H5a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 5 5Z",
    )
}

pub(super) fn pencil() -> impl IntoView {
    icon("M4.5 19.5l1-4L16 5a2.1 2.1 0 0 1 3 3L8.5 18.5l-4 1ZM14 7l3 3")
}

pub(super) fn tray() -> impl IntoView {
    icon("M4 13l2.5-7.5h11L20 13v5.5H4V13Zm0 0h4.5l1.5 2.5h4l1.5-2.5H20")
}

pub(super) fn arrow() -> impl IntoView {
    icon("M9.5 6l6 6-6 6")
}
