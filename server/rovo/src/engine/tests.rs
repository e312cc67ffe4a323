//! What the built-in engine makes of a message: answers, other words, offers, the wish for a person.

mod agreement;
mod scenarios;

use std::sync::Arc;

use baton_core::id::ArticleId;
use baton_core::rovo::{Block, OfferReason, RovoReply, Source};
use baton_core::settings::{Knowledge, Scenario, Skill};
use proptest::prelude::*;

use super::*;
use crate::article::Article;
use crate::handoff::Sign;

const ARTICLES: &[(&str, &str)] = &[
    (
        "badge",
        "# Badge and doors\n\n## Lost badge\n\nCall reception; they block the lost badge at once.\n\n## Door stays closed\n\nHold the \
         badge against the reader for two seconds.",
    ),
    (
        "canteen",
        "# Canteen\n\n## Opening hours\n\nThe canteen serves lunch from 11:30 to 14:00.\n\n## Paying\n\nPay with your badge or a card.",
    ),
    (
        "fax",
        "# Fax machine\n\n## Send a fax\n\nDial 0 first, then the number.\n\n## Out of paper\n\nPaper for the fax is in the drawer below.",
    ),
];

fn index() -> Arc<KnowledgeIndex> {
    let article = |(number, (slug, text)): (usize, &(&str, &str))| {
        Arc::new(Article::parse(ArticleId(number as u128), slug, text).unwrap())
    };
    Arc::new(KnowledgeIndex::build(ARTICLES.iter().enumerate().map(article).collect()).unwrap())
}

fn scenario(name: &str, trigger: &str, knowledge: Knowledge) -> Scenario {
    Scenario {
        name: name.into(),
        trigger: trigger.into(),
        instructions: String::new(),
        knowledge,
        skills: vec![Skill::ChatWithLiveAgent],
    }
}

/// One scenario, which may quote everything and call a person.
fn agent() -> RovoAgent {
    RovoAgent {
        name: "Rovo".into(),
        instructions: String::new(),
        escalation_lines: Vec::new(),
        on_surface: true,
        scenarios: vec![scenario("Default", "", Knowledge::All)],
    }
}

/// A conversation with Rovo, as the core keeps it.
struct Talk {
    index: Arc<KnowledgeIndex>,
    agent: RovoAgent,
    earlier: Vec<Turn>,
    rephrase_asked: bool,
}

impl Talk {
    fn new() -> Self {
        Self {
            index: index(),
            agent: agent(),
            earlier: Vec::new(),
            rephrase_asked: false,
        }
    }

    fn think(&self, text: &str) -> Thought {
        let question = Question {
            unanswered: vec![text.to_owned()],
            earlier: self.earlier.clone(),
            rephrase_asked: self.rephrase_asked,
            agent: Some(Arc::new(self.agent.clone())),
            index: self.index.clone(),
        };
        BuiltIn.think_now(&question).unwrap()
    }

    fn say(&mut self, text: &str) -> Outcome {
        let outcome = self.think(text).outcome;
        self.earlier.push(Turn::Customer(text.to_owned()));
        if let Outcome::Reply(reply) = &outcome {
            match reply {
                RovoReply::AskRephrase => self.rephrase_asked = true,
                RovoReply::Answer { .. } | RovoReply::Offer(_) => self.rephrase_asked = false,
                RovoReply::Greeting | RovoReply::Farewell => {}
            }
            self.earlier.push(Turn::Rovo(reply.clone()));
        }
        outcome
    }
}

fn quoted(outcome: &Outcome) -> Vec<(&str, Option<&str>)> {
    let Outcome::Reply(RovoReply::Answer { sources }) = outcome else {
        panic!("no answer: {outcome:?}");
    };
    sources
        .iter()
        .map(|source: &Source| (source.slug.as_str(), source.section.as_deref()))
        .collect()
}

