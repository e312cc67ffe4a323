//! The one function that decides. It takes the state, the facts of the same transaction, a command and the time, and
//! answers with the events that happen, in order, or with the reason why nothing does. An empty answer means that there
//! is nothing left to do: the command was carried out earlier (the same id twice gives the same answer and one set of
//! events), or what it asks for is so already.

mod agent;
mod customer;
mod duplicate;
mod rovo;
mod system;

use crate::command::{Command, Facts, Rejection};
use crate::conversation::{Conversation, Holder, Live};
use crate::event::{Event, EventBody, ReplyClock, Requester};
use crate::id::{LiveChatId, WorkItemId};
use crate::limits::{
    MESSAGE_CHARS, OPEN_WORK_ITEMS, SUMMARY_CHARS, WORK_ITEMS_A_DAY, clean, clean_line, shorten,
    too_many,
};
use crate::people::{Actor, AgentRef};
use crate::settings::{DEFAULT_LABEL, LiveChatSettings};
use crate::time::{Millis, Time};
use crate::work_item::{Cause, Status, Stretch, WorkItem};

/// Decides a command.
///
/// # Errors
/// The [`Rejection`] says why nothing happens.
pub fn decide(
    conversation: &Conversation,
    facts: &Facts,
    command: &Command,
    now: Time,
) -> Result<Vec<Event>, Rejection> {
    authorize(conversation, facts, command)?;
    if let Some(prior) = &facts.prior {
        return if duplicate::caused(command, prior) {
            Ok(Vec::new())
        } else {
            Err(Rejection::Conflict)
        };
    }
    let bodies = match &command.actor {
        Actor::Customer(_) => customer::decide(conversation, facts, command, now)?,
        Actor::Agent(agent) => agent::decide(conversation, facts, command, agent, now)?,
        Actor::Rovo => rovo::decide(conversation, facts, command, now)?,
        Actor::System => system::decide(conversation, facts, command, now)?,
    };
    new_ids(conversation, &bodies)?;
    let mut seq = conversation.head;
    let number = |body| {
        seq = seq.next();
        Event { seq, at: now, body }
    };
    Ok(bodies.into_iter().map(number).collect())
}

/// Whether this actor may give commands here at all.
fn authorize(
    conversation: &Conversation,
    facts: &Facts,
    command: &Command,
) -> Result<(), Rejection> {
    let allowed = match &command.actor {
        Actor::Customer(customer) => *customer == conversation.customer,
        Actor::Agent(_) => facts.actor_is_agent,
        Actor::Rovo | Actor::System => true,
    };
    if allowed {
        Ok(())
    } else {
        Err(Rejection::NotAllowed)
    }
}

/// Ids come from browsers: a work item or a chat that begins must not bear one that is taken.
fn new_ids(conversation: &Conversation, bodies: &[EventBody]) -> Result<(), Rejection> {
    let taken = |body: &EventBody| match body {
        EventBody::WorkItemCreated { item } => conversation.work_item(item.id).is_some(),
        // Each chat that ended has its work item.
        EventBody::LiveChatRequested { chat, .. } => conversation.work_item_of(*chat).is_some(),
        _ => false,
    };
    if bodies.iter().any(taken) {
        Err(Rejection::Conflict)
    } else {
        Ok(())
    }
}

/// Whether the customer may make one more request. Chats don't count on the open ones alone: who asks for a person is
/// only held to what a day may bring, since it is the agents who leave work items open.
fn room_for_a_request(conversation: &Conversation, now: Time) -> Result<(), Rejection> {
    let items = conversation.work_items.iter();
    if items.filter(|item| item.status.is_open()).count() >= OPEN_WORK_ITEMS {
        return Err(Rejection::TooManyRequests);
    }
    room_for_today(conversation, now)
}

/// Whether another work item fits into this day. Each chat becomes one, also when it is no longer needed a second later.
fn room_for_today(conversation: &Conversation, now: Time) -> Result<(), Rejection> {
    let today = |item: &&WorkItem| item.created_at + Millis::minutes(24 * 60) > now;
    if conversation.work_items.iter().filter(today).count() >= WORK_ITEMS_A_DAY {
        return Err(Rejection::TooManyRequests);
    }
    Ok(())
}

/// A cleaned text, if it has a fitting length.
fn fitting(text: String, most: usize) -> Result<String, Rejection> {
    if text.is_empty() {
        return Err(Rejection::EmptyText);
    }
    if too_many(&text, most) > 0 {
        return Err(Rejection::TextTooLong(
            u32::try_from(most).unwrap_or(u32::MAX),
        ));
    }
    Ok(text)
}

