//! The pages of a space's settings: their addresses, names and order, in one table for the sidebar and the overview.

use super::words;

/// A page of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsPage {
    /// The list of the others.
    Overview,
    /// *Features*.
    Features,
    /// Who works in the space, and as what.
    Members,
    /// Who changed what.
    Audit,
    /// *Live chat*.
    LiveChat,
    /// *Team and chat settings*.
    TeamAndChat,
    /// The Rovo agent.
    RovoAgent,
    /// The articles that Rovo quotes.
    Knowledge,
    /// *Is it live?*
    IsItLive,
    /// The chat on other sites.
    Embedding,
}

/// A group of the settings, under the document's name for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Seed: "In project settings, select Features."
    Project,
    /// Seed: "then Space settings, then Live chat."
    Space,
}

impl Group {
    /// In the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::Project, Self::Space];

    /// The heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Project => words::PROJECT_SETTINGS,
            Self::Space => words::SPACE_SETTINGS,
        }
    }

    /// The pages, in the order in which they are shown.
    #[must_use]
    pub const fn pages(self) -> &'static [SettingsPage] {
        match self {
            Self::Project => &[
                SettingsPage::Features,
                SettingsPage::Members,
                SettingsPage::Audit,
            ],
            Self::Space => &[
                SettingsPage::LiveChat,
                SettingsPage::TeamAndChat,
                SettingsPage::RovoAgent,
                SettingsPage::Knowledge,
                SettingsPage::IsItLive,
                SettingsPage::Embedding,
            ],
        }
    }
}

impl SettingsPage {
    const fn tail(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Features => "/features",
            Self::Members => "/members",
            Self::Audit => "/audit",
            Self::LiveChat => "/live-chat",
            Self::TeamAndChat => "/live-chat/team",
            Self::RovoAgent => "/rovo",
            Self::Knowledge => "/knowledge",
            Self::IsItLive => "/live",
            Self::Embedding => "/embedding",
        }
    }

    /// The address in the space of this key.
    #[must_use]
    pub fn path(self, key: &str) -> String {
        format!("/app/{key}/settings{}", self.tail())
    }

    /// The name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overview => words::SETTINGS,
            Self::Features => words::FEATURES,
            Self::Members => words::MEMBERS,
            Self::Audit => words::AUDIT,
            Self::LiveChat => words::LIVE_CHAT,
            Self::TeamAndChat => words::TEAM_AND_CHAT,
            Self::RovoAgent => words::ROVO_AGENT,
            Self::Knowledge => words::KNOWLEDGE,
            Self::IsItLive => words::IS_IT_LIVE,
            Self::Embedding => words::EMBEDDING,
        }
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Features => words::FEATURES_MEANING,
            Self::Members => words::MEMBERS_MEANING,
            Self::Audit => words::AUDIT_MEANING,
            Self::LiveChat => words::LIVE_CHAT_MEANING,
            Self::TeamAndChat => words::TEAM_AND_CHAT_MEANING,
            Self::RovoAgent => words::ROVO_AGENT_MEANING,
            Self::Knowledge => words::KNOWLEDGE_MEANING,
            Self::IsItLive => words::IS_IT_LIVE_MEANING,
            Self::Embedding => words::EMBEDDING_MEANING,
        }
    }
}
