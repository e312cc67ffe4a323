//! The form that raises a request. After a mistake it comes back with what was typed and what is wrong beside it.

use baton_core::limits::{MESSAGE_CHARS, SUMMARY_CHARS};
use leptos::prelude::*;

use super::field::Field;
use super::frame::{Frame, Here, around};
use super::words;

/// What was typed, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Made with the form: sent twice, it makes one request.
    pub id: String,
    /// One line.
    pub summary: String,
    /// The words.
    pub description: String,
    /// What is wrong with each.
    pub problems: Problems,
    /// Whether the form was sent before with other words, which became a request.
    pub sent_before: bool,
    /// Whether the customer has as many requests as one may have for now.
    pub too_many: bool,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// With the summary.
    pub summary: Option<&'static str>,
    /// With the description.
    pub description: Option<&'static str>,
}

/// The page.
#[must_use]
pub fn page(frame: &Frame, form: &Form) -> impl IntoView + use<> {
    let wrong = form.problems != Problems::default();
    let summary = Field {
        name: "summary",
        label: words::SUMMARY,
        hint: words::SUMMARY_HINT,
        value: &form.summary,
        problem: form.problems.summary,
    };
    let description = Field {
        name: "description",
        label: words::DESCRIPTION,
        hint: words::DESCRIPTION_HINT,
        value: &form.description,
        problem: form.problems.description,
    };
    let guest = frame.signed_in.is_none().then(|| {
        view! {
            <p class="notice">
                {words::GUEST_REQUEST}" "<a href=frame.at("/sign-in")>{words::SIGN_IN}</a>" "{words::GUEST_REQUEST_WHY}
            </p>
        }
    });
    let refused = match (form.sent_before, form.too_many) {
        (true, _) => Some(words::SENT_BEFORE),
        (false, true) => Some(words::TOO_MANY_REQUESTS),
        (false, false) => None,
    };
    let refused = refused.map(|why| {
        view! {
            <p class="notice bad" role="alert">
                {why}" "<a href=frame.at("/requests")>{words::MY_REQUESTS}</a>
            </p>
        }
    });
    let content = view! {
        <div class="column">
            <h1>{words::RAISE_A_REQUEST}</h1>
            <p class="lead">{words::RAISE_LEAD}</p>
            {wrong.then(|| view! { <p class="notice bad" role="alert">{words::CORRECT_BELOW}</p> })}
            {refused}
            <form method="post" action=frame.at("/requests/new") class="sheet" novalidate=true>
                <input type="hidden" name="id" value=form.id.clone() />
                {summary.line("text", "off", SUMMARY_CHARS)}
                {description.text(7, MESSAGE_CHARS)}
                {guest}
                <p class="ways"><button class="button primary">{words::SEND_REQUEST}</button></p>
            </form>
        </div>
    };
    around(frame, Here::NewRequest, content)
}
