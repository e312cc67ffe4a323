//! The sentences of *Notifications*, an agent's own page.

use baton_core::alert::{AlertKind, Sound};

/// The page.
pub const TITLE: &str = "Notifications";
/// The form.
pub const SETTINGS: &str = "What you are notified of";
/// Under it.
pub const SETTINGS_HINT: &str = "This holds for you, in every browser that you use.";
/// Around the kinds.
pub const KINDS: &str = "Notify me of";
/// Around the sounds.
pub const SOUND: &str = "Sound";
/// Lets the chosen sound be heard.
pub const TRY: &str = "Hear it";
/// A choice.
pub const QUIET: &str = "Keep new chats quiet while I watch the inbox of their space";
/// A choice.
pub const SHOW_TEXT: &str = "Show the customer’s words in notifications";
/// Under it.
pub const SHOW_TEXT_HINT: &str = "Everybody who can see your screen can read them. Otherwise a notification says who it is, and nothing of what was said.";
/// The button.
pub const SAVE: &str = "Save";

/// A kind of notification.
#[must_use]
pub const fn kind(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::NewChat => "A new chat that waits to be claimed",
        AlertKind::CameBack => "A chat that came back to Unassigned",
        AlertKind::NewMessage => "A new message in a chat of mine",
        AlertKind::Assigned => "A chat that somebody assigned to me",
        AlertKind::ReplyNearlyOver => "Time to reply is nearly over in a chat of mine",
    }
}

/// A sound.
#[must_use]
pub const fn sound(sound: Sound) -> &'static str {
    match sound {
        Sound::Chime => "Chime",
        Sound::Bell => "Bell",
        Sound::Knock => "Knock",
        Sound::Muted => "Muted",
    }
}
