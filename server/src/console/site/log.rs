//! The audit log for a page: the filters of the address become the store's, and the recorded values become words.

use baton_app::console::site::audit::{AuditChoice, AuditData, AuditLine, ChangedValue};
use baton_app::console::words::site as words;
use baton_core::audit::{AuditActor, AuditKind};
use baton_core::direction::isolated;
use baton_core::settings::ProjectKey;
use baton_core::time::{Millis, Time};
use baton_store::{AuditActorFilter, AuditFilter, AuditRow, Space};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::app::App;
use crate::error::PageError;
use crate::session::back::encode;

/// Rows on a page.
const PAGE: u32 = 50;
/// So many people can be chosen among.
const PEOPLE: u32 = 500;
const A_DAY: Millis = Millis::minutes(24 * 60);

/// The filters as the address has them; what can't be read filters nothing.
#[derive(Debug, Default, Deserialize)]
pub(in crate::console) struct Asked {
    #[serde(default)]
    who: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    space: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    below: String,
}

fn actor(who: &str) -> AuditActorFilter {
    match who {
        "customers" => AuditActorFilter::Customers,
        "shell" => AuditActorFilter::Shell,
        "site" => AuditActorFilter::Site,
        "nobody" => AuditActorFilter::Nobody,
        id => id
            .parse()
            .map_or(AuditActorFilter::Anyone, AuditActorFilter::Account),
    }
}

/// What the page shows. On a space's page `only` is that space, and nothing else is found.
pub(in crate::console) async fn data(
    app: &App,
    path: String,
    asked: Asked,
    only: Option<&Space>,
) -> Result<AuditData, PageError> {
    let spaces = app.store.spaces().await?;
    let chosen = ProjectKey::parse(&asked.space);
    let chosen = chosen.and_then(|key| spaces.iter().find(|space| space.key == key));
    let filter = AuditFilter {
        actor: actor(&asked.who),
        kind: AuditKind::named(&asked.what),
        space: only.or(chosen).map(|space| space.id),
        since: Time::start_of_day(&asked.from),
        until: Time::start_of_day(&asked.to).map(|day| day + A_DAY),
    };
    let found = app
        .store
        .audit(&filter, asked.below.parse().ok(), PAGE)
        .await?;
    let mut people = vec![
        ("customers".to_owned(), words::CUSTOMERS.to_owned()),
        ("shell".to_owned(), words::THE_SHELL.to_owned()),
        ("site".to_owned(), words::THE_SITE.to_owned()),
        ("nobody".to_owned(), words::NOBODY.to_owned()),
    ];
    match only {
        Some(space) => {
            let members = app.store.members(space.id).await?.into_iter();
            people
                .extend(members.map(|member| (member.account.id.to_string(), member.account.name)));
        }
        None => {
            let accounts = app.store.people("", "", PEOPLE).await?.people.into_iter();
            people.extend(accounts.map(|account| (account.id.to_string(), account.name)));
        }
    }
    let choice = AuditChoice {
        who: asked.who,
        what: asked.what,
        space: asked.space,
        from: asked.from,
        to: asked.to,
    };
    let next = found.next.map(|below| {
        let AuditChoice {
            who,
            what,
            space,
            from,
            to,
        } = &choice;
        let [who, what, space, from, to] = [who, what, space, from, to].map(|part| encode(part));
        format!("{path}?who={who}&what={what}&space={space}&from={from}&to={to}&below={below}")
    });
    let key_of = |id| {
        let space = spaces.iter().find(|space| Some(space.id) == id);
        space.map(|space| space.key.to_string())
    };
    let lines = found.rows.into_iter().map(|row| {
        let space = key_of(row.entry.space).filter(|_| only.is_none());
        line(row, space)
    });
    Ok(AuditData {
        lines: lines.collect(),
        path,
        choice,
        people,
        spaces: match only {
            Some(_) => Vec::new(),
            None => spaces.iter().map(|space| space.key.to_string()).collect(),
        },
        next,
    })
}

fn line(row: AuditRow, space: Option<String>) -> AuditLine {
    let changes = changes(row.entry.before.as_deref(), row.entry.after.as_deref());
    AuditLine {
        id: row.id,
        at: row.at,
        who: match row.actor {
            AuditActor::Account(agent) => agent.name,
            AuditActor::Customer(_) => words::A_CUSTOMER.to_owned(),
            AuditActor::Shell => words::THE_SHELL.to_owned(),
            AuditActor::Site => words::THE_SITE.to_owned(),
            AuditActor::Nobody => words::NOBODY.to_owned(),
        },
        kind: row.entry.kind,
        subject: row.entry.subject,
        space,
        changes,
    }
}

/// The values that differ, by name; a value that is no object has no name.
fn changes(before: Option<&str>, after: Option<&str>) -> Vec<ChangedValue> {
    let (before, after) = (fields(before), fields(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let change = |name: &String| {
        let (before, after) = (before.get(name), after.get(name));
        (before != after).then(|| ChangedValue {
            name: name.replace('_', " "),
            before: before.and_then(shown),
            after: after.and_then(shown),
        })
    };
    names.into_iter().filter_map(change).collect()
}

fn fields(json: Option<&str>) -> Map<String, Value> {
    match json.and_then(|json| serde_json::from_str(json).ok()) {
        Some(Value::Object(fields)) => fields,
        None | Some(Value::Null) => Map::new(),
        Some(other) => Map::from_iter([(String::new(), other)]),
    }
}

/// Texts as they are, toggles as on and off, lists with commas, and nothing for nothing.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(true) => Some(words::ON.to_owned()),
        Value::Bool(false) => Some(words::OFF.to_owned()),
        Value::String(text) => Some(text.clone()),
        Value::Array(list) if list.is_empty() => None,
        Value::Array(list) => {
            let parts = list.iter().filter_map(|part| match part["name"].as_str() {
                // A thing with a name by its name; the whole of it would be no line to read.
                Some(name) => Some(name.to_owned()),
                None => shown(part),
            });
            let apart: Vec<String> = parts.map(|part| isolated(&part).into_owned()).collect();
            Some(apart.join(", "))
        }
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown_and_as_words() {
        let before = Some(r#"{"plan":"free","same":1,"on":false,"list":[]}"#);
        let after = Some(r#"{"plan":"premium","same":1,"on":true,"list":["a",{"name":"B"}]}"#);
        let found: Vec<_> = changes(before, after)
            .into_iter()
            .map(|change| (change.name, change.before, change.after))
            .collect();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            found,
            [
                ("list".to_owned(), None, text("a, B")),
                ("on".to_owned(), text("off"), text("on")),
                ("plan".to_owned(), text("free"), text("premium")),
            ]
        );
        assert_eq!(changes(Some("\"3 min\""), Some("\"5 min\"")).len(), 1);
        assert!(changes(None, None).is_empty());
    }
}
