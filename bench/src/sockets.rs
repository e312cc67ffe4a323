//! The server's memory per idle socket: customers who have the chat open, say nothing, and ping as a page does.

use std::time::Duration;

use anyhow::Result;
use tokio::time::sleep;

use crate::arguments::Arguments;
use crate::crowd::{Crowd, guests};
use crate::page::Custom;
use crate::server::Server;
use crate::table::{Row, Table};
use crate::{descriptors, words};

/// How long the server may take to put away what opening took.
const SETTLE: Duration = Duration::from_secs(3);

pub(crate) async fn measure(arguments: &Arguments, table: &mut Table) -> Result<()> {
    let mut counts = arguments.sockets.clone();
    counts.sort_unstable();
    let room = descriptors::room();
    let fits = |count: u32| room.is_none_or(|room| u64::from(count) <= room);
    let most = counts.iter().copied().filter(|count| fits(*count)).max();
    let mut server = Server::start(arguments).await?;
    // All guests are made before anything is measured: what is added afterwards is the sockets' alone.
    let cookies = guests(server.site, most.unwrap_or_default() as usize).await?;
    sleep(SETTLE).await;
    let before = server.memory()?;
    let mut crowd = Crowd::new(server.site, Custom::Silent);
    for count in counts {
        if !fits(count) {
            let why = words::no_room(room.unwrap_or_default());
            table.add(Row::missing(words::socket_memory(count), &why));
            continue;
        }
        let new = crowd.count()..count as usize;
        crowd.open(&cookies[new]).await?;
        sleep(SETTLE).await;
        let added = server.memory()?.saturating_sub(before);
        #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
        let kilobytes = added as f64 / f64::from(count) / 1_000.0;
        table.add(Row::within(
            words::socket_memory(count),
            format!("{kilobytes:.1} kB"),
            kilobytes,
            words::SOCKET_BUDGET,
        ));
    }
    drop(crowd);
    server.stop().await?;
    Ok(())
}
