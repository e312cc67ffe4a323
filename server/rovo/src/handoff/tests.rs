//! The phrases here are neither in the development set nor in the held-out set of `eval/`.

use super::*;
use proptest::prelude::*;

fn assert_wanted(phrases: &[&str]) {
    let missed: Vec<&&str> = phrases
        .iter()
        .filter(|phrase| wanted(phrase).is_none())
        .collect();
    assert!(missed.is_empty(), "missed: {missed:#?}");
}

fn assert_not_wanted(phrases: &[&str]) {
    let taken: Vec<_> = phrases
        .iter()
        .filter_map(|phrase| Some((wanted(phrase)?, phrase)))
        .collect();
    assert!(taken.is_empty(), "taken for it: {taken:#?}");
}

#[test]
fn people_ask_politely() {
    assert_wanted(&[
        "Good evening, I would be glad to speak with one of your representatives.",
        "Would you kindly forward me to a member of your staff?",
        "May I please talk to an actual human about my pension?",
        "If it isn't too much trouble, could somebody from HR give me a call?",
        "Might it be possible to be put through to a supervisor?",
    ]);
}

#[test]
fn people_ask_angrily() {
    assert_wanted(&[
        "ENOUGH. GIVE ME A HUMAN BEING",
        "you stupid bot",
        "I'm so done with this chatbot",
        "what a joke, get me your boss",
        "For crying out loud, let me speak to a person!!!",
        "I don't want another link, I want a human",
        "I do not want to deal with a machine any more",
    ]);
}

#[test]
fn people_ask_in_few_words() {
    assert_wanted(&[
        "operator pls",
        "a real human",
        "rep!!",
        "Human? Human!",
        "live agent, now",
        "technician please",
        "customer service pls",
        "call me",
        "escalate!",
    ]);
}

#[test]
fn people_mistype() {
    assert_wanted(&[
        "tlk 2 agent",
        "i wnat a humman",
        "cn sum1 call me",
        "transfer me to a reprezentative",
        "spk with supervisr",
        "let me chta with an agnet",
        "HUUUUMAAAN",
        "conect me with somebdy",
    ]);
}

#[test]
fn people_ask_whether_anybody_is_there() {
    assert_wanted(&[
        "Is there anyone I could talk this through with?",
        "are there humans around?",
        "anyone there?",
        "Is an agent available at the moment?",
        "don't you have anybody who can call me",
        "who can I speak to about this mess",
    ]);
}

#[test]
fn a_person_may_be_asked_to_act() {
    assert_wanted(&[
        "Could a technician have a look at it?",
        "please have an advisor phone me",
        "I need someone to come to room 12",
        "can an actual person read my case",
        "I'd like this to be handled by a human",
    ]);
}

#[test]
fn words_that_only_sound_like_it_are_a_subject_like_any_other() {
    assert_not_wanted(&[
        "human resources intranet page",
        "which human resources form do I need",
        "update the agent version on the server",
        "agent licence renewal",
        "operator overloading in Python",
        "person of contact for the contract",
        "our real estate agent invoice",
        "travel agent reimbursement",
        "live chat widget is blank",
        "the robot in the warehouse is stuck",
        "a manager left, who approves now",
        "how many people are on the list",
        "the Teams bot posts twice",
    ]);
}

#[test]
fn what_is_denied_or_only_reported_is_not_asked_for() {
    assert_not_wanted(&[
        "I don't want to speak to a person",
        "there is no need to call me",
        "no human, please",
        "can I unlock it without talking to the help desk",
        "the screen says contact customer support",
        "an agent promised me a new mouse",
        "I talked to a technician about it on Monday",
        "do I have to talk to HR about that?",
        "I wanted to talk to an agent. Never mind, solved it",
    ]);
}

#[test]
fn what_others_do_is_not_asked_for() {
    assert_not_wanted(&[
        "how do customers reach an agent in the new portal",
        "my colleague wants to talk to somebody in sales",
        "how do agents transfer a chat to a supervisor",
        "can I invite a person from outside",
        "how do I call someone in another country",
        "does anyone have the Wi-Fi code",
        "can somebody explain the bonus to me",
    ]);
}

#[test]
fn a_denial_ends_where_a_new_wish_begins() {
    assert_wanted(&[
        "I don't need the article, I need an agent",
        "not the bot again, a human please",
        "I won't talk to anybody but a human",
        "don't send me links just get me somebody",
        "why don't you connect me to a person",
        "why can't I speak with an advisor",
    ]);
}

