//! The site itself: its plan, and which life of the store this is.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::Epoch;
use baton_core::settings::Plan;
use serde_json::json;
use sqlx::{AnyConnection, Executor as _};

use crate::audit::{AuditEntry, record};
use crate::error::StoreError;
use crate::ids::new_secret;
use crate::names;
use crate::sql::Columns;
use crate::store::Store;

/// An epoch that no other store has had: 62 random bits, so that it is a positive number everywhere.
fn random_epoch() -> i64 {
    i64::from_be_bytes(new_secret()) & (i64::MAX >> 1)
}

/// Writes the site's row at the first start, and reads its epoch.
pub(crate) async fn begin(connection: &mut AnyConnection) -> Result<Epoch, StoreError> {
    let sql = "INSERT INTO site (id, epoch, plan) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING";
    sqlx::query(sql)
        .bind(random_epoch())
        .bind(names::plan_name(Plan::default()))
        .execute(&mut *connection)
        .await?;
    let row = connection.fetch_one("SELECT epoch FROM site").await?;
    row.unsigned("epoch").map(Epoch)
}

/// Gives the database a new epoch.
pub(crate) async fn renew_epoch(connection: &mut AnyConnection) -> Result<(), StoreError> {
    sqlx::query("UPDATE site SET epoch = $1")
        .bind(random_epoch())
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// The site's plan.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn plan(&self) -> Result<Plan, StoreError> {
        let row = self.read().fetch_one("SELECT plan FROM site").await?;
        row.named("plan", names::plan_named)
    }

    /// Changes the site's plan.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_plan(&self, by: &AuditActor, plan: Plan) -> Result<(), StoreError> {
        let mut transaction = self.database().begin_write().await?;
        let row = sqlx::query("UPDATE site SET plan = plan RETURNING plan")
            .fetch_one(&mut *transaction)
            .await?;
        let before = row.named("plan", names::plan_named)?;
        if before == plan {
            return Ok(());
        }
        sqlx::query("UPDATE site SET plan = $1")
            .bind(names::plan_name(plan))
            .execute(&mut *transaction)
            .await?;
        let value = |plan| json!({ "plan": names::plan_name(plan) });
        let entry = AuditEntry::new(AuditKind::PlanChanged, "")
            .from(&value(before))?
            .to(&value(plan))?;
        record(self.database(), &mut transaction, by, &entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Writes a row as it is: whether the disk and the connection take a commit.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn try_write(&self) -> Result<(), StoreError> {
        sqlx::query("UPDATE site SET plan = plan WHERE id = 1")
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Begins a new life of the store, after a restore: from the next start on, old cursors are noticed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn new_epoch(&self) -> Result<(), StoreError> {
        renew_epoch(&mut *self.write().acquire().await?).await
    }
}
