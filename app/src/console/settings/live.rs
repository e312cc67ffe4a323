//! *Is it live?*: yes or no, each thing it depends on with what mends it, who is there, and the self-test.

use baton_core::settings::{
    AvailabilityMeaning, Check, CheckKind, Finding, MemberState, Plan, SelfTest, StepOutcome,
    WalkedStep,
};
use baton_core::time::Time;
use leptos::prelude::*;

use super::SettingsPage;
use super::frame::{Frame, framed, set_up_path};
use super::words;
use crate::console::agent::Place;
use crate::console::model::Standing;
use crate::console::stamp::Stamp;

/// A member of the mapped team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveMember {
    /// The name.
    pub name: String,
    /// What keeps the member from counting as available.
    pub state: MemberState,
}

/// The last self-test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastTest {
    /// Who ran it.
    pub by: String,
    /// When.
    pub at: Time,
    /// What came of it.
    pub report: SelfTest,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveData {
    /// What is around it.
    pub frame: Frame,
    /// Whether customers can ask for a person now.
    pub open: bool,
    /// What it depends on.
    pub checks: Vec<Check>,
    /// The site's plan.
    pub plan: Plan,
    /// Where a site admin changes the plan.
    pub plan_path: &'static str,
    /// The mapped team's name and how many members it has.
    pub team: Option<(String, usize)>,
    /// What the availability toggle means now.
    pub meaning: AvailabilityMeaning,
    /// Whether the feature is on.
    pub enabled: bool,
    /// The team's members, at most so many as fit.
    pub members: Vec<LiveMember>,
    /// The last self-test.
    pub last: Option<LastTest>,
}

/// *Is it live?*
#[component]
pub fn LivePage(
    /// What it shows.
    data: LiveData,
) -> impl IntoView {
    let key = data.frame.key().to_owned();
    let (tone, answer, says) = if data.open {
        ("verdict good", words::YES, words::IS_LIVE)
    } else {
        ("verdict warn", words::NO, words::IS_NOT_LIVE)
    };
    let checks = data
        .checks
        .iter()
        .map(|check| check_view(*check, &data, &key))
        .collect_view();
    let content = view! {
        <div class=tone>
            <p class="verdict-answer">{answer}</p>
            <p>{says}</p>
        </div>
        <section class="card-part" aria-labelledby="depends">
            <h2 id="depends">{words::DEPENDS_ON}</h2>
            <ul class="checks">{checks}</ul>
        </section>
        {members_view(&data)}
        {test_view(data.last.clone(), &key)}
    };
    framed(data.frame.clone(), SettingsPage::IsItLive, None, content)
}

fn finding_lozenge(finding: Finding) -> impl IntoView {
    let (class, label) = match finding {
        Finding::Good => ("lozenge good", words::GOOD),
        Finding::Blocks => ("lozenge bad", words::IN_THE_WAY),
        Finding::Notice => ("lozenge warn", words::WORTH_A_LOOK),
        Finding::Information => ("lozenge", words::FOR_INFORMATION),
    };
    view! { <span class=class>{label}</span> }
}

fn check_view(check: Check, data: &LiveData, key: &str) -> impl IntoView + use<> {
    let is_good = check.finding == Finding::Good;
    let (label, says, at) = match check.kind {
        CheckKind::Plan => (
            words::CHECK_PLAN,
            words::plan_now(data.plan),
            data.plan_path.to_owned(),
        ),
        CheckKind::Skill => (
            words::SKILL,
            words::skill_now(is_good).to_owned(),
            set_up_path(key),
        ),
        CheckKind::EscalationLine => (
            words::CHECK_LINE,
            words::line_now(is_good, key),
            set_up_path(key),
        ),
        CheckKind::Surface => (
            words::CHECK_SURFACE,
            words::surface_now(is_good).to_owned(),
            Place::Surface.path(key),
        ),
        CheckKind::Team => {
            let team = data.team.as_ref();
            (
                words::CHECK_TEAM,
                words::team_now(team.map(|(name, members)| (name.as_str(), *members))),
                SettingsPage::TeamAndChat.path(key),
            )
        }
        CheckKind::Availability => (
            words::CHECK_AVAILABILITY,
            words::availability_now(data.meaning),
            SettingsPage::TeamAndChat.path(key),
        ),
        CheckKind::Feature => (
            words::CHECK_FEATURE,
            words::feature_now(data.enabled).to_owned(),
            SettingsPage::Features.path(key),
        ),
    };
    let action = if is_good || check.finding == Finding::Information {
        words::LOOK_AT_IT
    } else {
        words::MEND_IT
    };
    let may =
        check.kind != CheckKind::Plan || data.frame.sidebar.viewer.standing == Standing::SiteAdmin;
    let way = if may {
        view! { <a href=at aria-label=words::about(action, label)>{action}</a> }.into_any()
    } else {
        view! { <span class="soft">{words::PLAN_IS_THE_SITE_ADMINS}</span> }.into_any()
    };
    view! {
        <li class="check">
            {finding_lozenge(check.finding)} <div>
                <b>{label}</b>
                <p class="soft">{says}</p>
            </div> {way}
        </li>
    }
}