#[test]
fn other_languages_are_no_false_alarm() {
    assert_not_wanted(&[
        "Ich habe mein Passwort vergessen und komme nicht ins System",
        "¿Dónde puedo encontrar el formulario de vacaciones?",
        "Mon ordinateur portable ne démarre plus",
        "Non riesco a collegarmi alla stampante",
        "Jak zmienić hasło?",
        "プリンターが動きません",
        "كيف أغير كلمة المرور",
        "打印机坏了",
        "Şifremi unuttum",
        "🤷‍♀️🖨️",
    ]);
}

#[test]
fn the_sign_names_the_rule() {
    let sign = |text: &str| wanted(text);
    assert_eq!(sign("talk to a person"), Some(Sign::SpeakWith));
    assert_eq!(sign("transfer me"), Some(Sign::Connect));
    assert_eq!(sign("get me a person"), Some(Sign::Fetch));
    assert_eq!(sign("please call me"), Some(Sign::Call));
    assert_eq!(sign("human"), Some(Sign::Name));
    assert_eq!(sign("I need an agent"), Some(Sign::Want));
    assert_eq!(sign("anybody there?"), Some(Sign::Presence));
    assert_eq!(sign("nobody answers"), Some(Sign::Nobody));
    assert_eq!(sign("human assistance please"), Some(Sign::HumanHelp));
    assert_eq!(sign("please escalate"), Some(Sign::Escalate));
    assert_eq!(sign("start live chat"), Some(Sign::LiveChat));
    assert_eq!(sign("I hate bots"), Some(Sign::NoBot));
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in "(?s).{0,600}") {
        let _ = wanted(&text);
    }

    #[test]
    fn any_order_of_the_rules_own_words_can_be_read(
        text in "((talk|to|a|human|agent|no|not|dont|want|call|me|is|there|any|bot|stop|but|live|chat|get|someone|from|hr|,|[.]|for|with|who|can|i|escalate|my) ){0,30}"
    ) {
        let _ = wanted(&text);
    }

    #[test]
    fn case_blanks_and_marks_around_it_change_nothing(
        phrase in prop::sample::select(vec!["talk to a human", "human resources portal", "i need an agent", "agent version"]),
        before in "[ \n!?.]{0,5}",
        after in "[ \n!?.]{0,5}",
    ) {
        let plain = wanted(phrase);
        prop_assert_eq!(wanted(&format!("{before}{phrase}{after}")), plain);
        prop_assert_eq!(wanted(&phrase.to_uppercase()), plain);
        prop_assert_eq!(wanted(&phrase.replace(' ', "  \t")), plain);
    }
}

/// A file of phrases: whether each wants a person, and its words.
fn phrases(file: &'static str) -> impl Iterator<Item = (bool, &'static str)> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(label, phrase)| (label == "person", phrase))
}

const HELD_OUT: &str = include_str!("../../eval/handoff.tsv");
const DEVELOPMENT: &str = include_str!("../../eval/handoff-dev.tsv");

/// Its words alone, in small letters.
fn plain(text: &str) -> String {
    let words = text.split(|character: char| !character.is_alphanumeric() && character != '\'');
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").to_lowercase()
}

#[test]
fn no_held_out_phrase_stands_in_the_rules_in_their_tests_or_in_the_development_set() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/handoff");
    let mut shown: Vec<String> = phrases(DEVELOPMENT)
        .map(|(_, phrase)| plain(phrase))
        .collect();
    for file in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        // What stands in quotation marks, between stars or between backticks is a phrase.
        shown.extend(source.split(['"', '*', '`']).map(plain));
    }
    let known: Vec<_> = phrases(HELD_OUT)
        .map(|(_, phrase)| phrase)
        .filter(|phrase| shown.contains(&plain(phrase)))
        .collect();
    assert!(known.is_empty(), "no longer held out: {known:#?}");
}

#[test]
fn of_the_held_out_phrases_nearly_all_are_recognised_and_nearly_nothing_else_is() {
    let count = |wants: bool, is_recognised: bool| {
        let alike = phrases(HELD_OUT)
            .filter(|(label, phrase)| *label == wants && wanted(phrase).is_some() == is_recognised);
        alike.count()
    };
    let (recognised, missed, false_alarms) =
        (count(true, true), count(true, false), count(false, true));
    assert!(
        recognised * 100 >= 96 * (recognised + missed),
        "{missed} missed, {recognised} recognised"
    );
    assert!(
        false_alarms * 100 <= recognised + false_alarms,
        "{false_alarms} false alarms"
    );
}
