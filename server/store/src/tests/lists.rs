//! The inbox, its pages, the queue, and the lists of work items.

use baton_core::inbox::{Inbox, Place};
use baton_core::time::{Millis, Time};
use baton_core::work_item::Status;

use super::*;
use crate::{AssigneeFilter, WorkItemFilter};

/// A chat that has been claimed and ended now.
async fn ended(site: &Site) -> ConversationId {
    let (_, conversation) = site.waiting().await;
    site.claims(&site.ana, conversation).await.unwrap();
    site.by_agent(
        &site.ana,
        conversation,
        CommandBody::EndChat { meant: Meant::Any },
    )
    .await
    .unwrap();
    conversation
}

on_both! {
    async fn pages_of_ended_chats_lose_none_that_ended_at_the_same_time(site: Site) {
        let mut all = Vec::new();
        for number in 0..12 {
            all.push(ended(&site).await);
            if number % 3 == 2 {
                site.clock.advance(Millis(1));
            }
        }
        let mut found = Vec::new();
        let mut before = Time(i64::MAX);
        loop {
            let (rows, has_earlier) = site.store.ended_before(site.space, before, 4).await.unwrap();
            let times: Vec<_> = rows.iter().map(|row| match row.place {
                Place::Ended { at, .. } => at,
                _ => panic!("only ended chats"),
            }).collect();
            assert!(times.is_sorted_by(|newer, older| newer >= older));
            found.extend(rows.iter().map(|row| row.conversation));
            before = *times.last().unwrap();
            if !has_earlier {
                break;
            }
        }
        found.sort_unstable();
        all.sort_unstable();
        assert_eq!(found, all);
        assert_eq!(site.store.ended_before(site.space, before, 4).await.unwrap(), (Vec::new(), false));
    }
}

on_both! {
    async fn an_inbox_holds_every_open_chat_and_the_newest_that_ended(site: Site) {
        for _ in 0..53 {
            ended(&site).await;
            site.clock.advance(Millis(1));
        }
        let (_, waiting) = site.waiting().await;
        let quiet = site.guest().await;
        site.says(quiet, "Only Rovo, please").await;
        let inbox = site.store.inbox(site.space).await.unwrap();
        assert_eq!(inbox.rows.len(), 51);
        assert!(inbox.has_earlier);
        assert!(inbox.row(waiting).is_some());
        assert_eq!(inbox.seq, site.store.feed_head(site.space).await.unwrap());
        let elsewhere = new_space(&site.store, "OTHER").await;
        assert!(site.store.inbox(elsewhere).await.unwrap().rows.is_empty());
    }
}

on_both! {
    async fn six_hundred_who_wait_hide_no_chat_that_an_agent_has_and_the_rest_comes_as_they_leave(site: Site) {
        let (_, mine) = site.waiting().await;
        site.claims(&site.ana, mine).await.unwrap();
        let mut waiting = Vec::new();
        for _ in 0..600 {
            site.clock.advance(Millis(1));
            waiting.push(site.waiting().await.1);
        }
        let inbox = site.store.inbox(site.space).await.unwrap();
        assert!(inbox.row(mine).is_some());
        let shown = |inbox: &Inbox| waiting.iter().filter(|id| inbox.row(**id).is_some()).count();
        assert_eq!((inbox.rows.len(), shown(&inbox)), (501, 500));
        assert!(waiting[..500].iter().all(|id| inbox.row(*id).is_some()), "who waited longest");
        for id in &waiting[..100] {
            site.claims(&site.ben, *id).await.unwrap();
        }
        let inbox = site.store.inbox(site.space).await.unwrap();
        assert_eq!((inbox.rows.len(), shown(&inbox)), (601, 600));
    }
}

on_both! {
    async fn the_queue_is_first_come_first_and_tells_the_usual_wait(site: Site) {
        for seconds in [10, 20, 30, 40, 50] {
            let (_, conversation) = site.waiting().await;
            site.clock.advance(Millis::seconds(seconds));
            site.claims(&site.ana, conversation).await.unwrap();
        }
        let (_, first) = site.waiting().await;
        site.clock.advance(Millis::seconds(1));
        let (_, second) = site.waiting().await;
        assert_eq!(site.store.waiting_in(site.space).await.unwrap(), [first, second]);
        let place = site.store.queue_place(site.space, second).await.unwrap().unwrap();
        assert_eq!((place.position, place.waiting), (2, 2));
        assert_eq!(place.usual_wait, Some(Millis::seconds(30)));
        site.claims(&site.ana, first).await.unwrap();
        let place = site.store.queue_place(site.space, second).await.unwrap().unwrap();
        assert_eq!((place.position, place.waiting), (1, 1));
        assert_eq!(site.store.queue_place(site.space, first).await.unwrap(), None);
    }
}

