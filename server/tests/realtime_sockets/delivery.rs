//! Nothing is skipped in silence: resume, snapshot, heartbeat, slow readers, restarts.

use std::time::{Duration, Instant};

use baton_core::command::{Command, CommandBody};
use baton_core::id::{CommandId, LiveChatId, Seq};
use baton_core::limits::{RESUME_EVENTS, SNAPSHOT_ENTRIES};
use baton_core::people::Actor;
use baton_core::view::AgentBody;
use baton_core::wire::{
    Cursor, CustomerAction, FromAgent, FromCustomer, Refusal, ToAgent, ToCustomer, close,
};
use baton_store::{Job, Store, Target};

use crate::support::clients::{
    AgentPage, Answered, CUSTOMER, CustomerPage, Heard, Line, customer_cookie, id,
};
use crate::support::on_both;
use crate::support::world::{RIDDLE, Server, World, eventually, reference};

on_both! {
    async fn a_page_that_comes_back_gets_exactly_what_it_missed(world: World) {
        let server = world.serve().await;
        let casey = server.customer().await;
        let mut page = CustomerPage::open(&server, &casey).await;
        page.write(RIDDLE).await;
        page.until("Rovo's answer", |page| page.view.entries.len() == 2)
            .await;
        let away = (page.epoch, page.view.clone());
        page.write(RIDDLE).await;
        page.until("Rovo's answer", |page| page.view.entries.len() == 4)
            .await;
        let mut back = CustomerPage::open_with(&server, &casey, Some(away)).await;
        assert_eq!(back.answered, Some(Answered::Resumed));
        back.until("what was missed", |back| back.view.seq == page.view.seq)
            .await;
        assert_eq!(back.events, 2);
        assert_eq!(back.view, page.view);
    }
}

on_both! {
    async fn a_cursor_of_another_life_of_the_store_gets_a_snapshot(world: World) {
        let server = world.serve().await;
        let (casey, ana) = (server.customer().await, server.agent("Ana").await);
        let mut page = CustomerPage::open(&server, &casey).await;
        page.request_person().await;
        let conversation = server.conversation_of(casey.id).await;
        let mut agent = AgentPage::open(&server, &ana).await;
        agent.follow(conversation).await;
        server.stop().await;
        let store = world.store().await;
        store.new_epoch().await.unwrap();
        store.close().await;

        let server = world.serve().await;
        let before = page.epoch;
        let page = page.reopen(&server, &casey).await;
        assert_eq!(page.answered, Some(Answered::Snapshot));
        assert_ne!(page.epoch, before);
        let agent = agent.reopen(&server, &ana).await;
        assert_eq!(agent.answered, Some(Answered::Snapshot));
        assert_eq!(agent.opening, Some(Answered::Snapshot));
    }
}

#[tokio::test]
async fn a_cursor_that_is_ahead_gets_a_snapshot() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut page = CustomerPage::open(&server, &casey).await;
    page.write(RIDDLE).await;
    let mut ahead = page.view.clone();
    ahead.seq = Seq(1_000);
    let page = CustomerPage::open_with(&server, &casey, Some((page.epoch, ahead))).await;
    assert_eq!(page.answered, Some(Answered::Snapshot));
}

#[tokio::test]
async fn who_missed_more_than_is_resumed_gets_a_snapshot_and_who_missed_less_gets_every_page() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut page = CustomerPage::open(&server, &casey).await;
    page.request_person().await;
    let start = (page.epoch, page.view.clone());
    let target = baton_store::Target::Conversation(server.conversation_of(casey.id).await);
    let mut written = tokio::task::JoinSet::new();
    let head = u64::try_from(RESUME_EVENTS).unwrap() - 50;
    for number in 0..head {
        let store = server.app.store.clone();
        let command = baton_core::command::Command {
            id: CommandId(id()),
            actor: baton_core::people::Actor::Customer(casey.id),
            body: baton_core::command::CommandBody::Write {
                text: format!("message {number}"),
            },
        };
        let job = baton_store::Job { target, command };
        written.spawn(async move { store.execute(job).await.unwrap() });
    }
    written.join_all().await;
    page.until("all of them", |page| page.view.seq == Seq(head + 1))
        .await;
    let mut back = CustomerPage::open_with(&server, &casey, Some(start.clone())).await;
    assert_eq!(back.answered, Some(Answered::Resumed));
    back.until("all of them, page by page", |back| {
        back.view.seq == Seq(head + 1)
    })
    .await;
    assert_eq!(back.view, page.view);

    for number in 0..60 {
        page.write(&format!("later {number}")).await;
        server.app.hub.look_everywhere();
    }
    let back = CustomerPage::open_with(&server, &casey, Some(start)).await;
    assert_eq!(back.answered, Some(Answered::Snapshot));
    assert!(back.view.has_earlier);
}

