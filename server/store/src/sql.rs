//! The little that stands between sqlx and the rest of this crate: statements with many rows, and columns as core types.

use std::fmt::Write as _;
use std::str::FromStr;

use baton_core::id::Seq;
use baton_core::time::Time;
use serde::de::DeserializeOwned;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, Arguments, AssertSqlSafe, Encode, Row, Type};

use crate::error::StoreError;

/// The numbers of rows for which a statement exists, so that prepared statements are few and used again.
const SIZES: [usize; 4] = [1, 4, 16, 64];

/// One value of a row to be written.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(String),
    OptionalText(Option<String>),
    Number(i64),
    OptionalNumber(Option<i64>),
}

/// Writes rows with as few statements as there are sizes: `head` up to `VALUES`, then the rows, then `tail`.
pub(crate) async fn write_rows(
    connection: &mut AnyConnection,
    head: &'static str,
    tail: &'static str,
    rows: Vec<Vec<Value>>,
) -> Result<(), sqlx::Error> {
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.peek() {
        let columns = first.len();
        let size = largest_size(rows.len());
        let mut arguments = AnyArguments::default();
        for value in rows.by_ref().take(size).flatten() {
            match value {
                Value::Text(text) => add(&mut arguments, text)?,
                Value::OptionalText(text) => add(&mut arguments, text)?,
                Value::Number(number) => add(&mut arguments, number)?,
                Value::OptionalNumber(number) => add(&mut arguments, number)?,
            }
        }
        let sql = format!("{head} {} {tail}", tuples(size, columns));
        query_with(sql, arguments).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Reads the rows whose key is among these. `head` ends before the list, `tail` follows it.
pub(crate) async fn read_among(
    connection: &mut AnyConnection,
    head: &'static str,
    tail: &'static str,
    keys: &[String],
) -> Result<Vec<AnyRow>, sqlx::Error> {
    let mut rows = Vec::new();
    for keys in keys.chunks(SIZES[SIZES.len() - 1]) {
        let size = SIZES
            .into_iter()
            .find(|size| *size >= keys.len())
            .unwrap_or(keys.len());
        let mut arguments = AnyArguments::default();
        // The last key fills the list up: asking twice for a row finds it once.
        for index in 0..size {
            add(&mut arguments, keys[index.min(keys.len() - 1)].as_str())?;
        }
        let sql = format!("{head} {} {tail}", tuples(1, size));
        rows.extend(
            query_with(sql, arguments)
                .fetch_all(&mut *connection)
                .await?,
        );
    }
    Ok(rows)
}

fn add<'q, T: Encode<'q, Any> + Type<Any>>(
    arguments: &mut AnyArguments,
    value: T,
) -> Result<(), sqlx::Error> {
    arguments.add(value).map_err(sqlx::Error::Encode)
}

fn query_with(sql: String, arguments: AnyArguments) -> Query<'static, Any, AnyArguments> {
    // Safe: made of the callers' constants and of numbered parameters, and of nothing that came from outside.
    sqlx::query_with(AssertSqlSafe(sql), arguments)
}

fn largest_size(rows: usize) -> usize {
    SIZES
        .into_iter()
        .rev()
        .find(|size| *size <= rows)
        .unwrap_or(1)
}

/// `($1,$2),($3,$4)`.
fn tuples(rows: usize, columns: usize) -> String {
    let tuple = |row: usize| {
        let parameters: Vec<_> = (1..=columns)
            .map(|column| format!("${}", row * columns + column))
            .collect();
        format!("({})", parameters.join(","))
    };
    (0..rows).map(tuple).collect::<Vec<_>>().join(",")
}

/// A condition on rows: `sql` up to its value, as in `kind =`.
pub(crate) struct Condition {
    pub(crate) sql: &'static str,
    pub(crate) value: Value,
}

/// Reads the rows that meet every condition. `tail` follows them, up to the number of rows.
pub(crate) fn where_all(
    select: &'static str,
    conditions: Vec<Condition>,
    tail: &'static str,
    limit: i64,
) -> Result<Query<'static, Any, AnyArguments>, sqlx::Error> {
    let mut arguments = AnyArguments::default();
    let mut sql = select.to_owned();
    for (index, condition) in conditions.into_iter().enumerate() {
        let word = if index == 0 { "WHERE" } else { "AND" };
        let _ = write!(sql, " {word} {} ${}", condition.sql, index + 1);
        match condition.value {
            Value::Text(text) => add(&mut arguments, text)?,
            Value::OptionalText(text) => add(&mut arguments, text)?,
            Value::Number(number) => add(&mut arguments, number)?,
            Value::OptionalNumber(number) => add(&mut arguments, number)?,
        }
    }
    let _ = write!(sql, " {tail} {limit}");
    Ok(query_with(sql, arguments))
}

/// Bytes as text, two small hexadecimal digits each.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Columns as core types.
pub(crate) trait Columns {
    fn text(&self, column: &'static str) -> Result<String, StoreError>;
    fn optional_text(&self, column: &'static str) -> Result<Option<String>, StoreError>;
    fn number(&self, column: &'static str) -> Result<i64, StoreError>;
    fn optional_number(&self, column: &'static str) -> Result<Option<i64>, StoreError>;

    fn unsigned(&self, column: &'static str) -> Result<u64, StoreError> {
        let number = self.number(column)?;
        u64::try_from(number).map_err(|_| unreadable(column, "a negative number"))
    }

    fn flag(&self, column: &'static str) -> Result<bool, StoreError> {
        Ok(self.number(column)? != 0)
    }

    fn seq(&self, column: &'static str) -> Result<Seq, StoreError> {
        self.unsigned(column).map(Seq)
    }

    fn time(&self, column: &'static str) -> Result<Time, StoreError> {
        self.number(column).map(Time)
    }

    fn id<I: FromStr>(&self, column: &'static str) -> Result<I, StoreError> {
        let text = self.text(column)?;
        text.parse()
            .map_err(|_| unreadable(column, "no identifier"))
    }

    fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreError> {
        from_json(column, &self.text(column)?)
    }

    fn named<T>(&self, column: &'static str, read: fn(&str) -> Option<T>) -> Result<T, StoreError> {
        read(&self.text(column)?).ok_or_else(|| unreadable(column, "an unknown word"))
    }
}

impl Columns for AnyRow {
    fn text(&self, column: &'static str) -> Result<String, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn optional_text(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn number(&self, column: &'static str) -> Result<i64, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn optional_number(&self, column: &'static str) -> Result<Option<i64>, StoreError> {
        Ok(self.try_get(column)?)
    }
}

pub(crate) fn from_json<T: DeserializeOwned>(
    column: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| unreadable(column, &error.to_string()))
}

/// The JSON of a stored value.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::inconsistent(error.to_string()))
}

/// A position or count as the databases store it. They never come near the limit.
pub(crate) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unreadable(column: &str, why: &str) -> StoreError {
    StoreError::inconsistent(format!("column {column}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_numbered_through_the_rows() {
        assert_eq!(tuples(2, 3), "($1,$2,$3),($4,$5,$6)");
        assert_eq!(largest_size(100), 64);
        assert_eq!(largest_size(36), 16);
        assert_eq!(largest_size(3), 1);
    }
}
