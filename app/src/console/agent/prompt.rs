//! Name and prompt (seed: "Under Add similar escalation lines to this agent’s prompt, enter …").

use baton_core::settings::agent::{Field as Wrong, Problem};
use leptos::prelude::*;

use super::frame::{AgentFrame, Place, framed, problem_of};
use crate::console::field::Field;
use crate::console::words::agent as say;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromptData {
    /// What is around it.
    pub frame: AgentFrame,
    /// The name, as typed.
    pub name: String,
    /// The instructions, as typed.
    pub instructions: String,
    /// The escalation lines, one a line, as typed.
    pub lines: String,
    /// What is wrong with what was typed.
    pub problems: Vec<Problem>,
    /// The line that the product document suggests, where none names the space.
    pub suggested: Option<String>,
}

/// The page.
#[component]
pub fn PromptPage(
    /// What it shows.
    data: PromptData,
) -> impl IntoView {
    let problems = data.problems;
    let path = Place::Prompt.path(data.frame.key());
    let suggested = data.suggested.map(|line| {
        view! {
            <p class="hint">{say::SUGGESTED}</p>
            <pre class="suggested">{line}</pre>
        }
    });
    let name = Field {
        hint: Some(say::NAME_HINT),
        problem: problem_of(&problems, Wrong::Name),
        ..Field::new("name", say::NAME, data.name)
    };
    let instructions = Field {
        hint: Some(say::INSTRUCTIONS_HINT),
        problem: problem_of(&problems, Wrong::Instructions),
        ..Field::new("instructions", say::INSTRUCTIONS, data.instructions)
    };
    let lines = Field {
        hint: Some(say::LINES_HINT),
        more: suggested.map(IntoAny::into_any),
        problem: problem_of(&problems, Wrong::Lines),
        ..Field::new("lines", say::LINES, data.lines)
    };
    let content = view! {
        <form class="agent-form" method="post" action=path>
            {data.frame.version_field()}
            {name.line()}
            {instructions.text(6, "input")}
            {lines.text(6, "input")}
            <div class="actions">
                <button class="button primary" type="submit">
                    {say::SAVE}
                </button>
            </div>
        </form>
    };
    let heading = data.frame.agent.clone();
    framed(data.frame, Place::Prompt, heading, content)
}
