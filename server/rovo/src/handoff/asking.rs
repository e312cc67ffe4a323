//! Requests by a verb: to speak with somebody, to be connected, to have somebody fetched or to be called.

use super::clauses::Token;
use super::kinds::*;
use super::somebody::{is_no_thing, request_ends, somebody_after, somebody_at, stays_person};

/// "talk to a human", "have a word with somebody", "get in touch with support".
pub(super) fn speaks_with(clause: &[Token], at: usize) -> bool {
    let verb = &clause[at];
    let sees = verb.word == "see"
        && clause[..at]
            .last()
            .is_some_and(|word| word.is(ME | SELF) || word.word == "to");
    if sees {
        return somebody_at(clause, at + 1)
            .is_some_and(|found| found.kinds.any(BOSS) && stays_person(clause, found.end));
    }
    if !verb.is(CONTACT) || is_past_or_ongoing(clause, at) {
        return false;
    }
    let noun = is_noun(clause, at);
    if noun
        && !clause
            .get(at + 1)
            .is_some_and(|next| next.one_of("with from by"))
    {
        return false;
    }
    if noun
        && clause[..at]
            .iter()
            .any(|word| word.one_of("transfer forward missed miss record"))
    {
        return false;
    }
    if is_by_phone(clause, at) {
        return true;
    }
    let near = somebody_after(clause, at + 1, 4);
    let found = near.or_else(|| {
        if verb.is(SPEAK) {
            after_subject(clause, at + 1)
        } else {
            None
        }
    });
    let Some(found) = found else {
        return false;
    };
    if verb.word == "message" && found.kinds.any(ANYONE | FOLK) && !found.real {
        return false;
    }
    let how = clause[..at].iter().any(|word| word.is(ASKING));
    if found.kinds.any(DEPARTMENT) && !found.kinds.any(somebody()) {
        return stays_person(clause, found.end);
    }
    if how
        && !verb.is(SPEAK)
        && found.kinds.any(ANYONE | FOLK | ROLE)
        && !found.real
        && !is_core_role(clause, found.end)
    {
        return request_ends(clause, found.end);
    }
    if how && verb.is(SPEAK) && found.kinds.any(ANYONE | FOLK) && !found.real {
        return stays_person(clause, found.end);
    }
    is_no_thing(clause, found.end)
}

/// "can we talk on the phone"
fn is_by_phone(clause: &[Token], at: usize) -> bool {
    let rest: Vec<&str> = clause[at + 1..]
        .iter()
        .take(3)
        .map(|word| word.word.as_str())
        .collect();
    let phone = matches!(
        rest.as_slice(),
        ["on" | "over" | "by", "the", "phone"] | ["on" | "over" | "by", "phone", ..]
    );
    let asks = clause[..at]
        .iter()
        .all(|word| word.is(MODAL | SELF | WANT | FILLER | TOWARDS | BREAK));
    clause[at].is(SPEAK) && phone && asks && clause[..at].iter().any(|word| word.is(MODAL | WANT))
}

/// "discuss my payslip with someone", "talk about it to a person".
fn after_subject(clause: &[Token], start: usize) -> Option<super::somebody::Somebody> {
    let rest = clause.get(start..)?;
    let towards = rest
        .iter()
        .take(7)
        .take_while(|word| !word.is(BREAK))
        .position(|word| word.one_of("to with"))?;
    somebody_at(clause, start + towards + 1)
        .filter(|found| found.kinds.any(HUMAN | ROLE | BOSS | FOLK | ANYONE | DESK))
}

fn is_core_role(clause: &[Token], end: usize) -> bool {
    clause[end - 1].one_of("agent representative operator advisor adviser")
}

/// "a call", "my contact": not something that is done.
fn is_noun(clause: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &clause[before]) else {
        return false;
    };
    before.is(POSSESSIVE) || before.one_of("a an the any quick short emergency missed this")
}

/// "I was talking to", "am I talking to", "after talking to".
fn is_past_or_ongoing(clause: &[Token], at: usize) -> bool {
    if !clause[at].word.ends_with("ing") {
        return false;
    }
    clause[at.saturating_sub(3)..at]
        .iter()
        .any(|word| word.one_of("am was were are is been im after while before by keeps than"))
}

