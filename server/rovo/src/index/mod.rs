//! Finds the articles of a space that answer a question. Built in memory from the published articles and built anew when
//! they change. Three witnesses are heard: passages (an article with several that match outweighs one with a lucky
//! hit), the section, and the article as a whole. Whether the best one is good enough is decided in `confidence`; what
//! is quoted from it, in `quote`.

mod build;
mod confidence;
mod level;
mod lexicon;
mod query;
mod quote;
mod rank;
mod section;
mod terms;
mod vocabulary;

use std::sync::Arc;

use baton_core::id::ArticleId;
use baton_core::rovo::Source;
use baton_core::settings::Knowledge;
use tantivy::tokenizer::TextAnalyzer;

use crate::article::Article;
pub use confidence::{Confidence, THRESHOLD};
use level::Level;
use lexicon::Lexicon;
use query::Query;
use vocabulary::Vocabulary;

/// The index could not be built or searched: a fault of the engine, never of the text.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The search engine failed.
    #[error("the search engine failed")]
    Engine(#[from] tantivy::TantivyError),
}

/// The articles of a space, searchable.
#[derive(Debug)]
pub struct KnowledgeIndex {
    articles: Vec<Arc<Article>>,
    passages: Vec<Passage>,
    sections: Vec<SectionPlace>,
    /// The ids of the terms of each article's title, sorted.
    titles: Vec<Vec<u32>>,
    vocabulary: Vocabulary,
    lexicon: Lexicon,
    analyzer: Analyzer,
    by_passage: Level,
    by_section: Level,
    by_article: Level,
}

/// A block of an article, as the smallest thing that is searched.
#[derive(Debug)]
struct Passage {
    article: usize,
    section: usize,
    /// The ids of its own terms and those of its headings and title, sorted.
    terms: Vec<u32>,
}

/// Where a section stands that has text.
#[derive(Debug)]
struct SectionPlace {
    article: usize,
    section: usize,
    /// The ids of the terms of its headings, sorted.
    heading: Vec<u32>,
    /// The ids of the terms of its text, sorted.
    text: Vec<u32>,
    /// Whether it has a list of steps or choices.
    has_list: bool,
    /// Whether its heading says that something is not so.
    denies: bool,
}

/// tantivy's analyzer needs `&mut`; each use takes a cheap copy.
#[derive(Clone)]
struct Analyzer(TextAnalyzer);

impl Analyzer {
    fn terms(&self, text: &str) -> Vec<String> {
        terms::terms(&mut self.0.clone(), text)
    }
}

impl core::fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Analyzer")
    }
}

/// An article that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The article.
    pub article: Arc<Article>,
    /// The position of the section that matches best.
    pub section: usize,
    /// How well it matches, next to the other hits of the same search: 0 to 3.
    pub score: f32,
    /// The share of the question, 0 to 1, that one passage covers, weighed by how much each word tells.
    pub coverage: f32,
    /// The section, with the words that are quoted from it.
    pub source: Source,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// Best first; at most ten.
    pub hits: Vec<Hit>,
    /// Whether the first one answers the question.
    pub confidence: Confidence,
}

impl KnowledgeIndex {
    /// Finds the articles that match a text, best first.
    ///
    /// # Errors
    /// [`IndexError`] when the search engine fails.
    pub fn search(&self, text: &str, knowledge: &Knowledge) -> Result<Ranking, IndexError> {
        self.search_with_context(text, "", knowledge)
    }

    /// Finds the articles that match a text said after another: what was said before counts half.
    ///
    /// # Errors
    /// [`IndexError`] when the search engine fails.
    pub fn search_with_context(
        &self,
        text: &str,
        before: &str,
        knowledge: &Knowledge,
    ) -> Result<Ranking, IndexError> {
        let allowed = match knowledge {
            Knowledge::All => None,
            Knowledge::None => return Ok(Ranking::default()),
            Knowledge::Chosen(ids) => Some(self.numbers_of(ids)),
        };
        let (text, before) = (self.analyzer.terms(text), self.analyzer.terms(before));
        let query = Query::new(&text, &before, &self.vocabulary, &self.lexicon);
        self.rank(&query, allowed.as_deref())
    }

    /// The terms of a text as they are searched, so that whoever compares words finds the same ones alike.
    #[must_use]
    pub fn stems(&self, text: &str) -> Vec<String> {
        self.analyzer.terms(text)
    }

    /// How many articles there are.
    #[must_use]
    pub fn articles(&self) -> &[Arc<Article>] {
        &self.articles
    }

    fn numbers_of(&self, ids: &[ArticleId]) -> Vec<u64> {
        (0u64..)
            .zip(&self.articles)
            .filter(|(_, article)| ids.contains(&article.id))
            .map(|(number, _)| number)
            .collect()
    }
}

#[cfg(test)]
mod tests;
