//! The inbox of a space and its feed. Every list reads an index from one end, so that history costs nothing.

use baton_core::id::{ConversationId, Seq, SpaceId};
use baton_core::inbox::{FeedEvent, Inbox, InboxRow, WAITING_SHOWN};
use baton_core::time::{Millis, Time};
use baton_core::wire::QueuePlace;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::error::StoreError;
use crate::sql::{Columns, stored};
use crate::store::Store;

/// How many chats that agents have an inbox shows at most: more than people can talk in.
const ASSIGNED_CHATS: i64 = 5_000;
/// How many chats that ended in the same millisecond are read together.
const ENDED_TOGETHER: i64 = 500;
/// How many ended chats an inbox shows at first.
const ENDED_CHATS: u32 = 50;
/// How many claims tell the usual wait, and how many must be there.
const USUAL_OF: i64 = 20;
const USUAL_NEEDS: usize = 5;

pub(crate) const SHOWN_WAITING: &str = "SELECT inbox_row FROM conversations \
     WHERE space_id = $1 AND bucket < 2 AND bucket = 0 ORDER BY sort_key, id LIMIT $2";
pub(crate) const SHOWN_ASSIGNED: &str = "SELECT inbox_row FROM conversations \
     WHERE space_id = $1 AND bucket < 2 AND bucket = 1 ORDER BY sort_key, id LIMIT $2";
pub(crate) const ENDED: &str = "SELECT inbox_row, sort_key FROM conversations \
     WHERE space_id = $1 AND bucket = 2 AND sort_key < $2 ORDER BY sort_key DESC, id DESC LIMIT $3";
pub(crate) const ENDED_AT: &str = "SELECT inbox_row, sort_key FROM conversations \
     WHERE space_id = $1 AND bucket = 2 AND sort_key = $2 ORDER BY id DESC LIMIT $3";
pub(crate) const WAITING: &str = "SELECT id FROM conversations WHERE space_id = $1 AND bucket < 2 AND bucket = 0 ORDER BY sort_key, id";
pub(crate) const FEED: &str =
    "SELECT seq, inbox_row FROM inbox_feed WHERE space_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
pub(crate) const WAITS: &str =
    "SELECT waited FROM claims WHERE space_id = $1 ORDER BY at DESC LIMIT $2";

fn row_of(row: &AnyRow) -> Result<InboxRow, StoreError> {
    row.json("inbox_row")
}

async fn head_on(connection: &mut AnyConnection, space: SpaceId) -> Result<Seq, StoreError> {
    let row = sqlx::query("SELECT feed_head FROM spaces WHERE id = $1")
        .bind(space.to_string())
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound)?;
    row.seq("feed_head")
}

async fn ended_on(
    connection: &mut AnyConnection,
    space: SpaceId,
    before: Time,
    limit: u32,
) -> Result<(Vec<InboxRow>, bool), StoreError> {
    let read = sqlx::query(ENDED)
        .bind(space.to_string())
        .bind(before.0)
        .bind(i64::from(limit) + 1)
        .fetch_all(&mut *connection)
        .await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if read.len() <= limit {
        return Ok((read.iter().map(row_of).collect::<Result<_, _>>()?, false));
    }
    // Chats that ended in the same millisecond stay together, since the next page begins before it.
    let last = read[limit.saturating_sub(1)].time("sort_key")?;
    let mut rows = Vec::new();
    for row in &read {
        if row.time("sort_key")? > last {
            rows.push(row_of(row)?);
        }
    }
    let together = sqlx::query(ENDED_AT)
        .bind(space.to_string())
        .bind(last.0)
        .bind(ENDED_TOGETHER)
        .fetch_all(&mut *connection)
        .await?;
    for row in &together {
        rows.push(row_of(row)?);
    }
    let older = sqlx::query(ENDED)
        .bind(space.to_string())
        .bind(last.0)
        .bind(1_i64)
        .fetch_optional(connection)
        .await?;
    Ok((rows, older.is_some()))
}

