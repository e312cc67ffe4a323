//! *Embedding*: the chat on other sites.

use baton_core::markup::in_textarea;
use baton_core::settings::WrongOrigin;
use baton_core::time::Time;
use leptos::prelude::*;

use super::SettingsPage;
use super::frame::{ForeignChange, Frame, changed_view, framed, now_view, version_field};
use super::words;
use crate::console::stamp::Stamp;

/// A page of another site that opened the chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedLoad {
    /// Its origin.
    pub origin: String,
    /// When it last did.
    pub at: Time,
    /// Which loader it used.
    pub build: String,
    /// Whether it was allowed to.
    pub allowed: bool,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddingData {
    /// What is around it.
    pub frame: Frame,
    /// The version that it was made from.
    pub version: u64,
    /// What the site is called: `https://help.example`.
    pub site: String,
    /// How many origins are allowed.
    pub allowed: usize,
    /// What stands in the field.
    pub typed: String,
    /// The lines that are no origins.
    pub wrong: Vec<WrongOrigin>,
    /// What somebody else has changed.
    pub changed: Vec<ForeignChange>,
    /// Who loaded it, newest first.
    pub loads: Vec<EmbedLoad>,
}

/// *Embedding*.
#[component]
pub fn EmbeddingPage(
    /// What it shows.
    data: EmbeddingData,
) -> impl IntoView {
    let key = data.frame.key().to_owned();
    let here = SettingsPage::Embedding.path(&key);
    let snippet = format!(
        "<script src=\"{}/loader.js\" data-space=\"{key}\" async></script>",
        data.site
    );
    let plain = (!data.site.starts_with("https://")).then(|| {
        view! { <p class="notice warn">{words::NEEDS_HTTPS}</p> }
    });
    let is_wrong = !data.wrong.is_empty();
    let problems = is_wrong.then(|| {
        let lines = data
            .wrong
            .iter()
            .map(|wrong| view! { <li>{words::wrong_origin(wrong)}</li> })
            .collect_view();
        view! {
            <ul class="problem problems" id="origins-problem">
                {lines}
            </ul>
        }
    });
    let content = view! {
        {plain}
        <section class="card-part" aria-labelledby="snippet">
            <h2 id="snippet">{words::SNIPPET}</h2>
            <p class="hint">{words::SNIPPET_HINT}</p>
            <pre class="snippet" tabindex="0" role="group" aria-labelledby="snippet"><code>{snippet}</code></pre>
        </section>
        {changed_view(data.changed.clone(), here.clone())}
        <form class="card-part" method="post" action=here>
            {version_field(data.version)} <div class="field">
                <label for="origins">{words::ORIGINS}</label>
                <p class="hint" id="origins-hint">
                    {words::ORIGINS_HINT}
                </p>
                {problems}
                <textarea
                    class="input snippet-input"
                    id="origins"
                    name="origins"
                    rows="5"
                    spellcheck="false"
                    autocomplete="off"
                    aria-invalid=is_wrong.then_some("true")
                    aria-describedby=if is_wrong {
                        "origins-problem origins-hint origins-now"
                    } else {
                        "origins-hint origins-now"
                    }
                    inner_html=in_textarea(&data.typed)
                ></textarea>
            </div>
            {now_view("origins-now", words::origins_now(data.allowed))}
            <div class="actions">
                <button class="button primary" type="submit">
                    {words::SAVE}
                </button>
            </div>
        </form>
        {loads_view(data.loads)}
    };
    framed(data.frame.clone(), SettingsPage::Embedding, None, content)
}

fn loads_view(loads: Vec<EmbedLoad>) -> impl IntoView {
    let content = if loads.is_empty() {
        view! { <p class="soft">{words::LOADED_BY_NONE}</p> }.into_any()
    } else {
        let rows = loads
            .into_iter()
            .map(|load| {
                let (tone, says) = if load.allowed {
                    ("lozenge good", words::WAS_ALLOWED)
                } else {
                    ("lozenge bad", words::WAS_REFUSED)
                };
                view! {
                    <li class="load">
                        <span class="load-origin">{load.origin}</span>
                        <span class=tone>{says}</span>
                        <span class="soft">
                            <Stamp at=load.at />
                            " · "
                            {words::loader(&load.build)}
                        </span>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="people">{rows}</ul> }.into_any()
    };
    view! {
        <section class="card-part" aria-labelledby="loads">
            <h2 id="loads">{words::LOADED_BY}</h2>
            {content}
        </section>
    }
}
