//! The lease of presence that an agent's page renews: by which clock, and how often.

use std::sync::Arc;

use baton_core::audit::AuditActor;
use baton_core::id::TeamId;
use baton_core::time::{Millis, Time};
use baton_core::wire::{FromAgent, ToAgent};
use baton_store::{Clock, SystemClock};

use crate::support::clients::AgentPage;
use crate::support::on_both;
use crate::support::world::{Agent, Server, World};

/// A node's clock that is a minute behind.
#[derive(Debug)]
struct Behind;

impl Clock for Behind {
    fn now(&self) -> Time {
        Time(SystemClock.now().0 - 60_000)
    }

    fn is_real(&self) -> bool {
        true
    }
}

async fn team_of(server: &Server, agent: &Agent) -> TeamId {
    let (store, by) = (&server.app.store, AuditActor::Shell);
    let team = store.create_team(&by, "Service desk").await.unwrap();
    store.add_team_member(&by, team, agent.id).await.unwrap();
    team
}

async fn present_until(server: &Server, team: TeamId) -> Time {
    let members = server.app.store.team_members(team).await.unwrap();
    members[0].present_until.unwrap()
}

async fn pings(page: &mut AgentPage) {
    page.line.send(&FromAgent::Ping { watching: true }).await;
    let heads = |frame: &ToAgent| matches!(frame, ToAgent::Heads { .. });
    page.frame(heads).await;
}

#[tokio::test]
async fn who_is_at_a_node_whose_clock_is_a_minute_behind_is_there_by_the_databases_clock() {
    let world = World::on_postgres().await;
    let server = world.serve_by(Arc::new(Behind)).await;
    let ana = server.agent("Ana").await;
    let team = team_of(&server, &ana).await;
    let _page = AgentPage::open(&server, &ana).await;
    let now = server.app.store.now().await.unwrap();
    let left = present_until(&server, team).await - now;
    assert!((30_000..=46_000).contains(&left.0), "{left:?}");
    let apart = server.app.now() - now;
    assert!((0..5_000).contains(&apart.0), "{apart:?}");
}

on_both! {
    async fn a_page_that_pings_more_often_than_it_must_writes_no_more_for_it(world: World) {
        let server = world.serve().await;
        let ana = server.agent("Ana").await;
        let team = team_of(&server, &ana).await;
        let mut page = AgentPage::open(&server, &ana).await;
        let begun = present_until(&server, team).await;
        for _ in 0..2 {
            world.clock.advance(Millis::seconds(7));
            pings(&mut page).await;
            assert_eq!(present_until(&server, team).await, begun);
        }
        world.clock.advance(Millis::seconds(1));
        pings(&mut page).await;
        assert_eq!(present_until(&server, team).await, begun + Millis::seconds(15));
    }
}
