//! Text to search terms: words in small letters, without accents and apostrophes, stemmed in English; the same for what
//! is indexed and for what is asked. A hyphenated word counts as its parts and as one word, so that "wi-fi", "wifi"
//! and "wi fi" find each other; a script without blanks counts by the character.

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, Stemmer, TextAnalyzer,
    TokenStream as _, WhitespaceTokenizer,
};

/// The longest word that is searched, in bytes.
const WORD_BYTES: usize = 40;

/// Makes terms of what [`spaced`] gives.
pub(super) fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(WhitespaceTokenizer::default())
        .filter(RemoveLongFilter::limit(WORD_BYTES))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// The words of a text with single blanks between them.
fn spaced(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + text.len() / 8);
    for chunk in text.split_whitespace() {
        let mut parts = 0;
        let mut joined = String::new();
        let mut hyphens_only = true;
        for part in chunk.split(|character: char| !is_word_character(character)) {
            let part: String = part
                .chars()
                .filter(|character| character.is_alphanumeric())
                .collect();
            if part.is_empty() {
                continue;
            }
            parts += 1;
            joined.push_str(&part);
            push_word(&mut words, &part);
        }
        if parts > 1 {
            let inner = chunk.trim_matches(|character: char| !character.is_alphanumeric());
            hyphens_only = inner
                .chars()
                .all(|character| is_word_character(character) || is_hyphen(character));
        }
        if parts > 1 && hyphens_only {
            push_word(&mut words, &joined);
        }
    }
    words
}

fn push_word(words: &mut String, word: &str) {
    let mut rest = word;
    while let Some(position) = rest.find(stands_alone) {
        let (before, from) = rest.split_at(position);
        let length = from.chars().next().map_or(0, char::len_utf8);
        for piece in [before, &from[..length]] {
            if !piece.is_empty() {
                words.push_str(piece);
                words.push(' ');
            }
        }
        rest = &from[length..];
    }
    if !rest.is_empty() {
        words.push_str(rest);
        words.push(' ');
    }
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\'' | '’' | '‘' | '`')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑')
}

/// Characters of scripts that write no blanks between words.
fn stands_alone(character: char) -> bool {
    matches!(character, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The terms of a text in order, repeated ones included.
pub(super) fn terms(analyzer: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let words = spaced(text);
    let mut stream = analyzer.token_stream(&words);
    let mut terms: Vec<String> = Vec::new();
    while stream.advance() {
        let term = stream.token().text.as_str();
        let enters = terms
            .last()
            .is_some_and(|last| matches!(last.as_str(), "log" | "sign"));
        if enters && matches!(term, "in" | "on" | "into") {
            terms.pop();
            terms.push(SIGN_IN.to_owned());
        } else if matches!(term, "login" | "logon" | "signon") {
            terms.push(SIGN_IN.to_owned());
        } else {
            terms.push(term.to_owned());
        }
    }
    terms
}

/// "Log in", "login" and "sign on" are the same in every help desk.
const SIGN_IN: &str = "signin";

/// Neighbouring terms as one term each: "not work", "sign in".
pub(super) fn pairs(terms: &[String]) -> Vec<String> {
    terms
        .windows(2)
        .map(|pair| format!("{}_{}", pair[0], pair[1]))
        .collect()
}
