//! What a save has changed, setting by setting, in the product's own names: for the audit log, and for the second of two
//! admins who save at once.

use crate::audit::AuditKind;

macro_rules! settings {
    ($($(#[$doc:meta])* $setting:ident => $name:literal in $kind:ident,)+) => {
        /// A setting of a space.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Setting {
            $($(#[$doc])* $setting,)+
        }

        impl Setting {
            /// Every setting.
            pub const ALL: &[Self] = &[$(Self::$setting,)+];

            /// The name in the audit log, which is the label on the page.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$setting => $name,)+ }
            }

            /// The setting of that name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$setting),)+ _ => None }
            }

            /// What its change is recorded as.
            #[must_use]
            pub const fn kind(self) -> AuditKind {
                match self { $(Self::$setting => AuditKind::$kind,)+ }
            }
        }
    };
}

settings! {
    /// The feature toggle.
    Feature => "Live chat feature" in SettingsChanged,
    /// From the request to the claim.
    TimeToAssign => "Time to assign" in SettingsChanged,
    /// From the first unanswered message to the reply.
    TimeToReply => "Time to reply" in SettingsChanged,
    /// The team that handles the chats.
    Team => "Assign a team" in SettingsChanged,
    /// The availability toggle.
    Availability => "Availability toggle" in SettingsChanged,
    /// How often agents are alerted again of a chat that nobody has claimed.
    RepeatAlerts => "Repeat alerts every" in SettingsChanged,
    /// The space's name.
    Name => "Name" in SpaceRenamed,
    /// Whose clocks its portal shows.
    TimeZone => "Time zone" in SpaceRenamed,
    /// Who may embed the chat.
    Origins => "Allowed origins" in OriginsChanged,
    /// Whether there is a Rovo agent, and what customers call it.
    RovoName => "Rovo agent" in RovoAgentChanged,
    /// What the Rovo agent is told.
    Instructions => "Instructions" in RovoAgentChanged,
    /// When it starts a live chat.
    EscalationLines => "Escalation lines" in RovoAgentChanged,
    /// Whether the space is among its surfaces.
    Surface => "Surfaces" in RovoAgentChanged,
    /// What it does when, with the skills.
    Scenarios => "Scenarios" in RovoAgentChanged,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_found_again_by_its_name() {
        for setting in Setting::ALL {
            assert_eq!(Setting::named(setting.name()), Some(*setting));
        }
    }
}
