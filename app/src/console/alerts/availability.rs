//! The agent's availability in each team, on every page of the console: a menu of small forms that work without script.
//! With script each is sent without leaving the page, and the menu's content is fetched anew.

use baton_core::staff::may_mark_available;
use leptos::prelude::*;

use super::AVAILABILITY_ELEMENT;
use crate::console::model::MyTeam;
use crate::console::words::{alerts as words, site};

/// The menu; nothing for who is in no team.
#[component]
pub fn Availability(
    /// The reader's teams.
    teams: Vec<MyTeam>,
) -> impl IntoView {
    (!teams.is_empty()).then(|| {
        view! {
            <details id=AVAILABILITY_ELEMENT class="menu availability">
                {availability_menu(teams)}
            </details>
        }
    })
}

/// What is in the menu: its summary and its forms.
pub fn availability_menu(teams: Vec<MyTeam>) -> impl IntoView {
    let choosing: Vec<_> = teams
        .iter()
        .filter(|team| may_mark_available(team.members))
        .collect();
    let marked = choosing.iter().filter(|team| team.marked).count();
    let state = words::availability(marked, choosing.len());
    let mark = match marked {
        0 => "dot",
        marked if marked == choosing.len() => "dot good",
        _ => "dot some",
    };
    let title = format!("{}: {state}", site::AVAILABILITY);
    let lines = teams.into_iter().map(line).collect_view();
    view! {
        <summary class="state-line" title=title>
            <span class="state-mark">
                <span class=mark></span>
            </span>
            <span class="state-words">
                <span>{site::AVAILABILITY}</span>
                <span class="state-now">{state}</span>
            </span>
        </summary>
        <div class="menu-list">
            <ul>{lines}</ul>
            <p class="hint">{site::AVAILABILITY_HINT}</p>
            <p class="problem" role="status"></p>
        </div>
    }
}

fn line(team: MyTeam) -> impl IntoView {
    let id = team.id.to_string();
    let (state, next) = if team.marked {
        (words::AVAILABLE, "no")
    } else {
        (words::UNAVAILABLE, "yes")
    };
    if may_mark_available(team.members) {
        return view! {
            <li>
                <form method="post" action="/app/availability">
                    <input type="hidden" name="team" value=id.clone() />
                    <input type="hidden" name="available" value=next />
                    <button
                        class="team-choice"
                        type="submit"
                        role="switch"
                        aria-checked=team.marked.to_string()
                        data-team=id
                    >
                        <span class="team-choice-name">{team.name}</span>
                        <span class="state-now" aria-hidden="true">
                            {state}
                        </span>
                        <span class="switch" aria-hidden="true">
                            <span class="switch-knob"></span>
                        </span>
                    </button>
                </form>
            </li>
        }
        .into_any();
    }
    let why = format!("too-large-{id}");
    view! {
        <li>
            <button
                class="team-choice"
                type="button"
                role="switch"
                aria-checked="false"
                disabled
                aria-describedby=why.clone()
            >
                <span class="team-choice-name">{team.name}</span>
                <span class="switch" aria-hidden="true">
                    <span class="switch-knob"></span>
                </span>
            </button>
            <p class="hint" id=why>
                {site::TEAM_TOO_LARGE}
            </p>
        </li>
    }
    .into_any()
}
