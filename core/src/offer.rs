//! Whether customers can ask for a person now, with the reasons (DESIGN: *offer*). The feature toggle is not among
//! them: it gates the settings pages only.

use serde::{Deserialize, Serialize};

use crate::limits::TEAM_MEMBERS;
use crate::settings::{LiveChatSettings, Plan, ProjectKey, RovoAgent};

/// Something that keeps live chat from being offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Obstacle {
    /// The site's plan is neither Premium nor Enterprise.
    Plan,
    /// The space has no Rovo agent, or none of its scenarios has the skill *Chat with live agent*.
    Skill,
    /// No escalation line names the space's project key.
    EscalationLine,
    /// The space is not among the Rovo agent's surfaces.
    Surface,
    /// The availability toggle is on and nobody of the team is available.
    NobodyAvailable,
}

/// Whether live chat is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What stands in the way; empty when live chat is offered.
    pub obstacles: Vec<Obstacle>,
}

impl Offer {
    /// Whether a customer can ask for a person now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.obstacles.is_empty()
    }
}

/// The mapped team as the offer sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TeamAvailability {
    /// How many members it has.
    pub members: usize,
    /// How many of them are available: marked available, present and reachable.
    pub available: usize,
}

/// Decides the offer. `team` is `None` when no team is mapped; then, and with more than [`TEAM_MEMBERS`] members, the
/// availability toggle acts as off.
#[must_use]
pub fn offer(
    plan: Plan,
    key: &ProjectKey,
    rovo_agent: Option<&RovoAgent>,
    settings: &LiveChatSettings,
    team: Option<TeamAvailability>,
) -> Offer {
    let mut obstacles = Vec::new();
    if !plan.has_live_chat() {
        obstacles.push(Obstacle::Plan);
    }
    if !rovo_agent.is_some_and(RovoAgent::has_live_chat_skill) {
        obstacles.push(Obstacle::Skill);
    }
    if !rovo_agent.is_some_and(|agent| agent.escalates_to(key)) {
        obstacles.push(Obstacle::EscalationLine);
    }
    if !rovo_agent.is_some_and(|agent| agent.on_surface) {
        obstacles.push(Obstacle::Surface);
    }
    let nobody = team.is_some_and(|team| team.members <= TEAM_MEMBERS && team.available == 0);
    if settings.follow_availability && nobody {
        obstacles.push(Obstacle::NobodyAvailable);
    }
    Offer { obstacles }
}
