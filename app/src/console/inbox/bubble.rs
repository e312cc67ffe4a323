//! One item of a conversation: a bubble, a centred line or a day. Text goes through text nodes, so that markup in names
//! and messages is shown and never obeyed. The work item's page shows the same items.

use baton_core::id::{AccountId, WorkItemId};
use baton_core::people::initials;
use baton_core::rovo::{RovoReply, Source};
use leptos::prelude::*;

use crate::console::model::{Bubble, Face, Item, Zone, clock, day, iso};
use crate::console::words;
use crate::quote::quoted;

/// What an item needs to know of the page around it.
#[derive(Clone, Debug)]
pub(in crate::console) struct Around {
    /// The reader.
    pub me: AccountId,
    /// The space's key, for links to articles.
    pub key: String,
    /// The customer's name, or what stands for it.
    pub customer: Signal<String>,
    /// The keys of the conversation's work items.
    pub items: Signal<Vec<(WorkItemId, String)>>,
    /// The reader's time zone.
    pub zone: Signal<Zone>,
}

/// A conversation's items as a list that grows.
pub(in crate::console) fn messages(shown: Memo<Vec<Item>>, around: Around) -> AnyView {
    view! {
        <ol class="messages">
            <For each=move || shown.get() key=Item::key let:item>
                {item_view(item, &around)}
            </For>
        </ol>
    }
    .into_any()
}

/// The view of an item, as one element.
fn item_view(item: Item, around: &Around) -> AnyView {
    let zone = around.zone;
    match item {
        Item::Day { at, .. } => view! {
            <li class="day">
                <time datetime=iso(at)>{move || day(at, zone.get())}</time>
            </li>
        }
        .into_any(),
        Item::Line { at, body, .. } => {
            let key = |id| {
                let key_in = |known: &Vec<(WorkItemId, String)>| {
                    let found = known.iter().find(|(item, _)| *item == id);
                    found.map(|(_, key)| key.clone())
                };
                around.items.with_untracked(key_in).unwrap_or_default()
            };
            let text = words::line(&body, around.me, key);
            view! {
                <li class="line">
                    <span>{text}</span>
                    <time datetime=iso(at)>{move || clock(at, zone.get())}</time>
                </li>
            }
            .into_any()
        }
        Item::Bubble {
            at,
            face,
            joined,
            bubble,
            ..
        } => bubble_view(at, &face, joined, bubble, around),
    }
}

fn bubble_view(
    at: baton_core::time::Time,
    face: &Face,
    joined: bool,
    bubble: Bubble,
    around: &Around,
) -> AnyView {
    let (side, name) = match face {
        Face::Customer => ("customer", around.customer),
        Face::Rovo => ("rovo", Signal::stored(words::ROVO.to_owned())),
        Face::Agent { me: true, .. } => ("me", Signal::stored(words::YOU.to_owned())),
        Face::Agent { name, .. } => ("agent", Signal::stored(name.clone())),
    };
    let of_agent = match face {
        Face::Agent { name, .. } => Some(initials(name)),
        Face::Customer | Face::Rovo => None,
    };
    let letters = move || {
        let of_agent = of_agent.clone();
        of_agent.unwrap_or_else(|| name.with(|name| initials(name)))
    };
    let is_rovo = *face == Face::Rovo;
    let is_note = matches!(bubble, Bubble::Note(_));
    let mark = match &bubble {
        Bubble::Note(_) => Some(words::INTERNAL),
        Bubble::Comment(_) => Some(words::COMMENT),
        _ => None,
    };
    let key = around.key.clone();
    let zone = around.zone;
    let content = match bubble {
        Bubble::Words(text) | Bubble::Comment(text) | Bubble::Note(text) => {
            view! { <p class="words" dir="auto">{text}</p> }.into_any()
        }
        Bubble::Rovo(reply) => rovo_view(reply, &key),
    };
    let class = format!(
        "message {side}{}{}",
        if joined { " joined" } else { "" },
        if is_note { " note" } else { "" }
    );
    view! {
        <li class=class>
            <span class="face" aria-hidden="true">
                {letters}
            </span>
            <div class="message-body">
                <p class="message-head" class:visually-hidden=joined>
                    <strong dir="auto">{move || name.get()}</strong>
                    {is_rovo.then(|| view! { <span class="lozenge">{words::VIRTUAL_AGENT}</span> })}
                    {mark
                        .map(|mark| {
                            view! { <span class="lozenge" class:warn=is_note>{mark}</span> }
                        })}
                </p>
                <div class="bubble">{content}</div>
            </div>
            <time class="message-time" datetime=iso(at)>
                {move || clock(at, zone.get())}
            </time>
        </li>
    }
    .into_any()
}

fn rovo_view(reply: RovoReply, key: &str) -> AnyView {
    if let RovoReply::Answer { sources } = reply {
        let shown = sources
            .into_iter()
            .map(|source| source_view(source, key))
            .collect_view();
        return view! { <div class="sources">{shown}</div> }.into_any();
    }
    let said = words::rovo_says(&reply).unwrap_or_default();
    view! { <p class="words act">{said}</p> }.into_any()
}

/// A source, collapsed: its title says what Rovo answered, opening it shows the quoted words.
fn source_view(source: Source, key: &str) -> AnyView {
    let href = match &source.anchor {
        Some(anchor) => format!("/portal/{key}/articles/{}#{anchor}", source.slug),
        None => format!("/portal/{key}/articles/{}", source.slug),
    };
    let section = source
        .section
        .map(|section| view! { <span class="source-section" dir="auto">{section}</span> });
    view! {
        <details class="source">
            <summary>
                <span class="source-title" dir="auto">{source.title}</span>
                {section}
            </summary>
            <blockquote>{quoted(&source.quote)}</blockquote>
            <a href=href target="_blank" rel="noopener">
                {words::OPEN_ARTICLE}
            </a>
        </details>
    }
    .into_any()
}
