//! The sentences of *Team and chat settings*.

use baton_core::direction::isolated;
use baton_core::settings::{
    AvailabilityMeaning, LONGEST_REPEAT, LONGEST_WAIT, SHORTEST_REPEAT, SHORTEST_WAIT, WaitProblem,
    wait_text,
};
use baton_core::time::Millis;

/// A setting (seed).
pub const TIME_TO_ASSIGN: &str = "Time to assign";
/// What it does.
pub const TIME_TO_ASSIGN_HINT: &str = "How long a customer waits for an agent to claim the chat. When it passes, a work item is created and Rovo takes over again.";
/// A setting (seed).
pub const TIME_TO_REPLY: &str = "Time to reply";
/// What it does.
pub const TIME_TO_REPLY_HINT: &str = "How long the agent has to answer, from the claim and from the customer’s first unanswered message. When it passes, the chat goes back to Unassigned.";
/// A part of a wait.
pub const MINUTES: &str = "Minutes";
/// A part of a wait.
pub const SECONDS: &str = "Seconds";
/// A setting (seed).
pub const ASSIGN_A_TEAM: &str = "Assign a team";
/// What it does (seed: "Team assignment is highly recommended").
pub const ASSIGN_A_TEAM_HINT: &str = "Highly recommended. Work items from chats are assigned to this team, and its members are notified of new chats. Without a team, only an agent who watches the live chat inbox hears of them.";
/// No team.
pub const NO_TEAM: &str = "No team";
/// No team is assigned.
pub const NO_TEAM_NOW: &str =
    "no team is assigned, so a new chat alerts only who watches the inbox";
/// There are no teams to choose from.
pub const NO_TEAMS: &str = "There are no teams on this site yet. A site admin can make one.";
/// The team that was chosen is gone.
pub const TEAM_GONE: &str = "This team no longer exists. Choose another.";
/// The availability toggle (seed: "make live chat available based on team member availability").
pub const FOLLOW: &str = "Make live chat available based on team member availability";
/// What it does (seed).
pub const FOLLOW_HINT: &str = "When enabled, live chat is only visible to customers when at least one agent from the assigned team is available.";
/// A limit (seed).
pub const UP_TO_100: &str = "Each live chat team can have up to 100 members; beyond that, agents cannot mark themselves available or unavailable to control the helpseeker experience.";
/// A setting.
pub const REPEAT_ALERTS: &str = "Repeat alerts every";
/// What it does.
pub const REPEAT_ALERTS_HINT: &str = "How often the same agents are alerted again of a chat that nobody has claimed. Enter 0 to alert them once only.";
/// A setting (seed).
pub const LABEL: &str = "Default label for live chat";
/// What it does (seed).
pub const LABEL_HINT: &str =
    "This will add a label to all work items created via live chat. This is a read-only field.";

/// A team with its size.
#[must_use]
pub fn team_option(name: &str, members: usize) -> String {
    match members {
        1 => format!("{} (1 member)", isolated(name)),
        count => format!("{} ({count} members)", isolated(name)),
    }
}

/// Why a wait was not taken.
#[must_use]
pub fn wait_problem(problem: WaitProblem) -> String {
    match problem {
        WaitProblem::Empty => "Enter minutes, seconds or both.".to_owned(),
        WaitProblem::NotANumber => "Use whole numbers only.".to_owned(),
        WaitProblem::TooShort => format!("At least {}.", wait_text(SHORTEST_WAIT)),
        WaitProblem::TooLong => format!("At most {}.", wait_text(LONGEST_WAIT)),
    }
}

/// Why *Repeat alerts every* was not taken.
#[must_use]
pub fn repeat_problem(problem: WaitProblem) -> String {
    match problem {
        WaitProblem::TooShort => {
            format!("At least {}, or 0 for never.", wait_text(SHORTEST_REPEAT))
        }
        WaitProblem::TooLong => format!("At most {}.", wait_text(LONGEST_REPEAT)),
        WaitProblem::Empty | WaitProblem::NotANumber => wait_problem(problem),
    }
}

/// How often alerts are repeated now.
#[must_use]
pub fn repeat_now(every: Millis) -> String {
    match every {
        Millis(0) => "agents are alerted once".to_owned(),
        every => wait_text(every),
    }
}

/// What the availability toggle means now.
#[must_use]
pub fn availability(meaning: AvailabilityMeaning) -> String {
    match meaning {
        AvailabilityMeaning::Off => {
            "off, so live chat is offered whether or not anybody is available".to_owned()
        }
        AvailabilityMeaning::NoTeam => {
            "on, but acts as off, because no team is assigned".to_owned()
        }
        AvailabilityMeaning::TooManyMembers(members) => {
            format!(
                "on, but acts as off, because the team has {members} members and 100 is the most that counts"
            )
        }
        AvailabilityMeaning::Nobody => {
            "on, and nobody of the team is available, so live chat is hidden".to_owned()
        }
        AvailabilityMeaning::Somebody(1) => {
            "on, and 1 agent is available, so live chat is offered".to_owned()
        }
        AvailabilityMeaning::Somebody(count) => {
            format!("on, and {count} agents are available, so live chat is offered")
        }
    }
}
