//! The terms of one knowledge base: in how many passages each occurs, hence how much it tells, and which known term a
//! misspelt one probably is.

use std::collections::HashMap;

use crate::spelling;

/// The shortest term that is corrected, in characters.
const CORRECTED_CHARS: usize = 4;

/// Every term with the number of passages that have it.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: HashMap<String, u32>,
    terms: Vec<String>,
    passages_with: Vec<u32>,
    passages: u32,
}

impl Vocabulary {
    /// Counts a passage and gives the ids of its terms, sorted, each once.
    pub(super) fn add_passage(&mut self, terms: &[String]) -> Vec<u32> {
        self.passages += 1;
        let mut ids: Vec<u32> = terms.iter().map(|term| self.intern(term)).collect();
        ids.sort_unstable();
        ids.dedup();
        for id in &ids {
            self.passages_with[*id as usize] += 1;
        }
        ids
    }

    /// The ids of those terms that occur, sorted.
    pub(super) fn known(&self, terms: &[String]) -> Vec<u32> {
        let mut ids: Vec<u32> = terms.iter().filter_map(|term| self.id(term)).collect();
        ids.sort_unstable();
        ids
    }

    fn intern(&mut self, term: &str) -> u32 {
        if let Some(id) = self.ids.get(term) {
            return *id;
        }
        let id = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        self.ids.insert(term.to_owned(), id);
        self.terms.push(term.to_owned());
        self.passages_with.push(0);
        id
    }

    /// The id of a term that occurs.
    pub(super) fn id(&self, term: &str) -> Option<u32> {
        self.ids.get(term).copied()
    }

    /// The term with an id that this vocabulary gave.
    pub(super) fn term(&self, id: u32) -> &str {
        self.terms.get(id as usize).map_or("", String::as_str)
    }

    /// The inverse document frequency, as BM25 has it; for a term that does not occur, the highest there is.
    pub(super) fn idf(&self, id: Option<u32>) -> f32 {
        let with = id.map_or(0, |id| self.passages_with[id as usize]);
        let (all, with) = (f64::from(self.passages), f64::from(with));
        (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln() as f32
    }

    /// The term that an unknown one probably is: one slip away (two in long words), the more frequent one first.
    pub(super) fn correct(&self, unknown: &str) -> Option<&str> {
        let chars = unknown.chars().count();
        if chars < CORRECTED_CHARS || unknown.chars().any(|character| character.is_ascii_digit()) {
            return None;
        }
        let slips = if chars >= 8 { 2 } else { 1 };
        let mut best: Option<(usize, u32, &str)> = None;
        for (id, term) in self.terms.iter().enumerate() {
            if term.len().abs_diff(unknown.len()) > slips || term.len() < CORRECTED_CHARS {
                continue;
            }
            let Some(distance) = spelling::distance(unknown, term, slips) else {
                continue;
            };
            let frequency = self.passages_with[id];
            if best.is_none_or(|(other, count, _)| {
                (distance, u32::MAX - frequency) < (other, u32::MAX - count)
            }) {
                best = Some((distance, frequency, term));
            }
        }
        best.map(|(_, _, term)| term)
    }
}
