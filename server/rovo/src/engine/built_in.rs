//! The engine that needs nothing: rules for people and small talk, retrieval for everything else. The same words get the
//! same answer.

use baton_core::rovo::{OfferReason, RovoReply, Source};
use baton_core::scenario::{Company, applying, in_company, request_only};
use baton_core::settings::Knowledge;

use super::{
    Considered, Explanation, InForce, Outcome, Question, Reading, Rovo, RovoError, Rule, Thinking,
    Thought, Turn,
};
use crate::handoff;
use crate::index::{Confidence, Hit, IndexError, Ranking, THRESHOLD};
use crate::sentences;
use crate::smalltalk::{self, Kind, SmallTalk};

/// How many sources are quoted at most.
const SOURCES: usize = 2;
/// A second source is quoted when its score and its coverage reach this share of the first one's.
const SECOND_SOURCE: f32 = 0.85;
/// A message of fewer words is one question, whatever its sentences.
const STORY_WORDS: usize = 20;
/// A clause of fewer words says too little on its own.
const CLAUSE_WORDS: usize = 4;
/// What one sentence out of a story must reach above the threshold.
const SENTENCE_EXTRA: f32 = 0.15;
/// How many sentences of a long message are looked at.
const SENTENCES: usize = 8;
/// A sentence speaks for the whole message only if its article is among the first of the whole message, too.
const AGREEING: usize = 3;
/// A follow-up question has at most so many words.
const FOLLOW_UP_WORDS: usize = 9;

/// The engine that needs nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuiltIn;

impl Rovo for BuiltIn {
    fn think(&self, question: Question) -> Thinking<'_> {
        let thought = self.think_now(&question);
        Box::pin(core::future::ready(thought))
    }
}

impl BuiltIn {
    /// Thinks about a question, in a few milliseconds and without waiting for anything.
    ///
    /// # Errors
    /// [`RovoError`] when the search engine fails.
    pub fn think_now(&self, question: &Question) -> Result<Thought, RovoError> {
        let text = question.unanswered.join("\n");
        let scenario = in_force(question, &text);
        let company = scenario
            .as_ref()
            .map_or(Company::Person, |scenario| scenario.company);
        let mut thought = without_scenario(question, &text, scenario.as_ref())?;
        thought.outcome = match thought.outcome {
            Outcome::HandOff if company == Company::Request => Outcome::Reply(request_only()),
            Outcome::HandOff => Outcome::HandOff,
            Outcome::Reply(reply) => Outcome::Reply(in_company(reply, company)),
        };
        thought.explanation.scenario = scenario;
        Ok(thought)
    }
}

/// The scenario that applies to the words.
fn in_force(question: &Question, text: &str) -> Option<InForce> {
    let agent = question.agent.as_ref()?;
    let applies = applying(agent, text, |text| question.index.stems(text))?;
    Some(InForce {
        at: applies.at,
        name: applies.scenario.name.clone(),
        because: applies.because,
        knowledge: applies.scenario.knowledge.clone(),
        company: applies.scenario.company(),
    })
}

/// Thinks within what a scenario lets Rovo quote, as if a person could be offered.
fn without_scenario(
    question: &Question,
    text: &str,
    scenario: Option<&InForce>,
) -> Result<Thought, RovoError> {
    if let Some(asks) = handoff::recognised(text) {
        let mut thought = without_search(Outcome::HandOff, Rule::WantsPerson(asks.sign));
        thought.explanation.asked_by = Some(asks.words);
        return Ok(thought);
    }
    let talk = smalltalk::read(text);
    let last = last_reply(&question.earlier);
    if let Some(kind) = talk.only() {
        return Ok(to_small_talk(kind, last, question.rephrase_asked));
    }
    let nothing = Knowledge::None;
    let knowledge = scenario.map_or(&nothing, |scenario| &scenario.knowledge);
    let search = search(question, text, &talk, knowledge)?;
    if search.is_answer {
        let sources = sources(&search.ranking);
        return Ok(thought(
            RovoReply::Answer { sources },
            Rule::Answered(search.reading),
            &search.ranking,
        ));
    }
    let did_not_help = talk.has(Kind::DidNotHelp) || asks_again(&question.earlier, text);
    let mut thought = if did_not_help && matches!(last, Some(RovoReply::Answer { .. })) {
        thought(
            RovoReply::Offer(OfferReason::DidNotHelp),
            Rule::DidNotHelp,
            &search.ranking,
        )
    } else {
        thought(
            no_answer(question.rephrase_asked),
            Rule::NotSure,
            &search.ranking,
        )
    };
    thought.explanation.is_repeated = search.ranking.confidence.is_enough();
    Ok(thought)
}

