//! *My requests*: the reader's own, newest first.

use baton_core::time::Time;
use baton_core::time_zone::TimeZone;
use baton_core::work_item::{Status, WorkItem};
use leptos::prelude::*;

use super::frame::{Frame, Here, around};
use super::{status, time, words};

/// A request in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `HELP-12`.
    pub key: String,
    /// One line.
    pub summary: String,
    /// How far it is.
    pub status: Status,
    /// When it last changed.
    pub updated: Time,
}

/// What a request is about, as its customer reads it. Who asked for a person without a word gave it no summary.
#[must_use]
pub fn summary(item: &WorkItem, zone: &TimeZone) -> String {
    if item.summary.is_empty() {
        words::live_chat_of(&time::day_text(item.created_at, zone))
    } else {
        item.summary.clone()
    }
}

/// Whether the reader will find the requests again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Signed in: everywhere.
    Everywhere,
    /// A guest who gave an address: in this browser, and answers can be sent.
    ByEmail,
    /// A guest: in this browser only.
    ThisBrowser,
}

/// A chat that still runs in another conversation of the reader's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherChat {
    /// The form's target that leads back to it.
    pub action: String,
}

/// The sentence about finding requests again.
pub(super) fn reach_notice(frame: &Frame, reach: Reach) -> Option<impl IntoView + use<>> {
    let sentence = match reach {
        Reach::Everywhere => return None,
        Reach::ByEmail => words::REACH_BY_EMAIL,
        Reach::ThisBrowser => words::REACH_THIS_BROWSER,
    };
    Some(view! {
        <p class="notice">
            {sentence}" "<a href=frame.at("/sign-in")>{words::SIGN_IN}</a>" "{words::REACH_SIGN_IN}
        </p>
    })
}

/// The page.
#[must_use]
pub fn page(
    frame: &Frame,
    lines: Vec<Line>,
    reach: Reach,
    other_chat: Option<OtherChat>,
) -> impl IntoView + use<> {
    let empty = lines.is_empty();
    let rows = lines.into_iter().map(|line| {
        view! {
            <li>
                <a href=frame.at(&format!("/requests/{}", line.key))>
                    <span class="key">{line.key.clone()}</span>
                    <span class="title" dir="auto">{line.summary}</span>
                    {status::lozenge(line.status)}
                    <span class="when">{words::UPDATED}" "{time::date(line.updated, &frame.zone)}</span>
                </a>
            </li>
        }
    });
    let list = if empty {
        view! {
            <div class="empty">
                <h2>{words::NO_REQUESTS}</h2>
                <p>{words::NO_REQUESTS_NEXT}</p>
                <p class="ways">
                    <a class="button primary" href=frame.at("/requests/new")>{words::RAISE_A_REQUEST}</a>
                    <a class="button" href=format!("/chat/{}", frame.key)>{words::ASK_IN_CHAT}</a>
                </p>
            </div>
        }
        .into_any()
    } else {
        view! { <ul class="requests">{rows.collect_view()}</ul> }.into_any()
    };
    let other_chat = other_chat.map(|chat| {
        view! {
            <form method="post" action=chat.action class="notice warn">
                <p>{words::OTHER_CHAT}</p>
                <p><button class="button">{words::RETURN_TO_CHAT}</button></p>
            </form>
        }
    });
    let content = view! {
        <div class="column">
            <h1>{words::MY_REQUESTS}</h1>
            {other_chat}
            {(!empty).then(|| reach_notice(frame, reach))}
            {list}
        </div>
    };
    around(frame, Here::Requests, content)
}
