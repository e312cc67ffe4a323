//! The inbox that a browser folds from its feed, next to the rows of the states it came from.

use baton_core::id::Seq;
use baton_core::inbox::{FeedEvent, Inbox, InboxRow, List, Place};
use baton_core::time::Millis;
use baton_core::view::Applied;
use proptest::prelude::*;

use crate::any_step::steps;
use crate::config;
use crate::step::{Step, take};
use crate::world::{World, agent};

const CHATS: usize = 4;

/// Steps in several conversations of a space, and the feed that they leave.
fn space(steps: &[Step]) -> (Vec<World>, Vec<FeedEvent>) {
    let mut worlds: Vec<_> = (1..=CHATS as u128).map(World::numbered).collect();
    let mut feed = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        // Clocks of a space go together.
        let now = worlds.iter().map(|world| world.now).max().unwrap();
        let world = &mut worlds[index * 7 % CHATS];
        world.now = now;
        let before = world.conversation.head;
        take(world, step);
        if world.conversation.head == before {
            continue;
        }
        if let Some(row) = InboxRow::of(&world.conversation, &world.profile()) {
            let seq = Seq(feed.len() as u64 + 1);
            feed.push(FeedEvent { seq, row });
        }
    }
    (worlds, feed)
}

fn rows(worlds: &[World]) -> Vec<InboxRow> {
    let rows = worlds
        .iter()
        .filter_map(|world| InboxRow::of(&world.conversation, &world.profile()));
    rows.collect()
}

fn sorted(mut rows: Vec<InboxRow>) -> Vec<InboxRow> {
    rows.sort_by_key(|row| row.conversation);
    rows
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn applying_the_feed_gives_the_rows_of_the_states(first in steps(), second in steps(), resume in 0..120_usize) {
        let steps = [first, second].concat();
        let (worlds, feed) = space(&steps);
        let mut inbox = Inbox::default();
        for event in &feed {
            prop_assert_eq!(inbox.apply(event.clone()), Applied::New);
        }
        prop_assert_eq!(sorted(inbox.rows.clone()), rows(&worlds));
        // What comes twice is known, what comes too early is a gap; neither changes anything.
        let known = inbox.clone();
        for event in &feed {
            prop_assert_eq!(inbox.apply(event.clone()), Applied::Known);
        }
        if let Some(mut early) = feed.last().cloned() {
            early.seq = early.seq.next().next();
            prop_assert_eq!(inbox.apply(early), Applied::Gap);
        }
        prop_assert_eq!(&inbox, &known);
        // A snapshot taken in between, and the rest of the feed.
        let resume = resume.min(feed.len());
        let mut other = Inbox::default();
        for event in &feed[..resume] {
            other.apply(event.clone());
        }
        for event in &feed[resume..] {
            prop_assert_eq!(other.apply(event.clone()), Applied::New);
        }
        prop_assert_eq!(other, known);
    }

    #[test]
    fn each_row_stands_in_one_list_and_each_list_in_its_order(first in steps(), second in steps()) {
        let steps = [first, second].concat();
        let (_, feed) = space(&steps);
        let mut inbox = Inbox::default();
        for event in feed {
            inbox.apply(event);
        }
        let me = agent(0).id;
        let lists = List::ALL.map(|list| inbox.list(list, me));
        let all: usize = lists.iter().map(Vec::len).sum();
        prop_assert_eq!(all, inbox.rows.len());
        let [unassigned, mine, others] = lists;
        let since = unassigned.iter().map(|row| match row.place {
            Place::Unassigned { since, .. } => since,
            _ => panic!("this has been claimed"),
        });
        prop_assert!(since.is_sorted());
        let owed = mine.iter().map(|row| match &row.place {
            Place::Assigned { agent, reply_due, since } if agent.id == me => (reply_due.is_none(), reply_due.unwrap_or(*since)),
            _ => panic!("this is not mine"),
        });
        prop_assert!(owed.is_sorted());
        let ended = others.iter().map(|row| match &row.place {
            Place::Unassigned { .. } => panic!("this is waiting"),
            Place::Assigned { agent, .. } => {
                assert_ne!(agent.id, me);
                None
            }
            Place::Ended { at, .. } => Some(std::cmp::Reverse(*at)),
        });
        prop_assert!(ended.is_sorted());
    }
}

#[test]
fn a_chat_that_comes_back_unanswered_keeps_its_place_before_those_who_came_later() {
    let me = agent(0).id;
    let (mut first, mut second) = (World::numbered(1), World::numbered(2));
    first.requests().unwrap();
    let asked = first.now;
    first.claims(0).unwrap();
    second.now = asked + Millis::seconds(30);
    second.requests().unwrap();
    // The warning, and then *time to reply* itself: nobody wrote to the first customer.
    first.fire_next().unwrap().unwrap();
    first.fire_next().unwrap().unwrap();
    let inbox = Inbox {
        rows: rows(&[second, first]),
        ..Inbox::default()
    };
    let waiting = inbox.list(List::Unassigned, me);
    let order: Vec<_> = waiting.iter().map(|row| row.conversation.0).collect();
    assert_eq!(order, [1, 2]);
    let Place::Unassigned { since, .. } = waiting[0].place else {
        panic!("it does not wait");
    };
    assert_eq!(since, asked, "the waiting time goes on");
}

#[test]
fn a_chat_that_comes_back_after_an_answer_has_waited_since_the_first_words_without_one() {
    let mut world = World::new();
    world.requests().unwrap();
    world.claims(0).unwrap();
    world.replies(0, "Which model is it?").unwrap();
    world.pass(Millis::seconds(20));
    world.says("The fourteen inch one").unwrap();
    let unanswered = world.now;
    world.pass(Millis::seconds(20));
    world.says("Are you there?").unwrap();
    world.fire_next().unwrap().unwrap();
    world.fire_next().unwrap().unwrap();
    let row = InboxRow::of(&world.conversation, &world.profile()).unwrap();
    assert!(matches!(row.place, Place::Unassigned { since, .. } if since == unanswered));
}

#[test]
fn older_rows_do_not_replace_newer_ones() {
    let mut world = World::new();
    world.requests().unwrap();
    let old = InboxRow::of(&world.conversation, &world.profile()).unwrap();
    world.claims(0).unwrap();
    let new = InboxRow::of(&world.conversation, &world.profile()).unwrap();
    let mut inbox = Inbox::default();
    let seq = Seq(1);
    inbox.apply(FeedEvent {
        seq,
        row: new.clone(),
    });
    inbox.add_earlier(vec![old], false);
    assert_eq!(inbox.rows, [new]);
}

#[test]
fn a_conversation_with_rovo_alone_has_no_row() {
    let mut world = World::new();
    world.says("Hello").unwrap();
    assert_eq!(InboxRow::of(&world.conversation, &world.profile()), None);
}
