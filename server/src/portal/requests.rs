//! *My requests*: the list, a request's page, and comments.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Response};
use baton_app::portal::request::{self, CommentForm};
use baton_app::portal::requests::{self, Line, OtherChat, Reach};
use baton_app::portal::{talk, words};
use baton_core::command::{Command, CommandBody, Rejection};
use baton_core::conversation::{Conversation, Email};
use baton_core::direction::isolated;
use baton_core::event::EventBody;
use baton_core::id::{CommandId, Seq};
use baton_core::people::{Actor, CustomerKind, CustomerProfile};
use baton_core::view::for_customer;
use baton_core::work_item::{Extent, Place, WorkItem};
use baton_store::{ExecuteError, Job, StoreError, Target};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::account::running_guest;
use super::own_requests::requests_of;
use super::{following, frame_of, go_to, page_of};
use crate::app::App;
use crate::error::PageError;
use crate::page::render;
use crate::session::MaybeCustomer;

/// Events read at a time.
const BATCH: u32 = 500;

/// `GET /portal/{key}/requests`
pub(super) async fn list(
    State(app): State<Arc<App>>,
    reader: MaybeCustomer,
) -> Result<Response, PageError> {
    let Some(profile) = &reader.profile else {
        return Ok(show_list(
            &app,
            &reader,
            Vec::new(),
            Reach::ThisBrowser,
            None,
        ));
    };
    let mut rows = requests_of(&app, profile).await?;
    rows.sort_by_key(|row| Reverse(row.item.number));
    let zone = frame_of(&app, &reader).zone;
    let lines = rows.into_iter().map(|row| Line {
        summary: requests::summary(&row.item, &zone),
        key: row.item.key,
        status: row.item.status,
        updated: row.updated_at,
    });
    let conversation = app.store.conversation_of(reader.space.id, profile.id);
    let reach = reach(profile, conversation.await?.as_ref());
    let running = running_guest(&app, &reader, profile).await?;
    let other_chat = running.map(|_| OtherChat {
        action: format!("/portal/{}/return-to-chat", reader.space.key),
    });
    Ok(show_list(&app, &reader, lines.collect(), reach, other_chat))
}

fn show_list(
    app: &App,
    reader: &MaybeCustomer,
    lines: Vec<Line>,
    reach: Reach,
    other_chat: Option<OtherChat>,
) -> Response {
    let frame = frame_of(app, reader);
    let page = page_of(reader, words::MY_REQUESTS);
    render(app, &page, || {
        requests::page(&frame, lines, reach, other_chat)
    })
}

fn reach(profile: &CustomerProfile, conversation: Option<&Conversation>) -> Reach {
    let gave = conversation.is_some_and(|known| matches!(known.email, Email::Given(_)));
    match profile.kind {
        CustomerKind::SignedIn | CustomerKind::Identified => Reach::Everywhere,
        CustomerKind::Guest if gave || profile.email.is_some() => Reach::ByEmail,
        CustomerKind::Guest => Reach::ThisBrowser,
    }
}

/// A request of the reader's own. Somebody else's looks like none.
async fn find(
    app: &App,
    reader: &MaybeCustomer,
    parameters: &HashMap<String, String>,
) -> Result<(CustomerProfile, Conversation, WorkItem), PageError> {
    let key = parameters.get("item").ok_or(PageError::NotFound)?;
    let profile = reader
        .profile
        .clone()
        .ok_or_else(|| PageError::SignInFirst {
            at: format!("/portal/{}/sign-in", reader.space.key),
        })?;
    let row = app.store.work_item(reader.space.id, key).await?;
    let row = row.ok_or(PageError::NotFound)?;
    let conversation = app.store.conversation(row.conversation).await?;
    let conversation = conversation.ok_or(PageError::NotFound)?;
    let own = conversation.customer == profile.id
        || app
            .store
            .linked_guests(profile.id)
            .await?
            .contains(&conversation.customer);
    if !own {
        return Err(PageError::NotFound);
    }
    let item = conversation.work_item(row.item.id).cloned();
    Ok((profile, conversation, item.ok_or(PageError::NotFound)?))
}

