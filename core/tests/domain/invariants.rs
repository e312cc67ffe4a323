//! What must be true of every moment in a [`World`], one function for each promise. The property tests call them.

use std::collections::{HashMap, HashSet};

use baton_core::command::{CommandBody, Rejection};
use baton_core::conversation::{Conversation, Holder};
use baton_core::deadline::{DeadlineKind, deadlines};
use baton_core::event::{Author, Ending, Event, EventBody};
use baton_core::id::Seq;
use baton_core::people::Actor;
use baton_core::settings::DEFAULT_LABEL;
use baton_core::view::{CustomerBody, CustomerHeader, CustomerPhase, for_customer};
use baton_core::work_item::{Cause, Status};

use crate::world::{Moment, World, team};

/// Everything, for one moment and for the world after it.
pub(crate) fn all(world: &World) {
    order(world);
    let Some(moment) = world.moments.last() else {
        return;
    };
    rejections_change_nothing(moment);
    repeats_are_empty(world, moment);
    the_baton_is_fenced(moment);
    changes_of_hands_are_the_drawn_ones(moment);
    every_wait_has_its_deadline(&moment.after);
    deadlines_fire_when_they_should(moment);
    one_work_item_per_live_chat(world);
    numbers_are_used_once(world);
    changes_of_hands_are_seen(moment);
    strangers_do_nothing(moment);
}

pub(crate) fn order(world: &World) {
    let positions = world.log.iter().map(|event| event.seq.0);
    assert!(positions.eq(1..=world.log.len() as u64));
    assert_eq!(world.conversation.head, Seq(world.log.len() as u64));
    assert!(world.log.is_sorted_by_key(|event| event.at));
}

pub(crate) fn rejections_change_nothing(moment: &Moment) {
    if moment.outcome.is_err() {
        assert_eq!(moment.before, moment.after);
    }
}

/// Also: a message of one id is in the log once.
pub(crate) fn repeats_are_empty(world: &World, moment: &Moment) {
    if moment.facts.prior.is_some() {
        assert!(
            matches!(
                moment.outcome.as_deref(),
                Ok([]) | Err(Rejection::Conflict | Rejection::NotAllowed)
            ),
            "{moment:?}"
        );
    }
    let mut known = HashSet::new();
    let messages = world.log.iter().filter_map(|event| event.body.message());
    for message in messages {
        assert!(known.insert(message), "{message} is there twice");
    }
}

/// Rovo speaks while it holds the conversation, and to the newest question since the last hand-back.
pub(crate) fn the_baton_is_fenced(moment: &Moment) {
    for event in moment.outcome.iter().flatten() {
        let EventBody::RovoReplied { asked, .. } = &event.body else {
            continue;
        };
        let Holder::Rovo { question } = &moment.before.holder else {
            panic!("Rovo spoke out of turn: {moment:?}");
        };
        assert_eq!(*asked, question.map(|question| question.asked));
        assert!(asked.is_none_or(|asked| asked > moment.before.context_after));
    }
    if let CommandBody::Answer { asked, .. } | CommandBody::HandOff { asked, .. } =
        &moment.command.body
        && moment.command.actor == Actor::Rovo
        && moment.facts.prior.is_none()
        && !current_question(&moment.before, *asked)
    {
        assert_eq!(moment.outcome, Err(Rejection::StaleAnswer));
    }
}

fn current_question(conversation: &Conversation, asked: Seq) -> bool {
    matches!(&conversation.holder, Holder::Rovo { question: Some(question) } if question.asked == asked)
}

