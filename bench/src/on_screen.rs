//! Stored → on screen, at 200 messages a second. A real Chromium has one page of one agent, behind another tab, and a
//! desktop of its own: a notification service on a private bus, which notes when it is asked to show what. Some of the messages are of
//! this agent's customers; both clocks are this machine's.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use baton_core::id::CommandId;
use baton_core::wire::{CustomerAction, FromCustomer, ToCustomer};
use serde::Deserialize;
use tokio::task::JoinSet;

use crate::alerts::RATE;
use crate::arguments::Arguments;
use crate::browser::{self, Playwright};
use crate::clients::{Came, Receiver, Sender, random};
use crate::figures::Sample;
use crate::messages::chats_for;
use crate::server::Server;
use crate::table::{Row, Table};
use crate::talk::Talk;
use crate::{agents, chats, words};

/// Of the messages, so many a second are the watched agent's customers'.
const WATCHED_RATE: u32 = 3;
/// Among so many chats.
const WATCHED_CHATS: usize = 12;
/// How the agent's account is called.
const WATCHED: &str = "watched";
/// How long the browser may take until it listens.
const BEGINS_WITHIN: Duration = Duration::from_secs(45);

/// When which message was acknowledged, by the clock of this machine.
type Stored = Arc<Mutex<HashMap<CommandId, f64>>>;

