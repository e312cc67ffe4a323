//! Text that goes from right to left in a sentence that goes from left to right: set apart, so that neither turns the
//! other around. Where text has an element of its own, `dir="auto"` does the same.

extern crate alloc;

use alloc::borrow::Cow;
use alloc::string::String;

/// Whether a character alone turns around or embeds what follows it, until another ends that.
const fn embeds(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character goes from right to left, or makes others do so.
const fn turns(character: char) -> bool {
    embeds(character)
        || matches!(character,
            '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A name or other words as they stand in a sentence of ours.
#[must_use]
pub fn isolated(text: &str) -> Cow<'_, str> {
    if !text.chars().any(turns) {
        return Cow::Borrowed(text);
    }
    let mut apart = String::with_capacity(text.len() + 6);
    // First strong isolate, and its end.
    apart.push('\u{2068}');
    apart.extend(text.chars().filter(|character| !embeds(*character)));
    apart.push('\u{2069}');
    Cow::Owned(apart)
}

/// A name without characters that turn around what stands beside it. No name needs them; its letters know their way.
#[must_use]
pub(crate) fn without_embedding(text: &str) -> String {
    text.chars()
        .filter(|character| !embeds(*character))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_goes_the_other_way_is_set_apart_and_nothing_gets_out_of_it() {
        for (text, apart) in [
            ("Ana", "Ana"),
            ("Élodie 👩", "Élodie 👩"),
            ("", ""),
            ("דנה", "\u{2068}דנה\u{2069}"),
            ("\u{202e}exe.gnp", "\u{2068}exe.gnp\u{2069}"),
            ("a\u{2069}\u{202e}b", "\u{2068}ab\u{2069}"),
        ] {
            assert_eq!(isolated(text), apart, "{text:?}");
        }
    }
}