/// Other words are asked for once.
fn no_answer(rephrase_asked: bool) -> RovoReply {
    if rephrase_asked {
        RovoReply::Offer(OfferReason::NoAnswer)
    } else {
        RovoReply::AskRephrase
    }
}

fn to_small_talk(kind: Kind, last: Option<&RovoReply>, rephrase_asked: bool) -> Thought {
    let answered = matches!(last, Some(RovoReply::Answer { .. }));
    let offered = matches!(last, Some(RovoReply::Offer(reason)) if !matches!(reason, OfferReason::PersonNotOffered(_)));
    let reply = match kind {
        Kind::Yes if offered => return without_search(Outcome::HandOff, Rule::AcceptsOffer),
        Kind::DidNotHelp | Kind::No if answered => {
            return without_search(
                Outcome::Reply(RovoReply::Offer(OfferReason::DidNotHelp)),
                Rule::DidNotHelp,
            );
        }
        Kind::DidNotHelp => no_answer(rephrase_asked || offered),
        Kind::Greeting | Kind::Opening => RovoReply::Greeting,
        Kind::Yes | Kind::No if last.is_none() => RovoReply::Greeting,
        Kind::Yes | Kind::No if rephrase_asked => no_answer(true),
        Kind::Yes | Kind::No | Kind::Thanks | Kind::Goodbye => RovoReply::Farewell,
    };
    without_search(Outcome::Reply(reply), Rule::SmallTalk(kind))
}

/// A search with the reading that came furthest.
struct Search {
    ranking: Ranking,
    reading: Reading,
    is_answer: bool,
}

/// Tries the words as they stand, then the sentences that ask, then the words with what was said before.
fn search(
    question: &Question,
    text: &str,
    talk: &SmallTalk,
    knowledge: &Knowledge,
) -> Result<Search, IndexError> {
    let seen: Vec<&Source> = if talk.has(Kind::DidNotHelp) || asks_again(&question.earlier, text) {
        quoted_before(&question.earlier)
    } else {
        Vec::new()
    };
    let is_answer = |ranking: &Ranking| {
        ranking.confidence.is_enough()
            && ranking.hits.first().is_some_and(|hit| !is_seen(hit, &seen))
    };
    let index = &question.index;
    let whole = index.search(text, knowledge)?;
    if is_answer(&whole) {
        return Ok(Search {
            ranking: whole,
            reading: Reading::Whole,
            is_answer: true,
        });
    }
    let agrees = |ranking: &Ranking| {
        let agreed = |hit: &Hit| {
            whole
                .hits
                .iter()
                .take(AGREEING)
                .any(|other| other.article.id == hit.article.id)
        };
        ranking.hits.first().is_some_and(agreed)
    };
    let mut best: Option<Ranking> = None;
    for sentence in asking_sentences(text) {
        let ranking = index.search(sentence, knowledge)?;
        let better = |other: &Ranking| ranking.confidence.value() > other.confidence.value();
        let sure = ranking.confidence.value() >= THRESHOLD + SENTENCE_EXTRA;
        if sure && is_answer(&ranking) && agrees(&ranking) && best.as_ref().is_none_or(better) {
            best = Some(ranking);
        }
    }
    if let Some(ranking) = best {
        return Ok(Search {
            ranking,
            reading: Reading::Sentence,
            is_answer: true,
        });
    }
    if let Some(before) = context(question, text) {
        let ranking = index.search_with_context(text, before, knowledge)?;
        if is_answer(&ranking) {
            return Ok(Search {
                ranking,
                reading: Reading::WithContext,
                is_answer: true,
            });
        }
    }
    Ok(Search {
        ranking: whole,
        reading: Reading::Whole,
        is_answer: false,
    })
}

/// The sentences of a longer message that ask or complain, the last ones if there are many.
fn asking_sentences(text: &str) -> Vec<&str> {
    if text.split_whitespace().count() < STORY_WORDS {
        return Vec::new();
    }
    let sentences = sentences::split(text);
    let clauses = sentences
        .iter()
        .flat_map(|sentence| sentence.split(", "))
        .filter(|clause| clause.len() < text.len());
    let clauses = clauses.filter(|clause| clause.split_whitespace().count() >= CLAUSE_WORDS);
    let sentences = sentences
        .iter()
        .copied()
        .filter(|sentence| sentence.contains(", "))
        .chain(clauses);
    let asking: Vec<&str> = sentences
        .into_iter()
        .filter(|sentence| asks(sentence))
        .collect();
    asking[asking.len().saturating_sub(SENTENCES)..].to_vec()
}