fn members_view(data: &LiveData) -> Option<impl IntoView + use<>> {
    let (team, _) = data.team.clone()?;
    let rows = data
        .members
        .iter()
        .map(|member| {
            let tone = match member.state {
                MemberState::Available => "lozenge good",
                MemberState::NotMarked => "lozenge",
                MemberState::Away | MemberState::Unreachable(_) => "lozenge warn",
            };
            view! {
                <li>
                    <span dir="auto">{member.name.clone()}</span>
                    <span class=tone>{words::member_state(member.state)}</span>
                </li>
            }
        })
        .collect_view();
    let none = data
        .members
        .is_empty()
        .then(|| view! { <p class="soft">{words::NO_MEMBERS}</p> });
    Some(view! {
        <section class="card-part" aria-labelledby="who">
            <h2 id="who">{words::who_is_in(&team)}</h2>
            <ul class="people">{rows}</ul>
            {none}
        </section>
    })
}

fn test_view(last: Option<LastTest>, key: &str) -> impl IntoView + use<> {
    let result = match last {
        None => view! { <p class="soft">{words::NEVER_RUN}</p> }.into_any(),
        Some(last) => {
            let (tone, says) = if last.report.passed() {
                ("notice good", words::TEST_PASSED)
            } else {
                ("notice bad", words::TEST_FAILED)
            };
            let steps = last.report.steps.into_iter().map(step_view).collect_view();
            view! {
                <div class=tone role="status">
                    <p>
                        <b>{says}</b>
                    </p>
                    <p>
                        {words::LAST_RUN} {last.by} " · "
                        <Stamp at=last.at />
                    </p>
                </div>
                <ol class="checks">{steps}</ol>
            }
            .into_any()
        }
    };
    let action = format!("{}/self-test", SettingsPage::IsItLive.path(key));
    view! {
        <section class="card-part" aria-labelledby="self-test">
            <h2 id="self-test">{words::SELF_TEST}</h2>
            <p>{words::SELF_TEST_HINT}</p>
            <p class="hint">{words::PROVES}</p>
            <p class="hint">{words::PROVES_NOT}</p>
            <form class="actions" method="post" action=action>
                <button class="button primary" type="submit">
                    {words::RUN_SELF_TEST}
                </button>
            </form>
            {result}
        </section>
    }
}

fn step_view(walked: WalkedStep) -> impl IntoView {
    let tone = match walked.outcome {
        StepOutcome::Passed => "lozenge good",
        StepOutcome::NotOffered(_) | StepOutcome::Failed => "lozenge bad",
        StepOutcome::Skipped => "lozenge",
    };
    let reasons = match &walked.outcome {
        StepOutcome::NotOffered(obstacles) => obstacles
            .iter()
            .map(|obstacle| {
                view! { <p class="soft">{crate::console::words::obstacle(*obstacle)}</p> }
            })
            .collect_view(),
        _ => Vec::new(),
    };
    let quoted = walked
        .quoted
        .as_deref()
        .map(|title| view! { <p class="soft">{words::rovo_quoted(title)}</p> });
    let took = (walked.outcome != StepOutcome::Skipped).then(|| words::took(walked.micros));
    view! {
        <li class="check">
            <span class=tone>{words::step_outcome(&walked.outcome)}</span>
            <div>
                <b>{words::test_step(walked.step)}</b>
                {reasons}
                {quoted}
            </div>
            <span class="soft figures">{took}</span>
        </li>
    }
}
