//! *My requests*: the list, a request's page, and comments.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Form, Path, State};
use axum::response::Response;
use baton_app::portal::request::{self, CommentForm};
use baton_app::portal::requests::{self, Line, OtherChat, Reach};
use baton_app::portal::{talk, words};
use baton_core::command::{Command, CommandBody, Rejection};
use baton_core::conversation::{Conversation, Email};
use baton_core::direction::isolated;
use baton_core::event::{Event, EventBody};
use baton_core::id::{CommandId, Seq};
use baton_core::people::{Actor, CustomerKind, CustomerProfile};
use baton_core::view::for_customer;
use baton_core::work_item::WorkItem;
use baton_store::{ExecuteError, Job, Target};
use http::StatusCode;
use serde::Deserialize;

use super::account::running_guest;
use super::own_requests::requests_of;
use super::{frame_of, go_to, page_of};
use crate::app::App;
use crate::error::PageError;
use crate::page::render;
use crate::session::MaybeCustomer;

/// So much of a conversation's log is read for one page, in events.
const EVENTS: u32 = 2_000;

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
    let lines = rows.into_iter().map(|row| Line {
        key: row.item.key,
        summary: row.item.summary,
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

/// `GET /portal/{key}/requests/{item}`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(parameters): Path<HashMap<String, String>>,
    reader: MaybeCustomer,
) -> Result<Response, PageError> {
    let (profile, conversation, item) = find(&app, &reader, &parameters).await?;
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
    let before = Seq(item.context.from.0.saturating_sub(1));
    let events = app.store.events(conversation.id, before, EVENTS).await?;
    let comments = events
        .iter()
        .filter_map(for_customer)
        .filter_map(|event| talk::comment_of(&event, item.id));
    let shown = request::Request {
        key: item.key.clone(),
        summary: item.summary.clone(),
        status: item.status,
        created: item.created_at,
        description: item.description.clone(),
        talk: talk_of(&events, &item),
        comments: comments.collect(),
        reach: reach(&profile, Some(&conversation)),
    };
    let frame = frame_of(app, reader);
    let title = format!("{} {}", item.key, isolated(&item.summary));
    let mut page = page_of(reader, &title);
    page.status = status;
    Ok(render(app, &page, || request::page(&frame, shown, form)))
}

/// What was said with Rovo before, and in the live chat that the work item belongs to. Projected for the customer, so
/// that no note can be in it.
fn talk_of(events: &[Event], item: &WorkItem) -> Vec<talk::Entry> {
    let end = item.live_chat.map(|chat| {
        let ended = events.iter().find(
            |event| matches!(&event.body, EventBody::LiveChatEnded { chat: of, .. } if *of == chat),
        );
        // A chat that still runs goes on to the end of the log.
        ended.map_or(Seq(u64::MAX), |event| event.seq)
    });
    let end = end.unwrap_or(item.context.to);
    events
        .iter()
        .filter(|event| event.seq >= item.context.from && event.seq <= end)
        .filter_map(for_customer)
        .filter_map(|event| talk::entry_of(&event))
        .collect()
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
