//! Before every form: whoever has sent too many of late is told how long to wait, on a page that keeps their words. A form
//! is paid for before it is read, one that staff alone may send is read from nobody else, and none may take for ever to
//! arrive.

use std::sync::Arc;
use std::time::Duration;

use axum::RequestExt;
use axum::body::{Body, Bytes};
use axum::extract::{Form, FromRequest, FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use baton_app::portal::too_fast::{Again, Kept};
use baton_core::time::Millis;
use http::StatusCode;
use http::request::Parts;
use tokio::time::timeout;

use super::{Field, Who};
use crate::app::App;
use crate::error::PageError;
use crate::limits::{Network, Pace, Payer, Principal};
use crate::page;
use crate::session::{MaybeCustomer, customer, staff};

/// How long a form may take to arrive: an import of many articles over a slow line.
const ARRIVAL: Duration = Duration::from_secs(120);

/// What stands before one form.
#[derive(Debug)]
pub(super) struct Door {
    pub(super) app: Arc<App>,
    pub(super) who: Who,
    pub(super) pace: Pace,
    pub(super) fields: Vec<Field>,
}

/// The layer around the handler of one form. A handler can find that too much was sent as well.
pub(super) async fn keep(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let app = &door.app;
    let (mut parts, body) = request.into_parts();
    let payer = match payer(app, door.pace, &mut parts).await {
        Ok(payer) => payer,
        Err(error) => return error.into_response(),
    };
    let paid = app.doors.form(door.pace, payer, app.now());
    if paid.is_ok() && door.who.is_of_staff() {
        // The handler finds the same, and more; but only after it has been sent the whole form.
        match staff::from_headers(app, &parts.headers).await {
            Ok(Some(_)) => {}
            Ok(None) => return staff::sign_in_first(&parts).into_response(),
            Err(error) => return error.into_response(),
        }
    }
    if let Err(wait) = paid
        && !page::wants_page(&parts.headers)
    {
        return PageError::TooFast { wait }.into_response();
    }
    let request = Request::from_parts(parts.clone(), body);
    let sent = match timeout(ARRIVAL, Bytes::from_request(request, &())).await {
        Ok(Ok(sent)) => sent,
        Ok(Err(unreadable)) => return unreadable.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let again = || Request::from_parts(parts.clone(), Body::from(sent.clone()));
    let response = match paid {
        Ok(()) => next.run(again()).await,
        Err(wait) => PageError::TooFast { wait }.into_response(),
    };
    match response.extensions().get::<PageError>() {
        Some(PageError::TooFast { wait }) if page::wants_page(&parts.headers) => {
            refuse(&door, again(), *wait).await
        }
        _ => response,
    }
}

/// Who pays for the form. Whoever is not known does so by their address.
async fn payer(app: &Arc<App>, pace: Pace, parts: &mut Parts) -> Result<Payer, PageError> {
    let Ok(network) = Network::from_request_parts(parts, app).await;
    if pace == Pace::Password {
        return Ok(Payer::Network(network));
    }
    let principal = if is_of_staff(parts.uri.path()) {
        let known = staff::from_headers(app, &parts.headers).await?;
        known.map(|staff| Principal::Account(staff.account.id))
    } else {
        match customer::space_in_path(app, parts).await {
            Ok(space) => {
                let known = customer::from_headers(app, &parts.headers, &space).await?;
                known.map(|customer| Principal::Customer(customer.profile.id))
            }
            // The handler says so too.
            Err(PageError::NotFound) => None,
            Err(error) => return Err(error),
        }
    };
    Ok(principal.map_or(Payer::Network(network), Payer::Principal))
}

fn is_of_staff(path: &str) -> bool {
    path == "/app" || path.starts_with("/app/")
}

/// The page that says so, with what was sent.
async fn refuse(door: &Door, mut request: Request, wait: Millis) -> Response {
    let app = &door.app;
    let address = request.uri().path_and_query();
    let address = address.map_or_else(|| "/".to_owned(), ToString::to_string);
    let framed_by = framed_by(app, &mut request).await;
    let asks_password = door
        .fields
        .iter()
        .any(|field| matches!(field, Field::Password(_)));
    let again = if asks_password {
        None
    } else {
        let sent = Form::<Vec<(String, String)>>::from_request(request, &()).await;
        let kept = |Form(sent): Form<Vec<_>>| sent.into_iter().map(|pair| door.kept(pair));
        sent.ok().map(|sent| Again {
            address,
            kept: kept(sent).collect(),
        })
    };
    page::too_fast(app, wait, again, framed_by)
}

/// A chat in a frame says it there.
async fn framed_by(app: &Arc<App>, request: &mut Request) -> Option<Vec<String>> {
    if !request.uri().path().starts_with("/chat/") {
        return None;
    }
    let MaybeCustomer { space, .. } = request.extract_parts_with_state(app).await.ok()?;
    Some(space.allowed_origins)
}

impl Door {
    /// A pair of the form: words are shown again, and the rest goes along unseen.
    fn kept(&self, (name, value): (String, String)) -> Kept {
        let words = self.fields.iter().find_map(|field| match field {
            Field::Words(known, longest) if *known == name => Some((*known, *longest)),
            _ => None,
        });
        match words {
            Some((name, longest)) if !value.is_empty() => Kept::Words {
                name,
                longest,
                text: value.replace("\r\n", "\n"),
            },
            _ => Kept::Unseen { name, value },
        }
    }
}
