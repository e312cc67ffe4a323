//! One tantivy index in memory: texts of one size (passages, or whole articles) with their headings and titles, found
//! by BM25. Documents are numbered in the order in which they were added.

use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, Query, TermQuery,
    TermSetQuery,
};
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument, Term};

use super::IndexError;

/// What tantivy may use while it builds, in bytes; its own minimum is 15 MB.
const BUILD_BYTES: usize = 32_000_000;
/// A word in text, heading and title counts once, by the field where it tells most, and this much for each other field.
const OTHER_FIELDS: f32 = 0.3;
/// Terms are made before they get here.
const TOKENIZER: &str = "blanks";

/// A text that can be found, as terms with blanks between them.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) article: u64,
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) text: String,
    pub(super) pairs: String,
}

impl Document {
    pub(super) fn new(article: usize) -> Self {
        Self {
            article: article as u64,
            ..Self::default()
        }
    }
}

/// How much a term counts in each field; 0 leaves the field out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Boosts {
    pub(super) title: f32,
    pub(super) heading: f32,
    pub(super) text: f32,
    pub(super) pairs: f32,
}

/// A searchable index.
pub(super) struct Level {
    searcher: Searcher,
    fields: Fields,
    boosts: Boosts,
}

#[derive(Clone, Copy)]
struct Fields {
    article: Field,
    title: Field,
    heading: Field,
    text: Field,
    pairs: Field,
}

impl Level {
    pub(super) fn build(documents: &[Document], boosts: Boosts) -> Result<Self, IndexError> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs);
        let text = TextOptions::default().set_indexing_options(indexing);
        let fields = Fields {
            article: schema.add_u64_field("article", NumericOptions::default().set_indexed()),
            title: schema.add_text_field("title", text.clone()),
            heading: schema.add_text_field("heading", text.clone()),
            text: schema.add_text_field("text", text.clone()),
            pairs: schema.add_text_field("pairs", text),
        };
        let tokenizers = TokenizerManager::default();
        tokenizers.register(
            TOKENIZER,
            TextAnalyzer::builder(WhitespaceTokenizer::default()).build(),
        );
        // This writer makes one segment, so that the numbers of documents are their positions.
        let mut writer = Index::builder()
            .schema(schema.build())
            .tokenizers(tokenizers)
            .single_segment_index_writer::<TantivyDocument>(RamDirectory::create(), BUILD_BYTES)?;
        for document in documents {
            let mut stored = TantivyDocument::default();
            stored.add_u64(fields.article, document.article);
            stored.add_text(fields.title, &document.title);
            stored.add_text(fields.heading, &document.heading);
            stored.add_text(fields.text, &document.text);
            stored.add_text(fields.pairs, &document.pairs);
            writer.add_document(stored)?;
        }
        let index = writer.finalize()?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            searcher: IndexReader::searcher(&reader),
            fields,
            boosts,
        })
    }

    /// The best documents, best first, as (number, score).
    pub(super) fn search(
        &self,
        terms: &[(&str, f32)],
        pairs: &[String],
        only: Option<&[u64]>,
        limit: usize,
    ) -> Result<Vec<(usize, f32)>, IndexError> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let one = |field: Field, term: &str, weight: f32| -> Option<Box<dyn Query>> {
            (weight > 0.0).then(|| {
                let query = TermQuery::new(
                    Term::from_field_text(field, term),
                    IndexRecordOption::WithFreqs,
                );
                Box::new(BoostQuery::new(Box::new(query), weight)) as Box<dyn Query>
            })
        };
        for (term, weight) in terms {
            let fields = [
                one(self.fields.text, term, self.boosts.text * weight),
                one(self.fields.heading, term, self.boosts.heading * weight),
                one(self.fields.title, term, self.boosts.title * weight),
            ];
            let any: Vec<Box<dyn Query>> = fields.into_iter().flatten().collect();
            let best = DisjunctionMaxQuery::with_tie_breaker(any, OTHER_FIELDS);
            clauses.push((Occur::Should, Box::new(best)));
        }
        for pair in pairs {
            clauses.extend(
                one(self.fields.pairs, pair, self.boosts.pairs).map(|query| (Occur::Should, query)),
            );
        }
        if clauses.is_empty() {
            return Ok(Vec::new());
        }
        let mut query: Box<dyn Query> = Box::new(BooleanQuery::new(clauses));
        if let Some(only) = only {
            let terms = only
                .iter()
                .map(|article| Term::from_field_u64(self.fields.article, *article));
            let filter = ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0);
            query = Box::new(BooleanQuery::new(vec![
                (Occur::Must, query),
                (Occur::Must, Box::new(filter)),
            ]));
        }
        let found = self
            .searcher
            .search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score())?;
        Ok(found
            .into_iter()
            .map(|(score, address)| (address.doc_id as usize, score))
            .collect())
    }
}

impl core::fmt::Debug for Level {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Level")
            .field("documents", &self.searcher.num_docs())
            .finish_non_exhaustive()
    }
}
