//! Many chats at once whose two ends write in turn, at a given rate. A message counts when its sender has the
//! acknowledgement (it is on disk) and the other end has the event; every message is followed in a [`Ledger`].

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use baton_core::id::{CommandId, ConversationId};
use baton_core::view::{AgentBody, CustomerBody};
use baton_core::wire::{AgentAction, CustomerAction, FromAgent, FromCustomer, ToAgent, ToCustomer};
use sqlx::{Connection, Row, SqliteConnection};
use tokio::task::JoinSet;

use crate::arguments::Arguments;
use crate::chats::{self, Chat};
use crate::clients::{Came, Receiver, Sender, random};
use crate::ledger::{Chain, GRACE, Ledger, check_disk};
use crate::server::Server;
use crate::utterances;

/// How many chats share an agent.
const CHATS_OF_AN_AGENT: usize = 10;
/// More late than this and the generator, not the server, is what was measured.
pub(crate) const LATE: Duration = Duration::from_millis(500);

/// The book of the run under way; readers write into whichever is open.
type Book = Arc<Mutex<Ledger>>;

/// The two writing ends of a chat.
#[derive(Debug)]
struct Writers {
    conversation: ConversationId,
    customer: Sender,
    agent: Sender,
}

/// Chats that are being talked in.
#[derive(Debug)]
pub(crate) struct Talk {
    writers: Vec<Writers>,
    readers: JoinSet<Result<()>>,
    book: Book,
    words: Arc<Vec<String>>,
    acknowledged: HashSet<u128>,
    /// The cookies of the agents, by their number.
    pub(crate) agents: Vec<String>,
}

/// A run's book, and how late the generator itself was at worst.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) ledger: Ledger,
    pub(crate) late: Duration,
}

fn open_book(book: &Book) -> MutexGuard<'_, Ledger> {
    book.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Talk {
    /// Opens so many chats.
    pub(crate) async fn open(arguments: &Arguments, server: &Server, count: usize) -> Result<Self> {
        let words = Arc::new(utterances::read(&arguments.data)?);
        let agents = count.div_ceil(CHATS_OF_AN_AGENT).max(2);
        let agents = crate::agents::sign_in(server, "agent", agents).await?;
        let book = Book::default();
        let mut readers = JoinSet::new();
        let mut writers = Vec::with_capacity(count);
        for index in 0..count {
            let chat = chats::open(server, &agents[index % agents.len()]).await;
            let Chat {
                conversation,
                customer,
                agent,
            } = chat.with_context(|| format!("opening chat {index}"))?;
            readers.spawn(read_customer(
                customer.receiver,
                customer.chain,
                conversation,
                book.clone(),
            ));
            readers.spawn(read_agent(agent.receiver, agent.chain, book.clone()));
            writers.push(Writers {
                conversation,
                customer: customer.sender,
                agent: agent.sender,
            });
        }
        Ok(Self {
            writers,
            readers,
            book,
            words,
            acknowledged: HashSet::new(),
            agents,
        })
    }

    /// Holds a rate for so long, and waits for the stragglers.
    ///
    /// # Errors
    /// Where a socket ended. What was lost is the caller's to ask of the book.
    pub(crate) async fn hold(&mut self, rate: u32, length: Duration) -> Result<Run> {
        *open_book(&self.book) = Ledger::after(self.acknowledged.clone());
        let count = self.writers.len();
        #[expect(clippy::cast_precision_loss, reason = "chats are a few hundred")]
        let pause = Duration::from_secs_f64(count as f64 / f64::from(rate));
        let begin = Instant::now() + Duration::from_millis(100);
        let mut tasks = JoinSet::new();
        for (index, writers) in self.writers.drain(..).enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "chats are a few hundred")]
            let first = begin + pause.mul_f64(index as f64 / count as f64);
            let pace = Pace {
                first,
                pause,
                end: begin + length,
                index,
            };
            tasks.spawn(write(writers, pace, self.words.clone(), self.book.clone()));
        }
        let mut late = Duration::ZERO;
        while let Some(task) = tasks.join_next().await {
            let (writers, worst) = task??;
            late = late.max(worst);
            self.writers.push(writers);
        }
        let deadline = Instant::now() + GRACE;
        while Instant::now() < deadline && !open_book(&self.book).is_complete() {
            self.still_reading()?;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // A double comes after its original.
        tokio::time::sleep(Duration::from_millis(200)).await;
        self.still_reading()?;
        let ledger = std::mem::take(&mut *open_book(&self.book));
        self.acknowledged.extend(ledger.acknowledged());
        Ok(Run { ledger, late })
    }

    /// How many messages were acknowledged in all runs.
    pub(crate) fn sent(&self) -> usize {
        self.acknowledged.len()
    }

    /// Ends the server and looks whether all that was acknowledged is in its database, once.
    ///
    /// # Errors
    /// [`crate::ledger::Harm`], or a database that can't be read.
    pub(crate) async fn check_disk(self, mut server: Server) -> Result<()> {
        server.stop().await?;
        let address = format!("sqlite://{}", server.database().display());
        let mut database = SqliteConnection::connect(&address).await?;
        let query = "SELECT command_id FROM events WHERE command_id IS NOT NULL";
        let rows = sqlx::query(query).fetch_all(&mut database).await?;
        let mut on_disk = Vec::with_capacity(rows.len());
        for row in rows {
            let id: CommandId = row
                .try_get::<String, _>(0)?
                .parse()
                .map_err(|_| anyhow::anyhow!("an identifier in the database is none"))?;
            on_disk.push(id.0);
        }
        database.close().await?;
        Ok(check_disk(&self.acknowledged, &on_disk)?)
    }

    fn still_reading(&mut self) -> Result<()> {
        match self.readers.try_join_next() {
            Some(ended) => ended?.context("a reader ended in mid-talk"),
            None => Ok(()),
        }
    }
}

