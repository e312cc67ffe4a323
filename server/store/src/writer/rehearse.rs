//! A whole chat that never happened: an invented customer's, thought about by Rovo, decided and written by the code of
//! real ones, in a transaction that is taken back at the end. No number is used, no feed grows, no hint is given, so nobody hears of it.
//! Afterwards it is looked whether anything stayed.

use std::future::Future;
use std::time::Instant;

use baton_core::command::{Command, CommandBody, Meant, Rejection};
use baton_core::conversation::{Conversation, Holder};
use baton_core::event::{Event, EventBody};
use baton_core::id::{CommandId, ConversationId, CustomerId, LiveChatId, SpaceId, WorkItemId};
use baton_core::people::{Actor, AgentRef};
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::settings::{DEFAULT_LABEL, SelfTest, Step, StepOutcome, WalkedStep};
use sqlx::AnyConnection;

use super::batch::{Effects, decide_one};
use super::{facts, insert};
use crate::database::Database;
use crate::error::StoreError;
use crate::ids::new_id;
use crate::job::{ExecuteError, Job, Target};
use crate::read::RovoContext;
use crate::sql::Columns;

/// What the invented customer says when there is nothing to ask.
const WORDS: &str = "This is a self-test.";
/// How the invented customer asks for a person.
const WISH: &str = "I want to talk to a person, please.";

/// What a self-test needs that the store does not have.
#[derive(Debug)]
pub struct SelfTestRovo<Thinks> {
    /// What the invented customer asks; `None` where the space has no article.
    pub question: Option<String>,
    /// Rovo's answer to what has not been answered, as a command; `None` where Rovo can't think.
    pub thinks: Thinks,
}

/// Walks every step, until one does not end as it should.
///
/// # Errors
/// [`StoreError`], where the transaction can't be begun or taken back; a step that fails is part of the report.
pub(crate) async fn rehearse<Thinks, Thought>(
    database: &Database,
    space: SpaceId,
    by: &AgentRef,
    rovo: SelfTestRovo<Thinks>,
) -> Result<SelfTest, StoreError>
where
    Thinks: Fn(RovoContext) -> Thought + Send + Sync,
    Thought: Future<Output = Option<CommandBody>> + Send,
{
    let before = counters(&mut *database.read.acquire().await?, space).await?;
    let mut transaction = database.begin_write().await?;
    let mut walk = Walk {
        database,
        connection: &mut transaction,
        space,
        by,
        rovo,
        customer: CustomerId(new_id(database.now().await?)),
        conversation: None,
        events: Vec::new(),
        quoted: None,
    };
    let mut steps: Vec<WalkedStep> = Vec::new();
    for step in Step::ALL {
        let goes_on = steps
            .iter()
            .all(|walked| walked.outcome == StepOutcome::Passed);
        if step == Step::NothingLeft || !goes_on {
            continue;
        }
        let began = Instant::now();
        let outcome = walk.step(step).await.unwrap_or_else(|error| {
            tracing::warn!(%error, ?step, "a step of a self-test failed");
            StepOutcome::Failed
        });
        let mut walked = walked(step, began, outcome);
        walked.quoted = walk.quoted.take();
        steps.push(walked);
    }
    let customer = walk.customer;
    transaction.rollback().await?;
    let began = Instant::now();
    let mut reader = database.read.acquire().await?;
    let is_gone = left_of(&mut reader, customer).await? == 0;
    let after = counters(&mut reader, space).await?;
    // Others go on writing meanwhile, so the counters may have grown; they never go back.
    let outcome = if is_gone && after >= before {
        StepOutcome::Passed
    } else {
        StepOutcome::Failed
    };
    let last = walked(Step::NothingLeft, began, outcome);
    for step in Step::ALL {
        if step != Step::NothingLeft && !steps.iter().any(|walked| walked.step == step) {
            steps.push(WalkedStep {
                step,
                micros: 0,
                outcome: StepOutcome::Skipped,
                quoted: None,
            });
        }
    }
    steps.push(last);
    Ok(SelfTest { steps })
}

fn walked(step: Step, began: Instant, outcome: StepOutcome) -> WalkedStep {
    WalkedStep {
        step,
        micros: u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
        outcome,
        quoted: None,
    }
}

