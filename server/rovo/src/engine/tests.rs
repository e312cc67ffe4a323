use std::sync::Arc;

use baton_core::id::ArticleId;
use baton_core::rovo::{Block, OfferReason, RovoReply, Source};
use baton_core::settings::{Knowledge, Scenario, Skill};
use proptest::prelude::*;

use super::*;
use crate::article::{Article, text_of};
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
                    prop_assert!(article.contains(text_of(block)));
                }
            }
        }
    }
}

/// What this thread has cost the processor so far, in nanoseconds: what else runs on the machine is not in it.
fn cost() -> u64 {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    said.split(' ').next().unwrap().parse().unwrap()
}

/// What a message of so many characters costs; the least of a few tries, for the first warms things up.
fn cost_of(talk: &Talk, unit: &str, chars: usize) -> u64 {
    let text: String = unit.chars().cycle().take(chars).collect();
    let tries = (0..3).map(|_| {
        let before = cost();
        let _ = talk.think(&text);
        cost() - before
    });
    tries.min().unwrap()
}

#[test]
fn four_times_as_long_a_message_takes_about_four_times_as_long_to_think_about() {
    let chars = baton_core::limits::MESSAGE_CHARS;
    let talk = Talk::new();
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
        let (part, whole) = (cost_of(&talk, unit, chars / 4), cost_of(&talk, unit, chars));
        // What grows with the square of the length would take sixteen times as long.
        eprintln!("{unit:?} {part} {whole} {}", whole as f64 / part as f64);
        assert!(whole < 80 * part, "{unit:?}: {part} ns, then {whole} ns");
    }
}

/// The default may quote everything; *Food* only the canteen's article, and calls nobody; *Machines* nothing.
fn with_scenarios() -> Talk {
    let mut talk = Talk::new();
    let mut food = scenario(
        "Food",
        "lunch, canteens",
        Knowledge::Chosen(vec![ArticleId(1)]),
    );
    food.skills.clear();
    talk.agent.scenarios.push(food);
    talk.agent
        .scenarios
        .push(scenario("Machines", "fax machine", Knowledge::None));
    talk
}

fn in_force(thought: &Thought) -> (&str, Because) {
    let scenario = thought.explanation.scenario.as_ref().unwrap();
    (&scenario.name, scenario.because.clone())
}

#[test]
fn the_scenario_whose_trigger_occurs_limits_what_is_quoted() {
    let talk = with_scenarios();
    let food = talk.think("When does the canteen serve lunch?");
    assert_eq!(quoted(&food.outcome), [("canteen", Some("Opening hours"))]);
    assert_eq!(in_force(&food), ("Food", Because::Phrase("lunch".into())));
    let machines = talk.think("Where is the paper for the fax machines?");
    assert_eq!(machines.outcome, Outcome::Reply(RovoReply::AskRephrase));
    assert_eq!(
        in_force(&machines),
        ("Machines", Because::Phrase("fax machine".into()))
    );
    let other = talk.think("How do I send a fax?");
    assert_eq!(quoted(&other.outcome), [("fax", Some("Send a fax"))]);
    assert_eq!(in_force(&other), ("Default", Because::Default));
}

#[test]
fn without_the_skill_in_its_scenario_a_wish_for_a_person_gets_a_request() {
    let talk = with_scenarios();
    let request = Outcome::Reply(baton_core::scenario::request_only());
    let thought = talk.think("I want to talk to a human about lunch");
    assert_eq!(thought.outcome, request);
    assert_eq!(thought.explanation.rule, Rule::WantsPerson(Sign::SpeakWith));
    assert_eq!(
        thought.explanation.asked_by.as_deref(),
        Some("i want to talk to a human about lunch")
    );
    assert_eq!(
        talk.think("I want to talk to a human").outcome,
        Outcome::HandOff
    );
    let mut hungry = with_scenarios();
    hungry.say("Quetzal feathers glimmer at lunch beyond Andromeda");
    assert_eq!(
        hungry.say("More quetzal plumage shimmering near lunch on Saturn"),
        request
    );
}

#[test]
fn without_a_rovo_agent_nothing_is_quoted() {
    let question = Question {
        unanswered: vec!["How do I send a fax?".into()],
        earlier: Vec::new(),
        rephrase_asked: false,
        agent: None,
        index: index(),
    };
    let thought = explain(&question).unwrap();
    assert_eq!(thought.outcome, Outcome::Reply(RovoReply::AskRephrase));
    assert_eq!(thought.explanation.scenario, None);
}

/// Says where an explanation and its outcome part.
fn disagreement(thought: &Thought) -> Option<&'static str> {
    let Explanation {
        scenario,
        rule,
        asked_by,
        confidence,
        considered,
        is_repeated,
    } = &thought.explanation;
    let person = scenario
        .as_ref()
        .is_some_and(|scenario| scenario.company == Company::Person);
    let agree = match (&thought.outcome, rule) {
        (Outcome::HandOff, Rule::WantsPerson(_)) => person && asked_by.is_some(),
        (Outcome::HandOff, Rule::AcceptsOffer) => person,
        (Outcome::HandOff, _) => false,
        (Outcome::Reply(RovoReply::Answer { sources }), Rule::Answered(_)) => {
            confidence.is_enough()
                && sources
                    .iter()
                    .all(|source| considered.iter().any(|hit| hit.slug == source.slug))
                && sources[0].slug == considered[0].slug
                && sources[0].section == considered[0].section
        }
        (Outcome::Reply(RovoReply::Answer { .. }), _) | (_, Rule::Answered(_)) => false,
        (Outcome::Reply(RovoReply::Offer(OfferReason::PersonNotOffered(_))), _) => !person,
        (Outcome::Reply(_), Rule::WantsPerson(_) | Rule::AcceptsOffer) => false,
        (Outcome::Reply(RovoReply::AskRephrase | RovoReply::Offer(_)), Rule::NotSure) => {
            *is_repeated == confidence.is_enough()
        }
        (Outcome::Reply(RovoReply::Offer(_)), Rule::DidNotHelp | Rule::SmallTalk(_)) => true,
        (Outcome::Reply(RovoReply::AskRephrase), Rule::SmallTalk(_)) => true,
        (Outcome::Reply(RovoReply::Greeting | RovoReply::Farewell), Rule::SmallTalk(_)) => true,
        _ => false,
    };
    (!agree).then_some("the outcome does not follow from the rule")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn the_explanation_and_the_answer_agree_all_through_a_conversation(
        said in proptest::collection::vec(
            "(fax |badge |canteen |paper |lunch |send |how do i |machine |human |talk to a |yes |no |thanks |hello |that did not help |[a-z]{1,6} ){1,8}",
            1..5,
        ),
    ) {
        let mut talk = with_scenarios();
        for text in said {
            let thought = talk.think(&text);
            prop_assert_eq!(disagreement(&thought), None, "{:?}", thought);
            prop_assert_eq!(&talk.say(&text), &thought.outcome);
        }
    }
}
