//! What admins may set, and when live chat is offered.

use baton_core::id::TeamId;
use baton_core::limits::TEAM_MEMBERS;
use baton_core::offer::{Obstacle, TeamAvailability, offer};
use baton_core::settings::{
    InvalidSetting, Knowledge, LONGEST_REPEAT, LONGEST_WAIT, LiveChatSettings, Plan, ProjectKey,
    RovoAgent, SHORTEST_REPEAT, SHORTEST_WAIT, Scenario, Skill, suggested_escalation_line,
};
use baton_core::time::Millis;
use proptest::prelude::*;

use crate::config;
use crate::world::key;

/// A Rovo agent with everything that live chat needs.
fn complete() -> RovoAgent {
    RovoAgent {
        name: "Rovo".to_owned(),
        instructions: String::new(),
        escalation_lines: vec![suggested_escalation_line(&key())],
        on_surface: true,
        scenarios: vec![Scenario {
            name: "Default".to_owned(),
            trigger: String::new(),
            instructions: String::new(),
            knowledge: Knowledge::All,
            skills: vec![Skill::ChatWithLiveAgent],
        }],
    }
}

fn following() -> LiveChatSettings {
    LiveChatSettings {
        follow_availability: true,
        ..LiveChatSettings::default()
    }
}

#[test]
fn live_chat_is_offered_when_nothing_stands_in_the_way() {
    let settings = LiveChatSettings::default();
    for plan in [Plan::Premium, Plan::Enterprise] {
        let offer = offer(plan, &key(), Some(&complete()), &settings, None);
        assert!(offer.is_open());
    }
}

#[test]
fn each_obstacle_is_named() {
    let without = |change: fn(&mut RovoAgent)| {
        let mut agent = complete();
        change(&mut agent);
        offer(Plan::Enterprise, &key(), Some(&agent), &following(), None).obstacles
    };
    assert_eq!(without(|agent| agent.scenarios.clear()), [Obstacle::Skill]);
    assert_eq!(
        without(|agent| agent.scenarios[0].skills.clear()),
        [Obstacle::Skill]
    );
    assert_eq!(
        without(|agent| agent.escalation_lines.clear()),
        [Obstacle::EscalationLine]
    );
    assert_eq!(
        without(|agent| agent.on_surface = false),
        [Obstacle::Surface]
    );
    for plan in [Plan::Free, Plan::Standard] {
        let offer = offer(plan, &key(), Some(&complete()), &following(), None);
        assert_eq!(offer.obstacles, [Obstacle::Plan]);
    }
    let nobody = Some(TeamAvailability {
        members: 3,
        available: 0,
    });
    let closed = offer(
        Plan::Enterprise,
        &key(),
        Some(&complete()),
        &following(),
        nobody,
    );
    assert_eq!(closed.obstacles, [Obstacle::NobodyAvailable]);
    let everything = offer(Plan::Free, &key(), None, &following(), nobody);
    assert_eq!(
        everything.obstacles,
        [
            Obstacle::Plan,
            Obstacle::Skill,
            Obstacle::EscalationLine,
            Obstacle::Surface,
            Obstacle::NobodyAvailable
        ]
    );
}

#[test]
fn the_skill_counts_in_any_scenario() {
    let mut agent = complete();
    let mut first = agent.scenarios[0].clone();
    first.skills.clear();
    agent.scenarios.insert(0, first);
    assert!(offer(Plan::Enterprise, &key(), Some(&agent), &following(), None).is_open());
}

#[test]
fn availability_counts_for_a_mapped_team_of_up_to_a_hundred_with_the_toggle_on() {
    let open = |settings: &LiveChatSettings, team| {
        offer(Plan::Enterprise, &key(), Some(&complete()), settings, team).is_open()
    };
    let team = |members, available| Some(TeamAvailability { members, available });
    let (on, off) = (following(), LiveChatSettings::default());
    assert!(!open(&on, team(5, 0)));
    assert!(open(&on, team(5, 1)));
    assert!(open(&off, team(5, 0)));
    assert!(open(&on, None));
    assert!(!open(&on, team(0, 0)));
    assert!(!open(&on, team(TEAM_MEMBERS, 0)));
    assert!(open(&on, team(TEAM_MEMBERS + 1, 0)));
}

#[test]
fn the_feature_toggle_is_no_obstacle() {
    for feature_enabled in [false, true] {
        let settings = LiveChatSettings {
            feature_enabled,
            team: Some(TeamId(1)),
            ..LiveChatSettings::default()
        };
        assert!(offer(Plan::Enterprise, &key(), Some(&complete()), &settings, None).is_open());
    }
}

