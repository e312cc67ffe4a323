//! Who is there: the offer of a person on open chats follows the leases of the agents' pages.

use baton_core::audit::AuditActor;
use baton_core::command::Rejection;
use baton_core::id::{CommandId, LiveChatId};
use baton_core::offer::{Obstacle, Offer};
use baton_core::settings::LiveChatSettings;
use baton_core::time::Millis;
use baton_core::wire::{CustomerAction, FromAgent, Refusal, ToAgent};

use crate::support::clients::{AgentPage, CustomerPage, id};
use crate::support::world::{Agent, Server};

/// The space follows the availability of a team in which this agent is marked available.
async fn follows_availability_of(server: &Server, agent: &Agent) {
    let (store, by) = (&server.app.store, AuditActor::Shell);
    let team = store.create_team(&by, "Service desk").await.unwrap();
    store.add_team_member(&by, team, agent.id).await.unwrap();
    let marked = store.set_marked_available(team, agent.id, true);
    marked.await.unwrap();
    let settings = LiveChatSettings {
        team: Some(team),
        follow_availability: true,
        ..LiveChatSettings::default()
    };
    let saved = store.save_space_settings(server.space, &settings);
    saved.await.unwrap();
}

async fn hears_an_offer(page: &mut CustomerPage) {
    let open = |page: &CustomerPage| page.offer.as_ref().is_some_and(Offer::is_open);
    page.until("an offer", open).await;
}

async fn hears_that_nobody_is_there(page: &mut CustomerPage) {
    let nobody = |page: &CustomerPage| {
        let offer = page.offer.as_ref();
        offer.is_some_and(|offer| offer.obstacles == [Obstacle::NobodyAvailable])
    };
    page.until("that nobody is available", nobody).await;
}

#[tokio::test]
async fn a_minute_after_an_agents_machine_died_the_offer_of_a_person_is_gone_from_every_open_chat()
{
    let (world, server) = Server::new().await;
    let ana = server.agent("Ana").await;
    follows_availability_of(&server, &ana).await;
    // The machine dies without a word: its line stays open, and nothing comes from it any more.
    let mut dead = AgentPage::open(&server, &ana).await;
    let (casey, robin) = (server.customer().await, server.customer().await);
    let mut pages = [
        CustomerPage::open(&server, &casey).await,
        CustomerPage::open(&server, &robin).await,
    ];
    for page in &mut pages {
        hears_an_offer(page).await;
    }

    world.clock.advance(Millis::seconds(30));
    dead.line.send(&FromAgent::Ping { watching: true }).await;
    dead.frame(|frame| matches!(frame, ToAgent::Heads { .. }))
        .await;
    world.clock.advance(Millis::seconds(44));
    let offer = server.app.store.offer(server.space).await.unwrap();
    assert!(offer.is_open(), "the lease that the last ping renewed");

    world.clock.advance(Millis::seconds(16));
    for page in &mut pages {
        hears_that_nobody_is_there(page).await;
    }
    // Who was about to click at that moment is told the same.
    let [page, _] = &mut pages;
    let chat = LiveChatId(id());
    let answer = page.answer(CommandId(id()), CustomerAction::RequestPerson { chat });
    assert_eq!(
        answer.await,
        Err(Refusal::Rejected(Rejection::NotOffered(vec![
            Obstacle::NobodyAvailable
        ])))
    );

    // She is back: so is the offer.
    drop(dead);
    let _back = AgentPage::open(&server, &ana).await;
    for page in &mut pages {
        hears_an_offer(page).await;
    }
}
