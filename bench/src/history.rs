//! A long history, made fast: the one ended conversation in a database is copied as often as asked, with its customer,
//! events, work item and claim, in few large transactions without syncing. Every copy has identifiers of its own that
//! grow with its number, so that each table and index is written at its end. The server then opens the file as it is.

use std::path::Path;

use anyhow::{Context, Result, bail};
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

use crate::clients::random;

/// How many copies are made in one transaction.
const AT_ONCE: u32 = 100_000;

/// A table to copy from, and the columns whose value differs from copy to copy.
struct Copied {
    table: &'static str,
    /// Which rows belong to the conversation.
    rows: &'static str,
    changed: Vec<(&'static str, String)>,
}

/// Adds copies to the database of a server that does not run, so that there are `to` where there were `from`.
pub(crate) async fn extend(database: &Path, from: u32, to: u32) -> Result<()> {
    let address = format!("sqlite://{}", database.display());
    let mut database = SqliteConnection::connect(&address)
        .await
        .context("opening the database to add a history")?;
    for pragma in [
        // Nothing here has to outlive a power cut: without the log every page is written once.
        "PRAGMA journal_mode = DELETE",
        "PRAGMA locking_mode = EXCLUSIVE",
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -400000",
    ] {
        run(&mut database, pragma).await?;
    }
    let tables = tables(&format!("{:024x}", random() >> 32));
    // The originals are kept aside: a table that is read from and written to at once would be copied twice.
    for copied in &tables {
        let (table, rows) = (copied.table, copied.rows);
        let aside =
            format!("CREATE TEMP TABLE original_{table} AS SELECT * FROM {table} WHERE {rows}");
        run(&mut database, &aside).await?;
    }
    let mut copies = Vec::new();
    for copied in &tables {
        copies.push(copied.statement(&mut database).await?);
    }
    let mut first = from + 1;
    while first <= to {
        let last = to.min(first.saturating_add(AT_ONCE - 1));
        run(&mut database, "BEGIN").await?;
        for copy in &copies {
            let numbers = format!(
                "WITH RECURSIVE numbers(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM numbers WHERE i < {last})"
            );
            run(&mut database, &format!("{numbers} {copy}")).await?;
        }
        let count = last - first + 1;
        let numbered = format!("UPDATE spaces SET next_work_item = next_work_item + {count}");
        run(&mut database, &numbered).await?;
        run(&mut database, "COMMIT").await?;
        first = last + 1;
    }
    check(&mut database, to).await?;
    // As the server left it: it refuses a database in another mode only if it can't change it, and need not try.
    run(&mut database, "PRAGMA locking_mode = NORMAL").await?;
    run(&mut database, "PRAGMA journal_mode = WAL").await?;
    database.close().await?;
    Ok(())
}

/// What is copied, in the order in which rows refer to each other. `tail` makes the identifiers of one call differ from
/// those of another.
fn tables(tail: &str) -> Vec<Copied> {
    let id = |kind: char| {
        let (a, b, c, d) = (&tail[..4], &tail[4..8], &tail[8..12], &tail[12..24]);
        format!("printf('{kind}%07x-{a}-{b}-{c}-{d}', n.i)")
    };
    let (conversation, customer, item) = (id('c'), id('d'), id('e'));
    // Texts that hold identifiers and the work item's key, with those of the copy in their place.
    let renamed = |column: &str| {
        format!(
            "replace(replace(replace(replace(o.{column}, \
             (SELECT id FROM temp.original_conversations), {conversation}), \
             (SELECT id FROM temp.original_customers), {customer}), \
             (SELECT id FROM temp.original_work_items), {item}), \
             '\"HELP-1\"', printf('\"HELP-%d\"', n.i + 1))"
        )
    };
    let is_conversation = "id = (SELECT id FROM main.conversations ORDER BY rowid LIMIT 1)";
    let of_conversation =
        "conversation_id = (SELECT id FROM main.conversations ORDER BY rowid LIMIT 1)";
    vec![
        Copied {
            table: "customers",
            rows: "id = (SELECT customer_id FROM main.conversations ORDER BY rowid LIMIT 1)",
            changed: vec![("id", customer.clone())],
        },
        Copied {
            table: "conversations",
            rows: is_conversation,
            changed: vec![
                ("id", conversation.clone()),
                ("customer_id", customer.clone()),
                ("state", renamed("state")),
                ("inbox_row", renamed("inbox_row")),
                // The first copy ended longest ago.
                ("sort_key", "o.sort_key - 100000000 + n.i".to_owned()),
            ],
        },
        Copied {
            table: "events",
            rows: of_conversation,
            changed: vec![
                ("conversation_id", conversation.clone()),
                ("payload", renamed("payload")),
            ],
        },
        Copied {
            table: "work_items",
            rows: of_conversation,
            changed: vec![
                ("conversation_id", conversation.clone()),
                ("id", item.clone()),
                ("customer_id", customer.clone()),
                ("number", "o.number + n.i".to_owned()),
                ("item", renamed("item")),
            ],
        },
        Copied {
            table: "claims",
            rows: of_conversation,
            changed: vec![
                ("conversation_id", conversation),
                ("at", "o.at - 100000000 + n.i".to_owned()),
            ],
        },
    ]
}

impl Copied {
    /// One statement that copies the table's rows for all numbers, whatever columns it has besides.
    async fn statement(&self, database: &mut SqliteConnection) -> Result<String> {
        let table = self.table;
        let query = format!("SELECT name FROM pragma_table_info('{table}')");
        let rows = sqlx::query(AssertSqlSafe(query))
            .fetch_all(database)
            .await?;
        let mut columns = Vec::new();
        for row in rows {
            columns.push(row.try_get::<String, _>(0)?);
        }
        if let Some((missing, _)) = self
            .changed
            .iter()
            .find(|(name, _)| !columns.iter().any(|column| column == name))
        {
            bail!(
                "the table {table} has no column {missing} any more: bring history.rs up to date"
            );
        }
        let values: Vec<_> = columns
            .iter()
            .map(|column| {
                let changed = self.changed.iter().find(|(name, _)| name == column);
                changed.map_or_else(|| format!("o.{column}"), |(_, value)| value.clone())
            })
            .collect();
        let (columns, values) = (columns.join(", "), values.join(", "));
        Ok(format!(
            "INSERT INTO main.{table} ({columns}) SELECT {values} FROM numbers n CROSS JOIN temp.original_{table} o"
        ))
    }
}

/// A history that is not there would make every figure a good one.
async fn check(database: &mut SqliteConnection, wanted: u32) -> Result<()> {
    let query = "SELECT count(*) FROM conversations WHERE bucket = 2";
    let found: i64 = sqlx::query(query)
        .fetch_one(&mut *database)
        .await?
        .try_get(0)?;
    if found != i64::from(wanted) + 1 {
        bail!("{found} past conversations were made instead of {wanted} and the original");
    }
    Ok(())
}

async fn run(database: &mut SqliteConnection, sql: &str) -> Result<()> {
    sqlx::query(AssertSqlSafe(sql.to_owned()))
        .execute(database)
        .await
        .with_context(|| {
            format!(
                "making a history: {}",
                sql.chars().take(120).collect::<String>()
            )
        })?;
    Ok(())
}
