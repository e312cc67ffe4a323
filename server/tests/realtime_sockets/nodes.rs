//! Two servers on one PostgreSQL, each with people of its own: what is done at the one is seen at the other, and what may
//! happen once happens once.

use baton_core::audit::AuditActor;
use baton_core::command::Rejection;
use baton_core::event::{Ending, EventBody};
use baton_core::id::Seq;
use baton_core::time::Millis;
use baton_core::view::{AgentBody, CustomerBody, CustomerPhase};
use baton_core::wire::{AgentAction, Refusal};
use baton_server::cli::action::settings::Changes;
use baton_server::cli::action::{Action, perform};
use baton_server::context::Context;

use crate::support::clients::{AgentPage, CustomerPage};
use crate::support::world::{Agent, KEY, Server, TIME_TO_ASSIGN, World, reference};

async fn two() -> (World, Server, Server) {
    let world = World::on_postgres().await;
    let (one, other) = (world.serve().await, world.serve().await);
    (world, one, other)
}

fn last_words(page: &CustomerPage) -> Option<&str> {
    match page.view.entries.last().map(|entry| &entry.body) {
        Some(CustomerBody::AgentWrote { text, .. }) => Some(text),
        _ => None,
    }
}

fn heard(page: &AgentPage, words: &str) -> bool {
    let (_, view) = page.opened.as_ref().unwrap();
    view.entries
        .iter()
        .any(|entry| matches!(&entry.body, AgentBody::CustomerWrote { text, .. } if text == words))
}

#[tokio::test]
async fn who_writes_at_one_server_is_read_at_the_other_and_so_back() {
    let (_world, one, other) = two().await;
    let (casey, ana) = (one.customer().await, other.agent("Ana").await);
    let mut customer = CustomerPage::open(&one, &casey).await;
    let mut agent = AgentPage::open(&other, &ana).await;
    customer.request_person().await;
    agent
        .until("the row", |page| page.inbox.rows.len() == 1)
        .await;
    let conversation = other.conversation_of(casey.id).await;
    agent.follow(conversation).await;
    agent.claim(conversation).await.unwrap();
    for turn in 0..5 {
        let words = format!("from the one, {turn}");
        customer.write(&words).await;
        agent
            .until("the customer's words", |page| heard(page, &words))
            .await;
        let words = format!("from the other, {turn}");
        agent.write(conversation, &words).await;
        customer
            .until("the agent's words", |page| last_words(page) == Some(&words))
            .await;
    }
    agent
        .answer(conversation, AgentAction::EndChat)
        .await
        .unwrap();
    customer
        .until("the end", |page| {
            *page.phase() == CustomerPhase::Rovo { thinking: false }
        })
        .await;
    assert_eq!(customer.view.header.items.len(), 1);

    // A page whose server is gone comes back at the other, and gets what it missed.
    let seq = customer.view.seq;
    let mut customer = customer.reopen(&other, &casey).await;
    one.stop().await;
    let written = customer.write("is anybody there").await;
    assert!(written > seq);
    customer
        .until("the own words", |page| page.view.seq >= written)
        .await;
}

#[tokio::test]
async fn of_two_agents_at_two_servers_one_claims_and_the_other_learns_who() {
    let (_world, one, other) = two().await;
    let (ana, ben) = (one.agent("Ana").await, one.agent("Ben").await);
    let mut pages = [
        AgentPage::open(&one, &ana).await,
        AgentPage::open(&other, &ben).await,
    ];
    for _ in 0..8 {
        let casey = one.customer().await;
        let mut customer = CustomerPage::open(&other, &casey).await;
        customer.request_person().await;
        let conversation = one.conversation_of(casey.id).await;
        let [first, second] = &mut pages;
        let (first, second) = tokio::join!(first.claim(conversation), second.claim(conversation));
        let named = |agent: &Agent, name| reference(agent, name);
        let (by, loser) = match (first, second) {
            (Ok(_), Err(why)) => (named(&ana, "Ana"), why),
            (Err(why), Ok(_)) => (named(&ben, "Ben"), why),
            both => panic!("exactly one claims: {both:?}"),
        };
        assert_eq!(loser, Refusal::Rejected(Rejection::AlreadyClaimed { by }));
    }
}

#[tokio::test]
async fn a_deadline_that_both_servers_watch_fires_once() {
    let (world, one, other) = two().await;
    let mut waiting = Vec::new();
    for _ in 0..8 {
        let casey = one.customer().await;
        let mut page = CustomerPage::open(&other, &casey).await;
        page.request_person().await;
        page.until("waiting", CustomerPage::waits).await;
        waiting.push((casey, page));
    }
    world.clock.advance(TIME_TO_ASSIGN);
    for (casey, page) in &mut waiting {
        page.until("the end of the wait", |page| !page.waits())
            .await;
        let conversation = one.conversation_of(casey.id).await;
        let events = one.app.store.events(conversation, Seq(0), 100).await;
        let events = events.unwrap();
        let ends = events.iter().filter(|event| {
            matches!(
                &event.body,
                EventBody::LiveChatEnded {
                    how: Ending::NobodyCame,
                    ..
                }
            )
        });
        assert_eq!(ends.count(), 1, "{events:?}");
        assert_eq!(page.view.header.items.len(), 1);
    }
    // Nor does either fire anything later.
    world.clock.advance(Millis::minutes(60));
    for server in [&one, &other] {
        assert_eq!(server.app.store.due_deadlines(10).await.unwrap(), []);
    }
}

#[tokio::test]
async fn what_is_set_at_one_server_holds_at_the_other() {
    let (world, one, other) = two().await;
    let (casey, robin) = (other.customer().await, other.customer().await);
    let mut page = CustomerPage::open(&other, &casey).await;
    let is_open = |page: &CustomerPage| {
        let offer = page.offer.as_ref();
        offer.is_some_and(baton_core::offer::Offer::is_open)
    };
    page.until("an offer", is_open).await;
    let at_one = Context {
        store: one.app.store.clone(),
        clock: world.clock.clone(),
        app: Some(one.app.clone()),
        by: AuditActor::Shell,
    };
    let shorter = Changes {
        time_to_assign: Some("20s".to_owned()),
        ..Changes::default()
    };
    let space = KEY.to_owned();
    let set = Action::ChangeSettings {
        space: space.clone(),
        changes: shorter,
    };
    perform(&at_one, set).await.unwrap();
    let mut waits = CustomerPage::open(&other, &robin).await;
    waits.request_person().await;
    waits.until("waiting", CustomerPage::waits).await;
    world.clock.advance(Millis::seconds(20));
    waits
        .until("the end of the shorter wait", |page| !page.waits())
        .await;

    perform(&at_one, Action::RemoveSkill { space })
        .await
        .unwrap();
    page.until("no offer", |page| !is_open(page)).await;
}
