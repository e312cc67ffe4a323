//! A customer's name in the inbox. It stands in the row itself, so that the lists need no customers; whoever changes the
//! one changes the other in the same transaction.

use std::sync::Arc;

use baton_core::id::{ConversationId, CustomerId, SpaceId};
use baton_core::inbox::{FeedEvent, InboxRow};
use sqlx::AnyConnection;

use crate::error::StoreError;
use crate::hint::Hint;
use crate::sql::{Columns, stored, to_json};

/// The customer's row of the inbox under another name, as a new entry of the feed. The space's row comes first, as
/// wherever an entry is numbered; without a row in the inbox there is nobody to tell.
pub(super) async fn rename_in_inbox(
    connection: &mut AnyConnection,
    id: CustomerId,
    name: &str,
) -> Result<Option<Hint>, StoreError> {
    let sql = "UPDATE spaces SET feed_head = feed_head + 1, commits = commits + 1 WHERE id = \
               (SELECT space_id FROM conversations WHERE customer_id = $1 AND inbox_row IS NOT NULL) \
               RETURNING id, feed_head, commits";
    let space = sqlx::query(sql)
        .bind(id.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(space) = space else { return Ok(None) };
    let sql = "SELECT id, head, inbox_row FROM conversations WHERE customer_id = $1";
    let found = sqlx::query(sql)
        .bind(id.to_string())
        .fetch_one(&mut *connection)
        .await?;
    let (space, seq, commits) = (
        space.id::<SpaceId>("id")?,
        space.seq("feed_head")?,
        space.number("commits")?,
    );
    let conversation: ConversationId = found.id("id")?;
    let mut row: InboxRow = found.json("inbox_row")?;
    name.clone_into(&mut row.customer_name);
    let json = to_json(&row)?;
    sqlx::query("UPDATE conversations SET inbox_row = $2, commits = $3 WHERE id = $1")
        .bind(conversation.to_string())
        .bind(json.as_str())
        .bind(commits)
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT INTO inbox_feed (space_id, seq, inbox_row) VALUES ($1, $2, $3)")
        .bind(space.to_string())
        .bind(stored(seq.0))
        .bind(json)
        .execute(connection)
        .await?;
    Ok(Some(Hint {
        space,
        conversation,
        head: found.seq("head")?,
        feed_head: Some(seq),
        events: None,
        feed: Some(Arc::new(FeedEvent { seq, row })),
        alerts: None,
    }))
}
