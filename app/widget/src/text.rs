//! Small text work without the weight of a formatter: numbers, times, days, lists of words, and addresses inside words.

use baton_core::calendar::civil;
use baton_core::time::Time;

const MINUTE: i64 = 60_000;
const DAY_MINUTES: i64 = 1_440;

/// A number as text.
#[must_use]
pub fn number(mut value: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from(b'0' + u8::try_from(value % 10).unwrap_or(0)));
        value /= 10;
        if value == 0 {
            break;
        }
    }
    digits.iter().rev().collect()
}

fn two_digits(value: i64) -> String {
    let text = number(value.unsigned_abs());
    if text.len() < 2 {
        ["0", &text].concat()
    } else {
        text
    }
}

/// `14:32`, on a clock that is so many milliseconds ahead of UTC.
#[must_use]
pub fn clock(at: Time, offset: i64) -> String {
    let minutes = (at.0 + offset).div_euclid(MINUTE).rem_euclid(DAY_MINUTES);
    [
        two_digits(minutes / 60),
        ":".to_owned(),
        two_digits(minutes % 60),
    ]
    .concat()
}

/// `2026-11-23T14:32:00Z`, for machines.
#[must_use]
pub fn machine(at: Time) -> String {
    let (year, month, day) = civil(at.0.div_euclid(DAY_MINUTES * MINUTE));
    let seconds = at.0.div_euclid(1_000).rem_euclid(60);
    [
        number(year.unsigned_abs()),
        "-".to_owned(),
        two_digits(month),
        "-".to_owned(),
        two_digits(day),
        "T".to_owned(),
        clock(at, 0),
        ":".to_owned(),
        two_digits(seconds),
        "Z".to_owned(),
    ]
    .concat()
}

/// A part of somebody's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it is.
    Plain(String),
    /// A web address, to be followed.
    Address(String),
}

/// Splits words at the web addresses in them. Only `https://` and `http://` count; what closes a sentence does not
/// belong to the address.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = address_at(rest);
        let (head, tail) = rest
            .split_at_checked(length.unwrap_or(first.len_utf8()))
            .unwrap_or((rest, ""));
        rest = tail;
        if length.is_none() {
            plain.push_str(head);
            continue;
        }
        if !plain.is_empty() {
            pieces.push(Piece::Plain(core::mem::take(&mut plain)));
        }
        pieces.push(Piece::Address(head.to_owned()));
    }
    if !plain.is_empty() {
        pieces.push(Piece::Plain(plain));
    }
    pieces
}

/// The length of the address with which the text begins.
fn address_at(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme))?;
    let ends = |character: char| character.is_whitespace() || matches!(character, '<' | '>' | '"');
    let mut length = 0;
    let mut end = 0;
    for character in text.chars().take_while(|character| !ends(*character)) {
        length += character.len_utf8();
        let closes = matches!(
            character,
            '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '\'' | '…'
        );
        if !closes {
            end = length;
        }
    }
    (end > scheme.len()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_on_the_readers_clock() {
        assert_eq!(clock(Time(0), 0), "00:00");
        assert_eq!(clock(Time(52_320_000), 0), "14:32");
        assert_eq!(clock(Time(0), -3_600_000), "23:00");
        assert_eq!(clock(Time(0), 5 * 3_600_000 + 1_800_000), "05:30");
    }

    #[test]
    fn machines_read_the_whole_date() {
        assert_eq!(machine(Time(1_795_444_327_000)), "2026-11-23T14:32:07Z");
    }

    #[test]
    fn numbers_are_digits() {
        assert_eq!([number(0), number(7), number(1_024)].join(" "), "0 7 1024");
    }

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        let plain = |text: &str| Piece::Plain(text.to_owned());
        let address = |text: &str| Piece::Address(text.to_owned());
        assert_eq!(
            pieces("no address, just http talk"),
            [plain("no address, just http talk")]
        );
        assert_eq!(
            pieces("See https://a.example/b?c=1, or (http://d.example)."),
            [
                plain("See "),
                address("https://a.example/b?c=1"),
                plain(", or ("),
                address("http://d.example"),
                plain(")."),
            ]
        );
        assert_eq!(pieces("https://"), [plain("https://")]);
        assert_eq!(
            pieces("javascript:alert(1)"),
            [plain("javascript:alert(1)")]
        );
        assert_eq!(pieces(""), []);
    }
}
