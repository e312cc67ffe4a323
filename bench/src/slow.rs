//! Slow consumers: agents' pages that stop reading while others talk. They must cost the server a bounded amount of
//! memory, must not slow the others down, and must have everything once they read again.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use baton_core::id::Seq;
use baton_core::wire::{Cursor, ToAgent};
use tokio::time::timeout;

use crate::agents;
use crate::arguments::Arguments;
use crate::clients::{Came, Receiver, Sender, agent, connect, greet_as_agent};
use crate::ledger::Chain;
use crate::network::ReceiveBuffer;
use crate::server::{Server, Site};
use crate::table::{Row, Table};
use crate::talk::Talk;
use crate::words;

/// Of the talk beside them, in messages a second.
const RATE: u32 = 500;
/// An account may have so many sockets, with room to spare.
const SOCKETS_OF_AN_AGENT: usize = 50;
/// How long a slow page may take to catch up.
const COMPLETE_WITHIN: Duration = Duration::from_secs(20);

/// A page that follows the inbox and does not read.
struct Slow {
    cookie: String,
    sender: Sender,
    receiver: Receiver,
    cursor: Cursor,
}

pub(crate) async fn measure(arguments: &Arguments, table: &mut Table) -> Result<()> {
    let count = arguments.count(200, 20);
    let seconds = |large, small| Duration::from_secs(arguments.count(large, small).into());
    let server = Server::start(arguments).await?;
    let mut talk = Talk::open(arguments, &server, arguments.count(100, 20) as usize).await?;
    let rate = arguments.count(RATE, 100);
    let alone = talk.hold(rate, seconds(6, 2)).await?;
    alone.ledger.check()?;
    let alone = alone.ledger.until_stored().quantile(0.99);

    let mut slow = Vec::new();
    let accounts = (count as usize).div_ceil(SOCKETS_OF_AN_AGENT);
    for cookie in agents::sign_in(&server, "slow", accounts).await? {
        while slow.len() < count as usize {
            let opened = agent(server.site, &cookie, ReceiveBuffer::Small).await?;
            let (sender, receiver, cursor, _) = opened;
            slow.push(Slow {
                cookie: cookie.clone(),
                sender,
                receiver,
                cursor,
            });
            if slow.len().is_multiple_of(SOCKETS_OF_AN_AGENT) {
                break;
            }
        }
    }
    let before = server.memory()?;
    let run = talk.hold(rate, seconds(20, 4)).await?;
    run.ledger.check()?;
    let grown = server.memory()?.saturating_sub(before);
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let mebibytes = grown as f64 / 1_048_576.0;
    let beside = run.ledger.until_stored();
    table.add(Row::within(
        words::slow_memory(count, beside.len()),
        format!("{mebibytes:.1} MiB"),
        mebibytes,
        words::SLOW_MEMORY_BUDGET,
    ));
    let (beside, times) = (beside.quantile(0.99), beside.quantile(0.99) / alone);
    table.add(Row::within(
        words::SLOW_ACK,
        format!("p99 {beside:.1} against {alone:.1} ms"),
        times,
        words::SLOW_ACK_BUDGET,
    ));
    let (_sender, _receiver, head, _) =
        agent(server.site, &talk.agents[0], ReceiveBuffer::Usual).await?;
    let mut cut = 0;
    for page in slow {
        let wait = timeout(COMPLETE_WITHIN, complete(server.site, page, head.seq)).await;
        cut += usize::from(wait.context("a slow page did not catch up")?? == Way::Resumed);
    }
    table.add(Row::free(
        words::slow_complete(count),
        format!("all {count}, of them {cut} cut off and resumed"),
    ));
    talk.check_disk(server).await
}

/// How a slow page got the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Over the socket that it had.
    SameSocket,
    /// The server had cut it off; it came back with its cursor.
    Resumed,
}

/// Reads again until the page has everything up to the head.
async fn complete(site: Site, mut page: Slow, head: Seq) -> Result<Way> {
    let mut chain = Chain::default();
    chain.starts(page.cursor.seq);
    if let Reading::Complete = read_up_to(&mut page.receiver, &mut chain, head).await? {
        return Ok(Way::SameSocket);
    }
    drop((page.sender, page.receiver));
    page.cursor.seq = chain.last().unwrap_or_default();
    let opened = connect(site, "/ws/v1/agent", &page.cookie, ReceiveBuffer::Usual).await?;
    let (mut sender, mut receiver) = opened;
    greet_as_agent(&mut sender, Some(page.cursor)).await?;
    match read_up_to(&mut receiver, &mut chain, head).await? {
        Reading::Complete => Ok(Way::Resumed),
        Reading::CutOff => bail!("a page that reads was cut off"),
    }
}

enum Reading {
    Complete,
    CutOff,
}

async fn read_up_to(receiver: &mut Receiver, chain: &mut Chain, head: Seq) -> Result<Reading> {
    while chain.last().is_none_or(|last| last < head) {
        match receiver.came::<ToAgent>().await? {
            Came::Frame(ToAgent::Feed(event)) => {
                let before = Seq(event.seq.0.saturating_sub(1));
                if !chain.follows(before, event.seq) {
                    bail!("a slow page has a gap in its inbox");
                }
            }
            Came::Frame(ToAgent::FeedSnapshot { inbox, .. }) => chain.starts(inbox.seq),
            Came::Frame(_) => {}
            Came::End(_) => return Ok(Reading::CutOff),
        }
    }
    Ok(Reading::Complete)
}