/// A pop-up, as the desktop noted it.
#[derive(Debug, Deserialize)]
struct PopUp {
    text: String,
    /// Milliseconds since 1970.
    at: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Findings {
    pop_ups: Vec<PopUp>,
}

pub(crate) async fn measure(arguments: &Arguments, table: &mut Table) -> Result<()> {
    if !browser::can_drive(arguments) {
        table.add(Row::missing(words::ALERT_ON_SCREEN, words::NO_NODE));
        return Ok(());
    }
    if !browser::has_chromium(arguments).await {
        table.add(Row::missing(words::ALERT_ON_SCREEN, words::NO_CHROMIUM));
        return Ok(());
    }
    let rate = arguments.count(RATE, 40);
    let length = Duration::from_secs(arguments.count(20, 4).into());
    let server = Server::start(arguments).await?;
    let cookies = agents::sign_in(&server, WATCHED, 1).await?;
    let stored = Stored::default();
    let mut readers = JoinSet::new();
    let mut customers = Vec::new();
    for _ in 0..WATCHED_CHATS {
        let chat = chats::open(&server, &cookies[0]).await?;
        readers.spawn(note_stored(chat.customer.receiver, stored.clone()));
        customers.push(chat.customer.sender);
    }
    let others = rate - WATCHED_RATE;
    let mut talk = Talk::open(arguments, &server, chats_for(others)).await?;

    let folder = tempfile::Builder::new().prefix("baton-bench-").tempdir()?;
    let (begun, over) = (folder.path().join("begun"), folder.path().join("over"));
    let email = agents::address(WATCHED, 0);
    let told = [
        ("BATON_AGENT", email.as_str()),
        ("BATON_PASSWORD", agents::PASSWORD),
        ("BATON_BEGUN", begun.to_str().context("a folder's name")?),
        ("BATON_OVER", over.to_str().context("a folder's name")?),
    ];
    let mut playwright = Playwright::start(arguments, server.site, "alerts", folder.path(), &told)?;
    begins(&mut playwright, &begun).await?;
    let (run, written) = tokio::join!(talk.hold(others, length), write(&mut customers, length));
    run?.ledger.check()?;
    let written = written?;
    std::fs::write(&over, written.len().to_string())?;
    playwright.ends().await?;
    let Findings { pop_ups } = browser::findings(folder.path())?;
    if let Some(ended) = readers.try_join_next() {
        ended??;
    }
    let stored = std::mem::take(&mut *stored.lock().unwrap_or_else(PoisonError::into_inner));
    let outcome = compare(&written, &stored, &pop_ups);
    if outcome.missing > 0 || outcome.doubled > 0 {
        bail!(words::pop_ups_harmed(
            outcome.missing,
            outcome.doubled,
            written.len()
        ));
    }
    table.add(Row::within(
        format!("{}, at {rate} messages/s", words::ALERT_ON_SCREEN),
        outcome.delay.shown(),
        outcome.delay.quantile(0.99),
        words::ALERT_BUDGET,
    ));
    let counted = words::pop_ups_counted(written.len());
    table.add(Row::free("alert on screen: missing and doubles", counted));
    talk.check_disk(server).await
}

/// Waits until the browser's page is behind another tab and hears of alerts.
async fn begins(playwright: &mut Playwright, begun: &Path) -> Result<()> {
    let end = Instant::now() + BEGINS_WITHIN;
    while !begun.exists() {
        if Instant::now() > end || playwright.has_ended()? {
            bail!(words::ALERT_NOT_BEGUN);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// The customers of the watched agent write in turn; answers the ids of what they wrote, by its number.
async fn write(customers: &mut [Sender], length: Duration) -> Result<Vec<CommandId>> {
    let begin = Instant::now() + Duration::from_millis(500);
    let pause = Duration::from_secs(1) / WATCHED_RATE;
    let mut written = Vec::new();
    while pause * u32::try_from(written.len())? < length {
        let number = written.len();
        tokio::time::sleep_until((begin + pause * u32::try_from(number)?).into()).await;
        let customer = &mut customers[number % WATCHED_CHATS];
        let id = CommandId(random());
        let text = words::watched_message(number);
        let action = CustomerAction::Write { text };
        customer.send(&FromCustomer::Do { id, action }).await?;
        written.push(id);
    }
    Ok(written)
}

async fn note_stored(mut receiver: Receiver, stored: Stored) -> Result<()> {
    loop {
        match receiver.came().await? {
            Came::Frame(ToCustomer::Done { id, .. }) => {
                let now = clock();
                let mut stored = stored.lock().unwrap_or_else(PoisonError::into_inner);
                stored.entry(id).or_insert(now);
            }
            Came::Frame(_) => {}
            Came::End(code) => bail!("a watched customer's socket ended: {code:?}"),
        }
    }
}

/// Milliseconds since 1970, as the desktop's clock says them.
fn clock() -> f64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "held against the clock of another process on this machine"
    )]
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_secs_f64() * 1_000.0
}

/// What became of the messages on screen.
#[derive(Debug, Default)]
struct Outcome {
    delay: Sample,
    missing: usize,
    doubled: usize,
}

fn compare(written: &[CommandId], stored: &HashMap<CommandId, f64>, pop_ups: &[PopUp]) -> Outcome {
    let mut outcome = Outcome::default();
    for (number, id) in written.iter().enumerate() {
        let text = words::watched_message(number);
        let mut shown = pop_ups.iter().filter(|popup| popup.text.contains(&text));
        let (Some(first), Some(stored)) = (shown.next(), stored.get(id)) else {
            outcome.missing += 1;
            continue;
        };
        outcome.doubled += usize::from(shown.next().is_some());
        let delay = (first.at - stored).max(0.0) / 1_000.0;
        outcome.delay.add(Duration::from_secs_f64(delay));
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pop_up(number: usize, at: f64) -> PopUp {
        let text = format!("Casey: {}", words::watched_message(number));
        PopUp { text, at }
    }

    fn written(count: u128) -> (Vec<CommandId>, HashMap<CommandId, f64>) {
        let ids: Vec<_> = (0..count).map(CommandId).collect();
        let stored = ids.iter().map(|id| (*id, 1_000.0)).collect();
        (ids, stored)
    }

    #[test]
    fn the_clock_of_a_pop_up_starts_when_its_message_is_stored() {
        let (ids, stored) = written(2);
        let outcome = compare(&ids, &stored, &[pop_up(1, 1_090.0), pop_up(0, 1_030.0)]);
        assert_eq!((outcome.missing, outcome.doubled), (0, 0));
        assert!((outcome.delay.quantile(0.5) - 30.0).abs() < 0.01);
        assert!((outcome.delay.quantile(1.0) - 90.0).abs() < 0.01);
    }

    #[test]
    fn a_message_that_did_not_come_on_screen_and_one_that_came_twice_are_noticed() {
        let (ids, stored) = written(12);
        // Of the eleventh, whose number begins like the second's, there is one.
        let shown: Vec<_> = (2..12).map(|number| pop_up(number, 1_010.0)).collect();
        assert_eq!(compare(&ids, &stored, &shown).missing, 2);
        let twice: Vec<_> = (0..12)
            .chain([3])
            .map(|number| pop_up(number, 1_010.0))
            .collect();
        let outcome = compare(&ids, &stored, &twice);
        assert_eq!((outcome.missing, outcome.doubled), (0, 1));
    }

    #[test]
    fn what_was_never_acknowledged_is_missing() {
        let (ids, _) = written(1);
        let outcome = compare(&ids, &HashMap::new(), &[pop_up(0, 1_010.0)]);
        assert_eq!(outcome.missing, 1);
    }
}
