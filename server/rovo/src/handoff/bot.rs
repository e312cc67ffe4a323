//! Sending the bot away: "stop this bot", "I don't want to talk to a robot", "not a bot". Other bots and machines are a
//! subject like any other.

use super::clauses::Token;
use super::kinds::*;

/// "stop this bot", "sick of talking to a machine", "no more bots", "enough with the bot".
pub(super) fn sends_the_bot_away(clause: &[Token], at: usize) -> bool {
    if !clause[at].is(BOT) {
        return false;
    }
    let before = &clause[..at];
    let rest = &clause[at + 1..];
    // "stop bots from spamming our form", "the bot in Slack"
    let ends = rest.first().is_none_or(|next| {
        next.is(BREAK | FILLER | SELF | YOU | WITHOUT)
            || next.one_of("go anymore any and shit crap thing nonsense")
    });
    let rejected = before
        .iter()
        .rposition(|word| word.is(REJECT) || word.word == "refuse" || is_refused(before, word));
    if let Some(rejected) = rejected {
        let plain = clause[rejected + 1..at].iter().all(is_between);
        let insult = clause[rejected].one_of("useless stupid dumb");
        let this_one = !insult
            || (rest.is_empty() && clause[at].one_of("bot chatbot robot bots virtual_agent"));
        return plain && ends && this_one && !is_own(clause, at);
    }
    let no_bot = before.last().is_some_and(|word| word.one_of("no more"))
        && before.iter().any(|word| word.word == "no")
        && before
            .iter()
            .all(|word| word.is(FILLER | DETERMINER | BREAK) || word.word == "more");
    let go_away = rest.first().is_some_and(|word| word.word == "go")
        && rest.get(1).is_some_and(|word| word.word == "away");
    // "anyone but a bot", "a non-bot"
    let anybody_else = before
        .iter()
        .rev()
        .find(|word| !word.is(DETERMINER))
        .is_some_and(|word| {
            word.word == "non"
                || (word.one_of("but except")
                    && before
                        .iter()
                        .any(|word| word.is(ANYONE) || word.word == "anything"))
        });
    (no_bot || anybody_else) && ends || go_away
}

fn is_refused(before: &[Token], word: &Token) -> bool {
    word.is(NOT) && !before.iter().any(|word| word.one_of("why am im are is"))
        || not_talking(before, word)
}

/// "not talking to a robot"
fn not_talking(before: &[Token], word: &Token) -> bool {
    word.word == "not"
        && before
            .iter()
            .any(|word| word.one_of("talking speaking chatting dealing"))
}

fn is_between(word: &Token) -> bool {
    word.is(CONTACT | WANT | TOWARDS | DETERMINER | REAL | ALONG | REJECT | BOT)
        || word.one_of("make me be with stupid dumb useless annoying silly more having turn off waste to interested in")
}

/// "our bot", "the Teams bot": one that the question is about.
fn is_own(clause: &[Token], at: usize) -> bool {
    clause[..at].last().is_some_and(|word| word.is(POSSESSIVE))
}
