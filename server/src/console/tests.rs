//! The console's pages through the real router and a real SQLite store.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::response::Response;
use baton_core::audit::AuditActor;
use baton_core::command::{Command, CommandBody};
use baton_core::id::{AccountId, CommandId, ConversationId, CustomerId, LiveChatId, WorkItemId};
use baton_core::people::{Actor, AgentRef, CustomerKind};
use baton_core::settings::ProjectKey;
use baton_core::time::{Millis, Time};
use baton_store::{FakeClock, Job, NewCustomer, NewSpace, Principal, Role, Space, Store, Target};
use http::{Method, Request, StatusCode, header};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::app::App;
use crate::assets::Assets;
use crate::changes::with_live_chat;
use crate::config::{Config, PublicUrl};
use crate::routes::router;
use crate::rovo::BuiltInRovo;
use crate::session::{Token, password};

mod inbox;
mod items;
mod sign_in;

const ORIGIN: &str = "http://localhost:3000";
const PASSWORD: &str = "a good password";
const MARKUP: &str = "<img src=x onerror=alert(1)>";

/// Two spaces with an agent each, and a customer of the first.
struct Site {
    app: Arc<App>,
    help: Space,
    ana: AgentRef,
    customer: CustomerId,
    clock: Arc<FakeClock>,
    _folder: TempDir,
}

impl Site {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("baton.db").display());
        let clock = Arc::new(FakeClock::new(Time(1_795_424_705_000)));
        let store = Store::open(&url, clock.clone()).await.unwrap();
        let config = Config::of_parts(url, folder.path().to_owned());
        let public_url = PublicUrl::parse(ORIGIN).unwrap();
        let rovo = Arc::new(BuiltInRovo::default());
        let app = App::new(
            config,
            public_url,
            store,
            clock.clone(),
            Assets::default(),
            rovo,
        );
        let help = space(&app, "HELP").await;
        let shop = space(&app, "SHOP").await;
        let agent = with_live_chat(&help);
        app.store
            .save_rovo_agent(help.id, Some(&agent))
            .await
            .unwrap();
        let ana = agent_of(&app, &help, "Ana", "ana@example.org").await;
        agent_of(&app, &shop, "Eve", "eve@example.org").await;
        let new = NewCustomer {
            space: help.id,
            name: format!("Casey {MARKUP}"),
            email: "casey@example.org".into(),
            password_hash: None,
            kind: CustomerKind::SignedIn,
        };
        let customer = app.store.create_customer(new).await.unwrap();
        Self {
            app,
            help,
            ana,
            customer,
            clock,
            _folder: folder,
        }
    }

    async fn execute(&self, actor: Actor, body: CommandBody) -> ConversationId {
        let target = Target::CustomerIn {
            space: self.help.id,
            customer: self.customer,
        };
        let command = Command {
            id: CommandId(self.app.new_id()),
            actor,
            body,
        };
        let outcome = self.app.store.execute(Job { target, command }).await;
        outcome.unwrap().conversation
    }

    /// The customer asked Rovo something, then for a person.
    async fn waiting_chat(&self) -> ConversationId {
        let customer = Actor::Customer(self.customer);
        let text = format!("my printer is on fire {MARKUP}");
        self.execute(customer.clone(), CommandBody::Write { text })
            .await;
        let chat = LiveChatId(self.app.new_id());
        self.execute(customer, CommandBody::RequestPerson { chat })
            .await
    }

    /// The same, claimed by Ana; its work item is HELP-1.
    async fn claimed_chat(&self) -> ConversationId {
        self.waiting_chat().await;
        let work_item = WorkItemId(self.app.new_id());
        let claim = CommandBody::Claim { work_item };
        self.execute(Actor::Agent(self.ana.clone()), claim).await
    }

    async fn cookie_of(&self, email: &str) -> String {
        let form = format!(
            "email={}&password=a+good+password",
            email.replace('@', "%40")
        );
        let response = self.post("/app/sign-in", "", &form).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    async fn customer_cookie(&self) -> String {
        let token = Token::random();
        let principal = Principal::Customer {
            space: self.help.id,
            customer: self.customer,
        };
        let expires = self.app.now() + Millis::minutes(60);
        self.app
            .store
            .create_session(&token.hash(), principal, expires)
            .await
            .unwrap();
        format!("__Host-baton-HELP={}", token.as_str())
    }

    async fn get(&self, path: &str, cookie: &str) -> Response {
        self.send(Method::GET, path, cookie, String::new()).await
    }

    async fn post(&self, path: &str, cookie: &str, form: &str) -> Response {
        self.send(Method::POST, path, cookie, form.to_owned()).await
    }

    async fn send(&self, method: Method, path: &str, cookie: &str, form: String) -> Response {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookie)
            .header(header::ORIGIN, ORIGIN)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        router(self.app.clone()).oneshot(request).await.unwrap()
    }

    async fn page(&self, path: &str, cookie: &str) -> String {
        let response = self.get(path, cookie).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        text_of(response).await
    }
}