#[test]
fn a_question_is_answered_by_quoting_the_section_that_answers_it() {
    let outcome = Talk::new().say("When is the canteen open for lunch?");
    assert_eq!(quoted(&outcome), [("canteen", Some("Opening hours"))]);
    let Outcome::Reply(RovoReply::Answer { sources }) = outcome else {
        panic!()
    };
    assert_eq!(sources[0].anchor.as_deref(), Some("opening-hours"));
    assert_eq!(
        sources[0].quote,
        [Block::Paragraph(
            "The canteen serves lunch from 11:30 to 14:00.".into()
        )]
    );
}

#[test]
fn without_an_answer_rovo_asks_once_for_other_words_and_then_offers() {
    let mut talk = Talk::new();
    assert_eq!(
        talk.say("Where can I park my bicycle?"),
        Outcome::Reply(RovoReply::AskRephrase)
    );
    assert_eq!(
        talk.say("Is there a rack for it?"),
        Outcome::Reply(RovoReply::Offer(OfferReason::NoAnswer))
    );
}

#[test]
fn other_words_count_together_with_the_first_ones() {
    let mut talk = Talk::new();
    assert_eq!(
        talk.say("Something about the doors here puzzles my cousin Egon"),
        Outcome::Reply(RovoReply::AskRephrase)
    );
    assert_eq!(
        quoted(&talk.say("the badge at the reader")),
        [("badge", Some("Door stays closed"))]
    );
}

#[test]
fn a_follow_up_is_understood_with_the_question_before_it() {
    let mut talk = Talk::new();
    assert_eq!(
        quoted(&talk.say("How do I send a fax?")),
        [("fax", Some("Send a fax"))]
    );
    assert_eq!(
        quoted(&talk.say("and where is the paper?")),
        [("fax", Some("Out of paper"))]
    );
}

#[test]
fn an_answer_that_did_not_help_counts_as_none() {
    for complaint in [
        "that did not help",
        "no that's wrong",
        "No",
        "How do I send a fax?",
    ] {
        let mut talk = Talk::new();
        talk.say("How do I send a fax?");
        assert_eq!(
            talk.say(complaint),
            Outcome::Reply(RovoReply::Offer(OfferReason::DidNotHelp)),
            "{complaint}"
        );
    }
}

#[test]
fn after_a_complaint_with_more_detail_another_section_may_still_answer() {
    let mut talk = Talk::new();
    talk.say("How do I send a fax?");
    assert_eq!(
        quoted(&talk.say("didn't work, the fax is out of paper")),
        [("fax", Some("Out of paper"))]
    );
}

#[test]
fn who_wants_a_person_gets_one_whatever_the_articles_say() {
    let thought = Talk::new().think("I lost my badge, can I talk to somebody please");
    assert_eq!(thought.outcome, Outcome::HandOff);
    assert_eq!(thought.explanation.rule, Rule::WantsPerson(Sign::SpeakWith));
}

#[test]
fn yes_to_an_offer_is_the_wish_for_a_person_and_no_is_a_farewell() {
    let mut talk = Talk::new();
    talk.say("Where can I park my bicycle?");
    talk.say("Is there a rack for it?");
    assert_eq!(talk.think("yes please").outcome, Outcome::HandOff);
    assert_eq!(
        talk.think("no thanks").outcome,
        Outcome::Reply(RovoReply::Farewell)
    );
}

#[test]
fn greetings_and_thanks_are_answered_as_such() {
    let mut talk = Talk::new();
    assert_eq!(talk.say("Hello"), Outcome::Reply(RovoReply::Greeting));
    talk.say("How do I send a fax?");
    assert_eq!(
        talk.say("Great, thank you!"),
        Outcome::Reply(RovoReply::Farewell)
    );
}

#[test]
fn only_the_knowledge_of_the_scenario_is_quoted() {
    let mut talk = Talk::new();
    talk.agent.scenarios[0].knowledge = Knowledge::Chosen(vec![ArticleId(1)]);
    assert_eq!(
        talk.think("How do I send a fax?").outcome,
        Outcome::Reply(RovoReply::AskRephrase)
    );
    assert_eq!(
        quoted(&talk.think("When does the canteen serve lunch?").outcome),
        [("canteen", Some("Opening hours"))]
    );
    talk.agent.scenarios[0].knowledge = Knowledge::None;
    assert_eq!(
        talk.think("When does the canteen serve lunch?").outcome,
        Outcome::Reply(RovoReply::AskRephrase)
    );
}

