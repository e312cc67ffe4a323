//! What the settings pages must say about the present: how far live chat is set up, what the availability toggle means
//! now, and each thing that the offer depends on. Everything follows from the same facts as the offer itself.

use super::{LiveChatSettings, Plan, ProjectKey, RovoAgent};
use crate::limits::TEAM_MEMBERS;
use crate::offer::{Obstacle, Offer, TeamAvailability, offer};
use crate::wire::alerts::Reach;

/// What the pages are made from.
#[derive(Clone, Copy, Debug)]
pub struct LiveFacts<'a> {
    /// The site's plan.
    pub plan: Plan,
    /// The space's key.
    pub key: &'a ProjectKey,
    /// The space's Rovo agent.
    pub agent: Option<&'a RovoAgent>,
    /// The space's settings.
    pub settings: &'a LiveChatSettings,
    /// The mapped team.
    pub team: Option<TeamAvailability>,
}

/// How far live chat is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetUp {
    /// The plan does not include it.
    NotInPlan,
    /// There is no Rovo agent: *Set up live chat* makes one.
    NoAgent,
    /// The Rovo agent lacks something; never empty, and made of skill, line and surface only.
    Lacks(Vec<Obstacle>),
    /// Everything is there; whether it is offered now depends on the team alone.
    Active,
}

/// What the availability toggle means now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AvailabilityMeaning {
    /// It is off: live chat is offered whoever is there.
    Off,
    /// It is on, and acts as off, because no team is assigned.
    NoTeam,
    /// It is on, and acts as off, because the team has so many members.
    TooManyMembers(usize),
    /// It is on, and nobody of the team is available.
    Nobody,
    /// It is on, and so many of the team are available.
    Somebody(usize),
}

/// Something that the offer depends on, or that an admin may take for such a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// The site's plan.
    Plan,
    /// The skill *Chat with live agent*.
    Skill,
    /// The escalation line with the project key.
    EscalationLine,
    /// The space among the agent's surfaces.
    Surface,
    /// The assigned team.
    Team,
    /// The availability toggle, with who is there and can be reached.
    Availability,
    /// The feature toggle: it gates the pages and nothing else.
    Feature,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// As it should be.
    Good,
    /// It keeps live chat from being offered.
    Blocks,
    /// It does not, and is worth a look.
    Notice,
    /// It has no bearing on the offer.
    Information,
}

/// One thing and what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub kind: CheckKind,
    /// What was found.
    pub finding: Finding,
}

/// What keeps a member of the team from counting as available.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberState {
    /// Nothing.
    Available,
    /// The member's own choice.
    NotMarked,
    /// Marked available, without an open page of the product.
    Away,
    /// Marked available and present, with alerts that do not arrive, for this reason.
    Unreachable(Reach),
}

impl MemberState {
    /// What follows from a member's own choice, from an open page of the product, and from whether alerts arrive.
    #[must_use]
    pub const fn of(marked_available: bool, is_present: bool, reach: Reach) -> Self {
        match (marked_available, is_present, reach) {
            (false, _, _) => Self::NotMarked,
            (true, false, _) => Self::Away,
            (true, true, Reach::Reachable) => Self::Available,
            (true, true, why) => Self::Unreachable(why),
        }
    }
}

impl LiveFacts<'_> {
    /// Whether live chat is offered.
    #[must_use]
    pub fn offer(&self) -> Offer {
        offer(self.plan, self.key, self.agent, self.settings, self.team)
    }

    /// How far live chat is set up.
    #[must_use]
    pub fn set_up(&self) -> SetUp {
        if !self.plan.has_live_chat() {
            return SetUp::NotInPlan;
        }
        if self.agent.is_none() {
            return SetUp::NoAgent;
        }
        let mut lacks = self.offer().obstacles;
        lacks.retain(|obstacle| *obstacle != Obstacle::NobodyAvailable);
        if lacks.is_empty() {
            SetUp::Active
        } else {
            SetUp::Lacks(lacks)
        }
    }

    /// What the availability toggle means now.
    #[must_use]
    pub fn availability(&self) -> AvailabilityMeaning {
        if !self.settings.follow_availability {
            return AvailabilityMeaning::Off;
        }
        match self.team {
            None => AvailabilityMeaning::NoTeam,
            Some(team) if team.members > TEAM_MEMBERS => {
                AvailabilityMeaning::TooManyMembers(team.members)
            }
            Some(TeamAvailability { available: 0, .. }) => AvailabilityMeaning::Nobody,
            Some(team) => AvailabilityMeaning::Somebody(team.available),
        }
    }

    /// Everything that the offer depends on, in the order in which an admin mends it; the feature toggle last.
    #[must_use]
    pub fn checks(&self) -> Vec<Check> {
        let obstacles = self.offer().obstacles;
        let blocks = |obstacle| match obstacles.contains(&obstacle) {
            true => Finding::Blocks,
            false => Finding::Good,
        };
        let team = match self.team {
            None => Finding::Notice,
            Some(team) if team.members == 0 || team.members > TEAM_MEMBERS => Finding::Notice,
            Some(_) => Finding::Good,
        };
        let availability = match self.availability() {
            AvailabilityMeaning::NoTeam | AvailabilityMeaning::TooManyMembers(_) => Finding::Notice,
            _ => blocks(Obstacle::NobodyAvailable),
        };
        let check = |kind, finding| Check { kind, finding };
        vec![
            check(CheckKind::Plan, blocks(Obstacle::Plan)),
            check(CheckKind::Skill, blocks(Obstacle::Skill)),
            check(CheckKind::EscalationLine, blocks(Obstacle::EscalationLine)),
            check(CheckKind::Surface, blocks(Obstacle::Surface)),
            check(CheckKind::Team, team),
            check(CheckKind::Availability, availability),
            check(CheckKind::Feature, Finding::Information),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Time;
    use crate::wire::alerts::Permission;

    #[test]
    fn who_is_marked_present_and_reachable_is_available_and_what_is_missing_is_named() {
        let denied = Reach::NoPermission(Permission::Denied);
        let silent = Reach::Unanswered { since: Time(1) };
        for (marked, present, reach, state) in [
            (true, true, Reach::Reachable, MemberState::Available),
            (false, true, Reach::Reachable, MemberState::NotMarked),
            (false, false, denied, MemberState::NotMarked),
            (true, false, Reach::Reachable, MemberState::Away),
            (true, false, Reach::NoPage, MemberState::Away),
            (true, true, denied, MemberState::Unreachable(denied)),
            (true, true, silent, MemberState::Unreachable(silent)),
        ] {
            assert_eq!(MemberState::of(marked, present, reach), state);
        }
    }
}
