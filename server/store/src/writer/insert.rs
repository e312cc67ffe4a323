//! What a transaction writes once everything is decided: events, states, and all that lists and timers read, with many
//! rows in a statement.

use baton_core::conversation::STATE_VERSION;
use baton_core::deadline::deadlines;
use baton_core::event::EventBody;
use baton_core::id::{ConversationId, CustomerId, Seq, SpaceId, WorkItemId};
use baton_core::inbox::{FeedEvent, InboxRow, Place};
use baton_core::people::CustomerProfile;
use baton_core::time::Time;
use baton_core::work_item::WorkItem;
use sqlx::AnyConnection;

use super::BATCH;
use super::batch::Effects;
use super::facts::{Held, Known, SpaceFacts};
use crate::descriptions;
use crate::error::StoreError;
use crate::event_codec;
use crate::hint::Hint;
use crate::names::status_name;
use crate::people::CUSTOMER_SESSION;
use crate::sql::{Value, stored, to_json, write_rows};

/// How many entries of a space's feed are kept, and how often older ones are removed. Who is further behind gets the
/// whole inbox anew, which is shorter.
const FEED_KEPT: u64 = 10_000;
const FEED_TRIMMED_EVERY: u64 = 1_000;

/// What to tell others after the commit.
pub(super) struct Written {
    pub(super) hints: Vec<Hint>,
    /// Hints of conversations that were read and not changed.
    pub(super) untouched: Vec<Hint>,
    pub(super) commits: Vec<(SpaceId, i64)>,
}

#[derive(Default)]
struct Rows {
    conversations: Vec<Vec<Value>>,
    events: Vec<Vec<Value>>,
    deadlines: Vec<Vec<Value>>,
    gone_deadlines: Vec<Vec<Value>>,
    /// Each without its last column, which is the work item.
    work_items: Vec<(Vec<Value>, ConversationId, WorkItem)>,
    feed: Vec<Vec<Value>>,
    /// Customers whose conversation begins.
    beginners: Vec<CustomerId>,
}

pub(super) async fn write(
    connection: &mut AnyConnection,
    known: Known,
    effects: Effects,
) -> Result<Written, StoreError> {
    let mut written = Written {
        hints: Vec::new(),
        untouched: Vec::new(),
        commits: Vec::new(),
    };
    let mut rows = Rows::default();
    let now = known.now;
    let mut spaces = known.spaces;
    for held in known.conversations.into_values() {
        let Some(space) = spaces.get_mut(&held.after.space) else {
            continue;
        };
        if held.events.is_empty() {
            written.untouched.push(Hint {
                space: held.after.space,
                conversation: held.after.id,
                head: held.after.head,
                feed_head: Some(space.feed_head),
                events: None,
                feed: None,
                alerts: None,
            });
            continue;
        }
        if !written.commits.iter().any(|(id, _)| *id == space.space.id) {
            space.commits += 1;
            written.commits.push((space.space.id, space.commits));
        }
        let profile = known
            .customers
            .get(&held.after.customer)
            .map(|(_, profile)| profile);
        written
            .hints
            .push(rows.add(held, space, profile, known.now)?);
    }
    for (id, _) in &written.commits {
        if let Some(space) = spaces.get(id) {
            save_counters(connection, space).await?;
        }
    }
    let beginners = std::mem::take(&mut rows.beginners);
    rows.write(connection).await?;
    for customer in beginners {
        keep_sessions(connection, customer, now).await?;
    }
    follow_up(connection, effects).await?;
    Ok(written)
}

