//! The rules behind the settings pages: waits as they are typed, origins, what live chat needs, and what the pages say.

use baton_core::limits::TEAM_MEMBERS;
use baton_core::offer::{Obstacle, TeamAvailability};
use baton_core::settings::{
    ALLOWED_ORIGINS, AvailabilityMeaning, CheckKind, Finding, Knowledge, LinesProblem,
    LiveChatSettings, LiveFacts, OriginProblem, Plan, ProjectKey, RovoAgent, Scenario, SetUp,
    Skill, TypedWait, WaitProblem, parse_origin, parse_origins, suggested_escalation_line,
    wait_text, with_lines,
};
use baton_core::time::Millis;
use proptest::prelude::*;

use crate::{config, letters};

fn typed(minutes: &str, seconds: &str) -> TypedWait {
    TypedWait {
        minutes: minutes.into(),
        seconds: seconds.into(),
    }
}

#[test]
fn a_wait_is_minutes_and_seconds_within_bounds() {
    let cases = [
        ("3", "0", Ok(180)),
        (" 3 ", "", Ok(180)),
        ("", "10", Ok(10)),
        ("0", "90", Ok(90)),
        ("1440", "0", Ok(86_400)),
        ("", "", Err(WaitProblem::Empty)),
        (" ", "\t", Err(WaitProblem::Empty)),
        ("0", "9", Err(WaitProblem::TooShort)),
        ("0", "0", Err(WaitProblem::TooShort)),
        ("1440", "1", Err(WaitProblem::TooLong)),
        ("99999999999999999999", "", Err(WaitProblem::TooLong)),
        ("-1", "0", Err(WaitProblem::NotANumber)),
        ("1.5", "0", Err(WaitProblem::NotANumber)),
        ("three", "", Err(WaitProblem::NotANumber)),
        ("3", "+5", Err(WaitProblem::NotANumber)),
        ("٣", "", Err(WaitProblem::NotANumber)),
    ];
    for (minutes, seconds, expected) in cases {
        let expected = expected.map(Millis::seconds);
        assert_eq!(
            typed(minutes, seconds).read(),
            expected,
            "{minutes}:{seconds}"
        );
    }
}

#[test]
fn a_wait_is_shown_in_the_units_that_it_has() {
    let cases = [
        (10, "10 s"),
        (60, "1 min"),
        (185, "3 min 5 s"),
        (5_400, "1 h 30 min"),
        (86_400, "24 h"),
        (0, "0 s"),
    ];
    for (seconds, shown) in cases {
        assert_eq!(wait_text(Millis::seconds(seconds)), shown);
    }
}

