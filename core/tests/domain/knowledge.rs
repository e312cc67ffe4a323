//! What an article may be.

use baton_core::knowledge::{
    ARTICLE_BYTES, ArticleField as Field, ArticleProblem, ArticleWrong as Wrong, Draft, SLUG_CHARS,
    SUMMARY_CHARS, TITLE_CHARS, markdown_stem, slug_of,
};
use proptest::prelude::*;

use crate::{config, letters};

fn draft() -> Draft {
    Draft {
        title: "Reset your password".into(),
        slug: String::new(),
        summary: String::new(),
        body: "Two minutes.".into(),
    }
}

fn problems(change: impl FnOnce(&mut Draft)) -> Vec<(Field, Wrong)> {
    let mut draft = draft();
    change(&mut draft);
    let problems = draft.checked().err().unwrap_or_default();
    let pair = |problem: ArticleProblem| (problem.field, problem.wrong);
    problems.into_iter().map(pair).collect()
}

#[test]
fn an_article_without_an_address_gets_one_made_of_its_title() {
    let checked = draft().checked().unwrap();
    assert_eq!(checked.slug, "reset-your-password");
    let long = Draft {
        title: "word ".repeat(40).trim().to_owned(),
        ..draft()
    };
    let slug = long.checked().unwrap().slug;
    assert!(
        slug.chars().count() <= SLUG_CHARS && slug.ends_with("word"),
        "{slug}"
    );
}

#[test]
fn what_is_typed_is_cleaned_before_it_is_kept() {
    let typed = Draft {
        title: "  Wi-Fi\n in\0 the office ".into(),
        slug: " office-wifi ".into(),
        summary: " Two\tminutes. ".into(),
        body: "\r\nFirst.\r\n\r\nSecond.\r\n".into(),
    };
    let checked = typed.checked().unwrap();
    assert_eq!(checked.title, "Wi-Fi in the office");
    assert_eq!(checked.slug, "office-wifi");
    assert_eq!(checked.summary, "Two minutes.");
    assert_eq!(checked.body, "First.\n\nSecond.");
    assert_eq!(checked.checked(), Ok(checked));
}

#[test]
fn each_field_says_what_is_wrong_with_it() {
    let long = |chars: usize| "x".repeat(chars + 1);
    assert_eq!(problems(|_| ()), []);
    let empty = problems(|draft| {
        draft.title = " \u{200b} ".into();
        draft.body = "\n\t\n".into();
    });
    assert_eq!(
        empty,
        [(Field::Title, Wrong::Empty), (Field::Body, Wrong::Empty)]
    );
    for slug in [
        "Reset",
        "reset password",
        "-reset",
        "reset-",
        "reset--it",
        "re/set",
        "../up",
        "<b>",
        "?",
    ] {
        let found = problems(|draft| draft.slug = slug.into());
        assert_eq!(found, [(Field::Slug, Wrong::NoAddress)], "{slug}");
    }
    let nameless = problems(|draft| draft.title = "!?".into());
    assert_eq!(nameless, [(Field::Slug, Wrong::NoAddress)]);
    let too_long = problems(|draft| {
        draft.title = long(TITLE_CHARS);
        draft.slug = long(SLUG_CHARS);
        draft.summary = long(SUMMARY_CHARS);
        draft.body = long(ARTICLE_BYTES);
    });
    assert_eq!(
        too_long,
        [
            (Field::Title, Wrong::TooLong(TITLE_CHARS)),
            (Field::Slug, Wrong::TooLong(SLUG_CHARS)),
            (Field::Summary, Wrong::TooLong(SUMMARY_CHARS)),
            (Field::Body, Wrong::TooLarge(ARTICLE_BYTES)),
        ]
    );
}

#[test]
fn the_limits_themselves_are_allowed() {
    let fitting = Draft {
        title: "t".repeat(TITLE_CHARS),
        slug: "s".repeat(SLUG_CHARS),
        summary: "u".repeat(SUMMARY_CHARS),
        body: "b".repeat(ARTICLE_BYTES),
    };
    assert_eq!(fitting.checked(), Ok(fitting));
}

#[test]
fn markup_and_other_scripts_are_titles_like_any_other() {
    for (title, slug) in [
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("كلمة المرور", "كلمة-المرور"),
        ("Ürlaub 🏖 2026", "ürlaub-2026"),
        ("İzin", "izin"),
        ("don’t panic", "dont-panic"),
    ] {
        let checked = Draft {
            title: title.into(),
            ..draft()
        }
        .checked()
        .unwrap();
        assert_eq!(
            (checked.title.as_str(), checked.slug.as_str()),
            (title, slug)
        );
    }
}

/// Some of everything that a title can hold.
const ANY: &str = "abzAZ09 -_./?#<>&\"'éß中👩\u{200d}\u{301}\u{202e}";

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_address_made_of_any_text_is_one_or_is_empty(text in letters(ANY, 0..60)) {
        let slug = slug_of(&text);
        prop_assert_eq!(&slug_of(&slug), &slug);
        prop_assert!(!slug.contains(['/', '?', '#', '.', '<', ' ']));
    }

    #[test]
    fn whatever_is_typed_is_either_kept_as_valid_or_named_as_wrong(
        title in letters(ANY, 0..30), slug in letters("aZk/ -", 0..10), body in letters(ANY, 0..30),
    ) {
        let typed = Draft { title, slug, body, summary: String::new() };
        match typed.checked() {
            Ok(kept) => prop_assert_eq!(kept.checked(), Ok(kept)),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }
}

#[test]
fn a_file_is_markdown_by_the_end_of_its_name() {
    for (name, stem) in [
        ("racks.md", Some("racks")),
        ("Racks.V2.MD", Some("Racks.V2")),
        ("racks.markdown", Some("racks")),
        (".md", Some("")),
        ("racks.txt", None),
        ("md", None),
        ("", None),
    ] {
        assert_eq!(markdown_stem(name), stem, "{name}");
    }
}