/// A message, comment or note as it is kept.
///
/// # Errors
/// [`Rejection::EmptyText`] and [`Rejection::TextTooLong`].
pub fn checked_message(text: &str) -> Result<String, Rejection> {
    fitting(clean(text), MESSAGE_CHARS)
}

/// The summary of a work item as it is kept.
///
/// # Errors
/// [`Rejection::EmptyText`] and [`Rejection::TextTooLong`].
pub fn checked_line(text: &str) -> Result<String, Rejection> {
    fitting(clean_line(text), SUMMARY_CHARS)
}

/// *Time to reply* runs from now; the agent is warned when three quarters of it are gone.
fn reply_clock(settings: &LiveChatSettings, now: Time) -> ReplyClock {
    let whole = settings.time_to_reply;
    ReplyClock {
        warn_at: now + Millis(whole.0 - whole.0 / 4),
        due: now + whole,
    }
}

/// The live chat that runs now, if this is its work item. What is said in public on that work item is said in the chat.
fn chat_of(conversation: &Conversation, work_item: WorkItemId) -> Option<&Live> {
    match &conversation.holder {
        Holder::Live(live) => conversation
            .work_item_of(live.chat)
            .filter(|item| item.id == work_item)
            .map(|_| live),
        Holder::Rovo { .. } | Holder::Waiting(_) => None,
    }
}

fn request(facts: &Facts, chat: LiveChatId, by: Requester, now: Time) -> EventBody {
    let assign_due = now + facts.settings.time_to_assign;
    EventBody::LiveChatRequested {
        chat,
        by,
        team: facts.team.clone(),
        assign_due,
    }
}

/// What distinguishes one new work item from another.
struct NewWorkItem {
    id: WorkItemId,
    live_chat: Option<LiveChatId>,
    cause: Cause,
    assignee: Option<AgentRef>,
}

/// A work item from a chat, with Rovo's conversation as its context.
fn chat_work_item(
    conversation: &Conversation,
    facts: &Facts,
    new: NewWorkItem,
    now: Time,
) -> EventBody {
    let context_end = match &conversation.holder {
        Holder::Rovo { .. } => conversation.head,
        Holder::Waiting(waiting) => waiting.requested,
        Holder::Live(live) => live.requested,
    };
    let status = match new.cause {
        Cause::Claimed => Status::InProgress,
        Cause::NoLongerNeeded => Status::Closed,
        Cause::NobodyCame | Cause::LeftAsRequest | Cause::Deactivated | Cause::Raised => {
            Status::Open
        }
    };
    let item = WorkItem {
        id: new.id,
        number: facts.next_work_item,
        key: format!("{}-{}", facts.project_key, facts.next_work_item),
        summary: shorten(
            facts.first_words.as_deref().unwrap_or_default(),
            SUMMARY_CHARS,
        ),
        description: String::new(),
        context: Stretch {
            from: conversation.context_after.next(),
            to: context_end,
        },
        live_chat: new.live_chat,
        label: Some(DEFAULT_LABEL.to_owned()),
        team: facts.team.clone(),
        assignee: new.assignee,
        status,
        cause: new.cause,
        created_at: now,
    };
    EventBody::WorkItemCreated { item }
}

/// Ends a wait: the one work item of the chat if it has none yet, then the end. A chat that came back to Unassigned has
/// its work item already; when the customer no longer needs it, that one is closed.
fn end_waiting(
    conversation: &Conversation,
    facts: &Facts,
    work_item: WorkItemId,
    how: crate::event::Ending,
    cause: Cause,
    now: Time,
) -> Result<Vec<EventBody>, Rejection> {
    let Holder::Waiting(waiting) = &conversation.holder else {
        return Err(Rejection::NotWaiting);
    };
    let known = conversation.work_item_of(waiting.chat);
    let mut bodies = Vec::new();
    if known.is_none() {
        let new = NewWorkItem {
            id: work_item,
            live_chat: Some(waiting.chat),
            cause,
            assignee: None,
        };
        bodies.push(chat_work_item(conversation, facts, new, now));
    }
    bodies.push(EventBody::LiveChatEnded {
        chat: waiting.chat,
        how,
        agent: None,
    });
    let status = Status::Closed;
    if let Some(item) = known.filter(|item| item.status != status)
        && cause == Cause::NoLongerNeeded
    {
        bodies.push(EventBody::StatusChanged {
            work_item: item.id,
            by: None,
            status,
        });
    }
    Ok(bodies)
}
