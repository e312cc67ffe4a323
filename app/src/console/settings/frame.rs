//! What every page of the settings has around it, and the parts that several of them share: crumbs and heading, the
//! sentence about the present, what somebody else has changed.

use baton_core::offer::Obstacle;
use baton_core::time::Time;
use leptos::prelude::*;

use super::SettingsPage;
use super::words;
use crate::console::agent::Place;
use crate::console::shell::{Section, Sidebar, SidebarData};
use crate::console::stamp::Stamp;

/// What stands around a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The sidebar.
    pub sidebar: SidebarData,
    /// What was done just now, before the redirect that led here.
    pub done: Option<Done>,
}

impl Frame {
    /// The space's key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.sidebar.space.key
    }
}

/// What was done just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A form was stored.
    Saved,
    /// A form was stored, and everything was so already.
    Nothing,
    /// Live chat was activated.
    Activated,
    /// Live chat was deactivated.
    Deactivated,
}

impl Done {
    const ALL: [Self; 4] = [
        Self::Saved,
        Self::Nothing,
        Self::Activated,
        Self::Deactivated,
    ];

    /// In addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Nothing => "nothing",
            Self::Activated => "activated",
            Self::Deactivated => "deactivated",
        }
    }

    /// What that name says.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.name() == name)
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Saved => words::SAVED,
            Self::Nothing => words::NOTHING_CHANGED,
            Self::Activated => words::ACTIVATED,
            Self::Deactivated => words::DEACTIVATED,
        }
    }
}

/// A change that somebody else has saved, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignChange {
    /// Who.
    pub who: String,
    /// When.
    pub at: Time,
    /// Which setting.
    pub setting: String,
    /// From which value.
    pub before: String,
    /// To which.
    pub after: String,
}

/// Whether customers can ask for a person now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// What stands in the way.
    pub obstacles: Vec<Obstacle>,
    /// The mapped team's name.
    pub team: Option<String>,
}

/// A page: `page` is marked in the sidebar, `below` is the name of a page under it.
pub(in crate::console) fn framed(
    frame: Frame,
    page: SettingsPage,
    below: Option<&'static str>,
    content: impl IntoView,
) -> impl IntoView {
    let key = frame.key().to_owned();
    let crumb = |page: SettingsPage| {
        view! {
            <a href=page.path(&key)>{page.label()}</a>
            <span aria-hidden="true">"/"</span>
        }
    };
    let crumbs = (page != SettingsPage::Overview).then(|| {
        view! {
            <p class="crumbs">
                {crumb(SettingsPage::Overview)} {below.is_some().then(|| crumb(page))}
            </p>
        }
    });
    let heading = below.unwrap_or(page.label());
    let done = frame.done.map(|done| {
        let inbox = (done == Done::Activated).then(|| {
            view! {
                " "
                <a href=format!("/app/{key}/inbox")>{words::CHAT_WITH_CUSTOMERS}</a>
            }
        });
        view! {
            <p class="notice good" role="status">
                {done.sentence()} {inbox}
            </p>
        }
    });
    view! {
        <div class="desk">
            <a class="skip" href="#main">
                {crate::console::words::SKIP}
            </a>
            <Sidebar data=frame.sidebar current=Section::Settings(page) />
            <main class="page settings" id="main">
                <header class="settings-head">
                    {crumbs} <h1>{heading}</h1>
                </header>
                {done}
                {content}
            </main>
        </div>
    }
}

/// Where an obstacle is mended.
fn mended_at(obstacle: Obstacle, key: &str) -> String {
    match obstacle {
        Obstacle::Plan => SettingsPage::LiveChat.path(key),
        Obstacle::Skill | Obstacle::EscalationLine => set_up_path(key),
        Obstacle::Surface => Place::Surface.path(key),
        Obstacle::NobodyAvailable => SettingsPage::IsItLive.path(key),
    }
}

/// The address of *Set up live chat*.
#[must_use]
pub fn set_up_path(key: &str) -> String {
    format!("{}/set-up", SettingsPage::LiveChat.path(key))
}

/// The address of *Deactivate live chat*.
#[must_use]
pub fn deactivate_path(key: &str) -> String {
    format!("{}/deactivate", SettingsPage::LiveChat.path(key))
}

/// The sentence about the present, with what stands in the way.
pub(super) fn present_view(present: &Present, key: &str) -> impl IntoView + use<> {
    let tone = if present.obstacles.is_empty() {
        "present good"
    } else {
        "present warn"
    };
    let sentence = match (present.obstacles.as_slice(), &present.team) {
        ([], _) => words::CAN_SEE.into_any(),
        ([Obstacle::NobodyAvailable], Some(team)) => view! {
            {words::NO_ONE_IN}
            <em dir="auto">{team.clone()}</em>
            {words::IS_AVAILABLE}
        }
        .into_any(),
        _ => words::CANNOT_SEE.into_any(),
    };
    let reasons = present
        .obstacles
        .iter()
        .filter(|obstacle| present.obstacles.len() > 1 || **obstacle != Obstacle::NobodyAvailable)
        .map(|obstacle| {
            view! {
                <li>
                    {crate::console::words::obstacle(*obstacle)} " "
                    <a href=mended_at(*obstacle, key)>{words::mend(*obstacle)}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class=tone>
            <p class="present-line">{sentence}</p>
            <ul class="reasons">{reasons}</ul>
        </div>
    }
}

/// What somebody else has changed since the form was made.
pub(in crate::console) fn changed_view(
    changes: Vec<ForeignChange>,
    again: String,
) -> Option<impl IntoView> {
    if changes.is_empty() {
        return None;
    }
    let lines = changes
        .into_iter()
        .map(|change| {
            view! {
                <li>
                    <b>{words::changed_by(&change.who, &change.setting)}</b>
                    " "
                    {words::from_to(&change.before, &change.after)}
                    " · "
                    <Stamp at=change.at />
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <div class="notice warn" role="alert" id="changed">
            <p>
                <b>{words::CHANGED_HEADING}</b>
            </p>
            <ul class="changes">{lines}</ul>
            <p>{words::CHANGED_HINT}</p>
            <p>
                <a href=again>{words::OPEN_ANEW}</a>
            </p>
        </div>
    })
}

/// What is so now, beside a control.
pub(super) fn now_view(id: &'static str, says: String) -> impl IntoView {
    view! {
        <p class="now" id=id>
            <b>{words::NOW}</b>
            " "
            {says}
        </p>
    }
}

/// Why a field was not taken.
pub(super) fn problem_view(id: &'static str, says: Option<String>) -> Option<impl IntoView> {
    says.map(|says| {
        view! {
            <p class="problem" id=id>
                {says}
            </p>
        }
    })
}

/// The version that a form was made from.
pub(in crate::console) fn version_field(version: u64) -> impl IntoView {
    view! { <input type="hidden" name="version" value=version.to_string() /> }
}
