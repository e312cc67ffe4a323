//! The document: readable before its module arrives, never stored by a browser. Opening the chat is its first use, so a
//! reader who is not known becomes a guest here.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use baton_core::command::Rejection;
use baton_core::id::CommandId;
use baton_core::offer::Offer;
use baton_core::people::CustomerProfile;
use baton_core::view::CustomerPhase;
use baton_store::{EmbedLoad, Space};
use baton_widget::components::act::Act;
use baton_widget::components::document::{self, Draft};
use baton_widget::model::chat::{Chat, Notice};
use baton_widget::snapshot::Frame;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;

use super::compress::made_small;
use super::snapshot;
use crate::app::App;
use crate::config::PublicUrl;
use crate::error::PageError;
use crate::page::{Page, PageKind, render, too_fast};
use crate::session::cookie::{self, Owner};
use crate::session::{MaybeCustomer, Token, customer};

/// How often the log without script is fetched anew, in seconds: while an answer is on its way, and otherwise.
const REFRESH_SOON: u32 = 3;
const REFRESH_LATER: u32 = 10;

/// How the loader asks for the document.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Embedding {
    /// There for a frame.
    embed: Option<String>,
    /// The origin of the page around the frame, as the loader says. Only an origin that may frame us is believed.
    host: Option<String>,
    /// Which loader asks.
    build: Option<String>,
}

/// The longest number of a loader.
const BUILD_DIGITS: usize = 6;

impl Embedding {
    /// Where the document is shown.
    ///
    /// # Errors
    /// [`PageError::Forbidden`] for a frame on a page that is not on the space's list.
    pub(super) fn frame(&self, app: &App, space: &Space) -> Result<Frame, PageError> {
        if self.embed.is_none() {
            return Ok(Frame::Page);
        }
        let ours = app.public_url.origin.clone();
        let host = self
            .host
            .as_deref()
            .map_or(ours.as_str(), str::trim)
            .to_owned();
        if host == ours {
            return Ok(Frame::OwnPage { host });
        }
        if is_origin(&host) && space.allowed_origins.contains(&host) {
            return Ok(Frame::ForeignPage { host });
        }
        Err(PageError::Forbidden)
    }

    /// Notes a page of another site that asked, for the settings' *Who loaded it last*. Failing to is no reason to keep
    /// the chat from anybody.
    async fn note(&self, app: &App, space: &Space, frame: Result<&Frame, &PageError>) {
        let allowed = match frame {
            Ok(Frame::ForeignPage { .. }) => true,
            Err(PageError::Forbidden) => false,
            _ => return,
        };
        let host = self.host.as_deref().map(str::trim).unwrap_or_default();
        if !is_origin(host) {
            return;
        }
        // Loaders are numbered. Whoever says something else is none.
        let is_number = |build: &&str| {
            build.len() <= BUILD_DIGITS && build.bytes().all(|byte| byte.is_ascii_digit())
        };
        let build = self.build.as_deref().filter(is_number);
        let load = EmbedLoad {
            origin: host.to_owned(),
            at: app.now(),
            build: build.unwrap_or_default().to_owned(),
            allowed,
        };
        if let Err(error) = app.store.note_embed_load(space.id, &load).await {
            tracing::warn!(%error, "a page that opened the chat was not noted");
        }
    }
}

/// Whether the browser is about to show the document to somebody. It says so where it says anything: an image or a script
/// with this address, or fetching it ahead of a click, is nobody who opens the chat.
fn is_looked_at(headers: &HeaderMap) -> bool {
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let shown = said("sec-fetch-dest").is_none_or(|dest| matches!(dest, "document" | "iframe"));
    shown && !said("sec-purpose").is_some_and(|purpose| purpose.contains("prefetch"))
}

fn is_origin(host: &str) -> bool {
    PublicUrl::parse(host).is_some_and(|url| url.origin == host)
}

/// `GET /chat/{key}`
pub(super) async fn chat(
    State(app): State<Arc<App>>,
    Query(embedding): Query<Embedding>,
    reader: MaybeCustomer,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let shown = embedding.frame(&app, &reader.space);
    let noted = embedding.note(&app, &reader.space, shown.as_ref());
    noted.await;
    let shown = shown?;
    let known = match reader.profile.clone() {
        Some(profile) => (profile, None),
        // Nobody looks at it: the reader is somebody new when they do.
        None if !is_looked_at(&headers) => return Err(PageError::NotFound),
        None => match customer::new_guest(&app, &reader).await {
            Ok((profile, token)) => (profile, Some(token)),
            Err(PageError::TooFast { wait }) => {
                let framed_by = Some(reader.space.allowed_origins.clone());
                return Ok(too_fast(&app, wait, None, framed_by));
            }
            Err(error) => return Err(error),
        },
    };
    let document = show(&app, &reader, known, shown, Draft::default()).await?;
    Ok(made_small(document, &headers).await)
}

