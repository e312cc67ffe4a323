//! Version 1 of what travels over the sockets at `/ws/v1/…`, as postcard. Postcard is not self-describing: within a
//! version no type here changes, and enum variants are only ever added at the end, to be sent to clients that said in
//! their hello that they know them. A change is version 2.
//!
//! A variant that a reader does not know is [`Malformed`], never misread. A server that has nothing to say to a
//! client's revision tells it to load the page anew, with its outbox kept, and closes with [`close::REVISION`]. A frame
//! that can't be read in spite of that is a defect: a client drops the socket and resumes on a new one, a server closes
//! with [`close::MALFORMED`].
//!
//! Durable frames carry the position before them for their audience, so that a client notices what it missed;
//! ephemeral frames (typing, place in the queue, offer) carry the whole present value and are repeated.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::command::Rejection;
use crate::id::{Epoch, Seq};
use crate::time::Millis;

mod agent;
pub mod alerts;
pub mod close;
mod customer;

pub use agent::{AgentAction, FromAgent, ToAgent};
pub use customer::{CustomerAction, FromCustomer, QueuePlace, ToCustomer};

/// The revision of the frames within version 1 that this build knows; it grows when variants are added.
///
/// Revision 2 says which wait or live chat is meant where one is ended: [`CustomerAction::EndChatAt`] and its two
/// neighbours, [`AgentAction::EndThisChat`]. Revision 3 has numbered steps in quotes,
/// [`Step`](crate::rovo::Block::Step). Revision 4 tells agents of the offer and of a talk with Rovo that lies far back,
/// [`ToAgent::Offer`] and [`ToAgent::Talk`], says of a row's last words whether they are of who has the chat,
/// [`Assignee`](crate::conversation::Speaker::Assignee), and has a rejection more,
/// [`TooManyRequests`](crate::command::Rejection::TooManyRequests).
pub const REVISION: u16 = 4;

/// The oldest revision whose clients can read everything that this build sends.
pub const OLDEST_REVISION: u16 = 4;

/// How often a client pings, at least, while its page is visible.
pub const PING_EVERY: Millis = Millis::seconds(20);

/// Where a client stopped reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Of which life of the store.
    pub epoch: Epoch,
    /// The last position it has.
    pub seq: Seq,
}

/// Why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The decision said no: it stays so.
    Rejected(Rejection),
    /// Too many commands: try again later, in milliseconds.
    TooFast(Millis),
    /// The store could not write: try again.
    Unavailable,
}

/// Bytes that are no frame of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// A frame's or snapshot's bytes.
///
/// # Panics
/// Never: every type here can be encoded.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "encoding into memory fails only for types that postcard can't encode, and a test encodes each"
)]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("every wire type can be encoded")
}

/// The value in these bytes.
///
/// # Errors
/// [`Malformed`] when the bytes are not exactly one value of this type.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Malformed> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(Malformed),
    }
}
