//! A request's page: how far it is, what it is about, what was said about it, and room to say more.

use baton_core::limits::MESSAGE_CHARS;
use baton_core::time::Time;
use baton_core::work_item::Status;
use leptos::prelude::*;

use super::field::Field;
use super::frame::{Frame, Here, around};
use super::requests::{Reach, reach_notice};
use super::talk::{self, Entry};
use super::{status, time, words};

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `HELP-12`.
    pub key: String,
    /// One line.
    pub summary: String,
    /// How far it is.
    pub status: Status,
    /// When it was created.
    pub created: Time,
    /// What was written on the form; empty for one that came from a chat.
    pub description: String,
    /// The talk that led to it, and the live chat it belongs to.
    pub talk: Vec<Entry>,
    /// Public comments, oldest first.
    pub comments: Vec<Entry>,
    /// Whether the reader will find it again.
    pub reach: Reach,
}

/// The form for a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentForm {
    /// Made with the form: sent twice, it makes one comment.
    pub id: String,
    /// What was typed.
    pub text: String,
    /// What is wrong with it.
    pub problem: Option<&'static str>,
}

/// The page.
#[must_use]
pub fn page(frame: &Frame, request: Request, form: &CommentForm) -> impl IntoView + use<> {
    let about = if request.description.is_empty() {
        None
    } else {
        let paragraphs = request
            .description
            .split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(|line| view! { <p dir="auto">{line.to_owned()}</p> })
            .collect_view();
        Some(view! {
            <section aria-labelledby="about">
                <h2 id="about">{words::DESCRIPTION}</h2>
                <div class="written">{paragraphs}</div>
            </section>
        })
    };
    let talk = (!request.talk.is_empty()).then(|| {
        view! {
            <section aria-labelledby="talk">
                <h2 id="talk">{words::CONVERSATION}</h2>
                <div id="said" data-follows role="log" aria-labelledby="talk">{talk::list(frame, request.talk)}</div>
            </section>
        }
    });
    let comments = if request.comments.is_empty() {
        view! { <p class="quiet">{words::NO_COMMENTS}</p> }.into_any()
    } else {
        talk::list(frame, request.comments).into_any()
    };
    let field = Field {
        name: "text",
        label: words::ADD_COMMENT,
        hint: "",
        value: &form.text,
        problem: form.problem,
    };
    let content = view! {
        <div class="column request">
            <p class="crumb"><a href=frame.at("/requests")>{words::MY_REQUESTS}</a></p>
            <header>
                <p class="key" id="how-far" data-follows>{request.key.clone()}" "{status::lozenge(request.status)}</p>
                <h1>{request.summary}</h1>
                <p class="meta">{words::RAISED}" "{time::moment(request.created, &frame.zone)}</p>
                <p id="meaning" data-follows role="status">{words::status_meaning(request.status)}</p>
            </header>
            {reach_notice(frame, request.reach)}
            {about}
            {talk}
            <section aria-labelledby="comments">
                <h2 id="comments">{words::COMMENTS}</h2>
                <div id="commented" data-follows role="log" aria-labelledby="comments">{comments}</div>
                <form method="post" action=frame.at(&format!("/requests/{}", request.key)) class="sheet" id="comment"
                    novalidate=true>
                    <input type="hidden" name="id" value=form.id.clone() />
                    {field.text(4, MESSAGE_CHARS)}
                    <p class="ways"><button class="button primary">{words::SEND_COMMENT}</button></p>
                </form>
            </section>
        </div>
    };
    around(frame, Here::Requests, content)
}
