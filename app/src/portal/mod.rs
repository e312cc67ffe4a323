//! The customers' pages of a space, rendered on the server alone: home with search, articles, requests, sign-in. They
//! work without script and load no WASM. Sentences stand in [`words`]; what a page shows is handed to it whole.

use leptos::prelude::*;

pub mod words;

/// The page that an error becomes; `code` is one of the server's fixed codes.
#[must_use]
pub fn error_page(code: &'static str) -> impl IntoView {
    let (what, next) = words::error(code);
    view! {
        <main class="error">
            <h1>{what}</h1>
            <p>{next}</p>
            <p class="code">{code}</p>
        </main>
    }
}
