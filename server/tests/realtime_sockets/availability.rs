//! Whether a person is offered while agents come and go.

use baton_core::audit::AuditActor;
use baton_core::command::Rejection;
use baton_core::id::{CommandId, LiveChatId};
use baton_core::offer::{Obstacle, Offer};
use baton_core::settings::LiveChatSettings;
use baton_core::time::Millis;
use baton_core::wire::{CustomerAction, Refusal};

use crate::support::clients::{AgentPage, AlertedPage, CustomerPage, id};
use crate::support::on_both;
use crate::support::world::{Agent, Server, TIME_TO_ASSIGN, TIME_TO_REPLY, World};

/// Live chat is offered only while somebody of the team is available, and this is the team.
async fn follows_the_availability_of(server: &Server, agent: &Agent) {
    let (store, by) = (&server.app.store, AuditActor::Shell);
    let team = store.create_team(&by, "Service desk").await.unwrap();
    store.add_team_member(&by, team, agent.id).await.unwrap();
    let marked = store.set_marked_available(team, agent.id, true).await;
    marked.unwrap();
    let settings = LiveChatSettings {
        time_to_assign: TIME_TO_ASSIGN,
        time_to_reply: TIME_TO_REPLY,
        team: Some(team),
        follow_availability: true,
        feature_enabled: true,
        ..LiveChatSettings::default()
    };
    let saved = store.save_space_settings(server.space, &settings).await;
    saved.unwrap();
}

fn is_offered(page: &CustomerPage) -> bool {
    page.offer.as_ref().is_some_and(Offer::is_open)
}

on_both! {
    async fn sixty_seconds_after_the_machine_of_the_only_agent_died_a_person_is_offered_on_no_open_chat(world: World) {
        let server = world.serve().await;
        let ana = server.agent("Ana").await;
        follows_the_availability_of(&server, &ana).await;
        let (casey, robin) = (server.customer().await, server.customer().await);
        let mut chats = [
            CustomerPage::open(&server, &casey).await,
            CustomerPage::open(&server, &robin).await,
        ];
        for chat in &mut chats {
            let told = |page: &CustomerPage| page.offer.is_some();
            chat.until("what is offered", told).await;
            assert!(!is_offered(chat), "nobody is there yet");
        }
        let mut page = AgentPage::open(&server, &ana).await;
        let alerts = AlertedPage::open(&server, &ana).await;
        for chat in &mut chats {
            chat.until("a person", is_offered).await;
        }
        // The machine dies: not even a good-bye comes from it, and its socket stays open here.
        page.until("quiet", |_| true).await;
        world.clock.advance(Millis::seconds(44));
        assert!(server.app.store.offer(server.space).await.unwrap().is_open());
        world.clock.advance(Millis::seconds(16));
        for chat in &mut chats {
            chat.until("no person", |page| !is_offered(page)).await;
            let gone = chat.offer.as_ref().unwrap().obstacles.clone();
            assert_eq!(gone, [Obstacle::NobodyAvailable]);
        }
        // Who clicks at the last moment gets an honest answer, and Rovo is still there.
        let [chat, _] = &mut chats;
        let ask = CustomerAction::RequestPerson { chat: LiveChatId(id()) };
        let refused = chat.answer(CommandId(id()), ask).await;
        let why = Rejection::NotOffered(vec![Obstacle::NobodyAvailable]);
        assert_eq!(refused, Err(Refusal::Rejected(why)));
        chat.write("Are you still there?").await;
        drop((page, alerts));

        // And when the agent is back, so is the offer.
        let _page = AgentPage::open(&server, &ana).await;
        let _alerts = AlertedPage::open(&server, &ana).await;
        for chat in &mut chats {
            chat.until("a person again", is_offered).await;
        }
    }
}

#[tokio::test]
async fn the_first_agent_to_arrive_is_told_that_customers_are_offered_a_person_now_and_when_they_no_longer_are()
 {
    let world = World::new().await;
    let server = world.serve().await;
    let (ana, ben) = (server.agent("Ana").await, server.agent("Ben").await);
    follows_the_availability_of(&server, &ana).await;
    // Ben is not of the team. No customer has a page open.
    let mut others = AgentPage::open(&server, &ben).await;
    let closed = |page: &AgentPage| {
        let offer = page.offer.as_ref();
        offer.is_some_and(|offer| offer.obstacles == [Obstacle::NobodyAvailable])
    };
    let open = |page: &AgentPage| page.offer.as_ref().is_some_and(Offer::is_open);
    others.until("nobody is there yet", closed).await;
    let mut own = AgentPage::open(&server, &ana).await;
    let alerts = AlertedPage::open(&server, &ana).await;
    for page in [&mut own, &mut others] {
        page.until("Ana is there", open).await;
    }
    drop((own, alerts));
    others.until("nobody is there any more", closed).await;
}

#[tokio::test]
async fn when_the_only_agent_closes_the_last_page_a_person_is_soon_offered_on_no_open_chat() {
    let world = World::new().await;
    let server = world.serve().await;
    let ana = server.agent("Ana").await;
    follows_the_availability_of(&server, &ana).await;
    let casey = server.customer().await;
    let mut chat = CustomerPage::open(&server, &casey).await;
    let one = AgentPage::open(&server, &ana).await;
    let alerts = AlertedPage::open(&server, &ana).await;
    chat.until("a person", is_offered).await;
    // Another page is still open, and is so after the time in which a closed one may come back.
    drop(alerts);
    let mut other = AgentPage::open(&server, &ana).await;
    drop(one);
    chat.write("Is somebody there?").await;
    other.until("still there", |_| true).await;
    assert!(
        server
            .app
            .store
            .offer(server.space)
            .await
            .unwrap()
            .is_open()
    );
    // Nobody's clock moves: the lease has not run out, it is ended.
    drop(other);
    chat.until("no person", |page| !is_offered(page)).await;
}