#[tokio::test]
async fn an_agent_gets_the_talk_with_rovo_however_much_was_said_since() {
    let (_world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let mut page = CustomerPage::open(&server, &casey).await;
    page.write(RIDDLE).await;
    page.until("Rovo's answer", |page| page.view.seq == Seq(2))
        .await;
    page.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    agent.follow(conversation).await;
    assert_eq!(agent.talk, None, "the snapshot holds it");
    for number in 0..SNAPSHOT_ENTRIES {
        let command = baton_core::command::Command {
            id: CommandId(id()),
            actor: baton_core::people::Actor::Customer(casey.id),
            body: baton_core::command::CommandBody::Write {
                text: format!("message {number}"),
            },
        };
        let target = baton_store::Target::Conversation(conversation);
        let job = baton_store::Job { target, command };
        server.app.store.execute(job).await.unwrap();
    }
    let mut late = AgentPage::open(&server, &ana).await;
    late.follow(conversation).await;
    late.until("the talk", |page| page.talk.is_some()).await;
    let talk = late.talk.unwrap();
    assert!(matches!(
        &talk.entries[0].body,
        AgentBody::CustomerWrote { text, .. } if text == RIDDLE
    ));
    assert_eq!((talk.entries.len(), talk.has_earlier), (3, false));
    assert!(late.opened.unwrap().1.has_earlier);
}

#[tokio::test]
async fn a_page_that_notices_a_gap_is_told_what_follows() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut page = CustomerPage::open(&server, &casey).await;
    page.write(RIDDLE).await;
    page.until("Rovo's answer", |page| page.view.seq == Seq(2))
        .await;
    let cursor = Some(Cursor {
        epoch: page.epoch,
        seq: Seq(1),
    });
    page.view.seq = Seq(1);
    page.line.send(&FromCustomer::Resync { cursor }).await;
    page.until("what follows", |page| page.view.seq == Seq(2))
        .await;
    page.line.send(&FromCustomer::Ping).await;
    let head = page
        .frame(|frame| matches!(frame, ToCustomer::Head { .. }))
        .await;
    assert!(matches!(head, ToCustomer::Head { seq: Seq(2), .. }));
}

