//! Who stands before a door.

/// Somebody before a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Nobody,
    /// The customer whose things are asked for.
    Owner,
    OtherCustomer,
    /// A customer of another space who sends their token as if it were of this one.
    CustomerElsewhere,
    AgentElsewhere,
    AdminElsewhere,
    Agent,
    /// The agent who has the owner's chat.
    Assignee,
    SpaceAdmin,
    SiteAdmin,
    /// An agent whose account was disabled while the session went on.
    DisabledAgent,
    /// The owner, with a session that has expired.
    ExpiredOwner,
    /// A site admin, with a session that has expired.
    ExpiredAdmin,
}

impl Part {
    pub(crate) const ALL: [Self; 13] = [
        Self::Nobody,
        Self::Owner,
        Self::OtherCustomer,
        Self::CustomerElsewhere,
        Self::AgentElsewhere,
        Self::AdminElsewhere,
        Self::Agent,
        Self::Assignee,
        Self::SpaceAdmin,
        Self::SiteAdmin,
        Self::DisabledAgent,
        Self::ExpiredOwner,
        Self::ExpiredAdmin,
    ];

    /// Whether this is somebody who works in the space HELP.
    pub(crate) const fn is_staff_here(self) -> bool {
        matches!(
            self,
            Self::Agent | Self::Assignee | Self::SpaceAdmin | Self::SiteAdmin
        )
    }

    pub(super) const fn email(self) -> Option<&'static str> {
        Some(match self {
            Self::AgentElsewhere => "eve@example.org",
            Self::AdminElsewhere => "elsa@example.org",
            Self::Agent => "ben@example.org",
            Self::Assignee => "ana@example.org",
            Self::SpaceAdmin => "sam@example.org",
            Self::SiteAdmin | Self::ExpiredAdmin => "alex@example.org",
            Self::DisabledAgent => "dan@example.org",
            _ => return None,
        })
    }
}