/// The drawing in the design: Rovo, Waiting, Live, and the ways between them.
pub(crate) fn changes_of_hands_are_the_drawn_ones(moment: &Moment) {
    let events = moment.outcome.as_deref().unwrap_or_default();
    let has = |wanted: fn(&EventBody) -> bool| events.iter().any(|event| wanted(&event.body));
    let requested = has(|body| matches!(body, EventBody::LiveChatRequested { .. }));
    let claimed = has(|body| matches!(body, EventBody::Claimed { .. }));
    let returned = has(|body| matches!(body, EventBody::BackToUnassigned { .. }));
    let ended = events.iter().find_map(|event| match &event.body {
        EventBody::LiveChatEnded { how, .. } => Some(*how),
        _ => None,
    });
    let way = (requested, claimed, returned, ended);
    match (&moment.before.holder, &moment.after.holder) {
        (Holder::Rovo { .. }, Holder::Rovo { .. })
        | (Holder::Waiting(_), Holder::Waiting(_))
        | (Holder::Live(_), Holder::Live(_)) => assert_eq!(way, (false, false, false, None)),
        (Holder::Rovo { .. }, Holder::Waiting(waiting)) => {
            assert_eq!(way, (true, false, false, None));
            assert_eq!(waiting.since, moment.now);
            assert_eq!(waiting.unanswered_since, moment.now);
        }
        (Holder::Waiting(before), Holder::Live(live)) => {
            assert_eq!(way, (false, true, false, None));
            assert_eq!(before.chat, live.chat);
            assert_eq!(before.requested, live.requested);
            let owed = live.reply.expect("the claim owes a reply");
            assert_eq!(owed.unanswered_since, before.unanswered_since);
            assert_eq!(moment.command.actor, Actor::Agent(live.agent.clone()));
        }
        (Holder::Live(live), Holder::Waiting(waiting)) => {
            assert_eq!(way, (false, false, true, None));
            assert_eq!(moment.command.actor, Actor::System);
            assert_eq!(live.chat, waiting.chat);
            assert_eq!(live.requested, waiting.requested);
            assert_eq!(waiting.returned_from.as_ref(), Some(&live.agent));
            let owed = live.reply.map(|owed| owed.unanswered_since);
            assert_eq!(waiting.unanswered_since, owed.unwrap_or(moment.now));
            assert_eq!(waiting.since, moment.now);
        }
        (Holder::Waiting(_), Holder::Rovo { .. }) => {
            let allowed = matches!(
                (ended, &moment.command.actor),
                (
                    Some(Ending::LeftAsRequest | Ending::NoLongerNeeded),
                    Actor::Customer(_)
                ) | (
                    Some(Ending::NobodyCame | Ending::Deactivated),
                    Actor::System
                )
            );
            assert!(allowed, "{moment:?}");
        }
        (Holder::Live(live), Holder::Rovo { .. }) => {
            let allowed = match (ended, &moment.command.actor) {
                (Some(Ending::ByCustomer), Actor::Customer(_)) => true,
                (Some(Ending::ByAgent), Actor::Agent(agent)) => *agent == live.agent,
                _ => false,
            };
            assert!(allowed, "{moment:?}");
        }
        (Holder::Rovo { .. }, Holder::Live(_)) => panic!("claimed unrequested: {moment:?}"),
    }
}

pub(crate) fn every_wait_has_its_deadline(conversation: &Conversation) {
    let running = deadlines(conversation);
    let kinds: Vec<_> = running.iter().map(|deadline| deadline.kind).collect();
    match &conversation.holder {
        Holder::Rovo { question: None } => assert!(kinds.is_empty()),
        Holder::Rovo { question: Some(_) } => assert_eq!(kinds, [DeadlineKind::RovoTurn]),
        Holder::Waiting(_) => assert_eq!(kinds, [DeadlineKind::Assign]),
        Holder::Live(live) => match &live.reply {
            None => assert!(kinds.is_empty()),
            Some(reply) if reply.warned => assert_eq!(kinds, [DeadlineKind::Reply]),
            Some(_) => assert_eq!(kinds, [DeadlineKind::ReplyWarning, DeadlineKind::Reply]),
        },
    }
    for deadline in running {
        assert!(deadline.generation <= conversation.head);
    }
}

/// While a person holds the chat: whoever spoke last, if it was the customer, waits with a deadline. They speak in the
/// chat and in public comments on its work item alike; a colleague's comment there answers nobody.
pub(crate) fn an_unanswered_customer_has_a_deadline(world: &World) {
    let Holder::Live(live) = &world.conversation.holder else {
        return;
    };
    let item = world
        .conversation
        .work_item_of(live.chat)
        .map(|item| item.id);
    let last = world.log.iter().rev().find_map(|event| match &event.body {
        EventBody::CustomerWrote { .. } | EventBody::Claimed { .. } => Some(true),
        EventBody::AgentWrote { .. } => Some(false),
        EventBody::Commented {
            work_item, author, ..
        } if Some(*work_item) == item => match author {
            Author::Customer => Some(true),
            Author::Agent(agent) if *agent == live.agent => Some(false),
            Author::Agent(_) => None,
        },
        _ => None,
    });
    assert_eq!(live.reply.is_some(), last == Some(true));
}

