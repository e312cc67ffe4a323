//! Send → stored → seen on the other side. Every chat has two ends that write in turn; a message counts when its sender
//! has the acknowledgement (it is on disk) and the other end has the event. Lost and doubled messages fail the run.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use baton_core::id::MessageId;
use baton_core::view::{AgentBody, CustomerBody};
use baton_core::wire::{AgentAction, CustomerAction, FromAgent, FromCustomer, ToAgent, ToCustomer};
use tokio::task::JoinSet;

use crate::chats::{Chat, open};
use crate::clients::Receiver;
use crate::figures::{Sample, print};
use crate::server::Server;
use crate::{Arguments, agents, words};

/// How long the stragglers of a run may take before they count as lost.
const GRACE: Duration = Duration::from_secs(10);

/// What became of a message.
#[derive(Clone, Copy, Debug)]
struct Fate {
    sent: Instant,
    stored: Option<Instant>,
    seen: u32,
    first_seen: Option<Instant>,
}

type Fates = Arc<Mutex<HashMap<u128, Fate>>>;

/// One run's figures.
#[derive(Debug)]
struct Run {
    stored: Sample,
    seen: Sample,
    lost: usize,
    doubled: usize,
    refused: usize,
    late: bool,
}

pub(crate) async fn measure(
    arguments: &Arguments,
    rates: &[u32],
    seconds: u32,
    highest: bool,
) -> Result<()> {
    let words = Arc::new(words::read(&arguments.data)?);
    let mut held = 0;
    for &rate in rates {
        let mut run = hold(arguments, &words, rate, seconds).await?;
        report(rate, &mut run)?;
        if run.seen.quantile(0.99) <= 250.0 && !run.late {
            held = held.max(rate);
        }
    }
    if highest {
        let mut step = 500;
        while step >= 100 {
            let rate = held + step;
            let mut run = hold(arguments, &words, rate, 10).await?;
            report(rate, &mut run)?;
            if run.seen.quantile(0.99) <= 250.0 && !run.late {
                held = rate;
            } else {
                step /= 2;
            }
        }
        print(
            "highest rate held at p99 250 ms",
            &format!("{held} messages/s"),
            None,
        );
    }
    Ok(())
}

fn report(rate: u32, run: &mut Run) -> Result<()> {
    let figure = |sample: &mut Sample| {
        format!(
            "p50 {:.1}  p99 {:.1} ms",
            sample.quantile(0.5),
            sample.quantile(0.99)
        )
    };
    let late = if run.late {
        " (the generator could not keep the rate)"
    } else {
        ""
    };
    print(
        &format!("{rate} messages/s: send → stored{late}"),
        &figure(&mut run.stored),
        Some("100 ms"),
    );
    print(
        &format!("{rate} messages/s: send → seen on the other side"),
        &figure(&mut run.seen),
        Some("p99 250 ms at 500/s"),
    );
    if run.lost > 0 || run.doubled > 0 || run.refused > 0 {
        bail!(
            "{} lost, {} doubled, {} refused of {}",
            run.lost,
            run.doubled,
            run.refused,
            run.seen.len() + run.lost
        );
    }
    Ok(())
}

