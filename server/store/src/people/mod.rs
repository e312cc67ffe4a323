//! Who is there: staff accounts and their roles, teams, customers, sessions.

mod accounts;
mod customers;
mod directory;
mod forgotten;
mod inbox_name;
mod invitations;
mod known_guests;
mod new_staff;
mod own_account;
mod roles;
mod sessions;
mod set_up;
mod teams;

use baton_core::id::{AccountId, CustomerId, SpaceId};
use baton_core::people::{CustomerKind, CustomerProfile};
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::Reach;
use sqlx::any::AnyQueryResult;

use crate::error::StoreError;

pub(crate) use customers::profile_of;
pub use directory::{PeoplePage, TeamSummary};
pub use forgotten::Forgotten;
pub use invitations::{Invitation, NewInvitation};
pub use known_guests::BecameKnown;
pub use new_staff::NewStaff;
pub(crate) use roles::role_in;
pub use set_up::NewSite;

/// How long the session of a customer lasts who has something to come back to.
pub const CUSTOMER_SESSION: Millis = Millis::minutes(180 * 24 * 60);
/// How long that of a guest lasts who has only looked: opening the chat makes one, and most never write.
pub const LOOKING_SESSION: Millis = Millis::minutes(2 * 24 * 60);

/// That a statement has changed the row it was for.
pub(crate) fn changed_one(done: &AnyQueryResult) -> Result<(), StoreError> {
    if done.rows_affected() == 0 {
        Err(StoreError::NotFound)
    } else {
        Ok(())
    }
}

/// A staff account of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRecord {
    /// Which.
    pub id: AccountId,
    /// The display name.
    pub name: String,
    /// The address to sign in with, in small letters.
    pub email: String,
    /// Argon2id, in PHC form; none for an account that can't sign in by password.
    pub password_hash: Option<String>,
    /// Whether it may do nothing any more.
    pub disabled: bool,
    /// Whether it administers the site and every space.
    pub site_admin: bool,
}

/// What an account may do in a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Sees the inbox and may claim.
    Agent,
    /// That, and the space's settings.
    SpaceAdmin,
}

/// A member of a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub account: AccountRecord,
    /// As what.
    pub role: Role,
}

/// A member of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamMember {
    /// Who.
    pub account: AccountId,
    /// The display name.
    pub name: String,
    /// The stored choice.
    pub marked_available: bool,
    /// Until when the presence lease runs, if there ever was one.
    pub present_until: Option<Time>,
    /// Whether alerts reach the member.
    pub reach: Reach,
}

/// What a new customer with an account or a token has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCustomer {
    /// The space; a customer belongs to one.
    pub space: SpaceId,
    /// The name.
    pub name: String,
    /// The address, unique among the space's customers who are not guests.
    pub email: String,
    /// Argon2id, in PHC form, for one who signs in by password.
    pub password_hash: Option<String>,
    /// `SignedIn` or `Identified`.
    pub kind: CustomerKind,
}

/// A customer as the sign-in sees him or her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRecord {
    /// The space.
    pub space: SpaceId,
    /// What staff see.
    pub profile: CustomerProfile,
    /// Argon2id, in PHC form.
    pub password_hash: Option<String>,
}

/// Whose session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Principal {
    /// A staff account.
    Account(AccountId),
    /// A customer of a space.
    Customer {
        /// The space.
        space: SpaceId,
        /// The customer.
        customer: CustomerId,
    },
}

/// A session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub principal: Principal,
    /// Until when.
    pub expires: Time,
}
