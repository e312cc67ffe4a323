//! What somebody loses is gone at once: their sockets close, their next page is none, and the chats that they had go back.

use std::time::Duration;

use axum::body::Body;
use baton_core::audit::AuditActor;
use baton_core::event::ReturnReason;
use baton_core::id::ConversationId;
use baton_core::inbox::Place;
use baton_core::time::Millis;
use baton_core::view::CustomerBody;
use baton_core::wire::{FromAgent, FromCustomer, ToAgent, ToCustomer, close};
use baton_server::routes;
use baton_server::session::{Token, password};
use baton_store::Principal;
use http::{Method, Request, StatusCode, header};
use tower::ServiceExt;

use crate::support::clients::{AgentPage, CustomerPage, agent_cookie, customer_cookie};
use crate::support::on_both;
use crate::support::world::{Agent, Server, World, eventually};

const PASSWORD: &str = "a good password";

/// What must have happened by then.
pub(crate) async fn within_a_second<T>(what: &str, so: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(Duration::from_secs(1), so).await;
    done.unwrap_or_else(|_| panic!("not within a second: {what}"))
}

pub(crate) async fn ask(
    server: &Server,
    method: Method,
    address: &str,
    cookie: &str,
    form: &str,
) -> StatusCode {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(header::COOKIE, cookie)
        .header(header::ORIGIN, server.app.public_url.origin.as_str())
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()));
    let router = routes::router(server.app.clone());
    router.oneshot(request.unwrap()).await.unwrap().status()
}

async fn sends(server: &Server, by: &Agent, address: &str, form: &str) {
    let cookie = agent_cookie(by, server);
    let status = ask(server, Method::POST, address, &cookie, form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{address} {form}");
}

async fn sees(server: &Server, who: &Agent, address: &str) -> StatusCode {
    let cookie = agent_cookie(who, server);
    ask(server, Method::GET, address, &cookie, "").await
}

/// A site admin, who has no chats.
async fn admin(server: &Server) -> Agent {
    let alex = server.agent("Alex").await;
    let store = &server.app.store;
    let made = store
        .set_site_admin(&AuditActor::Shell, alex.id, true)
        .await;
    made.unwrap();
    alex
}

/// How somebody loses the right to work in a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Disabled,
    RemovedFromTheMembers,
    NoLongerSiteAdmin,
}

impl Way {
    const ALL: [Self; 3] = [
        Self::Disabled,
        Self::RemovedFromTheMembers,
        Self::NoLongerSiteAdmin,
    ];

    /// Somebody who can lose it so.
    async fn somebody(self, server: &Server) -> Agent {
        let agent = server.agent(&format!("{self:?}")).await;
        if self == Self::NoLongerSiteAdmin {
            let (store, by) = (&server.app.store, AuditActor::Shell);
            store.set_site_admin(&by, agent.id, true).await.unwrap();
            let taken = store.set_role(&by, server.space, agent.id, None).await;
            taken.unwrap();
        }
        agent
    }

    async fn carry_out(self, server: &Server, admin: &Agent, agent: &Agent) {
        let (person, account) = (format!("/app/site/people/{}", agent.id), agent.id);
        match self {
            Self::Disabled => sends(server, admin, &format!("{person}/disable"), "").await,
            Self::RemovedFromTheMembers => {
                let form = format!("account={account}");
                sends(server, admin, "/app/HELP/settings/members/remove", &form).await;
            }
            Self::NoLongerSiteAdmin => {
                sends(server, admin, &format!("{person}/end-site-admin"), "").await;
            }
        }
    }

    /// With what their sockets close, and what their next page is.
    const fn ends(self) -> (u16, StatusCode) {
        match self {
            Self::Disabled => (close::DISABLED, StatusCode::SEE_OTHER),
            Self::RemovedFromTheMembers | Self::NoLongerSiteAdmin => {
                (close::NOT_ALLOWED, StatusCode::NOT_FOUND)
            }
        }
    }
}

/// Whether the customer was told that the agent of this name is gone.
fn is_told_who_is_gone(page: &CustomerPage, name: &str) -> bool {
    page.view.entries.iter().any(|entry| {
        matches!(&entry.body, CustomerBody::BackInQueue { from, why: ReturnReason::AgentGone, .. } if from == name)
    })
}

fn is_unassigned(page: &AgentPage, conversation: ConversationId) -> bool {
    let row = page.inbox.row(conversation);
    matches!(row.map(|row| &row.place), Some(Place::Unassigned { .. }))
}

