//! Stored → alert, at 200 messages a second. Every agent has a browser open that hides the product, so that each
//! customer's message in a chat of theirs is to be alerted of. What is measured here ends at the alert's frame in that
//! browser's page; what the browser then needs to show it is in [`crate::on_screen`].

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use baton_core::alert::AlertId;
use baton_core::id::{BrowserId, ConversationId, PageId};
use baton_core::wire::REVISION;
use baton_core::wire::alerts::{Attention, FromBrowser, PageState, Permission, Showing, ToBrowser};
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Error as SocketError;

use crate::arguments::Arguments;
use crate::clients::{Came, Receiver, Sender, connect, random};
use crate::figures::Sample;
use crate::ledger::{GRACE, Placed};
use crate::messages::chats_for;
use crate::network::ReceiveBuffer;
use crate::server::{Server, Site};
use crate::table::{Row, Table};
use crate::talk::Talk;
use crate::{on_screen, words};

/// Of both sides together, in messages a second.
pub(crate) const RATE: u32 = 200;

/// Which alerts came when, to all clients.
type Arrived = Arc<Mutex<Vec<(AlertId, Instant)>>>;

pub(crate) async fn measure(arguments: &Arguments, table: &mut Table) -> Result<()> {
    over_the_socket(arguments, table).await?;
    on_screen::measure(arguments, table).await
}

async fn over_the_socket(arguments: &Arguments, table: &mut Table) -> Result<()> {
    let rate = arguments.count(RATE, 40);
    let server = Server::start(arguments).await?;
    let mut talk = Talk::open(arguments, &server, chats_for(rate)).await?;
    let arrived = Arrived::default();
    let mut clients = JoinSet::new();
    for cookie in &talk.agents {
        let Some((sender, receiver)) = greet(server.site, cookie).await? else {
            table.add(Row::missing(words::ALERT, words::NO_ALERTS_SOCKET));
            return talk.check_disk(server).await;
        };
        clients.spawn(take_alerts(sender, receiver, arrived.clone()));
    }
    // What stood before the run has come by then.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let length = Duration::from_secs(arguments.count(15, 3).into());
    let run = talk.hold(rate, length).await?;
    run.ledger.check()?;
    let places = run.ledger.places();
    let end = Instant::now() + GRACE;
    let mut outcome = compare(places, &taken(&arrived));
    while outcome.missing > 0 && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(100)).await;
        outcome = compare(places, &taken(&arrived));
    }
    if let Some(ended) = clients.try_join_next() {
        ended??;
    }
    if outcome.missing > 0 || outcome.doubled > 0 {
        bail!(words::alerts_harmed(
            outcome.missing,
            outcome.doubled,
            places.len()
        ));
    }
    let p99 = outcome.from_stored.quantile(0.99);
    let at = format!(", at {rate} messages/s");
    table.add(Row::within(
        format!("{}{at}", words::ALERT),
        outcome.from_stored.shown(),
        p99,
        words::ALERT_BUDGET,
    ));
    table.add(Row::free(
        format!("{}{at}", words::ALERT_FROM_SEND),
        outcome.from_due.shown(),
    ));
    let counted = words::alerts_counted(outcome.alerts, places.len());
    table.add(Row::free("alert: missing and doubles", counted));
    clients.abort_all();
    talk.check_disk(server).await
}

fn taken(arrived: &Arrived) -> Vec<(AlertId, Instant)> {
    let arrived = arrived.lock().unwrap_or_else(PoisonError::into_inner);
    arrived.clone()
}

/// An alert client's socket after its hello; none where the server has no such socket.
async fn greet(site: Site, cookie: &str) -> Result<Option<(Sender, Receiver)>> {
    let opened = connect(site, "/ws/v1/alerts", cookie, ReceiveBuffer::Usual).await;
    let (mut sender, receiver) = match opened {
        Ok(opened) => opened,
        Err(error) => match error.downcast_ref::<SocketError>() {
            Some(SocketError::Http(answer)) if answer.status() == 404 => return Ok(None),
            _ => return Err(error),
        },
    };
    let hello = FromBrowser::Hello {
        revision: REVISION,
        browser: BrowserId(random()),
        page: PageId(random()),
        state: PageState {
            permission: Permission::Granted,
            worker: true,
            attention: Attention::Hidden,
            showing: Showing::Other,
        },
    };
    sender.send(&hello).await?;
    Ok(Some((sender, receiver)))
}

