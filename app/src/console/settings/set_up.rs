//! *Set up live chat* in a space that has a Rovo agent: *Add skill*, then the escalation line, ready to insert.

use baton_core::markup::in_textarea;
use baton_core::settings::LinesProblem;
use leptos::prelude::*;

use super::SettingsPage;
use super::frame::{
    ForeignChange, Frame, changed_view, framed, problem_view, set_up_path, version_field,
};
use super::words;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetUpData {
    /// What is around it.
    pub frame: Frame,
    /// The version that it was made from.
    pub version: u64,
    /// Whether the skill is there and the space is among the surfaces.
    pub has_skill: bool,
    /// The lines that name the space's project key already.
    pub lines: Vec<String>,
    /// What stands in the field: the suggested line, or what was typed.
    pub typed: String,
    /// Why it was not taken.
    pub problem: Option<LinesProblem>,
    /// What somebody else has changed.
    pub changed: Vec<ForeignChange>,
}

/// *Set up live chat*.
#[component]
pub fn SetUpPage(
    /// What it shows.
    data: SetUpData,
) -> impl IntoView {
    let key = data.frame.key().to_owned();
    let here = set_up_path(&key);
    let is_all = data.has_skill && !data.lines.is_empty();
    let all = is_all.then(|| {
        view! {
            <div class="present good">
                <p class="present-line">{words::ALL_SET}</p>
            </div>
        }
    });
    let content = view! {
        {changed_view(data.changed.clone(), here)}
        {all}
        {skill_part(&data, &key)}
        {lines_part(&data, &key)}
    };
    framed(
        data.frame.clone(),
        SettingsPage::LiveChat,
        Some(words::SET_UP),
        content,
    )
}

fn skill_part(data: &SetUpData, key: &str) -> impl IntoView + use<> {
    let action = if data.has_skill {
        view! { <span class="lozenge good">{words::SKILL_ADDED}</span> }.into_any()
    } else {
        view! {
            <button class="button primary" type="submit">
                {words::ADD_SKILL}
            </button>
        }
        .into_any()
    };
    view! {
        <form class="card-part" method="post" action=format!("{}/skill", set_up_path(key))>
            {version_field(data.version)} <p class="step">{words::step(1)}</p>
            <div class="toggle-row">
                <div>
                    <h2>{words::SKILL}</h2>
                    <p class="hint">{words::SKILL_HINT}</p>
                </div>
                {action}
            </div>
        </form>
    }
}

fn lines_part(data: &SetUpData, key: &str) -> impl IntoView + use<> {
    let there = (!data.lines.is_empty()).then(|| {
        let lines = data
            .lines
            .iter()
            .map(|line| view! { <li>{line.clone()}</li> })
            .collect_view();
        view! {
            <p class="hint">{words::LINES_THERE}</p>
            <ul class="lines">{lines}</ul>
        }
    });
    let class = if data.has_skill && data.lines.is_empty() {
        "button primary"
    } else {
        "button"
    };
    let invalid = data.problem.is_some();
    view! {
        <form class="card-part" method="post" action=format!("{}/lines", set_up_path(key))>
            {version_field(data.version)} <p class="step">{words::step(2)}</p>
            <div class="field">
                <label for="lines">{words::LINES}</label>
                <p class="hint" id="lines-hint">
                    {words::LINES_HINT}
                </p>
                {problem_view("lines-problem", data.problem.map(words::lines_problem))}
                <textarea
                    class="input"
                    id="lines"
                    name="lines"
                    rows="6"
                    aria-invalid=invalid.then_some("true")
                    aria-describedby=if invalid { "lines-problem lines-hint" } else { "lines-hint" }
                    inner_html=in_textarea(&data.typed)
                ></textarea>
            </div>
            {there}
            <div class="actions">
                <button class=class type="submit">
                    {words::INSERT}
                </button>
            </div>
        </form>
    }
}
