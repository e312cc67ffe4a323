//! The sentences of *Is it live?* and its self-test.

use baton_core::direction::isolated;
use baton_core::settings::{AvailabilityMeaning, MemberState, Plan, Step, StepOutcome};
use baton_core::wire::alerts::{Permission, Reach};

use super::{availability, plan_name};

/// The yes of *Is it live?*
pub const YES: &str = "Yes";
/// The no of *Is it live?*
pub const NO: &str = "No";
/// Under the yes.
pub const IS_LIVE: &str = "Customers of this space can ask for a person now.";
/// Under the no.
pub const IS_NOT_LIVE: &str = "Customers of this space can’t ask for a person now.";
/// Heading of the reasons.
pub const DEPENDS_ON: &str = "What it depends on";
/// The team has nobody.
pub const NO_MEMBERS: &str = "Nobody is in this team yet.";
/// As it should be.
pub const GOOD: &str = "Good";
/// In the way.
pub const IN_THE_WAY: &str = "In the way";
/// Worth a look.
pub const WORTH_A_LOOK: &str = "Worth a look";
/// No bearing.
pub const FOR_INFORMATION: &str = "For information";

/// A team's member.
#[must_use]
pub const fn member_state(state: MemberState) -> &'static str {
    match state {
        MemberState::Available => "Available",
        MemberState::NotMarked => "Not marked available",
        MemberState::Away => "Marked available, but has no page of Baton open",
        MemberState::Unreachable(why) => unreachable(why),
    }
}

/// Why somebody who is marked available and has a page open does not count.
#[must_use]
pub const fn unreachable(why: Reach) -> &'static str {
    match why {
        // Who can be reached counts; there is nothing to say.
        Reach::Reachable | Reach::NoPage => "Marked available, but no open page can be alerted",
        Reach::NoPermission(Permission::Denied) => {
            "Marked available, but notifications are blocked in the browser"
        }
        Reach::NoPermission(Permission::Unsupported) => {
            "Marked available, but the browser has no notifications and no page is visible"
        }
        Reach::NoPermission(Permission::Default | Permission::Granted) => {
            "Marked available, but notifications are not allowed yet and no page is visible"
        }
        Reach::Unanswered { .. } => "Marked available, but an alert was not answered",
    }
}

/// Heading of the self-test.
pub const SELF_TEST: &str = "Self-test";
/// Runs it.
pub const RUN_SELF_TEST: &str = "Run a self-test";
/// What it does.
pub const SELF_TEST_HINT: &str = "Walks a test conversation through a whole chat, with Rovo and its articles, the code and the database that real ones use, and leaves nothing behind: no work item number is used and nobody is alerted.";
/// What it proves.
pub const PROVES: &str = "It proves that Rovo answers from what it has here and hands over when a person is wanted, that the settings allow a chat, that every step is decided and stored as it should be, and how long that takes.";
/// What it does not.
pub const PROVES_NOT: &str = "It does not prove that a customer’s browser reaches this site, that a notification arrives on an agent’s screen, or that an answer of Rovo’s is a good one.";
/// There was none.
pub const NEVER_RUN: &str = "It has not been run in this space yet.";
/// All is well.
pub const TEST_PASSED: &str = "Every step passed.";
/// Something is not.
pub const TEST_FAILED: &str = "A step did not pass.";
/// When it was run and by whom.
pub const LAST_RUN: &str = "Last run by ";

/// A step of the self-test.
#[must_use]
pub const fn test_step(step: Step) -> &'static str {
    match step {
        Step::RovoAnswers => "A customer asks something and Rovo answers",
        Step::HandOff => {
            "The customer writes that a person is wanted, and the chat waits in Unassigned"
        }
        Step::Claim => "An agent claims it",
        Step::Reply => "Agent and customer write to each other",
        Step::End => "The agent ends the chat, and Rovo has the conversation again",
        Step::WorkItem => "One work item has the label, the team and the transcript",
        Step::NothingLeft => "Nothing of it is left",
    }
}

