//! The reconnect storm: many sockets are cut at once and come back by their own back-off, while others go on talking.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::arguments::Arguments;
use crate::crowd::{Crowd, guests};
use crate::figures::busiest_second;
use crate::page::Custom;
use crate::server::Server;
use crate::table::{Row, Table};
use crate::talk::Talk;
use crate::words;

/// What the others say meanwhile, in messages a second.
const RATE: u32 = 40;
/// How long the others have talked before the cut.
const CALM: Duration = Duration::from_secs(2);
/// How long the last socket may take: more than the budget, so that a miss is a figure and not an error.
const BACK_WITHIN: Duration = Duration::from_secs(75);

pub(crate) async fn measure(arguments: &Arguments, table: &mut Table) -> Result<()> {
    let count = arguments.count(2_000, 100);
    let server = Server::start(arguments).await?;
    let cookies = guests(server.site, count as usize).await?;
    let mut crowd = Crowd::new(server.site, Custom::HasAsked);
    crowd.open(&cookies).await?;
    let mut talk = Talk::open(arguments, &server, 20).await?;
    let length = Duration::from_secs(u64::from(arguments.count(30, 6)));
    let talking = talk.hold(RATE, length);
    let storming = async {
        tokio::time::sleep(CALM).await;
        let begin = Instant::now();
        crowd.cut();
        (begin, crowd.back(begin, BACK_WITHIN).await)
    };
    let (run, (begin, back)) = tokio::join!(talking, storming);
    let (run, back) = (run?, back?);
    run.ledger.check()?;
    let last = back.last.as_secs_f64();
    table.add(Row::within(
        words::storm_back(count),
        format!("{last:.1} s"),
        last,
        words::STORM_BUDGET,
    ));
    let peak = busiest_second(&back.tries);
    #[expect(clippy::cast_precision_loss, reason = "sockets are a few thousand")]
    let share = peak as f64 * 100.0 / f64::from(count);
    table.add(Row::within(
        words::STORM_PEAK,
        format!("{peak}, {share:.0} % of them"),
        share,
        words::PEAK_BUDGET,
    ));
    let meanwhile = run.ledger.until_stored_between(begin, begin + back.last);
    table.add(Row::within(
        words::STORM_ACK,
        meanwhile.shown(),
        meanwhile.quantile(0.99),
        words::STORM_ACK_BUDGET,
    ));
    table.add(Row::missing(words::STORM_READS, words::NOT_COUNTED));
    drop(crowd);
    talk.check_disk(server).await
}
