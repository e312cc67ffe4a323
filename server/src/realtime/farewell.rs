//! Why a socket is closed by this side, and what its client is told: the code, and before some of them a `Bye`.

use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes};
use baton_core::time::Millis;
use baton_core::wire::close;
use baton_store::StoreError;

/// Clients of a server that stops come back at different times within so many milliseconds.
const SPREAD: i64 = 4_000;
/// The least time that a restart takes.
const SOONEST: i64 = 500;

/// Why a socket is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Farewell {
    /// The client left or the connection broke: nothing can be said any more.
    Gone,
    /// The frame is larger than allowed.
    TooLarge,
    /// The frame is none of this version, or one that can't come here.
    Malformed,
    /// There is no living session, or it has ended.
    NoSession,
    /// The session has no business here, or no longer.
    NotAllowed,
    /// The session goes on as another customer.
    BecameAnother,
    /// The account was disabled.
    Disabled,
    /// Nothing was heard for too long.
    Silent,
    /// The client does not read.
    Slow,
    /// The client is of another revision and must be loaded anew.
    Revision,
    /// The principal has too many sockets, or far too much came over this one.
    TooMany,
    /// The store can't be read.
    Failed,
    /// The process stops.
    Restart,
}

/// Where a socket can't read the store, its client comes back later.
impl From<StoreError> for Farewell {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a socket can't read the store");
        Self::Failed
    }
}

/// A `Bye` for one kind of client.
pub(super) type Bye = fn(retry_after: Millis, reload: bool) -> Bytes;

impl Farewell {
    /// The code; none where there is nobody to tell.
    #[must_use]
    pub(super) const fn code(self) -> Option<u16> {
        Some(match self {
            Self::Gone => return None,
            Self::TooLarge => close::TOO_LARGE,
            Self::Malformed => close::MALFORMED,
            Self::NoSession => close::SIGNED_OUT,
            Self::NotAllowed => close::NOT_ALLOWED,
            Self::BecameAnother => close::BECAME_ANOTHER,
            Self::Disabled => close::DISABLED,
            Self::Silent => close::SILENT,
            Self::Slow => close::SLOW,
            Self::Revision => close::REVISION,
            Self::TooMany => close::TOO_MANY,
            Self::Failed => close::FAILED,
            Self::Restart => close::RESTART,
        })
    }

    /// The last messages, in order.
    #[must_use]
    pub(super) fn messages(self, bye: Bye) -> Vec<Message> {
        let Some(code) = self.code() else {
            return Vec::new();
        };
        let mut messages = Vec::with_capacity(2);
        match self {
            Self::Restart => messages.push(Message::Binary(bye(some_time(), false))),
            Self::Revision => messages.push(Message::Binary(bye(Millis(0), true))),
            _ => {}
        }
        let reason = Utf8Bytes::from_static("");
        messages.push(Message::Close(Some(CloseFrame { code, reason })));
        messages
    }
}

/// A time from [`SOONEST`] on, different for each client.
fn some_time() -> Millis {
    let dice = i64::from(u16::from_be_bytes(crate::session::random()));
    Millis(SOONEST + dice * SPREAD / i64::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_of_a_stopping_server_do_not_come_back_all_at_once() {
        let times: std::collections::HashSet<_> = (0..200).map(|_| some_time().0).collect();
        assert!(times.len() > 100);
        assert!(
            times
                .iter()
                .all(|time| (SOONEST..=SOONEST + SPREAD).contains(time))
        );
    }
}
