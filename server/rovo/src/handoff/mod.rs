//! Recognises that a person is wanted, in the words that people use: polite, angry, short or badly typed. A message is
//! read clause by clause; each rule says at which word it applies, and a denial looks back from there. Pure and
//! deterministic: tables of words in `lexicon`, rules in `asking`, `naming` and `bot`, what turns them around in `denial`.

mod asking;
mod bot;
mod clauses;
mod denial;
mod kinds;
mod lexicon;
mod naming;
mod somebody;

use clauses::Token;

/// Which rule recognised the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// "talk to a human"
    SpeakWith,
    /// "connect me to an agent"
    Connect,
    /// "get me somebody"
    Fetch,
    /// "call me"
    Call,
    /// "who can I talk to"
    Whom,
    /// "human!"
    Name,
    /// "I need an agent"
    Want,
    /// "is anybody there"
    Presence,
    /// "nobody answers"
    Nobody,
    /// "can an agent look into it"
    Act,
    /// "human assistance"
    HumanHelp,
    /// "escalate this"
    Escalate,
    /// "start a live chat"
    LiveChat,
    /// "stop this bot"
    NoBot,
}

impl Sign {
    /// The rule by an example of what it recognises.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SpeakWith => "talk to a human",
            Self::Connect => "connect me to an agent",
            Self::Fetch => "get me somebody",
            Self::Call => "call me",
            Self::Whom => "who can I talk to",
            Self::Name => "human!",
            Self::Want => "I need an agent",
            Self::Presence => "is anybody there",
            Self::Nobody => "nobody answers",
            Self::Act => "can an agent look into it",
            Self::HumanHelp => "human assistance",
            Self::Escalate => "escalate this",
            Self::LiveChat => "start a live chat",
            Self::NoBot => "stop this bot",
        }
    }
}

type Applies = fn(&[Token], usize) -> bool;

/// The rules, and whether a denial before the word turns them around.
const RULES: &[(Sign, Applies, bool)] = &[
    (Sign::SpeakWith, asking::speaks_with, true),
    (Sign::Connect, asking::is_connected, true),
    (Sign::Fetch, asking::fetches, true),
    (Sign::Fetch, asking::puts_on, true),
    (Sign::Call, asking::wants_a_call, true),
    (Sign::Whom, asking::asks_whom_to_speak_to, true),
    (Sign::Whom, asking::asks_for_the_number, true),
    (Sign::Want, naming::wants_somebody, true),
    (Sign::Act, naming::wants_somebody_to_act, true),
    (Sign::HumanHelp, naming::wants_human_help, true),
    (Sign::Escalate, naming::escalates, true),
    (Sign::LiveChat, naming::wants_live_chat, true),
    (Sign::Presence, naming::asks_who_is_there, false),
    (Sign::Nobody, naming::complains_of_nobody, false),
    (Sign::Want, naming::accepts_only, false),
    (Sign::NoBot, bot::sends_the_bot_away, false),
    (Sign::Name, naming::is_bare_name, false),
];

/// A request for a person that was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// By which rule.
    pub sign: Sign,
    /// The clause that asks, as it was read: small letters, slips corrected.
    pub words: String,
}

/// Whether the words of a message ask for a person, by which rule, and which words. Any text is fine; the first 1,000
/// words count.
#[must_use]
pub fn recognised(text: &str) -> Option<Recognised> {
    let mut found = None;
    for clause in clauses::clauses(text) {
        if is_taken_back(&clause) {
            found = None;
        }
        if found.is_none() {
            found = sign_of(&clause).map(|sign| Recognised {
                sign,
                words: clauses::said(&clause),
            });
        }
    }
    found
}

/// Whether the words of a message ask for a person, and by which rule.
#[must_use]
pub fn wanted(text: &str) -> Option<Sign> {
    recognised(text).map(|found| found.sign)
}

fn sign_of(clause: &[Token]) -> Option<Sign> {
    let applies = |(_, applies, deniable): &&(Sign, Applies, bool)| {
        (0..clause.len())
            .any(|at| applies(clause, at) && !(*deniable && denial::is_denied(clause, at)))
    };
    RULES.iter().find(applies).map(|(sign, _, _)| *sign)
}

/// "Never mind": what was asked for before is not wanted any more.
fn is_taken_back(clause: &[Token]) -> bool {
    let starts = |words: &[&str]| {
        clause
            .iter()
            .zip(words)
            .filter(|(token, word)| token.word == **word)
            .count()
            == words.len()
    };
    starts(&["never", "mind"]) || starts(&["nevermind"]) || starts(&["forget", "it"])
}

#[cfg(test)]
mod tests;
