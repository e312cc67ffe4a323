//! What turns a request around: "I don't need a human", "without talking to anyone", "how do agents talk to customers",
//! "the page says contact support". Each looks back from the word that a rule matched.

use super::clauses::Token;
use super::kinds::*;

/// How far back a denial reaches.
const REACH: usize = 8;

/// Whether the request that begins at this position is one.
pub(super) fn is_denied(clause: &[Token], at: usize) -> bool {
    is_negated(clause, at)
        || asks_whether(clause, at)
        || is_of_others(clause, at)
        || is_reported(clause, at)
        || asks_for_hours(clause)
}

/// "don't want to", "no need to", "without", "no agent".
pub(super) fn is_negated(clause: &[Token], at: usize) -> bool {
    let first = at.saturating_sub(REACH);
    for position in (first..at).rev() {
        let token = &clause[position];
        let between = &clause[position + 1..at];
        if token.is(BREAK) {
            return false;
        }
        if token.is(WITHOUT) {
            return !between.iter().any(|word| word.is(SELF));
        }
        if token.is(NOT) {
            return is_refusal(clause, position, between);
        }
        if token.word == "no" && between.iter().all(|word| word.is(REAL | DETERMINER)) {
            return true;
        }
        // "I don't care, I want a human" also without the comma.
        if token.is(SELF)
            && between.iter().any(|word| word.is(WANT))
            && !negated_before(clause, position)
        {
            return false;
        }
    }
    false
}

/// "don't I …" belongs together.
fn negated_before(clause: &[Token], position: usize) -> bool {
    position > 0 && clause[position - 1].is(NOT)
}

/// Whether "don't" refuses: "don't want to", "please don't"; but not "why don't you", "don't you have", "don't care".
fn is_refusal(clause: &[Token], position: usize, between: &[Token]) -> bool {
    let asks = between.first().is_some_and(|word| word.is(YOU))
        || clause[..position]
            .last()
            .is_some_and(|word| word.one_of("why if"));
    let frustrated = between.iter().any(|word| word.one_of("able getting reach"));
    let plain = between.iter().all(|word| {
        word.is(WANT
            | CONTACT
            | TRANSFER
            | FETCH
            | DETERMINER
            | REAL
            | ALONG
            | TOWARDS
            | ME
            | SELF
            | somebody()
            | DEPARTMENT)
            || word.one_of("be even really feel have having being like or necessarily make")
    });
    plain && !asks && !frustrated
}

/// "do I have to talk to someone", "should I contact support": whether it is needed at all.
fn asks_whether(clause: &[Token], at: usize) -> bool {
    let before = &clause[..at];
    let asks = before
        .windows(2)
        .rposition(|pair| pair[0].one_of("do should must shall would") && pair[1].is(SELF));
    asks.is_some_and(|asks| {
        let needs = before[asks + 2..].iter().all(|word| {
            word.is(DETERMINER)
                || word.one_of("need to really require first still be have get want")
        });
        let whom = before[..asks]
            .iter()
            .any(|word| word.is(ASKING) || word.one_of("number phonenumber"));
        // "I would like to" is no question.
        let wishes =
            before[asks].word == "would" && !before[..asks].iter().any(|word| word.word == "why");
        needs && !whom && !wishes
    })
}

/// "how do agents talk to", "the customer wants to speak": nobody here wants a person.
fn is_of_others(clause: &[Token], at: usize) -> bool {
    let before = &clause[..at];
    let others = before.iter().rposition(|word| word.is(THIRD));
    let own = before
        .iter()
        .rposition(|word| word.is(SELF | ME | YOU | WANT) && !word.one_of("wants"));
    match (others, own) {
        (Some(others), Some(own)) => {
            others > own && clause[others].one_of("agents customers users he she they")
        }
        (Some(_), None) => true,
        _ => false,
    }
}

/// "at what hours can I call support", "when is the help desk open"
fn asks_for_hours(clause: &[Token]) -> bool {
    let time = |word: &Token| word.one_of("hours open opening closed");
    clause
        .iter()
        .any(|word| word.one_of("what when which until"))
        && clause.iter().any(time)
}

/// "the message says contact support"
fn is_reported(clause: &[Token], at: usize) -> bool {
    let before = &clause[..at];
    let reported = before.iter().rposition(|word| word.is(REPORTED));
    let wanted = before.iter().rposition(|word| word.is(WANT));
    reported > wanted
}
