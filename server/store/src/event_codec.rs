//! Events as they are stored: kind, version and a JSON payload. What an older version wrote is brought up to date here,
//! step by step, so that the rest of the program knows one form only. `fixtures/events` holds one payload of every kind
//! and version that was ever released.

use std::borrow::Cow;

use baton_core::event::EventBody;

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
    let known = kind
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if !known {
        return Err(StoreError::inconsistent("the kind of an event"));
    }
    let payload = brought_up_to_date(kind, version, payload)?;
    let json = format!("{{\"kind\":\"{kind}\",\"data\":{payload}}}");
    let body: EventBody = serde_json::from_str(&json)
        .map_err(|error| StoreError::inconsistent(format!("event {kind}: {error}")))?;
    if (1..=i64::from(body.version())).contains(&version) {
        Ok(body)
    } else {
        Err(StoreError::inconsistent(format!(
            "event {kind} of version {version}"
        )))
    }
}

/// The payload as this build writes it. Each change of a stored form has its step here.
fn brought_up_to_date<'a>(
    kind: &str,
    version: i64,
    payload: &'a str,
) -> Result<Cow<'a, str>, StoreError> {
    match (kind, version) {
        // A comment of version 1 counted in no live chat.
        ("commented", 1) => {
            let read = serde_json::from_str::<serde_json::Map<_, _>>(payload);
            let mut fields =
                read.map_err(|error| StoreError::inconsistent(format!("event {kind}: {error}")))?;
            for new in ["chat", "reply_clock"] {
                fields.insert(new.to_owned(), serde_json::Value::Null);
            }
            Ok(Cow::Owned(sql::to_json(&fields)?))
        }
        _ => Ok(Cow::Borrowed(payload)),
    }
}
