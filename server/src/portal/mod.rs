//! The portal's handlers: each looks up what a page shows, and hands it to the view in `baton_app::portal`. Rules are
//! core's; a handler looks up, acts, and answers with a page or the way to one.

mod account;
mod article;
mod following;
mod home;
pub(crate) mod markdown;
mod own_account;
mod own_requests;
mod raise;
mod requests;

use axum::response::{IntoResponse, Redirect, Response};
use baton_app::portal::Frame;
use baton_app::portal::words;
use baton_core::limits::{MESSAGE_CHARS, NAME_CHARS, SUMMARY_CHARS};
use baton_core::people::CustomerKind;
use http::{HeaderValue, header};

use crate::app::App;
use crate::page::{Page, PageKind};
use crate::routes::{Field, Route, Who};
use crate::session::MaybeCustomer;
use crate::time_zones;

/// The portal's addresses. Where a page shows what is the reader's own, it shows nobody else's.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/", Who::Anybody, home::site_root),
        Route::get("/portal/{key}", Who::Anybody, home::show),
        Route::get("/portal/{key}/articles/{slug}", Who::Anybody, article::show),
        Route::get("/portal/{key}/requests", Who::Anybody, requests::list),
        Route::get("/portal/{key}/requests/new", Who::Anybody, raise::form),
        Route::post(
            "/portal/{key}/requests/new",
            Who::Anybody,
            [
                Field::Id("id"),
                Field::Words("summary", SUMMARY_CHARS),
                Field::Words("description", MESSAGE_CHARS),
            ],
            raise::send,
        ),
        Route::get("/portal/{key}/requests/{item}", Who::Owner, requests::show),
        Route::post(
            "/portal/{key}/requests/{item}",
            Who::Owner,
            [Field::Id("id"), Field::Words("text", MESSAGE_CHARS)],
            requests::comment,
        ),
        Route::get("/portal/{key}/sign-in", Who::Anybody, account::sign_in_form),
        Route::post(
            "/portal/{key}/sign-in",
            Who::Anybody,
            [
                Field::Email("email"),
                Field::Password("password"),
                Field::Given("next", ""),
            ],
            account::sign_in,
        ),
        Route::get("/portal/{key}/sign-up", Who::Anybody, account::sign_up_form),
        Route::post(
            "/portal/{key}/sign-up",
            Who::Anybody,
            [
                Field::Words("name", NAME_CHARS),
                Field::Email("email"),
                Field::Password("password"),
            ],
            account::sign_up,
        ),
        Route::post(
            "/portal/{key}/sign-out",
            Who::Anybody,
            [],
            account::sign_out,
        ),
        Route::get("/portal/{key}/account", Who::Anybody, own_account::page),
        Route::post(
            "/portal/{key}/account",
            Who::Customer,
            [Field::Words("name", NAME_CHARS)],
            own_account::rename,
        ),
        Route::post(
            "/portal/{key}/account/password",
            Who::Customer,
            [Field::Password("present"), Field::Password("password")],
            own_account::change_password,
        ),
        Route::post(
            "/portal/{key}/account/sign-out-everywhere",
            Who::Customer,
            [],
            own_account::sign_out_everywhere,
        ),
        Route::post(
            "/portal/{key}/return-to-chat",
            Who::Owner,
            [],
            account::return_to_chat,
        ),
    ]
}

/// What surrounds a page for this reader.
fn frame_of(app: &App, reader: &MaybeCustomer) -> Frame {
    let signed_in = reader
        .profile
        .as_ref()
        .filter(|profile| profile.kind != CustomerKind::Guest)
        .map(|profile| profile.name.clone());
    Frame {
        key: reader.space.key.to_string(),
        space: reader.space.name.clone(),
        signed_in,
        zone: time_zones::of(&reader.space.time_zone, app.now()),
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