/// Holds a rate for so many seconds on a fresh server.
async fn hold(
    arguments: &Arguments,
    words: &Arc<Vec<String>>,
    rate: u32,
    seconds: u32,
) -> Result<Run> {
    let mut server = Server::start(arguments).await?;
    // Each chat carries two messages a second, as a brisk talk does.
    let chats = (rate / 2).clamp(10, 400) as usize;
    let cookies = agents::sign_in(&server, (chats / 10).max(2)).await?;
    let fates: Fates = Arc::default();
    let mut writers = JoinSet::new();
    let mut readers = JoinSet::new();
    let pause = Duration::from_secs_f64(chats as f64 / f64::from(rate));
    let mut open_chats = Vec::with_capacity(chats);
    for index in 0..chats {
        open_chats.push(
            open(&server, &cookies[index % cookies.len()])
                .await
                .with_context(|| format!("opening chat {index}"))?,
        );
    }
    let begin = Instant::now() + Duration::from_millis(200);
    for (index, chat) in open_chats.into_iter().enumerate() {
        let Chat {
            conversation,
            customer: (mut customer, from_customer),
            agent: (mut agent, from_agent),
        } = chat;
        readers.spawn(read_customer(from_customer, Arc::clone(&fates)));
        readers.spawn(read_agent(from_agent, Arc::clone(&fates)));
        let (fates, words) = (Arc::clone(&fates), Arc::clone(words));
        let offset = pause.mul_f64(index as f64 / chats as f64);
        writers.spawn(async move {
            let mut turn = 0u32;
            let mut worst = Duration::ZERO;
            loop {
                let due = begin + offset + pause * turn;
                if due > begin + Duration::from_secs(u64::from(seconds)) {
                    return Ok::<_, anyhow::Error>((worst, customer, agent));
                }
                tokio::time::sleep_until(due.into()).await;
                worst = worst.max(due.elapsed());
                let text = words[(index * 31 + turn as usize) % words.len()].clone();
                let id = baton_core::id::CommandId(crate::clients::random());
                // The clock starts when the message was due: a generator that is late must not flatter the server.
                fates
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .insert(
                        id.0,
                        Fate {
                            sent: due,
                            stored: None,
                            seen: 0,
                            first_seen: None,
                        },
                    );
                if turn.is_multiple_of(2) {
                    customer
                        .send(&FromCustomer::Do {
                            id,
                            action: CustomerAction::Write { text },
                        })
                        .await?;
                } else {
                    agent
                        .send(&FromAgent::Do {
                            id,
                            conversation,
                            action: AgentAction::Write { text },
                        })
                        .await?;
                }
                turn += 1;
            }
        });
    }
    let mut worst = Duration::ZERO;
    let mut senders = Vec::new();
    while let Some(writer) = writers.join_next().await {
        let (late, customer, agent) = writer??;
        worst = worst.max(late);
        senders.push((customer, agent));
    }
    let deadline = Instant::now() + GRACE;
    let complete = |fates: &HashMap<u128, Fate>| {
        fates
            .values()
            .all(|fate| fate.stored.is_some() && fate.seen > 0)
    };
    while Instant::now() < deadline
        && !complete(
            &fates
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        )
    {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    readers.abort_all();
    let mut refused = 0;
    while let Some(reader) = readers.join_next().await {
        if let Ok(result) = reader {
            refused += result.context("a reader ended early")?;
        }
    }
    server.stop().await?;
    let fates = fates
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut run = Run {
        stored: Sample::default(),
        seen: Sample::default(),
        lost: 0,
        doubled: 0,
        refused,
        late: worst > Duration::from_secs(1),
    };
    for fate in fates.values() {
        match (fate.stored, fate.first_seen) {
            (Some(stored), Some(seen)) => {
                run.stored.add(stored.saturating_duration_since(fate.sent));
                run.seen.add(seen.saturating_duration_since(fate.sent));
            }
            _ => run.lost += 1,
        }
        if fate.seen > 1 {
            run.doubled += 1;
        }
    }
    Ok(run)
}

fn stored(fates: &Fates, id: u128) {
    if let Some(fate) = fates
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .get_mut(&id)
    {
        fate.stored.get_or_insert_with(Instant::now);
    }
}

fn seen(fates: &Fates, message: MessageId) {
    if let Some(fate) = fates
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .get_mut(&message.0)
    {
        fate.seen += 1;
        fate.first_seen.get_or_insert_with(Instant::now);
    }
}

async fn read_customer(mut receiver: Receiver, fates: Fates) -> Result<usize> {
    loop {
        match receiver.next().await? {
            ToCustomer::Done { id, .. } => stored(&fates, id.0),
            ToCustomer::Event { event, .. } => {
                if let CustomerBody::AgentWrote { message, .. } = event.body {
                    seen(&fates, message);
                }
            }
            ToCustomer::Refused { why, .. } => bail!("refused: {why:?}"),
            ToCustomer::Bye { .. } => return Ok(0),
            _ => {}
        }
    }
}

async fn read_agent(mut receiver: Receiver, fates: Fates) -> Result<usize> {
    loop {
        match receiver.next().await? {
            ToAgent::Done { id, .. } => stored(&fates, id.0),
            ToAgent::Event { event, .. } => {
                if let AgentBody::CustomerWrote { message, .. } = event.body {
                    seen(&fates, message);
                }
            }
            ToAgent::Refused { why, .. } => bail!("refused: {why:?}"),
            ToAgent::Bye { .. } => return Ok(0),
            _ => {}
        }
    }
}
