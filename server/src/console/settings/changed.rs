//! What somebody else has saved, as people read it: the audit log's values are JSON.

use baton_app::console::settings::frame::ForeignChange;
use baton_app::console::words::{settings as words, site};
use baton_core::audit::AuditActor;
use baton_core::direction::isolated;
use baton_store::AuditRow;
use serde_json::Value;

/// The records, as lines of a page.
pub(in crate::console) fn changes(since: Vec<AuditRow>) -> Vec<ForeignChange> {
    let line = |row: AuditRow| ForeignChange {
        who: who(row.actor),
        at: row.at,
        before: value(row.entry.before.as_deref()),
        after: value(row.entry.after.as_deref()),
        setting: row.entry.subject,
    };
    since.into_iter().map(line).collect()
}

fn who(actor: AuditActor) -> String {
    match actor {
        AuditActor::Account(agent) => agent.name,
        AuditActor::Shell => words::AT_THE_SHELL.to_owned(),
        AuditActor::Site => words::THE_SITE.to_owned(),
        AuditActor::Customer(_) | AuditActor::Nobody => words::SOMEBODY.to_owned(),
    }
}

/// A value: texts as they are, toggles as on and off, lists with commas.
fn value(json: Option<&str>) -> String {
    let parsed = json.and_then(|json| serde_json::from_str::<Value>(json).ok());
    match parsed {
        None | Some(Value::Null) => words::NOTHING.to_owned(),
        Some(Value::Bool(true)) => words::ON.to_owned(),
        Some(Value::Bool(false)) => words::OFF.to_owned(),
        Some(Value::String(text)) if text.is_empty() => words::NOTHING.to_owned(),
        Some(Value::String(text)) => role_of(&text).map_or(text, str::to_owned),
        Some(Value::Array(list)) if list.is_empty() => words::NOTHING.to_owned(),
        Some(Value::Array(list)) => {
            let parts = list.iter().map(|part| match part {
                Value::String(text) => text.clone(),
                // A scenario by its name; the whole of it would be no line to read.
                other => other["name"].as_str().unwrap_or("…").to_owned(),
            });
            let apart: Vec<String> = parts.map(|part| isolated(&part).into_owned()).collect();
            apart.join(", ")
        }
        Some(other) => other.to_string(),
    }
}

/// A role by the name that it is recorded under, as people call it.
fn role_of(name: &str) -> Option<&'static str> {
    match name {
        "agent" => Some(site::AGENT),
        "space_admin" => Some(site::SPACE_ADMIN),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn recorded_values_are_shown_as_words() {
        let cases = [
            (None, "none"),
            (Some("[]"), "none"),
            (Some("true"), "on"),
            (Some("false"), "off"),
            (Some("\"3 min\""), "3 min"),
            (Some("\"\""), "none"),
            (Some("\"space_admin\""), "Space admin"),
            (Some("[\"a\",\"b\"]"), "a, b"),
            (Some("[{\"name\":\"Default\",\"skills\":[]}]"), "Default"),
        ];
        for (json, shown) in cases {
            assert_eq!(value(json), shown);
        }
    }
}
