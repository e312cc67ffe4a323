//! The rows of the alerts that stand, as the writer keeps them.

use std::collections::{BTreeMap, BTreeSet};

use baton_core::alert::{Addressee, Change, Raised};
use baton_core::id::ConversationId;
use sqlx::AnyConnection;

use crate::sql::{Value, stored, write_rows};

/// How the column names the queue.
const QUEUE: &str = "queue";

pub(super) fn addressee_name(to: Addressee) -> String {
    match to {
        Addressee::Queue => QUEUE.to_owned(),
        Addressee::Agent(account) => account.to_string(),
    }
}

pub(super) fn addressee_named(name: &str) -> Option<Addressee> {
    if name == QUEUE {
        return Some(Addressee::Queue);
    }
    name.parse().ok().map(Addressee::Agent)
}

/// What becomes of a conversation's rows.
#[derive(Default)]
struct OfConversation {
    all_gone: bool,
    gone: BTreeSet<Addressee>,
    raised: BTreeMap<Addressee, Raised>,
}

/// What the events of a transaction change about the alerts that stand.
#[derive(Default)]
pub(crate) struct Changes {
    of: BTreeMap<ConversationId, OfConversation>,
}

impl Changes {
    /// Adds what follows from an event, after those before it.
    pub(crate) fn add(&mut self, conversation: ConversationId, change: Change) {
        let of = self.of.entry(conversation).or_default();
        match change {
            Change::Raise(raised) => {
                of.raised.insert(raised.to, raised);
            }
            Change::Withdraw(to) => {
                of.raised.remove(&to);
                of.gone.insert(to);
            }
            Change::WithdrawAll => {
                of.raised.clear();
                of.gone.clear();
                of.all_gone = true;
            }
        }
    }

    /// Writes them.
    pub(crate) async fn write(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        let (mut all_gone, mut gone, mut raised) = (Vec::new(), Vec::new(), Vec::new());
        for (conversation, of) in self.of {
            let id = conversation.to_string();
            if of.all_gone {
                all_gone.push(vec![Value::Text(id.clone())]);
            } else {
                gone.extend(
                    of.gone
                        .iter()
                        .map(|to| vec![Value::Text(id.clone()), Value::Text(addressee_name(*to))]),
                );
            }
            raised.extend(of.raised.values().map(|one| {
                vec![
                    Value::Text(id.clone()),
                    Value::Text(addressee_name(one.to)),
                    Value::Text(one.kind.name().to_owned()),
                    Value::Number(stored(one.seq.0)),
                    Value::Number(one.at.0),
                    Value::OptionalNumber(one.due.map(|due| due.0)),
                ]
            }));
        }
        write_rows(
            connection,
            "DELETE FROM alerts WHERE conversation_id IN (VALUES",
            ")",
            all_gone,
        )
        .await?;
        write_rows(
            connection,
            "DELETE FROM alerts WHERE (conversation_id, addressee) IN (VALUES",
            ")",
            gone,
        )
        .await?;
        write_rows(
            connection,
            "INSERT INTO alerts (conversation_id, addressee, kind, seq, at, due) VALUES",
            "ON CONFLICT (conversation_id, addressee) DO UPDATE SET kind = excluded.kind, seq = excluded.seq, \
             at = excluded.at, due = excluded.due",
            raised,
        )
        .await
    }
}
