//! The document: readable before its module arrives, never stored by a browser. Opening the chat is its first use, so a
//! reader who is not known becomes a guest here.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use baton_store::Space;
use baton_widget::components::document;
use baton_widget::snapshot::Frame;
use http::{HeaderValue, header};
use serde::Deserialize;

use super::snapshot;
use crate::app::App;
use crate::config::PublicUrl;
use crate::error::PageError;
use crate::page::{Page, PageKind, render};
use crate::session::cookie::{self, Owner};
use crate::session::{MaybeCustomer, customer};

/// How often the log without script is fetched anew, in seconds.
const REFRESH_SECONDS: u32 = 5;

/// How the loader asks for the document.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Embedding {
    /// There for a frame.
    embed: Option<String>,
    /// The origin of the page around the frame, as the loader says. Only an origin that may frame us is believed.
    host: Option<String>,
}

impl Embedding {
    /// Where the document is shown.
    ///
    /// # Errors
    /// [`PageError::Forbidden`] for a frame on a page that is not on the space's list.
    fn frame(&self, app: &App, space: &Space) -> Result<Frame, PageError> {
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
        let is_origin = PublicUrl::parse(&host).is_some_and(|url| url.origin == host);
        if is_origin && space.allowed_origins.contains(&host) {
            return Ok(Frame::ForeignPage { host });
        }
        Err(PageError::Forbidden)
    }
}

/// `GET /chat/{key}`
pub(super) async fn chat(
    State(app): State<Arc<App>>,
    Query(embedding): Query<Embedding>,
    reader: MaybeCustomer,
) -> Result<Response, PageError> {
    let space = &reader.space;
    let shown = embedding.frame(&app, space)?;
    let (profile, token) = match reader.profile.clone() {
        Some(profile) => (profile, None),
        None => {
            let (profile, token) = customer::new_guest(&app, space).await?;
            (profile, Some(token))
        }
    };
    let mut content = snapshot::of(&app, space, &profile, shown).await?;
    let is_foreign = matches!(content.frame, Frame::ForeignPage { .. });
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
    let mut response = render(&app, &page, || document::chat(content));
    if let Some(give) = give.filter(|_| cookie::works_in(place, &app.public_url)) {
        response.headers_mut().append(header::SET_COOKIE, give);
    }
    Ok(private(response))
}

/// `GET /chat/{key}/log`
pub(super) async fn log(
    State(app): State<Arc<App>>,
    reader: MaybeCustomer,
) -> Result<Response, PageError> {
    let profile = reader.profile.clone().ok_or(PageError::NotFound)?;
    let content = snapshot::of(&app, &reader.space, &profile, Frame::Page).await?;
    let kind = PageKind::Chat {
        hydrated: false,
        allowed_origins: reader.space.allowed_origins.clone(),
    };
    let mut page = Page::new(kind, reader.space.name.clone());
    page.refresh_seconds = Some(REFRESH_SECONDS);
    Ok(private(render(&app, &page, || {
        document::log_frame(content)
    })))
}

/// Nothing of a conversation stays behind in a shared browser or on the way.
fn private(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}