/// "connect me to an agent", "put me through", "transfer to human".
pub(super) fn is_connected(clause: &[Token], at: usize) -> bool {
    let verb = &clause[at];
    if !verb.is(TRANSFER) || is_noun(clause, at) {
        return false;
    }
    let passive = clause[..at]
        .iter()
        .rev()
        .take(2)
        .any(|word| word.one_of("be get being getting"));
    if verb.word.ends_with("ed") && !passive {
        return false;
    }
    let after_object = object_end(clause, at + 1);
    if let Some(object) = after_object {
        let rest = &clause[object..];
        let only_politeness = rest.iter().all(|word| word.is(FILLER | ALONG | BREAK));
        if verb.one_of("put patch") && rest.first().is_some_and(|word| word.one_of("through thru"))
        {
            return true;
        }
        if verb.one_of("transfer connect patch hand") && clause[at + 1].is(ME) && only_politeness {
            return true;
        }
        return somebody_after(clause, object, 4)
            .is_some_and(|found| stays_person(clause, found.end));
    }
    let towards = clause
        .get(at + 1)
        .is_some_and(|next| next.is(ALONG | TOWARDS));
    let how = clause[..at].iter().any(|word| word.is(ASKING));
    let plain = verb.one_of("put take pass move link direct forward");
    if !towards || (plain && !passive) {
        return false;
    }
    somebody_after(clause, at + 1, 4).is_some_and(|found| {
        let stranger =
            found.kinds.any(ANYONE | FOLK) || clause[found.end - 1].one_of("colleague colleagues");
        (found.kinds.any(somebody()) || passive)
            && !(how && stranger)
            && stays_person(clause, found.end)
    })
}

/// "put your manager on"
pub(super) fn puts_on(clause: &[Token], at: usize) -> bool {
    clause[at].one_of("put get")
        && somebody_at(clause, at + 1).is_some_and(|found| {
            let on = clause.get(found.end).is_some_and(|word| word.word == "on");
            on && found.kinds.any(BOSS | HUMAN | ROLE) && request_ends(clause, found.end + 1)
        })
}

/// What is handed over: the customer, or this conversation.
fn object_end(clause: &[Token], at: usize) -> Option<usize> {
    let first = clause.get(at)?;
    if first.is(ME) || first.one_of("this it") {
        let second = clause
            .get(at + 1)
            .filter(|word| first.word == "this" && word.one_of(CONVERSATION));
        return Some(at + 1 + usize::from(second.is_some()));
    }
    let owned = first.is(POSSESSIVE) || first.one_of("the");
    (owned && clause.get(at + 1)?.one_of(CONVERSATION)).then_some(at + 2)
}

const CONVERSATION: &str =
    "chat conversation call case request issue problem ticket matter complaint";

/// "get me your supervisor", "send somebody", "bring in a human".
pub(super) fn fetches(clause: &[Token], at: usize) -> bool {
    let verb = &clause[at];
    if !verb.is(FETCH) {
        return false;
    }
    let for_me = clause.get(at + 1).is_some_and(|next| next.is(ME));
    if !verb.one_of("get getting arrange") && at > 0 && clause[at - 1].is(SELF) {
        return false;
    }
    if verb.one_of("give find provide assign") && !for_me && verb.word != "assign" {
        return false;
    }
    let start = at + 1 + usize::from(for_me);
    let along = usize::from(
        clause
            .get(start)
            .is_some_and(|next| next.one_of("in over to with")),
    );
    let Some(found) = somebody_at(clause, start + along) else {
        return false;
    };
    if verb.word == "assign" && !for_me && !found.kinds.any(HUMAN) && !found.real {
        return false;
    }
    let how = clause[..at].iter().any(|word| word.is(ASKING));
    if how && found.kinds.any(ANYONE | FOLK) && !for_me && !found.real {
        return found.end == clause.len();
    }
    // "get people to attend"
    let crowd = clause[found.end - 1].one_of("people persons") && !found.real && !for_me;
    found.kinds.any(somebody()) && !crowd && stays_person(clause, found.end)
}

