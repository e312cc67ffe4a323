//! Measures Baton against its budgets, from outside: a generator in a process of its own starts the release build of
//! `baton` on a folder of its own, speaks the real protocol to it, and prints a figure beside each budget. It fails
//! when a message is lost or doubled. Nothing here is used by the product.

mod agents;
mod chats;
mod clients;
mod figures;
mod history;
mod http;
mod load;
mod server;
mod shutdown;
mod sockets;
mod words;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Measures Baton against its budgets.
#[derive(Debug, Parser)]
struct Arguments {
    /// The server's program.
    #[arg(long, default_value = "target/release/baton")]
    baton: PathBuf,
    /// The folder with the built assets.
    #[arg(long, default_value = "site")]
    site: PathBuf,
    /// The folder with `banking77/test.csv`: customers' words.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// What to measure; everything when left out.
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Send → stored → seen on the other side, at several rates.
    Load {
        /// Messages a second.
        #[arg(long, value_delimiter = ',', default_value = "50,200,500,1000")]
        rates: Vec<u32>,
        /// How long each rate is held.
        #[arg(long, default_value_t = 20)]
        seconds: u32,
        /// Search for the highest rate that holds p99 at 250 ms.
        #[arg(long)]
        highest: bool,
    },
    /// Memory per idle socket.
    Sockets {
        /// How many sockets.
        #[arg(long, value_delimiter = ',', default_value = "1000,5000,10000")]
        counts: Vec<u32>,
    },
    /// Opening the inbox beside a long history.
    Inbox {
        /// How many past conversations.
        #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
        conversations: Vec<u32>,
    },
    /// From SIGTERM to the last socket back.
    Restart {
        /// How many sockets.
        #[arg(long, default_value_t = 500)]
        sockets: u32,
    },
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(measure(&arguments))
}

async fn measure(arguments: &Arguments) -> Result<()> {
    figures::print_machine();
    match &arguments.what {
        Some(What::Load {
            rates,
            seconds,
            highest,
        }) => load::measure(arguments, rates, *seconds, *highest).await,
        Some(What::Sockets { counts }) => sockets::measure(arguments, counts).await,
        Some(What::Inbox { conversations }) => history::measure(arguments, conversations).await,
        Some(What::Restart { sockets }) => shutdown::measure(arguments, *sockets).await,
        None => {
            load::measure(arguments, &[50, 200, 500, 1000], 20, true).await?;
            sockets::measure(arguments, &[1_000, 5_000, 10_000]).await?;
            history::measure(arguments, &[10_000, 100_000, 1_000_000]).await?;
            shutdown::measure(arguments, 500).await
        }
    }
}
