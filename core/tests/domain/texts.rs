//! What people write, before it is kept.

use baton_core::limits::{
    EMAIL_CHARS, FRAME_BYTES, MESSAGE_CHARS, clean, clean_line, is_email, kept_chars, shorten,
    too_many,
};
use proptest::prelude::*;

use crate::config;

/// Any text, with what is seldom met and matters here met often.
fn text() -> impl Strategy<Value = String> {
    let odd = prop_oneof![
        Just('\0'),
        Just('\r'),
        Just('\n'),
        Just('\t'),
        Just(' '),
        Just('\u{200b}'),
        Just('\u{202e}'),
        Just('\u{301}'),
        Just('👩'),
        Just('\u{200d}'),
    ];
    let character = prop_oneof![1 => odd, 1 => any::<char>()];
    let characters = proptest::collection::vec(character, 0..60);
    characters.prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_has_been_cleaned_is_clean(text in text()) {
        let kept = clean(&text);
        prop_assert_eq!(&clean(&kept), &kept);
        let controls = kept.chars().any(|character| character.is_control() && !"\n\t".contains(character));
        prop_assert!(!controls);
        let line = clean_line(&text);
        prop_assert!(!line.contains('\n'));
        prop_assert_eq!(&clean_line(&line), &line);
        prop_assert_eq!(line.is_empty(), kept.is_empty());
    }

    #[test]
    fn what_is_counted_is_what_is_kept(text in text()) {
        prop_assert_eq!(kept_chars(&text), clean(&text).chars().count());
    }

    #[test]
    fn a_shortened_text_is_one_line_of_at_most_so_many_characters(text in text(), chars in 1..40_usize) {
        let short = shorten(&text, chars);
        prop_assert!(short.chars().count() <= chars);
        prop_assert!(!short.contains('\n'));
    }
}

#[test]
fn letters_with_marks_emoji_and_text_from_right_to_left_stay_as_they_are() {
    for text in [
        "e\u{301}",
        "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}",
        "\u{202b}שלום\u{202c} a",
        "ไทย",
        "\u{200f}؟",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn blanks_around_and_what_nobody_sees_count_for_nothing() {
    let text = format!(" \r\n{}\0\r\nb\t ", "a".repeat(10));
    assert_eq!(kept_chars(&text), 12);
    assert_eq!(too_many(&text, 12), 0);
    assert_eq!(too_many(&text, 9), 3);
    assert_eq!(kept_chars(&"\u{200b}".repeat(20)), 0);
}

#[test]
fn an_address_has_at_most_254_characters() {
    let of = |length: usize| format!("{}@x.org", "a".repeat(length - 6));
    assert!(is_email(&of(EMAIL_CHARS)));
    assert!(!is_email(&of(EMAIL_CHARS + 1)));
}

#[test]
fn the_longest_message_fits_into_a_frame_in_any_script() {
    assert!(MESSAGE_CHARS * '👩'.len_utf8() + 1_024 <= FRAME_BYTES);
}
