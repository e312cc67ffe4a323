//! What somebody may type, by mistake, in their own script, or to break something.

use baton_server::routes::Field;

/// Text that must be taken wherever words are, and shown as it is. `{}` stands for a mark by which it is found again.
pub(crate) const SHOWN: [(&str, &str); 9] = [
    ("markup", "{}<b planted>x</b>"),
    ("an image", "{}<img src=x planted onerror=alert(1)>"),
    ("a script", "{}<script planted>alert(1)</script>"),
    ("an attribute's end", "{}\"'><svg/onload=alert(1) planted>"),
    (
        "an address that acts",
        "{}javascript:alert(1)\" planted onmouseover=\"alert(1)",
    ),
    ("a template", "{}{{7*7}}${7*7}<%= 7*7 %>"),
    ("a statement", "{}'; DROP TABLE accounts; --"),
    ("from right to left", "{}שלום \u{202e}gnp.exe"),
    (
        "emoji and marks",
        "{}👩\u{200d}👩\u{200d}👧\u{200d}👦 🏳\u{fe0f}\u{200d}🌈 \u{301}e\u{301}",
    ),
];

/// Text that may be refused, or taken in a cleaner form.
pub(crate) const ODD: [(&str, &str); 6] = [
    ("nothing", ""),
    ("blanks", " \t \u{3000}\r\n\u{a0} "),
    ("what nobody can see", "\u{200b}\u{2060}\u{fe0f}"),
    ("a lone mark", "\u{301}"),
    ("NUL and controls", "{}a\0b\u{1b}[31mc\u{7}\u{9b}d\u{85}e"),
    (
        "another line",
        "{}a\r\n2026-11-25T00:00:00Z ERROR forged: b\n{\"level\":\"ERROR\"}",
    ),
];

/// So long is what is much too long.
const HUGE: usize = 100_000;

/// A sample made for a field, with a mark of its own.
pub(crate) fn of(template: &str, mark: &str, field: Field) -> String {
    let text = template.replacen("{}", mark, 1);
    match field {
        // An address that would be one, but for what stands in it.
        Field::Email(_) if template.contains("{}") => {
            format!("{}@example.org", text.replace(' ', "/"))
        }
        _ => text,
    }
}

/// One character more than the field may have, and far more than that.
pub(crate) fn too_long(field: Field) -> Vec<(&'static str, String)> {
    let bound = match field {
        Field::Words(_, most) => most,
        Field::Email(_) => baton_core::limits::EMAIL_CHARS,
        Field::Password(_) => baton_core::staff::PASSWORD_LONGEST,
        _ => 20,
    };
    let ending = match field {
        Field::Email(_) => "@example.org",
        _ => "",
    };
    let of_length = |chars: usize| format!("{}{ending}", "x".repeat(chars - ending.len()));
    vec![
        ("one character too long", of_length(bound + 1)),
        ("far too long", of_length(HUGE.max(bound + 1))),
    ]
}
