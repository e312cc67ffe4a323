//! Tests of the store. Each runs on SQLite and on PostgreSQL unless it is about one of them, over the same harness: a
//! site with one space where live chat is offered, two agents, and a clock that stands still.

mod alerts;
mod audit;
mod care;
mod crash;
mod deadlines;
mod descriptions;
mod fixtures;
mod held_up;
mod histories;
mod known_guests;
mod lists;
mod new_staff;
mod nodes;
mod opening;
mod people;
mod people_changes;
mod plans;
mod postgres;
mod space_changes;
mod speed;
mod upgrade;
mod writing;

use std::sync::Arc;

use baton_core::audit::AuditActor;
use baton_core::command::{Command, CommandBody, Meant, Rejection};
use baton_core::conversation::Conversation;
use baton_core::event::Event;
use baton_core::id::{
    AccountId, CommandId, ConversationId, CustomerId, LiveChatId, Seq, SpaceId, TeamId, WorkItemId,
};
use baton_core::people::{Actor, AgentRef};
use baton_core::settings::{
    Knowledge, LiveChatSettings, ProjectKey, RovoAgent, Scenario, Skill, suggested_escalation_line,
};
use tempfile::TempDir;

use crate::{Clock, ExecuteError, FakeClock, Job, NewSpace, Outcome, Role, Store, Target, new_id};

/// Runs a test on both databases.
macro_rules! on_both {
    (async fn $name:ident($site:ident: Site) $body:block) => {
        mod $name {
            use super::*;

            async fn test($site: Site) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                test(Site::on_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                test(Site::on_postgres().await).await;
            }
        }
    };
}
use on_both;

/// A site for a test.
struct Site {
    store: Store,
    clock: Arc<FakeClock>,
    url: String,
    space: SpaceId,
    team: TeamId,
    ana: AgentRef,
    ben: AgentRef,
    /// The folder of the database file, on SQLite.
    folder: TempDir,
}