#[test]
fn a_long_story_is_answered_by_the_sentence_that_asks() {
    let story = "Hello, I am new here and it is my third week. My colleague Berta showed me around the building and we had cake. \
                 Tomorrow my parents visit me from Lisbon. How do I send a fax?";
    let thought = Talk::new().think(story);
    assert_eq!(quoted(&thought.outcome), [("fax", Some("Send a fax"))]);
    assert_eq!(thought.explanation.rule, Rule::Answered(Reading::Sentence));
}

#[test]
fn the_explanation_names_the_articles_considered_with_their_scores() {
    let explanation = Talk::new().think("How do I send a fax?").explanation;
    assert_eq!(explanation.rule, Rule::Answered(Reading::Whole));
    assert_eq!(explanation.considered[0].slug, "fax");
    assert!(
        explanation.considered[0].score
            > explanation
                .considered
                .get(1)
                .map_or(0.0, |other| other.score)
    );
    assert!(explanation.confidence.is_enough());
}

#[test]
fn the_future_of_the_trait_holds_the_same_thought() {
    let talk = Talk::new();
    let question = Question {
        unanswered: vec!["How do I send a fax?".into()],
        earlier: Vec::new(),
        rephrase_asked: false,
        agent: Some(Arc::new(agent())),
        index: talk.index.clone(),
    };
    let engine: &dyn Rovo = &BuiltIn;
    let mut thinking = engine.think(question);
    let mut context = core::task::Context::from_waker(core::task::Waker::noop());
    let core::task::Poll::Ready(Ok(thought)) = thinking.as_mut().poll(&mut context) else {
        panic!("not ready")
    };
    assert_eq!(thought, talk.think("How do I send a fax?"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_word_of_an_answer_stands_in_the_article_it_names(text in "(?s)([a-z]{1,8} |fax |badge |canteen |paper |lunch |\\PC){0,20}") {
        if let Outcome::Reply(RovoReply::Answer { sources }) = Talk::new().think(&text).outcome {
            prop_assert!(!sources.is_empty());
            for source in sources {
                let (_, article) = ARTICLES.iter().find(|(slug, _)| *slug == source.slug).unwrap();
                for block in &source.quote {
                    prop_assert!(article.contains(block.text()));
                }
            }
        }
    }
}

/// So many ordinary questions are a crowd: enough for a clock that ticks every few milliseconds.
const CROWD: u32 = 100;
/// The longest messages have some seventy times the characters of an ordinary question, and a few rules look at every two
/// words of a clause. What grows out of hand is far above ten crowds.
const CROWDS: u64 = 10;

/// What this thread has cost the processor so far, in nanoseconds: what else runs on the machine is not in it.
fn cost() -> u64 {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    said.split(' ').next().unwrap().parse().unwrap()
}

/// What thinking about a message so often costs.
fn cost_of(talk: &Talk, text: &str, times: u32) -> u64 {
    let before = cost();
    for _ in 0..times {
        let _ = talk.think(text);
    }
    cost() - before
}

#[test]
fn the_longest_messages_cost_no_more_than_a_crowd_of_ordinary_questions() {
    let chars = baton_core::limits::MESSAGE_CHARS;
    let talk = Talk::new();
    let question = "My badge does not open the door any more, what can I do?";
    let crowd = cost_of(&talk, question, CROWD);
    for unit in [
        "a ",
        "fxa badgge, ",
        "not ",
        "talk to ",
        "How do I, ",
        "h",
        "fax? ",
        "🦀",
        "\n",
        "no need to ",
    ] {
        let text: String = unit.chars().cycle().take(chars).collect();
        let cost = cost_of(&talk, &text, 1);
        assert!(
            cost < CROWDS * crowd,
            "{unit:?}: {cost} ns against {crowd} ns"
        );
    }
}
