//! The search form, and what it found: articles with the section that matches.

use leptos::prelude::*;

use super::frame::{Frame, Here, around};
use super::{icons, words};

/// An article that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The last part of its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The heading and the fragment of the section that matches, if it is not the beginning.
    pub section: Option<(String, String)>,
    /// The first words of that section.
    pub quote: String,
}

/// The form. `query` is what was asked, so that it can be changed.
pub(super) fn form(frame: &Frame, query: &str) -> impl IntoView + use<> {
    view! {
        <form class="search" role="search" method="get" action=frame.at("")>
            <label class="visually-hidden" for="q">{words::SEARCH_LABEL}</label>
            {icons::search()}
            <input id="q" name="q" type="search" class="input" maxlength="200" autocomplete="off" enterkeyhint="search"
                placeholder=words::SEARCH_PLACEHOLDER value=query.to_owned() />
            <button class="button primary">{icons::search()}<span>{words::SEARCH}</span></button>
        </form>
    }
}

/// The page of results.
#[must_use]
pub fn page(frame: &Frame, query: &str, results: Vec<Found>) -> impl IntoView + use<> {
    let heading = words::results(results.len(), query);
    let nothing = results.is_empty();
    let list = results.into_iter().map(|result| {
        let mut address = frame.at(&format!("/articles/{}", result.slug));
        let section = result.section.map(|(heading, anchor)| {
            address = format!("{address}#{anchor}");
            view! { <span class="section" dir="auto">{heading}</span> }
        });
        view! {
            <li>
                <a href=address>
                    <span class="title" dir="auto">{result.title}</span>
                    {section}
                </a>
                <p>{result.quote}</p>
            </li>
        }
    });
    let content = view! {
        <div class="column">
            {form(frame, query)}
            <h1 class="small">{heading}</h1>
            {(!nothing).then(|| view! { <ol class="results">{list.collect_view()}</ol> })}
            <aside class="next">
                <h2>{if nothing { words::NOTHING_FOUND } else { words::NOT_IT }}</h2>
                <p>{words::NOT_IT_NEXT}</p>
                <p class="ways">
                    <a class="button primary" href=format!("/chat/{}", frame.key)>{words::ASK_IN_CHAT}</a>
                    <a class="button" href=frame.at("/requests/new")>{words::RAISE_A_REQUEST}</a>
                </p>
            </aside>
        </div>
    };
    around(frame, Here::Elsewhere, content)
}
