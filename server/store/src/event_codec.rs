//! Events as they are stored: kind, version and a JSON payload. What an older version wrote is brought up to date here,
//! step by step, so that the rest of the program knows one form only. `fixtures/events` holds one payload of every kind
//! and version that was ever released.

use baton_core::event::{EVENT_VERSION, EventBody};

use crate::error::StoreError;
use crate::sql;

macro_rules! kinds {
    ($($variant:ident => $name:literal,)+) => {
        /// The name of an event's kind, as the column has it.
        pub(crate) const fn kind(body: &EventBody) -> &'static str {
            match body { $(EventBody::$variant { .. } => $name,)+ }
        }

        /// Every kind.
        #[cfg(test)]
        pub(crate) const KINDS: &[&str] = &[$($name),+];
    };
}

kinds! {
    CustomerWrote => "customer_wrote",
    RovoReplied => "rovo_replied",
    AnswerRated => "answer_rated",
    LiveChatRequested => "live_chat_requested",
    Claimed => "claimed",
    AgentWrote => "agent_wrote",
    ReplyWarned => "reply_warned",
    BackToUnassigned => "back_to_unassigned",
    LiveChatEnded => "live_chat_ended",
    WorkItemCreated => "work_item_created",
    StatusChanged => "status_changed",
    AssigneeChanged => "assignee_changed",
    Commented => "commented",
    Noted => "noted",
    EmailGiven => "email_given",
}

/// The payload of an event of the present version.
pub(crate) fn encode(body: &EventBody) -> Result<String, StoreError> {
    let json = sql::to_json(body)?;
    let payload = json
        .strip_prefix("{\"kind\":\"")
        .and_then(|rest| rest.strip_prefix(kind(body)))
        .and_then(|rest| rest.strip_prefix("\",\"data\":"))
        .and_then(|rest| rest.strip_suffix('}'));
    payload
        .map(str::to_owned)
        .ok_or_else(|| StoreError::inconsistent(format!("an event of kind {}", kind(body))))
}

/// The event that a row holds, of whatever version.
pub(crate) fn decode(kind: &str, version: i64, payload: &str) -> Result<EventBody, StoreError> {
    if version != i64::from(EVENT_VERSION) {
        // The first change of a stored form adds its upcaster here.
        return Err(StoreError::inconsistent(format!(
            "event {kind} of version {version}"
        )));
    }
    let known = kind
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if !known {
        return Err(StoreError::inconsistent("the kind of an event"));
    }
    let json = format!("{{\"kind\":\"{kind}\",\"data\":{payload}}}");
    serde_json::from_str(&json)
        .map_err(|error| StoreError::inconsistent(format!("event {kind}: {error}")))
}
