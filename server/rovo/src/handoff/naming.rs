//! Requests without a verb of their own: "human please", "I need an agent", "is anybody there", "escalate this".

use super::clauses::Token;
use super::kinds::*;
use super::somebody::{Somebody, somebody_at, stays_person};

/// The longest clause that may be nothing but a name and polite words.
const BARE_WORDS: usize = 12;

/// "human", "representative please", "no, a real person", "this is no use, agent please", "somebody from HR please".
pub(super) fn is_bare_name(clause: &[Token], at: usize) -> bool {
    if at > 0 && !clause[at - 1].is(BREAK) {
        return false;
    }
    let rest = &clause[at..];
    let bare = rest.len() <= BARE_WORDS
        && rest.iter().any(is_core)
        && rest.iter().all(|token| {
            is_core(token) || token.is(FILLER | DETERMINER | REAL | BREAK | DEPARTMENT)
        })
        && !rest[0].one_of("is are my")
        && !rest.iter().any(|token| token.word == "im")
        && !starts_with_no_name(rest);
    if at == 0 {
        let not_a_bot = rest.iter().any(|token| token.is(BOT))
            && rest.iter().any(|token| token.is(HUMAN | FOLK | ROLE));
        let only = |token: &Token| {
            is_core(token) || token.is(FILLER | DETERMINER | REAL | BREAK | DEPARTMENT | NOT | BOT)
        };
        return bare
            || is_somebody_from(rest)
            || (not_a_bot
                && rest.len() <= BARE_WORDS
                && rest.iter().all(only)
                && !rest[0].one_of("is are"));
    }
    let human = rest
        .iter()
        .any(|token| token.is(HUMAN) || token.word == "representative")
        && rest
            .iter()
            .all(|token| token.is(HUMAN | ROLE | REAL | DETERMINER));
    let polite = rest
        .iter()
        .any(|token| token.one_of("please now asap immediately"));
    bare && (polite || human)
}

fn is_core(token: &Token) -> bool {
    token.is(HUMAN | DESK | LIVE_CHAT | BOSS | ROLE | FOLK) && !token.one_of("member guy lady")
}

/// "somebody from HR please"
fn is_somebody_from(clause: &[Token]) -> bool {
    let [who, from, place @ ..] = clause else {
        return false;
    };
    who.is(ANYONE)
        && from.one_of("from in at")
        && place.iter().any(|word| word.is(DEPARTMENT | DESK))
        && place
            .iter()
            .all(|word| word.is(DEPARTMENT | DESK | DETERMINER | FILLER))
}

/// "no agent please"
fn starts_with_no_name(clause: &[Token]) -> bool {
    clause.iter().enumerate().any(|(at, token)| {
        token.word == "no"
            && somebody_at(clause, at + 1).is_some_and(|found| clause[found.end - 1].is(somebody()))
    })
}

/// Verbs that name somebody by "for".
const FOR_WHOM: &str = "asked asking wait waiting queue";

/// "I need a human", "I'd like an agent", "I asked three times for a person".
pub(super) fn wants_somebody(clause: &[Token], at: usize) -> bool {
    let verb = &clause[at];
    if !verb.is(WANT) {
        return false;
    }
    let before = at.checked_sub(1).map(|before| &clause[before]);
    if verb.one_of("like love") && !before.is_some_and(|word| word.one_of("id would wed")) {
        return false;
    }
    // "do I need an agent for this?"
    let asks =
        at >= 2 && clause[at - 1].is(SELF) && clause[at - 2].one_of("do does if when should");
    if asks || (verb.word != "queue" && before.is_some_and(|word| word.is(POSSESSIVE | DETERMINER)))
    {
        return false;
    }
    let mut start = at + 1;
    if verb.one_of(FOR_WHOM) {
        let Some(for_whom) = clause[start..]
            .iter()
            .take(5)
            .position(|word| word.word == "for")
        else {
            return false;
        };
        start += for_whom + 1;
    }
    while clause
        .get(start)
        .is_some_and(|word| word.one_of("to for have see get on that still just"))
    {
        start += 1;
    }
    let Some(found) = somebody_at(clause, start) else {
        return false;
    };
    if verb.one_of(FOR_WHOM) && found.kinds.any(ANYONE) {
        return found.end == clause.len();
    }
    // "I need someone to tell me which form" needs the form.
    if found.kinds.any(ANYONE)
        && !found.real
        && clause.get(found.end).is_some_and(|word| word.word == "to")
    {
        return acts(&clause[found.end + 1..], found) || helps_me(&clause[found.end + 1..]);
    }
    found.kinds.any(somebody()) && stays_person(clause, found.end)
}

