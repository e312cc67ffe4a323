//! The form of an article, new or known, with its preview.

use baton_core::id::ArticleId;
use baton_core::knowledge::{ArticleField, Draft};
use leptos::prelude::*;

use super::framed;
use crate::console::field::Field;
use crate::console::settings::SettingsPage;
use crate::console::shell::SidebarData;
use crate::console::words::knowledge as say;

/// How the article would look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Its title.
    pub title: String,
    /// The HTML, cleaned by the same code as the portal's.
    pub clean_html: String,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleData {
    /// The sidebar.
    pub sidebar: SidebarData,
    /// Which article, with the version that the form was made from; nothing for a new one.
    pub known: Option<(ArticleId, u64)>,
    /// The fields, as typed.
    pub draft: Draft,
    /// Whether the portal's home shows it.
    pub is_popular: bool,
    /// Whether customers can see it.
    pub is_published: bool,
    /// What is wrong with the fields.
    pub problems: Vec<(ArticleField, String)>,
    /// The preview, if one was asked for.
    pub preview: Option<Preview>,
    /// Whether somebody else changed it, so that nothing was saved.
    pub is_stale: bool,
    /// Whether it was saved just now.
    pub is_saved: bool,
}

/// The page.
#[component]
pub fn ArticlePage(
    /// What it shows.
    data: ArticleData,
) -> impl IntoView {
    let key = data.sidebar.space.key.clone();
    let base = SettingsPage::Knowledge.path(&key);
    let here = match data.known {
        Some((id, _)) => format!("{base}/articles/{id}"),
        None => format!("{base}/new"),
    };
    let heading = if data.known.is_some() {
        data.draft.title.clone()
    } else {
        say::WRITE.to_owned()
    };
    let (state_class, state) = if data.is_published {
        ("lozenge good", say::PUBLISHED)
    } else {
        ("lozenge", say::DRAFT)
    };
    let portal = data.is_published.then(|| {
        view! { <a href=format!("/portal/{key}/articles/{}", data.draft.slug)>{say::OPEN}</a> }
    });
    let state = data.known.is_some().then(|| {
        view! {
            <p class="article-state">
                <span class=state_class>{state}</span>
                {portal}
            </p>
        }
    });
    let saved = data.is_saved.then(|| {
        view! {
            <p class="notice good" role="status">
                {say::SAVED}
            </p>
        }
    });
    let stale = data.is_stale.then(|| {
        view! {
            <div class="notice warn" role="alert">
                <p>
                    <b>{say::CHANGED_MEANWHILE}</b>
                </p>
                <p>{say::CHANGED_MEANWHILE_HINT}</p>
                <p>
                    <a href=here.clone()>{say::OPEN_ANEW}</a>
                </p>
            </div>
        }
    });
    let preview = data.preview.clone().map(|preview| {
        view! {
            <section class="preview" aria-label=say::PREVIEW_HEADING>
                <p class="soft">{say::PREVIEW_HEADING}</p>
                <h2 class="preview-title">{preview.title}</h2>
                <div class="preview-body" inner_html=preview.clean_html></div>
            </section>
        }
    });
    let version = data.known.map(
        |(_, version)| view! { <input type="hidden" name="version" value=version.to_string() /> },
    );
    let publish = if data.is_published {
        ("withdraw", say::WITHDRAW, "button danger")
    } else {
        ("publish", say::PUBLISH, "button")
    };
    let field = |name, label, wrong, value| Field {
        problem: problem_of(&data.problems, wrong),
        ..Field::new(name, label, value)
    };
    let title = field("title", say::TITLE, ArticleField::Title, data.draft.title);
    let slug = Field {
        hint: Some(say::SLUG_HINT),
        ..field("slug", say::SLUG, ArticleField::Slug, data.draft.slug)
    };
    let summary = Field {
        hint: Some(say::SUMMARY_HINT),
        ..field(
            "summary",
            say::SUMMARY,
            ArticleField::Summary,
            data.draft.summary,
        )
    };
    let body = Field {
        hint: Some(say::BODY_HINT),
        ..field("body", say::BODY, ArticleField::Body, data.draft.body)
    };
    let content = view! {
        {state}
        {saved}
        {stale}
        {preview}
        <form class="knowledge-form" method="post" action=here>
            {version}
            {title.line()}
            {slug.line()}
            {summary.line()}
            {body.text(18, "input markdown")}
            <label class="choice">
                <input type="checkbox" name="popular" value="yes" checked=data.is_popular />
                <span>{say::POPULAR}</span>
            </label>
            <div class="actions">
                <button class="button primary" type="submit" name="do" value="save">
                    {say::SAVE}
                </button>
                <button class="button" type="submit" name="do" value="preview">
                    {say::PREVIEW}
                </button>
                <button class=publish.2 type="submit" name="do" value=publish.0>
                    {publish.1}
                </button>
            </div>
        </form>
    };
    framed(data.sidebar, Some(heading), content)
}

fn problem_of(problems: &[(ArticleField, String)], field: ArticleField) -> Option<String> {
    let found = problems.iter().find(|(wrong, _)| *wrong == field);
    found.map(|(_, says)| says.clone())
}
