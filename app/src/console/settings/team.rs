//! *Team and chat settings*.

use baton_core::id::TeamId;
use baton_core::settings::{
    AvailabilityMeaning, DEFAULT_LABEL, LiveChatSettings, TypedWait, WaitProblem, wait_text,
};
use leptos::prelude::*;

use super::SettingsPage;
use super::frame::{
    ForeignChange, Frame, Present, changed_view, framed, now_view, present_view, problem_view,
    version_field,
};
use super::words;

/// A team to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamChoice {
    /// Which.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// How many members it has.
    pub members: usize,
}

/// The form as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamForm {
    /// The version that it was made from.
    pub version: u64,
    /// *Time to assign*.
    pub assign: TypedWait,
    /// *Time to reply*.
    pub reply: TypedWait,
    /// *Assign a team*; empty for none.
    pub team: String,
    /// The availability toggle.
    pub follow: bool,
    /// *Repeat alerts every*.
    pub repeat: TypedWait,
    /// Why *Repeat alerts every* was not taken.
    pub repeat_problem: Option<WaitProblem>,
    /// Why *Time to assign* was not taken.
    pub assign_problem: Option<WaitProblem>,
    /// Why *Time to reply* was not taken.
    pub reply_problem: Option<WaitProblem>,
    /// Whether the team is gone.
    pub team_is_gone: bool,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamData {
    /// What is around it.
    pub frame: Frame,
    /// Whether customers can ask for a person now.
    pub present: Present,
    /// What is stored.
    pub settings: LiveChatSettings,
    /// What the availability toggle means now.
    pub meaning: AvailabilityMeaning,
    /// The teams of the site.
    pub teams: Vec<TeamChoice>,
    /// The form.
    pub form: TeamForm,
    /// What somebody else has changed.
    pub changed: Vec<ForeignChange>,
}

/// *Team and chat settings*.
#[component]
pub fn TeamPage(
    /// What it shows.
    data: TeamData,
) -> impl IntoView {
    let key = data.frame.key().to_owned();
    let here = SettingsPage::TeamAndChat.path(&key);
    let TeamForm {
        version,
        assign,
        reply,
        assign_problem,
        reply_problem,
        repeat,
        repeat_problem,
        ..
    } = data.form.clone();
    let assign = WaitField {
        name: "assign",
        label: words::TIME_TO_ASSIGN,
        hint: words::TIME_TO_ASSIGN_HINT,
        typed: assign,
        problem: assign_problem.map(words::wait_problem),
        now: wait_text(data.settings.time_to_assign),
    };
    let reply = WaitField {
        name: "reply",
        label: words::TIME_TO_REPLY,
        hint: words::TIME_TO_REPLY_HINT,
        typed: reply,
        problem: reply_problem.map(words::wait_problem),
        now: wait_text(data.settings.time_to_reply),
    };
    let repeat = WaitField {
        name: "repeat",
        label: words::REPEAT_ALERTS,
        hint: words::REPEAT_ALERTS_HINT,
        typed: repeat,
        problem: repeat_problem.map(words::repeat_problem),
        now: words::repeat_now(data.settings.repeat_alerts),
    };
    let content = view! {
        {present_view(&data.present, &key)}
        {changed_view(data.changed.clone(), here.clone())}
        <form class="settings-form" method="post" action=here>
            {version_field(version)} {wait_view(assign)} {wait_view(reply)} {team_view(&data)}
            {follow_view(&data)} {wait_view(repeat)} {label_view()} <div class="actions">
                <button class="button primary" type="submit">
                    {words::SAVE}
                </button>
            </div>
        </form>
    };
    framed(data.frame.clone(), SettingsPage::TeamAndChat, None, content)
}

/// A wait's two inputs.
struct WaitField {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    typed: TypedWait,
    problem: Option<String>,
    now: String,
}