/// When a chat's messages are due.
struct Pace {
    first: Instant,
    pause: Duration,
    end: Instant,
    index: usize,
}

async fn write(
    mut writers: Writers,
    pace: Pace,
    words: Arc<Vec<String>>,
    book: Book,
) -> Result<(Writers, Duration)> {
    let mut worst = Duration::ZERO;
    for turn in 0u32.. {
        let due = pace.first + pace.pause * turn;
        if due > pace.end {
            break;
        }
        tokio::time::sleep_until(due.into()).await;
        worst = worst.max(due.elapsed());
        let text = words[(pace.index * 31 + turn as usize) % words.len()].clone();
        let id = CommandId(random());
        open_book(&book).sent(id.0, due);
        if turn.is_multiple_of(2) {
            let action = CustomerAction::Write { text };
            writers
                .customer
                .send(&FromCustomer::Do { id, action })
                .await?;
        } else {
            let frame = FromAgent::Do {
                id,
                conversation: writers.conversation,
                action: AgentAction::Write { text },
            };
            writers.agent.send(&frame).await?;
        }
    }
    Ok((writers, worst))
}

async fn read_customer(
    mut receiver: Receiver,
    mut chain: Chain,
    conversation: ConversationId,
    book: Book,
) -> Result<()> {
    loop {
        let frame = match receiver.came().await? {
            Came::Frame(frame) => frame,
            Came::End(code) => anyhow::bail!("a customer's socket ended: {code:?}"),
        };
        let now = Instant::now();
        match frame {
            ToCustomer::Done { id, seq } => {
                let mut book = open_book(&book);
                book.stored(id.0, now);
                book.placed(id.0, conversation, seq, now);
            }
            ToCustomer::Event { previous, event } => {
                if !chain.follows(previous, event.seq) {
                    open_book(&book).gap();
                }
                match event.body {
                    CustomerBody::AgentWrote { message, .. } => {
                        open_book(&book).seen(message.0, now);
                    }
                    CustomerBody::Wrote { message, .. } => open_book(&book).echoed(message.0),
                    _ => {}
                }
            }
            ToCustomer::Refused { .. } => open_book(&book).refused(),
            _ => {}
        }
    }
}

async fn read_agent(mut receiver: Receiver, mut chain: Chain, book: Book) -> Result<()> {
    loop {
        let frame = match receiver.came().await? {
            Came::Frame(frame) => frame,
            Came::End(code) => anyhow::bail!("an agent's socket ended: {code:?}"),
        };
        let now = Instant::now();
        match frame {
            ToAgent::Done { id, .. } => open_book(&book).stored(id.0, now),
            ToAgent::Event {
                previous, event, ..
            } => {
                if !chain.follows(previous, event.seq) {
                    open_book(&book).gap();
                }
                match event.body {
                    AgentBody::CustomerWrote { message, .. } => {
                        open_book(&book).seen(message.0, now);
                    }
                    AgentBody::AgentWrote { message, .. } => open_book(&book).echoed(message.0),
                    _ => {}
                }
            }
            ToAgent::Refused { .. } => open_book(&book).refused(),
            _ => {}
        }
    }
}
