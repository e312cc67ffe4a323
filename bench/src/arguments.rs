//! The command line.

use std::path::PathBuf;

use clap::Parser;

use crate::part::Part;

/// Measures Baton against its budgets. Without a name everything is measured, within `--minutes`.
#[derive(Clone, Debug, Parser)]
#[command(name = "cargo xtask bench")]
pub(crate) struct Arguments {
    /// What to measure; everything when left out.
    #[arg(value_enum)]
    pub(crate) parts: Vec<Part>,
    /// Writes the table there as well, as Markdown.
    #[arg(long, value_name = "FILE")]
    pub(crate) markdown: Option<PathBuf>,
    /// The most that all measurements together may take; what does not fit is listed as not measured.
    #[arg(long, default_value_t = 20)]
    pub(crate) minutes: u32,
    /// Small counts everywhere, to try the bench itself: such figures mean little.
    #[arg(long)]
    pub(crate) small: bool,
    /// How often each rate is measured; the median is shown.
    #[arg(long, default_value_t = 3)]
    pub(crate) runs: u32,
    /// Messages a second.
    #[arg(long, value_delimiter = ',', default_value = "50,200,500,1000")]
    pub(crate) rates: Vec<u32>,
    /// How long each rate is held, in seconds.
    #[arg(long, default_value_t = 8)]
    pub(crate) seconds: u32,
    /// How many idle sockets.
    #[arg(long, value_delimiter = ',', default_value = "1000,5000,10000")]
    pub(crate) sockets: Vec<u32>,
    /// How many past conversations.
    #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
    pub(crate) conversations: Vec<u32>,
    /// The server's program.
    #[arg(long, env = "BATON_BIN", default_value = "target/release/baton")]
    pub(crate) baton: PathBuf,
    /// The folder with the built assets.
    #[arg(long, env = "BATON_SITE", default_value = "site")]
    pub(crate) site: PathBuf,
    /// The folder with `banking77/test.csv`: customers' words.
    #[arg(long, env = "BATON_WORDS", default_value = "../shared/data")]
    pub(crate) data: PathBuf,
    /// The program of Node, with Playwright in `--end2end`; without it nothing is counted in a browser.
    #[arg(long, env = "BATON_NODE")]
    pub(crate) node: Option<PathBuf>,
    /// The folder of the browser tests.
    #[arg(long, env = "BATON_END2END", default_value = "end2end")]
    pub(crate) end2end: PathBuf,
    /// Which build this is, for the heading of the table.
    #[arg(long, env = "BATON_BUILD", hide = true)]
    pub(crate) build: Option<String>,
}

impl Arguments {
    /// The arguments with `--small` carried out.
    #[must_use]
    pub(crate) fn settled(mut self) -> Self {
        if self.small {
            self.runs = 1;
            self.seconds = 2;
            self.rates = vec![50, 100];
            self.sockets = vec![50, 200];
            self.conversations = vec![500, 2_000];
        }
        self
    }

    /// `large`, or `small` where the bench itself is tried.
    pub(crate) fn count(&self, large: u32, small: u32) -> u32 {
        if self.small { small } else { large }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_chosen_by_name_and_everything_has_its_usual_counts() {
        let chosen = Arguments::parse_from(["bench", "inbox", "slow", "--markdown", "figures.md"]);
        assert_eq!(chosen.parts, [Part::Inbox, Part::Slow]);
        assert_eq!(chosen.conversations, [10_000, 100_000, 1_000_000]);
        assert_eq!(chosen.settled().rates, [50, 200, 500, 1_000]);
        assert!(Arguments::try_parse_from(["bench", "everything"]).is_err());
    }
}
