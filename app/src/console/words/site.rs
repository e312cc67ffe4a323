//! Every sentence of the site's administration, of set-up, of invitations and of an agent's own profile.

use baton_core::audit::AuditKind;
use baton_core::direction::isolated;
use baton_core::settings::Plan;
use baton_core::staff::{NameProblem, PasswordProblem};

/// The name of the pages.
pub const SITE: &str = "Site administration";
/// A page.
pub const PEOPLE: &str = "People";
/// A page.
pub const TEAMS: &str = "Teams";
/// A page.
pub const SPACES: &str = "Spaces";
/// A page.
pub const PLAN: &str = "Plan";
/// A page.
pub const AUDIT: &str = "Audit log";
/// A page.
pub const PROFILE: &str = "Your profile";
/// The way out.
pub const BACK_TO_SPACES: &str = "Your spaces";
/// The heading of the first page of all.
pub const SET_UP: &str = "Set up Baton";
/// What it makes.
pub const SET_UP_HINT: &str =
    "This makes the first admin and the first space. The page is gone afterwards.";
/// A field.
pub const CODE: &str = "Set-up code";
/// Where it is.
pub const CODE_HINT: &str = "The server has printed it where it was started.";
/// It is another.
pub const CODE_WRONG: &str = "This is not the code that the server has printed.";
/// Too many wrong codes.
pub const CODE_TOO_MANY: &str = "Too many codes were tried. Start the server again for a new one.";
/// A field.
pub const YOUR_NAME: &str = "Your name";
/// A field.
pub const NAME: &str = "Name";
/// A field.
pub const EMAIL: &str = "E-mail address";
/// A field.
pub const PASSWORD: &str = "Password";
/// What it may be.
pub const PASSWORD_HINT: &str = "At least 8 characters.";
/// A field.
pub const NEW_PASSWORD: &str = "New password";
/// A field.
pub const PRESENT_PASSWORD: &str = "Present password";
/// It is another.
pub const PASSWORD_WRONG: &str = "This is not your present password.";
/// Too many tries.
pub const TOO_MANY_TRIES: &str = "Too many tries. Try again in a few minutes.";
/// A field.
pub const SPACE_NAME: &str = "Name of the space";
/// A field.
pub const SPACE_KEY: &str = "Key";
/// What it may be.
pub const SPACE_KEY_HINT: &str =
    "Two to ten letters or digits, a letter first, as in HELP-12. It can't be changed later.";
/// It is none.
pub const KEY_INVALID: &str = "A key has two to ten letters or digits, a letter first.";
/// Another space has it.
pub const KEY_TAKEN: &str = "Another space has this key.";
/// Another team has it.
pub const TEAM_TAKEN: &str = "Another team has this name.";
/// It is none.
pub const EMAIL_INVALID: &str = "Enter an e-mail address, such as ana@example.org.";
/// Somebody has it.
pub const EMAIL_TAKEN: &str = "Somebody with this address has an account already.";
/// A button.
pub const MAKE_SITE: &str = "Set up";
/// A button.
pub const SEARCH: &str = "Search";
/// A field.
pub const SEARCH_PEOPLE: &str = "Name or e-mail address";
/// A button.
pub const NEXT_PAGE: &str = "Next page";
/// Nobody was found.
pub const NOBODY_FOUND: &str = "Nobody matches.";
/// A heading.
pub const INVITE: &str = "Invite somebody";
/// How it works.
pub const INVITE_HINT: &str = "You get a link to pass on. It can be used once, within seven days.";
/// A button.
pub const MAKE_LINK: &str = "Make a link";
/// A field.
pub const SPACE: &str = "Space";
/// None of them.
pub const NO_SPACE: &str = "None yet";
/// A field.
pub const ROLE: &str = "Role";
/// A role.
pub const AGENT: &str = "Agent";
/// A role.
pub const SPACE_ADMIN: &str = "Space admin";
/// A role.
pub const SITE_ADMIN: &str = "Site admin";
/// A state.
pub const DISABLED: &str = "Disabled";
/// The link is there.
pub const LINK_READY: &str = "Pass this link on now: it is not shown again.";
/// A heading.
pub const OPEN_INVITATIONS: &str = "Open invitations";
/// A button.
pub const WITHDRAW: &str = "Withdraw";
/// A button.
pub const DISABLE: &str = "Disable";
/// A button.
pub const ENABLE: &str = "Enable";
/// A button.
pub const SIGN_OUT_EVERYWHERE: &str = "Sign out everywhere";
/// A button.
pub const MAKE_SITE_ADMIN: &str = "Make site admin";
/// A button.
pub const END_SITE_ADMIN: &str = "End site admin";
/// It can't be.
pub const LAST_ADMIN: &str = "This is the last site admin. Make somebody else site admin first.";
/// A button.
pub const MAKE_SPACE_ADMIN: &str = "Make space admin";
/// A button.
pub const MAKE_AGENT: &str = "Make agent";
/// There is none.
pub const NO_SUCH_ACCOUNT: &str =
    "Nobody with this address has an account. A site admin can invite them.";
