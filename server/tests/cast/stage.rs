//! The same cast before a running server, for what is said over sockets; before a site on PostgreSQL; and a site that
//! has nobody in it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use baton_core::id::SpaceId;
use baton_core::wire::{FromAgent, FromCustomer, REVISION, ToAgent, ToCustomer};
use baton_server::realtime::rows;
use baton_server::routes;
use baton_store::FakeClock;

use super::{Cast, Fresh, HELP, Part, Things};
use crate::support::clients::{AGENT, CUSTOMER, Line};
use crate::support::world::{Server, World};

/// A running server with everybody in it.
pub(crate) struct Stage {
    _world: World,
    pub(crate) server: Server,
    pub(crate) cast: Cast,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let (world, server) = Server::new().await;
        let database = world.folder.path().join("baton.db");
        let cast = Cast::in_site(server.app.clone(), world.clock.clone(), database).await;
        Self {
            _world: world,
            server,
            cast,
        }
    }

    pub(crate) async fn samples_of(&self, things: &Things) -> rows::Things {
        rows::Things {
            space: HELP.into(),
            conversation: things.conversation,
            work_item: things.work_item,
            message: things.answer,
            agent: self.cast.staff(Part::Agent).await,
            unused: self.cast.app.new_id(),
        }
    }

    pub(crate) async fn customer(&self, part: Part, things: &Things) -> Line<ToCustomer> {
        let cookie = self.cast.cookie(part, things).await;
        Line::open(&self.server, CUSTOMER, &cookie, None).await
    }

    pub(crate) async fn agent(&self, part: Part, things: &Things) -> Line<ToAgent> {
        let cookie = self.cast.cookie(part, things).await;
        Line::open(&self.server, AGENT, &cookie, None).await
    }

    /// How far the owner's conversation has come.
    pub(crate) async fn head(&self, things: &Things) -> baton_core::id::Seq {
        let state = self.cast.app.store.conversation(things.conversation).await;
        state.unwrap().unwrap().head
    }
}

pub(crate) fn customer_hello() -> FromCustomer {
    FromCustomer::Hello {
        revision: REVISION,
        space: HELP.into(),
        token: None,
        cursor: None,
    }
}

pub(crate) fn agent_hello(space: &str) -> FromAgent {
    FromAgent::Hello {
        revision: REVISION,
        space: space.into(),
        feed: None,
    }
}

/// The cast before a site on PostgreSQL.
pub(crate) async fn on_postgres() -> (World, Server, Arc<Cast>) {
    let world = World::on_postgres().await;
    let server = world.serve().await;
    let cast = Cast::in_site(server.app.clone(), world.clock.clone(), PathBuf::new()).await;
    (world, server, Arc::new(cast))
}

impl Cast {
    /// A site at its first start, with nobody in it.
    pub(crate) async fn of_nobody() -> Self {
        let Fresh {
            app,
            clock,
            database,
            folder,
        } = Fresh::new(FakeClock::default()).await;
        Self {
            router: routes::router(app.clone()),
            app,
            clock,
            help: SpaceId(0),
            shop: SpaceId(0),
            tokens: Mutex::default(),
            database,
            _folder: Some(folder),
        }
    }
}
