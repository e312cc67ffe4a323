//! Stored → alert, at 200 messages a second.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::table::{Row, Table};
use crate::words;

pub(crate) async fn measure(_arguments: &Arguments, table: &mut Table) -> Result<()> {
    table.add(Row::missing(
        "stored → alert on screen",
        words::NO_ALERTS_SOCKET,
    ));
    std::future::ready(Ok(())).await
}
