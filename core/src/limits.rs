//! Sizes that a person's text may have. Everything that comes from outside is measured here before it is decided.

/// The longest message, comment or note, in characters.
pub const MESSAGE_CHARS: usize = 4_000;
/// The longest summary of a work item, in characters.
pub const SUMMARY_CHARS: usize = 200;
/// How many work items of one conversation may be neither resolved nor closed when the customer makes another one. The
/// state knows them all and is written with every event, so that it must not grow as somebody likes.
pub const OPEN_WORK_ITEMS: usize = 50;
/// How many work items a conversation may get in a day by what its customer does, whatever became of them.
pub const WORK_ITEMS_A_DAY: usize = 50;
/// The longest name of a person, in characters.
pub const NAME_CHARS: usize = 100;
/// The longest e-mail address, in characters (RFC 5321: 254 octets).
pub const EMAIL_CHARS: usize = 254;
/// The longest frame that a socket may send, in bytes.
pub const FRAME_BYTES: usize = 32 * 1024;
/// How many entries of a conversation a snapshot holds.
pub const SNAPSHOT_ENTRIES: usize = 200;
/// How many missed events are sent one by one before a snapshot is sent instead.
pub const RESUME_EVENTS: usize = 500;
/// How many members a live chat team may have for availability to count (seed: "up to 100 members").
pub const TEAM_MEMBERS: usize = 100;

/// The text as it is kept: without blanks and invisible characters around it, lines ending in `\n`, and without control
/// characters other than line breaks and tabs (PostgreSQL takes no NUL, and nobody can see the others).
#[must_use]
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text
        .chars()
        .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
        .collect();
    if kept.chars().all(is_invisible) {
        return String::new();
    }
    kept.trim().to_owned()
}

/// How many characters [`clean`] keeps of a text. A page counts on each key that is pressed, so that nothing is made here.
#[must_use]
pub fn kept_chars(text: &str) -> usize {
    if text.chars().all(is_invisible) {
        return 0;
    }
    let is_dropped =
        |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    let is_around = |character: char| character.is_whitespace() || character.is_control();
    let mut before = ' ';
    let mut kept = 0;
    for character in text.trim_matches(is_around).chars() {
        let ends_same_line = before == '\r' && character == '\n';
        kept += usize::from(!ends_same_line && !is_dropped(character));
        before = character;
    }
    kept
}

/// How many characters too many a text has, as the decision counts them.
#[must_use]
pub fn too_many(text: &str, most: usize) -> usize {
    kept_chars(text).saturating_sub(most)
}

/// [`clean`], on one line, and without what turns the direction of text around it: a name or a title stands in the middle
/// of sentences that others read.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let mut text = clean(text);
    text.retain(|character| !turns_direction(character));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Embeddings, overrides and isolates (Unicode Standard Annex #9). Letters that run from right to left need none of them.
fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character alone leaves nothing to see: blanks, controls, and what Unicode calls default-ignorable.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether the text looks like an e-mail address: something, one `@`, something with a dot, nothing that can't be seen.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    text.chars().count() <= EMAIL_CHARS
        && !local.is_empty()
        && !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
        && !text.chars().any(is_invisible)
}

/// So far back a text is cut between two words rather than within one.
const WORD_CHARS: usize = 20;

/// The text cut to at most so many characters, between words where one ends near there, with an ellipsis where something
/// was cut.
#[must_use]
pub fn shorten(text: &str, chars: usize) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= chars {
        return one_line;
    }
    let mut short: String = one_line.chars().take(chars.saturating_sub(1)).collect();
    let goes_on = one_line.chars().nth(chars.saturating_sub(1)) != Some(' ');
    if goes_on
        && let Some((whole, part)) = short.rsplit_once(' ')
        && part.chars().count() <= WORD_CHARS
    {
        short = whole.to_owned();
    }
    let mut short = short.trim_end().to_owned();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_a_name_an_at_and_a_domain_with_a_dot() {
        for good in ["ana@example.org", "a.b+c@x.y.z"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "ana",
            "@x.y",
            "ana@x",
            "ana@.x",
            "ana@x.",
            "ana@x..y",
            "a b@x.y",
            "a@b@c.d",
            "a\u{200b}@x.y",
            "a\0@x.y",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_name_does_not_turn_the_sentence_around_it() {
        assert_eq!(
            clean_line("\u{202e}Ana\u{202c} \u{2067}Torres"),
            "Ana Torres"
        );
        assert_eq!(
            clean_line("  \u{5e9}\u{5dc}\u{5d5}\u{5dd}\n1 "),
            "\u{5e9}\u{5dc}\u{5d5}\u{5dd} 1"
        );
        assert_eq!(clean_line("\u{202e}\u{2069}"), "");
    }

    #[test]
    fn a_shortened_text_is_one_line_and_says_that_it_was_cut() {
        assert_eq!(shorten("a\n b", 10), "a b");
        assert_eq!(shorten("abcdef", 4), "abc…");
        assert_eq!(shorten("the new password", 12), "the new…");
        assert_eq!(shorten("the new password", 8), "the new…");
        let long = "x".repeat(40);
        assert_eq!(shorten(&format!("a {long}"), 30).chars().count(), 30);
    }
}
