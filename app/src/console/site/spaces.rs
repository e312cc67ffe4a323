//! *Spaces*: their list, a new one, and one space's name and time zone.

use leptos::prelude::*;

use super::frame::{Line, SiteFrame, SitePage, framed, row};
use super::words;
use crate::console::model::SpaceRef;
use crate::console::settings::frame::{ForeignChange, changed_view, version_field};

/// A space in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceLine {
    /// Which.
    pub space: SpaceRef,
    /// Its time zone's name.
    pub time_zone: String,
}

/// The field with the time zones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeZoneChoice {
    /// The one that is chosen.
    pub chosen: String,
    /// All that there are.
    pub names: &'static [String],
    /// What is wrong with the chosen one.
    pub problem: Option<&'static str>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitesSpacesData {
    /// What is around it.
    pub frame: SiteFrame,
    /// The spaces.
    pub spaces: Vec<SpaceLine>,
    /// A new space's name, as typed.
    pub name: String,
    /// Its key, as typed.
    pub key: String,
    /// Its time zone.
    pub time_zone: TimeZoneChoice,
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
    let spaces = data.spaces.into_iter().map(line).collect_view();
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
        <ul class="card-part people">{spaces}</ul>
        <form class="card-part" method="post" action="/app/site/spaces">
            <h2>{words::NEW_SPACE}</h2>
            {name.view()}
            {key.view()}
            {time_zone(data.time_zone)}
            <p>
                <button class="button primary" type="submit">
                    {words::CREATE}
                </button>
            </p>
        </form>
    };
    framed(data.frame, SitePage::Spaces, None, content)
}

fn line(line: SpaceLine) -> impl IntoView {
    let SpaceRef { key, name } = line.space;
    let link = |label, at| {
        let about = words::about(label, &name);
        view! {
            <a class="button" href=at aria-label=about>
                {label}
            </a>
        }
    };
    let actions = (
        link(words::CHANGE, format!("/app/site/spaces/{key}")),
        link(words::SETTINGS, format!("/app/{key}/settings")),
    );
    let mark = view! { <span class="lozenge">{key}</span> };
    row(&name, mark, Some(line.time_zone), actions)
}

fn time_zone(choice: TimeZoneChoice) -> impl IntoView {
    let known = choice.names.contains(&choice.chosen);
    // What is no time zone any more stays to be seen, until another is chosen.
    let other = (!known).then(|| {
        view! {
            <option value=choice.chosen.clone() selected>
                {choice.chosen.clone()}
            </option>
        }
    });
    let options = choice
        .names
        .iter()
        .map(|name| {
            let selected = *name == choice.chosen;
            view! {
                <option value=name.as_str() selected=selected>
                    {name.as_str()}
                </option>
            }
        })
        .collect_view();
    let invalid = choice.problem.map(|_| "true");
    let described = match choice.problem {
        Some(_) => "time_zone-hint time_zone-problem",
        None => "time_zone-hint",
    };
    let problem = choice.problem.map(|problem| {
        view! {
            <p class="problem" id="time_zone-problem">
                {problem}
            </p>
        }
    });
    view! {
        <div class="field">
            <label for="time_zone">{words::TIME_ZONE}</label>
            <p class="hint" id="time_zone-hint">
                {words::TIME_ZONE_HINT}
            </p>
            {problem}
            <select
                class="input"
                id="time_zone"
                name="time_zone"
                aria-invalid=invalid
                aria-describedby=described
            >
                {other}
                {options}
            </select>
        </div>
    }
}

/// One space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceData {
    /// What is around it.
    pub frame: SiteFrame,
    /// Which.
    pub space: SpaceRef,
    /// The version that the form is made from.
    pub version: u64,
    /// The name, as typed.
    pub name: String,
    /// What is wrong with it.
    pub name_problem: Option<&'static str>,
    /// The time zone.
    pub time_zone: TimeZoneChoice,
    /// What somebody else has changed since.
    pub changed: Vec<ForeignChange>,
}

/// A space's page.
#[component]
pub fn SpacePage(
    /// What it shows.
    data: SpaceData,
) -> impl IntoView {
    let at = format!("/app/site/spaces/{}", data.space.key);
    let name = Line {
        problem: data.name_problem,
        ..Line::new("name", words::SPACE_NAME, &data.name)
    };
    let content = view! {
        {changed_view(data.changed, at.clone())}
        <form class="card-part" method="post" action=at>
            {version_field(data.version)}
            {name.view()}
            <p class="soft">{words::key_stays(&data.space.key)}</p>
            {time_zone(data.time_zone)}
            <p>
                <button class="button primary" type="submit">
                    {words::SAVE}
                </button>
            </p>
        </form>
    };
    framed(data.frame, SitePage::Spaces, Some(data.space.name), content)
}
