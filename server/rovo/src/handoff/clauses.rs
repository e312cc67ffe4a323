//! A message as clauses of words with their kinds: small letters, no apostrophes, slips corrected, phrases joined.

use super::kinds::{BREAK, Kinds};
use super::lexicon::LEXICON;

/// The most words of a message that are read; longer ones are pasted text, not a request.
const WORDS_READ: usize = 1_000;

/// A word of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) word: String,
    pub(super) kinds: Kinds,
}

impl Token {
    pub(super) fn is(&self, kinds: Kinds) -> bool {
        self.kinds.any(kinds)
    }

    /// Whether it is one of these words, which stand with blanks between them.
    pub(super) fn one_of(&self, words: &str) -> bool {
        words.split(' ').any(|word| word == self.word)
    }
}

/// A sentence, or as much as stands between two of the marks that end one.
pub(super) type Clause = Vec<Token>;

/// A clause as one line: `talk to a human`.
pub(super) fn said(clause: &[Token]) -> String {
    let mut line = String::new();
    for token in clause {
        if !line.is_empty() && token.word != COMMA {
            line.push(' ');
        }
        line.push_str(&token.word.replace('_', " "));
    }
    line
}

/// A comma, as a word of its own.
const COMMA: &str = ",";

/// The clauses of a message, in order, none empty.
pub(super) fn clauses(text: &str) -> Vec<Clause> {
    // "IT" is a department where the writer does not shout.
    let shouts = !text.chars().any(char::is_lowercase);
    let mut words_read = 0;
    text.split(ends_clause)
        .map(|clause| {
            let words = words(clause, shouts);
            words_read += words.len();
            if words_read > WORDS_READ {
                Vec::new()
            } else {
                tokens(&words)
            }
        })
        .filter(|clause| !clause.is_empty())
        .collect()
}

fn ends_clause(character: char) -> bool {
    matches!(
        character,
        '.' | '!' | '?' | ';' | ':' | '\n' | '\r' | '…' | '。' | '！' | '？' | '¿' | '¡'
    )
}

/// The words as they were meant.
fn words(clause: &str, shouts: bool) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for written in pieces(clause) {
        if written == COMMA {
            words.push(written);
            continue;
        }
        if written == "IT" && !shouts {
            words.push("it_department".to_owned());
            continue;
        }
        let word: String = written
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        words.push(word);
    }
    join_spelled_out(words)
        .iter()
        .flat_map(|word| {
            let word = without_stretch(word);
            LEXICON
                .meant(&word)
                .split(' ')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Words with their apostrophes; commas, brackets, quotation marks and dashes as commas.
fn pieces(clause: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut word = String::new();
    for character in clause.chars().chain([' ']) {
        if character.is_alphanumeric() || is_apostrophe(character) {
            word.push(character);
            continue;
        }
        if word.chars().any(char::is_alphanumeric) {
            pieces.push(core::mem::take(&mut word));
        }
        word.clear();
        let separates = matches!(character, ',' | '(' | ')' | '–' | '—' | '"' | '“' | '”');
        if separates && pieces.last().is_some_and(|last| last != COMMA) {
            pieces.push(COMMA.to_owned());
        }
    }
    pieces
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | '`' | '´')
}

/// "h u m a n" is one word.
fn join_spelled_out(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    let mut letters = String::new();
    let mut count = 0;
    for word in words.into_iter().chain([String::new()]) {
        if word.chars().count() == 1 && word != COMMA {
            letters.push_str(&word);
            count += 1;
            continue;
        }
        if count >= 4 {
            joined.push(core::mem::take(&mut letters));
        } else {
            joined.extend(letters.drain(..).map(String::from));
        }
        count = 0;
        if !word.is_empty() {
            joined.push(word);
        }
    }
    joined
}

/// "huuuman" and "agenttt" without the letters that only say how loud it is.
fn without_stretch(word: &str) -> String {
    let squeezed = |keep: usize| {
        let mut text = String::new();
        let mut run = (None, 0);
        let mut stretched = false;
        let characters: Vec<char> = word.chars().collect();
        for (at, character) in characters.iter().enumerate() {
            run = if run.0 == Some(character) {
                (run.0, run.1 + 1)
            } else {
                (Some(character), 1)
            };
            let length = run.1
                + characters[at + 1..]
                    .iter()
                    .take_while(|next| *next == character)
                    .count();
            stretched |= length >= 3;
            if length < 3 || run.1 <= keep {
                text.push(*character);
            }
        }
        stretched.then_some(text)
    };
    let Some(single) = squeezed(1) else {
        return word.to_owned();
    };
    match squeezed(2) {
        Some(double) if LEXICON.knows(&double) => double,
        _ => single,
    }
}

/// Joins phrases and looks up kinds.
fn tokens(words: &[String]) -> Clause {
    let mut tokens = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let phrase = LEXICON.phrases.iter().find(|(phrase, _)| {
            words[at..].len() >= phrase.len()
                && phrase
                    .iter()
                    .zip(&words[at..])
                    .all(|(left, right)| left == right)
        });
        if let Some((phrase, meaning)) = phrase {
            tokens.extend(meaning.iter().map(|word| token(word)));
            at += phrase.len();
        } else {
            tokens.push(token(&words[at]));
            at += 1;
        }
    }
    while tokens.last().is_some_and(|token| token.word == COMMA) {
        tokens.pop();
    }
    tokens
}

fn token(word: &str) -> Token {
    let kinds = if word == COMMA {
        BREAK
    } else {
        LEXICON.kinds(word)
    };
    Token {
        word: word.to_owned(),
        kinds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let clause = |clause: &Clause| {
            clause
                .iter()
                .map(|token| token.word.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        clauses(text)
            .iter()
            .map(clause)
            .collect::<Vec<_>>()
            .join(" / ")
    }

    #[test]
    fn slips_short_forms_and_stretched_letters_are_read_as_they_were_meant() {
        assert_eq!(
            read("Plz cn i spk 2 a hunam"),
            "please can i speak to a human"
        );
        assert_eq!(
            read("huuuuman AGENTTT, gimme sum1"),
            "human agent , give me someone"
        );
        assert_eq!(read("h u m a n"), "human");
        assert_eq!(read("callll me!!! sooo"), "call me / so");
    }

    #[test]
    fn words_that_only_look_like_slips_stay() {
        for word in [
            "persona",
            "agenda",
            "urgent",
            "contract",
            "device",
            "operation",
            "reason",
            "humane",
            "everyone",
        ] {
            assert_eq!(read(word), word);
        }
    }

    #[test]
    fn phrases_are_one_word_and_it_is_a_department_only_in_capitals() {
        assert_eq!(
            read("Human resources at the help desk"),
            "hr at the help_desk"
        );
        assert_eq!(read("ask IT about it"), "ask it_department about it");
        assert_eq!(read("FIX IT NOW"), "fix it now");
        assert_eq!(
            read("I don’t, (really) care. Ok"),
            "i dont , really , care / ok"
        );
    }
}
