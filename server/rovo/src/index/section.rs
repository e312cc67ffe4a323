//! Which section of an article is quoted. The words of the title don't tell its sections apart, so what counts is what a
//! section covers beyond the title, in its heading first; then how well it matches as a whole. Where that is about equal,
//! a list of steps is more use than an introduction, what comes early more than what comes late, and a section about
//! something that fails ("The door doesn't open") is for those who say that it does.

use std::collections::HashMap;

use super::KnowledgeIndex;
use super::query::Query;

/// What a word in the text counts, next to one in the heading.
const IN_TEXT: f32 = 0.7;
/// What the match as a whole counts, next to what is covered beyond the title.
const WHOLE: f32 = 0.3;
/// What a heading counts that the question names whole.
const NAMED: f32 = 0.2;
/// What a list counts.
const LIST: f32 = 0.05;
/// What each section further down loses.
const FURTHER_DOWN: f32 = 0.01;
/// The most that is lost for standing further down.
const FAR_DOWN: f32 = 0.05;
/// What text without a heading loses: it introduces, and seldom answers.
const INTRODUCES: f32 = 0.05;
/// What a heading loses that denies something when the question doesn't, or the other way round.
const DENIES: f32 = 0.15;

/// Sections that cover no more than this beyond the title are not told apart by it.
const ALIKE: f32 = 0.05;

impl KnowledgeIndex {
    /// The position of the section to quote; `heard` has the shares by which sections match as a whole.
    pub(super) fn section_to_quote(
        &self,
        query: &Query,
        article: usize,
        heard: &HashMap<usize, f32>,
    ) -> usize {
        let from = self
            .sections
            .partition_point(|place| place.article < article);
        let to = self
            .sections
            .partition_point(|place| place.article <= article);
        let sections = &self.sections[from..to];
        let title = &self.titles[article];
        let beyond: Vec<f32> = sections
            .iter()
            .map(|place| query.coverage_beyond(title, &place.heading, &place.text, IN_TEXT))
            .collect();
        let alike = beyond.iter().all(|beyond| *beyond <= ALIKE);
        let mut best: Option<(usize, f32)> = None;
        for (position, (place, beyond)) in sections.iter().zip(&beyond).enumerate() {
            let whole = if alike {
                0.0
            } else {
                heard.get(&place.section).copied().unwrap_or(0.0)
            };
            let named = query.names(&self.told(&place.heading));
            let introduces = place.heading.is_empty() && !alike;
            let list = if place.has_list { LIST } else { 0.0 };
            let down = (FURTHER_DOWN * position as f32).min(FAR_DOWN);
            let introduction = if introduces { INTRODUCES } else { 0.0 };
            let denial = if place.denies == query.denies {
                0.0
            } else {
                DENIES
            };
            let speaks_for = beyond + WHOLE * whole + NAMED * named + list;
            let worth = speaks_for - down - introduction - denial;
            if best.is_none_or(|(_, other)| worth > other) {
                best = Some((place.section, worth));
            }
        }
        best.map_or(0, |(section, _)| section)
    }

    /// What each term tells.
    fn told(&self, terms: &[u32]) -> Vec<(u32, f32)> {
        let told = |id: u32| {
            self.lexicon.weight(self.vocabulary.term(id)).told * self.vocabulary.idf(Some(id))
        };
        terms.iter().map(|id| (*id, told(*id))).collect()
    }
}
