//! What an agent decides about alerts. It holds for the account, on every browser.

use serde::{Deserialize, Serialize};

use super::AlertKind;

/// The sound of an alert. Muting is a choice like any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sound {
    /// Two soft notes.
    #[default]
    Chime,
    /// A bell.
    Bell,
    /// A short knock.
    Knock,
    /// No sound.
    Muted,
}

impl Sound {
    /// Every choice, in the order that the page shows.
    pub const ALL: [Self; 4] = [Self::Chime, Self::Bell, Self::Knock, Self::Muted];

    /// The name in the store and in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chime => "chime",
            Self::Bell => "bell",
            Self::Knock => "knock",
            Self::Muted => "muted",
        }
    }

    /// The sound with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sound| sound.name() == name)
    }
}

/// An agent's alert settings. Stored as JSON: a field that is missing has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertSettings {
    /// The kinds that the agent does not want; all others are given, also those that come later.
    #[serde(default)]
    pub unwanted: Vec<AlertKind>,
    /// What it sounds like.
    #[serde(default)]
    pub sound: Sound,
    /// Whether new chats are kept quiet while the agent watches the inbox of their space.
    #[serde(default)]
    pub quiet_in_inbox: bool,
    /// Whether an alert carries the message's text, for all who can see the screen. Off unless the agent turns it on.
    #[serde(default)]
    pub show_text: bool,
}

impl AlertSettings {
    /// Whether the agent wants alerts of this kind.
    #[must_use]
    pub fn wants(&self, kind: AlertKind) -> bool {
        !self.unwanted.contains(&kind)
    }
}
