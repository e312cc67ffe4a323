//! Where a sentence ends, well enough to quote whole ones and to read a long message one by one.

/// The sentences of a text, trimmed, in order. They end at a line break, or at a full stop, question or exclamation
/// mark before a blank.
#[must_use]
pub fn split(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((position, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let ends = match character {
            '\n' | '。' | '！' | '？' => true,
            '.' | '!' | '?' => {
                next.is_none_or(char::is_whitespace) && !is_abbreviation(&text[start..position])
            }
            _ => false,
        };
        if ends {
            let end = position + character.len_utf8();
            push(&mut sentences, &text[start..end]);
            start = end;
        }
    }
    push(&mut sentences, &text[start..]);
    sentences
}

fn push<'a>(sentences: &mut Vec<&'a str>, sentence: &'a str) {
    let sentence = sentence.trim();
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
}

fn is_abbreviation(before: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    matches!(
        last,
        "e.g" | "i.e" | "etc" | "Dr" | "Mr" | "Mrs" | "Ms" | "No" | "approx"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_end_at_marks_before_a_blank_and_at_line_breaks() {
        assert_eq!(
            split("Hi!  My VPN (v2.1) is down, e.g. at home. Why?\nThanks"),
            [
                "Hi!",
                "My VPN (v2.1) is down, e.g. at home.",
                "Why?",
                "Thanks"
            ]
        );
        assert_eq!(split(" \n "), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in "(?s).{0,200}") {
            let words = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(words(&split(&text).concat()), words(&text));
        }
    }
}
