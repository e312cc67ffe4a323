//! An agent's own profile: name, availability in each team, password.

use baton_core::staff::may_mark_available;
use leptos::prelude::*;

use super::frame::{Line, SiteFrame, SitePage, act, framed, mark, row};
use super::words;
use crate::console::model::MyTeam;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileData {
    /// What is around it.
    pub frame: SiteFrame,
    /// The name, as typed.
    pub name: String,
    /// What is wrong with it.
    pub name_problem: Option<&'static str>,
    /// What is wrong with the present password.
    pub present_problem: Option<&'static str>,
    /// What is wrong with the new one.
    pub new_problem: Option<&'static str>,
}

/// *Your profile*.
#[component]
pub fn ProfilePage(
    /// What it shows.
    data: ProfileData,
) -> impl IntoView {
    let name = Line {
        autocomplete: "name",
        problem: data.name_problem,
        ..Line::new("name", words::YOUR_NAME, &data.name)
    };
    let present = Line {
        kind: "password",
        autocomplete: "current-password",
        problem: data.present_problem,
        ..Line::new("present", words::PRESENT_PASSWORD, "")
    };
    let new = Line::new_password("password", words::NEW_PASSWORD, data.new_problem);
    let mine = data.frame.teams.clone();
    let teams = if mine.is_empty() {
        view! { <p>{words::IN_NO_TEAM}</p> }.into_any()
    } else {
        let lines = mine.into_iter().map(team).collect_view();
        view! { <ul class="people">{lines}</ul> }.into_any()
    };
    let content = view! {
        <section class="card-part" aria-labelledby="availability-heading" data-shows-availability>
            <h2 id="availability-heading">{words::AVAILABILITY}</h2>
            <p class="hint">{words::AVAILABILITY_HINT}</p>
            {teams}
            <p>
                <a href=SitePage::Notifications.path()>{SitePage::Notifications.label()}</a>
            </p>
        </section>
        <form class="card-part" method="post" action="/app/profile">
            {name.view()}
            <p>
                <button class="button" type="submit">
                    {words::SAVE}
                </button>
            </p>
        </form>
        <form class="card-part" method="post" action="/app/profile/password">
            <h2>{words::CHANGE_PASSWORD}</h2>
            <p class="hint">{words::CHANGE_PASSWORD_HINT}</p>
            {present.view()}
            {new.view()}
            <p>
                <button class="button" type="submit">
                    {words::CHANGE_PASSWORD}
                </button>
            </p>
        </form>
    };
    framed(data.frame, SitePage::Profile, None, content)
}

fn team(team: MyTeam) -> impl IntoView {
    let state = if team.marked {
        words::AVAILABLE
    } else {
        words::NOT_AVAILABLE
    };
    let control = if may_mark_available(team.members) {
        let (label, available) = if team.marked {
            (words::BE_AWAY, "no")
        } else {
            (words::BE_AVAILABLE, "yes")
        };
        let fields = [
            ("team", team.id.to_string()),
            ("available", available.to_owned()),
        ];
        act("/app/availability".to_owned(), label, &team.name, &fields).into_any()
    } else {
        let why = format!("team-too-large-{}", team.id);
        view! {
            <button class="button" type="button" disabled aria-describedby=why.clone()>
                {words::BE_AVAILABLE}
            </button>
            <p class="hint" id=why>
                {words::TEAM_TOO_LARGE}
            </p>
        }
        .into_any()
    };
    row(&team.name, mark(state), None, control)
}
