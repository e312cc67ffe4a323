//! Reading the log: newest first, a page at a time, under filters.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::CustomerId;
use baton_core::people::AgentRef;
use baton_core::time::Time;
use sqlx::any::AnyRow;

use super::chain::{Stored, select_audit, stored_of};
use super::{AuditActorFilter, AuditEntry, AuditFilter, AuditId, AuditPage, AuditRow};
use crate::error::StoreError;
use crate::sql::{Columns, Condition, Value, stored, where_all};
use crate::store::Store;

fn actor_of(row: &Stored) -> Result<AuditActor, StoreError> {
    match (row.actor.as_str(), &row.actor_id) {
        ("account", Some(id)) => Ok(AuditActor::Account(AgentRef {
            id: id
                .parse()
                .map_err(|_| StoreError::inconsistent("an actor's identifier"))?,
            name: row.actor_name.clone(),
        })),
        ("customer", Some(id)) => {
            Ok(AuditActor::Customer(id.parse().map_err(|_| {
                StoreError::inconsistent("an actor's identifier")
            })?))
        }
        ("shell", None) => Ok(AuditActor::Shell),
        ("site", None) => Ok(AuditActor::Site),
        ("nobody", None) => Ok(AuditActor::Nobody),
        _ => Err(StoreError::inconsistent("an unknown kind of actor")),
    }
}

fn row_of(row: &AnyRow) -> Result<AuditRow, StoreError> {
    let row = stored_of(row)?;
    let kind = AuditKind::named(&row.kind);
    let space = row.space_id.as_deref().map(str::parse).transpose();
    Ok(AuditRow {
        id: AuditId::try_from(row.id).map_err(|_| StoreError::inconsistent("a row's number"))?,
        at: Time(row.at),
        actor: actor_of(&row)?,
        entry: AuditEntry {
            kind: kind.ok_or_else(|| StoreError::inconsistent("an unknown kind of record"))?,
            space: space.map_err(|_| StoreError::inconsistent("a space's identifier"))?,
            subject: row.subject,
            before: row.before,
            after: row.after,
        },
    })
}

fn conditions(filter: &AuditFilter, below: Option<AuditId>) -> Vec<Condition> {
    let mut conditions = Vec::new();
    let mut add = |sql, value| conditions.push(Condition { sql, value });
    match filter.actor {
        AuditActorFilter::Anyone => {}
        AuditActorFilter::Account(account) => {
            add("actor_id =", Value::Text(account.to_string()));
        }
        AuditActorFilter::Customers => add("actor =", Value::Text("customer".to_owned())),
        AuditActorFilter::Shell => add("actor =", Value::Text("shell".to_owned())),
        AuditActorFilter::Site => add("actor =", Value::Text("site".to_owned())),
        AuditActorFilter::Nobody => add("actor =", Value::Text("nobody".to_owned())),
    }
    if let Some(kind) = filter.kind {
        add("kind =", Value::Text(kind.name().to_owned()));
    }
    if let Some(space) = filter.space {
        add("space_id =", Value::Text(space.to_string()));
    }
    if let Some(since) = filter.since {
        add("at >=", Value::Number(since.0));
    }
    if let Some(until) = filter.until {
        add("at <", Value::Number(until.0));
    }
    if let Some(below) = below {
        add("id <", Value::Number(stored(below)));
    }
    conditions
}

/// What the newest records mean for open pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The number of the newest.
    pub head: AuditId,
    /// Whether one took rights from somebody.
    pub takes_rights: bool,
    /// Whether one may decide who is alerted of what.
    pub decides_alerts: bool,
    /// The customers who ended sessions of theirs.
    pub customers: Vec<CustomerId>,
}

impl Store {
    /// The number of the newest row, and what those after another one mean for open pages. So that a node learns what
    /// another one, or a subcommand, has done; it reads one row where nothing has happened.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn recorded_since(&self, after: AuditId) -> Result<Recorded, StoreError> {
        let head = sqlx::query("SELECT last FROM audit_head WHERE id = 1")
            .fetch_one(self.read())
            .await?
            .unsigned("last")?;
        let mut recorded = Recorded {
            head,
            takes_rights: false,
            decides_alerts: false,
            customers: Vec::new(),
        };
        if head == after {
            return Ok(recorded);
        }
        let sql = "SELECT kind, actor, actor_id FROM audit_log WHERE id > $1 AND id <= $2";
        let rows = sqlx::query(sql)
            .bind(stored(after))
            .bind(stored(head))
            .fetch_all(self.read())
            .await?;
        for row in &rows {
            if let Some(kind) = AuditKind::named(&row.text("kind")?) {
                if kind.takes_rights() && row.text("actor")? == "customer" {
                    // Customers only ever do something to themselves.
                    recorded.customers.push(row.id("actor_id")?);
                } else {
                    recorded.takes_rights |= kind.takes_rights();
                }
                recorded.decides_alerts |= kind.decides_alerts();
            }
        }
        Ok(recorded)
    }

    /// A page of the log, newest first, beginning below a row.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn audit(
        &self,
        filter: &AuditFilter,
        below: Option<AuditId>,
        limit: u32,
    ) -> Result<AuditPage, StoreError> {
        let conditions = conditions(filter, below);
        let read = where_all(
            select_audit!("", ""),
            conditions,
            "ORDER BY id DESC LIMIT",
            i64::from(limit) + 1,
        )?
        .fetch_all(self.read())
        .await?;
        let mut rows: Vec<_> = read.iter().map(row_of).collect::<Result<_, _>>()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| has_more).map(|last| last.id);
        Ok(AuditPage { rows, next })
    }
}
