//! A snapshot holds the chats that have waited longest, and not more than [`WAITING_SHOWN`] of them. The rest comes with a
//! snapshot anew once enough of those have left the list.

use baton_core::inbox::{Inbox, Place, WAITING_SHOWN};
use baton_core::wire::FromAgent;

use super::Effect;

/// So many leave before the list is asked for anew: a snapshot is large, and nobody claims from its end.
const LEAVE_FIRST: usize = 50;

/// What is known of the chats that wait and are not in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// There are none.
    None,
    /// There may be some.
    CutOff {
        /// How many have left the list since it came.
        left: usize,
    },
    /// The list has been asked for.
    Asked,
}

impl Rest {
    /// Behind this list.
    pub(super) fn of(inbox: &Inbox) -> Self {
        let waits = |place: &Place| matches!(place, Place::Unassigned { .. });
        if inbox.rows.iter().filter(|row| waits(&row.place)).count() < WAITING_SHOWN {
            Self::None
        } else {
            Self::CutOff { left: 0 }
        }
    }

    /// A chat has left those that wait.
    pub(super) fn one_left(&mut self) -> Option<Effect> {
        let Self::CutOff { left } = self else {
            return None;
        };
        *left += 1;
        if *left < LEAVE_FIRST {
            return None;
        }
        *self = Self::Asked;
        Some(ask())
    }

    /// The feed goes on where it was, on another socket: what was asked for on the one before may never come.
    pub(super) fn resumed(self) -> Option<Effect> {
        (self == Self::Asked).then(ask)
    }
}

/// Without a position, the whole list comes.
fn ask() -> Effect {
    Effect::Send(FromAgent::ResyncFeed { cursor: None })
}
