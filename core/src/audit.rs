//! The words of the audit log: who did something, and what it was. Both are closed, so that a page can filter by them
//! and nothing is recorded that nobody has a sentence for. Where the log is kept, and how a change to an old row is
//! noticed, is the store's business.

use serde::{Deserialize, Serialize};

use crate::id::CustomerId;
use crate::people::AgentRef;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuditActor {
    /// A member of staff, under the name of that time.
    Account(AgentRef),
    /// A customer, about their own account. The name stays out of the log: what is in it can't be blanked.
    Customer(CustomerId),
    /// Whoever sat at a shell of the machine.
    Shell,
    /// The site itself: at its start, or on a timer.
    Site,
    /// Somebody who is not known, such as who failed to sign in.
    Nobody,
}

impl AuditActor {
    /// The stored word for the kind of actor.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::Customer(_) => "customer",
            Self::Shell => "shell",
            Self::Site => "site",
            Self::Nobody => "nobody",
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident => $name:literal,)+) => {
        /// What was done. New kinds are added anywhere; a stored name never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum AuditKind {
            $($(#[$doc])* $kind,)+
        }

        impl AuditKind {
            /// Every kind, in the order in which a filter shows them.
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// The word that stands in the store and in addresses.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)+ }
            }

            /// The kind with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$kind),)+ _ => None }
            }
        }
    };
}

impl AuditKind {
    /// Whether it may decide who is alerted of what: open pages may belong to somebody for whom that is another now.
    #[must_use]
    pub const fn decides_alerts(self) -> bool {
        matches!(
            self,
            Self::SettingsChanged
                | Self::PlanChanged
                | Self::RoleGiven
                | Self::RoleChanged
                | Self::RoleTaken
                | Self::SiteAdminGiven
                | Self::SiteAdminTaken
                | Self::PersonDisabled
                | Self::PersonEnabled
                | Self::TeamRenamed
                | Self::TeamMemberAdded
                | Self::TeamMemberRemoved
                | Self::SpaceRenamed
        )
    }

    /// Whether what an account may do has become less with it, or sessions have ended: pages that are open elsewhere must
    /// look whether they may stay.
    #[must_use]
    pub const fn takes_rights(self) -> bool {
        matches!(
            self,
            Self::RoleChanged
                | Self::RoleTaken
                | Self::SiteAdminTaken
                | Self::PersonDisabled
                | Self::SignedOutEverywhere
                | Self::PasswordChanged
                | Self::SignedOut
        )
    }
}

kinds! {
    /// The first admin and the first space were made.
    SiteSetUp => "site_set_up",
    /// *Team and chat settings*, the feature toggle, or what else belongs to a space's settings.
    SettingsChanged => "settings_changed",
    /// The Rovo agent was made, changed or removed.
    RovoAgentChanged => "rovo_agent_changed",
    /// Which origins may embed the chat.
    OriginsChanged => "origins_changed",
    /// The site's plan.
    PlanChanged => "plan_changed",
    /// Somebody became a member of a space.
    RoleGiven => "role_given",
    /// A member of a space has another role.
    RoleChanged => "role_changed",
    /// Somebody is no longer a member of a space.
    RoleTaken => "role_taken",
    /// Somebody became a site admin.
    SiteAdminGiven => "site_admin_given",
    /// Somebody is no longer a site admin.
    SiteAdminTaken => "site_admin_taken",
    /// A one-time link was made for somebody who has no account yet.
    PersonInvited => "person_invited",
    /// A one-time link was taken back before it was used.
    InvitationWithdrawn => "invitation_withdrawn",
    /// An account was made.
    PersonCreated => "person_created",
    /// An account has another name.
    PersonRenamed => "person_renamed",
    /// An account may do nothing any more.
    PersonDisabled => "person_disabled",
    /// An account may sign in again.
    PersonEnabled => "person_enabled",
    /// Every session of an account was ended.
    SignedOutEverywhere => "signed_out_everywhere",
    /// A password was changed; which one it was and is stands nowhere.
    PasswordChanged => "password_changed",
    /// A team was made.
    TeamCreated => "team_created",
    /// A team has another name.
    TeamRenamed => "team_renamed",
    /// Somebody became a member of a team.
    TeamMemberAdded => "team_member_added",
    /// Somebody is no longer a member of a team.
    TeamMemberRemoved => "team_member_removed",
    /// A space was made.
    SpaceCreated => "space_created",
    /// A space has another name or time zone.
    SpaceRenamed => "space_renamed",
    /// An article was written or changed.
    ArticleWritten => "article_written",
    /// Customers see an article from now on.
    ArticlePublished => "article_published",
    /// Customers no longer see an article.
    ArticleWithdrawn => "article_withdrawn",
    /// Articles came from files.
    ArticlesImported => "articles_imported",
    /// An article was removed for good.
    ArticleRemoved => "article_removed",
    /// A member of staff signed in.
    SignedIn => "signed_in",
    /// Somebody tried to sign in to an account and could not.
    SignInFailed => "sign_in_failed",
    /// A member of staff signed out.
    SignedOut => "signed_out",
    /// *Run a self-test*.
    SelfTest => "self_test",
    /// Data left the site: a backup or an export.
    Exported => "exported",
    /// A new life of the store began, after a restore.
    EpochRenewed => "epoch_renewed",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_again_by_its_name() {
        for kind in AuditKind::ALL {
            assert_eq!(AuditKind::named(kind.name()), Some(*kind));
        }
        assert_eq!(AuditKind::named("everything"), None);
    }
}