/// A heading of an invitation's page.
pub const WELCOME: &str = "Welcome to Baton";
/// A button.
pub const JOIN: &str = "Create account";
/// A heading.
pub const NEW_TEAM: &str = "New team";
/// A button.
pub const CREATE: &str = "Create";
/// A button.
pub const RENAME: &str = "Rename";
/// A heading.
pub const MEMBERS: &str = "Members";
/// A heading.
pub const ADD_MEMBERS: &str = "Add members";
/// A button.
pub const ADD: &str = "Add";
/// A button.
pub const REMOVE: &str = "Remove";
/// None yet.
pub const NO_TEAMS: &str =
    "There are no teams yet. A team answers the chats of the spaces it is assigned to.";
/// None yet.
pub const NO_MEMBERS: &str = "Nobody is in this team yet.";
/// A state.
pub const AVAILABLE: &str = "Available";
/// A state.
pub const MARKED_NOT_PRESENT: &str = "Marked available, no page open";
/// A state.
pub const NOT_AVAILABLE: &str = "Not available";
/// More than a hundred (seed: "A live chat team can have up to 100 members").
pub const TEAM_TOO_LARGE: &str = "This team has more than 100 members. Its members can't mark themselves available or unavailable, and live chat is offered as if availability did not matter.";
/// A heading.
pub const NEW_SPACE: &str = "New space";
/// A button.
pub const SAVE: &str = "Save";
/// What the plans differ in.
pub const PLAN_HINT: &str = "Live chat needs Premium or Enterprise. On a lower plan it stops at once: whoever waits gets a work item, and everything is kept.";
/// A heading.
pub const AVAILABILITY: &str = "Availability";
/// What it does.
pub const AVAILABILITY_HINT: &str =
    "While you are marked available, you are told of new chats of the team.";
/// No team.
pub const IN_NO_TEAM: &str = "You are in no team.";
/// A button.
pub const BE_AVAILABLE: &str = "Mark me available";
/// A button.
pub const BE_AWAY: &str = "Mark me unavailable";
/// A heading.
pub const CHANGE_PASSWORD: &str = "Change password";
/// What follows.
pub const CHANGE_PASSWORD_HINT: &str =
    "You stay signed in here and are signed out everywhere else.";
/// The team is another's.
pub const NOT_IN_TEAM: &str = "You are not in this team any more.";
/// A toggle.
pub const ON: &str = "on";
/// A toggle.
pub const OFF: &str = "off";
/// A heading.
pub const ADD_TO_SPACE: &str = "Add somebody with an account";
/// It was done.
pub const DONE: &str = "Saved.";
/// A field.
pub const WHO: &str = "Who";
/// A field.
pub const WHAT: &str = "What";
/// A field.
pub const FROM_DAY: &str = "From";
/// A field.
pub const TO_DAY: &str = "To";
/// A button.
pub const FILTER: &str = "Filter";
/// No filter.
pub const EVERYBODY: &str = "Everybody";
/// No filter.
pub const EVERYTHING: &str = "Everything";
/// Leads to where something is changed.
pub const CHANGE: &str = "Change";
/// Leads to a space's settings.
pub const SETTINGS: &str = "Settings";
/// The label.
pub const TIME_ZONE: &str = "Time zone";
/// Below it.
pub const TIME_ZONE_HINT: &str = "The portal shows its times as the clocks there do.";
/// What is wrong with it.
pub const TIME_ZONE_UNKNOWN: &str = "There is no time zone of this name. Choose one of the list.";

/// What a button or link does, and to what.
#[must_use]
pub fn about(what: &str, whom: &str) -> String {
    format!("{what}: {whom}")
}

/// Below a space's name: what can't be changed.
#[must_use]
pub fn key_stays(key: &str) -> String {
    format!("Its key stays {key}: addresses and the numbers of work items are made of it.")
}

