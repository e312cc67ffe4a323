//! Conversations and their events. The state is a snapshot; one of another version is folded anew from the log.

use baton_core::conversation::{Conversation, STATE_VERSION};
use baton_core::deadline::DeadlineKind;
use baton_core::event::Event;
use baton_core::id::{AccountId, ConversationId, CustomerId, Seq, SpaceId};
use baton_core::time::Time;
use baton_core::work_item::Stretch;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{DueDeadline, RovoContext};
use crate::descriptions;
use crate::error::StoreError;
use crate::event_codec;
use crate::sql::{Columns, stored};
use crate::store::Store;

/// How many turns of the talk Rovo is told, at most.
const CONTEXT_TURNS: u32 = 100;
/// How many events one query reads while a state is folded anew.
const FOLD_EVENTS: u32 = 1_000;

pub(crate) fn event_of(row: &AnyRow) -> Result<Event, StoreError> {
    let kind = row.text("kind")?;
    let body = event_codec::decode(&kind, row.number("version")?, &row.text("payload")?)?;
    Ok(Event {
        seq: row.seq("seq")?,
        at: row.time("at")?,
        body,
    })
}

/// The state that a row of `conversations` holds: `id`, `space_id`, `customer_id`, `state_version`, `state`. Its work
/// items have no descriptions.
pub(crate) async fn conversation_in(
    connection: &mut AnyConnection,
    row: &AnyRow,
) -> Result<Conversation, StoreError> {
    if row.number("state_version")? == i64::from(STATE_VERSION) {
        match row.json("state") {
            Ok(state) => return Ok(state),
            // The log is the truth, so a snapshot that can't be read costs time and nothing else.
            Err(error) => tracing::error!(%error, "a state is folded anew"),
        }
    }
    let new = Conversation::new(row.id("id")?, row.id("space_id")?, row.id("customer_id")?);
    refold(connection, new).await
}

/// Folds the whole log.
pub(crate) async fn refold(
    connection: &mut AnyConnection,
    mut conversation: Conversation,
) -> Result<Conversation, StoreError> {
    loop {
        let events =
            events_after(connection, conversation.id, conversation.head, FOLD_EVENTS).await?;
        if events.is_empty() {
            return Ok(conversation);
        }
        for event in &events {
            conversation.apply(event);
        }
    }
}

pub(crate) async fn events_after(
    connection: &mut AnyConnection,
    id: ConversationId,
    after: Seq,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let sql = "SELECT seq, at, kind, version, payload FROM events \
               WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    let rows = sqlx::query(sql)
        .bind(id.to_string())
        .bind(stored(after.0))
        .bind(i64::from(limit))
        .fetch_all(connection)
        .await?;
    rows.iter().map(event_of).collect()
}

/// The newest events after a position, ascending.
async fn newest_after(
    connection: &mut AnyConnection,
    id: ConversationId,
    after: Seq,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let sql = "SELECT seq, at, kind, version, payload FROM events \
               WHERE conversation_id = $1 AND seq > $2 ORDER BY seq DESC LIMIT $3";
    let rows = sqlx::query(sql)
        .bind(id.to_string())
        .bind(stored(after.0))
        .bind(i64::from(limit))
        .fetch_all(connection)
        .await?;
    rows.iter().rev().map(event_of).collect()
}

