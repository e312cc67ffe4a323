//! The steps that bring a database to this build's schema, compiled in. `sqlx::migrate!` would do the same, and compile
//! both databases' drivers a second time to do it.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::database::Kind;

/// A step: its number, what it does, and its statements.
type Step = (i64, &'static str, &'static str);

macro_rules! sql {
    ($folder:literal, $file:literal) => {
        include_str!(concat!("../migrations/", $folder, "/", $file, ".sql"))
    };
}

/// The steps of one database, from the folder of its name.
macro_rules! steps {
    ($folder:literal) => {
        [
            (1, "first", sql!($folder, "0001_first")),
            (2, "known guests", sql!($folder, "0002_known_guests")),
            (3, "audit", sql!($folder, "0003_audit")),
            (4, "settings", sql!($folder, "0004_settings")),
            (5, "alerts", sql!($folder, "0005_alerts")),
            (8, "articles", sql!($folder, "0008_articles")),
            (
                9,
                "audit append only",
                sql!($folder, "0009_audit_append_only"),
            ),
            (10, "audit actors", sql!($folder, "0010_audit_actors")),
        ]
    };
}

static SQLITE: [Step; 8] = steps!("sqlite");
static POSTGRES: [Step; 8] = steps!("postgres");

/// The steps for a kind of database, in order. Each is remembered in the database with a checksum, so a step that has
/// been released is never changed.
pub(crate) fn migrator(kind: Kind) -> Migrator {
    let steps = match kind {
        Kind::Sqlite => &SQLITE,
        Kind::Postgres => &POSTGRES,
    };
    let migration = |&(number, description, sql): &Step| {
        Migration::new(
            number,
            Cow::Borrowed(description),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    };
    Migrator::with_migrations(steps.iter().map(migration).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_the_folders_is_a_step_in_order() {
        for (kind, folder) in [(Kind::Sqlite, "sqlite"), (Kind::Postgres, "postgres")] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("migrations")
                .join(folder);
            let mut files: Vec<_> = fs::read_dir(folder)
                .unwrap()
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect();
            files.sort();
            let steps: Vec<_> = migrator(kind)
                .iter()
                .map(|step| {
                    format!(
                        "{:04}_{}.sql",
                        step.version,
                        step.description.replace(' ', "_")
                    )
                })
                .collect();
            assert_eq!(files, steps);
        }
    }
}