/// "is anybody there", "are there any agents available", "do you have real people".
pub(super) fn asks_who_is_there(clause: &[Token], at: usize) -> bool {
    let token = &clause[at];
    let next_is_present = |end: usize| {
        clause.get(end).is_some_and(|word| word.is(PRESENT)) || on_the_other_end(clause, end)
    };
    let early = clause[..at].iter().all(|word| {
        word.is(FILLER | DETERMINER | BREAK | MODAL) || word.one_of("is are isnt arent does do")
    });
    if token.is(ANYONE) && early {
        let end = at + 1;
        let short = clause.len() - end <= 6;
        let reads = clause
            .get(end)
            .is_some_and(|word| word.one_of("reading listening answering there here home"));
        return short
            && (next_is_present(end) || reads)
            && !clause.get(end + 1).is_some_and(|word| word.is(POSSESSIVE));
    }
    if token.one_of("is are isnt arent any") && early {
        let start =
            at + 1 + usize::from(clause.get(at + 1).is_some_and(|word| word.word == "there"));
        let Some(found) = somebody_at(clause, start) else {
            return false;
        };
        let there = start > at + 1;
        let strong = found.kinds.any(HUMAN | ROLE | FOLK | ANYONE | BOSS);
        let next = |after: usize| clause.get(found.end + after);
        // "someone who can help", but not "someone who knows how the scanner works"
        let who = next(0).is_some_and(|word| word.one_of("who that"))
            && (!found.kinds.any(ANYONE) || next(1).is_some_and(|word| word.is(MODAL)));
        let whom = who || next(0).is_some_and(|word| word.one_of("i to on behind working"));
        return strong
            && (next_is_present(found.end)
                || (there && found.end == clause.len())
                || (there && whom));
    }
    // "can I have a human"
    if token.word == "have" && at > 1 && clause[at - 1].is(SELF) && clause[at - 2].is(MODAL) {
        return somebody_at(clause, at + 1).is_some_and(|found| {
            found.kinds.any(HUMAN | ROLE | BOSS | DESK) && stays_person(clause, found.end)
        });
    }
    // "when will an agent be available"
    if token.word == "will" {
        return somebody_at(clause, at + 1).is_some_and(|found| {
            let be = clause.get(found.end).is_some_and(|word| word.word == "be");
            found.kinds.any(HUMAN | ROLE | FOLK | ANYONE) && be && next_is_present(found.end + 1)
        });
    }
    // "do you have a person", "don't you have humans"
    if token.word == "have" && at > 0 && clause[at - 1].is(YOU) {
        return somebody_at(clause, at + 1).is_some_and(|found| {
            found.kinds.any(HUMAN | ROLE | FOLK | ANYONE) && stays_person(clause, found.end)
        });
    }
    token.word == "where"
        && clause.get(at + 1).is_some_and(|word| word.one_of("is are"))
        && somebody_at(clause, at + 2).is_some_and(|found| {
            (found.kinds.any(HUMAN) || found.real) && found.end == clause.len()
        })
}

fn on_the_other_end(clause: &[Token], end: usize) -> bool {
    let words: Vec<&str> = clause
        .iter()
        .skip(end)
        .take(4)
        .map(|token| token.word.as_str())
        .collect();
    words.as_slice() == ["on", "the", "other", "end"]
        || words.as_slice() == ["on", "the", "other", "side"]
}

/// "nobody is answering", "no one helps me".
pub(super) fn complains_of_nobody(clause: &[Token], at: usize) -> bool {
    let answers = |word: &Token| {
        ["answer", "help", "respond", "repl", "pick"]
            .iter()
            .any(|stem| word.word.starts_with(stem))
            && word.word != "helpful"
    };
    clause[at].is(NOBODY)
        && clause.len() - at <= 6
        && clause.iter().skip(at + 1).take(3).any(answers)
}

/// "can an agent look into it", "have someone call me", "let a person handle this".
pub(super) fn wants_somebody_to_act(clause: &[Token], at: usize) -> bool {
    let token = &clause[at];
    // "someone please answer me"
    if token.is(ANYONE) && at == 0 {
        let rest: Vec<&Token> = clause[1..]
            .iter()
            .filter(|word| !word.is(FILLER) || word.is(ME))
            .collect();
        let verb = rest
            .first()
            .is_some_and(|word| word.one_of("answer talk speak call respond reply"));
        return verb && rest.len() <= 3 && rest[1..].iter().all(|word| word.is(ME | TOWARDS));
    }
    let asks =
        token.one_of("can could would will may cant couldnt let have is ask need want like get");
    if !asks {
        return false;
    }
    let start = at
        + 1
        + usize::from(
            clause
                .get(at + 1)
                .is_some_and(|word| word.one_of("for just please")),
        );
    let Some(found) = somebody_at(clause, start) else {
        return false;
    };
    if !found.kinds.any(HUMAN | ROLE | FOLK | ANYONE | BOSS)
        || clause[found.end - 1].one_of("agents people members")
    {
        return false;
    }
    acts(&clause[found.end..], found)
}

/// "to help me", and no word about what with.
fn helps_me(rest: &[Token]) -> bool {
    let help = rest.first().is_some_and(|word| word.one_of("help assist"));
    let rest = &rest[rest.len().min(2)..];
    help && (rest.iter().all(|word| word.is(FILLER))
        || rest.first().is_some_and(|word| word.one_of("on by")))
}