on_both! {
    async fn work_items_are_filtered_and_paged(site: Site) {
        let mut customers = Vec::new();
        for number in 0..5 {
            let customer = site.guest().await;
            let body = CommandBody::RaiseRequest {
                work_item: WorkItemId(site.id()),
                summary: format!("Request {number}"),
                description: "It broke".to_owned(),
            };
            site.by_customer(customer, body).await.unwrap();
            customers.push(customer);
        }
        let conversation = site.store.conversation_of(site.space, customers[2]).await.unwrap().unwrap();
        let work_item = conversation.work_items[0].id;
        let assignee = Some(site.ana.clone());
        let status = Status::Resolved;
        site.by_agent(&site.ben, conversation.id, CommandBody::ChangeAssignee { work_item, assignee }).await.unwrap();
        site.by_agent(&site.ben, conversation.id, CommandBody::ChangeStatus { work_item, status }).await.unwrap();
        let numbers = async |filter, before, limit| {
            let page = site.store.work_items(site.space, filter, before, limit).await.unwrap();
            (page.rows.iter().map(|row| row.item.number).collect::<Vec<_>>(), page.next)
        };
        let any = WorkItemFilter::default();
        assert_eq!(numbers(any, None, 3).await, (vec![5, 4, 3], Some(3)));
        assert_eq!(numbers(any, Some(3), 3).await, (vec![2, 1], None));
        let anas = AssigneeFilter::Account(site.ana.id);
        for (status, assignee, team, expected) in [
            (Some(Status::Resolved), AssigneeFilter::Anyone, None, vec![3]),
            (Some(Status::Open), AssigneeFilter::Nobody, None, vec![5, 4, 2, 1]),
            (None, anas, None, vec![3]),
            (Some(Status::Open), anas, None, vec![]),
            (None, AssigneeFilter::Anyone, Some(site.team), vec![5, 4, 3, 2, 1]),
            (Some(Status::Resolved), AssigneeFilter::Anyone, Some(site.team), vec![3]),
            (None, AssigneeFilter::Nobody, Some(site.team), vec![5, 4, 2, 1]),
            (Some(Status::Resolved), anas, Some(site.team), vec![3]),
            (None, AssigneeFilter::Anyone, Some(TeamId(1)), vec![]),
        ] {
            let filter = WorkItemFilter { status, assignee, team };
            assert_eq!(numbers(filter, None, 10).await.0, expected, "{filter:?}");
        }
        let found = site.store.work_item(site.space, "help-3").await.unwrap().unwrap();
        assert_eq!((found.conversation, found.item.status), (conversation.id, Status::Resolved));
        for missing in ["OTHER-3", "HELP-6", "HELP", "HELP-x"] {
            assert_eq!(site.store.work_item(site.space, missing).await.unwrap(), None);
        }
        let elsewhere = new_space(&site.store, "OTHER").await;
        assert_eq!(site.store.work_item(elsewhere, "HELP-3").await.unwrap(), None);
    }
}

on_both! {
    async fn a_comment_moves_the_time_of_its_work_item(site: Site) {
        let (_, conversation) = site.waiting().await;
        site.claims(&site.ana, conversation).await.unwrap();
        site.clock.advance(Millis::seconds(9));
        let work_item = site.state(conversation).await.work_items[0].id;
        let text = "Looked into it".to_owned();
        site.by_agent(&site.ben, conversation, CommandBody::Comment { work_item, text }).await.unwrap();
        let row = site.store.work_item(site.space, "HELP-1").await.unwrap().unwrap();
        assert_eq!(row.updated_at, site.clock.now());
        assert!(row.updated_at > row.item.created_at);
    }
}

on_both! {
    async fn the_newest_events_agree_with_the_state(site: Site) {
        let customer = site.guest().await;
        let mut last = None;
        for number in 0..5 {
            last = Some(site.says(customer, &format!("Message {number}")).await);
        }
        let id = last.unwrap().conversation;
        let (state, events, has_earlier) = site.store.newest_events(id, 3).await.unwrap().unwrap();
        let positions: Vec<_> = events.iter().map(|event| event.seq.0).collect();
        assert_eq!((positions, state.head, has_earlier), (vec![3, 4, 5], Seq(5), true));
        let (_, events, has_earlier) = site.store.newest_events(id, 5).await.unwrap().unwrap();
        assert_eq!((events.len(), has_earlier), (5, false));
        let stretch = baton_core::work_item::Stretch { from: Seq(2), to: Seq(3) };
        assert_eq!(site.store.events_between(id, stretch).await.unwrap(), events[1..3]);
        assert_eq!(site.store.newest_events(ConversationId(1), 5).await.unwrap(), None);
    }
}

on_both! {
    async fn old_entries_of_the_feed_are_forgotten_and_the_rest_has_no_gap(site: Site) {
        let (_, conversation) = site.waiting().await;
        // As if eleven thousand had been written already.
        for sql in ["UPDATE spaces SET feed_head = 10999", "UPDATE inbox_feed SET seq = 999"] {
            sqlx::query(sql).execute(site.store.write()).await.unwrap();
        }
        site.claims(&site.ana, conversation).await.unwrap();
        let feed = site.store.feed(site.space, Seq(0), 100).await.unwrap();
        let positions: Vec<_> = feed.iter().map(|entry| entry.seq).collect();
        assert_eq!(positions, [Seq(11_000)]);
        assert_eq!(site.store.feed_head(site.space).await.unwrap(), Seq(11_000));
    }
}
