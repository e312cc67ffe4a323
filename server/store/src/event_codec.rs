//! Events as they are stored: kind, version and a JSON payload. What an older version wrote is brought up to date here,
//! step by step, so that the rest of the program knows one form only. `fixtures/events` holds one payload of every kind
//! and version that was ever released.

use baton_core::event::{EVENT_VERSION, EventBody};

use crate::error::StoreError;
use crate::sql;

/// The name of an event's kind, as the column has it.
pub(crate) const fn kind(body: &EventBody) -> &'static str {
    match body {
        EventBody::CustomerWrote { .. } => "customer_wrote",
        EventBody::RovoReplied { .. } => "rovo_replied",
        EventBody::AnswerRated { .. } => "answer_rated",
        EventBody::LiveChatRequested { .. } => "live_chat_requested",
        EventBody::Claimed { .. } => "claimed",
        EventBody::AgentWrote { .. } => "agent_wrote",
        EventBody::ReplyWarned { .. } => "reply_warned",
        EventBody::BackToUnassigned { .. } => "back_to_unassigned",
        EventBody::LiveChatEnded { .. } => "live_chat_ended",
        EventBody::WorkItemCreated { .. } => "work_item_created",
        EventBody::StatusChanged { .. } => "status_changed",
        EventBody::AssigneeChanged { .. } => "assignee_changed",
        EventBody::Commented { .. } => "commented",
        EventBody::Noted { .. } => "noted",
        EventBody::EmailGiven { .. } => "email_given",
    }
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