/// Whether the words after somebody say what only a person does.
fn acts(rest: &[Token], found: Somebody) -> bool {
    let rest: Vec<&Token> = rest
        .iter()
        .skip_while(|word| {
            word.is(DEPARTMENT | DESK)
                || word.one_of("please to just actually can from in your of yours the")
        })
        .collect();
    let Some((verb, rest)) = rest.split_first() else {
        return false;
    };
    let near = |words: &str| rest.iter().take(3).any(|word| word.one_of(words));
    match verb.word.as_str() {
        "call" | "contact" | "phone" | "ring" | "reach" => near("me us"),
        "give" => near("me us") && rest.iter().any(|word| word.one_of("call ring")),
        "come" | "visit" | "intervene" => true,
        "have" => near("look"),
        "look" => near("at into over"),
        "take" | "step" | "join" => rest.is_empty() || near("over in care chat conversation"),
        "talk" | "speak" | "chat" => near("to with me us"),
        "answer" | "help" | "handle" | "assist" | "respond" | "reply" | "review" | "read"
        | "check" | "explain" => {
            !found.kinds.any(ANYONE) && (rest.is_empty() || near("me us this it my"))
                || found.kinds.any(ANYONE) && (found.real || verb.word == "handle")
                || verb.word == "answer" && near("me")
        }
        _ => false,
    }
}

/// "help from a real person", "an answer from a human", "human assistance", "live support".
pub(super) fn wants_human_help(clause: &[Token], at: usize) -> bool {
    let token = &clause[at];
    let help = |word: &Token| {
        word.one_of("help assistance support answer reply response advice attention interaction touch contact intervention conversation chat service helped answered handled served call contacted called")
    };
    if token.one_of("from by") && at > 0 && help(&clause[at - 1]) {
        return somebody_at(clause, at + 1).is_some_and(|found| {
            let human = found.kinds.any(HUMAN) || found.real || found.kinds.any(ROLE | FOLK);
            human && stays_person(clause, found.end)
        });
    }
    let live_or_human = token.is(HUMAN) || token.one_of("live real agent");
    live_or_human && clause.get(at + 1).is_some_and(help) && {
        let polite = clause[..at].iter().all(|word| {
            word.is(FILLER | DETERMINER | WANT | SELF | MODAL | FETCH | ASKING | REAL | BREAK)
        });
        polite && stays_person(clause, at + 2)
    }
}

/// "escalate this", "I want to escalate", "I'd like this escalated"; not "how does escalation work".
pub(super) fn escalates(clause: &[Token], at: usize) -> bool {
    let token = &clause[at];
    let about = clause
        .iter()
        .any(|word| word.is(ASKING) || word.one_of("as policy path agents was were been"));
    if token.one_of("raise") {
        let to_boss = clause[at..].iter().any(|word| word.is(BOSS));
        return to_boss
            && clause
                .get(at + 1)
                .is_some_and(|next| next.one_of("this it"));
    }
    let wanted = clause[..at]
        .iter()
        .all(|word| word.is(FILLER | MODAL | YOU | SELF | WANT | BREAK | ALONG));
    match token.word.as_str() {
        "escalate" => !about && wanted,
        "escalated" => !about && wanted && clause[..at].iter().any(|word| word.is(WANT)),
        _ => false,
    }
}

/// "start a live chat", "can we do live chat"; not "live chat isn't loading".
pub(super) fn wants_live_chat(clause: &[Token], at: usize) -> bool {
    let starts = |word: &Token| {
        word.is(WANT) || word.one_of("start open begin initiate do have use try to switch join for")
    };
    if clause[at].is(LIVE_CHAT) {
        let started = clause[..at]
            .iter()
            .rev()
            .find(|word| !word.is(DETERMINER))
            .is_some_and(starts);
        let polite = clause[..at].iter().all(|word| {
            word.is(FILLER | WANT | SELF | MODAL | DETERMINER | BREAK | ASKING) || starts(word)
        });
        let rest = &clause[at + 1..];
        let with_somebody = rest.first().is_some_and(|word| word.is(TOWARDS))
            && somebody_at(clause, at + 2).is_some();
        return started && polite && (rest.iter().all(|word| word.is(FILLER)) || with_somebody);
    }
    // "start chat with human"
    clause[at].word == "chat"
        && at > 0
        && clause[..at]
            .iter()
            .rev()
            .find(|word| !word.is(DETERMINER))
            .is_some_and(|word| word.one_of("start open begin initiate"))
        && clause.get(at + 1).is_some_and(|word| word.is(TOWARDS))
        && somebody_at(clause, at + 2).is_some_and(|found| stays_person(clause, found.end))
}

/// "nobody but a human", "only a person".
pub(super) fn accepts_only(clause: &[Token], at: usize) -> bool {
    clause[at].one_of("but except until unless")
        && clause[..at]
            .iter()
            .any(|word| word.is(NOT | NOBODY | MODAL))
        && somebody_at(clause, at + 1).is_some_and(|found| {
            found.kinds.any(HUMAN | ROLE | FOLK) && stays_person(clause, found.end)
        })
}
