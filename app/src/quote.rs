//! What an answer of Rovo's quotes, for pages of the portal and of the console. Quotes are text nodes, whatever they look
//! like.

use baton_core::rovo::{Block, Part, parts};
use leptos::prelude::*;

/// The quoted words, with lists as lists.
pub(crate) fn quoted(quote: &[Block]) -> impl IntoView + use<> {
    let item = |text: String| view! { <li dir="auto">{text}</li> };
    let part = |part| match part {
        Part::Paragraph(text) => view! { <p dir="auto">{text}</p> }.into_any(),
        Part::Code(text) => view! { <pre>{text}</pre> }.into_any(),
        Part::List(items) => {
            let items = items.into_iter().map(item).collect_view();
            view! { <ul>{items}</ul> }.into_any()
        }
        Part::Steps(first, steps) => {
            let steps = steps.into_iter().map(item).collect_view();
            view! { <ol start=first.to_string()>{steps}</ol> }.into_any()
        }
    };
    parts(quote).into_iter().map(part).collect_view()
}
