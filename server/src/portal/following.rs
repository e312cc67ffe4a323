//! How a request's page stays true while it is open: a few lines of script ask every few seconds whether there is more
//! than the page shows, and take over what is new. Without script the page is as of its loading.

use baton_core::conversation::Conversation;
use http::HeaderValue;

use crate::app::App;

const SCRIPT: &str = include_str!("following.js");

/// Names what a page shows: how far it has read the conversation, in which life of the store.
pub(super) fn tag(app: &App, conversation: &Conversation) -> HeaderValue {
    let tag = format!("\"{}-{}\"", app.store.epoch().0, conversation.head);
    HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\""))
}

/// The script of a page that shows what the tag names.
pub(super) fn script(tag: &HeaderValue) -> String {
    let tag = tag.to_str().unwrap_or_default();
    format!("{SCRIPT}({tag});")
}