/// The space's next number and the head of its feed.
async fn counters(
    connection: &mut AnyConnection,
    space: SpaceId,
) -> Result<(i64, i64), StoreError> {
    let row = sqlx::query("SELECT next_work_item, feed_head FROM spaces WHERE id = $1")
        .bind(space.to_string())
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound)?;
    Ok((row.number("next_work_item")?, row.number("feed_head")?))
}

/// How many rows name the invented customer.
async fn left_of(connection: &mut AnyConnection, customer: CustomerId) -> Result<i64, StoreError> {
    let sql = "SELECT (SELECT CAST(COUNT(*) AS BIGINT) FROM customers WHERE id = $1) \
               + (SELECT CAST(COUNT(*) AS BIGINT) FROM conversations WHERE customer_id = $1) \
               + (SELECT CAST(COUNT(*) AS BIGINT) FROM work_items WHERE customer_id = $1) AS rows_left";
    let row = sqlx::query(sql)
        .bind(customer.to_string())
        .fetch_one(connection)
        .await?;
    row.number("rows_left")
}

struct Walk<'a, Thinks> {
    database: &'a Database,
    connection: &'a mut AnyConnection,
    space: SpaceId,
    by: &'a AgentRef,
    rovo: SelfTestRovo<Thinks>,
    customer: CustomerId,
    /// As the events so far leave it.
    conversation: Option<Conversation>,
    events: Vec<Event>,
    /// The article that Rovo has just quoted.
    quoted: Option<String>,
}

