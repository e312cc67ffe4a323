//! What admins decide for a space: the site's plan, the live chat settings, the Rovo agent; and what is valid.

mod activation;
pub mod agent;
mod difference;
mod origins;
mod self_test;
mod standing;
mod waits;

pub use activation::{LinesProblem, is_live_chat_line, with_lines};
pub use difference::Setting;
pub use origins::{ALLOWED_ORIGINS, OriginProblem, WrongOrigin, parse_origin, parse_origins};
pub use self_test::{SelfTest, Step, StepOutcome, WalkedStep};
pub use standing::{AvailabilityMeaning, Check, CheckKind, Finding, LiveFacts, MemberState, SetUp};
pub use waits::{TypedWait, WaitProblem, wait_text};

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::id::TeamId;
use crate::time::Millis;

/// The label on every work item from a chat (seed: "Enter a Default label for live chat … This is a read-only field").
pub const DEFAULT_LABEL: &str = "live-chat";

/// The shortest *Time to assign* and *Time to reply*.
pub const SHORTEST_WAIT: Millis = Millis::seconds(10);
/// The longest *Time to assign* and *Time to reply*.
pub const LONGEST_WAIT: Millis = Millis::minutes(24 * 60);

/// The shortest *Repeat alerts every*, where alerts are repeated at all.
pub const SHORTEST_REPEAT: Millis = Millis::seconds(15);
/// The longest *Repeat alerts every*.
pub const LONGEST_REPEAT: Millis = Millis::minutes(30);

/// The site's plan. Live chat needs Premium or Enterprise (seed: "you’re on a … Premium or Enterprise plan").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Plan {
    /// No live chat.
    Free,
    /// No live chat.
    Standard,
    /// Live chat.
    Premium,
    /// Live chat.
    #[default]
    Enterprise,
}

impl Plan {
    /// Whether the plan includes live chat.
    #[must_use]
    pub const fn has_live_chat(self) -> bool {
        matches!(self, Self::Premium | Self::Enterprise)
    }
}

/// *Team and chat settings* of a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveChatSettings {
    /// *Time to assign*: from the request to the claim.
    pub time_to_assign: Millis,
    /// *Time to reply*: from the claim, and from the first unanswered customer message.
    pub time_to_reply: Millis,
    /// *Assign a team*: who handles the portal's chats.
    pub team: Option<TeamId>,
    /// Offer live chat only while somebody of the team is available.
    pub follow_availability: bool,
    /// *Repeat alerts every*: how often agents are alerted again of a chat that nobody has claimed; 0 for once only.
    #[serde(default = "usual_repeat")]
    pub repeat_alerts: Millis,
    /// The feature toggle. It gates the settings pages and nothing else.
    pub feature_enabled: bool,
}

/// *Repeat alerts every* where nobody has decided it.
const fn usual_repeat() -> Millis {
    Millis::minutes(1)
}

impl Default for LiveChatSettings {
    fn default() -> Self {
        Self {
            time_to_assign: Millis::minutes(3),
            time_to_reply: Millis::minutes(5),
            team: None,
            follow_availability: false,
            repeat_alerts: usual_repeat(),
            feature_enabled: false,
        }
    }
}

/// A setting that is out of bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvalidSetting {
    /// *Time to assign* is shorter than [`SHORTEST_WAIT`] or longer than [`LONGEST_WAIT`].
    TimeToAssign,
    /// *Time to reply* is shorter than [`SHORTEST_WAIT`] or longer than [`LONGEST_WAIT`].
    TimeToReply,
    /// *Repeat alerts every* is not 0, and shorter than [`SHORTEST_REPEAT`] or longer than [`LONGEST_REPEAT`].
    RepeatAlerts,
}

impl LiveChatSettings {
    /// Everything that is out of bounds.
    #[must_use]
    pub fn problems(&self) -> Vec<InvalidSetting> {
        let out_of_bounds = |wait: Millis| wait < SHORTEST_WAIT || wait > LONGEST_WAIT;
        let mut problems = Vec::new();
        if out_of_bounds(self.time_to_assign) {
            problems.push(InvalidSetting::TimeToAssign);
        }
        if out_of_bounds(self.time_to_reply) {
            problems.push(InvalidSetting::TimeToReply);
        }
        if waits::repeat_problem(self.repeat_alerts).is_some() {
            problems.push(InvalidSetting::RepeatAlerts);
        }
        problems
    }
}

/// A space's key in capitals, as in `HELP-12`: two to ten letters or digits, a letter first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProjectKey(String);

impl ProjectKey {
    /// The key, if the text is one. Small letters become capitals.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let key = text.trim().to_ascii_uppercase();
        let starts_well = key.starts_with(|first: char| first.is_ascii_uppercase());
        let valid = key
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        (starts_well && valid && (2..=10).contains(&key.len())).then_some(Self(key))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A skill of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Skill {
    /// *Chat with live agent*.
    ChatWithLiveAgent,
}

/// Which knowledge a scenario may quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Knowledge {
    /// Every published article of the space.
    All,
    /// Only these.
    Chosen(Vec<crate::id::ArticleId>),
    /// None.
    None,
}

/// A scenario of the Rovo agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// When it applies, in words.
    pub trigger: String,
    /// What to do, in words.
    pub instructions: String,
    /// What it may quote.
    pub knowledge: Knowledge,
    /// What it can do.
    pub skills: Vec<Skill>,
}

/// The virtual agent of a space (seed: "Activate live chat in your service space").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RovoAgent {
    /// The name that customers see.
    pub name: String,
    /// Instructions of the prompt.
    pub instructions: String,
    /// Escalation lines of the prompt, one a line.
    pub escalation_lines: Vec<String>,
    /// Whether the space is among its surfaces.
    pub on_surface: bool,
    /// One or more; the first is the default.
    pub scenarios: Vec<Scenario>,
}

impl RovoAgent {
    /// Whether a scenario has the skill *Chat with live agent*.
    #[must_use]
    pub fn has_live_chat_skill(&self) -> bool {
        self.scenarios
            .iter()
            .any(|scenario| scenario.skills.contains(&Skill::ChatWithLiveAgent))
    }

    /// Whether an escalation line names the space's project key, as in `(Project key: HELP)`.
    #[must_use]
    pub fn escalates_to(&self, key: &ProjectKey) -> bool {
        let escalates = |line: &String| is_live_chat_line(line, key);
        self.escalation_lines.iter().any(escalates)
    }
}

/// The escalation line that the product document suggests, with the project key filled in
/// (seed: "Under Add similar escalation lines to this agent’s prompt, enter …").
#[must_use]
pub fn suggested_escalation_line(key: &ProjectKey) -> String {
    format!(
        "Escalation: Escalate by starting a live chat (e.g. (Project key: {key}) only if: The user explicitly requests \
         escalation, human support, direct chat with agent, or you have exhausted all self-service options and the user \
         remains unsatisifed."
    )
}
