//! Customers. Each belongs to one space. An address is unique among those who are no guests; what a guest typed proves
//! nothing and signs nobody in.

use baton_core::id::{CustomerId, SpaceId};
use baton_core::people::{CustomerKind, CustomerProfile};
use sqlx::any::AnyRow;

use super::{CustomerRecord, NewCustomer};
use crate::error::StoreError;
use crate::ids::new_id;
use crate::names;
use crate::sql::Columns;
use crate::store::Store;

pub(crate) fn profile_of(row: &AnyRow) -> Result<CustomerProfile, StoreError> {
    Ok(CustomerProfile {
        id: row.id("id")?,
        name: row.text("name")?,
        email: row.optional_text("email")?,
        kind: row.named("kind", names::customer_kind_named)?,
    })
}

fn record_of(row: &AnyRow) -> Result<CustomerRecord, StoreError> {
    Ok(CustomerRecord {
        space: row.id("space_id")?,
        profile: profile_of(row)?,
        password_hash: row.optional_text("password_hash")?,
    })
}

impl Store {
    /// A new guest.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_guest(&self, space: SpaceId) -> Result<CustomerId, StoreError> {
        self.insert_customer(space, CustomerKind::Guest, "", None, None)
            .await
    }

    /// A new customer with an address; `Taken` when another who is no guest has it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_customer(&self, new: NewCustomer) -> Result<CustomerId, StoreError> {
        let email = Some(new.email.to_lowercase());
        self.insert_customer(new.space, new.kind, &new.name, email, new.password_hash)
            .await
    }

    async fn insert_customer(
        &self,
        space: SpaceId,
        kind: CustomerKind,
        name: &str,
        email: Option<String>,
        password_hash: Option<String>,
    ) -> Result<CustomerId, StoreError> {
        let now = self.now().await?;
        let id = CustomerId(new_id(now));
        let sql = "INSERT INTO customers (id, space_id, kind, name, email, password_hash, created_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        sqlx::query(sql)
            .bind(id.to_string())
            .bind(space.to_string())
            .bind(names::customer_kind_name(kind))
            .bind(name)
            .bind(email)
            .bind(password_hash)
            .bind(now.0)
            .execute(self.write())
            .await
            .map_err(StoreError::of_insert)?;
        Ok(id)
    }

    /// A customer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn customer(&self, id: CustomerId) -> Result<Option<CustomerRecord>, StoreError> {
        let sql =
            "SELECT id, space_id, kind, name, email, password_hash FROM customers WHERE id = $1";
        let row = sqlx::query(sql)
            .bind(id.to_string())
            .fetch_optional(self.read())
            .await?;
        row.as_ref().map(record_of).transpose()
    }

    /// The customer, no guest, with this address, in letters of any size.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn customer_by_email(
        &self,
        space: SpaceId,
        email: &str,
    ) -> Result<Option<CustomerRecord>, StoreError> {
        let sql = "SELECT id, space_id, kind, name, email, password_hash FROM customers \
                   WHERE space_id = $1 AND email = $2 AND kind <> 'guest'";
        let row = sqlx::query(sql)
            .bind(space.to_string())
            .bind(email.to_lowercase())
            .fetch_optional(self.read())
            .await?;
        row.as_ref().map(record_of).transpose()
    }
}
