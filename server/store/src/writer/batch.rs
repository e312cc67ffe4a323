//! One transaction: every job is decided on the outcome of the one before, everything is written together, and the
//! answers are given to the caller only after the commit.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use baton_core::alert::what_follows;
use baton_core::command::{Command, CommandBody, Facts, Rejection};
use baton_core::conversation::{Conversation, Holder};
use baton_core::deadline::deadlines;
use baton_core::decide::decide;
use baton_core::event::{Event, EventBody};
use baton_core::id::{ArticleId, ConversationId, CustomerId, MessageId, SpaceId};
use baton_core::people::Actor;
use baton_core::rovo::RovoReply;
use sqlx::AnyConnection;

use super::Answer;
use super::facts::{self, Held, Known};
use super::insert;
use crate::alerts::Changes;
use crate::database::Database;
use crate::error::StoreError;
use crate::hint::Hint;
use crate::ids::new_id;
use crate::job::{ExecuteError, Job, Outcome, Target};
use crate::notify::Nodes;
use crate::sql::stored;

/// What a commit came to.
pub(super) struct Committed {
    pub(super) answers: Vec<Answer>,
    pub(super) hints: Vec<Hint>,
    /// The spaces that were touched, with their counter of commits.
    pub(super) commits: Vec<(SpaceId, i64)>,
}

/// What follows from events besides the conversations themselves.
#[derive(Default)]
pub(super) struct Effects {
    pub(super) claims: Vec<Claim>,
    pub(super) uses: BTreeMap<(SpaceId, ArticleId), Uses>,
    pub(super) emails: Vec<(CustomerId, String)>,
    pub(super) alerts: Changes,
}

/// A claim and how long the customer had waited for it, in milliseconds.
pub(super) struct Claim {
    pub(super) space: SpaceId,
    pub(super) conversation: ConversationId,
    pub(super) event: (i64, i64),
    pub(super) waited: i64,
}

/// What is added to the counters of an article.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) quoted: i64,
    pub(super) helped: i64,
    pub(super) did_not_help: i64,
}

/// Decides and commits. After an error nothing is known to be on disk, and nothing may be answered.
pub(super) async fn commit(
    database: &Database,
    nodes: &Nodes,
    jobs: &[Job],
    attempt: usize,
) -> Result<Committed, StoreError> {
    let mut transaction = database.begin_write().await?;
    let mut known = facts::read(database, &mut transaction, jobs).await?;
    let mut effects = Effects::default();
    let mut answers = Vec::with_capacity(jobs.len());
    for job in jobs {
        answers.push(decide_one(&mut transaction, &mut known, &mut effects, job).await?);
    }
    let written = insert::write(&mut transaction, known, effects).await?;
    if !written.commits.is_empty() {
        nodes.notify(database.kind, &mut transaction).await?;
    }
    transaction.commit().await?;
    let mut hints = written.hints;
    if attempt > 0 {
        hints.extend(already_done(&answers, &written.untouched));
    }
    Ok(Committed {
        answers,
        hints,
        commits: written.commits,
    })
}

/// After a commit whose outcome was unknown, what it wrote has not been called out yet.
fn already_done(answers: &[Answer], untouched: &[Hint]) -> Vec<Hint> {
    let done = |hint: &&Hint| {
        answers
            .iter()
            .flatten()
            .any(|outcome| outcome.conversation == hint.conversation)
    };
    untouched.iter().filter(done).cloned().collect()
}

