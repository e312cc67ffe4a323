//! What an answer quotes, and the card that leads to where it stands. Quotes are text nodes, whatever they look like.

use baton_core::rovo::{Part, Source, parts};
use tachys::either::EitherOf3;
use tachys::html::element::{a, b, blockquote, li, ol, p, span, ul};
use tachys::prelude::*;

/// The quote of the best source.
pub(super) fn quote(source: &Source) -> impl RenderHtml + use<> {
    let items =
        |items: Vec<String>| -> Vec<_> { items.into_iter().map(|text| li().child(text)).collect() };
    let shown: Vec<_> = parts(&source.quote)
        .into_iter()
        .map(|part| match part {
            Part::Paragraph(text) => EitherOf3::A(p().class("").child(text)),
            Part::Code(text) => EitherOf3::A(p().class("code").child(text)),
            Part::List(list) => EitherOf3::B(ul().child(items(list))),
            Part::Steps(first, steps) => {
                EitherOf3::C(ol().start(first.to_string()).child(items(steps)))
            }
        })
        .collect();
    blockquote().child(shown)
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