/// What Rovo said in it.
#[must_use]
pub fn rovo_quoted(title: &str) -> String {
    format!("Rovo quoted “{title}”.")
}

/// How a step ended.
#[must_use]
pub const fn step_outcome(outcome: &StepOutcome) -> &'static str {
    match outcome {
        StepOutcome::Passed => "Passed",
        StepOutcome::NotOffered(_) => "Not offered",
        StepOutcome::Failed => "Failed",
        StepOutcome::Skipped => "Not tried",
    }
}

/// How long a step took.
#[must_use]
pub fn took(micros: u64) -> String {
    let tenths = micros.saturating_add(50) / 100;
    format!("{}.{} ms", tenths / 10, tenths % 10)
}

/// A check.
pub const CHECK_PLAN: &str = "Plan";
/// A check.
pub const CHECK_LINE: &str = "Escalation line";
/// A check.
pub const CHECK_SURFACE: &str = "Surface";
/// A check.
pub const CHECK_TEAM: &str = "Team";
/// A check.
pub const CHECK_AVAILABILITY: &str = "Availability";
/// A check.
pub const CHECK_FEATURE: &str = "Live chat in Features";
/// Where something that is not as it should be is mended.
pub const MEND_IT: &str = "Mend it";
/// Where something stands.
pub const LOOK_AT_IT: &str = "Open";

/// A link's name for screen readers.
#[must_use]
pub fn about(action: &str, what: &str) -> String {
    format!("{action}: {what}")
}

/// The plan.
#[must_use]
pub fn plan_now(plan: Plan) -> String {
    if plan.has_live_chat() {
        format!("The {} plan includes live chat.", plan_name(plan))
    } else {
        format!(
            "The {} plan does not include live chat: Premium or Enterprise does.",
            plan_name(plan)
        )
    }
}

/// The skill.
#[must_use]
pub const fn skill_now(there: bool) -> &'static str {
    if there {
        "A scenario of the Rovo agent has this skill."
    } else {
        "No scenario of a Rovo agent has this skill."
    }
}

/// The escalation line.
#[must_use]
pub fn line_now(there: bool, key: &str) -> String {
    if there {
        format!("The Rovo agent’s prompt has a line that names the project key {key}.")
    } else {
        format!("No line of the Rovo agent’s prompt names the project key {key}.")
    }
}

/// The surface.
#[must_use]
pub const fn surface_now(there: bool) -> &'static str {
    if there {
        "This space is among the Rovo agent’s surfaces."
    } else {
        "This space is not among the Rovo agent’s surfaces."
    }
}

/// The team: its name and how many members it has.
#[must_use]
pub fn team_now(team: Option<(&str, usize)>) -> String {
    match team.map(|(name, members)| (isolated(name), members)) {
        None => "No team is assigned, so new chats alert only who watches the inbox. A team is highly recommended.".to_owned(),
        Some((name, 0)) => format!("{name} has no members, so new chats alert nobody."),
        Some((name, 1)) => format!("{name} has 1 member."),
        Some((name, members)) if members > 100 => {
            format!("{name} has {members} members. Beyond 100, availability does not count.")
        }
        Some((name, members)) => format!("{name} has {members} members."),
    }
}

/// What the availability toggle means.
#[must_use]
pub fn availability_now(meaning: AvailabilityMeaning) -> String {
    format!("The toggle is {}.", availability(meaning))
}

/// The feature toggle.
#[must_use]
pub const fn feature_now(enabled: bool) -> &'static str {
    if enabled {
        "On. It opens the pages where live chat is set up, and has no bearing on the portal."
    } else {
        "Off. It closes the pages where live chat is set up, and has no bearing on the portal."
    }
}

/// Heading of the team's people.
#[must_use]
pub fn who_is_in(team: &str) -> String {
    format!("Who is there in {}", isolated(team))
}
