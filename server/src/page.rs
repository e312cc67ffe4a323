//! A view becomes a document: doctype, language, style sheet, the snapshot and the module that hydrates it, a fresh
//! nonce and the policy that knows it. Also the plain pages that errors become.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use baton_app::portal;
use baton_app::portal::too_fast::Again;
use baton_core::settings::ProjectKey;
use baton_core::time::Millis;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos::tachys::view::RenderHtml;

use crate::app::App;
use crate::error::{PageError, seconds};
use crate::security::csp::{self, Ancestors, Nonce};

/// Which kind of page: its style sheet, its scripts, and who may frame it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// For everybody: no module; on a space's pages the loader of its chat.
    Portal {
        /// The space, where the page belongs to one.
        space: Option<ProjectKey>,
    },
    /// The customer's chat; hydrated by the widget's module, unless it is the page or frame that works without script.
    Chat {
        /// Whether it is hydrated.
        hydrated: bool,
        /// Who may frame it, besides ourselves.
        allowed_origins: Vec<String>,
    },
    /// For staff. The console's module runs on each, for alerts.
    Console {
        /// Whether it is also hydrated.
        hydrated: bool,
    },
    /// For who has no session of staff yet: no script.
    Door,
}

impl PageKind {
    const fn style(&self) -> &'static str {
        match self {
            Self::Portal { .. } => "portal.css",
            Self::Chat { .. } => "widget.css",
            Self::Console { .. } | Self::Door => "console.css",
        }
    }

    /// The module without its ending.
    const fn module(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Chat { hydrated: true, .. } => Some(("widget.js", "widget.wasm")),
            Self::Console { .. } => Some(("console.js", "console.wasm")),
            _ => None,
        }
    }

    const fn is_hydrated(&self) -> bool {
        matches!(
            self,
            Self::Chat { hydrated: true, .. } | Self::Console { hydrated: true }
        )
    }

    fn ancestors(&self) -> Ancestors {
        match self {
            Self::Chat {
                allowed_origins, ..
            } => Ancestors::OursAnd(allowed_origins.clone()),
            Self::Portal { .. } | Self::Console { .. } | Self::Door => Ancestors::None,
        }
    }

    const fn body_class(&self) -> &'static str {
        match self {
            Self::Portal { .. } => "portal",
            Self::Chat { .. } => "chat",
            Self::Console { .. } | Self::Door => "console",
        }
    }
}

/// A page before its view.
#[derive(Clone, Debug)]
pub struct Page {
    /// Which kind.
    pub kind: PageKind,
    /// The title, as people read it in a tab.
    pub title: String,
    /// What the module decodes before it hydrates: postcard.
    pub snapshot: Option<Vec<u8>>,
    /// A script of the page's own, a few lines long.
    pub script: Option<String>,
    /// The page reloads itself after so many seconds: for frames that work without script.
    pub refresh_seconds: Option<u32>,
    /// The status.
    pub status: StatusCode,
    /// Who may frame it besides ourselves, although a page of its kind may not be framed.
    pub framed_by: Option<Vec<String>>,
}

impl Page {
    /// A page with this title and status 200.
    #[must_use]
    pub fn new(kind: PageKind, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            snapshot: None,
            script: None,
            refresh_seconds: None,
            status: StatusCode::OK,
            framed_by: None,
        }
    }
}

/// Renders a view, made inside an owner of its own, so that contexts can be provided in the closure.
pub fn render<V: IntoView>(app: &App, page: &Page, view: impl FnOnce() -> V) -> Response {
    let owner = Owner::new();
    let html = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    document(app, page, &html)
}

/// A part of a page, for a page that is already there: no document and no script of its own.
pub fn fragment<V: IntoView>(view: impl FnOnce() -> V) -> Response {
    let owner = Owner::new();
    let html = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], html).into_response()
}