impl Store {
    /// The chats that have waited longest, [`WAITING_SHOWN`] at most, every chat that somebody has, and the 50 that ended
    /// last, with the feed's head, of one moment.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` when there is no such space.
    pub async fn inbox(&self, space: SpaceId) -> Result<Inbox, StoreError> {
        let mut transaction = self.database().begin_read().await?;
        let seq = head_on(&mut transaction, space).await?;
        let mut rows = Vec::new();
        let waiting = i64::try_from(WAITING_SHOWN).unwrap_or(i64::MAX);
        for (sql, limit) in [(SHOWN_WAITING, waiting), (SHOWN_ASSIGNED, ASSIGNED_CHATS)] {
            let open = sqlx::query(sql)
                .bind(space.to_string())
                .bind(limit)
                .fetch_all(&mut *transaction)
                .await?;
            for row in &open {
                rows.push(row_of(row)?);
            }
        }
        let (ended, has_earlier) =
            ended_on(&mut transaction, space, Time(i64::MAX), ENDED_CHATS).await?;
        rows.extend(ended);
        Ok(Inbox {
            rows,
            seq,
            has_earlier,
        })
    }

    /// The feed after a position, ascending. Old entries are forgotten: when the first is not `after + 1`, or when there
    /// is none though the head is higher, send the inbox anew.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn feed(
        &self,
        space: SpaceId,
        after: Seq,
        limit: u32,
    ) -> Result<Vec<FeedEvent>, StoreError> {
        let rows = sqlx::query(FEED)
            .bind(space.to_string())
            .bind(stored(after.0))
            .bind(i64::from(limit))
            .fetch_all(self.read())
            .await?;
        let entry = |row: &AnyRow| {
            Ok(FeedEvent {
                seq: row.seq("seq")?,
                row: row_of(row)?,
            })
        };
        rows.iter().map(entry).collect()
    }

    /// The position of the last entry of the feed.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` when there is no such space.
    pub async fn feed_head(&self, space: SpaceId) -> Result<Seq, StoreError> {
        head_on(&mut *self.read().acquire().await?, space).await
    }

    /// Chats that ended before a time, newest first, and whether there are still older ones. Chats of one millisecond
    /// stay together, so there may be a few more than asked for.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn ended_before(
        &self,
        space: SpaceId,
        before: Time,
        limit: u32,
    ) -> Result<(Vec<InboxRow>, bool), StoreError> {
        ended_on(
            &mut *self.database().begin_read().await?,
            space,
            before,
            limit,
        )
        .await
    }

    /// The conversations of a space that wait for a claim, first come first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn waiting_in(&self, space: SpaceId) -> Result<Vec<ConversationId>, StoreError> {
        waiting_on(&mut *self.read().acquire().await?, space).await
    }

    /// The place of a waiting conversation in its space's queue. The usual wait is the median of the last claims, where
    /// there were enough.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn queue_place(
        &self,
        space: SpaceId,
        id: ConversationId,
    ) -> Result<Option<QueuePlace>, StoreError> {
        let mut transaction = self.database().begin_read().await?;
        let waiting = waiting_on(&mut transaction, space).await?;
        let Some(index) = waiting.iter().position(|other| *other == id) else {
            return Ok(None);
        };
        let claims = sqlx::query(WAITS)
            .bind(space.to_string())
            .bind(USUAL_OF)
            .fetch_all(&mut *transaction)
            .await?;
        let mut waits = Vec::new();
        for row in &claims {
            waits.push(row.number("waited")?);
        }
        waits.sort_unstable();
        let usual_wait = (waits.len() >= USUAL_NEEDS).then(|| Millis(waits[waits.len() / 2]));
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(Some(QueuePlace {
            position: count(index + 1),
            waiting: count(waiting.len()),
            usual_wait,
        }))
    }
}

async fn waiting_on(
    connection: &mut AnyConnection,
    space: SpaceId,
) -> Result<Vec<ConversationId>, StoreError> {
    let rows = sqlx::query(WAITING)
        .bind(space.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.id("id")).collect()
}
