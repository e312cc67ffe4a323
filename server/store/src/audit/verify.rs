//! Whether the log is as it was written. Every row is hashed anew and compared with what it says, with what the next
//! row says was before it, and at the end with the head.

use super::AuditId;
use super::chain::{hash_of, select_audit, stored_of};
use crate::error::StoreError;
use crate::sql::Columns;
use crate::store::Store;

/// So many rows are read at a time.
const ROWS: i64 = 1_000;

/// What a look at the whole log came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditVerdict {
    /// Every row is as it was written.
    Intact {
        /// How many there are.
        rows: u64,
    },
    /// A row was changed; it is the first of which that is known.
    Changed {
        /// Which.
        id: AuditId,
    },
    /// A row was removed; it is the first.
    Missing {
        /// Which.
        id: AuditId,
    },
}

impl Store {
    /// Looks at the whole log.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn verify_audit(&self) -> Result<AuditVerdict, StoreError> {
        let mut transaction = self.database().begin_read().await?;
        let mut last: i64 = 0;
        let mut previous = String::new();
        loop {
            let sql = select_audit!(", prev_hash, hash", "WHERE id > $1 ORDER BY id LIMIT $2");
            let rows = sqlx::query(sql)
                .bind(last)
                .bind(ROWS)
                .fetch_all(&mut *transaction)
                .await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let fields = stored_of(&row)?;
                if fields.id != last + 1 {
                    return Ok(AuditVerdict::Missing {
                        id: number(last + 1),
                    });
                }
                let (said_before, hash) = (row.text("prev_hash")?, row.text("hash")?);
                if hash_of(&fields, &said_before) != hash {
                    return Ok(AuditVerdict::Changed {
                        id: number(fields.id),
                    });
                }
                if said_before != previous {
                    // This row stands on another hash than the row before has: that one was written anew.
                    return Ok(AuditVerdict::Changed {
                        id: number(last.max(1)),
                    });
                }
                (last, previous) = (fields.id, hash);
            }
        }
        let head = sqlx::query("SELECT last, hash FROM audit_head WHERE id = 1")
            .fetch_one(&mut *transaction)
            .await?;
        if head.number("last")? != last {
            return Ok(AuditVerdict::Missing {
                id: number(last + 1),
            });
        }
        if head.text("hash")? != previous {
            return Ok(AuditVerdict::Changed { id: number(last) });
        }
        Ok(AuditVerdict::Intact { rows: number(last) })
    }
}

fn number(id: i64) -> AuditId {
    AuditId::try_from(id).unwrap_or_default()
}