fn document(app: &App, page: &Page, body: &str) -> Response {
    let nonce = Nonce::new();
    let mut html = String::with_capacity(body.len() + 2_048);
    let body = seen(body);
    html.push_str("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\"><head><meta charset=\"utf-8\">");
    html.push_str(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">",
    );
    html.push_str("<meta name=\"color-scheme\" content=\"light dark\">");
    _ = write!(html, "<title>{}</title>", escaped(&seen(&page.title)));
    _ = write!(
        html,
        "<link rel=\"stylesheet\" href=\"{}\">",
        app.assets.url(page.kind.style())
    );
    if let Some(icon) = app.assets.find("icon.svg") {
        _ = write!(
            html,
            "<link rel=\"icon\" href=\"{icon}\" type=\"image/svg+xml\">"
        );
    } else {
        html.push_str("<link rel=\"icon\" href=\"data:,\">");
    }
    if let Some(snapshot) = &page.snapshot {
        let text = BASE64_STANDARD.encode(snapshot);
        _ = write!(
            html,
            "<script type=\"application/octet-stream;base64\" id=\"snapshot\">{text}</script>"
        );
    }
    write_module(app, &page.kind, &nonce, &mut html);
    if let Some(script) = crate::ops::reload_script(app) {
        let nonce = nonce.as_str();
        _ = write!(html, "<script nonce=\"{nonce}\">{script}</script>");
    }
    if let Some(script) = &page.script {
        let nonce = nonce.as_str();
        _ = write!(html, "<script nonce=\"{nonce}\">{script}</script>");
    }
    if let PageKind::Portal { space: Some(key) } = &page.kind {
        _ = write!(
            html,
            "<script src=\"/loader.js\" data-space=\"{key}\" async nonce=\"{}\"></script>",
            nonce.as_str()
        );
    }
    _ = write!(
        html,
        "</head><body class=\"{}\">{body}</body></html>",
        page.kind.body_class()
    );
    let mut headers = HeaderMap::new();
    if let Some(seconds) = page.refresh_seconds {
        headers.insert(header::REFRESH, HeaderValue::from(seconds));
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    let ancestors = match &page.framed_by {
        Some(origins) => Ancestors::OursAnd(origins.clone()),
        None => page.kind.ancestors(),
    };
    let policy = csp::of_page(&nonce, &ancestors);
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    (page.status, headers, html).into_response()
}

/// The module starts when the document is parsed. What it needs is asked for at once where it hydrates the page; on other
/// pages it can wait for what people read.
fn write_module(app: &App, kind: &PageKind, nonce: &Nonce, html: &mut String) {
    let Some((script, module)) = kind.module() else {
        return;
    };
    let (script, module) = (app.assets.url(script), app.assets.url(module));
    let nonce = nonce.as_str();
    if kind.is_hydrated() {
        _ = write!(
            html,
            "<link rel=\"modulepreload\" href=\"{script}\" nonce=\"{nonce}\">\
             <link rel=\"preload\" href=\"{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin>"
        );
    }
    _ = write!(
        html,
        "<script type=\"module\" nonce=\"{nonce}\">import start from \"{script}\";\
         start({{ module_or_path: \"{module}\" }});</script>"
    );
}

/// Views escape what people wrote. What nobody can see, and what HTML has no form for, is left out here for all of them.
fn seen(text: &str) -> String {
    let is_seen = |character: &char| !character.is_control() || matches!(character, '\n' | '\t');
    text.chars().filter(is_seen).collect()
}

/// For text in a document's head, which no view makes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Whether this is somebody who reads pages.
pub(crate) fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*"))
}

/// The page for whoever has done too much of late: how long to wait, and what was sent, to be sent again. It is shown in
/// frames, like the chat, where it is said of whom.
pub(crate) fn too_fast(
    app: &App,
    wait: Millis,
    again: Option<Again>,
    framed_by: Option<Vec<String>>,
) -> Response {
    let error = PageError::TooFast { wait };
    let mut page = Page::new(PageKind::Portal { space: None }, portal::words::ERROR_TITLE);
    page.status = error.status();
    page.framed_by = framed_by;
    let seconds = seconds(wait);
    let mut response = render(app, &page, || portal::too_fast::page(seconds, again));
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// Marks an answer that no page may take the place of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ForPrograms;

/// The layer that makes a plain page of an error, for whoever can read one.
pub async fn error_pages(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let wants_page = wants_page(request.headers());
    let is_upgrade = request.headers().contains_key(header::UPGRADE);
    let response = next.run(request).await;
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let is_finished = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| {
            kind.as_bytes().starts_with(b"text/html") || kind == "application/json"
        });
    let is_for_programs = response.extensions().get::<ForPrograms>().is_some();
    if !failed || is_finished || is_upgrade || is_for_programs {
        return response;
    }
    let error = response
        .extensions()
        .get::<PageError>()
        .cloned()
        .unwrap_or_else(|| PageError::of_status(status));
    if !wants_page {
        return (status, error.code()).into_response();
    }
    let mut page = Page::new(PageKind::Portal { space: None }, portal::words::ERROR_TITLE);
    page.status = status;
    let code = error.code();
    render(&app, &page, || portal::error_page(code))
}
