//! What customers and agents see is one thing, whether a server projects its state or a browser folds what it is sent.

use baton_core::command::{CommandBody, Meant};
use baton_core::event::{Event, EventBody};
use baton_core::id::{Seq, WorkItemId};
use baton_core::people::Actor;
use baton_core::view::{
    AgentEvent, AgentHeader, AgentView, Applied, CustomerEvent, CustomerHeader, CustomerView,
    for_agent, for_customer,
};
use proptest::prelude::*;

use crate::any_step::steps;
use crate::config;
use crate::step::{run, take};
use crate::world::{World, agent};

/// The events of an audience, each with the position before it for this audience.
fn sent_to_customer(log: &[Event]) -> Vec<(Seq, CustomerEvent)> {
    let mut previous = Seq(0);
    let seen = log.iter().filter_map(for_customer);
    seen.map(|event| (std::mem::replace(&mut previous, event.seq), event))
        .collect()
}

fn sent_to_agent(log: &[Event]) -> Vec<(Seq, AgentEvent)> {
    let mut previous = Seq(0);
    let seen = log.iter().filter_map(for_agent);
    seen.map(|event| (std::mem::replace(&mut previous, event.seq), event))
        .collect()
}

fn folded_for_customer(log: &[Event]) -> CustomerView {
    let mut view = CustomerView::empty();
    for (previous, event) in sent_to_customer(log) {
        assert_eq!(view.apply(previous, event), Applied::New);
    }
    view
}

fn folded_for_agent(log: &[Event]) -> AgentView {
    let mut view = AgentView::empty();
    for (previous, event) in sent_to_agent(log) {
        assert_eq!(view.apply(previous, event), Applied::New);
    }
    view
}

