//! The lines of the log that say what happened.

use baton_core::direction::isolated;
use baton_core::event::{Ending, Requester, ReturnReason};
use baton_core::work_item::Cause;

use super::join;

/// A person was asked for.
#[must_use]
pub fn requested(by: Requester) -> &'static str {
    match by {
        Requester::Customer => "You asked for a person",
        Requester::Rovo => "Rovo asked the team to join",
    }
}

/// An agent joined.
#[must_use]
pub fn joined(agent: &str) -> String {
    join(&[&isolated(agent), " joined"])
}

/// Back in the queue.
#[must_use]
pub fn back_in_queue(from: &str, why: ReturnReason) -> String {
    match why {
        ReturnReason::TimeToReply => join(&[
            &isolated(from),
            " has not replied. You are back in the queue, and the team has been told",
        ]),
        ReturnReason::AgentGone => {
            join(&[&isolated(from), " had to leave. You are back in the queue"])
        }
    }
}

/// The live chat ended. `key` is its work item, if it is known.
#[must_use]
pub fn ended(how: Ending, key: Option<&str>) -> String {
    match how {
        Ending::ByAgent | Ending::ByCustomer => match key {
            Some(key) => join(&["The chat has ended. ", key, " has the transcript"]),
            None => "The chat has ended".to_owned(),
        },
        Ending::NobodyCame => match key {
            Some(key) => join(&[
                "Nobody could join in time. We answer you in ",
                key,
                ". Rovo is here until then",
            ]),
            None => "Nobody could join in time. Rovo is here again".to_owned(),
        },
        Ending::LeftAsRequest => {
            "You left the queue. Rovo is here if you need something else".to_owned()
        }
        Ending::NoLongerNeeded => {
            "You no longer need a person. Rovo is here if that changes".to_owned()
        }
        Ending::Deactivated => match key {
            Some(key) => join(&["Live chat has closed. We answer you in ", key]),
            None => "Live chat has closed".to_owned(),
        },
    }
}

/// A work item was created.
#[must_use]
pub fn item_created(key: &str, cause: Cause) -> String {
    match cause {
        Cause::Claimed => join(&["The number of your request is ", key]),
        Cause::NobodyCame | Cause::Deactivated => join(&["Your request is ", key]),
        Cause::LeftAsRequest => join(&["Your request is ", key, ". We answer you there"]),
        Cause::NoLongerNeeded => join(&[key, " is closed"]),
        Cause::Raised => join(&["You raised ", key]),
    }
}

/// Above a comment on a work item.
#[must_use]
pub fn commented(key: Option<&str>) -> String {
    match key {
        Some(key) => join(&["On ", key]),
        None => "On your request".to_owned(),
    }
}