#[tokio::test]
async fn lost_hints_are_made_good_from_the_log() {
    let (_world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    agent.follow(conversation).await;
    // Shortcuts that are overtaken by "look everywhere" at every step.
    for number in 0..50 {
        server.app.hub.look_everywhere();
        customer.write(&format!("message {number}")).await;
        server.app.hub.look_everywhere();
    }
    let all = |page: &AgentPage| page.opened.as_ref().unwrap().1.seq == Seq(51);
    agent.until("every message once", all).await;
    customer
        .until("every message once", |page| page.view.seq == Seq(51))
        .await;
    let row = |page: &AgentPage| {
        page.inbox
            .row(conversation)
            .is_some_and(|row| row.head == Seq(51))
    };
    agent.until("the row", row).await;
}

/// Gives a command where the server hears nothing of it.
async fn unnoticed(store: &Store, target: Target, actor: Actor, body: CommandBody) {
    let id = CommandId(id());
    let command = Command { id, actor, body };
    store.execute(Job { target, command }).await.unwrap();
}

#[tokio::test]
async fn a_hint_that_was_lost_costs_one_ping_and_nothing_else() {
    let (world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    agent.follow(conversation).await;
    let claimed = agent.claim(conversation).await.unwrap();
    let last = Seq(claimed.0 + 1);
    customer
        .until("the claim", |page| page.view.seq == last)
        .await;
    agent
        .until("the claim", |page| {
            page.inbox
                .row(conversation)
                .is_some_and(|row| row.head == last)
        })
        .await;

    let behind = world.behind().await;
    let target = Target::Conversation(conversation);
    let write = |text: &str| CommandBody::Write { text: text.into() };
    let by_ana = Actor::Agent(reference(&ana, "Ana"));
    unnoticed(&behind, target, by_ana, write("Are you there?")).await;
    let by_casey = Actor::Customer(casey.id);
    unnoticed(&behind, target, by_casey, write("Yes")).await;
    behind.close().await;

    customer.line.send(&FromCustomer::Ping).await;
    let head = customer
        .frame(|frame| matches!(frame, ToCustomer::Head { .. }))
        .await;
    let both = Seq(last.0 + 2);
    assert!(
        matches!(head, ToCustomer::Head { seq, .. } if seq == both),
        "{head:?}"
    );
    assert_eq!(customer.view.seq, both);
    agent.line.send(&FromAgent::Ping { watching: true }).await;
    let heads = agent
        .frame(|frame| matches!(frame, ToAgent::Heads { .. }))
        .await;
    let told = Some((conversation, both));
    assert!(
        matches!(heads, ToAgent::Heads { conversation, .. } if conversation == told),
        "{heads:?}"
    );
    assert_eq!(agent.opened.as_ref().unwrap().1.seq, both);
    assert_eq!(agent.inbox.row(conversation).unwrap().head, both);
}

#[tokio::test]
async fn a_page_that_learns_late_that_it_waits_is_told_its_place_and_told_again_with_each_ping() {
    let (world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut page = CustomerPage::open(&server, &casey).await;
    // The request of another page of the same customer, of which this one hears nothing; nor does who reads the queue.
    let behind = world.behind().await;
    let (space, customer) = (server.space, casey.id);
    let chat = LiveChatId(id());
    let request = CommandBody::RequestPerson { chat };
    let target = Target::CustomerIn { space, customer };
    unnoticed(&behind, target, Actor::Customer(customer), request).await;
    behind.close().await;

    page.line.send(&FromCustomer::Ping).await;
    page.until("a place", |page| page.place.is_some()).await;
    let place = page.place.take().unwrap();
    assert_eq!((place.position, place.waiting), (1, 1));
    assert!(page.waits());
    page.line.send(&FromCustomer::Ping).await;
    page.until("the place once more", |page| page.place == Some(place))
        .await;
}

#[tokio::test]
async fn a_reader_that_stops_reading_is_cut_hurts_nobody_and_gets_everything_later() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let robin = server.customer().await;
    let mut first = CustomerPage::open(&server, &casey).await;
    first.request_person().await;
    for _ in 0..40 {
        first.write(&"long ".repeat(700)).await;
    }
    let seq = first.view.seq;
    drop(first);
    eventually("the page has left", async || server.app.hub.sockets() == 0).await;

    let cookie = customer_cookie(&casey, &server);
    let line = Line::open(&server, CUSTOMER, &cookie, Some(4 * 1024)).await;
    let mut slow = CustomerPage::on(line, None).await;
    for _ in 0..60 {
        let resync = FromCustomer::Resync { cursor: None };
        slow.line.send(&resync).await;
    }
    let mut other = CustomerPage::open(&server, &robin).await;
    other.request_person().await;
    let mut slowest = Duration::ZERO;
    let began = Instant::now();
    while server.app.hub.sockets() > 1 {
        assert!(began.elapsed() < Duration::from_secs(30), "never cut");
        let asked = Instant::now();
        let answer = other
            .answer(
                CommandId(id()),
                CustomerAction::Write {
                    text: "still here".into(),
                },
            )
            .await;
        match answer {
            Ok(_) => slowest = slowest.max(asked.elapsed()),
            Err(Refusal::TooFast(wait)) => {
                let wait = u64::try_from(wait.0).unwrap();
                tokio::time::sleep(Duration::from_millis(wait)).await;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
    let back = CustomerPage::open(&server, &casey).await;
    assert!(back.view.seq >= seq);
}

#[tokio::test]
async fn a_stopping_server_says_when_to_come_back_and_closes_with_1012() {
    let world = World::new().await;
    let server = world.serve().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let mut customer = CustomerPage::open(&server, &casey).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    let mut silent =
        Line::<ToCustomer>::open(&server, CUSTOMER, &customer_cookie(&casey, &server), None).await;
    let began = Instant::now();
    server.begin_to_stop();
    let bye = customer
        .frame(|frame| matches!(frame, ToCustomer::Bye { .. }))
        .await;
    assert!(matches!(bye, ToCustomer::Bye { retry_after, reload: false } if retry_after.0 >= 500));
    assert_eq!(customer.hear().await, Heard::Closed(close::RESTART));
    let bye = |frame: &ToAgent| matches!(frame, ToAgent::Bye { reload: false, .. });
    agent.frame(bye).await;
    assert_eq!(agent.hear().await, Heard::Closed(close::RESTART));
    assert_eq!(silent.closed().await, Some(close::RESTART));
    assert!(began.elapsed() < Duration::from_secs(1));
    server.stop().await;
    assert!(began.elapsed() < Duration::from_secs(10));

    let server = world.serve().await;
    let customer = customer.reopen(&server, &casey).await;
    assert_eq!(customer.epoch, server.app.store.epoch());
}

#[tokio::test]
async fn the_heartbeat_carries_the_heads() {
    let (_world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    agent.follow(conversation).await;
    let ping = FromAgent::Ping { watching: false };
    agent.line.send(&ping).await;
    let heads = agent
        .frame(|frame| matches!(frame, ToAgent::Heads { .. }))
        .await;
    let ToAgent::Heads {
        feed,
        conversation: open,
        ..
    } = heads
    else {
        panic!("{heads:?}");
    };
    assert_eq!(feed, agent.inbox.seq);
    assert_eq!(open, Some((conversation, Seq(1))));
}
