//! An article of the knowledge base: Markdown with front matter becomes a title, a summary and sections of plain blocks.
//! Sections are what Rovo quotes, and their anchors are the fragments of the article's page, so the page's HTML is made
//! here too. Storing articles and cleaning that HTML is other people's work.

mod front_matter;
mod sections;

use baton_core::id::ArticleId;
use baton_core::rovo::Block;

pub use baton_core::knowledge::{ARTICLE_BYTES, TITLE_CHARS, slug_of};
pub use sections::html;

/// An article as Rovo knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its identifier, given by the store.
    pub id: ArticleId,
    /// The last part of its address: `/portal/KEY/articles/SLUG`.
    pub slug: String,
    /// The title: `title:` of the front matter, else the first heading of level one.
    pub title: String,
    /// One or two sentences for lists; may be empty.
    pub summary: String,
    /// Whether the portal's home shows it among what people ask most.
    pub popular: bool,
    /// The Markdown after the front matter, without a leading heading that repeats the title.
    pub body: String,
    /// The text in order: one section for each heading, and one without for what comes before the first.
    pub sections: Vec<Section>,
}

/// A heading and the text up to the next heading of any level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading; `None` for the text before the first one.
    pub heading: Option<String>,
    /// The headings above this one, outermost first, without the title.
    pub above: Vec<String>,
    /// The fragment of the section's address, unique in the article.
    pub anchor: Option<String>,
    /// The text.
    pub blocks: Vec<Block>,
}

/// Why a text is not an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArticleError {
    /// More than [`ARTICLE_BYTES`].
    #[error("the article is longer than {ARTICLE_BYTES} bytes")]
    TooLong,
    /// The first line is `---` and no second `---` closes the front matter.
    #[error("the front matter that line 1 opens is not closed by a second ---")]
    OpenFrontMatter,
    /// A line of the front matter is not `name: value`.
    #[error("line {line} of the front matter is not `name: value`")]
    FrontMatterLine {
        /// Counted from 1, the opening `---` included.
        line: usize,
    },
    /// `popular:` is neither `true` nor `false`.
    #[error("`popular:` must be true or false")]
    Popular,
    /// There is neither a `title:` nor a heading of level one.
    #[error("the article has no title")]
    NoTitle,
    /// The title is longer than [`TITLE_CHARS`].
    #[error("the title is longer than {TITLE_CHARS} characters")]
    LongTitle,
    /// There is no text below the title.
    #[error("the article has no text")]
    NoText,
}

impl Article {
    /// Reads an article from Markdown.
    ///
    /// # Errors
    /// [`ArticleError`] says what to correct in the file.
    pub fn parse(id: ArticleId, slug: &str, markdown: &str) -> Result<Self, ArticleError> {
        if markdown.len() > ARTICLE_BYTES {
            return Err(ArticleError::TooLong);
        }
        let (front_matter, body) = front_matter::split(markdown)?;
        let (first_heading, body) = sections::take_title(body);
        let title = front_matter
            .title
            .or(first_heading)
            .ok_or(ArticleError::NoTitle)?;
        if title.chars().count() > TITLE_CHARS {
            return Err(ArticleError::LongTitle);
        }
        let sections = sections::parse(body);
        if sections.iter().all(|section| section.blocks.is_empty()) {
            return Err(ArticleError::NoText);
        }
        Ok(Self {
            id,
            slug: slug.to_owned(),
            title,
            summary: front_matter.summary,
            popular: front_matter.popular,
            body: body.to_owned(),
            sections,
        })
    }
}

impl Article {
    /// An article whose parts are known: what the store keeps in columns.
    ///
    /// # Errors
    /// [`ArticleError::NoText`] or [`ArticleError::TooLong`].
    pub fn of_parts(
        id: ArticleId,
        slug: &str,
        title: &str,
        summary: &str,
        body: &str,
    ) -> Result<Self, ArticleError> {
        if body.len() > ARTICLE_BYTES {
            return Err(ArticleError::TooLong);
        }
        let sections = sections::parse(body);
        if sections.iter().all(|section| section.blocks.is_empty()) {
            return Err(ArticleError::NoText);
        }
        Ok(Self {
            id,
            slug: slug.to_owned(),
            title: title.to_owned(),
            summary: summary.to_owned(),
            popular: false,
            body: body.to_owned(),
            sections,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: ArticleId = ArticleId(7);

    fn parse(markdown: &str) -> Result<Article, ArticleError> {
        Article::parse(ID, "a-slug", markdown)
    }

    #[test]
    fn front_matter_gives_title_summary_and_popular() {
        let article =
            parse("---\ntitle: \"Reset: your password\"\nsummary: Two minutes.\npopular: true\n---\nText.").unwrap();
        assert_eq!(article.title, "Reset: your password");
        assert_eq!(article.summary, "Two minutes.");
        assert!(article.popular);
        assert_eq!(article.slug, "a-slug");
        assert_eq!(article.body, "Text.");
    }

    #[test]
    fn without_front_matter_the_first_heading_is_the_title() {
        let article = parse("# VPN\n\nHow to connect.\n").unwrap();
        assert_eq!(article.title, "VPN");
        assert!(!article.popular);
        assert_eq!(
            article.sections[0].blocks,
            [Block::Paragraph("How to connect.".into())]
        );
    }

    #[test]
    fn what_is_no_article_is_refused_with_its_reason() {
        assert_eq!(parse(""), Err(ArticleError::NoTitle));
        assert_eq!(parse("Only text."), Err(ArticleError::NoTitle));
        assert_eq!(parse("---\ntitle: x\n"), Err(ArticleError::OpenFrontMatter));
        assert_eq!(
            parse("---\ntitle: x\nwhat\n---\nText."),
            Err(ArticleError::FrontMatterLine { line: 3 })
        );
        assert_eq!(
            parse("---\ntitle: x\npopular: yes\n---\nText."),
            Err(ArticleError::Popular)
        );
        assert_eq!(
            parse("---\ntitle: x\n---\n\n## Heading\n"),
            Err(ArticleError::NoText)
        );
        assert_eq!(
            parse(&format!("# {}\n\nText.", "x".repeat(201))),
            Err(ArticleError::LongTitle)
        );
        assert_eq!(
            parse(&"x".repeat(ARTICLE_BYTES + 1)),
            Err(ArticleError::TooLong)
        );
    }

    #[test]
    fn a_slug_has_letters_digits_and_single_hyphens() {
        assert_eq!(slug_of("Reset your password"), "reset-your-password");
        assert_eq!(
            slug_of("  Wi-Fi & VPN: don’t panic!  "),
            "wi-fi-vpn-dont-panic"
        );
        assert_eq!(slug_of("Ürlaub 2026"), "ürlaub-2026");
        assert_eq!(slug_of("!?"), "");
    }
}
