//! Where a comment or a note is written.

use baton_core::id::CommandId;
use baton_core::markup::in_textarea;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::part;
use crate::console::words;

/// To whom a comment goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// To the customer as well.
    #[default]
    Reply,
    /// To colleagues only.
    Note,
}

impl Kind {
    /// In forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Reply, Self::Note]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// Why a comment was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommentProblem {
    /// There was nothing to read.
    Empty,
    /// Longer than so many characters.
    TooLong(u32),
    /// The server could not store it.
    Unavailable,
    /// Something else; the words are kept.
    Refused,
}

/// The comment form as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentForm {
    /// To whom.
    pub kind: Kind,
    /// The words.
    pub text: String,
    /// Why they were not taken.
    pub problem: Option<CommentProblem>,
}

/// The form.
pub(super) fn comment_form(here: &str, id: CommandId, form: &CommentForm) -> impl IntoView + use<> {
    let choice = |kind: Kind, label: &'static str| {
        view! {
            <label>
                <input type="radio" name="kind" value=kind.name() checked=form.kind == kind />
                <span>{label}</span>
            </label>
        }
    };
    let problem = form.problem.map(|problem| {
        view! {
            <p class="problem" id="comment-problem" role="alert">
                {words::comment_problem(problem)}
            </p>
        }
    });
    view! {
        <form class="composer on-page" id=part::COMMENT method="post" action=format!("{here}/comment")>
            <input type="hidden" name="id" value=id.to_string() />
            <fieldset class="composer-modes">
                <legend class="visually-hidden">{words::WRITE_AS}</legend>
                {choice(Kind::Reply, words::REPLY_TO_CUSTOMER)} {choice(Kind::Note, words::NOTE)}
            </fieldset>
            {problem}
            <textarea
                name="text"
                rows="4"
                aria-label=words::YOUR_WORDS
                aria-invalid=form.problem.is_some().then_some("true")
                aria-describedby=form.problem.is_some().then_some("comment-problem")
                inner_html=in_textarea(&form.text)
            ></textarea>
            <div class="composer-foot">
                <span class="composer-keys for-reply">{words::REPLY_TO_CUSTOMER_HINT}</span>
                <span class="composer-keys for-note">{words::NOTE_HINT}</span>
                <button class="button primary" type="submit">
                    <span class="for-reply">{words::REPLY_TO_CUSTOMER}</span>
                    <span class="for-note">{words::ADD_NOTE}</span>
                </button>
            </div>
        </form>
    }
}
