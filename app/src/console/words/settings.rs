//! Every sentence of the settings. The labels are the product document's, letter for letter.

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
