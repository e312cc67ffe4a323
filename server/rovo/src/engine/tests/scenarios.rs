//! The scenario that applies says what is quoted and who is offered.

use super::*;

/// The default may quote everything; *Food* only the canteen's article, and calls nobody; *Machines* nothing.
pub(super) fn with_scenarios() -> Talk {
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
