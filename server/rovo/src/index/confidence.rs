//! Whether the best article answers the question. A raw BM25 score depends on the knowledge base (its size, how long
//! its sections are), so two shares are asked instead: how much of the question one passage covers, and how far the
//! best article is ahead of the next.

/// What [`Confidence::value`] must reach. Chosen so that a question whose article is missing is rarely answered, at the
/// price of asking once more for some that could have been; see `cargo xtask eval`.
pub const THRESHOLD: f32 = 0.92;

/// How much the lead counts next to the coverage.
const LEAD_WEIGHT: f32 = 0.8;
/// What the covered words must tell, as a share of what one rare word tells. "How can I get it?" tells nothing, even
/// where every word of it occurs.
const LEAST_TOLD: f32 = 0.2;

/// What speaks for the best article.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Confidence {
    /// The share of the question, 0 to 1, that its best passage covers.
    pub coverage: f32,
    /// The share of its score, 0 to 1, by which it is ahead of the second.
    pub lead: f32,
    /// What the covered words tell, where 1 is a word that occurs nowhere.
    pub told: f32,
}

impl Confidence {
    /// Whether the covered words tell anything of a subject.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.told >= LEAST_TOLD
    }

    /// One number, to be compared with [`THRESHOLD`].
    #[must_use]
    pub fn value(&self) -> f32 {
        if !self.tells() {
            return 0.0;
        }
        self.coverage + LEAD_WEIGHT * self.lead
    }

    /// Whether the best article may be quoted as the answer.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.value() >= THRESHOLD
    }
}