/// Does what a page does with alerts: takes them, says that they were shown, and answers the heartbeat.
async fn take_alerts(mut sender: Sender, mut receiver: Receiver, arrived: Arrived) -> Result<()> {
    loop {
        match receiver.came().await? {
            Came::Frame(ToBrowser::Alert(alert)) => {
                let now = Instant::now();
                arrived
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((alert.id, now));
                sender.send(&FromBrowser::Shown { alert: alert.id }).await?;
            }
            Came::Frame(ToBrowser::Standing(_)) => sender.send(&FromBrowser::Ping).await?,
            Came::Frame(_) => {}
            Came::End(code) => bail!("an alert client's socket ended: {code:?}"),
        }
    }
}

/// What alerts did to a run's messages.
#[derive(Debug, Default)]
struct Outcome {
    from_stored: Sample,
    from_due: Sample,
    alerts: usize,
    missing: usize,
    doubled: usize,
}

/// Holds alerts against messages. An alert tells of its own message and of all before it in the conversation, because a
/// newer one replaces an older one.
fn compare(places: &[Placed], alerts: &[(AlertId, Instant)]) -> Outcome {
    let mut outcome = Outcome::default();
    let mut ids = HashSet::new();
    let mut of: HashMap<ConversationId, Vec<(AlertId, Instant)>> = HashMap::new();
    for (id, at) in alerts {
        if !ids.insert(*id) {
            outcome.doubled += 1;
        }
        of.entry(id.conversation).or_default().push((*id, *at));
    }
    outcome.alerts = ids.len();
    for place in places {
        let told = of.get(&place.conversation).into_iter().flatten();
        let first = told
            .filter(|(id, _)| id.seq >= place.seq)
            .map(|(_, at)| *at)
            .min();
        match first {
            Some(at) => {
                let stored = at.saturating_duration_since(place.stored);
                outcome.from_stored.add(stored);
                let due = at.saturating_duration_since(place.due);
                outcome.from_due.add(due);
            }
            None => outcome.missing += 1,
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use baton_core::id::Seq;

    use super::*;

    fn id(conversation: u128, seq: u64) -> AlertId {
        AlertId {
            conversation: ConversationId(conversation),
            seq: Seq(seq),
            round: 1,
        }
    }

    fn placed(conversation: u128, seq: u64, due: Instant) -> Placed {
        Placed {
            conversation: ConversationId(conversation),
            seq: Seq(seq),
            due,
            stored: due + Duration::from_millis(10),
        }
    }

    #[test]
    fn the_clock_of_an_alert_starts_when_its_message_is_stored() {
        let now = Instant::now();
        let at = now + Duration::from_millis(40);
        let outcome = compare(&[placed(1, 5, now)], &[(id(1, 5), at)]);
        assert_eq!(
            (outcome.missing, outcome.doubled, outcome.alerts),
            (0, 0, 1)
        );
        assert!((outcome.from_stored.quantile(0.5) - 30.0).abs() < 0.01);
        assert!((outcome.from_due.quantile(0.5) - 40.0).abs() < 0.01);
    }

    #[test]
    fn a_later_alert_tells_of_an_earlier_message_and_an_earlier_one_does_not_tell_of_a_later() {
        let now = Instant::now();
        let places = [placed(1, 5, now), placed(1, 7, now), placed(1, 9, now)];
        assert_eq!(compare(&places, &[(id(1, 7), now)]).missing, 1);
    }

    #[test]
    fn an_alert_of_another_conversation_and_one_that_comes_twice_are_noticed() {
        let now = Instant::now();
        let alerts = [(id(2, 5), now), (id(2, 5), now)];
        let outcome = compare(&[placed(1, 5, now)], &alerts);
        assert_eq!((outcome.missing, outcome.doubled), (1, 1));
    }
}
