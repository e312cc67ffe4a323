//! Which scenario applies, and what follows from it.

use baton_core::offer::Obstacle;
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::scenario::{Because, Company, applying, in_company, phrases, request_only};
use baton_core::settings::{Knowledge, RovoAgent, Scenario, Skill};
use proptest::prelude::*;

use crate::config;

/// Words in small letters without a plural's `s`: enough of a stemmer to see that stems are compared.
fn stems(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.strip_suffix('s').unwrap_or(word).to_owned())
        .collect()
}

fn scenario(name: &str, trigger: &str) -> Scenario {
    Scenario {
        name: name.into(),
        trigger: trigger.into(),
        instructions: String::new(),
        knowledge: Knowledge::All,
        skills: vec![Skill::ChatWithLiveAgent],
    }
}

fn agent() -> RovoAgent {
    RovoAgent {
        name: "Rovo".into(),
        instructions: String::new(),
        escalation_lines: Vec::new(),
        on_surface: true,
        scenarios: vec![
            scenario("Default", "laptop"),
            scenario("Pay", "payslip, pay day; salary\nbonus or raise"),
            scenario("Travel", "When the customer asks about travel or expenses"),
            scenario("Travel abroad", "travel abroad, visa"),
        ],
    }
}

fn chosen(question: &str) -> (String, Because) {
    let agent = agent();
    let applies = applying(&agent, question, stems).unwrap();
    (applies.scenario.name.clone(), applies.because)
}

#[test]
fn a_scenario_applies_when_the_words_of_its_trigger_occur() {
    for (question, name, phrase) in [
        ("Where is my payslip?", "Pay", "payslip"),
        ("PAYSLIPS!", "Pay", "payslip"),
        ("which day do I get my pay", "Pay", "pay day"),
        ("my salary is late", "Pay", "salary"),
        ("do I get a raise", "Pay", "raise"),
        ("I travel tomorrow", "Travel", "travel"),
        ("claim an expense", "Travel", "expenses"),
        ("I need a visa", "Travel abroad", "visa"),
    ] {
        let expected = (name.to_owned(), Because::Phrase(phrase.to_owned()));
        assert_eq!(chosen(question), expected, "{question}");
    }
}

#[test]
fn where_no_trigger_occurs_the_default_applies_whatever_its_own_trigger_says() {
    for question in [
        "My laptop is slow",
        "When the customer asks about",
        "one day in the office",
        "traveller",
        "paying",
        "",
        "?!",
    ] {
        let expected = ("Default".to_owned(), Because::Default);
        assert_eq!(chosen(question), expected, "{question}");
    }
}

#[test]
fn the_longest_phrase_wins_and_of_equal_ones_the_scenario_that_stands_first() {
    let (name, because) = chosen("Can I travel abroad?");
    assert_eq!(name, "Travel abroad");
    assert_eq!(because, Because::Phrase("travel abroad".into()));
    assert_eq!(chosen("salary for travel").0, "Pay");
    let mut agent = agent();
    agent.scenarios.swap(1, 2);
    let applies = applying(&agent, "salary for travel", stems).unwrap();
    assert_eq!(applies.scenario.name, "Travel");
}

#[test]
fn an_agent_without_scenarios_has_none_that_applies() {
    let mut agent = agent();
    agent.scenarios.clear();
    assert_eq!(applying(&agent, "payslip", stems), None);
}

#[test]
fn a_trigger_is_read_as_phrases_without_the_words_that_say_nothing() {
    for (trigger, read) in [
        (
            "payslip, pay day; salary\nbonus or raise",
            &["payslip", "pay day", "salary", "bonus", "raise"][..],
        ),
        ("When the customer asks about “travel”.", &["travel"]),
        ("log in, in the office", &["log in", "office"]),
        ("any question", &[]),
        (" , ;; or ", &[]),
        ("", &[]),
        ("زيارة، سفر", &["زيارة", "سفر"]),
    ] {
        assert_eq!(phrases(trigger), read, "{trigger}");
    }
}

#[test]
fn without_the_skill_a_request_is_offered_and_never_a_person() {
    let mut scenario = scenario("Pay", "pay");
    assert_eq!(scenario.company(), Company::Person);
    scenario.skills.clear();
    assert_eq!(scenario.company(), Company::Request);
    let only = RovoReply::Offer(OfferReason::PersonNotOffered(vec![Obstacle::Skill]));
    assert_eq!(request_only(), only);
    for reason in [
        OfferReason::NoAnswer,
        OfferReason::DidNotHelp,
        OfferReason::TookTooLong,
    ] {
        let reply = RovoReply::Offer(reason);
        assert_eq!(in_company(reply.clone(), Company::Request), only);
        assert_eq!(in_company(reply.clone(), Company::Person), reply);
    }
    for reply in [
        RovoReply::AskRephrase,
        RovoReply::Greeting,
        RovoReply::Farewell,
    ] {
        assert_eq!(in_company(reply.clone(), Company::Request), reply);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn some_scenario_always_applies_and_the_reason_names_words_of_the_question(
        words in proptest::collection::vec(0..9_usize, 0..8),
    ) {
        let known = ["payslip", "pay", "day", "travel", "abroad", "visa", "of", "xyzzy", "q"];
        let question = words.into_iter().map(|at| known[at]).collect::<Vec<_>>().join(" ");
        let agent = agent();
        let applies = applying(&agent, &question, stems).unwrap();
        prop_assert_eq!(&agent.scenarios[applies.at], applies.scenario);
        match applies.because {
            Because::Default => prop_assert_eq!(applies.at, 0),
            Because::Phrase(phrase) => {
                let asked = stems(&question);
                prop_assert!(stems(&phrase).iter().all(|stem| asked.contains(stem)));
            }
        }
    }
}
