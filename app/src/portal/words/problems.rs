//! What did not work, and what can be done about it.

use super::{DESCRIPTION, SUMMARY};

/// The title of a page that an error became.
pub const ERROR_TITLE: &str = "This did not work";

/// What an error says: what happened, and what can be done.
#[must_use]
pub fn error(code: &str) -> (&'static str, &'static str) {
    match code {
        "not_found" => (
            "There is no page here",
            "The address may be mistyped, or the page is not for this account.",
        ),
        "forbidden" => (
            "This is not for your account",
            "Someone with more rights can do it, or can give them to you.",
        ),
        "foreign_origin" => (
            "This came from another site",
            "Nothing was changed. Open the page here and send it again.",
        ),
        "bad_form" => (
            "The form could not be read",
            "Nothing was changed. Go back, reload the page and send it again.",
        ),
        "too_large" => (
            "That is too long",
            "Nothing was changed. Go back and send less at once.",
        ),
        "too_fast" => (
            TOO_FAST,
            "Nothing was changed. Wait a moment, then try again.",
        ),
        "unavailable" => (
            "The site can't be reached just now",
            "Nothing was changed. Go back and try again in a minute.",
        ),
        _ => (
            "Something is broken here",
            "It has been noted. Go back and try again.",
        ),
    }
}

/// Too much in too short a time.
pub const TOO_FAST: &str = "That was too much at once";

/// How long to wait after too much at once.
#[must_use]
pub fn wait(seconds: u64) -> String {
    match seconds {
        0 | 1 => "Nothing was changed. Wait a second, then try again.".to_owned(),
        2..=90 => format!("Nothing was changed. Wait {seconds} seconds, then try again."),
        _ => format!(
            "Nothing was changed. Wait {} minutes, then try again.",
            seconds.div_ceil(60)
        ),
    }
}

/// The same, where what was sent stands below.
#[must_use]
pub fn wait_and_send(seconds: u64) -> String {
    match seconds {
        0 | 1 => "It was not sent yet. Wait a second, then send it again.".to_owned(),
        2..=90 => format!("It was not sent yet. Wait {seconds} seconds, then send it again."),
        _ => format!(
            "It was not sent yet. Wait {} minutes, then send it again.",
            seconds.div_ceil(60)
        ),
    }
}

/// Sends what is kept once more.
pub const SEND_AGAIN: &str = "Send again";

/// What stands above words that were kept, by the name of their field.
#[must_use]
pub fn kept(name: &str) -> &'static str {
    match name {
        "summary" => SUMMARY,
        "description" => DESCRIPTION,
        "name" => "Name",
        "title" => "Title",
        "text" => "Your message",
        _ => "What you wrote",
    }
}

/// The code, for whoever is told about it.
#[must_use]
pub fn error_code(code: &str) -> String {
    format!("Code: {code}")
}

/// Leads from an error to the site's root.
pub const TO_THE_START: &str = "Go to the start page";
