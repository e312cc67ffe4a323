//! A space's home: search first, then what people ask most, then the other ways.

use leptos::prelude::*;

use super::frame::{Frame, Here, around};
use super::{icons, search, words};

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleLine {
    /// The last part of its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
}

/// The home page. `open_requests` counts the reader's own that are not done.
#[must_use]
pub fn page(
    frame: &Frame,
    popular: Vec<ArticleLine>,
    others: Vec<ArticleLine>,
    open_requests: usize,
) -> impl IntoView + use<> {
    let cards = popular.into_iter().map(|article| {
        view! {
            <li>
                <a class="card" href=frame.at(&format!("/articles/{}", article.slug))>
                    <span class="title" dir="auto">{article.title}</span>
                    <span class="summary" dir="auto">{article.summary}</span>
                </a>
            </li>
        }
    });
    let has_popular = cards.len() > 0;
    let more = (!others.is_empty()).then(|| {
        let lines = others.into_iter().map(|article| {
            view! { <li><a href=frame.at(&format!("/articles/{}", article.slug))>{article.title}</a></li> }
        });
        view! {
            <section class="more" aria-labelledby="more">
                <h2 id="more">{words::MORE_ARTICLES}</h2>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
    });
    let content = view! {
        <div class="hero">
            <div class="wide">
                <h1>{words::HOW_CAN_WE_HELP}</h1>
                {search::form(frame, "")}
            </div>
        </div>
        <div class="wide home">
            {has_popular.then(|| view! {
                <section aria-labelledby="popular">
                    <h2 id="popular">{words::POPULAR}</h2>
                    <ul class="cards">{cards.collect_view()}</ul>
                </section>
            })}
            <section class="ways-in" aria-labelledby="ways">
                <h2 id="ways">{words::OTHER_WAYS}</h2>
                <ul>
                    <li>
                        <a class="way" href=format!("/chat/{}", frame.key)>
                            {icons::chat()}
                            <span><span class="title">{words::ASK_IN_CHAT}</span>
                            <span class="summary">{words::CHAT_SUMMARY}</span></span>
                            {icons::arrow()}
                        </a>
                    </li>
                    <li>
                        <a class="way" href=frame.at("/requests/new")>
                            {icons::pencil()}
                            <span><span class="title">{words::RAISE_A_REQUEST}</span>
                            <span class="summary">{words::RAISE_SUMMARY}</span></span>
                            {icons::arrow()}
                        </a>
                    </li>
                    <li>
                        <a class="way" href=frame.at("/requests")>
                            {icons::tray()}
                            <span><span class="title">{words::MY_REQUESTS}</span>
                            <span class="summary">{words::open_requests(open_requests)}</span></span>
                            {icons::arrow()}
                        </a>
                    </li>
                </ul>
            </section>
            {more}
        </div>
    };
    around(frame, Here::Home, content)
}
