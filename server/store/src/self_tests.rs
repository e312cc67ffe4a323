//! The self-test of a space: walked by the writer's own code in a transaction that is taken back, kept and recorded
//! afterwards.

use std::future::Future;

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::command::CommandBody;
use baton_core::id::SpaceId;
use baton_core::people::AgentRef;
use baton_core::settings::SelfTest;
use baton_core::time::Time;

use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::read::RovoContext;
use crate::sql::{Columns, to_json};
use crate::store::Store;
use crate::writer::{SelfTestRovo, rehearse};

/// A self-test that was walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastSelfTest {
    /// Who ran it, under the name of that time.
    pub by: String,
    /// When.
    pub at: Time,
    /// What came of it.
    pub report: SelfTest,
}

impl Store {
    /// Walks a self-test in the name of an agent or admin of the space, with Rovo, keeps what came of it, and records
    /// it. While Rovo thinks, nobody else writes: what it reads must be at hand.
    ///
    /// # Errors
    /// [`StoreError`]: it could not be walked to its end or not be kept.
    pub async fn self_test<Thinks, Thought>(
        &self,
        space: SpaceId,
        by: &AgentRef,
        rovo: SelfTestRovo<Thinks>,
    ) -> Result<SelfTest, StoreError>
    where
        Thinks: Fn(RovoContext) -> Thought + Send + Sync,
        Thought: Future<Output = Option<CommandBody>> + Send,
    {
        let report = rehearse(self.database(), space, by, rovo).await?;
        let mut transaction = self.database().begin_write().await?;
        let sql = "INSERT INTO self_tests (space_id, at, by_name, report) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (space_id) DO UPDATE SET at = excluded.at, by_name = excluded.by_name, \
                   report = excluded.report";
        sqlx::query(sql)
            .bind(space.to_string())
            .bind(self.database().now_on(&mut transaction).await?.0)
            .bind(by.name.as_str())
            .bind(to_json(&report)?)
            .execute(&mut *transaction)
            .await?;
        let outcome = if report.passed() { "passed" } else { "failed" };
        let entry = AuditEntry::new(AuditKind::SelfTest, "Self-test")
            .in_space(space)
            .to(&outcome)?;
        let by = AuditActor::Account(by.clone());
        record(self.database(), &mut transaction, &by, &entry).await?;
        transaction.commit().await?;
        Ok(report)
    }

    /// The last self-test of a space.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn last_self_test(&self, space: SpaceId) -> Result<Option<LastSelfTest>, StoreError> {
        let row = sqlx::query("SELECT at, by_name, report FROM self_tests WHERE space_id = $1")
            .bind(space.to_string())
            .fetch_optional(self.read())
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(LastSelfTest {
            by: row.text("by_name")?,
            at: row.time("at")?,
            report: row.json("report")?,
        }))
    }
}
