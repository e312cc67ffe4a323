//! The sentences of *Embedding*.

use baton_core::direction::isolated;
use baton_core::settings::{ALLOWED_ORIGINS, OriginProblem, WrongOrigin};

/// Heading of the snippet.
pub const SNIPPET: &str = "Snippet";
/// What to do with it.
pub const SNIPPET_HINT: &str = "Put this into the pages of a site that is allowed below. A button appears there that opens this space’s chat. Select the box to copy it.";
/// A field.
pub const ORIGINS: &str = "Allowed origins";
/// What it does.
pub const ORIGINS_HINT: &str = "Which sites may show the chat, one a line: scheme, host and perhaps port, such as https://shop.example. Without any, only this site’s own portal shows it.";
/// None is allowed.
pub const ORIGINS_NONE: &str = "only this site’s own portal shows the chat";
/// So many are allowed.
#[must_use]
pub fn origins_now(count: usize) -> String {
    match count {
        0 => ORIGINS_NONE.to_owned(),
        1 => "1 other site may show the chat".to_owned(),
        count => format!("{count} other sites may show the chat"),
    }
}
/// Embedding needs https.
pub const NEEDS_HTTPS: &str = "This site is on plain http. Browsers keep no chat in a page of another site then: use https first.";
/// A line that is no origin.
#[must_use]
pub fn wrong_origin(wrong: &WrongOrigin) -> String {
    let why = match wrong.problem {
        OriginProblem::Scheme => "begins with neither https:// nor http://",
        OriginProblem::Host => "names no host; letters of other scripts are written as xn--…",
        OriginProblem::Wildcard => "stands for many hosts; name each",
        OriginProblem::Port => "has a port that is no number from 1 to 65535",
        OriginProblem::Path => "has more than scheme, host and port",
        OriginProblem::PlainHttp => "is plain http, which only this machine’s own pages may be",
        OriginProblem::TooMany => {
            return format!("Line {}: at most {ALLOWED_ORIGINS} origins.", wrong.line);
        }
    };
    let typed = isolated(&wrong.typed);
    format!("Line {}: “{typed}” {why}.", wrong.line)
}
/// Heading of who loaded it.
pub const LOADED_BY: &str = "Who loaded it last";
/// Nobody did.
pub const LOADED_BY_NONE: &str = "No page of another site has opened the chat yet.";
/// The page was let in.
pub const WAS_ALLOWED: &str = "Allowed";
/// The page was refused.
pub const WAS_REFUSED: &str = "Refused";

/// Which loader a page used.
#[must_use]
pub fn loader(build: &str) -> String {
    if build.is_empty() {
        "an older loader".to_owned()
    } else {
        format!("loader {build}")
    }
}
