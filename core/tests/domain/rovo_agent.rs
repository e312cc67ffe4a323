//! What an admin may change of a Rovo agent, and which change stops live chat.

use baton_core::id::ArticleId;
use baton_core::limits::NAME_CHARS;
use baton_core::offer::Obstacle;
use baton_core::settings::agent::{
    Change, Direction, Field, INSTRUCTIONS_CHARS, LINE_CHARS, LINES, Problem, Refused, SCENARIOS,
    ScenarioText, Surface, TRIGGER_CHARS, Wrong, lines_of, missing, stops_live_chat,
};
use baton_core::settings::{Knowledge, RovoAgent, Scenario, Skill, suggested_escalation_line};
use proptest::prelude::*;

use crate::world::key;
use crate::{config, letters};

const LIVE: Skill = Skill::ChatWithLiveAgent;

fn scenario(name: &str, skills: &[Skill]) -> Scenario {
    Scenario {
        name: name.into(),
        trigger: name.to_lowercase(),
        instructions: String::new(),
        knowledge: Knowledge::All,
        skills: skills.to_vec(),
    }
}

/// Live chat is active with it.
fn agent() -> RovoAgent {
    RovoAgent {
        name: "Rovo".into(),
        instructions: "Be short.".into(),
        escalation_lines: vec![suggested_escalation_line(&key())],
        on_surface: true,
        scenarios: vec![
            scenario("Default", &[LIVE]),
            scenario("Pay", &[]),
            scenario("Travel", &[]),
        ],
    }
}

fn text(name: &str, trigger: &str) -> ScenarioText {
    ScenarioText {
        name: name.into(),
        trigger: trigger.into(),
        instructions: String::new(),
    }
}

fn prompt(name: &str, lines: &str) -> Change {
    Change::Prompt {
        name: name.into(),
        instructions: String::new(),
        lines: lines.into(),
    }
}

fn wrong(change: &Change) -> Vec<(Field, Wrong)> {
    match agent().changed(change) {
        Ok(agent) => panic!("allowed: {agent:?}"),
        Err(Refused::Wrong(problems)) => problems
            .into_iter()
            .map(|Problem { field, wrong }| (field, wrong))
            .collect(),
        Err(other) => panic!("{other:?}"),
    }
}

fn names(agent: &RovoAgent) -> Vec<&str> {
    let name = |scenario| -> &str {
        let scenario: &Scenario = scenario;
        &scenario.name
    };
    agent.scenarios.iter().map(name).collect()
}

#[test]
fn escalation_lines_are_one_a_line_without_the_empty_ones() {
    assert_eq!(
        lines_of("  first\r\n\r\n second \t line\n\u{200b}\n"),
        ["first", "second line"]
    );
    assert_eq!(lines_of(" \n "), Vec::<String>::new());
    let changed = agent().changed(&prompt(" Robo ", "one\ntwo")).unwrap();
    assert_eq!(changed.name, "Robo");
    assert_eq!(changed.escalation_lines, ["one", "two"]);
    assert_eq!(changed.scenarios, agent().scenarios);
}

#[test]
fn a_prompt_says_what_is_wrong_with_each_field() {
    assert_eq!(wrong(&prompt(" ", "")), [(Field::Name, Wrong::Empty)]);
    let long = Change::Prompt {
        name: "n".repeat(NAME_CHARS + 1),
        instructions: "i".repeat(INSTRUCTIONS_CHARS + 1),
        lines: "l\n".repeat(LINES + 1),
    };
    assert_eq!(
        wrong(&long),
        [
            (Field::Name, Wrong::TooLong(NAME_CHARS)),
            (Field::Instructions, Wrong::TooLong(INSTRUCTIONS_CHARS)),
            (Field::Lines, Wrong::TooManyLines(LINES)),
        ]
    );
    let line = format!("short\n{}", "l".repeat(LINE_CHARS + 1));
    let most = LINE_CHARS;
    assert_eq!(
        wrong(&prompt("Rovo", &line)),
        [(Field::Lines, Wrong::LineTooLong { line: 2, most })]
    );
    let fitting = Change::Prompt {
        name: "n".repeat(NAME_CHARS),
        instructions: "i".repeat(INSTRUCTIONS_CHARS),
        lines: vec!["l".repeat(LINE_CHARS); LINES].join("\n"),
    };
    assert!(agent().changed(&fitting).is_ok());
}