/// An actor, whose name the log does not keep.
pub const A_CUSTOMER: &str = "A customer";
/// All of them, as a choice.
pub const CUSTOMERS: &str = "Customers";
/// An actor.
pub const THE_SHELL: &str = "The command line";
/// An actor.
pub const THE_SITE: &str = "Baton itself";
/// An actor.
pub const NOBODY: &str = "Somebody unknown";
/// Nothing there.
pub const NOTHING_RECORDED: &str = "Nothing was recorded here.";
/// A column.
pub const BEFORE: &str = "before";
/// A column.
pub const AFTER: &str = "now";

/// The title in the tab.
#[must_use]
pub fn title(page: &str) -> String {
    format!("{page} · Baton")
}

/// How many members.
#[must_use]
pub fn members(count: usize) -> String {
    if count == 1 {
        "1 member".to_owned()
    } else {
        format!("{count} members")
    }
}

/// Who invites.
#[must_use]
pub fn invited_by(name: &str, email: &str) -> String {
    format!(
        "{} has invited you. You will sign in as {email}.",
        isolated(name)
    )
}

/// What is wrong with a name.
#[must_use]
pub const fn name_problem(problem: NameProblem) -> &'static str {
    match problem {
        NameProblem::Empty => "Enter a name.",
        NameProblem::TooLong => "A name has at most 100 characters.",
    }
}

/// What is wrong with a password.
#[must_use]
pub const fn password_problem(problem: PasswordProblem) -> &'static str {
    match problem {
        PasswordProblem::TooShort => "A password has at least 8 characters.",
        PasswordProblem::TooLong => {
            "A password has at most 200 characters. Letters with accents and emoji count as more than one."
        }
    }
}

/// A plan.
#[must_use]
pub const fn plan(plan: Plan) -> &'static str {
    match plan {
        Plan::Free => "Free",
        Plan::Standard => "Standard",
        Plan::Premium => "Premium",
        Plan::Enterprise => "Enterprise",
    }
}

/// What a plan means.
#[must_use]
pub const fn plan_meaning(plan: Plan) -> &'static str {
    match plan {
        Plan::Free | Plan::Standard => "The portal, its requests and Rovo's answers. No live chat.",
        Plan::Premium | Plan::Enterprise => "All of that, and live chat with people.",
    }
}

/// What was done, as a row of the log says it.
#[must_use]
pub const fn kind(kind: AuditKind) -> &'static str {
    match kind {
        AuditKind::SiteSetUp => "Set the site up",
        AuditKind::SettingsChanged => "Changed settings",
        AuditKind::RovoAgentChanged => "Changed the Rovo agent",
        AuditKind::OriginsChanged => "Changed who may embed the chat",
        AuditKind::PlanChanged => "Changed the plan",
        AuditKind::RoleGiven => "Gave a role",
        AuditKind::RoleChanged => "Changed a role",
        AuditKind::RoleTaken => "Took a role away",
        AuditKind::SiteAdminGiven => "Made site admin",
        AuditKind::SiteAdminTaken => "Ended site admin",
        AuditKind::PersonInvited => "Invited",
        AuditKind::InvitationWithdrawn => "Withdrew an invitation",
        AuditKind::PersonCreated => "Created an account",
        AuditKind::PersonRenamed => "Changed a name",
        AuditKind::PersonDisabled => "Disabled an account",
        AuditKind::PersonEnabled => "Enabled an account",
        AuditKind::SignedOutEverywhere => "Signed out everywhere",
        AuditKind::PasswordChanged => "Changed a password",
        AuditKind::TeamCreated => "Created a team",
        AuditKind::TeamRenamed => "Renamed a team",
        AuditKind::TeamMemberAdded => "Added to a team",
        AuditKind::TeamMemberRemoved => "Removed from a team",
        AuditKind::SpaceCreated => "Created a space",
        AuditKind::SpaceRenamed => "Renamed a space",
        AuditKind::ArticleWritten => "Wrote an article",
        AuditKind::ArticlePublished => "Published an article",
        AuditKind::ArticleWithdrawn => "Withdrew an article",
        AuditKind::ArticlesImported => "Imported articles",
        AuditKind::ArticleRemoved => "Removed an article",
        AuditKind::SignedIn => "Signed in",
        AuditKind::SignInFailed => "Could not sign in",
        AuditKind::SignedOut => "Signed out",
        AuditKind::SelfTest => "Ran a self-test",
        AuditKind::Exported => "Exported data",
        AuditKind::EpochRenewed => "Began a new epoch",
    }
}
