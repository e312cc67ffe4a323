//! The vote: passages, sections and whole articles each give their scores, scaled to the best of their kind, and an
//! article's score is the sum.

use std::collections::HashMap;

use super::query::Query;
use super::{Confidence, Hit, IndexError, KnowledgeIndex, Ranking, quote};

/// How many passages are heard.
const PASSAGES_HEARD: usize = 100;
/// How many sections are heard.
const SECTIONS_HEARD: usize = 60;
/// Each further passage of an article counts this much of the one before it.
const NEXT_PASSAGE: f32 = 0.6;
/// How many articles a ranking holds.
const HITS: usize = 10;

/// What was said for one article.
#[derive(Default)]
struct Case {
    score: f32,
    coverage: f32,
    passages: i32,
    section_heard: bool,
    /// How well its sections match, as shares of the best section of all.
    sections: HashMap<usize, f32>,
}

impl KnowledgeIndex {
    pub(super) fn rank(
        &self,
        query: &Query,
        allowed: Option<&[u64]>,
    ) -> Result<Ranking, IndexError> {
        let cases = self.hear(query, allowed)?;
        let mut ranked: Vec<(usize, Case)> = cases.into_iter().collect();
        ranked.sort_by(|(left, left_case), (right, right_case)| {
            right_case
                .score
                .total_cmp(&left_case.score)
                .then(left.cmp(right))
        });
        ranked.truncate(HITS);
        let second = ranked.get(1).map_or(0.0, |(_, case)| case.score);
        let confidence = ranked
            .first()
            .map_or_else(Confidence::default, |(_, best)| Confidence {
                coverage: best.coverage,
                lead: (best.score - second) / best.score.max(f32::MIN_POSITIVE),
                told: best.coverage * query.told(&self.vocabulary),
            });
        let hits = ranked
            .into_iter()
            .map(|(number, case)| self.hit(query, number, &case))
            .collect();
        Ok(Ranking { hits, confidence })
    }

    fn hear(
        &self,
        query: &Query,
        allowed: Option<&[u64]>,
    ) -> Result<HashMap<usize, Case>, IndexError> {
        let searched = query.searched();
        let mut cases: HashMap<usize, Case> = HashMap::new();
        let passages = self
            .by_passage
            .search(&searched, &[], allowed, PASSAGES_HEARD)?;
        for (number, share) in scaled(passages) {
            let passage = &self.passages[number];
            let case = cases.entry(passage.article).or_default();
            let counted = share * NEXT_PASSAGE.powi(case.passages);
            case.passages += 1;
            case.score += counted;
            case.coverage = case.coverage.max(query.coverage(&passage.terms));
        }
        let sections = self
            .by_section
            .search(&searched, &[], allowed, SECTIONS_HEARD)?;
        for (number, share) in scaled(sections) {
            let place = &self.sections[number];
            let case = cases.entry(place.article).or_default();
            // They come best first: only the article's best section speaks for it.
            if !core::mem::replace(&mut case.section_heard, true) {
                case.score += share;
            }
            case.sections.insert(place.section, share);
        }
        let articles =
            self.by_article
                .search(&searched, &query.pairs, allowed, self.articles.len())?;
        for (number, share) in scaled(articles) {
            cases.entry(number).or_default().score += share;
        }
        Ok(cases)
    }

    /// Where the passages of a section begin; they stand in the order of articles and sections.
    fn first_passage(&self, article: usize, section: usize) -> usize {
        self.passages
            .partition_point(|passage| (passage.article, passage.section) < (article, section))
    }

    fn hit(&self, query: &Query, number: usize, case: &Case) -> Hit {
        let article = &self.articles[number];
        let section = self.section_to_quote(query, number, &case.sections);
        Hit {
            article: article.clone(),
            section,
            score: case.score,
            coverage: case.coverage,
            source: quote::source(
                article,
                section,
                &SectionWorth {
                    index: self,
                    query,
                    first: self.first_passage(number, section),
                },
            ),
        }
    }
}

/// How well the blocks of one section match the question.
struct SectionWorth<'a> {
    index: &'a KnowledgeIndex,
    query: &'a Query,
    /// The passage of the first block.
    first: usize,
}

impl quote::Worth for SectionWorth<'_> {
    fn of_block(&self, position: usize) -> f32 {
        self.index
            .passages
            .get(self.first + position)
            .map_or(0.0, |passage| self.query.coverage(&passage.terms))
    }

    fn of_text(&self, text: &str) -> f32 {
        self.query.coverage(
            &self
                .index
                .vocabulary
                .known(&self.index.analyzer.terms(text)),
        )
    }
}

/// The scores as shares of the best one.
fn scaled(found: Vec<(usize, f32)>) -> impl Iterator<Item = (usize, f32)> {
    let best = found
        .first()
        .map_or(1.0, |(_, score)| score.max(f32::MIN_POSITIVE));
    found
        .into_iter()
        .map(move |(number, score)| (number, score / best))
}