#[test]
fn how_often_alerts_are_repeated_is_typed_as_a_wait_is_and_may_be_never() {
    for (minutes, seconds, read) in [
        ("1", "0", Ok(Millis::minutes(1))),
        ("0", "", Ok(Millis(0))),
        ("", "0", Ok(Millis(0))),
        ("", "15", Ok(Millis::seconds(15))),
        ("30", "", Ok(Millis::minutes(30))),
        ("", "14", Err(WaitProblem::TooShort)),
        ("30", "1", Err(WaitProblem::TooLong)),
        ("", "", Err(WaitProblem::Empty)),
        ("x", "", Err(WaitProblem::NotANumber)),
    ] {
        assert_eq!(typed(minutes, seconds).read_repeat(), read);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_a_form_shows_is_what_it_reads(seconds in 10_i64..=86_400) {
        let wait = Millis::seconds(seconds);
        prop_assert_eq!(TypedWait::of(wait).read(), Ok(wait));
    }

    #[test]
    fn an_origin_read_again_is_the_same(scheme in 0..2_usize, rest in letters("azAZ09.:/*-", 0..24)) {
        let text = ["http://", "https://"][scheme].to_owned() + &rest;
        if let Ok(origin) = parse_origin(&text) {
            prop_assert_eq!(parse_origin(&origin), Ok(origin.clone()));
            prop_assert!(!origin.contains([' ', ';', ',', '\'', '"']));
        }
    }
}

#[test]
fn an_origin_is_a_scheme_a_host_and_perhaps_a_port() {
    let good = [
        ("https://shop.example", "https://shop.example"),
        (" HTTPS://Shop.Example/ ", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("https://shop.example:8443", "https://shop.example:8443"),
        (
            "https://xn--bcher-kva.example",
            "https://xn--bcher-kva.example",
        ),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://shop.localhost", "http://shop.localhost"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
    ];
    for (typed, origin) in good {
        assert_eq!(parse_origin(typed).as_deref(), Ok(origin), "{typed}");
    }
    let wrong = [
        ("shop.example", OriginProblem::Scheme),
        ("ftp://shop.example", OriginProblem::Scheme),
        ("javascript:alert(1)", OriginProblem::Scheme),
        ("null", OriginProblem::Scheme),
        ("https://", OriginProblem::Host),
        ("https://shop .example", OriginProblem::Host),
        ("https://bücher.example", OriginProblem::Host),
        ("https://-shop.example", OriginProblem::Host),
        ("https://shop..example", OriginProblem::Host),
        (
            "https://shop.example; script-src *",
            OriginProblem::Wildcard,
        ),
        ("https://a.example;b", OriginProblem::Host),
        ("https://*.example", OriginProblem::Wildcard),
        ("https://shop.example:", OriginProblem::Port),
        ("https://shop.example:0", OriginProblem::Port),
        ("https://shop.example:70000", OriginProblem::Port),
        ("https://shop.example:+80", OriginProblem::Port),
        ("https://shop.example/help", OriginProblem::Path),
        ("https://shop.example?x", OriginProblem::Path),
        ("https://user@shop.example", OriginProblem::Path),
        ("http://shop.example", OriginProblem::PlainHttp),
    ];
    for (typed, problem) in wrong {
        assert_eq!(parse_origin(typed), Err(problem), "{typed}");
    }
}

#[test]
fn origins_stand_one_a_line_and_each_wrong_line_is_named() {
    let text = "https://a.example\r\n\n https://A.example/ \nhttps://b.example";
    assert_eq!(
        parse_origins(text).unwrap(),
        ["https://a.example", "https://b.example"]
    );
    let wrong = parse_origins("https://a.example\n\nshop\nhttps://*.b").unwrap_err();
    let named: Vec<_> = wrong
        .iter()
        .map(|wrong| (wrong.line, wrong.typed.as_str(), wrong.problem))
        .collect();
    assert_eq!(
        named,
        [
            (3, "shop", OriginProblem::Scheme),
            (4, "https://*.b", OriginProblem::Wildcard)
        ]
    );
    let many: Vec<_> = (0..=ALLOWED_ORIGINS)
        .map(|number| format!("https://s{number}.example"))
        .collect();
    let wrong = parse_origins(&many.join("\n")).unwrap_err();
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0].problem, OriginProblem::TooMany);
}

fn key() -> ProjectKey {
    ProjectKey::parse("HELP").unwrap()
}

fn bare_agent() -> RovoAgent {
    let scenario = |name: &str| Scenario {
        name: name.into(),
        trigger: String::new(),
        instructions: String::new(),
        knowledge: Knowledge::All,
        skills: Vec::new(),
    };
    RovoAgent {
        name: "Rovo".into(),
        instructions: String::new(),
        escalation_lines: vec!["Escalate to (Project key: HELPER).".into()],
        on_surface: false,
        scenarios: vec![scenario("Default"), scenario("Billing")],
    }
}

fn facts<'a>(
    key: &'a ProjectKey,
    agent: Option<&'a RovoAgent>,
    settings: &'a LiveChatSettings,
) -> LiveFacts<'a> {
    LiveFacts {
        plan: Plan::Enterprise,
        key,
        agent,
        settings,
        team: None,
    }
}

#[test]
fn activating_adds_what_is_missing_and_deactivating_removes_it_all() {
    let (key, settings) = (key(), LiveChatSettings::default());
    let mut agent = bare_agent();
    agent.activate(&key);
    assert_eq!(facts(&key, Some(&agent), &settings).set_up(), SetUp::Active);
    let once = agent.clone();
    agent.activate(&key);
    assert_eq!(agent, once, "what is there is not added again");
    assert_eq!(agent.escalation_lines[1], suggested_escalation_line(&key));
    agent.scenarios[1].skills.push(Skill::ChatWithLiveAgent);
    agent.deactivate(&key);
    assert!(!agent.has_live_chat_skill());
    assert_eq!(agent.escalation_lines, bare_agent().escalation_lines);
    assert_eq!(
        facts(&key, Some(&agent), &settings).set_up(),
        SetUp::Lacks(vec![Obstacle::Skill, Obstacle::EscalationLine])
    );
}

