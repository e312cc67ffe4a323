//! Which scenario of a Rovo agent applies to a question, and what follows from it. A trigger is phrases, separated by
//! commas, semicolons or lines, or by the word "or"; a phrase occurs in a question when all its words do, as stems and in
//! any order, apart from words that say nothing. The scenario with the longest phrase that occurs applies; of equally
//! long ones, the scenario that stands first; where none occurs, the default. How a word is stemmed is the caller's
//! business, so that scenarios and search agree on it.

use std::collections::BTreeSet;

use crate::offer::Obstacle;
use crate::rovo::{OfferReason, RovoReply};
use crate::settings::{RovoAgent, Scenario, Skill};

/// Why a scenario applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// No other does.
    Default,
    /// This phrase of its trigger occurs in the question.
    Phrase(String),
}

/// The scenario that applies to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applies<'a> {
    /// Its place among the agent's scenarios; 0 is the default.
    pub at: usize,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Why it.
    pub because: Because,
}

/// Words of a trigger that tell no question from another: function words, and how triggers are put ("when the customer
/// asks about …").
const SAYS_NOTHING: &[&str] = &[
    "a",
    "about",
    "all",
    "also",
    "an",
    "and",
    "any",
    "anything",
    "are",
    "as",
    "ask",
    "asking",
    "asks",
    "at",
    "be",
    "because",
    "by",
    "can",
    "concerning",
    "customer",
    "customers",
    "do",
    "does",
    "etc",
    "everything",
    "for",
    "from",
    "has",
    "have",
    "having",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "mention",
    "mentioning",
    "mentions",
    "my",
    "of",
    "on",
    "our",
    "question",
    "questions",
    "regarding",
    "related",
    "somebody",
    "someone",
    "something",
    "that",
    "the",
    "their",
    "they",
    "this",
    "to",
    "user",
    "users",
    "want",
    "wants",
    "when",
    "whenever",
    "where",
    "which",
    "who",
    "with",
    "you",
    "your",
];

/// Whether a word of a trigger counts: "in" says nothing, except in "log in".
fn counts(word: &str, before: Option<&str>) -> bool {
    let enters = matches!(before, Some("log" | "sign" | "logging" | "signing"));
    enters || !SAYS_NOTHING.contains(&word)
}

/// The phrases of a trigger, each without the words that say nothing; none that would be empty.
#[must_use]
pub fn phrases(trigger: &str) -> Vec<String> {
    trigger
        .to_lowercase()
        .split([',', ';', '\n', '.', ':', '/', '،', '؛', '，', '、', '；'])
        .flat_map(|part| part.split(" or ").map(said).collect::<Vec<_>>())
        .filter(|phrase| !phrase.is_empty())
        .collect()
}

fn said(part: &str) -> String {
    let part = part.strip_prefix("or ").unwrap_or(part);
    let is_edge = |character: char| !character.is_alphanumeric();
    let words: Vec<&str> = part
        .split_whitespace()
        .map(|word| word.trim_matches(is_edge))
        .filter(|word| !word.is_empty())
        .collect();
    let kept = words.iter().enumerate().filter(|(at, word)| {
        let before = at.checked_sub(1).map(|before| words[before]);
        counts(word, before)
    });
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

/// The scenario of an agent that applies to a question; nothing only where the agent has no scenario. `stems` gives the
/// stems of a text, alike for a question and for a phrase.
#[must_use]
pub fn applying<'a>(
    agent: &'a RovoAgent,
    question: &str,
    stems: impl Fn(&str) -> Vec<String>,
) -> Option<Applies<'a>> {
    let asked: BTreeSet<String> = stems(question).into_iter().collect();
    let mut longest: Option<(usize, Applies<'a>)> = None;
    for (at, scenario) in agent.scenarios.iter().enumerate().skip(1) {
        for phrase in phrases(&scenario.trigger) {
            let stems: BTreeSet<String> = stems(&phrase).into_iter().collect();
            let length = stems.len();
            let is_longer = longest.as_ref().is_none_or(|(known, _)| length > *known);
            if length > 0 && is_longer && stems.is_subset(&asked) {
                let because = Because::Phrase(phrase);
                longest = Some((
                    length,
                    Applies {
                        at,
                        scenario,
                        because,
                    },
                ));
            }
        }
    }
    let default = || Applies {
        at: 0,
        scenario: &agent.scenarios[0],
        because: Because::Default,
    };
    longest
        .map(|(_, applies)| applies)
        .or_else(|| (!agent.scenarios.is_empty()).then(default))
}

/// Who can be offered where a scenario applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company {
    /// A person or a request.
    Person,
    /// A request only: the scenario lacks the skill *Chat with live agent*.
    Request,
}

impl Scenario {
    /// Who can be offered while this scenario applies.
    #[must_use]
    pub fn company(&self) -> Company {
        if self.skills.contains(&Skill::ChatWithLiveAgent) {
            Company::Person
        } else {
            Company::Request
        }
    }
}

/// What Rovo says where a person is wanted and the scenario offers a request only.
#[must_use]
pub fn request_only() -> RovoReply {
    RovoReply::Offer(OfferReason::PersonNotOffered(vec![Obstacle::Skill]))
}

/// A reply as it is said in this company: where no person can be offered, none is.
#[must_use]
pub fn in_company(reply: RovoReply, company: Company) -> RovoReply {
    match (reply, company) {
        (RovoReply::Offer(_), Company::Request) => request_only(),
        (reply, _) => reply,
    }
}
