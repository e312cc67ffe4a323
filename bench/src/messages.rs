//! Send → stored → seen on the other side, at several rates, each several times.

use std::time::Duration;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::figures::{median, shown};
use crate::server::Server;
use crate::table::{Row, Table};
use crate::talk::{LATE, Talk};
use crate::words;

/// How many chats carry a rate: each about two messages a second, as a brisk talk does.
pub(crate) fn chats_for(rate: u32) -> usize {
    (rate / 2).clamp(10, 400) as usize
}

pub(crate) async fn measure(arguments: &Arguments, table: &mut Table) -> Result<()> {
    let length = Duration::from_secs(u64::from(arguments.seconds));
    for &rate in &arguments.rates {
        let server = Server::start(arguments).await?;
        let mut talk = Talk::open(arguments, &server, chats_for(rate)).await?;
        let mut stored = (Vec::new(), Vec::new());
        let mut seen = (Vec::new(), Vec::new());
        let mut late = Duration::ZERO;
        for _ in 0..arguments.runs.max(1) {
            let run = talk.hold(rate, length).await?;
            run.ledger.check()?;
            let (until_stored, until_seen) = (run.ledger.until_stored(), run.ledger.until_seen());
            stored.0.push(until_stored.quantile(0.5));
            stored.1.push(until_stored.quantile(0.99));
            seen.0.push(until_seen.quantile(0.5));
            seen.1.push(until_seen.quantile(0.99));
            late = late.max(run.late);
        }
        let sent = talk.sent();
        talk.check_disk(server).await?;
        let remark = if late > LATE {
            words::late(late)
        } else {
            String::new()
        };
        let figure = shown(median(&stored.0), median(&stored.1));
        table.add(Row::free(words::stored(rate) + &remark, figure));
        let p99 = median(&seen.1);
        let figure = shown(median(&seen.0), p99);
        let what = words::seen(rate) + &remark;
        table.add(Row::within(what, figure, p99, words::SEEN_BUDGET));
        table.add(Row::free(
            format!("{rate} messages/s: loss and doubles"),
            words::no_harm(sent),
        ));
    }
    Ok(())
}
