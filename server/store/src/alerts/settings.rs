//! What an account decides about alerts.

use baton_core::alert::AlertSettings;
use baton_core::id::AccountId;

use crate::error::StoreError;
use crate::sql::{Columns, to_json};
use crate::store::Store;

impl Store {
    /// What an account decided about alerts; the defaults, where it has decided nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn alert_settings(&self, account: AccountId) -> Result<AlertSettings, StoreError> {
        let row = sqlx::query("SELECT settings FROM alert_settings WHERE account_id = $1")
            .bind(account.to_string())
            .fetch_optional(self.read())
            .await?;
        row.map_or(Ok(AlertSettings::default()), |row| row.json("settings"))
    }

    /// Replaces them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn save_alert_settings(
        &self,
        account: AccountId,
        settings: &AlertSettings,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO alert_settings (account_id, settings) VALUES ($1, $2) \
                   ON CONFLICT (account_id) DO UPDATE SET settings = excluded.settings";
        let mut transaction = self.database().begin_write().await?;
        sqlx::query(sql)
            .bind(account.to_string())
            .bind(to_json(settings)?)
            .execute(&mut *transaction)
            .await?;
        self.tell_of_account(&mut transaction, account).await?;
        transaction.commit().await?;
        Ok(())
    }
}
