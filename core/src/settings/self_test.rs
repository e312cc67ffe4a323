//! What a self-test walks through, and what came of it: a whole chat of an invented customer, through the deciding and
//! storing code of real ones. How it is walked is the store's business, and that nothing of it stays.

use serde::{Deserialize, Serialize};

use crate::offer::Obstacle;

/// A step, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// A customer asks Rovo something that an article answers, where there is one; Rovo thinks, and its answer is taken.
    RovoAnswers,
    /// The customer writes that a person is wanted, and Rovo hands over: the chat waits in *Unassigned*.
    HandOff,
    /// An agent claims it.
    Claim,
    /// The agent writes, and the customer.
    Reply,
    /// The agent ends the chat; Rovo holds the conversation again.
    End,
    /// There is one work item, with the label, the team, the talk with Rovo and the transcript.
    WorkItem,
    /// Nothing of all this is stored.
    NothingLeft,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 7] = [
        Self::RovoAnswers,
        Self::HandOff,
        Self::Claim,
        Self::Reply,
        Self::End,
        Self::WorkItem,
        Self::NothingLeft,
    ];
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepOutcome {
    /// As it should.
    Passed,
    /// Live chat is not offered at the moment, so nobody can be asked for.
    NotOffered(Vec<Obstacle>),
    /// Otherwise than it should, or the store failed.
    Failed,
    /// An earlier step failed, so this one was not tried.
    Skipped,
}

/// A step as it was walked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkedStep {
    /// Which.
    pub step: Step,
    /// How long it took, in microseconds; 0 where it was not tried.
    pub micros: u64,
    /// How it ended.
    pub outcome: StepOutcome,
    /// The title of the article that Rovo quoted, where it quoted one.
    #[serde(default)]
    pub quoted: Option<String>,
}

/// What came of a self-test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfTest {
    /// Every step, in order.
    pub steps: Vec<WalkedStep>,
}

impl SelfTest {
    /// Whether every step ended as it should.
    #[must_use]
    pub fn passed(&self) -> bool {
        let all = self.steps.iter().map(|walked| walked.step).eq(Step::ALL);
        let passed = |walked: &WalkedStep| walked.outcome == StepOutcome::Passed;
        all && self.steps.iter().all(passed)
    }
}
