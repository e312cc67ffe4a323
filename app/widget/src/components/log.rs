//! The lines of the log. The server renders those it knows, the browser builds those that come; both from here. Lines
//! are only ever added: a screen reader hears each once, and nothing on the screen is made anew. What changes in a line
//! later (how far a message is, how an answer was rated) is a class of it; all that could then be said is in the line
//! from the start.

use baton_core::direction::isolated;
use baton_core::id::MessageId;
use baton_core::people::initials;
use baton_core::time::Time;
use tachys::html::element::{a, b, button, div, li, p, span, time};
use tachys::prelude::*;

use super::quote;
use super::said::Said;
use crate::model::chat::Chat;
use crate::model::outbox::Progress;
use crate::model::rows::Row;
use crate::text::{Piece, clock, machine, pieces};
use crate::words;

/// The id of a line's element.
#[must_use]
pub fn line_id(row: Row) -> String {
    MessageId(row.key).to_string()
}

/// A line. `offset` says how many milliseconds the clock on the screen is ahead of UTC at a time.
pub fn line(chat: &Chat, row: Row, offset: fn(Time) -> i64) -> impl RenderHtml + use<> {
    let said = Said::of(chat, row);
    let is_mine = said.class.starts_with("me");
    let who = (!said.who.is_empty()).then(|| who(said.class, &said.who));
    let above = (!said.above.is_empty()).then(|| p().class("above").child(said.above));
    let words: Vec<_> = pieces(&said.text).into_iter().map(piece).collect();
    let quote = said.sources.first().map(quote::quote);
    let cards: Vec<_> = said
        .sources
        .iter()
        .map(|source| quote::card(source, &chat.space))
        .collect();
    let when = said
        .at
        .map(|at| time().datetime(machine(at)).child(clock(at, offset(at))));
    li().id(line_id(row)).class(class(chat, row)).child((
        who,
        div()
            .class("words")
            .child((above, p().child(words), quote, cards)),
        div()
            .class("when")
            .child((when, is_mine.then(|| status(row.key)))),
        said.rated.map(rating),
    ))
}

/// The class of a line tells whose it is, and what has become of it.
#[must_use]
pub fn class(chat: &Chat, row: Row) -> String {
    let base = Said::class(chat, row);
    let state = match chat.progress(row.key) {
        Some(Progress::Queued | Progress::Sent { .. }) => " sending",
        Some(Progress::Later { .. }) => " later",
        Some(Progress::Refused(_)) => " failed",
        None | Some(Progress::Stored(_)) => match chat.rating(MessageId(row.key)) {
            Some(true) => " helped",
            Some(false) => " helpless",
            None => "",
        },
    };
    [base, state].concat()
}

fn who(class: &'static str, name: &str) -> impl RenderHtml + use<> {
    let (face, tag) = if class == "rovo" {
        (None, Some(words::VIRTUAL_AGENT))
    } else {
        (Some(initials(name)), None)
    };
    p().class("who").child((
        span().class("face").aria_hidden("true").child(face),
        b().child(isolated(name).into_owned()),
        tag.map(|tag| span().class("tag").child(tag)),
    ))
}

fn piece(piece: Piece) -> impl RenderHtml {
    let (plain, address) = match piece {
        Piece::Plain(text) => (Some(text), None),
        Piece::Address(address) => (None, Some(address)),
    };
    let link = address.map(|address| {
        a().href(address.clone())
            .target("_blank")
            .rel("noopener noreferrer nofollow")
            .child(address)
    });
    (plain, link)
}

/// A button about a line; without script it belongs to the form of all such buttons.
fn about(what: &str, key: u128, label: &'static str) -> impl RenderHtml + use<> {
    button()
        .form("act")
        .name("do")
        .value([what, &MessageId(key).to_string()].concat())
        .child(label)
}

/// How far the customer's words are: one of these shows.
fn status(key: u128) -> impl RenderHtml {
    (
        span().class("sent").child(words::SENT),
        span().class("sending").child(words::SENDING),
        span().class("later").child(words::NOT_SENT_YET),
        span().class("failed").child((
            words::NOT_SENT,
            about("retry-", key, words::RETRY),
            about("delete-", key, words::DELETE),
        )),
    )
}

/// *Did this help?*, or what was answered: one of these shows.
fn rating(message: MessageId) -> impl RenderHtml {
    div().class("rating").child((
        span().class("ask").child((
            words::DID_THIS_HELP,
            about("yes-", message.0, words::YES),
            about("no-", message.0, words::NO),
        )),
        span().class("helped").child(words::HELPED),
        span().class("helpless").child(words::DID_NOT_HELP),
    ))
}
