//! The test pane: what a customer would say, what Rovo would answer on the portal, and why.

use baton_core::rovo::Source;
use leptos::prelude::*;

use super::frame::{AgentFrame, Place, framed};
use crate::console::field::Field;
use crate::console::words::agent as say;
use crate::quote::quoted;

/// Something that was said, with what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SaidTurn {
    /// The customer's words.
    pub said: String,
    /// What Rovo made of them.
    pub turn: Turn,
}

/// What Rovo would do.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// It answers.
    Answered(Box<Answered>),
    /// The words can't be sent: empty or too long.
    NotSent(String),
}

/// What Rovo would answer, and why: sentences and figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The words on the portal.
    pub says: String,
    /// What it quotes.
    pub sources: Vec<Source>,
    /// Whether a person would be asked for.
    pub is_handed_off: bool,
    /// Why, sentence by sentence.
    pub why: Vec<String>,
    /// The articles that were considered: title, section, score, share of the question.
    pub considered: Vec<[String; 4]>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct TestData {
    /// What is around it.
    pub frame: AgentFrame,
    /// What was said so far.
    pub turns: Vec<SaidTurn>,
    /// Whether more can be said.
    pub goes_on: bool,
}

/// The page.
#[component]
pub fn TestPage(
    /// What it shows.
    data: TestData,
) -> impl IntoView {
    let key = data.frame.key().to_owned();
    let is_first = data.turns.is_empty();
    let hidden = data
        .turns
        .iter()
        .filter(|turn| matches!(turn.turn, Turn::Answered(_)))
        .map(|turn| view! { <input type="hidden" name="said" value=turn.said.clone() /> })
        .collect_view();
    let kept = data
        .turns
        .iter()
        .find(|turn| matches!(turn.turn, Turn::NotSent(_)))
        .map(|turn| turn.said.clone())
        .unwrap_or_default();
    let problem = data.turns.iter().find_map(|turn| match &turn.turn {
        Turn::NotSent(why) => Some(why.clone()),
        Turn::Answered(_) => None,
    });
    let turns = data
        .turns
        .into_iter()
        .filter_map(|turn| match turn.turn {
            Turn::Answered(answered) => Some(turn_view(turn.said, *answered)),
            Turn::NotSent(_) => None,
        })
        .collect_view();
    let (label, button) = if is_first {
        (say::SAYS, say::ASK)
    } else {
        (say::SAYS_NEXT, say::ASK_NEXT)
    };
    let said = Field {
        problem,
        ..Field::new("said", label, kept)
    };
    let form = data.goes_on.then(|| {
        view! {
            <form class="agent-form" method="post" action=Place::Test.path(&key)>
                {hidden}
                {said.text(2, "input")}
                <div class="actions">
                    <button class="button primary" type="submit">
                        {button}
                    </button>
                    {(!is_first)
                        .then(|| {
                            view! {
                                <a class="button quiet" href=Place::Test.path(&key)>
                                    {say::START_ANEW}
                                </a>
                            }
                        })}
                </div>
            </form>
        }
    });
    let over = (!data.goes_on).then(|| {
        view! {
            <p>
                <a class="button" href=Place::Test.path(&key)>
                    {say::START_ANEW}
                </a>
            </p>
        }
    });
    let content = view! {
        <p class="hint">{say::TEST_HINT}</p>
        <ol class="tried">{turns}</ol>
        {form}
        {over}
    };
    framed(data.frame, Place::Test, say::TEST_PANE.to_owned(), content)
}

fn turn_view(said: String, answered: Answered) -> impl IntoView {
    let sources = answered
        .sources
        .into_iter()
        .map(|source| {
            let section = source
                .section
                .map(|section| view! { <span class="soft">" › " <bdi>{section}</bdi></span> });
            view! {
                <blockquote class="tried-quote">
                    <p>
                        <b dir="auto">{source.title}</b>
                        {section}
                    </p>
                    {quoted(&source.quote)}
                </blockquote>
            }
        })
        .collect_view();
    let why = answered
        .why
        .into_iter()
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    let considered = (!answered.considered.is_empty()).then(|| {
        let rows = answered
            .considered
            .into_iter()
            .map(|[title, section, score, share]| {
                view! {
                    <tr>
                        <td>
                            <bdi>{title}</bdi>
                            <span class="soft">" " <bdi>{section}</bdi></span>
                        </td>
                        <td class="figures">{score}</td>
                        <td class="figures">{share}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <table class="considered">
                <caption>{say::CONSIDERED}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say::ARTICLE}</th>
                        <th scope="col">{say::SCORE}</th>
                        <th scope="col">{say::SHARE}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    let class = if answered.is_handed_off {
        "tried-says handed"
    } else {
        "tried-says"
    };
    view! {
        <li>
            <p class="tried-said">
                <span class="visually-hidden">{say::CUSTOMER_SAYS}</span>
                <bdi>{said}</bdi>
            </p>
            <div class=class>
                <p>{answered.says}</p>
                {sources}
            </div>
            <div class="tried-why" role="group" aria-label=say::WHY>
                <h2>{say::WHY}</h2>
                <ul>{why}</ul>
                {considered}
            </div>
        </li>
    }
}
