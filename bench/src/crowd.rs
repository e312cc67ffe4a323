//! Many customers' pages at once: opening them, cutting them off, and waiting until all are back.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use futures_util::StreamExt;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use crate::clients::guest_cookie;
use crate::page::{self, Custom, Sign};
use crate::server::Site;

/// How many pages open, or guests are made, at the same time.
const AT_ONCE: usize = 32;
/// How long one page may take to open.
const OPEN_WITHIN: Duration = Duration::from_secs(40);

/// Pages that are open.
#[derive(Debug)]
pub(crate) struct Crowd {
    site: Site,
    custom: Custom,
    pages: JoinSet<()>,
    tell: mpsc::UnboundedSender<(Instant, Sign)>,
    signs: mpsc::UnboundedReceiver<(Instant, Sign)>,
    cut: watch::Sender<u32>,
}

/// How a crowd came back.
#[derive(Debug)]
pub(crate) struct Return {
    /// When each tried to connect, since the beginning.
    pub(crate) tries: Vec<Duration>,
    /// When the last was here again, since the beginning.
    pub(crate) last: Duration,
}

/// The cookies of so many new guests.
pub(crate) async fn guests(site: Site, count: usize) -> Result<Vec<String>> {
    let mut cookies = Vec::with_capacity(count);
    let mut made = futures_util::stream::iter((0..count).map(|_| guest_cookie(site)))
        .buffer_unordered(AT_ONCE);
    while let Some(cookie) = made.next().await {
        cookies.push(cookie.context("making a guest")?);
    }
    Ok(cookies)
}

impl Crowd {
    /// Nobody yet.
    pub(crate) fn new(site: Site, custom: Custom) -> Self {
        let (tell, signs) = mpsc::unbounded_channel();
        Self {
            site,
            custom,
            pages: JoinSet::new(),
            tell,
            signs,
            cut: watch::Sender::new(0),
        }
    }

    /// Opens a page for each of these guests, a few at a time, and waits until all are there.
    pub(crate) async fn open(&mut self, cookies: &[String]) -> Result<()> {
        let mut opening = 0;
        for cookie in cookies {
            if opening == AT_ONCE {
                self.one_here().await?;
                opening -= 1;
            }
            let (tell, cut) = (self.tell.clone(), self.cut.subscribe());
            self.pages.spawn(page::live(
                self.site,
                cookie.clone(),
                self.custom,
                tell,
                cut,
            ));
            opening += 1;
        }
        for _ in 0..opening {
            self.one_here().await?;
        }
        Ok(())
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.pages.len()
    }

    /// Breaks all connections at once.
    pub(crate) fn cut(&self) {
        self.cut.send_modify(|times| *times += 1);
    }

    /// Waits until everybody is back.
    ///
    /// # Errors
    /// Where somebody is not back in time, or missed something.
    pub(crate) async fn back(&mut self, begin: Instant, within: Duration) -> Result<Return> {
        let mut tries = Vec::new();
        let mut last = Duration::ZERO;
        let mut here = 0;
        while here < self.count() {
            let wait = (begin + within).saturating_duration_since(Instant::now());
            let Ok(Some((when, sign))) = tokio::time::timeout(wait, self.signs.recv()).await else {
                bail!(
                    "{here} of {} sockets were back within {within:?}",
                    self.count()
                );
            };
            let since = when.saturating_duration_since(begin);
            match sign {
                Sign::Tries => tries.push(since),
                Sign::Here => {
                    here += 1;
                    last = last.max(since);
                }
                Sign::Gap => bail!("a page that came back missed something"),
            }
        }
        Ok(Return { tries, last })
    }

    async fn one_here(&mut self) -> Result<()> {
        loop {
            let sign = tokio::time::timeout(OPEN_WITHIN, self.signs.recv()).await;
            let (_, sign) = sign
                .context("a page did not open in time")?
                .context("there are no pages")?;
            match sign {
                Sign::Here => return Ok(()),
                Sign::Tries => {}
                Sign::Gap => bail!("a new page missed something"),
            }
        }
    }
}