fn wait_view(field: WaitField) -> impl IntoView {
    let WaitField {
        name,
        label,
        hint,
        typed,
        problem,
        now,
    } = field;
    let is_wrong = problem.is_some();
    let input = |part: &'static str, label: &'static str, value: String| {
        let id = format!("{name}-{part}");
        let described = if is_wrong {
            format!("{name}-problem {name}-hint {name}-now")
        } else {
            format!("{name}-hint {name}-now")
        };
        view! {
            <div class="wait-part">
                <label for=id.clone()>{label}</label>
                <input
                    class="input figures"
                    id=id
                    name=format!("{name}_{part}")
                    inputmode="numeric"
                    autocomplete="off"
                    value=value
                    aria-invalid=is_wrong.then_some("true")
                    aria-describedby=described
                />
            </div>
        }
    };
    view! {
        <fieldset class="card-part">
            <legend>{label}</legend>
            <p class="hint" id=format!("{name}-hint")>
                {hint}
            </p>
            {problem
                .map(|problem| {
                    view! {
                        <p class="problem" id=format!("{name}-problem")>
                            {problem}
                        </p>
                    }
                })}
            <div class="wait">
                {input("minutes", words::MINUTES, typed.minutes)}
                {input("seconds", words::SECONDS, typed.seconds)}
            </div>
            <p class="now" id=format!("{name}-now")>
                <b>{words::NOW}</b>
                " "
                {now}
            </p>
        </fieldset>
    }
}

fn team_view(data: &TeamData) -> impl IntoView + use<> {
    let chosen = data.form.team.clone();
    let options = data
        .teams
        .iter()
        .map(|team| {
            let value = team.id.to_string();
            let selected = value == chosen;
            view! {
                <option value=value selected=selected>
                    {words::team_option(&team.name, team.members)}
                </option>
            }
        })
        .collect_view();
    let mapped = data.settings.team;
    let mapped = data.teams.iter().find(|team| Some(team.id) == mapped);
    let now = match mapped {
        Some(team) => words::team_option(&team.name, team.members),
        None => words::NO_TEAM_NOW.to_owned(),
    };
    let none = data
        .teams
        .is_empty()
        .then(|| view! { <p class="hint">{words::NO_TEAMS}</p> });
    let gone = data.form.team_is_gone;
    let described = if gone {
        "team-problem team-hint team-now"
    } else {
        "team-hint team-now"
    };
    view! {
        <div class="card-part field">
            <label for="team">{words::ASSIGN_A_TEAM}</label>
            <p class="hint" id="team-hint">
                {words::ASSIGN_A_TEAM_HINT}
            </p>
            {problem_view("team-problem", gone.then(|| words::TEAM_GONE.to_owned()))}
            <select
                class="input"
                id="team"
                name="team"
                aria-invalid=gone.then_some("true")
                aria-describedby=described
            >
                <option value="" selected=chosen.is_empty()>
                    {words::NO_TEAM}
                </option>
                {options}
            </select>
            {none}
            {now_view("team-now", now)}
        </div>
    }
}

fn follow_view(data: &TeamData) -> impl IntoView + use<> {
    view! {
        <div class="card-part">
            <label class="toggle-row">
                <span class="toggle-label">{words::FOLLOW}</span>
                <input
                    class="switch"
                    type="checkbox"
                    role="switch"
                    id="follow"
                    name="follow"
                    value="on"
                    checked=data.form.follow
                    aria-describedby="follow-hint follow-limit follow-now"
                />
            </label>
            <p class="hint" id="follow-hint">
                {words::FOLLOW_HINT}
            </p>
            <p class="hint" id="follow-limit">
                {words::UP_TO_100}
            </p>
            {now_view("follow-now", words::availability(data.meaning))}
        </div>
    }
}

fn label_view() -> impl IntoView {
    view! {
        <div class="card-part field">
            <label for="label">{words::LABEL}</label>
            <p class="hint" id="label-hint">
                {words::LABEL_HINT}
            </p>
            <input
                class="input"
                id="label"
                value=DEFAULT_LABEL
                readonly
                aria-describedby="label-hint"
            />
        </div>
    }
}
