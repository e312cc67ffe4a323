//! What Rovo makes of what a customer wrote: an answer that quotes its sources, a question to say it in other words, an
//! offer, or the wish for a person. [`Rovo`] is what any engine offers, so that a model can stand in later; [`BuiltIn`]
//! is the one that needs nothing. Whether a reply comes in time and may be said is decided in `core`.

mod built_in;

use core::future::Future;
use core::pin::Pin;
use std::sync::Arc;

use baton_core::rovo::RovoReply;
use baton_core::scenario::{Because, Company};
use baton_core::settings::{Knowledge, RovoAgent};

use crate::handoff::Sign;
use crate::index::{Confidence, IndexError, KnowledgeIndex};
use crate::smalltalk::Kind;

pub use built_in::BuiltIn;

/// What Rovo is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The customer's messages that have no answer yet, oldest first.
    pub unanswered: Vec<String>,
    /// What was said before them since the last hand-back, oldest first. Rovo knows of nothing else.
    pub earlier: Vec<Turn>,
    /// Whether Rovo has already asked for other words.
    pub rephrase_asked: bool,
    /// The space's Rovo agent: the scenario that applies to the words says what may be quoted, and who may be offered.
    /// Without an agent nothing is quoted.
    pub agent: Option<Arc<RovoAgent>>,
    /// The articles of the space.
    pub index: Arc<KnowledgeIndex>,
}

/// Something that was said before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// By the customer.
    Customer(String),
    /// By Rovo.
    Rovo(RovoReply),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Say this.
    Reply(RovoReply),
    /// The customer wants a person.
    HandOff,
}

/// What is to be done, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Thought {
    /// What.
    pub outcome: Outcome,
    /// Why.
    pub explanation: Explanation,
}

/// How an outcome came about; for the people who look after Rovo, never for customers. It is made on the way to the
/// outcome and of the same values, so that the two can't differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The scenario that applied; nothing where the space has no Rovo agent.
    pub scenario: Option<InForce>,
    /// The words that asked for a person, as they were read, where some did.
    pub asked_by: Option<String>,
    /// Whether the best article had been quoted before and was not repeated after a complaint.
    pub is_repeated: bool,
    /// What decided.
    pub rule: Rule,
    /// How sure the last search was; all zero where nothing was searched.
    pub confidence: Confidence,
    /// The articles that were considered, best first.
    pub considered: Vec<Considered>,
}

/// The scenario that applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// Its place among the agent's scenarios; 0 is the default.
    pub at: usize,
    /// Its name.
    pub name: String,
    /// Why it.
    pub because: Because,
    /// What it let Rovo quote.
    pub knowledge: Knowledge,
    /// Who could be offered.
    pub company: Company,
}

/// What decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The words ask for a person.
    WantsPerson(Sign),
    /// "Yes" to the offer of a person.
    AcceptsOffer,
    /// Nothing but small talk.
    SmallTalk(Kind),
    /// An article answers it.
    Answered(Reading),
    /// The customer says that the answer did not help, or asks the same again.
    DidNotHelp,
    /// No article answers it well enough.
    NotSure,
}

/// How the customer's words were read when an article was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As they stand.
    Whole,
    /// The one sentence of a longer message that asks.
    Sentence,
    /// Together with what the customer wrote before.
    WithContext,
}

/// An article that was considered.
#[derive(Clone, Debug, PartialEq)]
pub struct Considered {
    /// The last part of its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The heading of its best section.
    pub section: Option<String>,
    /// How well it matches, next to the others: 0 to 3.
    pub score: f32,
    /// The share of the question that its best passage covers, 0 to 1.
    pub coverage: f32,
}

/// Why an engine has no outcome. The customer is then offered a person or a request.
#[derive(Debug, thiserror::Error)]
pub enum RovoError {
    /// The articles can't be searched.
    #[error("the articles can't be searched")]
    Index(#[from] IndexError),
    /// It broke while it thought.
    #[error("the engine broke")]
    Broke,
}

/// An outcome that may take a while.
pub type Thinking<'a> = Pin<Box<dyn Future<Output = Result<Thought, RovoError>> + Send + 'a>>;

/// What the built-in engine would make of a question, and why: the very thought that it answers with.
///
/// # Errors
/// [`RovoError`] when the search engine fails.
pub fn explain(question: &Question) -> Result<Thought, RovoError> {
    BuiltIn.think_now(question)
}

/// A virtual agent.
pub trait Rovo: Send + Sync + core::fmt::Debug {
    /// Thinks about a question. Dropping the future is the way to stop it.
    fn think(&self, question: Question) -> Thinking<'_>;
}

#[cfg(test)]
mod tests;
