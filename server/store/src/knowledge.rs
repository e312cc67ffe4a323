//! The articles of a space, and how often Rovo quoted them. Searching them is Rovo's job.

use baton_core::id::ArticleId;
use baton_core::time::Time;

/// An article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Which.
    pub id: ArticleId,
    /// The last part of its address, unique in the space.
    pub slug: String,
    /// The title.
    pub title: String,
    /// One or two sentences for lists; may be empty.
    pub summary: String,
    /// The Markdown.
    pub body_markdown: String,
    /// Whether the portal's home shows it.
    pub popular: bool,
    /// Whether customers can see it.
    pub published: bool,
    /// When it was last changed.
    pub updated_at: Time,
}

/// How often Rovo quoted an article, and what customers said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleUse {
    /// Which.
    pub article: ArticleId,
    /// Answers that quoted it.
    pub quoted: u64,
    /// Ratings *yes* of answers that quoted it first.
    pub helped: u64,
    /// Ratings *no* of answers that quoted it first.
    pub did_not_help: u64,
}
