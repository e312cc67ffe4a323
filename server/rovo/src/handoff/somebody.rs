//! Who is asked for: "a real person", "one of your agents", "somebody from HR"; and whether the words that follow leave
//! it a person ("an agent who knows") or make it a thing ("an agent licence").

use super::clauses::Token;
use super::kinds::*;

/// Words before the noun that are looked at.
const WORDS_BEFORE_NOUN: usize = 7;

/// Somebody who is named in a clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Somebody {
    /// What the noun is.
    pub(super) kinds: Kinds,
    /// The position after the noun.
    pub(super) end: usize,
    /// Whether it was said that it must be a real one.
    pub(super) real: bool,
}

/// Who is named from this position on, if anybody.
pub(super) fn somebody_at(clause: &[Token], start: usize) -> Option<Somebody> {
    let mut found = None;
    let mut real = false;
    for (at, token) in clause
        .iter()
        .enumerate()
        .skip(start)
        .take(WORDS_BEFORE_NOUN)
    {
        if token.is(BREAK) {
            break;
        }
        if token.is(somebody() | DEPARTMENT) {
            found = Some(Somebody {
                kinds: token.kinds,
                end: at + 1,
                real,
            });
        } else if !token.is(DETERMINER | REAL) {
            break;
        }
        real |= token.is(REAL);
    }
    // "someone real", "somebody competent"
    if let Some(found) = &mut found {
        while found.kinds.any(ANYONE)
            && clause
                .get(found.end)
                .is_some_and(|next| next.is(REAL) && !next.is(DETERMINER))
        {
            found.end += 1;
            found.real = true;
        }
    }
    found
}

/// Who is named next, after at most `between` words that may stand between a verb and its person.
pub(super) fn somebody_after(clause: &[Token], start: usize, between: usize) -> Option<Somebody> {
    for at in start..=start + between {
        if let Some(found) = somebody_at(clause, at) {
            return Some(found);
        }
        if !clause.get(at)?.is(ALONG | TOWARDS) {
            return None;
        }
    }
    None
}

/// Whether what follows certainly leaves it a person: the end of the clause or a word from a short list.
pub(super) fn stays_person(clause: &[Token], end: usize) -> bool {
    clause
        .get(end)
        .is_none_or(|next| next.is(AFTER | BREAK | FILLER | YOU) || next.word.ends_with("ly"))
}

/// Whether what follows does not make it a thing.
pub(super) fn is_no_thing(clause: &[Token], end: usize) -> bool {
    clause.get(end).is_none_or(|next| !next.is(THING))
}

/// Whether the request ends here, but for polite words or a department: not "someone abroad", "someone in Teams".
pub(super) fn request_ends(clause: &[Token], end: usize) -> bool {
    let rest = &clause[end.min(clause.len())..];
    match rest {
        [] => true,
        [next, ..]
            if next.is(BREAK) || next.one_of("about regarding concerning who if because") =>
        {
            true
        }
        [next, place @ ..] if next.one_of("in from at on of") => {
            let place = place.iter().find(|word| !word.is(DETERMINER));
            place.is_some_and(|word| {
                word.is(DEPARTMENT | DESK | ROLE)
                    || word.one_of("charge duty phone line desk yours")
            })
        }
        [next, ..] => next.is(FILLER),
    }
}
