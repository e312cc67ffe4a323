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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_lists_and_steps_keep_their_numbers_and_all_of_it_is_text() {
        let step = |number, text: &str| Block::Step {
            number,
            text: text.to_owned(),
        };
        let quote = [
            Block::Paragraph("Do <this>:".to_owned()),
            step(2, "Open it."),
            step(3, "Press <b>."),
            Block::Item("Left".to_owned()),
        ];
        let html = Owner::new().with(|| quoted(&quote).to_html());
        let plain = html.replace("<!>", "").replace(" dir=\"auto\"", "");
        let wanted = "<p>Do &lt;this&gt;:</p><ol start=\"2\"><li>Open it.</li><li>Press &lt;b&gt;.</li></ol>\
                      <ul><li>Left</li></ul>";
        assert_eq!(plain, wanted);
    }
}
