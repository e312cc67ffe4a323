//! What an article of a knowledge base may be: its title, its address, its lengths. What Rovo makes of its Markdown is
//! the business of the crate that reads it.

use crate::limits::{clean, clean_line};

/// The longest article, in bytes of Markdown.
pub const ARTICLE_BYTES: usize = 256 * 1024;
/// How many files one import takes.
pub const IMPORT_FILES: usize = 50;
/// How many bytes one import's files may have together.
pub const IMPORT_BYTES: usize = 4 * 1024 * 1024;
/// The longest title, in characters.
pub const TITLE_CHARS: usize = 200;
/// The longest summary, in characters.
pub const SUMMARY_CHARS: usize = 400;
/// The longest last part of an address, in characters.
pub const SLUG_CHARS: usize = 100;

/// An article as somebody writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The title.
    pub title: String,
    /// The last part of its address; empty to make it of the title.
    pub slug: String,
    /// One or two sentences for lists; may be empty.
    pub summary: String,
    /// The Markdown.
    pub body: String,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleField {
    /// The title.
    Title,
    /// The last part of the address.
    Slug,
    /// The summary.
    Summary,
    /// The Markdown.
    Body,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleWrong {
    /// There is nothing to read in it.
    Empty,
    /// It is longer than so many characters.
    TooLong(usize),
    /// The Markdown is longer than so many bytes.
    TooLarge(usize),
    /// It is no part of an address: small letters and digits with single hyphens between them are.
    NoAddress,
    /// Another article of the space has this address.
    Taken,
}

/// A field and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleProblem {
    /// The field.
    pub field: ArticleField,
    /// What is wrong.
    pub wrong: ArticleWrong,
}

impl Draft {
    /// The draft as it is kept: cleaned, with an address.
    ///
    /// # Errors
    /// Everything that is wrong, at most once for each field. Whether the address is free is the store's to say.
    pub fn checked(&self) -> Result<Self, Vec<ArticleProblem>> {
        use {ArticleField as Field, ArticleWrong as Wrong};
        let mut problems = Vec::new();
        let mut check = |field, is_wrong: bool, wrong| {
            if is_wrong {
                problems.push(ArticleProblem { field, wrong });
            }
        };
        let chars = |text: &str| text.chars().count();
        let title = clean_line(&self.title);
        check(Field::Title, title.is_empty(), Wrong::Empty);
        check(
            Field::Title,
            chars(&title) > TITLE_CHARS,
            Wrong::TooLong(TITLE_CHARS),
        );
        let typed = clean_line(&self.slug);
        let made = shortened(&slug_of(&title));
        let slug = if typed.is_empty() { made } else { typed };
        let is_address = slug_of(&slug) == slug && !slug.is_empty();
        let can_be_made = !title.is_empty() || !clean_line(&self.slug).is_empty();
        check(Field::Slug, can_be_made && !is_address, Wrong::NoAddress);
        check(
            Field::Slug,
            is_address && chars(&slug) > SLUG_CHARS,
            Wrong::TooLong(SLUG_CHARS),
        );
        let summary = clean_line(&self.summary);
        check(
            Field::Summary,
            chars(&summary) > SUMMARY_CHARS,
            Wrong::TooLong(SUMMARY_CHARS),
        );
        let body = clean(&self.body);
        check(Field::Body, body.is_empty(), Wrong::Empty);
        check(
            Field::Body,
            body.len() > ARTICLE_BYTES,
            Wrong::TooLarge(ARTICLE_BYTES),
        );
        if problems.is_empty() {
            Ok(Self {
                title,
                slug,
                summary,
                body,
            })
        } else {
            Err(problems)
        }
    }
}

/// The name of a Markdown file without its ending; `None` for a file that is none.
#[must_use]
pub fn markdown_stem(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    let is_markdown = ["md", "markdown"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known));
    is_markdown.then_some(stem)
}

/// A text as the last part of an address: small letters and digits of any script, the rest as single hyphens. Empty if
/// there is no letter and no digit.
#[must_use]
pub fn slug_of(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() {
            // A small letter may come with a mark of its own, as that of "İ" does; it is left out.
            slug.extend(
                character
                    .to_lowercase()
                    .filter(|small| small.is_alphanumeric()),
            );
        } else if matches!(character, '\'' | '’') {
            // "don't" is one word.
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The address cut between words where it is too long.
fn shortened(slug: &str) -> String {
    if slug.chars().count() <= SLUG_CHARS {
        return slug.to_owned();
    }
    let cut: String = slug.chars().take(SLUG_CHARS).collect();
    let whole = cut
        .rsplit_once('-')
        .map_or(cut.as_str(), |(whole, _)| whole);
    whole.to_owned()
}