/// The page. `draft` stands in the composer.
///
/// # Errors
/// [`PageError::Unavailable`], if the store can't be read.
pub(super) async fn show(
    app: &App,
    reader: &MaybeCustomer,
    (profile, token): (CustomerProfile, Option<Token>),
    shown: Frame,
    draft: Draft<'_>,
) -> Result<Response, PageError> {
    let space = &reader.space;
    let is_foreign = matches!(shown, Frame::ForeignPage { .. });
    let mut content = snapshot::of(app, space, &profile, shown).await?;
    let place = if is_foreign {
        cookie::Frame::Foreign
    } else {
        reader.frame
    };
    let give = token.as_ref().map(|token| {
        let owner = Owner::Customer(space.key.clone(), place);
        cookie::give(&owner, token, &app.public_url)
    });
    // A browser that blocks cookies in frames keeps the token in the frame's own storage.
    if is_foreign {
        content.token = token.map(|token| token.as_str().to_owned());
    }
    let kind = PageKind::Chat {
        hydrated: true,
        allowed_origins: space.allowed_origins.clone(),
    };
    let mut page = Page::new(kind, space.name.clone());
    page.snapshot = Some(content.to_bytes());
    page.status = draft.refused.map_or(StatusCode::OK, status_of);
    let mut response = render(app, &page, || document::chat(content, draft));
    if let Some(give) = give.filter(|_| cookie::works_in(place, &app.public_url)) {
        response.headers_mut().append(header::SET_COOKIE, give);
    }
    Ok(private(response))
}

/// What the answer to words that were not taken is called.
fn status_of(why: &Rejection) -> StatusCode {
    match why {
        Rejection::Conflict => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// What the answer to a click says in the frame's address, where script is switched off.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Answer {
    /// The value of the button.
    refused: Option<String>,
    /// Why, as [`why_code`] writes it.
    why: Option<String>,
    /// Whether the reader wants the log not to load by itself.
    still: Option<String>,
}

/// A refusal as a fixed code: what the log can say something about.
pub(super) fn why_code(why: &Rejection) -> Option<&'static str> {
    match why {
        Rejection::NotOffered(_) => Some("not-offered"),
        Rejection::InvalidEmail => Some("no-address"),
        Rejection::EmptyText => Some("no-words"),
        Rejection::AlreadyRequested => Some("joined"),
        Rejection::TooManyRequests => Some("too-many"),
        // Somebody was faster, or it was done already: the log shows what holds.
        _ => None,
    }
}

impl Answer {
    /// Whether the log stays as it is until the reader loads it.
    pub(super) fn is_still(&self) -> bool {
        self.still.is_some()
    }

    fn notice(&self, offer: &Offer) -> Option<Notice> {
        let act = match self.refused.as_deref()? {
            "email" => Act::NoEmail,
            other => Act::parse(other)?,
        };
        let why = match self.why.as_deref()? {
            "not-offered" => Rejection::NotOffered(offer.obstacles.clone()),
            "no-address" => Rejection::InvalidEmail,
            "no-words" => Rejection::EmptyText,
            // Who asked for a person twice has what was asked for.
            "joined" if act == Act::Request => Rejection::AlreadyRequested,
            "too-many" => Rejection::TooManyRequests,
            _ => return None,
        };
        let action = act.action(CommandId(0), None);
        Some(Notice { action, why })
    }
}

/// `GET /chat/{key}/log`
pub(super) async fn log(
    State(app): State<Arc<App>>,
    Query(answer): Query<Answer>,
    reader: MaybeCustomer,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let profile = reader.profile.clone().ok_or(PageError::NotFound)?;
    let content = snapshot::of(&app, &reader.space, &profile, Frame::Page).await?;
    let notice = answer.notice(&content.offer);
    let kind = PageKind::Chat {
        hydrated: false,
        allowed_origins: reader.space.allowed_origins.clone(),
    };
    let idle = content.view.header.phase == CustomerPhase::Rovo { thinking: false };
    // A question that is being answered is not taken away by a fresh page.
    let asks = notice.is_some() || Chat::new(content.clone()).asks_email();
    let mut page = Page::new(kind, reader.space.name.clone());
    let still = answer.is_still();
    page.refresh_seconds = match (asks || still, idle) {
        (true, _) => None,
        (false, true) => Some(REFRESH_LATER),
        (false, false) => Some(REFRESH_SOON),
    };
    let document = private(render(&app, &page, || {
        document::log_frame(content, notice, still)
    }));
    Ok(made_small(document, &headers).await)
}

/// Nothing of a conversation stays behind in a shared browser, on the way, or in a search engine.
fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let robots = HeaderName::from_static("x-robots-tag");
    headers.insert(robots, HeaderValue::from_static("noindex"));
    response
}