pub(super) async fn decide_one(
    connection: &mut AnyConnection,
    known: &mut Known,
    effects: &mut Effects,
    job: &Job,
) -> Result<Answer, StoreError> {
    let (id, new) = match resolve(known, job.target) {
        Ok(found) => found,
        Err(error) => return Ok(Err(error)),
    };
    let Some(held) = new.as_ref().or_else(|| known.conversations.get(&id)) else {
        return Ok(Err(ExecuteError::NoSuchConversation));
    };
    let command = &job.command;
    let first_words = facts::first_words(connection, held, &command.body).await?;
    let Some(facts) = facts_for(known, held, command, first_words) else {
        return Ok(Err(ExecuteError::NoSuchConversation));
    };
    let (events, after) = match decided(&held.after, &facts, command, known) {
        Ok(decided) => decided,
        Err(error) => {
            if let CommandBody::DeadlinePassed { .. } = &command.body {
                forget_if_stale(connection, &held.after, &command.body).await?;
            }
            return Ok(Err(error));
        }
    };
    let Some(first) = events.first().cloned() else {
        if new.is_some() {
            return Ok(Err(ExecuteError::NoSuchConversation));
        }
        let seq = facts.prior.map_or(held.after.head, |prior| prior.seq);
        return Ok(Ok(Outcome {
            conversation: id,
            seq,
            events,
        }));
    };
    if !claims_deadline(connection, id, &command.body, known.now.0).await? {
        return Ok(Err(ExecuteError::Rejected(Rejection::StaleDeadline)));
    }
    for event in &events {
        follow(connection, effects, held, event).await?;
    }
    let created = events.iter().filter_map(|event| match &event.body {
        EventBody::WorkItemCreated { item } => Some(item.number),
        _ => None,
    });
    if let Some(space) = known.spaces.get_mut(&held.after.space) {
        space.next_work_item = created.fold(space.next_work_item, |next, number| {
            next.max(number.saturating_add(1))
        });
    }
    let seq = first.seq;
    known.priors.insert((id, command.id), first);
    if let Some(new) = new {
        let owner = (new.after.space, new.after.customer);
        known.of_customer.insert(owner, id);
        known.conversations.insert(id, new);
    }
    if let Some(held) = known.conversations.get_mut(&id) {
        for event in &events {
            for change in what_follows(event, &after) {
                effects.alerts.add(id, change);
                held.alerts.push((event.seq, change));
            }
        }
        held.after = after;
        let mut command = Some(command.id);
        let entries = events.iter().cloned().map(|event| (event, command.take()));
        held.events.extend(entries);
    }
    Ok(Ok(Outcome {
        conversation: id,
        seq,
        events,
    }))
}

/// The conversation that is meant, and a new one where this customer has none.
fn resolve(known: &Known, target: Target) -> Result<(ConversationId, Option<Held>), ExecuteError> {
    match target {
        Target::Conversation(id) => Ok((id, None)),
        Target::CustomerIn { space, customer } => {
            if let Some(id) = known.of_customer.get(&(space, customer)) {
                return Ok((*id, None));
            }
            let belongs = known
                .customers
                .get(&customer)
                .is_some_and(|(of, _)| *of == space);
            // Whose place a guest has taken goes on as that guest, and a page of theirs may not have heard of it yet: what
            // it brings belongs into the conversation that came along, and must not begin one that nobody reads.
            if !belongs || known.known_as_another.contains(&customer) {
                return Err(ExecuteError::Rejected(Rejection::NotAllowed));
            }
            let id = ConversationId(new_id(known.now));
            let before = Conversation::new(id, space, customer);
            let held = Held {
                after: before.clone(),
                before,
                events: Vec::new(),
                alerts: Vec::new(),
            };
            Ok((id, Some(held)))
        }
    }
}

fn facts_for(
    known: &Known,
    held: &Held,
    command: &Command,
    first_words: Option<String>,
) -> Option<Facts> {
    let conversation = &held.after;
    let space = known.spaces.get(&conversation.space)?;
    let actor_is_agent = match &command.actor {
        Actor::Agent(agent) => known.is_agent(conversation.space, agent.id),
        Actor::Customer(_) | Actor::Rovo | Actor::System => false,
    };
    Some(Facts {
        settings: space.space.settings.clone(),
        team: space.space.team.clone(),
        offer: space.offer.clone(),
        project_key: space.space.key.clone(),
        next_work_item: space.next_work_item,
        actor_is_agent,
        prior: known.priors.get(&(conversation.id, command.id)).cloned(),
        first_words,
    })
}

/// Decides, and folds what was decided. A panic in there is a defect; it costs this command and no other.
fn decided(
    conversation: &Conversation,
    facts: &Facts,
    command: &Command,
    known: &Known,
) -> Result<(Vec<Event>, Conversation), ExecuteError> {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let events = decide(conversation, facts, command, known.now)?;
        let mut after = conversation.clone();
        for event in &events {
            after.apply(event);
        }
        Ok((events, after))
    }));
    match outcome {
        Ok(decided) => decided.map_err(ExecuteError::Rejected),
        Err(_) => {
            tracing::error!(conversation = %conversation.id, command = %command.id, "deciding a command panicked");
            Err(ExecuteError::Unavailable)
        }
    }
}

