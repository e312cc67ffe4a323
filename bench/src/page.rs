//! A customer's page that lives as one in a browser does: the core's own link decides when it connects, pings, gives a
//! socket up and comes back; the page carries that out and keeps its place in the log.

use std::time::Instant;

use anyhow::Result;
use baton_core::client::{Link, Step};
use baton_core::time::{Millis, Time};
use baton_core::wire::{Cursor, CustomerAction, FromCustomer, ToCustomer};
use tokio::sync::{mpsc, watch};
use tokio::time::{Duration, sleep_until};

use crate::clients::{Came, Receiver, Sender, connect, customer_hello, dice};
use crate::ledger::Chain;
use crate::network::ReceiveBuffer;
use crate::server::Site;

/// What a page tells whoever watches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// It tries to connect.
    Tries,
    /// It is connected, and its log is as it should be.
    Here,
    /// Something was left out in front of a frame, or the log began anew behind its place.
    Gap,
}

/// What kind of customer the page is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Custom {
    /// Opened the chat and says nothing.
    Silent,
    /// Has asked Rovo something, so that there is a log to resume.
    HasAsked,
}

struct Page {
    link: Link,
    begin: Instant,
    alarm: Option<(u32, Instant)>,
    socket: Option<(u32, Sender, Receiver)>,
    cursor: Option<Cursor>,
    chain: Chain,
    asked: bool,
}

/// Runs a page until it is dropped. When `cut` changes, its connection breaks.
pub(crate) async fn live(
    site: Site,
    cookie: String,
    custom: Custom,
    signs: mpsc::UnboundedSender<(Instant, Sign)>,
    mut cut: watch::Receiver<u32>,
) {
    let mut page = Page {
        link: Link::default(),
        begin: Instant::now(),
        alarm: None,
        socket: None,
        cursor: None,
        chain: Chain::default(),
        asked: custom == Custom::Silent,
    };
    // Nobody listens any more when the measurement has ended.
    let tell = |sign| _ = signs.send((Instant::now(), sign));
    let mut steps = page.link.start();
    loop {
        steps = page.carry_out(steps, site, &cookie, &tell).await;
        if !steps.is_empty() {
            continue;
        }
        let alarm = page.alarm;
        let generation = page.socket.as_ref().map(|(generation, ..)| *generation);
        let came = async {
            match &mut page.socket {
                Some((_, _, receiver)) => receiver.came().await,
                None => std::future::pending().await,
            }
        };
        let ring = async {
            match alarm {
                Some((_, at)) => sleep_until(at.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            came = came => {
                steps = page.take(came, generation.unwrap_or_default(), &tell).await;
            }
            () = ring => {
                let (number, _) = alarm.unwrap_or((0, page.begin));
                page.alarm = None;
                steps = page.link.alarm(number, page.now(), dice());
            }
            Ok(()) = cut.changed() => {
                page.socket = None;
                steps = page.link.closed(generation.unwrap_or_default(), dice());
            }
        }
    }
}

impl Page {
    fn now(&self) -> Time {
        Time(i64::try_from(self.begin.elapsed().as_millis()).unwrap_or(i64::MAX))
    }

    /// Does what the link asks for; answers what it asks for next.
    async fn carry_out(
        &mut self,
        steps: Vec<Step>,
        site: Site,
        cookie: &str,
        tell: &impl Fn(Sign),
    ) -> Vec<Step> {
        let mut next = Vec::new();
        for step in steps {
            match step {
                Step::Connect { generation } => {
                    tell(Sign::Tries);
                    let opened = connect(site, "/ws/v1/customer", cookie, ReceiveBuffer::Usual);
                    next.extend(match opened.await {
                        Ok((mut sender, receiver)) => {
                            // A socket that can't be written to ends, which is noticed when it is read.
                            _ = sender.send(&customer_hello(self.cursor)).await;
                            self.socket = Some((generation, sender, receiver));
                            self.link.opened(generation, self.now())
                        }
                        Err(_) => self.link.closed(generation, dice()),
                    });
                }
                Step::Hangup { .. } => self.socket = None,
                Step::SetAlarm { number, after } => {
                    self.alarm = Some((number, Instant::now() + duration(after)));
                }
                Step::Ping => {
                    if let Some((_, sender, _)) = &mut self.socket {
                        _ = sender.send(&FromCustomer::Ping).await;
                    }
                }
            }
        }
        next
    }

    async fn take(
        &mut self,
        came: Result<Came<ToCustomer>>,
        generation: u32,
        tell: &impl Fn(Sign),
    ) -> Vec<Step> {
        let Ok(Came::Frame(frame)) = came else {
            self.socket = None;
            return self.link.closed(generation, dice());
        };
        match frame {
            ToCustomer::Bye { retry_after, .. } => {
                self.socket = None;
                return self.link.dismissed(retry_after);
            }
            ToCustomer::Snapshot { epoch, view, .. } => {
                if self.chain.last().is_some_and(|last| view.seq < last) {
                    tell(Sign::Gap);
                }
                self.chain.starts(view.seq);
                self.cursor = Some(Cursor {
                    epoch,
                    seq: view.seq,
                });
                self.arrived(tell).await;
            }
            ToCustomer::Resumed { .. } => self.arrived(tell).await,
            ToCustomer::Event { previous, event } => {
                if !self.chain.follows(previous, event.seq) {
                    tell(Sign::Gap);
                }
                if let Some(cursor) = &mut self.cursor {
                    cursor.seq = event.seq;
                }
            }
            ToCustomer::Done { .. } => tell(Sign::Here),
            _ => {}
        }
        self.link.heard(self.now())
    }

    /// Connected. Who is to have a log asks now, and is here when that is stored.
    async fn arrived(&mut self, tell: &impl Fn(Sign)) {
        if self.asked {
            tell(Sign::Here);
            return;
        }
        self.asked = true;
        if let Some((_, sender, _)) = &mut self.socket {
            let text = "Where is my card?".to_owned();
            _ = sender.act(CustomerAction::Write { text }).await;
        }
    }
}

fn duration(millis: Millis) -> Duration {
    Duration::from_millis(u64::try_from(millis.0).unwrap_or_default())
}
