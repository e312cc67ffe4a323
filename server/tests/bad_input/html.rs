//! A page as a browser takes it apart: tags with their attributes, and text. Just enough of HTML for what our own views
//! write; whatever somebody typed must come out of it as text.

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Open(String, Vec<(String, String)>),
    Close(String),
    Text(String),
}

/// Elements that have no end.
const VOID: [&str; 9] = [
    "meta", "link", "input", "br", "hr", "img", "path", "circle", "rect",
];
/// Elements that stand in a line of text and whose text runs on into what is beside them.
const INLINE: [&str; 16] = [
    "a", "b", "strong", "em", "i", "span", "code", "del", "ins", "small", "time", "mark", "q",
    "abbr", "sub", "sup",
];

/// The pieces of a page.
pub(crate) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->").map_or("", |(_, rest)| rest);
        } else if rest.starts_with("<!") {
            rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        } else if let Some(after) = rest.strip_prefix("</") {
            let (name, left) = after.split_once('>').unwrap_or((after, ""));
            pieces.push(Piece::Close(name.trim().to_lowercase()));
            rest = left;
        } else if is_tag(rest) {
            let (open, left) = tag(&rest[1..]);
            rest = left;
            let Piece::Open(name, _) = &open else {
                unreachable!()
            };
            let raw = matches!(name.as_str(), "script" | "style" | "textarea" | "title");
            let end = format!("</{name}");
            let decodes = matches!(name.as_str(), "textarea" | "title");
            pieces.push(open);
            if raw {
                let at = rest.find(&end).unwrap_or(rest.len());
                let text = &rest[..at];
                let text = if decodes {
                    decoded(text)
                } else {
                    text.to_owned()
                };
                pieces.push(Piece::Text(text));
                rest = &rest[at..];
            }
        } else {
            let mut ends = rest.match_indices('<').map(|(at, _)| at);
            let at = ends.find(|at| *at > 0).unwrap_or(rest.len());
            pieces.push(Piece::Text(decoded(&rest[..at])));
            rest = &rest[at..];
        }
    }
    pieces
}

fn is_tag(rest: &str) -> bool {
    let mut characters = rest.chars();
    characters.next() == Some('<')
        && characters
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
}

/// A tag behind its `<`, and what follows it.
fn tag(text: &str) -> (Piece, &str) {
    let at = text
        .find(|end: char| end.is_whitespace() || matches!(end, '>' | '/'))
        .unwrap_or(text.len());
    let (name, mut rest) = text.split_at(at);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|blank: char| blank.is_whitespace() || blank == '/');
        if rest.is_empty() {
            break;
        }
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        let at = rest
            .find(|end: char| end.is_whitespace() || matches!(end, '=' | '>' | '/'))
            .unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(at.max(1).min(rest.len()));
        rest = after;
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            rest = after;
            if let Some(quote) = rest.chars().next().filter(|first| "\"'".contains(*first)) {
                let (quoted, left) = rest[1..].split_once(quote).unwrap_or((&rest[1..], ""));
                (value, rest) = (quoted, left);
            } else {
                let at = rest
                    .find(|end: char| end.is_whitespace() || end == '>')
                    .unwrap_or(rest.len());
                (value, rest) = rest.split_at(at);
            }
        }
        attributes.push((attribute.to_owned(), decoded(value)));
    }
    (Piece::Open(name.to_lowercase(), attributes), rest)
}