impl<Thinks, Thought> Walk<'_, Thinks>
where
    Thinks: Fn(RovoContext) -> Thought + Send + Sync,
    Thought: Future<Output = Option<CommandBody>> + Send,
{
    async fn step(&mut self, step: Step) -> Result<StepOutcome, StoreError> {
        let now = self.database.now_on(self.connection).await?;
        let id = new_id(now);
        let customer = Actor::Customer(self.customer);
        let agent = Actor::Agent(self.by.clone());
        let text = || WORDS.to_owned();
        match step {
            Step::RovoAnswers => {
                self.invent_customer(now.0).await?;
                let question = self.rovo.question.clone().unwrap_or_else(text);
                match self.ask_rovo(question).await? {
                    Ok(answer @ CommandBody::Answer { .. }) => self.give(Actor::Rovo, answer).await,
                    // An article may be about asking for a person, and its title do just that.
                    Ok(_) => Ok(StepOutcome::Passed),
                    Err(outcome) => Ok(outcome),
                }
            }
            Step::HandOff => match self.ask_rovo(WISH.to_owned()).await? {
                Ok(hand_off @ CommandBody::HandOff { .. }) => {
                    self.give(Actor::Rovo, hand_off).await
                }
                // A scenario without the skill leaves it to the button.
                Ok(_) => {
                    let chat = LiveChatId(id);
                    self.give(customer, CommandBody::RequestPerson { chat })
                        .await
                }
                Err(outcome) => Ok(outcome),
            },
            Step::Claim => {
                let work_item = WorkItemId(id);
                self.give(agent, CommandBody::Claim { work_item }).await
            }
            Step::Reply => {
                let written = self
                    .give(agent, CommandBody::Write { text: text() })
                    .await?;
                if written != StepOutcome::Passed {
                    return Ok(written);
                }
                self.give(customer, CommandBody::Write { text: text() })
                    .await
            }
            Step::End => {
                self.give(agent, CommandBody::EndChat { meant: Meant::Any })
                    .await
            }
            Step::WorkItem => self.look().await,
            Step::NothingLeft => Ok(StepOutcome::Skipped),
        }
    }

    /// The customer writes, and Rovo thinks about it; or why that did not come about.
    async fn ask_rovo(
        &mut self,
        text: String,
    ) -> Result<Result<CommandBody, StepOutcome>, StoreError> {
        let customer = Actor::Customer(self.customer);
        let written = self.give(customer, CommandBody::Write { text }).await?;
        let Some(conversation) = self.conversation.clone() else {
            return Ok(Err(written));
        };
        if written != StepOutcome::Passed {
            return Ok(Err(written));
        }
        let context = RovoContext::of(conversation, self.events.clone());
        Ok((self.rovo.thinks)(context).await.ok_or(StepOutcome::Failed))
    }

    async fn invent_customer(&mut self, now: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO customers (id, space_id, kind, name, created_at) VALUES ($1, $2, 'guest', '', $3)";
        sqlx::query(sql)
            .bind(self.customer.to_string())
            .bind(self.space.to_string())
            .bind(now)
            .execute(&mut *self.connection)
            .await?;
        Ok(())
    }

    fn job(&self, id: CommandId, actor: Actor, body: CommandBody) -> Job {
        Job {
            target: Target::CustomerIn {
                space: self.space,
                customer: self.customer,
            },
            command: Command { id, actor, body },
        }
    }

    /// Decides a command and writes what follows from it, as a commit would.
    async fn give(&mut self, actor: Actor, body: CommandBody) -> Result<StepOutcome, StoreError> {
        let id = CommandId(new_id(self.database.now_on(self.connection).await?));
        let jobs = [self.job(id, actor, body)];
        let mut known = facts::read(self.database, self.connection, &jobs).await?;
        let mut effects = Effects::default();
        let [job] = &jobs;
        let answer = decide_one(self.connection, &mut known, &mut effects, job).await?;
        insert::write(self.connection, known, effects).await?;
        Ok(match answer {
            Ok(outcome) if outcome.events.is_empty() => StepOutcome::Failed,
            Ok(outcome) => self.happened(outcome.conversation, outcome.events),
            Err(ExecuteError::Rejected(Rejection::NotOffered(obstacles))) => {
                StepOutcome::NotOffered(obstacles)
            }
            Err(error) => {
                tracing::warn!(%error, "a command of a self-test was refused");
                StepOutcome::Failed
            }
        })
    }

    /// Folds what a command caused. Rovo's regret that nobody can be asked for is an event, and no success.
    fn happened(&mut self, id: ConversationId, events: Vec<Event>) -> StepOutcome {
        let new = || Conversation::new(id, self.space, self.customer);
        let conversation = self.conversation.get_or_insert_with(new);
        let mut ended = StepOutcome::Passed;
        for event in &events {
            conversation.apply(event);
            match &event.body {
                EventBody::RovoReplied {
                    reply: RovoReply::Answer { sources },
                    ..
                } => self.quoted = sources.first().map(|source| source.title.clone()),
                EventBody::RovoReplied {
                    reply: RovoReply::Offer(OfferReason::PersonNotOffered(obstacles)),
                    ..
                } => ended = StepOutcome::NotOffered(obstacles.clone()),
                _ => {}
            }
        }
        self.events.extend(events);
        ended
    }

    /// Whether the conversation is as a chat leaves it.
    async fn look(&mut self) -> Result<StepOutcome, StoreError> {
        let id = CommandId(new_id(self.database.now_on(self.connection).await?));
        let jobs = [self.job(
            id,
            Actor::System,
            CommandBody::EndChat { meant: Meant::Any },
        )];
        let known = facts::read(self.database, self.connection, &jobs).await?;
        let held = self
            .conversation
            .as_ref()
            .and_then(|conversation| known.conversations.get(&conversation.id));
        let space = known.spaces.get(&self.space);
        let (Some(held), Some(space)) = (held, space) else {
            return Ok(StepOutcome::Failed);
        };
        let team = space.space.team.as_ref();
        let stored = self.stored_events().await?;
        let is_well = is_well(&held.before, team.map(|team| team.id))
            && stored == held.before.head.0
            && space.next_work_item > 1;
        Ok(if is_well {
            StepOutcome::Passed
        } else {
            StepOutcome::Failed
        })
    }

    async fn stored_events(&mut self) -> Result<u64, StoreError> {
        let Some(conversation) = &self.conversation else {
            return Ok(0);
        };
        let sql =
            "SELECT CAST(COUNT(*) AS BIGINT) AS stored FROM events WHERE conversation_id = $1";
        let row = sqlx::query(sql)
            .bind(conversation.id.to_string())
            .fetch_one(&mut *self.connection)
            .await?;
        row.unsigned("stored")
    }
}

/// One work item, with label and team, and Rovo holds the conversation again with nothing of it in mind.
fn is_well(conversation: &Conversation, team: Option<baton_core::id::TeamId>) -> bool {
    let [item] = conversation.work_items.as_slice() else {
        return false;
    };
    item.label.as_deref() == Some(DEFAULT_LABEL)
        && item.team.as_ref().map(|team| team.id) == team
        && item.live_chat.is_some()
        && matches!(conversation.holder, Holder::Rovo { question: None })
        && conversation
            .last_chat
            .as_ref()
            .is_some_and(|last| Some(last.chat) == item.live_chat)
}