/// Claims the deadline that a command fires: true for one winner, and for every command that fires none.
async fn claims_deadline(
    connection: &mut AnyConnection,
    conversation: ConversationId,
    body: &CommandBody,
    now: i64,
) -> Result<bool, StoreError> {
    let CommandBody::DeadlinePassed {
        kind, generation, ..
    } = body
    else {
        return Ok(true);
    };
    let sql = "UPDATE deadlines SET fired_at = $1 WHERE conversation_id = $2 AND kind = $3 AND generation = $4 \
               AND fired_at IS NULL RETURNING conversation_id";
    let claimed = sqlx::query(sql)
        .bind(now)
        .bind(conversation.to_string())
        .bind(kind.name())
        .bind(stored(generation.0))
        .fetch_optional(connection)
        .await?;
    Ok(claimed.is_some())
}

/// Removes the row of a deadline that does not run, so that it is not found due for ever.
async fn forget_if_stale(
    connection: &mut AnyConnection,
    conversation: &Conversation,
    body: &CommandBody,
) -> Result<(), StoreError> {
    let CommandBody::DeadlinePassed {
        kind, generation, ..
    } = body
    else {
        return Ok(());
    };
    let runs = deadlines(conversation)
        .iter()
        .any(|deadline| deadline.kind == *kind && deadline.generation == *generation);
    if runs {
        return Ok(());
    }
    let sql = "DELETE FROM deadlines WHERE conversation_id = $1 AND kind = $2 AND generation = $3 \
               AND fired_at IS NULL";
    sqlx::query(sql)
        .bind(conversation.id.to_string())
        .bind(kind.name())
        .bind(stored(generation.0))
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes what follows from an event outside its conversation. `held` is as it was before the command.
async fn follow(
    connection: &mut AnyConnection,
    effects: &mut Effects,
    held: &Held,
    event: &Event,
) -> Result<(), StoreError> {
    let conversation = &held.after;
    match &event.body {
        EventBody::Claimed { .. } => {
            if let Holder::Waiting(waiting) = &conversation.holder {
                effects.claims.push(Claim {
                    space: conversation.space,
                    conversation: conversation.id,
                    event: (event.at.0, stored(event.seq.0)),
                    waited: (event.at - waiting.since).0,
                });
            }
        }
        EventBody::RovoReplied {
            reply: RovoReply::Answer { sources },
            ..
        } => {
            let mut quoted: Vec<_> = sources.iter().map(|source| source.article).collect();
            quoted.sort_unstable();
            quoted.dedup();
            for article in quoted {
                let uses = effects.uses.entry((conversation.space, article));
                uses.or_default().quoted += 1;
            }
        }
        EventBody::AnswerRated { message, helped } => {
            if let Some(article) = first_source(connection, held, *message).await? {
                let uses = effects.uses.entry((conversation.space, article));
                let uses = uses.or_default();
                if *helped {
                    uses.helped += 1;
                } else {
                    uses.did_not_help += 1;
                }
            }
        }
        EventBody::EmailGiven { email: Some(email) } => {
            effects.emails.push((conversation.customer, email.clone()));
        }
        _ => {}
    }
    Ok(())
}

/// The article that an answer of Rovo's quoted first. The answer's command has the id of the message.
async fn first_source(
    connection: &mut AnyConnection,
    held: &Held,
    message: MessageId,
) -> Result<Option<ArticleId>, StoreError> {
    let new = held.events.iter().map(|(event, _)| event);
    let answer = match new
        .clone()
        .find(|event| event.body.message() == Some(message))
    {
        Some(event) => Some(event.clone()),
        None => {
            let command = baton_core::id::CommandId(message.0);
            facts::first_event_of(connection, held.after.id, command).await?
        }
    };
    Ok(answer.and_then(|event| match event.body {
        EventBody::RovoReplied {
            reply: RovoReply::Answer { sources },
            ..
        } => sources.first().map(|source| source.article),
        _ => None,
    }))
}