/// A timer that comes early, late for a wait that is over, or twice changes nothing.
pub(crate) fn deadlines_fire_when_they_should(moment: &Moment) {
    let CommandBody::DeadlinePassed {
        kind, generation, ..
    } = &moment.command.body
    else {
        return;
    };
    if moment.command.actor != Actor::System || moment.facts.prior.is_some() {
        return;
    }
    let running = deadlines(&moment.before).into_iter().find(|deadline| {
        deadline.kind == *kind && deadline.generation == *generation && deadline.due <= moment.now
    });
    match running {
        None => assert_eq!(moment.outcome, Err(Rejection::StaleDeadline)),
        Some(fired) => {
            assert!(matches!(&moment.outcome, Ok(events) if !events.is_empty()));
            let again = deadlines(&moment.after);
            assert!(!again.contains(&fired), "it would fire twice: {moment:?}");
        }
    }
}

pub(crate) fn one_work_item_per_live_chat(world: &World) {
    let mut items = HashMap::new();
    let created = world.log.iter().filter_map(|event| match &event.body {
        EventBody::WorkItemCreated { item } => item.live_chat.map(|chat| (chat, item)),
        _ => None,
    });
    for (chat, item) in created {
        assert!(items.insert(chat, item).is_none(), "{chat} has two");
        assert_eq!(item.label.as_deref(), Some(DEFAULT_LABEL));
        assert_eq!(item.team, Some(team()));
    }
    let mut claimed = HashSet::new();
    for event in &world.log {
        match &event.body {
            EventBody::Claimed { chat, .. } => {
                claimed.insert(*chat);
                assert!(items.contains_key(chat));
            }
            EventBody::LiveChatEnded { chat, how, .. } => {
                let cause = items[chat].cause;
                let expected = match how {
                    _ if claimed.contains(chat) => Cause::Claimed,
                    Ending::NobodyCame => Cause::NobodyCame,
                    Ending::LeftAsRequest => Cause::LeftAsRequest,
                    Ending::NoLongerNeeded => Cause::NoLongerNeeded,
                    Ending::Deactivated => Cause::Deactivated,
                    Ending::ByAgent | Ending::ByCustomer => panic!("ended by nobody's agent"),
                };
                assert_eq!(cause, expected);
            }
            _ => {}
        }
    }
    if let Holder::Waiting(waiting) = &world.conversation.holder {
        let known = items.contains_key(&waiting.chat);
        assert_eq!(known, waiting.returned_from.is_some());
    }
}

/// Nobody works on what nobody has: at the moment of a claim, a return and a *no longer needed*, the status says so.
pub(crate) fn the_status_follows_the_baton(moment: &Moment) {
    for event in moment.outcome.iter().flatten() {
        let of = |chat| {
            let item = moment.after.work_item_of(chat);
            item.map(|item| (item.status, item.assignee.clone()))
        };
        match &event.body {
            EventBody::Claimed { chat, agent, .. } => {
                assert_eq!(of(*chat), Some((Status::InProgress, Some(agent.clone()))));
            }
            EventBody::BackToUnassigned { chat, .. } => {
                let (status, assignee) = of(*chat).unwrap();
                assert_ne!(status, Status::InProgress);
                assert_eq!(assignee, None);
            }
            EventBody::LiveChatEnded {
                chat,
                how: Ending::NoLongerNeeded,
                ..
            } => assert_eq!(of(*chat).unwrap().0, Status::Closed),
            _ => {}
        }
    }
}

pub(crate) fn numbers_are_used_once(world: &World) {
    let numbers = world.log.iter().filter_map(|event| match &event.body {
        EventBody::WorkItemCreated { item } => {
            assert_eq!(item.key, format!("HELP-{}", item.number));
            Some(item.number)
        }
        _ => None,
    });
    assert!(numbers.eq(1..=world.conversation.work_items.len() as u32));
    let ids: HashSet<_> = world
        .conversation
        .work_items
        .iter()
        .map(|item| item.id)
        .collect();
    assert_eq!(ids.len(), world.conversation.work_items.len());
}

