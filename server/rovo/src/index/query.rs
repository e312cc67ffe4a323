//! A customer's text as a query: its terms, how much each weighs, and which terms of the knowledge base may stand in
//! for it (itself, the word it was a slip of, a synonym).

use super::lexicon::Lexicon;
use super::terms::pairs;
use super::vocabulary::Vocabulary;

/// The most terms of one text that are searched: those that tell most. More is a pasted log, not a question.
const TERMS: usize = 32;
/// The most unknown words that are looked up as misspelt ones.
const CORRECTIONS: usize = 8;
/// The most terms that are read at all.
const TERMS_READ: usize = 1_000;
/// What a term weighs that was said before.
const SAID_BEFORE: f32 = 0.5;
/// What a match counts by a corrected spelling.
const CORRECTED: f32 = 0.8;
/// What a match counts by a synonym, for the share of the question that is covered.
const SYNONYM: f32 = 0.7;
/// What a synonym weighs in the search when the word itself occurs in the knowledge base.
const SYNONYM_OF_KNOWN: f32 = 0.3;

/// A term of the question.
#[derive(Debug)]
pub(super) struct QueryTerm {
    /// How much it tells: its idf, less for words that say little about a subject.
    mass: f32,
    /// Its weight in the search, before the idf.
    weight: f32,
    /// The known terms that match it, with what a match counts (0 to 1).
    matches: Vec<Match>,
}

#[derive(Debug)]
struct Match {
    id: u32,
    term: String,
    counts: f32,
    searched: f32,
}

/// A customer's text, ready to be searched.
#[derive(Debug)]
pub(super) struct Query {
    terms: Vec<QueryTerm>,
    pub(super) pairs: Vec<String>,
    /// Whether it says that something is not so.
    pub(super) denies: bool,
}

impl Query {
    /// A query for the terms of a text, and with half their weight for those said before it.
    pub(super) fn new(
        text: &[String],
        before: &[String],
        vocabulary: &Vocabulary,
        lexicon: &Lexicon,
    ) -> Self {
        let mut distinct: Vec<(&str, f32)> = Vec::new();
        let said = text
            .iter()
            .map(|term| (term, 1.0))
            .chain(before.iter().map(|term| (term, SAID_BEFORE)));
        for (term, share) in said.take(TERMS_READ) {
            if !distinct.iter().any(|(other, _)| other == term) {
                distinct.push((term, share));
            }
        }
        let mass = |term: &str, share: f32| {
            share * lexicon.weight(term).told * vocabulary.idf(vocabulary.id(term))
        };
        if distinct.len() > TERMS {
            distinct.sort_by(|left, right| mass(right.0, right.1).total_cmp(&mass(left.0, left.1)));
            distinct.truncate(TERMS);
        }
        let mut corrections = CORRECTIONS;
        let terms = distinct
            .into_iter()
            .map(|(term, share)| QueryTerm {
                mass: mass(term, share),
                weight: share * lexicon.weight(term).searched,
                matches: matches(term, vocabulary, lexicon, &mut corrections),
            })
            .collect();
        Self {
            terms,
            pairs: pairs(&text[..text.len().min(TERMS)]),
            denies: lexicon.denies(text),
        }
    }

    /// What tantivy looks for: terms with their weights.
    pub(super) fn searched(&self) -> Vec<(&str, f32)> {
        self.terms
            .iter()
            .flat_map(|term| {
                term.matches
                    .iter()
                    .map(|found| (found.term.as_str(), found.searched * term.weight))
            })
            .collect()
    }

    /// What all its words tell together, where 1 is a word that occurs nowhere.
    pub(super) fn told(&self, vocabulary: &Vocabulary) -> f32 {
        self.terms.iter().map(|term| term.mass).sum::<f32>()
            / vocabulary.idf(None).max(f32::MIN_POSITIVE)
    }

    /// The share of the question's mass, 0 to 1, that these terms (sorted ids) cover.
    pub(super) fn coverage(&self, ids: &[u32]) -> f32 {
        let all: f32 = self.terms.iter().map(|term| term.mass).sum();
        if all <= 0.0 {
            return 0.0;
        }
        let covered: f32 = self
            .terms
            .iter()
            .map(|term| term.mass * term.credit(ids))
            .sum();
        covered / all
    }
}

/// The known terms that may stand for a term of the question.
fn matches(
    term: &str,
    vocabulary: &Vocabulary,
    lexicon: &Lexicon,
    corrections: &mut usize,
) -> Vec<Match> {
    let mut matches = Vec::new();
    let mut add = |term: &str, counts: f32, searched: f32| {
        if let Some(id) = vocabulary.id(term) {
            matches.push(Match {
                id,
                term: term.to_owned(),
                counts,
                searched,
            });
        }
    };
    let known = vocabulary.id(term).is_some();
    add(term, 1.0, 1.0);
    let synonyms = lexicon.synonyms(term);
    for synonym in synonyms {
        add(
            synonym,
            SYNONYM,
            if known { SYNONYM_OF_KNOWN } else { SYNONYM },
        );
    }
    if !known && synonyms.is_empty() && *corrections > 0 {
        *corrections -= 1;
        if let Some(corrected) = vocabulary.correct(term) {
            add(corrected, CORRECTED, CORRECTED);
        }
    }
    matches
}

impl Query {
    /// The share of the question's mass that a section covers beyond what the title of its article does. A word in the
    /// heading counts whole; one in the text, `in_text`.
    pub(super) fn coverage_beyond(
        &self,
        title: &[u32],
        heading: &[u32],
        text: &[u32],
        in_text: f32,
    ) -> f32 {
        let all: f32 = self.terms.iter().map(|term| term.mass).sum();
        let beyond = |term: &QueryTerm| {
            let here = term.credit(heading).max(in_text * term.credit(text));
            term.mass * (here - term.credit(title)).max(0.0)
        };
        self.terms.iter().map(beyond).sum::<f32>() / all.max(f32::MIN_POSITIVE)
    }
}

impl Query {
    /// The share of a text's mass, 0 to 1, that the question names: its terms with what each tells.
    pub(super) fn names(&self, terms: &[(u32, f32)]) -> f32 {
        let all: f32 = terms.iter().map(|(_, mass)| mass).sum();
        let named = terms.iter().map(|(id, mass)| {
            mass * self
                .terms
                .iter()
                .map(|term| term.credit(&[*id]))
                .fold(0.0, f32::max)
        });
        named.sum::<f32>() / all.max(f32::MIN_POSITIVE)
    }
}

impl QueryTerm {
    fn credit(&self, ids: &[u32]) -> f32 {
        let found = |found: &&Match| ids.binary_search(&found.id).is_ok();
        self.matches
            .iter()
            .filter(found)
            .map(|found| found.counts)
            .fold(0.0, f32::max)
    }
}
