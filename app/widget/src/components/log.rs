//! The lines of the log: append only, keyed, so that a screen reader hears each once and nothing on the screen is made
//! anew. What changes in a line later (how far a message is, how an answer was rated) is a class of it; all that could
//! then be said is in the line from the start.

use baton_core::id::MessageId;
use baton_core::time::Time;
use leptos::either::Either;
use leptos::prelude::*;

use super::quote;
use super::said::Said;
use crate::browser;
use crate::model::chat::Chat;
use crate::model::outbox::Progress;
use crate::model::rows::Row;
use crate::text::{Piece, clock, initials, machine, pieces};
use crate::words;

/// What the lines are made from.
#[derive(Clone, Copy, Debug)]
pub struct Ui {
    /// The machine.
    pub chat: RwSignal<Chat>,
    /// Whether times are on the reader's clock; UTC on the first render, which must be the server's.
    pub local: RwSignal<bool>,
}

impl Ui {
    /// The state of a document.
    #[must_use]
    pub fn new(chat: Chat) -> Self {
        Self {
            chat: RwSignal::new(chat),
            local: RwSignal::new(false),
        }
    }

    fn offset(self) -> fn(Time) -> i64 {
        if self.local.get() {
            browser::offset
        } else {
            |_| 0
        }
    }
}

/// The lines.
pub fn lines(ui: Ui) -> impl IntoView {
    let rows = move || ui.chat.with(|chat| chat.rows(ui.offset()));
    view! { <For each=rows key=|row| row.key children=move |row| line(ui, row)/> }
}

fn line(ui: Ui, row: Row) -> impl IntoView {
    let key = row.key;
    let (said, space) = ui
        .chat
        .with_untracked(|chat| (Said::of(chat, row), chat.space.clone()));
    let base = said.class;
    let class = move || ui.chat.with(|chat| class(chat, base, key));
    let who = (!said.who.is_empty()).then(|| who(base, &said.who));
    let above = (!said.above.is_empty()).then(|| view! { <p class="above">{said.above}</p> });
    let words: Vec<_> = pieces(&said.text).into_iter().map(piece).collect();
    let quote = said.sources.first().map(quote::quote);
    let cards: Vec<_> = said
        .sources
        .iter()
        .map(|source| quote::card(source, &space))
        .collect();
    let rating = said.rated.map(rating);
    let when = said.at.map(|at| {
        view! { <time datetime=machine(at)>{move || clock(at, ui.offset()(at))}</time> }
    });
    let status = base.starts_with("me").then(|| status(key));
    view! {
        <li class=class>
            {who}
            <div class="words">{above} <p>{words}</p> {quote} {cards}</div>
            <div class="when">{when} {status}</div>
            {rating}
        </li>
    }
}

/// The class of a line tells whose it is, and what has become of it.
fn class(chat: &Chat, base: &'static str, key: u128) -> String {
    let state = match chat.progress(key) {
        Some(Progress::Queued | Progress::Sent { .. }) => " sending",
        Some(Progress::Later { .. }) => " later",
        Some(Progress::Refused(_)) => " failed",
        None | Some(Progress::Stored(_)) => match chat.rating(MessageId(key)) {
            Some(true) => " helped",
            Some(false) => " helpless",
            None => "",
        },
    };
    [base, state].concat()
}

fn who(class: &'static str, name: &str) -> impl IntoView + use<> {
    let (face, tag) = if class == "rovo" {
        (String::new(), words::VIRTUAL_AGENT)
    } else {
        (initials(name), "")
    };
    view! {
        <p class="who">
            <span class="face" aria-hidden="true">{face}</span>
            <b>{name.to_owned()}</b>
            <span class="tag">{tag}</span>
        </p>
    }
}

fn piece(piece: Piece) -> impl IntoView {
    match piece {
        Piece::Plain(text) => Either::Left(text),
        Piece::Address(address) => {
            let href = address.clone();
            Either::Right(view! {
                <a href=href target="_blank" rel="noopener noreferrer nofollow">{address}</a>
            })
        }
    }
}

fn value(what: &str, key: u128) -> String {
    [what, &MessageId(key).to_string()].concat()
}

/// How far the customer's words are: one of these shows.
fn status(key: u128) -> impl IntoView {
    view! {
        <span class="sent">{words::SENT}</span>
        <span class="sending">{words::SENDING}</span>
        <span class="later">{words::NOT_SENT_YET}</span>
        <span class="failed">
            {words::NOT_SENT}
            <button type="button" name="do" value=value("retry-", key)>{words::RETRY}</button>
            <button type="button" name="do" value=value("delete-", key)>{words::DELETE}</button>
        </span>
    }
}

/// *Did this help?*, or what was answered: one of these shows.
fn rating(message: MessageId) -> impl IntoView {
    view! {
        <div class="rating">
            <span class="ask">
                {words::DID_THIS_HELP}
                <button form="act" name="do" value=value("yes-", message.0)>{words::YES}</button>
                <button form="act" name="do" value=value("no-", message.0)>{words::NO}</button>
            </span>
            <span class="helped">{words::HELPED}</span>
            <span class="helpless">{words::DID_NOT_HELP}</span>
        </div>
    }
}