impl Rows {
    /// Adds what has become of one conversation, and takes its place in the space's feed.
    fn add(
        &mut self,
        held: Held,
        space: &mut SpaceFacts,
        profile: Option<&CustomerProfile>,
        now: Time,
    ) -> Result<Hint, StoreError> {
        let id = held.after.id.to_string();
        if held.before.head == Seq(0) {
            self.beginners.push(held.after.customer);
        }
        let row = profile.and_then(|profile| InboxRow::of(&held.after, profile));
        let (bucket, sort_key) = match row.as_ref().map(|row| &row.place) {
            None => (None, None),
            Some(Place::Unassigned { since, .. }) => (Some(0), Some(since.0)),
            Some(Place::Assigned {
                since, reply_due, ..
            }) => (Some(1), Some(reply_due.unwrap_or(*since).0)),
            Some(Place::Ended { at, .. }) => (Some(2), Some(at.0)),
        };
        let inbox_row = row.as_ref().map(to_json).transpose()?;
        let assignee = held.after.assignee().map(|agent| agent.id.to_string());
        self.conversations.push(vec![
            Value::Text(id.clone()),
            Value::Text(held.after.space.to_string()),
            Value::Text(held.after.customer.to_string()),
            Value::Number(stored(held.after.head.0)),
            Value::Number(i64::from(STATE_VERSION)),
            Value::Text(to_json(&descriptions::taken_out(&held.after))?),
            Value::Number(space.commits),
            Value::OptionalText(assignee),
            Value::OptionalNumber(bucket),
            Value::OptionalNumber(sort_key),
            Value::OptionalText(inbox_row.clone()),
        ]);
        for (event, command) in &held.events {
            self.events.push(vec![
                Value::Text(id.clone()),
                Value::Number(stored(event.seq.0)),
                Value::Number(event.at.0),
                Value::Text(event_codec::kind(&event.body).to_owned()),
                Value::Number(i64::from(event.body.version())),
                Value::Text(event_codec::encode(&event.body)?),
                Value::OptionalText(command.map(|command| command.to_string())),
            ]);
        }
        self.add_deadlines(&id, &held);
        self.add_work_items(&id, &held, now);
        let feed = match (row, inbox_row) {
            (Some(row), Some(json)) => {
                space.feed_head = space.feed_head.next();
                self.feed.push(vec![
                    Value::Text(space.space.id.to_string()),
                    Value::Number(stored(space.feed_head.0)),
                    Value::Text(json),
                ]);
                Some(FeedEvent {
                    seq: space.feed_head,
                    row,
                })
            }
            _ => None,
        };
        let events: Vec<_> = held.events.into_iter().map(|(event, _)| event).collect();
        Ok(Hint {
            space: held.after.space,
            conversation: held.after.id,
            head: held.after.head,
            feed_head: feed.as_ref().map(|feed| feed.seq),
            events: Some(events.into()),
            feed: feed.map(Into::into),
            alerts: Some(held.alerts.into()),
        })
    }

    /// Deadlines that run now and did not before are new; those that ran and do not are gone, unless they have fired.
    fn add_deadlines(&mut self, id: &str, held: &Held) {
        let before = deadlines(&held.before);
        let after = deadlines(&held.after);
        for deadline in after.iter().filter(|deadline| !before.contains(deadline)) {
            self.deadlines.push(vec![
                Value::Text(id.to_owned()),
                Value::Text(deadline.kind.name().to_owned()),
                Value::Number(stored(deadline.generation.0)),
                Value::Number(deadline.due.0),
            ]);
        }
        for deadline in &before {
            if !after.iter().any(|other| other.kind == deadline.kind) {
                self.gone_deadlines.push(vec![
                    Value::Text(id.to_owned()),
                    Value::Text(deadline.kind.name().to_owned()),
                ]);
            }
        }
    }

    fn add_work_items(&mut self, id: &str, held: &Held, now: Time) {
        let commented = |item: WorkItemId| {
            held.events.iter().any(|(event, _)| match &event.body {
                EventBody::Commented { work_item, .. } => *work_item == item,
                EventBody::Noted { work_item, .. } => *work_item == Some(item),
                _ => false,
            })
        };
        for item in &held.after.work_items {
            if held.before.work_item(item.id) == Some(item) && !commented(item.id) {
                continue;
            }
            let assignee = item.assignee.as_ref().map(|agent| agent.id.to_string());
            let team = item.team.as_ref().map(|team| team.id.to_string());
            let row = vec![
                Value::Text(id.to_owned()),
                Value::Text(item.id.to_string()),
                Value::Text(held.after.space.to_string()),
                Value::Number(i64::from(item.number)),
                Value::Text(held.after.customer.to_string()),
                Value::Text(status_name(item.status).to_owned()),
                Value::Text(assignee.unwrap_or_default()),
                Value::Text(team.unwrap_or_default()),
                Value::Number(now.0),
            ];
            self.work_items.push((row, held.after.id, item.clone()));
        }
    }

