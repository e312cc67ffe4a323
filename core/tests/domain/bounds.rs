//! What is kept of whatever an admin types, or an attacker in an admin's place, is within its bounds; and what is not
//! kept is said to be wrong.

use baton_core::id::TeamId;
use baton_core::limits::{EMAIL_CHARS, NAME_CHARS, is_email};
use baton_core::settings::agent::{
    Change, INSTRUCTIONS_CHARS, LINE_CHARS, LINES, Refused, SCENARIOS, ScenarioText, TRIGGER_CHARS,
};
use baton_core::settings::{
    ALLOWED_ORIGINS, InvalidSetting, Knowledge, LONGEST_WAIT, LiveChatSettings, ProjectKey,
    RovoAgent, SHORTEST_WAIT, Scenario, TypedWait, WaitProblem, is_live_chat_line, parse_origin,
    parse_origins, with_lines,
};
use baton_core::staff::{self, NameProblem, PASSWORD_LONGEST, PASSWORD_SHORTEST, PasswordProblem};
use baton_core::time::Millis;
use proptest::prelude::*;

use crate::{config, letters};

/// Letters of many kinds, with what is seldom met and matters here met often.
const ODD: &str = "aZ9 éß\u{301}שםعไ👩\u{200d}\u{200b}\u{202e}\u{2066}\u{2069}\0\u{1b}\u{85}\t\r\n<>&\"'%{}();/*,-";

/// A text of about so many characters, a little less or a little more.
fn around(chars: usize) -> impl Strategy<Value = String> {
    let pattern = letters(ODD, 1..12);
    (pattern, chars.saturating_sub(20)..chars + 20)
        .prop_map(|(pattern, chars)| pattern.chars().cycle().take(chars).collect())
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<u64>().prop_map(|number| number.to_string()),
        (0..2_000_u64).prop_map(|number| number.to_string()),
        letters("0123456789", 0..24),
        letters("0123456789 -+.,e٣\0", 0..6),
    ]
}

fn key() -> ProjectKey {
    ProjectKey::parse("HELP").unwrap()
}