impl Site {
    async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/baton.db", folder.path().display());
        Self::at(url, folder).await
    }

    async fn on_postgres() -> Self {
        let url = postgres::new_database().await;
        Self::at(url, tempfile::tempdir().unwrap()).await
    }

    async fn at(url: String, folder: TempDir) -> Self {
        let clock = Arc::new(FakeClock::default());
        let store = Store::open(&url, clock.clone()).await.unwrap();
        let space = new_space(&store, "HELP").await;
        let team = store
            .create_team(&AuditActor::Shell, "Service desk")
            .await
            .unwrap();
        let ana = new_agent(&store, space, "Ana").await;
        let ben = new_agent(&store, space, "Ben").await;
        for agent in [&ana, &ben] {
            store
                .add_team_member(&AuditActor::Shell, team, agent.id)
                .await
                .unwrap();
        }
        let settings = LiveChatSettings {
            team: Some(team),
            ..LiveChatSettings::default()
        };
        store.save_space_settings(space, &settings).await.unwrap();
        Self {
            store,
            clock,
            url,
            space,
            team,
            ana,
            ben,
            folder,
        }
    }

    /// Another handle of the same site, for what differs.
    fn same(other: &Self) -> Self {
        Self {
            store: other.store.clone(),
            clock: other.clock.clone(),
            url: other.url.clone(),
            space: other.space,
            team: other.team,
            ana: other.ana.clone(),
            ben: other.ben.clone(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The same database, opened anew.
    async fn reopened(self) -> Self {
        self.store.close().await;
        let store = Store::open(&self.url, self.clock.clone()).await.unwrap();
        Self { store, ..self }
    }

    fn id(&self) -> u128 {
        new_id(self.clock.now())
    }

    async fn guest(&self) -> CustomerId {
        self.store.create_guest(self.space).await.unwrap()
    }

    async fn command(
        &self,
        target: Target,
        actor: Actor,
        body: CommandBody,
    ) -> Result<Outcome, ExecuteError> {
        let id = CommandId(self.id());
        self.give(target, id, actor, body).await
    }

    async fn give(
        &self,
        target: Target,
        id: CommandId,
        actor: Actor,
        body: CommandBody,
    ) -> Result<Outcome, ExecuteError> {
        let command = Command { id, actor, body };
        self.store.execute(Job { target, command }).await
    }

    /// What the customer does.
    async fn by_customer(
        &self,
        customer: CustomerId,
        body: CommandBody,
    ) -> Result<Outcome, ExecuteError> {
        let space = self.space;
        let target = Target::CustomerIn { space, customer };
        self.command(target, Actor::Customer(customer), body).await
    }

    async fn says(&self, customer: CustomerId, text: &str) -> Outcome {
        let text = text.to_owned();
        self.by_customer(customer, CommandBody::Write { text })
            .await
            .unwrap()
    }

    async fn by_agent(
        &self,
        agent: &AgentRef,
        conversation: ConversationId,
        body: CommandBody,
    ) -> Result<Outcome, ExecuteError> {
        let target = Target::Conversation(conversation);
        self.command(target, Actor::Agent(agent.clone()), body)
            .await
    }

    async fn claims(
        &self,
        agent: &AgentRef,
        conversation: ConversationId,
    ) -> Result<Outcome, ExecuteError> {
        let work_item = WorkItemId(self.id());
        self.by_agent(agent, conversation, CommandBody::Claim { work_item })
            .await
    }

    /// A new guest who waits for a person.
    async fn waiting(&self) -> (CustomerId, ConversationId) {
        let customer = self.guest().await;
        self.says(customer, "My invoice is wrong").await;
        let chat = LiveChatId(self.id());
        let outcome = self
            .by_customer(customer, CommandBody::RequestPerson { chat })
            .await
            .unwrap();
        (customer, outcome.conversation)
    }

    async fn state(&self, id: ConversationId) -> Conversation {
        self.store.conversation(id).await.unwrap().unwrap()
    }

    async fn log(&self, id: ConversationId) -> Vec<Event> {
        self.store.events(id, Seq(0), 10_000).await.unwrap()
    }
}

/// A space with a virtual agent through which live chat is offered.
async fn new_space(store: &Store, key: &str) -> SpaceId {
    let key = ProjectKey::parse(key).unwrap();
    let agent = RovoAgent {
        name: "Rovo".to_owned(),
        instructions: String::new(),
        escalation_lines: vec![suggested_escalation_line(&key)],
        on_surface: true,
        scenarios: vec![Scenario {
            name: "Default".to_owned(),
            trigger: String::new(),
            instructions: String::new(),
            knowledge: Knowledge::All,
            skills: vec![Skill::ChatWithLiveAgent],
        }],
    };
    let new = NewSpace {
        name: format!("{key} desk"),
        key,
        time_zone: "Europe/Berlin".to_owned(),
    };
    let space = store.create_space(&AuditActor::Shell, new).await.unwrap();
    store.save_rovo_agent(space, Some(&agent)).await.unwrap();
    space
}

async fn new_agent(store: &Store, space: SpaceId, name: &str) -> AgentRef {
    let email = format!("{name}@northwind.example");
    let id: AccountId = store
        .create_account(&AuditActor::Shell, name, &email, None)
        .await
        .unwrap();
    store
        .set_role(&AuditActor::Shell, space, id, Some(Role::Agent))
        .await
        .unwrap();
    AgentRef {
        id,
        name: name.to_owned(),
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "tests give what they have just made"
)]
fn assert_rejected(outcome: Result<Outcome, ExecuteError>, rejection: Rejection) {
    assert_eq!(outcome, Err(ExecuteError::Rejected(rejection)));
}

fn assert_gap_free(events: &[Event]) {
    let positions: Vec<u64> = events.iter().map(|event| event.seq.0).collect();
    let expected: Vec<u64> = (1..=positions.len() as u64).collect();
    assert_eq!(positions, expected);
}
