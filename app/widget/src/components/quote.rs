//! What an answer quotes, and the card that leads to where it stands. Quotes are text nodes, whatever they look like.

use baton_core::rovo::{Block, Source};
use leptos::prelude::*;

/// The quote of the best source.
pub(super) fn quote(source: &Source) -> impl IntoView + use<> {
    let blocks: Vec<_> = source
        .quote
        .iter()
        .map(|block| {
            let (class, text) = match block {
                Block::Paragraph(text) => ("", text),
                Block::Item(text) => ("item", text),
                Block::Code(text) => ("code", text),
            };
            view! { <p class=class>{text.clone()}</p> }
        })
        .collect();
    view! { <blockquote>{blocks}</blockquote> }
}

/// The card of a source.
pub(super) fn card(source: &Source, space: &str) -> impl IntoView + use<> {
    let mut href = ["/portal/", space, "/articles/", &source.slug].concat();
    if let Some(anchor) = &source.anchor {
        href.push('#');
        href.push_str(anchor);
    }
    let section = source.section.clone().unwrap_or_default();
    view! {
        <a class="source" href=href target="_blank" rel="noopener">
            <b>{source.title.clone()}</b>
            <span>{section}</span>
        </a>
    }
}
