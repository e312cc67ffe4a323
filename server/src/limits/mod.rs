//! How much one principal, or one address of the network, may ask for. Each allowance is a [`bucket`] of tokens that
//! fills steadily. [`sockets`]: commands, frames, bytes and sockets of somebody who is known. [`doors`]: forms, and the
//! guests that are made for whoever comes. [`waiting`]: sockets of which it is not known yet. [`network`]: whose address a request is counted under.
//!
//! What a text may measure is in `baton_core::limits`; how often a password of one account may be tried is the
//! session's matter.

pub mod bucket;
pub mod doors;
pub mod network;
pub mod sockets;
pub mod waiting;

pub use bucket::Rate;
pub use doors::{Doors, Pace, Payer};
pub use network::{Block, Network};
pub use sockets::{AGENT, Allowance, CUSTOMER, Limits, SocketPermit};
pub use waiting::{Waiting, WaitingPermit};

use baton_core::id::{AccountId, CustomerId};

/// Who is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Principal {
    /// A staff account.
    Account(AccountId),
    /// A customer.
    Customer(CustomerId),
}
