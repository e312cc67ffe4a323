//! Every sentence of the settings. The labels are the product document's, letter for letter.

mod embedding;
mod live;
mod set_up;
mod team;

pub use embedding::*;
pub use live::*;
pub use set_up::*;
pub use team::*;

use baton_core::direction::isolated;
use baton_core::offer::Obstacle;
use baton_core::settings::Plan;

/// The link in the left sidebar (seed: "In the left sidebar, select Settings").
pub const SETTINGS: &str = "Settings";
/// A group of the settings (seed: "In project settings, select Features").
pub const PROJECT_SETTINGS: &str = "Project settings";
/// A group of the settings, and the way to it in the menu (seed: "then Space settings, then Live chat").
pub const SPACE_SETTINGS: &str = "Space settings";

/// A page (seed).
pub const FEATURES: &str = "Features";
/// What it is for.
pub const FEATURES_MEANING: &str = "Turn the pages of a feature on or off for this space.";
/// A page.
pub const MEMBERS: &str = "Members";
/// What it is for.
pub const MEMBERS_MEANING: &str = "Who works in this space, and who may change its settings.";
/// A page.
pub const AUDIT: &str = "Audit log";
/// What it is for.
pub const AUDIT_MEANING: &str = "Who changed what, and when.";
/// A page (seed).
pub const LIVE_CHAT: &str = "Live chat";
/// What it is for.
pub const LIVE_CHAT_MEANING: &str = "Set live chat up, see its agent, or take it off the portal.";
/// A page (seed).
pub const TEAM_AND_CHAT: &str = "Team and chat settings";
/// What it is for.
pub const TEAM_AND_CHAT_MEANING: &str = "Who answers, and how long customers wait at most.";
/// A page.
pub const ROVO_AGENT: &str = "Rovo agent";
/// What it is for.
pub const ROVO_AGENT_MEANING: &str = "What Rovo is told, where it appears, and what it can do.";
/// A page.
pub const KNOWLEDGE: &str = "Knowledge";
/// What it is for.
pub const KNOWLEDGE_MEANING: &str = "The articles that Rovo answers from.";
/// A page.
pub const IS_IT_LIVE: &str = "Is it live?";
/// What it is for.
pub const IS_IT_LIVE_MEANING: &str =
    "Whether customers can ask for a person now, and if not, what mends it.";
/// A page.
pub const EMBEDDING: &str = "Embedding";
/// What it is for.
pub const EMBEDDING_MEANING: &str = "The chat on other sites: the snippet, and who may use it.";

/// Stores a form.
pub const SAVE: &str = "Save";
/// Leaves a form.
pub const CANCEL: &str = "Cancel";
/// It is stored.
pub const SAVED: &str = "Saved.";
/// Everything was so already.
pub const NOTHING_CHANGED: &str = "Nothing has changed: it was so already.";
/// Names the present state beside a control.
pub const NOW: &str = "Now:";

/// The offer is open.
pub const CAN_SEE: &str = "Customers can see live chat.";
/// The offer is not open, and its reasons follow.
pub const CANNOT_SEE: &str = "Customers can’t see live chat.";
/// Nobody of the team is available: what stands before the team's name.
pub const NO_ONE_IN: &str = "Customers can’t see live chat at the moment: no one in ";
/// And after it.
pub const IS_AVAILABLE: &str = " is available.";

/// Mends something.
#[must_use]
pub const fn mend(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Plan => "See what is needed",
        Obstacle::Skill => "Add the skill",
        Obstacle::EscalationLine => "Add an escalation line",
        Obstacle::Surface => "Put this space among the surfaces",
        Obstacle::NobodyAvailable => "See who is in the team",
    }
}

/// Heading of what somebody else has changed.
pub const CHANGED_HEADING: &str = "Not saved: these settings were changed meanwhile";
/// What to do about it.
pub const CHANGED_HINT: &str = "What you typed is still in the form below. Save again to put it in place of what is there now, or open the page anew to keep that.";
/// Opens the page as it is now.
pub const OPEN_ANEW: &str = "Open the page anew";

/// A change by somebody else: who, and which setting.
#[must_use]
pub fn changed_by(who: &str, setting: &str) -> String {
    format!("{} changed {setting}", isolated(who))
}

/// From which value to which.
#[must_use]
pub fn from_to(before: &str, after: &str) -> String {
    format!("from {} to {}", isolated(before), isolated(after))
}

/// No value.
pub const NOTHING: &str = "none";
/// A toggle is on.
pub const ON: &str = "on";
/// A toggle is off.
pub const OFF: &str = "off";
/// Who did something at a shell.
pub const AT_THE_SHELL: &str = "Somebody at the server’s shell";
/// What the site did by itself.
pub const THE_SITE: &str = "Baton";
/// Who is not known.
pub const SOMEBODY: &str = "Somebody";

/// Heading for who is no admin.
pub const NOT_ADMIN: &str = "These settings are for space admins";
/// What is needed (seed).
pub const NEEDED: &str = "To manage live chat in your service space, make sure:";
/// The first condition (seed).
pub const NEEDED_ADMIN: &str = "you’re a space admin";
/// The second condition (seed).
pub const NEEDED_PLAN: &str = "you’re on a Jira Service Management Premium or Enterprise plan";
/// Who can help.
pub const ASK_AN_ADMIN: &str = "A space admin can make you one, under Settings, Members.";
/// Back to work.
pub const TO_THE_INBOX: &str = "Go to the live chat inbox";

/// Heading where the plan does not include live chat.
pub const NOT_IN_PLAN: &str = "Live chat is not in your plan";
/// What that means.
#[must_use]
pub fn plan_meaning(plan: Plan) -> String {
    format!(
        "This site is on the {} plan. Customers can’t ask for a person, and these pages change nothing until the site is \
         on Premium or Enterprise. What was set up here is kept, and so are past chats and their work items.",
        plan_name(plan)
    )
}
/// Who can change the plan.
pub const PLAN_IS_THE_SITE_ADMINS: &str = "A site admin can change the plan.";
/// The same, for one.
pub const CHANGE_PLAN: &str = "Change the plan";

/// A plan's name.
#[must_use]
pub const fn plan_name(plan: Plan) -> &'static str {
    match plan {
        Plan::Free => "Free",
        Plan::Standard => "Standard",
        Plan::Premium => "Premium",
        Plan::Enterprise => "Enterprise",
    }
}

/// The title of a page.
#[must_use]
pub fn title(page: &str, key: &str) -> String {
    format!("{page} · {key}")
}
