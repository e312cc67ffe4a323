//! The site itself: its plan, and which life of the store this is.

use baton_core::id::Epoch;
use baton_core::settings::Plan;
use sqlx::{AnyConnection, Executor as _};

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
    pub async fn set_plan(&self, plan: Plan) -> Result<(), StoreError> {
        sqlx::query("UPDATE site SET plan = $1")
            .bind(names::plan_name(plan))
            .execute(self.write())
            .await?;
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

    /// Writes something that changes nothing, and waits for its commit: whether the store can write at this moment.
    ///
    /// # Errors
    /// [`StoreError`]: it can't.
    pub async fn probe(&self) -> Result<(), StoreError> {
        if !self.takes_jobs() {
            return Err(StoreError::Driver(sqlx::Error::PoolClosed));
        }
        sqlx::query("UPDATE site SET plan = plan")
            .execute(self.write())
            .await?;
        Ok(())
    }
}