async fn space(app: &App, key: &str) -> Space {
    let key = ProjectKey::parse(key).unwrap();
    let new = NewSpace {
        key: key.clone(),
        name: format!("{key} {MARKUP}"),
        time_zone: "UTC".into(),
    };
    app.store
        .create_space(&AuditActor::Shell, new)
        .await
        .unwrap();
    app.store.space_by_key(&key).await.unwrap().unwrap()
}

async fn agent_of(app: &App, space: &Space, name: &str, email: &str) -> AgentRef {
    let hash = password::hash(PASSWORD.to_owned()).await.ok();
    let created = app
        .store
        .create_account(&AuditActor::Shell, name, email, hash.as_deref());
    let id: AccountId = created.await.unwrap();
    app.store
        .set_role(&AuditActor::Shell, space.id, id, Some(Role::Agent))
        .await
        .unwrap();
    AgentRef {
        id,
        name: name.to_owned(),
    }
}

async fn text_of(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn location(response: &Response) -> &str {
    response.headers()[header::LOCATION].to_str().unwrap()
}

/// The value of the first hidden field `id` behind a form's address.
fn command_of(html: &str, form: &str) -> String {
    let rest = html.split(&format!("{form}\"")).nth(1).unwrap();
    let rest = rest.split("name=\"id\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_agent_of_another_space_and_a_customer_find_nothing_here() {
    let site = Site::new().await;
    let chat = site.claimed_chat().await;
    let eve = site.cookie_of("eve@example.org").await;
    let casey = site.customer_cookie().await;
    for path in [
        "/app/HELP".to_owned(),
        "/app/HELP/inbox".to_owned(),
        format!("/app/HELP/inbox/{chat}"),
        "/app/HELP/items".to_owned(),
        "/app/HELP/items/HELP-1".to_owned(),
    ] {
        let response = site.get(&path, &eve).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(!text_of(response).await.contains("printer"));
        let response = site.get(&path, &casey).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
    }
    for (form, body) in [
        ("comment", "kind=note&text=hello"),
        ("status", "status=closed"),
        ("assignee", "assignee="),
    ] {
        let path = format!("/app/HELP/items/HELP-1/{form}");
        let id = CommandId(site.app.new_id());
        let response = site.post(&path, &eve, &format!("id={id}&{body}")).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let own = format!("/app/SHOP/inbox/{chat}");
    let response = site.get(&own, &eve).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(!text_of(response).await.contains("printer"));
}

#[tokio::test]
async fn an_agent_whose_role_was_taken_finds_nothing_at_the_next_step() {
    let site = Site::new().await;
    let ana = site.cookie_of("ana@example.org").await;
    site.page("/app/HELP/inbox", &ana).await;
    let taken = site
        .app
        .store
        .set_role(&AuditActor::Shell, site.help.id, site.ana.id, None);
    taken.await.unwrap();
    let response = site.get("/app/HELP/inbox", &ana).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_inbox_shows_a_waiting_chat_and_its_page_what_was_said_as_text() {
    let site = Site::new().await;
    let chat = site.waiting_chat().await;
    site.clock.advance(Millis::minutes(1));
    let ana = site.cookie_of("ana@example.org").await;
    let lists = site.page("/app/HELP/inbox", &ana).await;
    assert!(lists.contains("<title>(1) Live chat inbox · HELP</title>"));
    assert!(lists.contains(&format!("/app/HELP/inbox/{chat}")));
    let response = site.get(&format!("/app/HELP/inbox/{chat}"), &ana).await;
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    let html = text_of(response).await;
    assert!(html.contains("my printer is on fire &lt;img"));
    assert!(html.contains("Claim chat"));
    assert!(!html.contains("<img"), "markup is shown, not obeyed");
    assert!(html.contains("id=\"snapshot\""));
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let site = Site::new().await;
    site.claimed_chat().await;
    let ana = site.cookie_of("ana@example.org").await;
    let request = Request::post("/app/HELP/items/HELP-1/status")
        .header(header::COOKIE, &ana)
        .header(header::ORIGIN, "https://evil.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("id=1&status=closed"))
        .unwrap();
    let response = router(site.app.clone()).oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}
