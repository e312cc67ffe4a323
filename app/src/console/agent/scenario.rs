//! One scenario: when it applies, what it may quote, its skills (seed: "Under Skills, delete Chat with live agent.").

use baton_core::id::ArticleId;
use baton_core::settings::Knowledge;
use baton_core::settings::agent::{Field as Wrong, Problem, ScenarioText};
use leptos::prelude::*;

use super::frame::{AgentFrame, Place, framed, problem_of};
use crate::console::field::Field;
use crate::console::words::agent as say;

/// An article that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleChoice {
    /// Which.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// Whether customers can see it; Rovo quotes no other.
    pub is_published: bool,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioData {
    /// What is around it.
    pub frame: AgentFrame,
    /// Its place; 0 is the default.
    pub at: usize,
    /// What it says, as typed.
    pub text: ScenarioText,
    /// What it may quote, as chosen.
    pub knowledge: Knowledge,
    /// Every article of the space.
    pub articles: Vec<ArticleChoice>,
    /// Whether it has the skill *Chat with live agent*.
    pub has_skill: bool,
    /// What is wrong with what was typed.
    pub problems: Vec<Problem>,
}

/// In forms.
#[must_use]
pub fn knowledge_name(knowledge: &Knowledge) -> &'static str {
    match knowledge {
        Knowledge::All => "all",
        Knowledge::Chosen(_) => "chosen",
        Knowledge::None => "none",
    }
}

/// The page.
#[component]
pub fn ScenarioPage(
    /// What it shows.
    data: ScenarioData,
) -> impl IntoView {
    let place = Place::Scenario(data.at);
    let path = place.path(data.frame.key());
    let is_default = data.at == 0;
    let name = data
        .frame
        .scenarios
        .get(data.at)
        .cloned()
        .unwrap_or_default();
    let delete = (!is_default).then(|| {
        view! {
            <form class="agent-part" method="post" action=format!("{path}/delete")>
                {data.frame.version_field()}
                <button class="button danger" type="submit">
                    {say::DELETE_SCENARIO}
                </button>
            </form>
        }
    });
    let content = view! {
        {skills(&data, &path)}
        {form(&data, &path)}
        {delete}
    };
    framed(data.frame, place, name, content)
}

fn skills(data: &ScenarioData, path: &str) -> impl IntoView + use<> {
    let (now, to, label, class) = if data.has_skill {
        (
            view! { <span class="lozenge accent">{say::SKILL}</span> }.into_any(),
            "delete",
            say::DELETE_SKILL,
            "button danger",
        )
    } else {
        (
            view! { <span class="soft">{say::NO_SKILLS}</span> }.into_any(),
            "add",
            say::ADD_SKILL,
            "button primary",
        )
    };
    view! {
        <section class="agent-part" aria-labelledby="skills">
            <h2 id="skills">{say::SKILLS}</h2>
            <p class="hint">{say::SKILLS_HINT}</p>
            <div class="skill">
                {now}
                <form method="post" action=format!("{path}/skill")>
                    {data.frame.version_field()}
                    <input type="hidden" name="skill" value=to />
                    <button class=class type="submit">
                        {label}
                    </button>
                </form>
            </div>
        </section>
    }
}

fn form(data: &ScenarioData, path: &str) -> impl IntoView + use<> {
    let problems = &data.problems;
    let trigger = if data.at == 0 {
        view! {
            <div class="field">
                <span class="label">{say::TRIGGER}</span>
                <p class="hint">{say::APPLIES_ELSE}</p>
                <input type="hidden" name="trigger" value=data.text.trigger.clone() />
            </div>
        }
        .into_any()
    } else {
        let trigger = Field {
            hint: Some(say::TRIGGER_HINT),
            problem: problem_of(problems, Wrong::Trigger),
            ..Field::new("trigger", say::TRIGGER, data.text.trigger.clone())
        };
        trigger.text(3, "input").into_any()
    };
    let name = Field {
        problem: problem_of(problems, Wrong::ScenarioName),
        ..Field::new("name", say::NAME, data.text.name.clone())
    };
    let instructions = Field {
        hint: Some(say::INSTRUCTIONS_HINT),
        problem: problem_of(problems, Wrong::ScenarioInstructions),
        ..Field::new(
            "instructions",
            say::INSTRUCTIONS,
            data.text.instructions.clone(),
        )
    };
    view! {
        <form class="agent-form" method="post" action=path.to_owned()>
            {data.frame.version_field()}
            {name.line()}
            {trigger}
            {instructions.text(4, "input")}
            {knowledge(data)}
            <div class="actions">
                <button class="button primary" type="submit">
                    {say::SAVE}
                </button>
            </div>
        </form>
    }
}

fn knowledge(data: &ScenarioData) -> impl IntoView + use<> {
    let now = knowledge_name(&data.knowledge);
    let choice = |value: &'static str, label: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" name="knowledge" value=value checked=now == value />
                <span>{label}</span>
            </label>
        }
    };
    let chosen: &[ArticleId] = match &data.knowledge {
        Knowledge::Chosen(chosen) => chosen,
        Knowledge::All | Knowledge::None => &[],
    };
    let articles = data
        .articles
        .iter()
        .map(|article| {
            let draft = (!article.is_published)
                .then(|| view! { <span class="lozenge">{say::DRAFT}</span> });
            view! {
                <li>
                    <label class="choice">
                        <input
                            type="checkbox"
                            name="article"
                            value=article.id.to_string()
                            checked=chosen.contains(&article.id)
                        />
                        <span dir="auto">{article.title.clone()}</span>
                        {draft}
                    </label>
                </li>
            }
        })
        .collect_view();
    let problem = problem_of(&data.problems, Wrong::Knowledge).map(|problem| {
        view! {
            <p class="problem" id="knowledge-problem" role="alert">
                {problem}
            </p>
        }
    });
    view! {
        <fieldset class="field choices">
            <legend>{say::KNOWLEDGE}</legend>
            <p class="hint">{say::KNOWLEDGE_HINT}</p>
            {choice("all", say::KNOWLEDGE_ALL)}
            {choice("chosen", say::KNOWLEDGE_CHOSEN)}
            <ul class="articles">{articles}</ul>
            {choice("none", say::KNOWLEDGE_NONE)}
            {problem}
        </fieldset>
    }
}
