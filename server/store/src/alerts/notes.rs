//! Writing what pages told: many of them together, in one transaction.

use baton_core::id::{AccountId, BrowserId};
use baton_core::time::{Millis, Time};
use sqlx::AnyConnection;

use super::{AlertMark, AlertNotes, Browser, BrowserAnswers};
use crate::error::StoreError;
use crate::names::permission_name;
use crate::sql::{Value, stored, write_rows};
use crate::store::Store;

/// What was shown of a chat matters while it waits or runs; no wait is longer.
const MARKS_KEPT: Millis = Millis::minutes(2 * 24 * 60);
/// How long a browser that does not come back is remembered.
const BROWSERS_KEPT: Millis = Millis::minutes(60 * 24 * 60);

async fn write_present(
    connection: &mut AnyConnection,
    present: &[(AccountId, Time)],
) -> Result<(), sqlx::Error> {
    let rows = present
        .iter()
        .map(|(account, until)| vec![Value::Text(account.to_string()), Value::Number(until.0)]);
    write_rows(
        connection,
        "INSERT INTO presence (account_id, until_at) VALUES",
        "ON CONFLICT (account_id) DO UPDATE SET until_at = excluded.until_at \
         WHERE presence.until_at < excluded.until_at",
        rows.collect(),
    )
    .await
}

async fn write_hidden(
    connection: &mut AnyConnection,
    (account, browser, until): (AccountId, BrowserId, Time),
) -> Result<(), sqlx::Error> {
    // Another process may know of a page that is visible for longer.
    let sql = "UPDATE browsers SET visible_until = 0 WHERE account_id = $1 AND browser_id = $2 AND visible_until <= $3";
    sqlx::query(sql)
        .bind(account.to_string())
        .bind(browser.to_string())
        .bind(until.0)
        .execute(connection)
        .await?;
    Ok(())
}

async fn write_there(connection: &mut AnyConnection, there: &[Browser]) -> Result<(), sqlx::Error> {
    let rows = there.iter().map(|browser| {
        vec![
            Value::Text(browser.account.to_string()),
            Value::Text(browser.id.to_string()),
            Value::Text(permission_name(browser.permission).to_owned()),
            Value::Number(i64::from(browser.worker)),
            Value::Number(browser.used_at.0),
            Value::Number(browser.until.0),
            Value::Number(browser.visible_until.0),
        ]
    });
    write_rows(
        connection,
        "INSERT INTO browsers (account_id, browser_id, permission, worker, used_at, until_at, visible_until) VALUES",
        "ON CONFLICT (account_id, browser_id) DO UPDATE SET permission = excluded.permission, \
         worker = excluded.worker, \
         used_at = CASE WHEN excluded.used_at > browsers.used_at THEN excluded.used_at ELSE browsers.used_at END, \
         until_at = CASE WHEN excluded.until_at > browsers.until_at THEN excluded.until_at ELSE browsers.until_at END, \
         visible_until = CASE WHEN excluded.visible_until > browsers.visible_until THEN excluded.visible_until \
         ELSE browsers.visible_until END",
        rows.collect(),
    )
    .await
}

async fn write_answers(
    connection: &mut AnyConnection,
    (account, browser, answers): (AccountId, BrowserId, BrowserAnswers),
) -> Result<(), sqlx::Error> {
    let sql = "UPDATE browsers SET unanswered_at = $3, acknowledged_at = $4, tested_at = $5 \
               WHERE account_id = $1 AND browser_id = $2";
    sqlx::query(sql)
        .bind(account.to_string())
        .bind(browser.to_string())
        .bind(answers.unanswered.map(|at| at.0))
        .bind(answers.acknowledged.map(|at| at.0))
        .bind(answers.tested.map(|at| at.0))
        .execute(connection)
        .await?;
    Ok(())
}

async fn write_marks(
    connection: &mut AnyConnection,
    marks: &[AlertMark],
) -> Result<(), sqlx::Error> {
    let rows = marks.iter().map(|mark| {
        vec![
            Value::Text(mark.account.to_string()),
            Value::Text(mark.conversation.to_string()),
            Value::Number(stored(mark.seq.0)),
            Value::Number(i64::from(mark.round)),
            Value::Number(i64::from(mark.read)),
            Value::Number(mark.at.0),
        ]
    });
    write_rows(
        connection,
        "INSERT INTO alert_marks (account_id, conversation_id, seq, round, is_read, at) VALUES",
        "ON CONFLICT (account_id, conversation_id) DO UPDATE SET seq = excluded.seq, round = excluded.round, \
         is_read = CASE WHEN alert_marks.seq = excluded.seq AND alert_marks.round = excluded.round \
         AND alert_marks.is_read = 1 THEN 1 ELSE excluded.is_read END, at = excluded.at \
         WHERE (alert_marks.seq, alert_marks.round) <= (excluded.seq, excluded.round)",
        rows.collect(),
    )
    .await?;
    for mark in marks.iter().filter(|mark| mark.read) {
        let sql = "DELETE FROM alerts WHERE conversation_id = $1 AND addressee = $2 AND seq <= $3";
        sqlx::query(sql)
            .bind(mark.conversation.to_string())
            .bind(mark.account.to_string())
            .bind(stored(mark.seq.0))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

impl Store {
    /// Writes what pages told. Nothing may be in it twice.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing is written.
    pub async fn note_alerts(&self, notes: &AlertNotes) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        write_present(&mut transaction, &notes.present).await?;
        for hidden in &notes.hidden {
            write_hidden(&mut transaction, *hidden).await?;
        }
        write_there(&mut transaction, &notes.there).await?;
        for answers in &notes.answers {
            write_answers(&mut transaction, *answers).await?;
        }
        write_marks(&mut transaction, &notes.marks).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Forgets what was shown long ago, and browsers that did not come back.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn forget_old_alerts(&self) -> Result<(), StoreError> {
        let now = self.now().await?;
        sqlx::query("DELETE FROM alert_marks WHERE at < $1")
            .bind(now.0 - MARKS_KEPT.0)
            .execute(self.write())
            .await?;
        sqlx::query("DELETE FROM browsers WHERE until_at < $1")
            .bind(now.0 - BROWSERS_KEPT.0)
            .execute(self.write())
            .await?;
        Ok(())
    }
}
