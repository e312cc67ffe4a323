//! What can be measured, in which order, and how long each may take. A part that fails or runs out of time says so in
//! the table and does not keep the others from being measured; the whole bench fails at the end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::arguments::Arguments;
use crate::table::{Row, Table};
use crate::{
    alerts, browser, descriptors, highest, inbox, messages, restart, slow, sockets, storm, words,
};

/// A part of the bench, by the name on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Bytes with the chat closed and open, and of the inbox and settings, counted in the browser (about 40 s).
    Bytes,
    /// Send → own bubble, in the browser (about 20 s).
    Bubble,
    /// Send → stored → seen on the other side, at several rates, on disk before the answer (about 3 min).
    Messages,
    /// The highest rate that holds p99 250 ms (about 3 min).
    Highest,
    /// Stored → alert, over the socket and on screen, at 200 messages/s (about 2 min).
    Alerts,
    /// The server's memory per idle socket (about 1.5 min).
    Sockets,
    /// Opening the inbox beside a long history (about 3 min).
    Inbox,
    /// SIGTERM → the last socket back (about 20 s).
    Restart,
    /// Two thousand sockets cut at once (about 1 min).
    Storm,
    /// Two hundred sockets that stop reading (about 1 min).
    Slow,
}

impl Part {
    /// The most that the part may take.
    fn limit(self) -> Duration {
        Duration::from_secs(match self {
            Self::Bytes | Self::Storm | Self::Slow => 120,
            Self::Bubble | Self::Restart => 90,
            Self::Messages | Self::Highest | Self::Inbox => 300,
            Self::Alerts => 240,
            Self::Sockets => 240,
        })
    }

    async fn measure(self, arguments: &Arguments, table: &mut Table) -> Result<()> {
        match self {
            Self::Bytes => browser::bytes(arguments, table).await,
            Self::Bubble => browser::bubble(arguments, table).await,
            Self::Messages => messages::measure(arguments, table).await,
            Self::Highest => highest::measure(arguments, table).await,
            Self::Alerts => alerts::measure(arguments, table).await,
            Self::Sockets => sockets::measure(arguments, table).await,
            Self::Inbox => inbox::measure(arguments, table).await,
            Self::Restart => restart::measure(arguments, table).await,
            Self::Storm => storm::measure(arguments, table).await,
            Self::Slow => slow::measure(arguments, table).await,
        }
    }

    fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// Measures the parts that were asked for.
///
/// # Errors
/// Where one of them failed, after all have had their turn.
pub(crate) async fn measure(arguments: &Arguments, table: &mut Table) -> Result<()> {
    descriptors::raise();
    let parts: &[Part] = match arguments.parts.as_slice() {
        [] => Part::value_variants(),
        chosen => chosen,
    };
    let begin = Instant::now();
    let end = begin + Duration::from_secs(u64::from(arguments.minutes) * 60);
    let mut failed = Vec::new();
    for &part in parts {
        let name = part.name();
        let left = end.saturating_duration_since(Instant::now());
        println!("{}", words::part_begins(&name, begin.elapsed()));
        if left.is_zero() {
            table.add(Row::missing(words::whole_part(&name), words::NO_TIME_LEFT));
            failed.push(name);
            continue;
        }
        let limit = part.limit().min(left);
        let why = match tokio::time::timeout(limit, part.measure(arguments, table)).await {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => format!("{error:#}"),
            Err(_) => words::out_of_time(limit),
        };
        table.add(Row::failed(words::whole_part(&name), &why));
        failed.push(name);
    }
    println!("{}", words::all_took(begin.elapsed()));
    if !failed.is_empty() {
        bail!(words::parts_failed(&failed));
    }
    Ok(())
}