/// Positions of a delivery: any of them, in any order, any number of times.
fn delivery() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(0..60_usize, 0..120)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn folding_projected_events_equals_projecting_the_folded_state(steps in steps()) {
        let mut world = World::new();
        for step in &steps {
            take(&mut world, step);
            let customer = folded_for_customer(&world.log);
            prop_assert_eq!(&customer.header, &CustomerHeader::of(&world.conversation));
            prop_assert_eq!(customer.seq, world.conversation.customer_head);
            let agent = folded_for_agent(&world.log);
            prop_assert_eq!(&agent.header, &AgentHeader::of(&world.conversation));
            prop_assert_eq!(agent.seq, world.conversation.head);
        }
    }

    #[test]
    fn a_customer_is_told_no_number_but_that_of_the_live_chats_own_item(steps in steps(), newest in 0..60_usize) {
        let mut world = World::new();
        for step in &steps {
            take(&mut world, step);
            let whole = folded_for_customer(&world.log);
            let begin = world.log.len().saturating_sub(newest);
            let cut = CustomerView::snapshot(&world.conversation, &world.log[begin..], begin > 0);
            let running = world.conversation.running_chat().map(|chat| (chat, Seq(u64::MAX)));
            let ended = world.log.iter().filter_map(|event| match &event.body {
                EventBody::LiveChatEnded { chat, .. } => Some((*chat, event.seq)),
                _ => None,
            });
            for (chat, before) in ended.chain(running) {
                let own = world.conversation.work_item_of(chat).map(|item| item.id);
                prop_assert_eq!(whole.item_of_chat(before).map(|item| item.id), own);
                let told = cut.item_of_chat(before).map(|item| item.id);
                let is_there = before > cut.seq || cut.entries.iter().any(|event| event.seq == before);
                prop_assert!(!is_there || told.is_none() || told == own);
            }
        }
    }

    #[test]
    fn the_customers_head_is_the_last_event_that_the_customer_may_see(steps in steps()) {
        let world = run(&steps);
        let last = world.log.iter().rev().find_map(for_customer);
        prop_assert_eq!(world.conversation.customer_head, last.map_or(Seq(0), |event| event.seq));
    }

    #[test]
    fn a_snapshot_with_what_follows_is_what_one_has_who_was_there_all_along(
        before in steps(),
        after in steps(),
        newest in 0..40_usize,
    ) {
        let mut world = run(&before);
        let length = world.log.len();
        let begin = length.saturating_sub(newest);
        let mut customer = CustomerView::snapshot(&world.conversation, &world.log[begin..], begin > 0);
        let mut agent = AgentView::snapshot(&world.conversation, &world.log[begin..], begin > 0);
        for step in &after {
            take(&mut world, step);
        }
        for (previous, event) in sent_to_customer(&world.log) {
            if event.seq > customer.seq {
                prop_assert_eq!(customer.apply(previous, event), Applied::New);
            }
        }
        for (previous, event) in sent_to_agent(&world.log) {
            if event.seq > agent.seq {
                prop_assert_eq!(agent.apply(previous, event), Applied::New);
            }
        }
        let whole = folded_for_customer(&world.log);
        prop_assert_eq!(&customer.header, &whole.header);
        prop_assert_eq!(customer.seq, whole.seq);
        prop_assert!(whole.entries.ends_with(&customer.entries));
        prop_assert!(customer.ratings.iter().all(|rating| whole.ratings.contains(rating)));
        let whole = folded_for_agent(&world.log);
        prop_assert_eq!(&agent.header, &whole.header);
        prop_assert_eq!(agent.seq, whole.seq);
        prop_assert!(whole.entries.ends_with(&agent.entries));
        if begin == 0 {
            prop_assert_eq!(customer, folded_for_customer(&world.log));
            prop_assert_eq!(agent, folded_for_agent(&world.log));
        }
    }

    #[test]
    fn a_customers_view_takes_each_event_once_and_notices_every_gap(steps in steps(), delivery in delivery()) {
        let world = run(&steps);
        let sent = sent_to_customer(&world.log);
        let mut view = CustomerView::empty();
        let mut applied = 0;
        for index in delivery.into_iter().filter(|index| *index < sent.len()) {
            let (previous, event) = sent[index].clone();
            let expected = match index {
                _ if index < applied => Applied::Known,
                _ if index == applied => Applied::New,
                _ => Applied::Gap,
            };
            prop_assert_eq!(view.apply(previous, event), expected);
            applied += usize::from(expected == Applied::New);
        }
        let last = applied.checked_sub(1).map_or(Seq(0), |index| sent[index].1.seq);
        prop_assert_eq!(view, folded_for_customer(&world.log[..last.0 as usize]));
    }

    #[test]
    fn an_agents_view_takes_each_event_once_and_notices_every_gap(steps in steps(), delivery in delivery()) {
        let world = run(&steps);
        let sent = sent_to_agent(&world.log);
        let mut view = AgentView::empty();
        let mut applied = 0;
        for index in delivery.into_iter().filter(|index| *index < sent.len()) {
            let (previous, event) = sent[index].clone();
            let expected = match index {
                _ if index < applied => Applied::Known,
                _ if index == applied => Applied::New,
                _ => Applied::Gap,
            };
            prop_assert_eq!(view.apply(previous, event), expected);
            applied += usize::from(expected == Applied::New);
        }
        prop_assert_eq!(view, folded_for_agent(&world.log[..applied]));
    }
}

#[test]
fn who_reads_only_the_end_of_a_long_chat_is_told_its_number_or_none() {
    let told = |raises: bool| {
        let mut world = World::new();
        if raises {
            let raise = CommandBody::RaiseRequest {
                work_item: WorkItemId(70),
                summary: "A chair".to_owned(),
                description: "It squeaks".to_owned(),
            };
            world.give(world.customer(), raise).unwrap();
        }
        world.requests().unwrap();
        world.claims(0).unwrap();
        let claimed = world.log.len();
        world.replies(0, "Hello").unwrap();
        let end = CommandBody::EndChat { meant: Meant::Any };
        world.give(Actor::Agent(agent(0)), end).unwrap();
        [0, claimed].map(|from| {
            let newest = &world.log[from..];
            let view = CustomerView::snapshot(&world.conversation, newest, from > 0);
            let item = view.item_of_chat(world.conversation.head);
            item.map(|item| item.key.clone())
        })
    };
    let key = |key: &str| Some(key.to_owned());
    assert_eq!(
        told(false),
        [key("HELP-1"), key("HELP-1")],
        "there is no other"
    );
    assert_eq!(told(true), [key("HELP-2"), None], "it may be either");
}
