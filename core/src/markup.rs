//! Somebody's words inside HTML that is put together by hand. Views escape their text nodes, but not what stands in a
//! textarea: that is escaped here, and given as `inner_html`, which no version of the renderer escapes once more.

extern crate alloc;

use alloc::string::String;

/// Words as the content of an element: markup in them is shown and never obeyed. Not for attributes, since quotation
/// marks stay.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// What was typed, in a textarea again. Browsers drop a textarea's first line break, so there is one to drop.
#[must_use]
pub fn in_textarea(text: &str) -> String {
    let mut content = String::from("\n");
    content.push_str(&escaped(text));
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_textarea_stays_text_and_is_escaped_once() {
        for (typed, content) in [
            ("</textarea><b>", "\n&lt;/textarea>&lt;b>"),
            ("&lt;/textarea>", "\n&amp;lt;/textarea>"),
            ("\nsecond line", "\n\nsecond line"),
            ("", "\n"),
        ] {
            assert_eq!(in_textarea(typed), content);
        }
    }
}