/// A customer whose chat this agent has.
async fn served_by(server: &Server, agent: &Agent) -> (CustomerPage, AgentPage, ConversationId) {
    let casey = server.customer().await;
    let mut customer = CustomerPage::open(server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut page = AgentPage::open(server, agent).await;
    page.claim(conversation).await.unwrap();
    page.write(conversation, "Hello, what is it?").await;
    (customer, page, conversation)
}

on_both! {
    async fn a_chat_of_somebody_who_loses_their_rights_goes_back_to_unassigned_at_once_and_the_customer_is_told(world: World) {
        let server = world.serve().await;
        let (admin, ben) = (admin(&server).await, server.agent("Ben").await);
        let mut colleague = AgentPage::open(&server, &ben).await;
        for way in Way::ALL {
            let agent = way.somebody(&server).await;
            let (mut customer, mut page, conversation) = served_by(&server, &agent).await;
            let (code, next_page) = way.ends();
            assert_eq!(sees(&server, &agent, "/app/HELP/inbox").await, StatusCode::OK);
            way.carry_out(&server, &admin, &agent).await;
            let name = format!("{way:?}");
            within_a_second(&name, async {
                assert_eq!(page.line.closed().await, Some(code), "{way:?}");
                customer.until("who is gone", |page| is_told_who_is_gone(page, &name)).await;
                colleague.until("the row", |page| is_unassigned(page, conversation)).await;
            })
            .await;
            assert!(customer.waits());
            assert_eq!(sees(&server, &agent, "/app/HELP/inbox").await, next_page, "{way:?}");
            let state = server.app.store.conversation(conversation).await;
            let items = state.unwrap().unwrap().work_items;
            assert_eq!(items.len(), 1, "the work item of the claim stays the only one");
            assert_eq!(items[0].assignee, None);
            // A colleague goes on with it.
            colleague.claim(conversation).await.unwrap();
            customer.until("the colleague", |page| !page.waits()).await;
        }
    }
}

on_both! {
    async fn a_chat_that_a_crash_left_with_somebody_who_is_gone_goes_back_at_the_next_start(world: World) {
        let server = world.serve().await;
        let ana = server.agent("Ana").await;
        let casey = server.customer().await;
        let mut customer = CustomerPage::open(&server, &casey).await;
        customer.request_person().await;
        let conversation = server.conversation_of(casey.id).await;
        let mut page = AgentPage::open(&server, &ana).await;
        page.claim(conversation).await.unwrap();
        server.stop().await;
        // The process died after the account was disabled and before the chat was given back.
        let store = world.store().await;
        store.set_disabled(&AuditActor::Shell, ana.id, true).await.unwrap();
        store.close().await;

        let server = world.serve().await;
        let mut customer = customer.reopen(&server, &casey).await;
        customer.until("who is gone", |page| is_told_who_is_gone(page, "Ana")).await;
        assert!(customer.waits());
    }
}

/// Another session of the same account.
async fn elsewhere(server: &Server, agent: &Agent) -> Agent {
    let token = Token::random();
    let expires = server.app.now() + Millis::minutes(60);
    let store = &server.app.store;
    let principal = Principal::Account(agent.id);
    let made = store
        .create_session(&token.hash(), principal, expires)
        .await;
    made.unwrap();
    Agent {
        id: agent.id,
        token,
    }
}

async fn with_password(server: &Server, name: &str) -> Agent {
    let agent = server.agent(name).await;
    let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
    let (store, by) = (&server.app.store, AuditActor::Shell);
    let kept = agent.token.hash();
    let set = store
        .set_password(&by, agent.id, Some(&hash), Some(&kept))
        .await;
    set.unwrap();
    agent
}

/// That a page is still answered.
async fn lives(page: &mut AgentPage) {
    page.line.send(&FromAgent::Ping { watching: true }).await;
    page.frame(|frame| matches!(frame, ToAgent::Heads { .. }))
        .await;
}

#[tokio::test]
async fn a_new_password_closes_every_page_of_the_account_but_the_one_where_it_was_changed() {
    let (_world, server) = Server::new().await;
    let here = with_password(&server, "Ana").await;
    let there = elsewhere(&server, &here).await;
    let (mut page_here, mut page_there) = (
        AgentPage::open(&server, &here).await,
        AgentPage::open(&server, &there).await,
    );
    let form = format!(
        "present={}&password=another+password",
        PASSWORD.replace(' ', "+")
    );
    sends(&server, &here, "/app/profile/password", &form).await;
    let closed = within_a_second("the other page", page_there.line.closed()).await;
    assert_eq!(closed, Some(close::SIGNED_OUT));
    assert_eq!(
        sees(&server, &there, "/app/HELP/inbox").await,
        StatusCode::SEE_OTHER
    );
    lives(&mut page_here).await;
    assert_eq!(
        sees(&server, &here, "/app/HELP/inbox").await,
        StatusCode::OK
    );
}

#[tokio::test]
async fn another_role_opens_and_closes_the_settings_at_the_next_page_and_leaves_the_inbox_open() {
    let (_world, server) = Server::new().await;
    let (admin, ana) = (admin(&server).await, server.agent("Ana").await);
    let (mut customer, mut page, _) = served_by(&server, &ana).await;
    let settings = "/app/HELP/settings/members";
    assert_eq!(sees(&server, &ana, settings).await, StatusCode::FORBIDDEN);
    for (role, status) in [
        ("space_admin", StatusCode::OK),
        ("agent", StatusCode::FORBIDDEN),
    ] {
        let form = format!("account={}&role={role}", ana.id);
        sends(&server, &admin, "/app/HELP/settings/members/role", &form).await;
        assert_eq!(sees(&server, &ana, settings).await, status, "{role}");
        lives(&mut page).await;
        customer.line.send(&FromCustomer::Ping).await;
        customer
            .frame(|frame| matches!(frame, ToCustomer::Head { .. }))
            .await;
        assert!(!customer.waits(), "the chat stays with its agent");
    }
}

#[tokio::test]
async fn signing_out_closes_the_pages_of_that_session_and_of_no_other() {
    let (_world, server) = Server::new().await;
    let (admin, here) = (admin(&server).await, server.agent("Ana").await);
    let there = elsewhere(&server, &here).await;
    let (mut page_here, mut page_there) = (
        AgentPage::open(&server, &here).await,
        AgentPage::open(&server, &there).await,
    );
    sends(&server, &there, "/app/sign-out", "").await;
    let closed = within_a_second("the page", page_there.line.closed()).await;
    assert_eq!(closed, Some(close::SIGNED_OUT));
    lives(&mut page_here).await;
    sends(
        &server,
        &admin,
        &format!("/app/site/people/{}/sign-out", here.id),
        "",
    )
    .await;
    let closed = within_a_second("every page", page_here.line.closed()).await;
    assert_eq!(closed, Some(close::SIGNED_OUT));

    let casey = server.customer().await;
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let cookie = customer_cookie(&casey, &server);
    let out = ask(&server, Method::POST, "/portal/HELP/sign-out", &cookie, "").await;
    assert_eq!(out, StatusCode::SEE_OTHER);
    let closed = within_a_second("the customer's page", customer.line.closed()).await;
    assert_eq!(closed, Some(close::SIGNED_OUT));
}

#[tokio::test]
async fn what_is_taken_away_at_one_server_closes_the_pages_at_another_within_a_second() {
    let world = World::on_postgres().await;
    let (one, other) = (world.serve().await, world.serve().await);
    let admin = admin(&one).await;
    for way in Way::ALL {
        let agent = way.somebody(&one).await;
        let (mut customer, mut page, _) = served_by(&other, &agent).await;
        way.carry_out(&one, &admin, &agent).await;
        let (code, next_page) = way.ends();
        let closed = within_a_second("the page at the other server", page.line.closed()).await;
        assert_eq!(closed, Some(code), "{way:?}");
        assert_eq!(
            sees(&other, &agent, "/app/HELP/inbox").await,
            next_page,
            "{way:?}"
        );
        let name = format!("{way:?}");
        customer
            .until("who is gone", |page| is_told_who_is_gone(page, &name))
            .await;
    }
    let here = with_password(&one, "Ana").await;
    let there = elsewhere(&one, &here).await;
    let mut page = AgentPage::open(&other, &there).await;
    let form = format!(
        "present={}&password=another+password",
        PASSWORD.replace(' ', "+")
    );
    sends(&one, &here, "/app/profile/password", &form).await;
    let closed = within_a_second("the page at the other server", page.line.closed()).await;
    assert_eq!(closed, Some(close::SIGNED_OUT));
    // Whoever lost nothing stays.
    let ben = one.agent("Ben").await;
    let mut page = AgentPage::open(&other, &ben).await;
    lives(&mut page).await;
    eventually("only theirs are open", async || {
        other.app.hub.sockets() >= 1
    })
    .await;
}