/// `GET /portal/{key}/requests/{item}`. The page asks again every few seconds, with the `ETag` of what it shows.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(parameters): Path<HashMap<String, String>>,
    reader: MaybeCustomer,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let (profile, conversation, item) = find(&app, &reader, &parameters).await?;
    let known = headers.get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| *known == following::tag(&app, &conversation)) {
        return Ok(StatusCode::NOT_MODIFIED.into_response());
    }
    let form = CommentForm {
        id: CommandId(app.new_id()).to_string(),
        ..CommentForm::default()
    };
    let found = (profile, conversation, item);
    answer(&app, &reader, found, &form, StatusCode::OK).await
}

async fn answer(
    app: &App,
    reader: &MaybeCustomer,
    (profile, conversation, item): (CustomerProfile, Conversation, WorkItem),
    form: &CommentForm,
    status: StatusCode,
) -> Result<Response, PageError> {
    let (talk, comments) = record_of(app, &conversation, &item).await?;
    let frame = frame_of(app, reader);
    let summary = requests::summary(&item, &frame.zone);
    let title = format!("{} {}", item.key, isolated(&summary));
    let shown = request::Request {
        key: item.key.clone(),
        summary,
        status: item.status,
        created: item.created_at,
        description: item.description.clone(),
        talk,
        comments,
        reach: reach(&profile, Some(&conversation)),
    };
    let mut page = page_of(reader, &title);
    page.status = status;
    let tag = following::tag(app, &conversation);
    page.script = Some(following::script(&tag));
    let mut response = render(app, &page, || request::page(&frame, shown, form));
    response.headers_mut().insert(header::ETAG, tag);
    Ok(response)
}

/// What was said with Rovo before and in the live chat that the work item belongs to, and the comments. Projected for the
/// customer, so that no note can be in it.
async fn record_of(
    app: &App,
    conversation: &Conversation,
    item: &WorkItem,
) -> Result<(Vec<talk::Entry>, Vec<talk::Entry>), StoreError> {
    let mut extent = Extent::of(item);
    let (mut talk, mut comments) = (Vec::new(), Vec::new());
    let mut after = Seq(extent.starts().0 - 1);
    while after < conversation.head {
        let events = app.store.events(conversation.id, after, BATCH).await?;
        let Some(last) = events.last() else { break };
        after = last.seq;
        for event in &events {
            let ends = match &event.body {
                EventBody::LiveChatEnded { chat, .. } => Some(*chat),
                _ => None,
            };
            let place = extent.place(event.seq, ends);
            let Some(seen) = for_customer(event) else {
                continue;
            };
            comments.extend(talk::comment_of(&seen, item.id));
            if matches!(place, Place::Context | Place::Chat) {
                talk.extend(talk::entry_of(&seen));
            }
        }
    }
    Ok((talk, comments))
}

#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    id: String,
    text: String,
}

/// `POST /portal/{key}/requests/{item}`
pub(super) async fn comment(
    State(app): State<Arc<App>>,
    Path(parameters): Path<HashMap<String, String>>,
    reader: MaybeCustomer,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let id: CommandId = sent.id.parse().map_err(|_| PageError::BadForm)?;
    let (profile, conversation, item) = find(&app, &reader, &parameters).await?;
    let text = sent.text.replace("\r\n", "\n");
    let body = CommandBody::Comment {
        work_item: item.id,
        text: text.clone(),
    };
    // The reader may be known by now as somebody else than the guest who began the conversation.
    let actor = Actor::Customer(conversation.customer);
    let command = Command { id, actor, body };
    let target = Target::Conversation(conversation.id);
    let mut again = CommentForm {
        id: sent.id,
        text,
        problem: None,
    };
    let mut status = StatusCode::OK;
    again.problem = Some(match app.store.execute(Job { target, command }).await {
        Ok(_) => {
            let address = format!("/portal/{}/requests/{}#comment", reader.space.key, item.key);
            return Ok(go_to(&address, None));
        }
        Err(ExecuteError::Rejected(Rejection::EmptyText)) => words::COMMENT_MISSING,
        Err(ExecuteError::Rejected(Rejection::TextTooLong(_))) => words::TEXT_TOO_LONG,
        Err(ExecuteError::Rejected(Rejection::Conflict)) => {
            // What was typed goes on under an id of its own, so that it can be sent.
            again.id = CommandId(app.new_id()).to_string();
            status = StatusCode::CONFLICT;
            words::COMMENT_SENT_BEFORE
        }
        Err(error) => return Err(error.into()),
    });
    let found = (profile, conversation, item);
    answer(&app, &reader, found, &again, status).await
}
