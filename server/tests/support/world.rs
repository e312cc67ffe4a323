//! The server under test: real sockets, a real database, a fake clock.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use baton_core::audit::AuditActor;
use baton_core::id::{AccountId, ArticleId, ConversationId, CustomerId, SpaceId};
use baton_core::people::AgentRef;
use baton_core::settings::{LiveChatSettings, ProjectKey};
use baton_core::time::Millis;
use baton_rovo::engine::Rovo;
use baton_server::app::App;
use baton_server::changes::with_live_chat;
use baton_server::cli::Served;
use baton_server::config::Config;
use baton_server::session::Token;
use baton_store::{Article, Clock, FakeClock, NewSpace, Principal, Role, Store};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::postgres;

/// The space of every test.
pub(crate) const KEY: &str = "HELP";
/// *Time to assign* and *time to reply* in tests.
pub(crate) const TIME_TO_ASSIGN: Millis = Millis::seconds(60);
/// See [`TIME_TO_ASSIGN`].
pub(crate) const TIME_TO_REPLY: Millis = Millis::seconds(100);
/// A question that the knowledge base answers, and a word of the answer.
pub(crate) const QUESTION: &str = "How do I reset my password?";
/// A question that nothing answers.
pub(crate) const RIDDLE: &str = "Why is the moon made of zebra crossings?";

/// How long anything in a test may take before it counts as never.
pub(crate) const NEVER: Duration = Duration::from_secs(20);

/// What outlasts a restart: the folder, the clock, and who has which token.
pub(crate) struct World {
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) folder: TempDir,
    pub(crate) url: String,
}

/// A running server.
pub(crate) struct Server {
    pub(crate) app: Arc<App>,
    pub(crate) address: SocketAddr,
    pub(crate) space: SpaceId,
    stop: CancellationToken,
    running: JoinHandle<()>,
}

/// A person with a session.
#[derive(Clone, Debug)]
pub(crate) struct Person<Id> {
    pub(crate) id: Id,
    pub(crate) token: Token,
}

pub(crate) type Agent = Person<AccountId>;
pub(crate) type Customer = Person<CustomerId>;

impl World {
    /// An empty world with one space in which live chat is active.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("baton.db").display());
        Self::at(url, folder).await
    }

    /// The same in a PostgreSQL of the tests' own. There more than one server can run.
    pub(crate) async fn on_postgres() -> Self {
        let url = postgres::new_database().await;
        Self::at(url, tempfile::tempdir().unwrap()).await
    }

    async fn at(url: String, folder: TempDir) -> Self {
        std::fs::write(folder.path().join("manifest.json"), "{}").unwrap();
        let world = Self {
            clock: Arc::new(FakeClock::default()),
            folder,
            url,
        };
        let store = world.store().await;
        world.make_space(&store, KEY).await;
        store.close().await;
        world
    }

    /// The store without a server, as before a start or after a crash.
    pub(crate) async fn store(&self) -> Store {
        let clock: Arc<dyn Clock> = self.clock.clone();
        Store::open(&self.url, clock).await.unwrap()
    }

    /// The store once more, behind the back of a server that runs on it, as another node would have it: what is written
    /// here goes to the log, and no hint of it to the server. The lock on the file goes by its name, so it has another.
    pub(crate) async fn behind(&self) -> Store {
        let name = self.folder.path().join("behind.db");
        std::os::unix::fs::symlink(self.folder.path().join("baton.db"), &name).unwrap();
        let clock: Arc<dyn Clock> = self.clock.clone();
        let url = format!("sqlite://{}", name.display());
        Store::open(&url, clock).await.unwrap()
    }

    pub(crate) async fn make_space(&self, store: &Store, key: &str) -> SpaceId {
        let new = NewSpace {
            key: ProjectKey::parse(key).unwrap(),
            name: format!("{key} desk"),
            time_zone: "UTC".into(),
        };
        let id = store.create_space(&AuditActor::Shell, new).await.unwrap();
        let space = store.space(id).await.unwrap().unwrap();
        let rovo = with_live_chat(&space);
        store.save_rovo_agent(id, Some(&rovo)).await.unwrap();
        let settings = LiveChatSettings {
            time_to_assign: TIME_TO_ASSIGN,
            time_to_reply: TIME_TO_REPLY,
            ..LiveChatSettings::default()
        };
        store.save_space_settings(id, &settings).await.unwrap();
        let article = Article {
            id: ArticleId(baton_store::new_id(self.clock.now())),
            slug: "reset-your-password".into(),
            title: "Reset your password".into(),
            summary: String::new(),
            body_markdown: "## Reset a forgotten password\n\nTo reset your password, open the \
                            account page and choose *Forgot password*."
                .into(),
            popular: false,
            published: true,
            updated_at: self.clock.now(),
        };
        store.put_article(id, &article).await.unwrap();
        id
    }

    /// Starts the server.
    pub(crate) async fn serve(&self) -> Server {
        self.serve_with(|_| {}).await
    }

    /// The same, told something else.
    pub(crate) async fn serve_with(&self, tell: impl FnOnce(&mut Config)) -> Server {
        let mut config = self.config();
        tell(&mut config);
        let served = Served::open(config, self.clock.clone()).await.unwrap();
        Self::run(served).await
    }

    /// The same by another clock.
    pub(crate) async fn serve_by(&self, clock: Arc<dyn Clock>) -> Server {
        Self::run(Served::open(self.config(), clock).await.unwrap()).await
    }

    /// The same with another virtual agent.
    pub(crate) async fn serve_with_rovo(&self, rovo: Arc<dyn Rovo>) -> Server {
        let served = Served::open_with(self.config(), self.clock.clone(), rovo).await;
        Self::run(served.unwrap()).await
    }

    fn config(&self) -> Config {
        Config::of_parts(self.url.clone(), self.folder.path().to_owned())
    }

    async fn run(served: Served) -> Server {
        let app = served.app.clone();
        let address = served.address().unwrap();
        let key = ProjectKey::parse(KEY).unwrap();
        let space = app.store.space_by_key(&key).await.unwrap().unwrap().id;
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let running = tokio::spawn(served.run(async move { stopped.cancelled().await }));
        Server {
            app,
            address,
            space,
            stop,
            running,
        }
    }
}

