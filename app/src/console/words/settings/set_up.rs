//! The sentences of *Features*, *Live chat*, *Set up live chat* and the deactivation.

use baton_core::settings::LinesProblem;

/// What the feature toggle does.
pub const FEATURE_HINT: &str =
    "Shows the pages where live chat is set up. It does not take live chat off the portal.";
/// The feature is on.
pub const FEATURE_IS_ON: &str =
    "Live chat can be set up and changed under Space settings, Live chat.";
/// The feature is off, and live chat runs.
pub const FEATURE_OFF_RUNNING: &str = "The pages are closed, and live chat still runs on the portal. To remove it from there, its skill and escalation lines must go too.";
/// The feature is off, live chat lacks something, and a part of it is there.
pub const FEATURE_OFF_WAITING: &str = "The pages are closed, and live chat does not run on the portal at the moment. A part of it is still set up: its skill or its escalation lines.";
/// The feature is off, and live chat does not run.
pub const FEATURE_OFF_IDLE: &str = "The pages are closed, and live chat is not set up.";
/// Does the rest.
pub const DO_THE_REST: &str = "Take live chat off the portal too";
/// To the page behind the toggle.
pub const OPEN_LIVE_CHAT: &str = "Open the Live chat page";
/// Heading where the feature is off.
pub const FEATURE_OFF: &str = "The Live chat feature is off";
/// What that means on its pages.
pub const FEATURE_OFF_MEANING: &str = "Live chat can’t be set up or changed until it is on. You can still see its agent, and take live chat off the portal.";
/// To the toggle.
pub const OPEN_FEATURES: &str = "Open Features";

/// The button and link (seed).
pub const SET_UP: &str = "Set up live chat";
/// There is no Rovo agent yet.
pub const NO_AGENT: &str = "This space has no Rovo agent yet. Setting live chat up creates one for you and adds the skill and the escalation line. Live chat is active immediately in your service space.";
/// There is one, and something is missing.
pub const AGENT_LACKS: &str = "Live chat is not set up. Its Rovo agent needs the skill Chat with live agent, an escalation line with this space’s project key, and this space among its surfaces.";
/// It is set up.
pub const IS_SET_UP: &str = "Live chat is set up. Rovo hands a chat over when a customer asks for a person, or when it has no answer.";
/// The way to the Rovo agent (seed).
pub const VIEW_AGENT: &str = "View this agent";
/// What it is for.
pub const VIEW_AGENT_HINT: &str = "Its prompt, surfaces, scenarios and skills.";
/// Heading of the last part.
pub const DEACTIVATE_HEADING: &str = "Deactivate live chat in your service space";
/// What it does.
pub const DEACTIVATE_HINT: &str = "Removes the skill and the escalation lines in one step. Customers who wait get a work item; chats that are live go on to their end.";
/// To its page.
pub const DEACTIVATE: &str = "Deactivate live chat";
/// Asks.
pub const DEACTIVATE_QUESTION: &str = "Deactivate live chat?";
/// What will happen.
pub const DEACTIVATE_PORTAL: &str = "Customers can no longer ask for a person, on the portal and wherever the chat is embedded. Rovo goes on answering.";
/// What is removed.
pub const DEACTIVATE_REMOVED: &str = "Chat with live agent is removed from every scenario, and each escalation line with this space’s project key from the prompt.";
/// What stays.
pub const DEACTIVATE_STAYS: &str = "The team, the times and the Rovo agent stay as they are. Setting live chat up again takes one step.";
/// It is done.
pub const DEACTIVATED: &str = "Live chat has stopped working in your service space.";
/// It was done before.
pub const NOT_ACTIVE: &str =
    "Live chat is not active in this space: there is no skill and no escalation line to remove.";
/// It is done.
pub const ACTIVATED: &str = "Live chat is active in your service space.";
/// To the inbox, where the chats arrive.
pub const CHAT_WITH_CUSTOMERS: &str = "Chat with customers in the live chat inbox";

/// Who waits at the moment.
#[must_use]
pub fn waiting_now(waiting: usize) -> String {
    match waiting {
        0 => "Nobody waits at the moment. Chats that are live go on to their end.".to_owned(),
        1 => "1 customer waits at the moment and gets a work item. Chats that are live go on to their end.".to_owned(),
        count => format!(
            "{count} customers wait at the moment; each gets a work item. Chats that are live go on to their end."
        ),
    }
}

/// The button of the first step (seed).
pub const ADD_SKILL: &str = "Add skill";
/// The skill (seed).
pub const SKILL: &str = "Chat with live agent";
/// What it does.
pub const SKILL_HINT: &str = "With this skill the agent can hand a conversation to a person. Adding it also puts this space among the agent’s surfaces.";
/// It is there.
pub const SKILL_ADDED: &str = "Added";
/// The field of the second step (seed).
pub const LINES: &str = "Add similar escalation lines to this agent’s prompt";
/// What they do.
pub const LINES_HINT: &str = "They tell the agent when to start a live chat. A line counts when it names this space’s project key. One a line.";
/// The button of the second step.
pub const INSERT: &str = "Insert";
/// A line is there.
pub const LINES_THERE: &str = "The prompt has this line:";
/// A step's number.
#[must_use]
pub fn step(number: usize) -> String {
    format!("Step {number}")
}
/// Nothing is left to do.
pub const ALL_SET: &str = "Everything is in place. Live chat is active in your service space.";
/// Why lines were not taken.
#[must_use]
pub fn lines_problem(problem: LinesProblem) -> String {
    match problem {
        LinesProblem::Empty => "Write at least one line.".to_owned(),
        LinesProblem::NoKey => {
            "None of these lines names this space’s project key, so live chat would not start."
                .to_owned()
        }
        LinesProblem::TooLong(most) => format!("A line may have {most} characters at most."),
        LinesProblem::TooMany(most) => format!("A prompt may have {most} lines at most."),
    }
}
