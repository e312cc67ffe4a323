//! The highest rate that is held: seen on the other side at p99 250 ms, by the better two of three short runs.

use std::time::Duration;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::messages::chats_for;
use crate::search::Search;
use crate::server::Server;
use crate::table::{Row, Table};
use crate::talk::{LATE, Talk};
use crate::words;

/// How long one run is.
const RUN: Duration = Duration::from_secs(5);
/// Rates are told to this many messages a second.
const GRAIN: u32 = 100;

pub(crate) async fn measure(arguments: &Arguments, table: &mut Table) -> Result<()> {
    let (first, most) = (arguments.count(1_000, 100), arguments.count(4_000, 200));
    let server = Server::start(arguments).await?;
    let mut talk = Talk::open(arguments, &server, chats_for(first)).await?;
    let mut search = Search::new(first, most, GRAIN);
    while let Some(rate) = search.next() {
        if holds(&mut talk, rate).await? {
            search.held();
        } else {
            search.missed();
        }
    }
    talk.check_disk(server).await?;
    let (held, missed) = search.found();
    table.add(Row::free(words::HIGHEST, words::highest(held, missed)));
    Ok(())
}

/// Whether two of at most three runs hold the rate: one hiccup of the machine must not decide.
async fn holds(talk: &mut Talk, rate: u32) -> Result<bool> {
    let (mut held, mut missed) = (0, 0);
    while held < 2 && missed < 2 {
        let run = talk.hold(rate, RUN).await?;
        run.ledger.check()?;
        let p99 = run.ledger.until_seen().quantile(0.99);
        println!("  {rate} messages/s: p99 {p99:.1} ms");
        if p99 <= words::SEEN_BUDGET.most && run.late <= LATE {
            held += 1;
        } else {
            missed += 1;
        }
    }
    Ok(held == 2)
}
