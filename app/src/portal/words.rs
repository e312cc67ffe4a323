//! Every sentence of the portal that a person reads.

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
        "too_many_tries" => (
            "Too many tries",
            "Wait a few minutes, then try again.",
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
