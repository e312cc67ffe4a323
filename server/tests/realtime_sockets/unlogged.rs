//! What pages are told that stands in no log: who types, a place in the queue, an offer.

use baton_core::command::Rejection;
use baton_core::id::{CommandId, LiveChatId};
use baton_core::time::Millis;
use baton_core::wire::{CustomerAction, FromAgent, FromCustomer, Refusal, ToAgent, ToCustomer};

use crate::support::clients::{AgentPage, CustomerPage, id};
use crate::support::world::{Server, eventually};

#[tokio::test]
async fn typing_is_shown_to_the_other_side_and_stored_nowhere() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let (ana, ben) = (server.agent("Ana").await, server.agent("Ben").await);
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut assigned = AgentPage::open(&server, &ana).await;
    let mut colleague = AgentPage::open(&server, &ben).await;
    assigned.follow(conversation).await;
    colleague.follow(conversation).await;
    assigned.claim(conversation).await.unwrap();
    let head = server.app.store.conversation(conversation).await;
    let head = head.unwrap().unwrap().head;

    customer.line.send(&FromCustomer::Typing).await;
    for agent in [&mut assigned, &mut colleague] {
        agent
            .frame(|frame| matches!(frame, ToAgent::CustomerTyping { .. }))
            .await;
    }
    // Ben has not claimed it: only Ana types to the customer.
    colleague
        .line
        .send(&FromAgent::Typing { conversation })
        .await;
    colleague
        .line
        .send(&FromAgent::Ping { watching: true })
        .await;
    colleague
        .frame(|frame| matches!(frame, ToAgent::Heads { .. }))
        .await;
    assigned
        .line
        .send(&FromAgent::Typing { conversation })
        .await;
    let typing = customer
        .frame(|frame| matches!(frame, ToCustomer::Typing { .. }))
        .await;
    let agent = Some("Ana".into());
    assert_eq!(typing, ToCustomer::Typing { agent });
    let after = server.app.store.conversation(conversation).await;
    assert_eq!(after.unwrap().unwrap().head, head);
}

#[tokio::test]
async fn each_waiting_customer_knows_the_place_in_the_queue_as_it_moves() {
    let (world, server) = Server::new().await;
    let ana = server.agent("Ana").await;
    let mut pages = Vec::new();
    for _ in 0..3 {
        let customer = server.customer().await;
        let mut page = CustomerPage::open(&server, &customer).await;
        page.request_person().await;
        world.clock.advance(Millis::seconds(1));
        pages.push((customer, page));
    }
    let place = |position, waiting| {
        move |page: &CustomerPage| {
            page.place
                .is_some_and(|place| (place.position, place.waiting) == (position, waiting))
        }
    };
    pages[2].1.until("the third place", place(3, 3)).await;
    let (first, _) = &pages[0];
    let conversation = server.conversation_of(first.id).await;
    let last = server.conversation_of(pages[2].0.id).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    agent.claim(conversation).await.unwrap();
    pages[2].1.until("the second place", place(2, 2)).await;
    agent.claim(last).await.unwrap();
    pages[1].1.until("alone", place(1, 1)).await;
}

#[tokio::test]
async fn an_offer_that_changes_is_told_to_open_pages() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut page = CustomerPage::open(&server, &casey).await;
    page.until("an offer", |page| {
        page.offer
            .as_ref()
            .is_some_and(baton_core::offer::Offer::is_open)
    })
    .await;
    let saved = server.app.store.save_rovo_agent(server.space, None).await;
    saved.unwrap();
    let _ = server.app.changed_spaces.send(server.space);
    page.until("no offer", |page| {
        page.offer.as_ref().is_some_and(|offer| !offer.is_open())
    })
    .await;
    let chat = LiveChatId(id());
    let refused = page
        .answer(CommandId(id()), CustomerAction::RequestPerson { chat })
        .await;
    assert!(matches!(
        refused,
        Err(Refusal::Rejected(Rejection::NotOffered(_)))
    ));
    eventually("the socket is still open", async || {
        server.app.hub.sockets() == 1
    })
    .await;
}
