//! A whole site for tests: the real router on a real store in a temporary folder, with a clock that tests move.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "each test file uses another part of this, and a test that can't go on says where"
)]

pub(crate) mod fresh;
#[path = "../../store/src/tests/postgres.rs"]
pub(crate) mod postgres;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use baton_core::audit::AuditActor;
use baton_core::time::Time;
use baton_server::app::App;
use baton_server::cli::action::{Action, perform};
use baton_server::context::Context;
use baton_server::{demo, routes};
use baton_store::FakeClock;
use fresh::Fresh;
use http::{HeaderMap, Request, StatusCode, header};
use tempfile::TempDir;
use tower::ServiceExt;

/// What a page of ours sends as its origin.
pub(crate) const ORIGIN: &str = "http://localhost:0";

/// What a site stores everything in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

/// Runs a test on both databases.
macro_rules! on_both {
    (async fn $name:ident($database:ident: Database) $body:block) => {
        mod $name {
            use super::*;

            async fn test($database: Database) $body

            #[tokio::test]
            async fn on_sqlite() {
                test(Database::Sqlite).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                test(Database::Postgres).await;
            }
        }
    };
}
pub(crate) use on_both;

pub(crate) struct Site {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<FakeClock>,
    router: Router,
    _folder: TempDir,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// What a browser would send back of the cookies that it was given.
    pub(crate) fn cookie(&self) -> String {
        let given = self.headers.get_all(header::SET_COOKIE).iter();
        let pairs = given.map(|value| value.to_str().unwrap().split(';').next().unwrap());
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// The value of a hidden field.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let field = self.body.split("<input").find(|tag| {
            tag.contains("type=\"hidden\"") && tag.contains(&format!("name=\"{name}\""))
        });
        let value = field.unwrap().split("value=\"").nth(1).unwrap();
        value.split('"').next().unwrap().to_owned()
    }
}

impl Site {
    /// A site with the demo space HELP.
    pub(crate) async fn with_demo() -> Self {
        Self::with_demo_on(Database::Sqlite).await
    }

    pub(crate) async fn with_demo_on(database: Database) -> Self {
        let site = Self::empty_on(database).await;
        demo::ensure(&site.context()).await.unwrap();
        site
    }

    /// A site at its first start.
    pub(crate) async fn empty() -> Self {
        Self::empty_on(Database::Sqlite).await
    }

    pub(crate) async fn empty_on(database: Database) -> Self {
        let clock = FakeClock::new(Time(1_700_000_000_000));
        let fresh = match database {
            Database::Sqlite => Fresh::new(clock).await,
            Database::Postgres => Fresh::on(clock, postgres::new_database().await).await,
        };
        Self {
            router: routes::router(fresh.app.clone()),
            app: fresh.app,
            clock: fresh.clock,
            _folder: fresh.folder,
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

    pub(crate) async fn act(&self, action: Action) -> String {
        perform(&self.context(), action).await.unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    pub(crate) async fn get(&self, address: &str, cookie: &str) -> Answer {
        let request = Request::get(address).header(header::COOKIE, cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(
        &self,
        address: &str,
        cookie: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        self.post_from(Some(ORIGIN), address, cookie, fields).await
    }

    pub(crate) async fn post_from(
        &self,
        origin: Option<&str>,
        address: &str,
        cookie: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let encode = |text: &str| {
            text.bytes().fold(String::new(), |mut all, byte| {
                if byte.is_ascii_alphanumeric() {
                    all.push(char::from(byte));
                } else {
                    all.push_str(&format!("%{byte:02X}"));
                }
                all
            })
        };
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let mut request = Request::post(address)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends files as a browser sends them: each with its name and its bytes, all under one name of a field.
    pub(crate) async fn post_files(
        &self,
        address: &str,
        cookie: &str,
        field: &str,
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        for (name, bytes) in files {
            let head = format!("form-data; name=\"{field}\"; filename=\"{name}\"");
            let head = format!("--parts\r\nContent-Disposition: {head}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--parts--\r\n");
        let request = Request::post(address)
            .header(header::COOKIE, cookie)
            .header(header::ORIGIN, ORIGIN)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=parts");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Signs somebody of the demo's staff in, and returns the cookie.
    pub(crate) async fn staff(&self, name: &str) -> String {
        let email = format!("{name}@northwind.example");
        let fields = [("email", email.as_str()), ("password", demo::PASSWORD)];
        self.post("/app/sign-in", "", &fields).await.cookie()
    }

    /// Signs the demo's customer in.
    pub(crate) async fn sign_in_casey(&self, cookie: &str) -> Answer {
        let fields = [("email", "Casey@example.com"), ("password", demo::PASSWORD)];
        self.post("/portal/HELP/sign-in", cookie, &fields).await
    }

    /// Raises a request and returns the answer to it.
    pub(crate) async fn raise(&self, cookie: &str, summary: &str) -> Answer {
        let form = self.get("/portal/HELP/requests/new", cookie).await;
        let id = form.hidden("id");
        let fields = [
            ("id", id.as_str()),
            ("summary", summary),
            ("description", "It does not work."),
        ];
        self.post("/portal/HELP/requests/new", cookie, &fields)
            .await
    }
}
