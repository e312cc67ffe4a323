//! Who somebody is: tokens, cookies, passwords, and the extractors that turn a request into a principal. A handler that
//! takes [`StaffInSpace`] or [`CustomerSession`] can't be reached without one. Sockets use the functions behind the
//! extractors, since a space's key comes in their first frame.
//!
//! Staff and customers have a cookie each, and customers one per space, so that an admin who tries the portal's chat
//! stays signed in, and nothing crosses from one space to another.

pub mod attempts;
pub mod back;
pub mod cookie;
pub mod customer;
pub mod first_posts;
pub mod password;
pub mod staff;
pub mod sweep;
mod token;

pub use customer::{CustomerSession, MaybeCustomer};
pub use staff::{SiteAdmin, StaffInSpace, StaffSession};
pub use token::{Token, TokenHash, random};

use baton_store::Principal;

/// What a socket must end for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClosedSession {
    /// One session: somebody signed out, or became known under a new one.
    One(TokenHash),
    /// Every session of a principal: the account was disabled, or its rights changed.
    AllOf(Principal),
}
