//! A whole chat that never happened: an invented customer's, decided and written by the code of real ones, in a
//! transaction that is taken back at the end. No number is used, no feed grows, no hint is given, so nobody hears of it.
//! Afterwards it is looked whether anything stayed.

use std::time::Instant;

use baton_core::command::{Command, CommandBody, Rejection};
use baton_core::conversation::{Conversation, Holder};
use baton_core::id::{CommandId, ConversationId, CustomerId, LiveChatId, Seq, SpaceId, WorkItemId};
use baton_core::people::{Actor, AgentRef};
use baton_core::rovo::RovoReply;
use baton_core::settings::{DEFAULT_LABEL, SelfTest, Step, StepOutcome, WalkedStep};
use sqlx::AnyConnection;

use super::batch::{Effects, decide_one};
use super::{facts, insert};
use crate::database::Database;
use crate::error::StoreError;
use crate::ids::new_id;
use crate::job::{ExecuteError, Job, Target};
use crate::sql::Columns;

/// What the invented customer says.
const WORDS: &str = "This is a self-test.";

/// Walks every step, until one does not end as it should.
///
/// # Errors
/// [`StoreError`], where the transaction can't be begun or taken back; a step that fails is part of the report.
pub(crate) async fn rehearse(
    database: &Database,
    space: SpaceId,
    by: &AgentRef,
) -> Result<SelfTest, StoreError> {
    let before = counters(&mut *database.read.acquire().await?, space).await?;
    let mut transaction = database.begin_write().await?;
    let mut walk = Walk {
        database,
        connection: &mut transaction,
        space,
        by,
        customer: CustomerId(new_id(database.now().await?)),
        conversation: None,
        at: Seq(0),
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
        steps.push(walked(step, began, outcome));
    }
    let customer = walk.customer;
    transaction.rollback().await?;
    let began = Instant::now();
    let mut reader = database.read.acquire().await?;
    let is_gone = left_of(&mut reader, customer).await? == 0;
    let after = counters(&mut reader, space).await?;
    // Others go on writing meanwhile, so the counters may have grown; they never go back.
    let outcome = match is_gone && after >= before {
        true => StepOutcome::Passed,
        false => StepOutcome::Failed,
    };
    let last = walked(Step::NothingLeft, began, outcome);
    for step in Step::ALL {
        if step != Step::NothingLeft && !steps.iter().any(|walked| walked.step == step) {
            steps.push(WalkedStep {
                step,
                micros: 0,
                outcome: StepOutcome::Skipped,
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

struct Walk<'a> {
    database: &'a Database,
    connection: &'a mut AnyConnection,
    space: SpaceId,
    by: &'a AgentRef,
    customer: CustomerId,
    conversation: Option<ConversationId>,
    /// The position of the last command's first event.
    at: Seq,
}

impl Walk<'_> {
    async fn step(&mut self, step: Step) -> Result<StepOutcome, StoreError> {
        let now = self.database.now_on(self.connection).await?;
        let id = new_id(now);
        let customer = Actor::Customer(self.customer);
        let agent = Actor::Agent(self.by.clone());
        let text = || WORDS.to_owned();
        match step {
            Step::RovoAnswers => {
                self.invent_customer(now.0).await?;
                let asked = self
                    .give(customer, CommandBody::Write { text: text() })
                    .await?;
                if asked != StepOutcome::Passed {
                    return Ok(asked);
                }
                let answer = CommandBody::Answer {
                    asked: self.at,
                    reply: RovoReply::Greeting,
                };
                self.give(Actor::Rovo, answer).await
            }
            Step::HandOff => {
                let chat = LiveChatId(id);
                self.give(customer, CommandBody::RequestPerson { chat })
                    .await
            }
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
            Step::End => self.give(agent, CommandBody::EndChat).await,
            Step::WorkItem => self.look().await,
            Step::NothingLeft => Ok(StepOutcome::Skipped),
        }
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
            Ok(outcome) => {
                self.conversation = Some(outcome.conversation);
                self.at = outcome.seq;
                StepOutcome::Passed
            }
            Err(ExecuteError::Rejected(Rejection::NotOffered(obstacles))) => {
                StepOutcome::NotOffered(obstacles)
            }
            Err(error) => {
                tracing::warn!(%error, "a command of a self-test was refused");
                StepOutcome::Failed
            }
        })
    }

    /// Whether the conversation is as a chat leaves it.
    async fn look(&mut self) -> Result<StepOutcome, StoreError> {
        let id = CommandId(new_id(self.database.now_on(self.connection).await?));
        let jobs = [self.job(id, Actor::System, CommandBody::EndChat)];
        let known = facts::read(self.database, self.connection, &jobs).await?;
        let held = self
            .conversation
            .and_then(|conversation| known.conversations.get(&conversation));
        let space = known.spaces.get(&self.space);
        let (Some(held), Some(space)) = (held, space) else {
            return Ok(StepOutcome::Failed);
        };
        let team = space.space.team.as_ref();
        let stored = self.stored_events().await?;
        let is_well = is_well(&held.before, team.map(|team| team.id))
            && stored == held.before.head.0
            && space.next_work_item > 1;
        Ok(match is_well {
            true => StepOutcome::Passed,
            false => StepOutcome::Failed,
        })
    }

    async fn stored_events(&mut self) -> Result<u64, StoreError> {
        let Some(conversation) = self.conversation else {
            return Ok(0);
        };
        let sql =
            "SELECT CAST(COUNT(*) AS BIGINT) AS stored FROM events WHERE conversation_id = $1";
        let row = sqlx::query(sql)
            .bind(conversation.to_string())
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
