//! Everybody who could stand before a door of the site, and what belongs to one of them. The tests that go through the
//! table of routes ask every row as each [`Part`]; [`Things`] says what the parameters of addresses and the fields of
//! forms are filled with.

#![allow(
    dead_code,
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "each test file uses another part of this, and a test that can't go on says where"
)]

mod answer;
mod form;
#[path = "../site/fresh.rs"]
mod fresh;
mod part;
mod rules;
pub(crate) mod stage;
pub(crate) mod things;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use baton_core::audit::AuditActor;
use baton_core::id::{AccountId, CustomerId, SpaceId};
use baton_core::settings::ProjectKey;
use baton_core::time::Millis;
use baton_server::app::App;
use baton_server::cli::action::people::{NewRole, NewUser};
use baton_server::cli::action::{Action, perform};
use baton_server::context::Context;
use baton_server::routes::{self, Route};
use baton_server::session::Token;
use baton_server::session::cookie::{Frame, Owner, give};
use baton_store::{Clock, FakeClock, Principal};
use http::{Method, Request, header};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) use answer::Answer;
use form::{FORM, body_of};
pub(crate) use form::{encoded, fields_of};
use fresh::Fresh;
pub(crate) use part::Part;
pub(crate) use rules::may;
pub(crate) use things::Things;

/// The space that most of them have to do with, and another one.
pub(crate) const HELP: &str = "HELP";
/// See [`HELP`].
pub(crate) const SHOP: &str = "SHOP";
/// The password in every form; of none of the accounts here.
pub(crate) const PASSWORD: &str = "a password of nobody";

/// All bytes of a database. They are compared as they are: hashing them takes a debug build most of a test's time.
#[derive(PartialEq, Eq)]
pub(crate) struct Written([Vec<u8>; 2]);

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [database, log] = &self.0;
        write!(f, "{} and {} bytes", database.len(), log.len())
    }
}

/// The first site with everybody in it, as a database: the others begin as its copies.
static EVERYBODY: OnceLock<Vec<u8>> = OnceLock::new();

/// A site with everybody in it.
pub(crate) struct Cast {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) help: SpaceId,
    pub(crate) shop: SpaceId,
    router: Router,
    /// Every token that was ever given.
    tokens: Mutex<Vec<String>>,
    database: PathBuf,
    _folder: Option<TempDir>,
}

impl Cast {
    /// A site without workers and sockets: nothing happens in it but what is asked for.
    pub(crate) async fn new() -> Self {
        let fresh = Fresh::copy_of(EVERYBODY.get()).await;
        let mut cast = Self::in_site(fresh.app, fresh.clock, fresh.database).await;
        if EVERYBODY.get().is_none() {
            let copy = fresh.folder.path().join("everybody.db");
            cast.app.store.backup(&copy).await.unwrap();
            // Another thread may have been faster, and that is fine.
            _ = EVERYBODY.set(std::fs::read(copy).unwrap());
        }
        cast._folder = Some(fresh.folder);
        cast
    }

    /// The same in a site that is there already.
    pub(crate) async fn in_site(app: Arc<App>, clock: Arc<FakeClock>, database: PathBuf) -> Self {
        let context = Context {
            store: app.store.clone(),
            clock: clock.clone(),
            app: Some(app.clone()),
            by: AuditActor::Shell,
        };
        let help = space(&context, HELP).await;
        let shop = space(&context, SHOP).await;
        if !app.store.has_accounts().await.unwrap() {
            everybody(&context).await;
        }
        Self {
            router: routes::router(app.clone()),
            app,
            clock,
            help,
            shop,
            tokens: Mutex::default(),
            database,
            _folder: None,
        }
    }

    pub(crate) fn context(&self) -> Context {
        Context {
            store: self.app.store.clone(),
            clock: self.clock.clone(),
            app: Some(self.app.clone()),
            by: AuditActor::Shell,
        }
    }

    pub(crate) async fn account(&self, part: Part) -> AccountId {
        let email = part.email().unwrap();
        let found = self.app.store.account_by_email(email).await;
        found.unwrap().unwrap().id
    }

    /// A new session of theirs, as the browser would send it: under every name that a cookie can have, so that a token
    /// opens no other door than its own.
    pub(crate) async fn cookie(&self, part: Part, things: &Things) -> String {
        let principal = match part {
            Part::Nobody => return String::new(),
            Part::Owner | Part::ExpiredOwner => customer(self.help, things.owner),
            Part::OtherCustomer => customer(self.help, things.other),
            Part::CustomerElsewhere => customer(self.shop, things.elsewhere),
            staff => Principal::Account(self.account(staff).await),
        };
        self.session(principal, part).await
    }