/// Whenever the baton changes hands, a line for the customer says so, and the header agrees with it.
pub(crate) fn changes_of_hands_are_seen(moment: &Moment) {
    let seen: Vec<_> = moment
        .outcome
        .iter()
        .flatten()
        .filter_map(for_customer)
        .collect();
    let before = CustomerHeader::of(&moment.before).phase;
    let after = CustomerHeader::of(&moment.after).phase;
    let says = |wanted: &dyn Fn(&CustomerBody) -> bool| {
        assert!(
            seen.iter().any(|event| wanted(&event.body)),
            "silence: {moment:?}"
        );
    };
    match (&before, &after) {
        (_, CustomerPhase::Live { agent }) if before != after => {
            says(&|body| matches!(body, CustomerBody::Joined { agent: who } if who == agent));
        }
        (CustomerPhase::Live { .. }, CustomerPhase::Waiting { .. }) => {
            says(&|body| matches!(body, CustomerBody::BackInQueue { .. }));
        }
        (CustomerPhase::Rovo { .. }, CustomerPhase::Waiting { .. }) => {
            says(&|body| matches!(body, CustomerBody::Requested { .. }));
        }
        (
            CustomerPhase::Live { .. } | CustomerPhase::Waiting { .. },
            CustomerPhase::Rovo { .. },
        ) => {
            says(&|body| matches!(body, CustomerBody::Ended { .. }));
        }
        (CustomerPhase::Rovo { thinking: true }, CustomerPhase::Rovo { thinking: false }) => {
            says(&|body| {
                matches!(
                    body,
                    CustomerBody::Rovo { .. } | CustomerBody::ItemCreated { .. }
                )
            });
        }
        _ => {}
    }
    for item in &moment.after.work_items {
        if moment.before.work_item(item.id).is_none() {
            says(
                &|body| matches!(body, CustomerBody::ItemCreated { item: told, .. } if told.key == item.key),
            );
        }
    }
    if let CustomerPhase::Rovo { thinking: true } = after {
        assert!(!deadlines(&moment.after).is_empty());
    }
}

/// Other customers, agents who are none any more, and commands that are another actor's.
pub(crate) fn strangers_do_nothing(moment: &Moment) {
    let theirs = match &moment.command.actor {
        Actor::Customer(customer) => *customer == moment.before.customer,
        Actor::Agent(_) => moment.facts.actor_is_agent,
        Actor::Rovo | Actor::System => true,
    };
    if !theirs {
        assert_eq!(moment.outcome, Err(Rejection::NotAllowed));
    }
    if let Ok([first, ..]) = moment.outcome.as_deref() {
        assert!(may_cause(&moment.command.actor, first), "{moment:?}");
    }
}

/// Who may be behind an event that comes first.
fn may_cause(actor: &Actor, event: &Event) -> bool {
    match &event.body {
        EventBody::CustomerWrote { .. }
        | EventBody::AnswerRated { .. }
        | EventBody::EmailGiven { .. } => matches!(actor, Actor::Customer(_)),
        EventBody::AgentWrote { .. } | EventBody::Claimed { .. } | EventBody::Noted { .. } => {
            matches!(actor, Actor::Agent(_))
        }
        EventBody::StatusChanged { .. } | EventBody::AssigneeChanged { .. } => {
            matches!(actor, Actor::Agent(_))
        }
        EventBody::RovoReplied { .. } => matches!(actor, Actor::Rovo | Actor::System),
        EventBody::LiveChatRequested { .. } => matches!(actor, Actor::Customer(_) | Actor::Rovo),
        EventBody::ReplyWarned { .. } | EventBody::BackToUnassigned { .. } => {
            *actor == Actor::System
        }
        EventBody::Commented { .. } => matches!(actor, Actor::Customer(_) | Actor::Agent(_)),
        EventBody::LiveChatEnded { .. } => *actor != Actor::Rovo,
        EventBody::WorkItemCreated { .. } => matches!(actor, Actor::Customer(_) | Actor::System),
    }
}
