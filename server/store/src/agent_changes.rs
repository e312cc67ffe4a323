//! Changing a space's Rovo agent in the name of somebody: only as long as it is still the one that they saw, and recorded
//! in the audit log in the same transaction.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::SpaceId;
use baton_core::settings::RovoAgent;

use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::sql::to_json;
use crate::store::Store;

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentSaved {
    /// It is stored.
    Done,
    /// Somebody else changed the agent meanwhile; nothing was stored.
    Changed,
}

impl Store {
    /// Puts an agent in the place of the one that was seen. Whether it is valid is the caller's question.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn change_rovo_agent(
        &self,
        by: &AuditActor,
        space: SpaceId,
        seen: &RovoAgent,
        agent: &RovoAgent,
    ) -> Result<AgentSaved, StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let sql = "UPDATE spaces SET rovo_agent = $3 WHERE id = $1 AND rovo_agent = $2";
        let done = sqlx::query(sql)
            .bind(space.to_string())
            .bind(to_json(seen)?)
            .bind(to_json(agent)?)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(AgentSaved::Changed);
        }
        let entry = AuditEntry::new(AuditKind::RovoAgentChanged, agent.name.as_str())
            .in_space(space)
            .from(seen)?
            .to(agent)?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(AgentSaved::Done)
    }
}
