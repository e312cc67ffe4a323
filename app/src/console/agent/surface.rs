//! The space among the agent's surfaces, with its scenarios (seed: "under Surfaces, select your … space").

use baton_core::scenario::Company;
use baton_core::settings::agent::{Field as Wrong, Problem};
use leptos::prelude::*;

use super::frame::{AgentFrame, Place, address, framed, problem_of};
use crate::console::field::Field;
use crate::console::words::agent as say;

/// The form for a new scenario, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewScenario {
    /// Its name.
    pub name: String,
    /// Its trigger.
    pub trigger: String,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    /// There are too many already.
    pub is_full: bool,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurfaceData {
    /// What is around it.
    pub frame: AgentFrame,
    /// Whether the space is among the surfaces.
    pub is_on: bool,
    /// Of each scenario, its trigger and who it can offer.
    pub scenarios: Vec<(String, Company)>,
    /// The form for a new one.
    pub new: NewScenario,
}

/// The page.
#[component]
pub fn SurfacePage(
    /// What it shows.
    data: SurfaceData,
) -> impl IntoView {
    let frame = data.frame;
    let key = frame.key().to_owned();
    let (present, to, label, class) = if data.is_on {
        (say::IS_SURFACE, "off", say::REMOVE_SURFACE, "button danger")
    } else {
        (say::IS_NO_SURFACE, "on", say::ADD_SURFACE, "button primary")
    };
    let last = data.scenarios.len().saturating_sub(1);
    let rows = data
        .scenarios
        .iter()
        .enumerate()
        .map(|(at, (trigger, company))| {
            let name = frame.scenarios.get(at).cloned().unwrap_or_default();
            let applies = if at == 0 {
                say::APPLIES_ELSE.to_owned()
            } else {
                trigger.clone()
            };
            let skill = (*company == Company::Person)
                .then(|| view! { <span class="lozenge accent">{say::SKILL}</span> });
            let default = (at == 0).then(|| view! { <span class="lozenge">{say::DEFAULT}</span> });
            let mover = |to: &'static str, label: String, mark: &'static str, shown: bool| {
                shown.then(|| {
                    view! {
                        <form method="post" action=format!("{}/move", Place::Scenario(at).path(&key))>
                            {frame.version_field()}
                            <input type="hidden" name="to" value=to />
                            <button class="icon-button" type="submit" aria-label=label.clone() title=label>
                                <span aria-hidden="true">{mark}</span>
                            </button>
                        </form>
                    }
                })
            };
            view! {
                <li>
                    <div class="scenario-words">
                        <p class="scenario-title">
                            <a href=Place::Scenario(at).path(&key) dir="auto">
                                {name.clone()}
                            </a>
                            {default}
                            {skill}
                        </p>
                        <p class="soft">{applies}</p>
                    </div>
                    <div class="scenario-moves">
                        {mover("earlier", say::move_earlier(&name), "↑", at > 1)}
                        {mover("later", say::move_later(&name), "↓", at > 0 && at < last)}
                    </div>
                </li>
            }
        })
        .collect_view();
    let new = data.new;
    let name = Field {
        id: "scenario-name",
        problem: problem_of(&new.problems, Wrong::ScenarioName),
        ..Field::new("name", say::NAME, new.name)
    };
    let trigger = Field {
        hint: Some(say::TRIGGER_HINT),
        problem: problem_of(&new.problems, Wrong::Trigger),
        ..Field::new("trigger", say::TRIGGER, new.trigger)
    };
    let full = new
        .is_full
        .then(|| view! { <p class="problem" role="alert">{say::TOO_MANY_SCENARIOS}</p> });
    let content = view! {
        <section class="agent-part">
            <p>{present}</p>
            <form method="post" action=Place::Surface.path(&key)>
                {frame.version_field()}
                <input type="hidden" name="surface" value=to />
                <button class=class type="submit">
                    {label}
                </button>
            </form>
        </section>
        <section class="agent-part" aria-labelledby="scenarios">
            <h2 id="scenarios">{say::SCENARIOS}</h2>
            <p class="hint">{say::SCENARIOS_HINT}</p>
            <ol class="scenarios">{rows}</ol>
        </section>
        <form class="agent-form" method="post" action=address(&key, "/scenarios")>
            <h2>{say::ADD_SCENARIO}</h2>
            {full}
            {frame.version_field()}
            {name.line()}
            {trigger.line()}
            <div class="actions">
                <button class="button" type="submit">
                    {say::ADD_SCENARIO}
                </button>
            </div>
        </form>
    };
    let heading = frame.sidebar.space.name.clone();
    framed(frame, Place::Surface, heading, content)
}