    async fn write(self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        let mut work_items = Vec::new();
        for (mut row, conversation, mut item) in self.work_items {
            descriptions::put_back_one(connection, conversation, &mut item).await?;
            row.push(Value::Text(to_json(&item)?));
            work_items.push(row);
        }
        write_rows(
            connection,
            "INSERT INTO conversations (id, space_id, customer_id, head, state_version, state, commits, assignee_id, \
             bucket, sort_key, inbox_row) VALUES",
            "ON CONFLICT (id) DO UPDATE SET head = excluded.head, state_version = excluded.state_version, \
             state = excluded.state, commits = excluded.commits, assignee_id = excluded.assignee_id, \
             bucket = excluded.bucket, sort_key = excluded.sort_key, inbox_row = excluded.inbox_row",
            self.conversations,
        )
        .await?;
        write_rows(
            connection,
            "INSERT INTO events (conversation_id, seq, at, kind, version, payload, command_id) VALUES",
            "",
            self.events,
        )
        .await?;
        write_rows(
            connection,
            "DELETE FROM deadlines WHERE fired_at IS NULL AND (conversation_id, kind) IN (VALUES",
            ")",
            self.gone_deadlines,
        )
        .await?;
        write_rows(
            connection,
            "INSERT INTO deadlines (conversation_id, kind, generation, due_at) VALUES",
            "ON CONFLICT (conversation_id, kind) DO UPDATE SET generation = excluded.generation, \
             due_at = excluded.due_at, fired_at = NULL",
            self.deadlines,
        )
        .await?;
        write_rows(
            connection,
            "INSERT INTO work_items (conversation_id, id, space_id, number, customer_id, status, assignee_id, team_id, \
             updated_at, item) VALUES",
            "ON CONFLICT (conversation_id, id) DO UPDATE SET status = excluded.status, \
             assignee_id = excluded.assignee_id, team_id = excluded.team_id, updated_at = excluded.updated_at, \
             item = excluded.item",
            work_items,
        )
        .await?;
        write_rows(
            connection,
            "INSERT INTO inbox_feed (space_id, seq, inbox_row) VALUES",
            "",
            self.feed,
        )
        .await?;
        Ok(())
    }
}

/// Who only looked has a short session; with the first thing that is kept, it becomes one that lasts.
async fn keep_sessions(
    connection: &mut AnyConnection,
    customer: CustomerId,
    now: Time,
) -> Result<(), StoreError> {
    let sql = "UPDATE sessions SET expires_at = $2 WHERE customer_id = $1 AND expires_at < $2 AND expires_at > $3";
    sqlx::query(sql)
        .bind(customer.to_string())
        .bind((now + CUSTOMER_SESSION).0)
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Saves what the space has counted, and forgets old entries of its feed now and then.
async fn save_counters(
    connection: &mut AnyConnection,
    space: &SpaceFacts,
) -> Result<(), StoreError> {
    let id = space.space.id.to_string();
    let head = space.feed_head.0;
    let sql = "UPDATE spaces SET next_work_item = $2, feed_head = $3, commits = $4 WHERE id = $1";
    sqlx::query(sql)
        .bind(id.as_str())
        .bind(i64::from(space.next_work_item))
        .bind(stored(head))
        .bind(space.commits)
        .execute(&mut *connection)
        .await?;
    // A transaction adds at most a batch of entries, so each thousand is noticed within one.
    if head > FEED_KEPT && head % FEED_TRIMMED_EVERY < BATCH as u64 {
        sqlx::query("DELETE FROM inbox_feed WHERE space_id = $1 AND seq <= $2")
            .bind(id)
            .bind(stored(head - FEED_KEPT))
            .execute(connection)
            .await?;
    }
    Ok(())
}

async fn follow_up(connection: &mut AnyConnection, effects: Effects) -> Result<(), StoreError> {
    effects.alerts.write(connection).await?;
    let claims = effects.claims.into_iter().map(|claim| {
        vec![
            Value::Text(claim.space.to_string()),
            Value::Number(claim.event.0),
            Value::Text(claim.conversation.to_string()),
            Value::Number(claim.event.1),
            Value::Number(claim.waited),
        ]
    });
    write_rows(
        connection,
        "INSERT INTO claims (space_id, at, conversation_id, seq, waited) VALUES",
        "",
        claims.collect(),
    )
    .await?;
    let uses = effects.uses.into_iter().map(|((space, article), uses)| {
        vec![
            Value::Text(space.to_string()),
            Value::Text(article.to_string()),
            Value::Number(uses.quoted),
            Value::Number(uses.helped),
            Value::Number(uses.did_not_help),
        ]
    });
    write_rows(
        connection,
        "INSERT INTO article_uses (space_id, article_id, quoted, helped, did_not_help) VALUES",
        "ON CONFLICT (space_id, article_id) DO UPDATE SET quoted = article_uses.quoted + excluded.quoted, \
         helped = article_uses.helped + excluded.helped, \
         did_not_help = article_uses.did_not_help + excluded.did_not_help",
        uses.collect(),
    )
    .await?;
    for (customer, email) in effects.emails {
        sqlx::query("UPDATE customers SET email = $2 WHERE id = $1 AND kind = 'guest'")
            .bind(customer.to_string())
            .bind(email.to_lowercase())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
