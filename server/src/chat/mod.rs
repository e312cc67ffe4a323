//! The customer's chat at `/chat/{key}`: the document, alone or in a frame, the forms that make it work without script,
//! and the log in a frame of its own that refreshes. What it shows comes from [`snapshot`]; what it looks like is the
//! widget's crate.

mod compress;
mod document;
mod forms;
mod snapshot;

use baton_core::limits::MESSAGE_CHARS;

use crate::routes::{Field, Route, Who};

/// The chat's addresses. Who is not known yet becomes a guest, in the page and in its forms; the log is of somebody.
pub fn routes() -> Vec<Route> {
    let fields = [
        Field::Id("id"),
        Field::Given("do", "write"),
        Field::Words("text", MESSAGE_CHARS),
        Field::Email("email"),
    ];
    vec![
        Route::get("/chat/{key}", Who::Anybody, document::chat),
        Route::post("/chat/{key}", Who::Anybody, fields, forms::from_page),
        Route::get("/chat/{key}/log", Who::Customer, document::log),
        // The composer stands beside this frame, and not in it.
        Route::post(
            "/chat/{key}/log",
            Who::Anybody,
            [
                Field::Id("id"),
                Field::Given("do", "email"),
                Field::Email("email"),
            ],
            forms::from_log,
        ),
    ]
}