#[test]
fn a_new_scenario_comes_last_without_a_skill_and_may_quote_everything() {
    let changed = agent()
        .changed(&Change::AddScenario(text("Doors", "badge, door")))
        .unwrap();
    let added = changed.scenarios.last().unwrap();
    assert_eq!(names(&changed), ["Default", "Pay", "Travel", "Doors"]);
    assert_eq!((&added.knowledge, added.skills.len()), (&Knowledge::All, 0));
    let mut full = agent();
    full.scenarios = (0..SCENARIOS)
        .map(|number| scenario(&format!("S{number}"), &[]))
        .collect();
    let refused = full.changed(&Change::AddScenario(text("More", "more")));
    assert_eq!(refused, Err(Refused::TooManyScenarios));
}

#[test]
fn a_scenario_says_what_is_wrong_with_each_field() {
    let adding = |name: &str, trigger: &str| wrong(&Change::AddScenario(text(name, trigger)));
    assert_eq!(
        adding("", ""),
        [
            (Field::ScenarioName, Wrong::Empty),
            (Field::Trigger, Wrong::Empty)
        ]
    );
    assert_eq!(
        adding("pay ", "money"),
        [(Field::ScenarioName, Wrong::Taken)]
    );
    assert_eq!(
        adding("Any", "when the customer asks"),
        [(Field::Trigger, Wrong::SaysNothing)]
    );
    let long = "t".repeat(TRIGGER_CHARS + 1);
    assert_eq!(
        adding("Long", &long),
        [(Field::Trigger, Wrong::TooLong(TRIGGER_CHARS))]
    );
    let edit = Change::EditScenario {
        at: 1,
        text: ScenarioText {
            instructions: "i".repeat(INSTRUCTIONS_CHARS + 1),
            ..text("Pay", "pay")
        },
        knowledge: Knowledge::Chosen(Vec::new()),
    };
    assert_eq!(
        wrong(&edit),
        [
            (
                Field::ScenarioInstructions,
                Wrong::TooLong(INSTRUCTIONS_CHARS)
            ),
            (Field::Knowledge, Wrong::NoneChosen),
        ]
    );
}

#[test]
fn an_edit_keeps_the_skills_and_its_own_name_is_not_taken() {
    let edit = |at, name: &str| Change::EditScenario {
        at,
        text: text(name, "words"),
        knowledge: Knowledge::Chosen(vec![ArticleId(2), ArticleId(1), ArticleId(2)]),
    };
    let changed = agent().changed(&edit(0, "default")).unwrap();
    assert_eq!(changed.scenarios[0].name, "default");
    assert_eq!(changed.scenarios[0].skills, [LIVE]);
    let chosen = vec![ArticleId(1), ArticleId(2)];
    assert_eq!(changed.scenarios[0].knowledge, Knowledge::Chosen(chosen));
    let no_trigger = Change::EditScenario {
        at: 0,
        text: text("Default", ""),
        knowledge: Knowledge::None,
    };
    assert!(
        agent().changed(&no_trigger).is_ok(),
        "the default needs no trigger"
    );
}

#[test]
fn scenarios_move_and_go_but_the_default_stays_and_stays_first() {
    let moved = |at, to| agent().changed(&Change::MoveScenario { at, to });
    assert_eq!(
        names(&moved(2, Direction::Earlier).unwrap()),
        ["Default", "Travel", "Pay"]
    );
    assert_eq!(
        names(&moved(1, Direction::Later).unwrap()),
        ["Default", "Travel", "Pay"]
    );
    for (at, to) in [(1, Direction::Earlier), (2, Direction::Later)] {
        assert_eq!(moved(at, to), Ok(agent()));
    }
    assert_eq!(moved(0, Direction::Later), Err(Refused::DefaultStays));
    let deleted = agent().changed(&Change::DeleteScenario { at: 1 }).unwrap();
    assert_eq!(names(&deleted), ["Default", "Travel"]);
    assert_eq!(
        agent().changed(&Change::DeleteScenario { at: 0 }),
        Err(Refused::DefaultStays)
    );
}

#[test]
fn a_scenario_that_is_not_there_can_not_be_changed() {
    let text = text("New", "new");
    for change in [
        Change::EditScenario {
            at: 3,
            text,
            knowledge: Knowledge::All,
        },
        Change::MoveScenario {
            at: 3,
            to: Direction::Earlier,
        },
        Change::DeleteScenario { at: 3 },
        Change::AddSkill {
            at: usize::MAX,
            skill: LIVE,
        },
        Change::DeleteSkill { at: 3, skill: LIVE },
    ] {
        assert_eq!(
            agent().changed(&change),
            Err(Refused::NoSuchScenario),
            "{change:?}"
        );
    }
}

