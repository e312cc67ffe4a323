//! What was said and what happened, as a customer reads it on a request's page. It is made of the customer's projection
//! alone, which can't hold an internal note.

use baton_core::event::{Ending, ReturnReason};
use baton_core::id::WorkItemId;
use baton_core::rovo::{Block, OfferReason, RovoReply};
use baton_core::time::Time;
use baton_core::view::{CustomerBody, CustomerEvent};
use leptos::prelude::*;

use super::frame::Frame;
use super::{time, words};
use crate::quote::quoted;

/// Who spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The reader.
    You,
    /// An agent, by name.
    Agent(String),
    /// The virtual agent.
    Rovo,
}

/// A line of a talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Somebody said something.
    Said {
        /// Who.
        by: By,
        /// When.
        at: Time,
        /// The words.
        text: Vec<Block>,
        /// Titles and the last parts of the addresses of the articles that were quoted.
        sources: Vec<(String, String)>,
    },
    /// Something happened.
    Happened {
        /// When.
        at: Time,
        /// What, as a sentence.
        what: String,
    },
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(text.to_owned())
}

fn said(by: By, at: Time, text: &str) -> Entry {
    Entry::Said {
        by,
        at,
        text: vec![paragraph(text)],
        sources: Vec::new(),
    }
}

/// The line that an event leaves in the talk, if any. Comments are no part of it.
#[must_use]
pub fn entry_of(event: &CustomerEvent) -> Option<Entry> {
    let at = event.at;
    let happened = |what: String| Some(Entry::Happened { at, what });
    match &event.body {
        CustomerBody::Wrote { text, .. } => Some(said(By::You, at, text)),
        CustomerBody::AgentWrote { agent, text, .. } => {
            Some(said(By::Agent(agent.clone()), at, text))
        }
        CustomerBody::Rovo { reply, .. } => Some(rovo(at, reply)),
        CustomerBody::Requested { .. } => happened(words::PERSON_ASKED_FOR.to_owned()),
        CustomerBody::Joined { agent } => happened(words::joined(agent)),
        CustomerBody::BackInQueue { from, why, .. } => happened(match why {
            ReturnReason::TimeToReply => words::no_reply_in_time(from),
            ReturnReason::AgentGone => words::agent_gone(from),
        }),
        CustomerBody::Ended { how, agent } => happened(match how {
            Ending::ByAgent => words::ended_by(agent.as_deref().unwrap_or_default()),
            Ending::ByCustomer => words::ENDED_BY_YOU.to_owned(),
            Ending::NobodyCame => words::NOBODY_CAME.to_owned(),
            Ending::LeftAsRequest => words::LEFT_AS_REQUEST.to_owned(),
            Ending::NoLongerNeeded => words::NO_LONGER_NEEDED.to_owned(),
            Ending::Deactivated => words::DEACTIVATED.to_owned(),
        }),
        CustomerBody::ItemCreated { .. }
        | CustomerBody::ItemStatus { .. }
        | CustomerBody::Commented { .. }
        | CustomerBody::Rated { .. }
        | CustomerBody::EmailAnswered { .. } => None,
    }
}

/// The comment on this work item that an event is, or the change of its status.
#[must_use]
pub fn comment_of(event: &CustomerEvent, item: WorkItemId) -> Option<Entry> {
    match &event.body {
        CustomerBody::Commented {
            work_item,
            agent,
            text,
            ..
        } if *work_item == item => {
            let by = agent.clone().map_or(By::You, By::Agent);
            Some(said(by, event.at, text))
        }
        CustomerBody::ItemStatus { work_item, status } if *work_item == item => {
            Some(Entry::Happened {
                at: event.at,
                what: words::status_changed(*status),
            })
        }
        _ => None,
    }
}

fn rovo(at: Time, reply: &RovoReply) -> Entry {
    let (text, sources) = match reply {
        RovoReply::Answer { sources } => {
            let text = sources
                .first()
                .map_or_else(Vec::new, |source| source.quote.clone());
            let sources = sources
                .iter()
                .map(|source| (source.title.clone(), source.slug.clone()));
            (text, sources.collect())
        }
        RovoReply::Greeting => (vec![paragraph(words::ROVO_GREETING)], Vec::new()),
        RovoReply::Farewell => (vec![paragraph(words::ROVO_FAREWELL)], Vec::new()),
        RovoReply::AskRephrase => (vec![paragraph(words::ROVO_REPHRASE)], Vec::new()),
        RovoReply::Offer(OfferReason::PersonNotOffered(_)) => {
            (vec![paragraph(words::ROVO_NO_PERSON)], Vec::new())
        }
        RovoReply::Offer(OfferReason::TookTooLong) => {
            (vec![paragraph(words::ROVO_TOO_LONG)], Vec::new())
        }
        RovoReply::Offer(OfferReason::NoAnswer | OfferReason::DidNotHelp) => {
            (vec![paragraph(words::ROVO_OFFER)], Vec::new())
        }
    };
    Entry::Said {
        by: By::Rovo,
        at,
        text,
        sources,
    }
}

/// A talk as a list.
pub(super) fn list(frame: &Frame, entries: Vec<Entry>) -> impl IntoView + use<> {
    let rows = entries
        .into_iter()
        .map(|entry| match entry {
            Entry::Happened { at, what } => {
                view! { <li class="happened"><span>{what}</span>" "{time::moment(at, &frame.zone)}</li> }.into_any()
            }
            Entry::Said {
                by,
                at,
                text,
                sources,
            } => {
                let class = if by == By::You { "said yours" } else { "said" };
                let name = match by {
                    By::You => view! { <span class="who">{words::YOU}</span> }.into_any(),
                    By::Agent(name) => view! { <span class="who" dir="auto">{name}</span> }.into_any(),
                    By::Rovo => view! {
                        <span class="who">{words::ROVO}</span>
                        <span class="lozenge">{words::VIRTUAL_AGENT}</span>
                    }
                    .into_any(),
                };
                let sources = sources.into_iter().map(|(title, slug)| {
                    view! {
                        <p class="source">
                            {words::SOURCE}" "<a href=frame.at(&format!("/articles/{slug}")) dir="auto">{title}</a>
                        </p>
                    }
                });
                view! {
                    <li class=class>
                        <p class="by">{name}" "{time::moment(at, &frame.zone)}</p>
                        {quoted(&text)}
                        {sources.collect_view()}
                    </li>
                }
                .into_any()
            }
        })
        .collect_view();
    view! { <ol class="talk">{rows}</ol> }
}
