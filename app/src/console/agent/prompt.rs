//! Name and prompt (seed: "Under Add similar escalation lines to this agent’s prompt, enter …").

use baton_core::settings::agent::{Field, Problem};
use leptos::prelude::*;

use super::frame::{AgentFrame, Place, framed, is_wrong, problem_of};
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
    let invalid = |field| is_wrong(&problems, field).then_some("true");
    let suggested = data.suggested.map(|line| {
        view! {
            <p class="hint">{say::SUGGESTED}</p>
            <pre class="suggested">{line}</pre>
        }
    });
    let content = view! {
        <form class="agent-form" method="post" action=path>
            {data.frame.version_field()}
            <div class="field">
                <label for="name">{say::NAME}</label>
                <input
                    class="input"
                    id="name"
                    name="name"
                    value=data.name
                    aria-describedby="name-hint name-problem"
                    aria-invalid=invalid(Field::Name)
                />
                <p class="hint" id="name-hint">
                    {say::NAME_HINT}
                </p>
                {problem_of(&problems, Field::Name, "name-problem")}
            </div>
            <div class="field">
                <label for="instructions">{say::INSTRUCTIONS}</label>
                <textarea
                    class="input"
                    id="instructions"
                    name="instructions"
                    rows="6"
                    aria-describedby="instructions-hint instructions-problem"
                    aria-invalid=invalid(Field::Instructions)
                >
                    {crate::console::kept::kept_text(&data.instructions)}
                </textarea>
                <p class="hint" id="instructions-hint">
                    {say::INSTRUCTIONS_HINT}
                </p>
                {problem_of(&problems, Field::Instructions, "instructions-problem")}
            </div>
            <div class="field">
                <label for="lines">{say::LINES}</label>
                <textarea
                    class="input"
                    id="lines"
                    name="lines"
                    rows="6"
                    aria-describedby="lines-hint lines-problem"
                    aria-invalid=invalid(Field::Lines)
                >
                    {crate::console::kept::kept_text(&data.lines)}
                </textarea>
                <p class="hint" id="lines-hint">
                    {say::LINES_HINT}
                </p>
                {suggested}
                {problem_of(&problems, Field::Lines, "lines-problem")}
            </div>
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
