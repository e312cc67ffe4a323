//! Lists of work items. The rows are a copy that the writer keeps; the truth is in the conversations' logs.

use baton_core::id::{CustomerId, SpaceId};
use sqlx::Any;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;

use super::{AssigneeFilter, WorkItemFilter, WorkItemPage, WorkItemRow};
use crate::error::StoreError;
use crate::names::status_name;
use crate::sql::Columns;
use crate::store::Store;

/// How many of a customer's work items are listed at most.
const CUSTOMERS_ITEMS: i64 = 200;

/// Work items with their customer's name, under these conditions.
macro_rules! items {
    ($($part:literal)+) => {
        concat!(
            "SELECT w.item, w.conversation_id, w.customer_id, w.updated_at, c.name AS customer_name FROM work_items w \
             JOIN customers c ON c.id = w.customer_id WHERE ",
            $($part),+
        )
    };
}

/// A page of a space: `$1` the space, `$2` the number below which it begins, `$3` its length.
macro_rules! page {
    ($($condition:literal)*) => {
        items!("w.space_id = $1 AND " $($condition)* "w.number < $2 ORDER BY w.number DESC LIMIT $3")
    };
}

const PLAIN: &str = page!();
const STATUS: &str = page!("w.status = $4 AND ");
const ASSIGNEE: &str = page!("w.assignee_id = $4 AND ");
const ASSIGNEE_STATUS: &str = page!("w.assignee_id = $4 AND " "w.status = $5 AND ");
const TEAM: &str = page!("w.team_id = $4 AND ");
const TEAM_STATUS: &str = page!("w.team_id = $4 AND " "w.status = $5 AND ");
const ASSIGNEE_TEAM: &str = page!("w.assignee_id = $4 AND " "w.team_id = $5 AND ");
const ASSIGNEE_TEAM_STATUS: &str =
    page!("w.assignee_id = $4 AND " "w.team_id = $5 AND " "w.status = $6 AND ");

/// A page, with a statement for each combination of filters, so that each can use its index.
pub(crate) fn statement(filter: &WorkItemFilter) -> &'static str {
    let assignee = filter.assignee != AssigneeFilter::Anyone;
    match (filter.status.is_some(), assignee, filter.team.is_some()) {
        (false, false, false) => PLAIN,
        (true, false, false) => STATUS,
        (false, true, false) => ASSIGNEE,
        (true, true, false) => ASSIGNEE_STATUS,
        (false, false, true) => TEAM,
        (true, false, true) => TEAM_STATUS,
        (false, true, true) => ASSIGNEE_TEAM,
        (true, true, true) => ASSIGNEE_TEAM_STATUS,
    }
}

fn row_of(row: &AnyRow) -> Result<WorkItemRow, StoreError> {
    Ok(WorkItemRow {
        item: row.json("item")?,
        conversation: row.id("conversation_id")?,
        customer: row.id("customer_id")?,
        customer_name: row.text("customer_name")?,
        updated_at: row.time("updated_at")?,
    })
}

/// The conditions in the order in which the statements number them: assignee, team, status.
fn with_filter(
    mut query: Query<'static, Any, AnyArguments>,
    filter: WorkItemFilter,
) -> Query<'static, Any, AnyArguments> {
    match filter.assignee {
        AssigneeFilter::Anyone => {}
        AssigneeFilter::Nobody => query = query.bind(String::new()),
        AssigneeFilter::Account(account) => query = query.bind(account.to_string()),
    }
    if let Some(team) = filter.team {
        query = query.bind(team.to_string());
    }
    if let Some(status) = filter.status {
        query = query.bind(status_name(status));
    }
    query
}

impl Store {
    /// A page of a space's work items, newest number first, beginning below `before`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn work_items(
        &self,
        space: SpaceId,
        filter: WorkItemFilter,
        before: Option<u32>,
        limit: u32,
    ) -> Result<WorkItemPage, StoreError> {
        let query = sqlx::query(statement(&filter))
            .bind(space.to_string())
            .bind(before.map_or(i64::MAX, i64::from))
            .bind(i64::from(limit) + 1);
        let read = with_filter(query, filter).fetch_all(self.read()).await?;
        let mut rows: Vec<_> = read.iter().map(row_of).collect::<Result<_, _>>()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows
            .last()
            .filter(|_| has_more)
            .map(|last| last.item.number);
        Ok(WorkItemPage { rows, next })
    }

    /// The work item with this key, `HELP-12`; none when the key is another space's.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn work_item(
        &self,
        space: SpaceId,
        key: &str,
    ) -> Result<Option<WorkItemRow>, StoreError> {
        let Some(number) = key
            .rsplit_once('-')
            .and_then(|(_, number)| number.parse::<u32>().ok())
        else {
            return Ok(None);
        };
        let row = sqlx::query(items!("w.space_id = $1 AND w.number = $2"))
            .bind(space.to_string())
            .bind(i64::from(number))
            .fetch_optional(self.read())
            .await?;
        let item = row.as_ref().map(row_of).transpose()?;
        Ok(item.filter(|row| row.item.key.eq_ignore_ascii_case(key)))
    }

    /// A customer's work items, newest first; 200 at most.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn work_items_of(
        &self,
        customer: CustomerId,
    ) -> Result<Vec<WorkItemRow>, StoreError> {
        let rows = sqlx::query(items!("w.customer_id = $1 ORDER BY w.number DESC LIMIT $2"))
            .bind(customer.to_string())
            .bind(CUSTOMERS_ITEMS)
            .fetch_all(self.read())
            .await?;
        rows.iter().map(row_of).collect()
    }
}
