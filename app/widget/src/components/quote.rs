//! What an answer quotes, and the card that leads to where it stands. Quotes are text nodes, whatever they look like.

use baton_core::rovo::{Block, Source};
use leptos::prelude::*;

use crate::words;

/// The best source with its quote, then the others as cards.
pub(super) fn sources(
    sources: &[Source],
    space: &str,
    target: &'static str,
) -> impl IntoView + use<> {
    let quote = sources.first().map(|source| {
        let parts: Vec<_> = source.quote.chunk_by(are_items).map(part).collect();
        view! { <blockquote>{parts}</blockquote> }
    });
    let cards: Vec<_> = sources
        .iter()
        .enumerate()
        .map(|(index, source)| {
            let above = (index == 1).then(|| view! { <p class="also">{words::SEE_ALSO}</p> });
            (above, card(source, space, target))
        })
        .collect();
    (quote, cards)
}

fn are_items(one: &Block, other: &Block) -> bool {
    matches!((one, other), (Block::Item(_), Block::Item(_)))
}

/// A paragraph, a piece of code, or a list of neighbouring items.
fn part(blocks: &[Block]) -> impl IntoView + use<> {
    let (mut paragraph, mut code, mut items) = (None, None, Vec::new());
    for block in blocks {
        match block {
            Block::Paragraph(text) => paragraph = Some(view! { <p>{text.clone()}</p> }),
            Block::Code(text) => code = Some(view! { <pre>{text.clone()}</pre> }),
            Block::Item(text) => items.push(view! { <li>{text.clone()}</li> }),
        }
    }
    let list = (!items.is_empty()).then(|| view! { <ul>{items}</ul> });
    (paragraph, code, list)
}

fn card(source: &Source, space: &str, target: &'static str) -> impl IntoView + use<> {
    let mut href = ["/portal/", space, "/articles/", &source.slug].concat();
    if let Some(anchor) = &source.anchor {
        href.push('#');
        href.push_str(anchor);
    }
    let section = source
        .section
        .clone()
        .map(|section| view! { <span>{section}</span> });
    view! {
        <a class="source" href=href target=target rel="noopener">
            <b>{source.title.clone()}</b>
            {section}
        </a>
    }
}