    /// The same for any account.
    pub(crate) async fn cookie_of_account(&self, account: AccountId) -> String {
        self.session(Principal::Account(account), Part::Agent).await
    }

    async fn session(&self, principal: Principal, part: Part) -> String {
        let expires = match part {
            Part::ExpiredOwner | Part::ExpiredAdmin => self.app.now(),
            _ => self.app.now() + Millis::minutes(60),
        };
        let token = Token::random();
        let store = &self.app.store;
        let hash = token.hash();
        let made = store.create_session(&hash, principal, expires).await;
        made.unwrap();
        self.tokens.lock().unwrap().push(token.as_str().to_owned());
        let name = |key| Owner::Customer(ProjectKey::parse(key).unwrap(), Frame::Ours);
        let cookies = [Owner::Staff, name(HELP), name(SHOP)].map(|owner| {
            let cookie = give(&owner, &token, &self.app.public_url);
            let text = cookie.to_str().unwrap().to_owned();
            text.split(';').next().unwrap().to_owned()
        });
        cookies.join("; ")
    }

    pub(crate) fn tokens(&self) -> Vec<String> {
        self.tokens.lock().unwrap().clone()
    }

    /// What changes when anything is written.
    pub(crate) fn written(&self) -> Written {
        Written(["", "-wal"].map(|ending| {
            let path = format!("{}{ending}", self.database.display());
            std::fs::read(path).unwrap_or_default()
        }))
    }

    /// What a page of ours sends along with a form.
    pub(crate) fn ours(&self) -> Vec<(&'static str, String)> {
        vec![("origin", self.app.public_url.origin.clone())]
    }

    /// Asks an address of a row, with headers, a cookie, and the fields of its form.
    pub(crate) async fn ask(
        &self,
        method: Method,
        address: &str,
        cookie: &str,
        headers: &[(&'static str, String)],
        fields: &[(&str, String)],
    ) -> Answer {
        let (kind, body) = body_of(fields);
        self.send(method, address, cookie, headers, &kind, body)
            .await
    }

    /// The same with a body that no browser would send.
    pub(crate) async fn ask_with(
        &self,
        method: Method,
        address: &str,
        cookie: &str,
        headers: &[(&'static str, String)],
        body: String,
    ) -> Answer {
        self.send(method, address, cookie, headers, FORM, body)
            .await
    }

    async fn send(
        &self,
        method: Method,
        address: &str,
        cookie: &str,
        headers: &[(&'static str, String)],
        kind: &str,
        body: String,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, kind);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// Asks a row as somebody would who came to it in our own pages.
    pub(crate) async fn ask_row(&self, row: &Route, part: Part, things: &Things) -> Answer {
        let cookie = self.cookie(part, things).await;
        let address = things.address(row.path);
        let fields = things.fields(row);
        self.ask(row.method(), &address, &cookie, &self.ours(), &fields)
            .await
    }
}

const fn customer(space: SpaceId, customer: CustomerId) -> Principal {
    Principal::Customer { space, customer }
}

/// All who have an account.
async fn everybody(context: &Context) {
    for part in Part::ALL {
        let Some(email) = part.email().filter(|_| part != Part::ExpiredAdmin) else {
            continue;
        };
        let elsewhere = matches!(part, Part::AgentElsewhere | Part::AdminElsewhere);
        let admin = matches!(part, Part::SpaceAdmin | Part::AdminElsewhere);
        let new = NewUser {
            name: format!("{part:?}"),
            email: email.into(),
            password_hash: "none".into(),
            space: Some(if elsewhere { SHOP } else { HELP }.into())
                .filter(|_| part != Part::SiteAdmin),
            role: if admin {
                NewRole::Admin
            } else {
                NewRole::Agent
            },
            site_admin: part == Part::SiteAdmin,
        };
        act(context, Action::AddUser(new)).await;
    }
    let dan = Part::DisabledAgent.email().unwrap();
    act(
        context,
        Action::SetDisabled {
            email: dan.into(),
            disabled: true,
        },
    )
    .await;
}

async fn act(context: &Context, action: Action) {
    perform(context, action).await.unwrap();
}

/// A space in which live chat is offered.
async fn space(context: &Context, key: &str) -> SpaceId {
    if context.space(key).await.is_err() {
        let new = Action::AddSpace {
            key: key.into(),
            name: format!("{key} desk"),
            time_zone: "UTC".into(),
        };
        act(context, new).await;
        act(context, Action::AddSkill { space: key.into() }).await;
    }
    context.space(key).await.unwrap().id
}