#[test]
fn how_far_live_chat_is_set_up_is_said_without_the_team() {
    let (key, agent) = (key(), bare_agent());
    let settings = LiveChatSettings {
        follow_availability: true,
        ..LiveChatSettings::default()
    };
    assert_eq!(facts(&key, None, &settings).set_up(), SetUp::NoAgent);
    let lacks = vec![Obstacle::Skill, Obstacle::EscalationLine, Obstacle::Surface];
    assert_eq!(
        facts(&key, Some(&agent), &settings).set_up(),
        SetUp::Lacks(lacks)
    );
    let mut active = bare_agent();
    active.activate(&key);
    let team = TeamAvailability {
        members: 2,
        available: 0,
    };
    let with_team = LiveFacts {
        team: Some(team),
        ..facts(&key, Some(&active), &settings)
    };
    assert_eq!(with_team.set_up(), SetUp::Active);
    assert!(!with_team.offer().is_open());
    for plan in [Plan::Free, Plan::Standard] {
        let poor = LiveFacts { plan, ..with_team };
        assert_eq!(poor.set_up(), SetUp::NotInPlan);
    }
}

#[test]
fn the_availability_toggle_means_what_the_team_makes_of_it() {
    let key = key();
    let mut agent = bare_agent();
    agent.activate(&key);
    let team = |members, available| Some(TeamAvailability { members, available });
    let cases = [
        (false, None, AvailabilityMeaning::Off, true),
        (false, team(2, 0), AvailabilityMeaning::Off, true),
        (true, None, AvailabilityMeaning::NoTeam, true),
        (true, team(0, 0), AvailabilityMeaning::Nobody, false),
        (true, team(2, 0), AvailabilityMeaning::Nobody, false),
        (true, team(2, 1), AvailabilityMeaning::Somebody(1), true),
        (
            true,
            team(TEAM_MEMBERS, 0),
            AvailabilityMeaning::Nobody,
            false,
        ),
        (
            true,
            team(TEAM_MEMBERS + 1, 0),
            AvailabilityMeaning::TooManyMembers(TEAM_MEMBERS + 1),
            true,
        ),
    ];
    for (follow_availability, team, meaning, open) in cases {
        let settings = LiveChatSettings {
            follow_availability,
            ..LiveChatSettings::default()
        };
        let facts = LiveFacts {
            team,
            ..facts(&key, Some(&agent), &settings)
        };
        assert_eq!(facts.availability(), meaning);
        assert_eq!(facts.offer().is_open(), open, "{meaning:?}");
    }
}

#[test]
fn a_check_blocks_exactly_when_the_offer_says_so() {
    let key = key();
    let mut active = bare_agent();
    active.activate(&key);
    let agents = [None, Some(bare_agent()), Some(active)];
    let teams = [
        None,
        Some((0, 0)),
        Some((2, 0)),
        Some((2, 2)),
        Some((150, 0)),
    ];
    for plan in [Plan::Free, Plan::Premium] {
        for agent in &agents {
            for team in teams {
                for follow_availability in [false, true] {
                    let settings = LiveChatSettings {
                        follow_availability,
                        ..LiveChatSettings::default()
                    };
                    let facts = LiveFacts {
                        plan,
                        team: team
                            .map(|(members, available)| TeamAvailability { members, available }),
                        ..facts(&key, agent.as_ref(), &settings)
                    };
                    let checks = facts.checks();
                    let blocked = checks.iter().any(|check| check.finding == Finding::Blocks);
                    assert_eq!(blocked, !facts.offer().is_open());
                    let blocks = checks
                        .iter()
                        .filter(|check| check.finding == Finding::Blocks)
                        .count();
                    assert_eq!(blocks, facts.offer().obstacles.len());
                    let feature = checks.iter().find(|check| check.kind == CheckKind::Feature);
                    assert_eq!(feature.unwrap().finding, Finding::Information);
                }
            }
        }
    }
}

#[test]
fn escalation_lines_are_added_once_and_one_of_them_names_the_key() {
    let key = key();
    let suggested = suggested_escalation_line(&key);
    let present = vec!["Be kind.".to_owned()];
    let typed = format!("\n  {suggested}  \r\n\nBe kind.\n");
    let added = with_lines(&present, &typed, &key).unwrap();
    assert_eq!(added, ["Be kind.", suggested.as_str()]);
    assert_eq!(with_lines(&added, &typed, &key).unwrap(), added);
    let problem = |typed: &str| with_lines(&present, typed, &key).unwrap_err();
    assert_eq!(problem(" \n\u{200b} "), LinesProblem::Empty);
    assert_eq!(
        problem("Escalate to (Project key: HELPER)"),
        LinesProblem::NoKey
    );
    assert_eq!(problem(&"x".repeat(1_001)), LinesProblem::TooLong(1_000));
    let many: Vec<_> = (0..20).map(|number| format!("HELP {number}")).collect();
    assert_eq!(problem(&many.join("\n")), LinesProblem::TooMany(20));
}
