//! From SIGTERM to the last socket back: the server ends and starts again under open pages, which come back as the
//! product's own pages do.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::arguments::Arguments;
use crate::crowd::{Crowd, guests};
use crate::page::Custom;
use crate::server::Server;
use crate::table::{Row, Table};
use crate::words;

/// How long the last page may take.
const BACK_WITHIN: Duration = Duration::from_secs(45);

pub(crate) async fn measure(arguments: &Arguments, table: &mut Table) -> Result<()> {
    let count = arguments.count(500, 50);
    let mut server = Server::start(arguments).await?;
    let cookies = guests(server.site, count as usize).await?;
    let mut crowd = Crowd::new(server.site, Custom::HasAsked);
    crowd.open(&cookies).await?;
    let begin = Instant::now();
    let ended = server.stop().await?.as_secs_f64();
    let started = server.again().await?;
    let ready = begin.elapsed();
    let back = crowd.back(begin, BACK_WITHIN).await?;
    let seconds = |seconds: f64| format!("{seconds:.2} s");
    table.add(Row::within(
        words::SIGTERM_ENDED,
        seconds(ended),
        ended,
        words::ENDED_BUDGET,
    ));
    table.add(Row::free(
        words::STARTED_READY,
        seconds(started.as_secs_f64()),
    ));
    let last = seconds(back.last.as_secs_f64());
    table.add(Row::free(words::sockets_back(count), last));
    let after = back.last.saturating_sub(ready).as_secs_f64();
    let what = words::back_after_ready(count);
    table.add(Row::within(what, seconds(after), after, words::BACK_BUDGET));
    drop(crowd);
    server.stop().await?;
    Ok(())
}
