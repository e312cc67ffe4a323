//! Pages that belong to no space: the site's root, and what an error becomes.

use leptos::prelude::*;

use super::{icons, words};

/// The page that an error becomes; `code` is one of the server's fixed codes.
#[must_use]
pub fn error_page(code: &'static str) -> impl IntoView {
    let (what, next) = words::error(code);
    view! {
        <main class="plain">
            <h1>{what}</h1>
            <p>{next}</p>
            <p><a class="button" href="/">{words::TO_THE_START}</a></p>
            <p class="code">{words::error_code(code)}</p>
        </main>
    }
}

/// The root of a site that nobody has set up yet.
#[must_use]
pub fn first_day() -> impl IntoView {
    view! {
        <main class="plain">
            <h1>{words::FIRST_DAY}</h1>
            <p>{words::FIRST_DAY_NEXT}</p>
            <p><a class="button primary" href="/setup">{words::SET_UP}</a></p>
        </main>
    }
}

/// The site's root. `portals` are keys and names.
#[must_use]
pub fn site_root(portals: Vec<(String, String)>) -> impl IntoView {
    let empty = portals.is_empty();
    let lines = portals.into_iter().map(|(key, name)| {
        view! {
            <li>
                <a class="way" href=format!("/portal/{key}")>
                    <span><span class="title" dir="auto">{name}</span><span class="summary">{words::portal_of(&key)}</span></span>
                    {icons::arrow()}
                </a>
            </li>
        }
    });
    view! {
        <main class="plain">
            <h1>{words::SITE_HEADING}</h1>
            {if empty {
                view! { <p>{words::NO_PORTALS}</p> }.into_any()
            } else {
                view! { <p>{words::CHOOSE_PORTAL}</p><ul class="portals">{lines.collect_view()}</ul> }.into_any()
            }}
            <p class="staff"><a href="/app/sign-in">{words::STAFF_SIGN_IN}</a></p>
        </main>
    }
}