fn agent() -> RovoAgent {
    RovoAgent {
        name: "Rovo".to_owned(),
        instructions: String::new(),
        escalation_lines: Vec::new(),
        on_surface: true,
        scenarios: vec![Scenario {
            name: "Default".to_owned(),
            trigger: String::new(),
            instructions: String::new(),
            knowledge: Knowledge::All,
            skills: Vec::new(),
        }],
    }
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Whether a text stands in one line and does nothing there.
fn is_plain_line(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

fn is_within_bounds(agent: &RovoAgent) -> bool {
    let lines = &agent.escalation_lines;
    (1..=NAME_CHARS).contains(&chars(&agent.name))
        && is_plain_line(&agent.name)
        && chars(&agent.instructions) <= INSTRUCTIONS_CHARS
        && lines.len() <= LINES
        && lines
            .iter()
            .all(|line| (1..=LINE_CHARS).contains(&chars(line)) && is_plain_line(line))
        && (1..=SCENARIOS).contains(&agent.scenarios.len())
        && agent.scenarios.iter().all(|scenario| {
            (1..=NAME_CHARS).contains(&chars(&scenario.name))
                && is_plain_line(&scenario.name)
                && chars(&scenario.trigger) <= TRIGGER_CHARS
                && chars(&scenario.instructions) <= INSTRUCTIONS_CHARS
        })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_typed_wait_is_read_exactly_or_said_to_be_wrong(minutes in number(), seconds in number()) {
        let exact = |text: &str| match text.trim() {
            "" => Some(0),
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits.parse::<u128>().unwrap_or(u128::MAX / 1_000)),
            _ => None,
        };
        let whole = exact(&minutes).zip(exact(&seconds)).map(|(minutes, seconds)| minutes * 60 + seconds);
        let is_empty = minutes.trim().is_empty() && seconds.trim().is_empty();
        let bounds = (SHORTEST_WAIT.0 / 1_000, LONGEST_WAIT.0 / 1_000);
        match (TypedWait { minutes, seconds }.read(), whole) {
            (Ok(wait), Some(whole)) => {
                prop_assert_eq!(i128::from(wait.0), i128::try_from(whole * 1_000).unwrap());
                prop_assert!((bounds.0..=bounds.1).contains(&(wait.0 / 1_000)));
            }
            (Err(WaitProblem::Empty), Some(0)) => prop_assert!(is_empty),
            (Err(WaitProblem::TooShort), Some(whole)) => prop_assert!(i128::try_from(whole).unwrap() < i128::from(bounds.0)),
            (Err(WaitProblem::TooLong), Some(whole)) => prop_assert!(i128::try_from(whole).unwrap() > i128::from(bounds.1)),
            (Err(WaitProblem::NotANumber), None) => {}
            (read, whole) => prop_assert!(false, "{read:?} of {whole:?}"),
        }
    }

    #[test]
    fn settings_are_wrong_exactly_where_a_wait_is_out_of_bounds(assign in any::<i64>(), reply in any::<i64>(), near in 0..4_usize) {
        let edges = [SHORTEST_WAIT.0 - 1, SHORTEST_WAIT.0, LONGEST_WAIT.0, LONGEST_WAIT.0 + 1];
        for (assign, reply) in [(assign, reply), (edges[near], reply), (assign, edges[near])] {
            let settings = LiveChatSettings {
                time_to_assign: Millis(assign),
                time_to_reply: Millis(reply),
                team: Some(TeamId(1)),
                follow_availability: true,
                feature_enabled: true,
                ..LiveChatSettings::default()
            };
            let is_out = |wait: i64| !(SHORTEST_WAIT.0..=LONGEST_WAIT.0).contains(&wait);
            let problems = settings.problems();
            prop_assert_eq!(problems.contains(&InvalidSetting::TimeToAssign), is_out(assign));
            prop_assert_eq!(problems.contains(&InvalidSetting::TimeToReply), is_out(reply));
        }
    }

    #[test]
    fn a_name_is_kept_as_one_plain_line_within_its_bounds_or_said_to_be_wrong(typed in around(NAME_CHARS)) {
        match staff::name(&typed) {
            Ok(name) => {
                prop_assert!((1..=NAME_CHARS).contains(&chars(&name)));
                prop_assert!(is_plain_line(&name));
                let embeds = |character: char| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
                prop_assert!(!name.contains(embeds), "{name:?}");
                prop_assert_eq!(staff::name(&name), Ok(name));
            }
            Err(NameProblem::TooLong) => prop_assert!(chars(&typed) > NAME_CHARS),
            Err(NameProblem::Empty) => prop_assert!(!typed.chars().any(char::is_alphanumeric)),
        }
    }

    #[test]
    fn an_address_is_kept_in_small_letters_within_its_bounds(local in around(40), domain in letters("abcXYZ.-é ", 0..30), long in around(EMAIL_CHARS)) {
        for typed in [format!("{local}@{domain}"), format!("{long}@x.org"), local] {
            if let Some(email) = staff::email(&typed) {
                prop_assert!(is_email(&email) && chars(&email) <= EMAIL_CHARS && is_plain_line(&email));
                prop_assert_eq!(staff::email(&email), Some(email));
            }
        }
    }

    #[test]
    fn a_password_is_wrong_exactly_where_it_is_out_of_bounds(typed in prop_oneof![around(PASSWORD_SHORTEST), around(PASSWORD_LONGEST)]) {
        let problem = staff::password_problem(&typed);
        prop_assert_eq!(problem == Some(PasswordProblem::TooShort), chars(&typed) < PASSWORD_SHORTEST);
        prop_assert_eq!(problem.is_none(), chars(&typed) >= PASSWORD_SHORTEST && typed.len() <= PASSWORD_LONGEST);
    }

    #[test]
    fn a_key_is_kept_as_two_to_ten_capitals_and_digits(typed in letters("aZ09 -_é\0", 0..14)) {
        if let Some(key) = ProjectKey::parse(&typed) {
            let text = key.as_str();
            prop_assert!((2..=10).contains(&text.len()));
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));
        }
    }

    #[test]
    fn escalation_lines_are_kept_within_their_bounds_with_what_was_there(
        present in proptest::collection::vec(letters("abc", 1..4), 0..LINES),
        typed in proptest::collection::vec(prop_oneof![around(LINE_CHARS), letters("abc \n\r", 0..9), Just("(Project key: HELP)".to_owned())], 0..24),
    ) {
        if let Ok(lines) = with_lines(&present, &typed.join("\n"), &key()) {
            prop_assert!(lines.len() <= LINES);
            prop_assert!(lines.starts_with(&present));
            prop_assert!(lines.iter().any(|line| is_live_chat_line(line, &key())));
            let is_kept = |line: &String| (1..=LINE_CHARS).contains(&chars(line)) && is_plain_line(line);
            prop_assert!(lines.iter().all(is_kept));
        }
    }

    #[test]
    fn origins_are_kept_each_once_within_their_bounds_and_fit_for_a_header(
        typed in proptest::collection::vec(prop_oneof![
            letters("ab.-:/*[]é ;'\0", 0..20).prop_map(|rest| format!("https://{rest}")),
            (0..60_u32).prop_map(|at| format!("https://a{at}.example")),
        ], 0..70),
    ) {
        match parse_origins(&typed.join("\n")) {
            Ok(origins) => {
                prop_assert!(origins.len() <= ALLOWED_ORIGINS);
                for (at, origin) in origins.iter().enumerate() {
                    prop_assert_eq!(parse_origin(origin), Ok(origin.clone()));
                    prop_assert!(!origins[..at].contains(origin));
                    let fits = |character: char| character.is_ascii_alphanumeric() || ":/.-[]".contains(character);
                    prop_assert!(origin.chars().all(fits), "{origin}");
                }
            }
            Err(wrong) => prop_assert!(!wrong.is_empty()),
        }
    }

    #[test]
    fn whatever_is_typed_a_rovo_agent_stays_within_its_bounds(
        name in around(NAME_CHARS),
        instructions in around(INSTRUCTIONS_CHARS),
        lines in proptest::collection::vec(around(LINE_CHARS), 0..3),
        trigger in around(TRIGGER_CHARS),
        names in proptest::collection::vec(letters("abcdefgh", 1..6), 0..SCENARIOS + 4),
    ) {
        let mut agent = agent();
        let prompt = Change::Prompt { name: name.clone(), instructions: instructions.clone(), lines: lines.join("\n") };
        let scenario = |name: &str| Change::AddScenario(ScenarioText {
            name: name.to_owned(),
            trigger: trigger.clone(),
            instructions: instructions.clone(),
        });
        let added = names.iter().map(|name| scenario(name));
        for change in [prompt, scenario(&name)].into_iter().chain(added) {
            match agent.changed(&change) {
                Ok(after) => agent = after,
                Err(Refused::Wrong(problems)) => prop_assert!(!problems.is_empty()),
                Err(Refused::TooManyScenarios) => prop_assert_eq!(agent.scenarios.len(), SCENARIOS),
                Err(other) => prop_assert!(false, "{other:?}"),
            }
            prop_assert!(is_within_bounds(&agent), "{agent:?}");
        }
    }
}
