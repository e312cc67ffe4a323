//! `/ws/v1/alerts` from outside: who is alerted of what, in which browser, how often, and when it is taken back. The clock
//! stands still until a test puts it forward.

mod audience;
mod choices;
mod delivery;
mod doors;
mod health;

use baton_core::alert::AlertId;
use baton_core::audit::AuditActor;
use baton_core::id::{ConversationId, TeamId};
use baton_core::settings::LiveChatSettings;
use baton_core::time::Millis;
use baton_store::{Basis, Space};

use crate::support::clients::{AlertedPage, CustomerPage};
use crate::support::world::{Agent, Server, World};

/// How often alerts are repeated here: within *time to assign*.
const REPEAT: Millis = Millis::seconds(20);

/// Three agents and a server.
struct Stage {
    world: World,
    server: Server,
    ana: Agent,
    ben: Agent,
    cleo: Agent,
}

impl Stage {
    async fn new() -> Self {
        let (world, server) = Server::new().await;
        let stage = Self {
            ana: server.agent("Ana").await,
            ben: server.agent("Ben").await,
            cleo: server.agent("Cleo").await,
            world,
            server,
        };
        stage
            .settings(|settings| settings.repeat_alerts = REPEAT)
            .await;
        stage
    }

    /// Ana and Ben are in a team that answers the chats; Ana is marked available. Cleo is in none.
    async fn with_team(follow_availability: bool) -> Self {
        let stage = Self::new().await;
        let store = &stage.server.app.store;
        let by = AuditActor::Shell;
        let team = store.create_team(&by, "Service desk").await.unwrap();
        for agent in [&stage.ana, &stage.ben] {
            store.add_team_member(&by, team, agent.id).await.unwrap();
        }
        let marked = store.set_marked_available(team, stage.ana.id, true);
        marked.await.unwrap();
        stage
            .settings(|settings| {
                settings.team = Some(team);
                settings.follow_availability = follow_availability;
            })
            .await;
        stage
    }

    async fn settings(&self, edit: impl FnOnce(&mut LiveChatSettings) + Send) {
        let edit = |space: &mut Space| edit(&mut space.settings);
        let store = &self.server.app.store;
        let by = AuditActor::Shell;
        let saved = store.change_space(self.server.space, Basis::Latest, &by, edit);
        saved.await.unwrap();
        // As everything that changes a space does.
        _ = self.server.app.changed_spaces.send(self.server.space);
    }

    async fn team(&self) -> TeamId {
        self.server.app.store.teams().await.unwrap()[0].id
    }

    /// A customer who waits for a person.
    async fn waiting(&self) -> Waiting {
        let casey = self.server.customer().await;
        let mut page = CustomerPage::open(&self.server, &casey).await;
        page.write("My invoice is wrong").await;
        page.request_person().await;
        let conversation = self.server.conversation_of(casey.id).await;
        Waiting { page, conversation }
    }

    fn after(&self, passed: Millis) {
        self.world.clock.advance(passed);
    }
}

/// A customer with a chat.
struct Waiting {
    page: CustomerPage,
    conversation: ConversationId,
}

/// The same alert, so many rounds later.
fn round(id: AlertId, round: u32) -> AlertId {
    AlertId { round, ..id }
}

/// Nothing has come that was not looked at.
fn heard_nothing(page: &AlertedPage) {
    assert_eq!(page.alerts, [], "nothing was to come");
}