#[test]
fn a_skill_is_added_once_and_deleted_wholly() {
    let twice = agent()
        .changed(&Change::AddSkill { at: 0, skill: LIVE })
        .unwrap();
    assert_eq!(twice, agent());
    let gone = agent()
        .changed(&Change::DeleteSkill { at: 0, skill: LIVE })
        .unwrap();
    assert!(!gone.has_live_chat_skill());
    assert_eq!(
        gone.changed(&Change::AddSkill { at: 0, skill: LIVE }),
        Ok(agent())
    );
}

/// seed: "Deactivate live chat in your service space".
#[test]
fn live_chat_stops_with_the_skill_the_lines_or_the_surface() {
    let stops = |before: &RovoAgent, change: &Change| {
        let after = before.changed(change).unwrap();
        stops_live_chat(Some(before), Some(&after), &key())
    };
    let agent = agent();
    let without_skill = Change::DeleteSkill { at: 0, skill: LIVE };
    assert_eq!(stops(&agent, &without_skill), [Obstacle::Skill]);
    assert_eq!(
        stops(&agent, &prompt("Rovo", "nothing of the kind")),
        [Obstacle::EscalationLine]
    );
    assert_eq!(
        stops(&agent, &Change::Surface(Surface::Off)),
        [Obstacle::Surface]
    );
    assert_eq!(
        stops_live_chat(Some(&agent), None, &key()),
        missing(None, &key())
    );

    let kept = prompt("Rovo", "another line\n(Project key: HELP)");
    assert_eq!(stops(&agent, &kept), []);
    assert_eq!(
        stops(
            &agent,
            &Change::MoveScenario {
                at: 1,
                to: Direction::Later
            }
        ),
        []
    );
    let second = agent
        .changed(&Change::AddSkill { at: 1, skill: LIVE })
        .unwrap();
    assert_eq!(
        stops(&second, &without_skill),
        [],
        "another scenario still has it"
    );
    let last = Change::DeleteScenario { at: 1 };
    let only_second = second.changed(&without_skill).unwrap();
    assert_eq!(stops(&only_second, &last), [Obstacle::Skill]);
    let stopped = agent.changed(&without_skill).unwrap();
    assert_eq!(
        stops(&stopped, &prompt("Rovo", "")),
        [],
        "it had stopped before"
    );
}

fn any_change() -> impl Strategy<Value = Change> {
    let at = 0..4usize;
    let words = || letters("abc ,", 0..5);
    prop_oneof![
        (words(), words()).prop_map(|(name, lines)| prompt(&name, &lines)),
        (words(), words()).prop_map(|(name, trigger)| Change::AddScenario(text(&name, &trigger))),
        (at.clone(), words(), words()).prop_map(|(at, name, trigger)| Change::EditScenario {
            at,
            text: text(&name, &trigger),
            knowledge: Knowledge::All,
        }),
        at.clone().prop_map(|at| Change::MoveScenario {
            at,
            to: Direction::Earlier
        }),
        at.clone().prop_map(|at| Change::MoveScenario {
            at,
            to: Direction::Later
        }),
        at.clone().prop_map(|at| Change::DeleteScenario { at }),
        at.clone()
            .prop_map(|at| Change::AddSkill { at, skill: LIVE }),
        at.prop_map(|at| Change::DeleteSkill { at, skill: LIVE }),
        Just(Change::Surface(Surface::Off)),
        Just(Change::Surface(Surface::On)),
    ]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_is_changed_there_is_a_default_and_names_are_told_apart(
        changes in proptest::collection::vec(any_change(), 0..20),
    ) {
        let mut agent = agent();
        for change in changes {
            let before = agent.clone();
            if let Ok(after) = agent.changed(&change) {
                let stops = stops_live_chat(Some(&before), Some(&after), &key());
                let was_active = missing(Some(&before), &key()).is_empty();
                prop_assert_eq!(!stops.is_empty(), was_active && !missing(Some(&after), &key()).is_empty());
                agent = after;
            }
            prop_assert!(!agent.scenarios.is_empty());
            let mut names: Vec<String> = agent.scenarios.iter().map(|scenario| scenario.name.to_lowercase()).collect();
            names.sort();
            names.dedup();
            prop_assert_eq!(names.len(), agent.scenarios.len());
        }
    }
}