#[test]
fn both_times_have_bounds() {
    let problems = |time_to_assign, time_to_reply| {
        LiveChatSettings {
            time_to_assign,
            time_to_reply,
            ..LiveChatSettings::default()
        }
        .problems()
    };
    assert_eq!(LiveChatSettings::default().problems(), []);
    assert_eq!(problems(SHORTEST_WAIT, LONGEST_WAIT), []);
    assert_eq!(problems(LONGEST_WAIT, SHORTEST_WAIT), []);
    let below = Millis(SHORTEST_WAIT.0 - 1);
    let above = Millis(LONGEST_WAIT.0 + 1);
    assert_eq!(
        problems(below, SHORTEST_WAIT),
        [InvalidSetting::TimeToAssign]
    );
    assert_eq!(
        problems(SHORTEST_WAIT, above),
        [InvalidSetting::TimeToReply]
    );
    assert_eq!(
        problems(Millis(-1), Millis(i64::MAX)),
        [InvalidSetting::TimeToAssign, InvalidSetting::TimeToReply]
    );
}

#[test]
fn alerts_are_repeated_never_or_every_fifteen_seconds_to_thirty_minutes() {
    let problems = |repeat_alerts| {
        LiveChatSettings {
            repeat_alerts,
            ..LiveChatSettings::default()
        }
        .problems()
    };
    assert_eq!(
        LiveChatSettings::default().repeat_alerts,
        Millis::minutes(1)
    );
    for good in [Millis(0), SHORTEST_REPEAT, LONGEST_REPEAT] {
        assert_eq!(problems(good), []);
    }
    for bad in [-1, 1, SHORTEST_REPEAT.0 - 1, LONGEST_REPEAT.0 + 1] {
        assert_eq!(problems(Millis(bad)), [InvalidSetting::RepeatAlerts]);
    }
}

#[test]
fn settings_that_were_stored_before_alerts_were_repeated_have_the_default() {
    let mut stored = serde_json::to_value(LiveChatSettings::default()).unwrap();
    let removed = stored.as_object_mut().unwrap().remove("repeat_alerts");
    assert!(removed.is_some());
    let read: LiveChatSettings = serde_json::from_value(stored).unwrap();
    assert_eq!(read, LiveChatSettings::default());
}

#[test]
fn a_project_key_is_two_to_ten_capitals_or_digits_with_a_letter_first() {
    for (text, read) in [
        ("HELP", "HELP"),
        (" help ", "HELP"),
        ("H2", "H2"),
        ("ABCDEFGHIJ", "ABCDEFGHIJ"),
    ] {
        let key = ProjectKey::parse(text).unwrap();
        assert_eq!(key.as_str(), read);
        assert_eq!(key.to_string(), read);
    }
    for text in [
        "",
        "H",
        "2H",
        "ABCDEFGHIJK",
        "HE-LP",
        "HE LP",
        "ÄB",
        "HELP/",
        "ß1",
    ] {
        assert_eq!(ProjectKey::parse(text), None, "{text}");
    }
}

/// seed: "Under Add similar escalation lines to this agent’s prompt, enter …".
#[test]
fn the_suggested_escalation_line_is_the_product_documents_with_the_key_filled_in() {
    let document = "Escalation: Escalate by starting a live chat (e.g. (Project key: <PROJECT_KEY>) only if: The user explicitly requests escalation, human support, direct chat with agent, or you have exhausted all self-service options and the user remains unsatisifed.";
    let line = suggested_escalation_line(&key());
    assert_eq!(line, document.replace("<PROJECT_KEY>", "HELP"));
}

#[test]
fn an_escalation_line_counts_when_it_names_this_spaces_key() {
    let escalates = |line: &str| {
        let agent = RovoAgent {
            escalation_lines: vec![String::new(), line.to_owned()],
            ..complete()
        };
        agent.escalates_to(&key())
    };
    for line in [
        "Start a live chat (Project key: HELP)",
        "HELP: hand over when they ask",
        "key=HELP.",
    ] {
        assert!(escalates(line), "{line}");
    }
    for line in [
        "",
        "Start a live chat (Project key: OTHER)",
        "HELPER",
        "Give help",
        "XHELP-1X",
    ] {
        assert!(!escalates(line), "{line}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_key_that_is_read_is_read_again_as_itself(
        characters in proptest::collection::vec(proptest::sample::select(&['H', 'E', 'l', 'p', '1', '2', ' ', '-']), 0..12),
    ) {
        let text: String = characters.into_iter().collect();
        if let Some(key) = ProjectKey::parse(&text) {
            prop_assert_eq!(ProjectKey::parse(key.as_str()), Some(key.clone()));
            let line = suggested_escalation_line(&key);
            let agent = RovoAgent { escalation_lines: vec![line], ..complete() };
            prop_assert!(agent.escalates_to(&key));
        }
    }
}