impl Server {
    /// A world and a server in one.
    pub(crate) async fn new() -> (World, Self) {
        let world = World::new().await;
        let server = world.serve().await;
        (world, server)
    }

    /// An agent of the space.
    pub(crate) async fn agent(&self, name: &str) -> Agent {
        self.agent_of(self.space, name).await
    }

    pub(crate) async fn agent_of(&self, space: SpaceId, name: &str) -> Agent {
        let store = &self.app.store;
        let email = format!("{}@northwind.example", name.to_lowercase());
        let id = store
            .create_account(&AuditActor::Shell, name, &email, None)
            .await
            .unwrap();
        store
            .set_role(&AuditActor::Shell, space, id, Some(Role::Agent))
            .await
            .unwrap();
        let token = self.session(Principal::Account(id)).await;
        Person { id, token }
    }

    /// A guest of the space.
    pub(crate) async fn customer(&self) -> Customer {
        let id = self.app.store.create_guest(self.space).await.unwrap();
        let token = self
            .session(Principal::Customer {
                space: self.space,
                customer: id,
            })
            .await;
        Person { id, token }
    }

    async fn session(&self, principal: Principal) -> Token {
        let token = Token::random();
        let expires = self.app.now() + Millis::minutes(60 * 24 * 7);
        let store = &self.app.store;
        let made = store
            .create_session(&token.hash(), principal, expires)
            .await;
        made.unwrap();
        token
    }

    /// The conversation of a customer.
    pub(crate) async fn conversation_of(&self, customer: CustomerId) -> ConversationId {
        let found = self.app.store.conversation_of(self.space, customer).await;
        found.unwrap().unwrap().id
    }

    /// As SIGTERM does; waits until everything has ended.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        self.running.await.unwrap();
    }

    /// Waits until it has ended by itself.
    pub(crate) async fn ended(self) {
        self.running.await.unwrap();
    }

    /// Begins to stop and goes on at once.
    pub(crate) fn begin_to_stop(&self) {
        self.stop.cancel();
    }
}

/// How the log remembers an agent.
pub(crate) fn reference(agent: &Agent, name: &str) -> AgentRef {
    AgentRef {
        id: agent.id,
        name: name.into(),
    }
}

/// Asks again and again until it is so.
pub(crate) async fn eventually<F: Future<Output = bool>>(what: &str, mut so: impl FnMut() -> F) {
    let asked = async {
        while !so().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    assert!(
        tokio::time::timeout(NEVER, asked).await.is_ok(),
        "never happened: {what}"
    );
}
