//! What every page of the agent has around it: the sidebar, and on the left *Surfaces* with the space and its scenarios.

use baton_core::settings::agent::{Field, Problem};
use leptos::prelude::*;

use crate::console::model::SpaceRef;
use crate::console::settings::SettingsPage;
use crate::console::settings::frame::{ForeignChange, changed_view};
use crate::console::shell::{Section, Sidebar, SidebarData};
use crate::console::words::{self, agent as say};

/// Which page of the agent is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Name and prompt.
    Prompt,
    /// The space among the surfaces.
    Surface,
    /// The scenario at this place.
    Scenario(usize),
    /// The test pane.
    Test,
}

impl Place {
    /// The address in the space of this key.
    #[must_use]
    pub fn path(self, key: &str) -> String {
        match self {
            Self::Prompt => address(key, ""),
            Self::Surface => address(key, "/surface"),
            Self::Scenario(at) => address(key, &format!("/scenarios/{}", at + 1)),
            Self::Test => address(key, "/test"),
        }
    }
}

/// An address below the agent's page.
#[must_use]
pub fn address(key: &str, tail: &str) -> String {
    format!("{}{tail}", SettingsPage::RovoAgent.path(key))
}

/// What stands around a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentFrame {
    /// The sidebar.
    pub sidebar: SidebarData,
    /// The agent's name.
    pub agent: String,
    /// The names of its scenarios, the default first.
    pub scenarios: Vec<String>,
    /// The version that the forms of the page were made from.
    pub version: String,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// What somebody else has changed since the form was opened, so that nothing was saved.
    pub changed: Vec<ForeignChange>,
}

impl AgentFrame {
    /// The space's key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.sidebar.space.key
    }

    /// The version, for a form.
    pub(super) fn version_field(&self) -> impl IntoView + use<> {
        view! { <input type="hidden" name="version" value=self.version.clone() /> }
    }
}

/// The page at a place, with its heading.
pub(super) fn framed(
    frame: AgentFrame,
    place: Place,
    heading: String,
    content: impl IntoView,
) -> impl IntoView {
    let AgentFrame {
        sidebar,
        agent,
        scenarios,
        done,
        changed,
        ..
    } = frame;
    let SpaceRef { key, name: space } = sidebar.space.clone();
    let here = |other| (place == other).then_some("page");
    let scenarios = scenarios
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let this = Place::Scenario(at);
            view! {
                <li>
                    <a href=this.path(&key) aria-current=here(this) dir="auto">
                        {name}
                    </a>
                </li>
            }
        })
        .collect_view();
    let done = done.map(|done| {
        view! {
            <p class="notice good" role="status">
                {done}
            </p>
        }
    });
    let changed = changed_view(changed, place.path(&key));
    view! {
        <div class="desk">
            <a class="skip" href="#main">
                {words::SKIP}
            </a>
            <Sidebar
                data=sidebar
                current=Section::Settings(SettingsPage::RovoAgent)
            />
            <main class="page agent" id="main">
                <nav class="agent-nav" aria-label=say::NAVIGATION>
                    <p class="crumbs">
                        <a href=SettingsPage::LiveChat.path(&key)>{SettingsPage::LiveChat.label()}</a>
                    </p>
                    <a class="agent-name" href=Place::Prompt.path(&key) aria-current=here(Place::Prompt) dir="auto">
                        {agent}
                    </a>
                    <h2>{say::SURFACES}</h2>
                    <ul>
                        <li>
                            <a href=Place::Surface.path(&key) aria-current=here(Place::Surface) dir="auto">
                                {space}
                            </a>
                            <ul aria-label=say::SCENARIOS>{scenarios}</ul>
                        </li>
                    </ul>
                    <h2>{say::TRY_OUT}</h2>
                    <ul>
                        <li>
                            <a href=Place::Test.path(&key) aria-current=here(Place::Test)>
                                {say::TEST_PANE}
                            </a>
                        </li>
                    </ul>
                </nav>
                <div class="agent-main">
                    <h1>{heading}</h1>
                    {done}
                    {changed}
                    {content}
                </div>
            </main>
        </div>
    }
}

/// What is wrong with a field.
pub(super) fn problem_of(problems: &[Problem], field: Field) -> Option<String> {
    let problem = problems.iter().find(|problem| problem.field == field)?;
    Some(say::wrong(problem.wrong))
}
