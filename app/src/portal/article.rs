//! An article. Its body is HTML that the server made of Markdown and cleaned.

use baton_core::time::Time;
use leptos::prelude::*;

use super::frame::{Frame, Here, around};
use super::{search, time, words};

/// An article to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its title.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// When it last changed.
    pub updated: Time,
    /// Heading and fragment of each section.
    pub sections: Vec<(String, String)>,
    /// Cleaned HTML.
    pub clean_html: String,
}

/// The page of an article.
#[must_use]
pub fn page(frame: &Frame, article: Article) -> impl IntoView + use<> {
    let contents = (article.sections.len() > 2).then(|| {
        let lines = article
            .sections
            .iter()
            .map(|(heading, anchor)| view! { <li><a href=format!("#{anchor}")>{heading.clone()}</a></li> });
        view! {
            <nav class="contents" aria-labelledby="contents">
                <h2 id="contents">{words::ON_THIS_PAGE}</h2>
                <ul>{lines.collect_view()}</ul>
            </nav>
        }
    });
    let summary = (!article.summary.is_empty())
        .then(|| view! { <p class="lead">{article.summary.clone()}</p> });
    let content = view! {
        <div class="wide reading">
            {search::form(frame, "")}
            <article>
                <header>
                    <h1>{article.title}</h1>
                    {summary}
                    <p class="meta">{words::UPDATED}" "{time::date(article.updated, &frame.zone)}</p>
                </header>
                {contents}
                <div class="prose" inner_html=article.clean_html></div>
                <aside class="next">
                    <h2>{words::STILL_STUCK}</h2>
                    <p>{words::STILL_STUCK_NEXT}</p>
                    <p class="ways">
                        <a class="button primary" href=format!("/chat/{}", frame.key)>{words::ASK_IN_CHAT}</a>
                        <a class="button" href=frame.at("/requests/new")>{words::RAISE_A_REQUEST}</a>
                    </p>
                </aside>
            </article>
        </div>
    };
    around(frame, Here::Elsewhere, content)
}
