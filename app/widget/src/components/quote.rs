//! What an answer quotes, and the card that leads to where it stands. Quotes are text nodes, whatever they look like.

use baton_core::rovo::{Block, Source};
use tachys::html::element::{a, b, blockquote, p, span};
use tachys::prelude::*;

/// The quote of the best source.
pub(super) fn quote(source: &Source) -> impl RenderHtml + use<> {
    let blocks: Vec<_> = source
        .quote
        .iter()
        .map(|block| {
            let (class, text) = match block {
                Block::Paragraph(text) => ("", text),
                Block::Item(text) => ("item", text),
                Block::Code(text) => ("code", text),
            };
            p().class(class).child(text.clone())
        })
        .collect();
    blockquote().child(blocks)
}

/// The card of a source.
pub(super) fn card(source: &Source, space: &str) -> impl RenderHtml + use<> {
    let mut href = ["/portal/", space, "/articles/", &source.slug].concat();
    if let Some(anchor) = &source.anchor {
        href.push('#');
        href.push_str(anchor);
    }
    a().class("source")
        .href(href)
        .target("_blank")
        .rel("noopener")
        .child((
            b().child(source.title.clone()),
            source.section.clone().map(|section| span().child(section)),
        ))
}