/// Text without character references.
fn decoded(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// The value of an attribute.
pub(crate) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

/// What in a page would do something that was planted there, if something would.
pub(crate) fn harm(html: &str) -> Option<String> {
    let control = |character: &char| {
        character.is_control() && !matches!(character, '\n' | '\t') || *character == '\0'
    };
    if let Some(control) = html.chars().find(control) {
        return Some(format!("the control character {control:?}"));
    }
    let all = pieces(html);
    for (at, piece) in all.iter().enumerate() {
        let Piece::Open(name, attributes) = piece else {
            continue;
        };
        for (attribute, value) in attributes {
            let letters =
                |character: char| character.is_ascii_alphanumeric() || "-:_".contains(character);
            let acts = matches!(attribute.as_str(), "href" | "src" | "action" | "formaction");
            let scheme = value.trim_start().to_lowercase();
            if attribute.to_lowercase().starts_with("on")
                || !attribute.chars().all(letters)
                || attribute == "style"
                || attribute == "planted"
                || (acts && scheme.starts_with("javascript:"))
            {
                return Some(format!("<{name} {attribute}={value:?}>"));
            }
        }
        let content = all.get(at + 1);
        if name == "script" && matches!(content, Some(Piece::Text(text)) if text.contains("alert("))
        {
            return Some(format!("{content:?}"));
        }
    }
    None
}

/// Whether a text with this in it stands anywhere, as text or as the value of an attribute.
pub(crate) fn shows(html: &str, words: &str) -> bool {
    pieces(html).iter().any(|piece| match piece {
        Piece::Text(text) => text.contains(words),
        Piece::Open(_, attributes) => attributes.iter().any(|(_, value)| value.contains(words)),
        Piece::Close(_) => false,
    })
}

/// Text of both directions that stands in a line with other text and is not set apart from it, if there is some.
/// `is_whole` says of a text whether it is all somebody's, and no sentence of ours around it.
pub(crate) fn runs_on(html: &str, is_whole: impl Fn(&str) -> bool) -> Option<String> {
    let mut open: Vec<(String, bool, String)> = Vec::new();
    let mut theirs: Vec<(usize, String)> = Vec::new();
    for piece in pieces(html) {
        match piece {
            Piece::Open(name, attributes) => {
                if VOID.contains(&name.as_str()) {
                    continue;
                }
                let apart = name == "bdi"
                    || attribute(&attributes, "dir") == Some("auto")
                    || matches!(name.as_str(), "title" | "textarea" | "option" | "script");
                open.push((name, apart, String::new()));
            }
            Piece::Text(text) => {
                let block = open
                    .iter()
                    .rposition(|(name, ..)| !INLINE.contains(&name.as_str()))
                    .unwrap_or(0);
                let apart = open.iter().skip(block).any(|(_, apart, _)| *apart);
                if !is_isolated(&text) && !is_whole(text.trim()) {
                    // What is typed into stands in lines of its own, and a script is not read.
                    let inside = open.last().map(|(name, ..)| name.as_str());
                    if !matches!(inside, Some("script" | "textarea")) {
                        return Some(format!("a sentence of ours: {text:?}"));
                    }
                } else if !apart && !is_isolated(&text) {
                    theirs.push((block, text.clone()));
                }
                if let Some((.., all)) = open.get_mut(block) {
                    all.push_str(&text);
                }
            }
            Piece::Close(name) => {
                let Some(at) = open.iter().rposition(|(known, ..)| *known == name) else {
                    continue;
                };
                for (_, _, all) in open.drain(at..).rev().collect::<Vec<_>>() {
                    let block = open.len();
                    let here = |(known, text): &(usize, String)| {
                        *known >= block && all.trim() != text.trim() && all.contains(text.as_str())
                    };
                    if let Some((_, text)) = theirs.iter().find(|found| here(found)) {
                        return Some(format!("{text:?} in {all:?}"));
                    }
                }
                theirs.retain(|(block, _)| *block < open.len());
            }
        }
    }
    None
}

/// Whether every piece of both directions stands between isolates within the sentence.
fn is_isolated(text: &str) -> bool {
    let mut depth = 0_u32;
    text.chars().all(|character| {
        match character {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 0 || !is_of_both(character)
    })
}

/// Whether a character goes from right to left, or turns around what follows it.
pub(crate) fn is_of_both(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
}

#[test]
fn a_page_is_taken_apart_as_a_browser_does() {
    let html = "<!DOCTYPE html><p class=\"a\">x &lt;b&gt;<!--y--><input value=\"&quot;>\" required>\
                <textarea name='t'></p>&lt;/textarea></textarea></p>";
    let open = |name: &str, attributes: &[(&str, &str)]| {
        let attributes = attributes.iter();
        let attributes = attributes.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Piece::Open(name.to_owned(), attributes.collect())
    };
    assert_eq!(
        pieces(html),
        [
            open("p", &[("class", "a")]),
            Piece::Text("x <b>".to_owned()),
            open("input", &[("value", "\">"), ("required", "")]),
            open("textarea", &[("name", "t")]),
            Piece::Text("</p></textarea>".to_owned()),
            Piece::Close("textarea".to_owned()),
            Piece::Close("p".to_owned()),
        ]
    );
}

#[test]
fn what_is_planted_is_found_and_what_is_shown_is_not() {
    for bad in [
        "<p><b planted>x</b></p>",
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "<input value=\"\"'><svg/onload=alert(1)>\">",
        "<a href=\" javascript:alert(1)\">x</a>",
        "<p>\u{1b}[31m</p>",
    ] {
        assert!(harm(bad).is_some(), "{bad}");
    }
    for good in [
        "<p>&lt;b planted&gt;x&lt;/b&gt;</p>",
        "<input value=\"&quot;'><svg/onload=alert(1)>\">",
        "<svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><path d=\"M0 0\"></path></svg>",
        "<textarea>\n&lt;script>alert(1)</textarea>",
    ] {
        assert_eq!(harm(good), None, "{good}");
    }
}

#[test]
fn text_of_both_directions_is_to_be_set_apart_from_what_is_beside_it() {
    let theirs = |text: &str| !text.contains("joined");
    for bad in [
        "<p><b>שלום</b> · 3</p>",
        "<li>a <span>\u{202e}b</span></li>",
        "<p>שלום joined</p>",
    ] {
        assert!(runs_on(bad, theirs).is_some(), "{bad}");
    }
    for good in [
        "<p><b dir=\"auto\">שלום</b> · 3</p>",
        "<p><bdi>שלום</bdi> · 3</p>",
        "<h1>שלום</h1><p>3</p>",
        "<p>\u{2068}שלום\u{2069} joined</p>",
        "<select><option>שלום</option></select>",
    ] {
        assert_eq!(runs_on(good, theirs), None, "{good}");
    }
}