fn asks(sentence: &str) -> bool {
    const ASKING: &[&str] = &[
        "how", "what", "when", "where", "which", "who", "why", "can", "could", "may", "is", "are",
        "do", "does", "need", "want", "like", "cant", "cannot", "doesnt", "wont", "isnt", "not",
        "broken", "lost", "forgot", "unable", "says", "locked", "error", "fails", "stopped",
        "missing", "stolen", "expired", "problem", "trouble", "help",
    ];
    let mut words = sentence.split_whitespace().map(|word| {
        word.chars()
            .filter(|character| character.is_alphanumeric())
            .collect::<String>()
            .to_lowercase()
    });
    sentence.ends_with('?') || words.any(|word| ASKING.contains(&word.as_str()))
}

/// What was said before, if the text can't be understood without it: other words for it, or a follow-up question.
fn context<'a>(question: &'a Question, text: &str) -> Option<&'a str> {
    let mut said = question.earlier.iter().rev().filter_map(|turn| match turn {
        Turn::Customer(said) => Some(said.as_str()),
        Turn::Rovo(_) => None,
    });
    let before = said.find(|said| smalltalk::read(said).more)?;
    let answered = matches!(
        last_reply(&question.earlier),
        Some(RovoReply::Answer { .. })
    );
    (question.rephrase_asked || (answered && follows_up(text))).then_some(before)
}

/// "And on a Mac?", "how long does that take?"
fn follows_up(text: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "and",
        "but",
        "or",
        "what about",
        "how about",
        "what if",
        "also",
    ];
    const BACK: &[&str] = &[
        "it", "that", "this", "there", "they", "them", "those", "these", "one",
    ];
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let opening = OPENINGS.iter().any(|opening| {
        opening
            .split(' ')
            .eq(words.iter().copied().take(opening.split(' ').count()))
    });
    words.len() <= FOLLOW_UP_WORDS && (opening || words.iter().any(|word| BACK.contains(word)))
}

/// Whether the customer writes what was written before the last answer.
fn asks_again(earlier: &[Turn], text: &str) -> bool {
    let same = |said: &str| said.split_whitespace().eq(text.split_whitespace());
    let last = earlier.iter().rev().find_map(|turn| match turn {
        Turn::Customer(said) => Some(said),
        Turn::Rovo(_) => None,
    });
    last.is_some_and(|said| same(said))
}

/// The last thing that Rovo said which was no mere politeness.
fn last_reply(earlier: &[Turn]) -> Option<&RovoReply> {
    earlier.iter().rev().find_map(|turn| match turn {
        Turn::Rovo(RovoReply::Greeting | RovoReply::Farewell) | Turn::Customer(_) => None,
        Turn::Rovo(reply) => Some(reply),
    })
}

fn quoted_before(earlier: &[Turn]) -> Vec<&Source> {
    let quoted = earlier.iter().filter_map(|turn| match turn {
        Turn::Rovo(RovoReply::Answer { sources }) => Some(sources),
        _ => None,
    });
    quoted.flatten().collect()
}

fn is_seen(hit: &Hit, seen: &[&Source]) -> bool {
    seen.iter()
        .any(|source| source.article == hit.source.article && source.anchor == hit.source.anchor)
}

fn sources(ranking: &Ranking) -> Vec<Source> {
    let Some(best) = ranking.hits.first() else {
        return Vec::new();
    };
    let near = |hit: &&Hit| {
        hit.score >= SECOND_SOURCE * best.score && hit.coverage >= SECOND_SOURCE * best.coverage
    };
    ranking
        .hits
        .iter()
        .take(SOURCES)
        .filter(near)
        .map(|hit| hit.source.clone())
        .collect()
}

fn thought(reply: RovoReply, rule: Rule, ranking: &Ranking) -> Thought {
    let considered = ranking.hits.iter().map(|hit| Considered {
        slug: hit.source.slug.clone(),
        title: hit.source.title.clone(),
        section: hit.source.section.clone(),
        score: hit.score,
        coverage: hit.coverage,
    });
    let mut thought = without_search(Outcome::Reply(reply), rule);
    thought.explanation.confidence = ranking.confidence;
    thought.explanation.considered = considered.collect();
    thought
}

fn without_search(outcome: Outcome, rule: Rule) -> Thought {
    Thought {
        outcome,
        explanation: Explanation {
            scenario: None,
            asked_by: None,
            is_repeated: false,
            rule,
            confidence: Confidence::default(),
            considered: Vec::new(),
        },
    }
}
