//! No query that a person waits for grows with history: SQLite says that each finds its rows by an index, and sorts
//! none of them.

use baton_core::work_item::Status;
use sqlx::{AssertSqlSafe, Row as _};

use super::*;
use crate::alerts;
use crate::read::{conversation, inbox, work_items};
use crate::{AssigneeFilter, WorkItemFilter};

/// How SQLite would run a statement.
async fn plan(site: &Site, sql: &str) -> Vec<String> {
    // Safe: made of this crate's own statements.
    sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")))
        .fetch_all(site.store.read())
        .await
        .unwrap()
        .iter()
        .map(|row| row.get::<String, _>(3))
        .collect()
}

#[tokio::test]
async fn no_list_scans_or_sorts() {
    let site = Site::on_sqlite().await;
    let mut statements = vec![
        inbox::SHOWN_WAITING.to_owned(),
        inbox::SHOWN_ASSIGNED.to_owned(),
        inbox::ENDED.to_owned(),
        inbox::ENDED_AT.to_owned(),
        inbox::WAITING.to_owned(),
        inbox::FEED.to_owned(),
        inbox::WAITS.to_owned(),
        conversation::ABANDONED.to_owned(),
        "SELECT id FROM conversations WHERE assignee_id = $1".to_owned(),
        "SELECT due_at FROM deadlines WHERE fired_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2".to_owned(),
        "SELECT conversation_id FROM deadlines WHERE fired_at IS NULL AND due_at > 0 AND kind = $1 ORDER BY due_at"
            .to_owned(),
        "SELECT seq FROM events WHERE conversation_id = $1 AND seq > $2 ORDER BY seq DESC LIMIT $3".to_owned(),
        "SELECT seq FROM events WHERE command_id IN ($1,$2)".to_owned(),
        "SELECT id FROM conversations WHERE customer_id IN ($1,$2)".to_owned(),
        "DELETE FROM deadlines WHERE fired_at IS NULL AND (conversation_id, kind) IN (VALUES ($1,$2),($3,$4))"
            .to_owned(),
        "SELECT id FROM customers WHERE space_id = $1 AND email = $2 AND kind <> 'guest'".to_owned(),
        "DELETE FROM sessions WHERE expires_at <= $1".to_owned(),
        alerts::MARKS.to_owned(),
        alerts::MARKS_SINCE.to_owned(),
        alerts::THERE.to_owned(),
        format!("{} ($1,$2)", alerts::OF_CONVERSATIONS),
        "DELETE FROM alerts WHERE conversation_id IN (VALUES ($1),($2))".to_owned(),
        "DELETE FROM alerts WHERE (conversation_id, addressee) IN (VALUES ($1,$2),($3,$4))".to_owned(),
        "DELETE FROM alerts WHERE conversation_id = $1 AND addressee = $2 AND seq <= $3".to_owned(),
        "DELETE FROM alert_marks WHERE at < $1".to_owned(),
        "SELECT browser_id FROM browsers WHERE account_id = $1 AND until_at > $2".to_owned(),
        "DELETE FROM inbox_feed WHERE space_id = $1 AND seq <= $2".to_owned(),
    ];
    // What stands is all read, and that is no more than there are open chats: no conversation is looked for in vain.
    let all = plan(&site, alerts::ALL_ALERTS).await;
    assert!(
        all.iter().all(|step| !step.starts_with("SCAN c")),
        "{all:?}"
    );
    for status in [None, Some(Status::Open)] {
        for assignee in [AssigneeFilter::Anyone, AssigneeFilter::Nobody] {
            for team in [None, Some(site.team)] {
                let filter = WorkItemFilter {
                    status,
                    assignee,
                    team,
                };
                statements.push(work_items::statement(&filter).to_owned());
            }
        }
    }
    for sql in statements {
        for step in plan(&site, &sql).await {
            // The list of values that a statement brings with it is no table.
            let reads_values = step.contains("CONSTANT ROW")
                || step.contains("SUBQUERY")
                || step == "SCAN 2-ROW VALUES CLAUSE";
            assert!(reads_values || !step.starts_with("SCAN"), "{sql}: {step}");
            assert!(!step.contains("TEMP B-TREE"), "{sql}: {step}");
        }
    }
}
