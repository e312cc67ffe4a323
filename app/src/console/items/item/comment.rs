//! Where a comment or a note is written. The form works without script; with it, what is typed is kept in the browser
//! under the id that it will be sent with, until the record holds it: sent again after a failure, it makes one comment.

use baton_core::id::CommandId;
use leptos::html;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{LivePage, outside};
use crate::console::kept::kept_text;
use crate::console::model::CommentDraft;
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
#[component]
pub(super) fn Comment(
    /// The page's address.
    here: String,
    /// A fresh id.
    id: CommandId,
    /// What it begins with.
    form: CommentForm,
) -> impl IntoView {
    let page = LivePage::here();
    let field = NodeRef::<html::Textarea>::new();
    let is_new = form.problem.is_none();
    let draft = RwSignal::new(CommentDraft {
        id,
        kind: form.kind,
        text: form.text.clone(),
    });
    let key = CommentDraft::key(page.me(), page.item.with_untracked(|item| item.id));
    let key = StoredValue::new(key);
    let keep = move || {
        let text = draft.with_untracked(CommentDraft::to_text);
        key.with_value(|key| outside::save(key, &text));
    };
    Effect::new(move |_| {
        // What was typed before this script arrived goes first.
        let early = field.get_untracked().map(|field| field.value());
        if let Some(early) = early.filter(|early| is_new && !early.is_empty()) {
            draft.update(|draft| draft.text = early);
            return;
        }
        let stored = key.with_value(|key| outside::load(key));
        match CommentDraft::from_text(&stored) {
            Some(stored) if page.live.with_untracked(|live| live.has(stored.id)) => {
                key.with_value(|key| outside::save(key, ""));
            }
            Some(stored) if is_new => draft.set(stored),
            _ => {}
        }
    });
    let choice = move |kind: Kind, label: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="kind"
                    value=kind.name()
                    checked=form.kind == kind
                    prop:checked=move || draft.with(|draft| draft.kind == kind)
                    on:change=move |_| {
                        draft.update(|draft| draft.kind = kind);
                        keep();
                    }
                />
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
        <form class="composer on-page" id="comment" method="post" action=format!("{here}/comment")>
            <input
                type="hidden"
                name="id"
                value=move || draft.with(|draft| draft.id.to_string())
            />
            <fieldset class="composer-modes">
                <legend class="visually-hidden">{words::WRITE_AS}</legend>
                {choice(Kind::Reply, words::REPLY_TO_CUSTOMER)}
                {choice(Kind::Note, words::NOTE)}
            </fieldset>
            {problem}
            <textarea
                node_ref=field
                name="text"
                rows="4"
                aria-label=words::YOUR_WORDS
                aria-invalid=form.problem.is_some().then_some("true")
                aria-describedby=form.problem.is_some().then_some("comment-problem")
                inner_html=kept_text(&form.text)
                prop:value=move || draft.with(|draft| draft.text.clone())
                on:input=move |event| {
                    draft.update(|draft| draft.text = event_target_value(&event));
                    keep();
                }
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
