//! Spaces and their settings, and the site's plan.

use baton_core::id::SpaceId;
use baton_core::people::TeamRef;
use baton_core::settings::{LiveChatSettings, ProjectKey, RovoAgent};

/// A space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    /// Which.
    pub id: SpaceId,
    /// The key in its addresses and work items.
    pub key: ProjectKey,
    /// The name that people read.
    pub name: String,
    /// An IANA time zone: `Europe/Berlin`.
    pub time_zone: String,
    /// *Team and chat settings*.
    pub settings: LiveChatSettings,
    /// The virtual agent, if there is one.
    pub rovo_agent: Option<RovoAgent>,
    /// The mapped team, if there is one.
    pub team: Option<TeamRef>,
    /// The origins that may embed the widget: `https://shop.example`.
    pub allowed_origins: Vec<String>,
}

/// What a new space needs; the rest has defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSpace {
    /// The key; unique on the site.
    pub key: ProjectKey,
    /// The name that people read.
    pub name: String,
    /// An IANA time zone.
    pub time_zone: String,
}
