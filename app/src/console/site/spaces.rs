//! *Spaces*: their list, and a new one.

use leptos::prelude::*;

use super::frame::{Line, SiteFrame, SitePage, framed};
use super::words;
use crate::console::model::SpaceRef;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitesSpacesData {
    /// What is around it.
    pub frame: SiteFrame,
    /// The spaces.
    pub spaces: Vec<SpaceRef>,
    /// A new space's name, as typed.
    pub name: String,
    /// Its key, as typed.
    pub key: String,
    /// What is wrong with the name.
    pub name_problem: Option<&'static str>,
    /// What is wrong with the key.
    pub key_problem: Option<&'static str>,
}

/// *Spaces*.
#[component]
pub fn SitesSpacesPage(
    /// What it shows.
    data: SitesSpacesData,
) -> impl IntoView {
    let spaces = data
        .spaces
        .into_iter()
        .map(|space| {
            view! {
                <li>
                    <a href=format!("/app/{}/settings", space.key) dir="auto">
                        {space.name}
                    </a>
                    <span class="soft">{space.key}</span>
                </li>
            }
        })
        .collect_view();
    let name = Line {
        problem: data.name_problem,
        ..Line::new("name", words::SPACE_NAME, &data.name)
    };
    let key = Line {
        hint: Some(words::SPACE_KEY_HINT),
        problem: data.key_problem,
        ..Line::new("key", words::SPACE_KEY, &data.key)
    };
    let content = view! {
        <ul class="settings-list">{spaces}</ul>
        <form class="card-part" method="post" action="/app/site/spaces">
            <h2>{words::NEW_SPACE}</h2>
            {name.view()}
            {key.view()}
            <p>
                <button class="button primary" type="submit">
                    {words::CREATE}
                </button>
            </p>
        </form>
    };
    framed(data.frame, SitePage::Spaces, None, content)
}
