//! The portal's handlers: each looks up what a page shows, and hands it to the view in `baton_app::portal`. Rules are
//! core's; a handler looks up, acts, and answers with a page or the way to one.

mod account;
mod article;
mod home;
mod markdown;
mod raise;
mod requests;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use baton_app::portal::Frame;
use baton_app::portal::words;
use baton_core::people::CustomerKind;
use http::{HeaderValue, header};

use crate::app::App;
use crate::page::{Page, PageKind};
use crate::session::MaybeCustomer;

/// The portal's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(home::site_root))
        .route("/portal/{key}", get(home::show))
        .route("/portal/{key}/articles/{slug}", get(article::show))
        .route("/portal/{key}/requests", get(requests::list))
        .route(
            "/portal/{key}/requests/new",
            get(raise::form).post(raise::send),
        )
        .route(
            "/portal/{key}/requests/{item}",
            get(requests::show).post(requests::comment),
        )
        .route(
            "/portal/{key}/sign-in",
            get(account::sign_in_form).post(account::sign_in),
        )
        .route(
            "/portal/{key}/sign-up",
            get(account::sign_up_form).post(account::sign_up),
        )
        .route("/portal/{key}/sign-out", post(account::sign_out))
        .route(
            "/portal/{key}/return-to-chat",
            post(account::return_to_chat),
        )
}

/// What surrounds a page for this reader.
fn frame_of(reader: &MaybeCustomer) -> Frame {
    let signed_in = reader
        .profile
        .as_ref()
        .filter(|profile| profile.kind != CustomerKind::Guest)
        .map(|profile| profile.name.clone());
    Frame {
        key: reader.space.key.to_string(),
        space: reader.space.name.clone(),
        signed_in,
    }
}

fn page_of(reader: &MaybeCustomer, what: &str) -> Page {
    let kind = PageKind::Portal {
        space: Some(reader.space.key.clone()),
    };
    Page::new(kind, words::title(what, &reader.space.name))
}

/// The way to another page, with cookies to keep or to forget.
fn go_to(address: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    let mut response = Redirect::to(address).into_response();
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