async fn conversation_on(
    connection: &mut AnyConnection,
    id: ConversationId,
) -> Result<Option<Conversation>, StoreError> {
    let sql =
        "SELECT id, space_id, customer_id, state_version, state FROM conversations WHERE id = $1";
    let row = sqlx::query(sql)
        .bind(id.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    match row {
        Some(row) => whole(connection, &row).await.map(Some),
        None => Ok(None),
    }
}

/// [`conversation_in`], with the descriptions of its work items.
async fn whole(connection: &mut AnyConnection, row: &AnyRow) -> Result<Conversation, StoreError> {
    let mut conversation = conversation_in(connection, row).await?;
    descriptions::put_back(connection, &mut conversation).await?;
    Ok(conversation)
}

/// Chats that run and whose agent may no longer: only the index of those that have an agent is read.
pub(crate) const ABANDONED: &str = "SELECT c.id, c.assignee_id FROM conversations c \
     LEFT JOIN accounts a ON a.id = c.assignee_id \
     LEFT JOIN memberships m ON m.account_id = c.assignee_id AND m.space_id = c.space_id \
     WHERE c.assignee_id IS NOT NULL AND (COALESCE(a.disabled, 1) = 1 \
     OR (a.site_admin = 0 AND m.role IS NULL))";

impl Store {
    /// A conversation's state.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn conversation(
        &self,
        id: ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        conversation_on(&mut *self.database().begin_read().await?, id).await
    }

    /// The conversation of a customer, if it has begun.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn conversation_of(
        &self,
        space: SpaceId,
        customer: CustomerId,
    ) -> Result<Option<Conversation>, StoreError> {
        let mut transaction = self.database().begin_read().await?;
        let sql = "SELECT id, space_id, customer_id, state_version, state FROM conversations \
                   WHERE customer_id = $1 AND space_id = $2";
        let row = sqlx::query(sql)
            .bind(customer.to_string())
            .bind(space.to_string())
            .fetch_optional(&mut *transaction)
            .await?;
        match row {
            Some(row) => whole(&mut transaction, &row).await.map(Some),
            None => Ok(None),
        }
    }

    /// The events after a position, ascending.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn events(
        &self,
        id: ConversationId,
        after: Seq,
        limit: u32,
    ) -> Result<Vec<Event>, StoreError> {
        events_after(&mut *self.read().acquire().await?, id, after, limit).await
    }

    /// The state and its newest events, ascending, of one moment; and whether there are earlier ones.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn newest_events(
        &self,
        id: ConversationId,
        limit: u32,
    ) -> Result<Option<(Conversation, Vec<Event>, bool)>, StoreError> {
        let mut transaction = self.database().begin_read().await?;
        let Some(conversation) = conversation_on(&mut transaction, id).await? else {
            return Ok(None);
        };
        let events = newest_after(&mut transaction, id, Seq(0), limit).await?;
        let has_earlier = events
            .first()
            .map_or(conversation.head > Seq(0), |first| first.seq > Seq(1));
        Ok(Some((conversation, events, has_earlier)))
    }

    /// The events of a stretch, both ends included, ascending.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn events_between(
        &self,
        id: ConversationId,
        stretch: Stretch,
    ) -> Result<Vec<Event>, StoreError> {
        let sql = "SELECT seq, at, kind, version, payload FROM events \
                   WHERE conversation_id = $1 AND seq >= $2 AND seq <= $3 ORDER BY seq";
        let rows = sqlx::query(sql)
            .bind(id.to_string())
            .bind(stored(stretch.from.0))
            .bind(stored(stretch.to.0))
            .fetch_all(self.read())
            .await?;
        rows.iter().map(event_of).collect()
    }

    /// What Rovo may know when it answers: only what was said since the last hand-back.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn unanswered(&self, id: ConversationId) -> Result<Option<RovoContext>, StoreError> {
        let mut transaction = self.database().begin_read().await?;
        let Some(conversation) = conversation_on(&mut transaction, id).await? else {
            return Ok(None);
        };
        let after = conversation.context_after;
        let events = newest_after(&mut transaction, id, after, CONTEXT_TURNS).await?;
        Ok(Some(RovoContext::of(conversation, events)))
    }

    /// The conversations that an account holds, in every space.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn assigned_to(&self, account: AccountId) -> Result<Vec<ConversationId>, StoreError> {
        let rows = sqlx::query("SELECT id FROM conversations WHERE assignee_id = $1")
            .bind(account.to_string())
            .fetch_all(self.read())
            .await?;
        rows.iter().map(|row| row.id("id")).collect()
    }

    /// The conversations that are held by somebody who may no longer: who is disabled, or has no role in their space any
    /// more. Chats that run are few, whatever the history.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn abandoned(&self) -> Result<Vec<(ConversationId, AccountId)>, StoreError> {
        let rows = sqlx::query(ABANDONED).fetch_all(self.read()).await?;
        rows.iter()
            .map(|row| Ok((row.id("id")?, row.id("assignee_id")?)))
            .collect()
    }

    /// Deadlines that have passed and have not fired, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn due_deadlines(&self, limit: u32) -> Result<Vec<DueDeadline>, StoreError> {
        let now = self.now().await?;
        let sql = "SELECT conversation_id, kind, generation, due_at FROM deadlines \
                   WHERE fired_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2";
        let rows = sqlx::query(sql)
            .bind(now.0)
            .bind(i64::from(limit))
            .fetch_all(self.read())
            .await?;
        let deadline = |row: &AnyRow| {
            Ok(DueDeadline {
                conversation: row.id("conversation_id")?,
                kind: row.named("kind", DeadlineKind::from_name)?,
                generation: row.seq("generation")?,
                due: row.time("due_at")?,
            })
        };
        rows.iter().map(deadline).collect()
    }

    /// When the next deadline passes of those that have not passed at this time.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn next_deadline_after(&self, now: Time) -> Result<Option<Time>, StoreError> {
        let sql = "SELECT due_at FROM deadlines WHERE fired_at IS NULL AND due_at > $1 \
                   ORDER BY due_at LIMIT 1";
        let row = sqlx::query(sql)
            .bind(now.0)
            .fetch_optional(self.read())
            .await?;
        row.map(|row| row.time("due_at")).transpose()
    }

    /// The conversations in which Rovo owes an answer, oldest question first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open_questions(&self) -> Result<Vec<ConversationId>, StoreError> {
        // Deadlines that have not fired are as many as there are waits, whatever the history.
        let sql = "SELECT conversation_id FROM deadlines \
                   WHERE fired_at IS NULL AND due_at > 0 AND kind = $1 ORDER BY due_at";
        let rows = sqlx::query(sql)
            .bind(DeadlineKind::RovoTurn.name())
            .fetch_all(self.read())
            .await?;
        rows.iter().map(|row| row.id("conversation_id")).collect()
    }
}
