//! The log: append only, keyed, so that a screen reader reads each line once and nothing on the screen is made anew.
//! What changes in a line later (how far a message is, how an answer was rated) changes inside it.

use baton_core::id::{CommandId, MessageId};
use baton_core::view::CustomerPhase;
use leptos::prelude::*;

use super::act::{Act, button};
use super::said::Said;
use super::{LOG_ELEMENT, Ui, link_target, quote};
use crate::browser;
use crate::model::chat::Input;
use crate::model::outbox::Progress;
use crate::model::rows::Row;
use crate::snapshot::ChatSnapshot;
use crate::text::{Piece, clock, initials, machine, pieces};
use crate::words;

/// The log, who is typing, and the button to what is below.
pub(super) fn log(ui: Ui, snapshot: &ChatSnapshot) -> impl IntoView + use<> {
    let target = link_target(&snapshot.frame);
    let rows = move || ui.chat.with(|chat| chat.rows(|at| ui.offset(at)));
    let earlier = snapshot
        .view
        .has_earlier
        .then(|| view! { <p class="earlier">{words::EARLIER}</p> });
    view! {
        <div class="history">
            <div
                id=LOG_ELEMENT
                role="log"
                aria-label=words::CONVERSATION
                tabindex="0"
                on:scroll=move |_| browser::scrolled(ui)
            >
                {earlier}
                {move || ui.chat.with(|chat| {
                    let is_empty = chat.view.entries.is_empty() && chat.outbox.entries.is_empty();
                    is_empty.then(|| view! {
                        <div class="beginning">
                            <span class="face rovo" aria-hidden="true"></span>
                            <h2>{words::BEGINNING_TITLE}</h2>
                            <p>{words::beginning(&chat.offer)}</p>
                        </div>
                    })
                })}
                <ol>
                    <For each=rows key=|row| row.key children=move |row| line(ui, row, target)/>
                </ol>
            </div>
            <p class="typing" aria-hidden="true">{move || typing(ui)}</p>
            <button
                type="button"
                class="news"
                hidden=move || ui.below.get() == 0
                on:click=move |_| browser::scroll_down(ui)
            >
                {move || words::news(ui.below.get())}
            </button>
        </div>
    }
}

fn typing(ui: Ui) -> String {
    ui.chat
        .with(|chat| match (&chat.typing, &chat.view.header.phase) {
            (Some(typing), _) => words::typing(typing.agent.as_deref()),
            (None, CustomerPhase::Rovo { thinking: true }) => words::ROVO_IS_ANSWERING.to_owned(),
            _ => String::new(),
        })
}

fn line(ui: Ui, row: Row, target: &'static str) -> impl IntoView + use<> {
    let key = row.key;
    let (said, space) = ui
        .chat
        .with_untracked(|chat| (Said::of(chat, row), chat.space.clone()));
    let class = said.class;
    let is_mine = class.starts_with("me");
    let who = (!said.who.is_empty()).then(|| who(class, &said.who));
    let above = (!said.above.is_empty()).then(|| view! { <p class="above">{said.above}</p> });
    let words: Vec<_> = pieces(&said.text).into_iter().map(piece).collect();
    let sources = (!said.sources.is_empty()).then(|| quote::sources(&said.sources, &space, target));
    let rating = said.rated.map(|message| rating(ui, message));
    let when = said.at.map(|at| {
        view! {
            <time datetime=machine(at)>{move || clock(at, ui.offset(at))}</time>
        }
    });
    let status = is_mine.then(|| status(ui, key));
    view! {
        <li class=class>
            {who}
            <div class="words">
                {above}
                <p>{words}</p>
                {sources}
            </div>
            <div class="when">{when}{status}</div>
            {rating}
        </li>
    }
}

fn who(class: &'static str, name: &str) -> impl IntoView + use<> {
    let is_rovo = class == "rovo";
    let tag = is_rovo.then(|| view! { <span class="tag">{words::VIRTUAL_AGENT}</span> });
    let face = if is_rovo {
        String::new()
    } else {
        initials(name)
    };
    view! {
        <p class="who">
            <span class="face" class:rovo=is_rovo aria-hidden="true">{face}</span>
            <b>{name.to_owned()}</b>
            {tag}
        </p>
    }
}

fn piece(piece: Piece) -> impl IntoView {
    let (plain, address) = match piece {
        Piece::Plain(text) => (Some(text), None),
        Piece::Address(address) => (None, Some(address)),
    };
    let link = address.map(|address| {
        let href = address.clone();
        view! { <a href=href target="_blank" rel="noopener noreferrer nofollow">{address}</a> }
    });
    (plain, link)
}

/// How far the customer's words are.
fn status(ui: Ui, key: u128) -> impl IntoView {
    let id = CommandId(key);
    let text = move || {
        ui.chat.with(|chat| match chat.progress(key) {
            None | Some(Progress::Stored(_)) => words::SENT,
            Some(Progress::Queued | Progress::Sent { .. }) => words::SENDING,
            Some(Progress::Later { .. }) => words::NOT_SENT_YET,
            Some(Progress::Refused(why)) => words::not_sent(why),
        })
    };
    let class = move || {
        ui.chat.with(|chat| match chat.progress(key) {
            None | Some(Progress::Stored(_)) => "status",
            Some(Progress::Refused(_)) => "status failed",
            Some(_) => "status pending",
        })
    };
    let refused = move || {
        ui.chat
            .with(|chat| matches!(chat.progress(key), Some(Progress::Refused(_))))
    };
    view! {
        <span class=class>{text}</span>
        {move || refused().then(|| view! {
            <button type="button" class="small" on:click=move |_| {
                ui.send(Input::Retry { id, fresh: browser::fresh_id() });
            }>{words::RETRY}</button>
            <button type="button" class="small" on:click=move |_| ui.send(Input::Discard(id))>
                {words::DELETE}
            </button>
        })}
    }
}

/// *Did this help?*, or what was answered.
fn rating(ui: Ui, message: MessageId) -> impl IntoView {
    let rated = move || ui.chat.with(|chat| chat.rating(message));
    view! {
        <div class="rating">
            <span>{move || match rated() {
                None => words::DID_THIS_HELP,
                Some(true) => words::HELPED,
                Some(false) => words::DID_NOT_HELP,
            }}</span>
            {move || rated().is_none().then(|| view! {
                {button(ui, Act::Rate(message, true), "small", words::YES)}
                {button(ui, Act::Rate(message, false), "small", words::NO)}
            })}
        </div>
    }
}
