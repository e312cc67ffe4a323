//! *Teams*: their list, and one team with its members.

use baton_core::id::{AccountId, TeamId};
use baton_core::settings::MemberState;
use baton_core::staff::may_mark_available;
use leptos::prelude::*;

use super::frame::{Line, SiteFrame, SitePage, act, framed, row};
use super::words;
use crate::console::words::settings::unreachable;

/// The list of teams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamsData {
    /// What is around it.
    pub frame: SiteFrame,
    /// Each team's id, name and number of members.
    pub teams: Vec<(TeamId, String, usize)>,
    /// What was typed as a new team's name.
    pub name: String,
    /// What is wrong with it.
    pub name_problem: Option<&'static str>,
}

/// *Teams*.
#[component]
pub fn TeamsPage(
    /// What it shows.
    data: TeamsData,
) -> impl IntoView {
    let list = if data.teams.is_empty() {
        view! { <p class="card-part">{words::NO_TEAMS}</p> }.into_any()
    } else {
        let teams = data
            .teams
            .into_iter()
            .map(|(id, name, members)| {
                view! {
                    <li>
                        <a href=format!("/app/site/teams/{id}") dir="auto">
                            {name}
                        </a>
                        <span class="soft">{words::members(members)}</span>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="settings-list">{teams}</ul> }.into_any()
    };
    let name = Line {
        problem: data.name_problem,
        ..Line::new("name", words::NAME, &data.name)
    };
    let content = view! {
        {list}
        <form class="card-part" method="post" action="/app/site/teams">
            <h2>{words::NEW_TEAM}</h2>
            {name.view()}
            <p>
                <button class="button primary" type="submit">
                    {words::CREATE}
                </button>
            </p>
        </form>
    };
    framed(data.frame, SitePage::Teams, None, content)
}

/// One team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamData {
    /// What is around it.
    pub frame: SiteFrame,
    /// Which.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// The name, as typed.
    pub typed: String,
    /// What is wrong with it.
    pub name_problem: Option<&'static str>,
    /// Its members, and what keeps each from counting as available.
    pub members: Vec<(AccountId, String, MemberState)>,
    /// What was searched for, to add.
    pub search: String,
    /// Who was found and is not in it: id, name, address.
    pub found: Vec<(AccountId, String, String)>,
}

/// A team's page.
#[component]
pub fn TeamPage(
    /// What it shows.
    data: TeamData,
) -> impl IntoView {
    let at = format!("/app/site/teams/{}", data.id);
    let too_large = (!may_mark_available(data.members.len()))
        .then(|| view! { <p class="notice warn">{words::TEAM_TOO_LARGE}</p> });
    let members = if data.members.is_empty() {
        view! { <p>{words::NO_MEMBERS}</p> }.into_any()
    } else {
        let lines = data
            .members
            .into_iter()
            .map(|(id, name, state)| {
                let remove = act(
                    format!("{at}/remove"),
                    words::REMOVE,
                    &name,
                    &[("account", id.to_string())],
                );
                let (label, tone) = match state {
                    MemberState::Available => (words::AVAILABLE, "lozenge good"),
                    MemberState::Away => (words::MARKED_NOT_PRESENT, "lozenge"),
                    MemberState::Unreachable(why) => (unreachable(why), "lozenge warn"),
                    MemberState::NotMarked => (words::NOT_AVAILABLE, "lozenge"),
                };
                let state = view! { <span class=tone>{label}</span> };
                row(&name, state, None, remove)
            })
            .collect_view();
        view! { <ul class="people">{lines}</ul> }.into_any()
    };
    let nobody = (!data.search.is_empty() && data.found.is_empty())
        .then(|| view! { <p>{words::NOBODY_FOUND}</p> });
    let found = data
        .found
        .into_iter()
        .map(|(id, name, email)| {
            let add = act(
                format!("{at}/add"),
                words::ADD,
                &name,
                &[("account", id.to_string())],
            );
            row(&name, (), Some(email), add)
        })
        .collect_view();
    let name = Line {
        problem: data.name_problem,
        ..Line::new("name", words::NAME, &data.typed)
    };
    let content = view! {
        {too_large}
        <section class="card-part" aria-labelledby="members">
            <h2 id="members">{words::MEMBERS}</h2>
            {members}
        </section>
        <section class="card-part" aria-labelledby="add">
            <h2 id="add">{words::ADD_MEMBERS}</h2>
            <form class="filters" method="get" action=at.clone()>
                <div class="filter">
                    <label for="q">{words::SEARCH_PEOPLE}</label>
                    <input class="input" id="q" name="q" type="search" value=data.search />
                </div>
                <button class="button" type="submit">
                    {words::SEARCH}
                </button>
            </form>
            {nobody}
            <ul class="people">{found}</ul>
        </section>
        <form class="card-part" method="post" action=format!("{at}/rename")>
            <h2>{words::RENAME}</h2>
            {name.view()}
            <p>
                <button class="button" type="submit">
                    {words::RENAME}
                </button>
            </p>
        </form>
    };
    framed(data.frame, SitePage::Teams, Some(data.name), content)
}