/// "call me", "someone to contact me", "give me a call", "I want a callback".
pub(super) fn wants_a_call(clause: &[Token], at: usize) -> bool {
    let token = &clause[at];
    if token.word == "callback" {
        return clause.iter().all(|word| {
            word.word == "callback"
                || word.is(FILLER
                    | WANT
                    | DETERMINER
                    | MODAL
                    | SELF
                    | YOU
                    | ALONG
                    | FETCH
                    | TOWARDS)
                || word.one_of("schedule book have possible is arrange number get")
        });
    }
    if token.is(ME) && clause[..at].last().is_some_and(|word| word.word == "give") {
        let rest = &clause[at + 1..];
        let noun = rest
            .iter()
            .take(3)
            .position(|word| word.one_of("call ring buzz bell"));
        return noun.is_some_and(|noun| {
            rest[..noun]
                .iter()
                .all(|word| word.is(DETERMINER) || word.word == "quick")
        });
    }
    if !token.is(CALL) && token.word != "reach" {
        return false;
    }
    // "call me a taxi", "call me Bob"
    let me = (at + 1..=at + 2).find(|me| clause.get(*me).is_some_and(|next| next.is(ME)));
    let near = me.is_some_and(|me| me == at + 1 || token.word == "reach");
    let to_me = near && me.is_some_and(|me| is_no_name(clause.get(me + 1)));
    to_me && may_be_asked(clause, at)
}

/// Whether what follows "call me" is not what to call me.
fn is_no_name(next: Option<&Token>) -> bool {
    next.is_none_or(|next| {
        let number = next.word.starts_with(|character: char| character.is_ascii_digit());
        let time = next.one_of("later tomorrow monday tuesday wednesday thursday friday any anytime urgently between immediately");
        number || time || next.is(AFTER | FILLER | ALONG | BREAK) && !next.one_of("a an")
    })
}

/// Whether the words before a verb ask somebody to do it: nothing but politeness, or "can you", "someone", "someone to".
fn may_be_asked(clause: &[Token], at: usize) -> bool {
    let mut before = clause[..at].iter().rev().skip_while(|word| {
        word.one_of("to please just kindly then quickly maybe actually back should must")
    });
    let Some(last) = before.next() else {
        return true;
    };
    let whole = clause[..at].iter().all(|word| word.is(FILLER));
    let asked = last.is(YOU | somebody() | DEPARTMENT);
    let question = clause[..at]
        .iter()
        .any(|word| word.one_of("why did does when was if how"));
    whole || last.is(BREAK) || (asked && !question)
}

/// "who can I talk to", "what number can I call", "can I call you".
pub(super) fn asks_whom_to_speak_to(clause: &[Token], at: usize) -> bool {
    let verb = &clause[at];
    let before = &clause[..at];
    let i_can = before.len() >= 2
        && before[before.len() - 1].is(SELF)
        && (before[before.len() - 2].is(MODAL) || before[before.len() - 2].one_of("do"));
    // "who do I talk to about a lost card" asks for an address, not for a person now.
    let asks_address = before.len() >= 2 && before[before.len() - 2].one_of("do should would");
    let can_i = i_can
        || before.last().is_some_and(|word| word.is(MODAL))
            && before.iter().any(|word| word.is(SELF));
    if verb.is(SPEAK)
        && can_i
        && !asks_address
        && !verb.one_of("deal discuss word conversation complain")
    {
        return before
            .iter()
            .any(|word| word.one_of("who whom someone anyone somebody anybody person"))
            && clause
                .get(at + 1)
                .is_some_and(|next| next.one_of("to with"));
    }
    if !verb.is(CALL) || !can_i {
        return false;
    }
    let number = before
        .iter()
        .any(|word| word.one_of("number phonenumber hotline line"));
    let you = clause.get(at + 1).is_some_and(|next| next.is(YOU)) && stays_person(clause, at + 2);
    number || you
}

/// "the support phone number"
pub(super) fn asks_for_the_number(clause: &[Token], at: usize) -> bool {
    clause[at].one_of("phonenumber hotline")
        && at > 0
        && clause[at - 1].is(DESK | DEPARTMENT)
        && !clause
            .iter()
            .any(|word| word.one_of("change update format wrong"))
}
