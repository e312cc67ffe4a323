//! The hash of a row: SHA-256 over its fields and the hash before it. Each field goes in with its length, and a missing
//! one differs from an empty one, so that no two rows have the same bytes.

use sha2::{Digest, Sha256};
use sqlx::any::AnyRow;

use crate::error::StoreError;
use crate::sql::{Columns, hex};

/// A row as it is stored.
pub(super) struct Stored {
    pub(super) id: i64,
    pub(super) at: i64,
    pub(super) actor: String,
    pub(super) actor_id: Option<String>,
    pub(super) actor_name: String,
    pub(super) space_id: Option<String>,
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// The columns that [`stored_of`] reads.
macro_rules! select_audit {
    ($more:literal, $tail:literal) => {
        concat!(
            "SELECT id, at, actor, actor_id, actor_name, space_id, kind, subject, before, after",
            $more,
            " FROM audit_log ",
            $tail
        )
    };
}
pub(super) use select_audit;

pub(super) fn stored_of(row: &AnyRow) -> Result<Stored, StoreError> {
    Ok(Stored {
        id: row.number("id")?,
        at: row.number("at")?,
        actor: row.text("actor")?,
        actor_id: row.optional_text("actor_id")?,
        actor_name: row.text("actor_name")?,
        space_id: row.optional_text("space_id")?,
        kind: row.text("kind")?,
        subject: row.text("subject")?,
        before: row.optional_text("before")?,
        after: row.optional_text("after")?,
    })
}

/// The row's hash, as text.
pub(super) fn hash_of(row: &Stored, previous: &str) -> String {
    let mut hash = Sha256::new();
    let numbers = [row.id.to_string(), row.at.to_string()];
    for field in [
        Some(previous),
        Some(numbers[0].as_str()),
        Some(numbers[1].as_str()),
        Some(row.actor.as_str()),
        row.actor_id.as_deref(),
        Some(row.actor_name.as_str()),
        row.space_id.as_deref(),
        Some(row.kind.as_str()),
        Some(row.subject.as_str()),
        row.before.as_deref(),
        row.after.as_deref(),
    ] {
        match field {
            None => hash.update([0]),
            Some(field) => {
                hash.update([1]);
                hash.update((field.len() as u64).to_be_bytes());
                hash.update(field);
            }
        }
    }
    hex(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Stored {
        Stored {
            id: 1,
            at: 2,
            actor: "account".into(),
            actor_id: Some("a".into()),
            actor_name: "Ana".into(),
            space_id: None,
            kind: "plan_changed".into(),
            subject: "site".into(),
            before: Some(String::new()),
            after: None,
        }
    }

    #[test]
    fn a_change_to_any_field_changes_the_hash() {
        let changes: [fn(&mut Stored); 10] = [
            |row| row.id = 2,
            |row| row.at = 3,
            |row| row.actor = "shell".into(),
            |row| row.actor_id = None,
            |row| row.actor_name = "Anna".into(),
            |row| row.space_id = Some("s".into()),
            |row| row.kind = "signed_in".into(),
            |row| row.subject = "sit".into(),
            |row| row.before = None,
            |row| row.after = Some(String::new()),
        ];
        let mut hashes = vec![hash_of(&row(), ""), hash_of(&row(), "x")];
        for change in changes {
            let mut changed = row();
            change(&mut changed);
            hashes.push(hash_of(&changed, ""));
        }
        let all = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), all);
    }

    #[test]
    fn words_that_move_from_one_field_to_the_next_change_the_hash() {
        let (mut left, mut right) = (row(), row());
        (left.kind, left.subject) = ("ab".into(), "c".into());
        (right.kind, right.subject) = ("a".into(), "bc".into());
        assert_ne!(hash_of(&left, ""), hash_of(&right, ""));
    }
}
