//! The page of one work item and its forms. Each form is a command with an id from the page, so that sending it twice
//! does it once, and ends in a redirect; what is refused comes back with the words that were typed.

use std::sync::Arc;

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_app::console::items::{
    CommentForm, CommentProblem, ItemPage, ItemPageProps, Kind, status_named,
};
use baton_app::console::model::live_item::ItemSnapshot;
use baton_app::console::model::{PageSnapshot, Recorder};
use baton_app::console::words;
use baton_core::command::{Command, CommandBody, Rejection};
use baton_core::id::{AccountId, CommandId, CustomerId, Seq};
use baton_core::people::Actor;
use baton_core::view::{AgentView, for_agent};
use baton_core::wire::Cursor;
use baton_core::work_item::WorkItem;
use baton_store::{ExecuteError, Job, Target, WorkItemRow};
use http::StatusCode;
use serde::Deserialize;

use super::{members, space_ref, viewer};
use crate::app::App;
use crate::error::PageError;
use crate::page::{Page, PageKind, render};
use crate::session::StaffInSpace;

/// Events read at a time.
const BATCH: u32 = 500;

/// The address of a work item: the space's key, its own key.
type Address = Path<(String, String)>;

#[derive(Debug, Deserialize)]
pub(super) struct Comment {
    id: String,
    kind: String,
    text: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct NewStatus {
    id: String,
    status: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct NewAssignee {
    id: String,
    assignee: String,
}

/// `GET /app/{key}/items/{item}`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    staff: StaffInSpace,
    Path((_, key)): Address,
) -> Result<Response, PageError> {
    let row = found(&app, &staff, &key).await?;
    page(&app, staff, row, CommentForm::default(), StatusCode::OK).await
}

/// `POST /app/{key}/items/{item}/comment`
pub(super) async fn comment(
    State(app): State<Arc<App>>,
    staff: StaffInSpace,
    Path((_, key)): Address,
    Form(sent): Form<Comment>,
) -> Result<Response, PageError> {
    let row = found(&app, &staff, &key).await?;
    let kind = Kind::named(&sent.kind).ok_or(PageError::BadForm)?;
    let text = sent.text.replace("\r\n", "\n");
    let body = match kind {
        Kind::Reply => CommandBody::Comment {
            work_item: row.item.id,
            text: text.clone(),
        },
        Kind::Note => CommandBody::Note {
            work_item: Some(row.item.id),
            text: text.clone(),
        },
    };
    let refused = match execute(&app, &staff, &row, &sent.id, body).await {
        Ok(()) => return Ok(back_to(&staff, &row, "#comment")),
        Err(ExecuteError::Rejected(Rejection::NotAllowed)) => return Err(PageError::NotFound),
        Err(error) => error,
    };
    let (problem, status) = match refused {
        ExecuteError::Rejected(Rejection::EmptyText) => {
            (CommentProblem::Empty, StatusCode::UNPROCESSABLE_ENTITY)
        }
        ExecuteError::Rejected(Rejection::TextTooLong(most)) => (
            CommentProblem::TooLong(most),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ExecuteError::Unavailable => (CommentProblem::Unavailable, StatusCode::SERVICE_UNAVAILABLE),
        ExecuteError::Rejected(_) | ExecuteError::NoSuchConversation => {
            (CommentProblem::Refused, StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    let form = CommentForm {
        kind,
        text,
        problem: Some(problem),
    };
    page(&app, staff, row, form, status).await
}

/// `POST /app/{key}/items/{item}/status`
pub(super) async fn status(
    State(app): State<Arc<App>>,
    staff: StaffInSpace,
    Path((_, key)): Address,
    Form(sent): Form<NewStatus>,
) -> Result<Response, PageError> {
    let row = found(&app, &staff, &key).await?;
    let status = status_named(&sent.status).ok_or(PageError::BadForm)?;
    let body = CommandBody::ChangeStatus {
        work_item: row.item.id,
        status,
    };
    execute(&app, &staff, &row, &sent.id, body).await?;
    Ok(back_to(&staff, &row, ""))
}

/// `POST /app/{key}/items/{item}/assignee`
pub(super) async fn assignee(
    State(app): State<Arc<App>>,
    staff: StaffInSpace,
    Path((_, key)): Address,
    Form(sent): Form<NewAssignee>,
) -> Result<Response, PageError> {
    let row = found(&app, &staff, &key).await?;
    let assignee = if sent.assignee.is_empty() {
        None
    } else {
        let id: AccountId = sent.assignee.parse().map_err(|_| PageError::BadForm)?;
        let members = members(&app, &staff.space).await?;
        let member = members.into_iter().find(|member| member.id == id);
        Some(member.ok_or(PageError::BadForm)?)
    };
    let body = CommandBody::ChangeAssignee {
        work_item: row.item.id,
        assignee,
    };
    execute(&app, &staff, &row, &sent.id, body).await?;
    Ok(back_to(&staff, &row, ""))
}

/// The work item of that key, if it is of this space.
async fn found(app: &App, staff: &StaffInSpace, key: &str) -> Result<WorkItemRow, PageError> {
    let row = app.store.work_item(staff.space.id, key).await?;
    row.ok_or(PageError::NotFound)
}

async fn execute(
    app: &App,
    staff: &StaffInSpace,
    row: &WorkItemRow,
    id: &str,
    body: CommandBody,
) -> Result<(), ExecuteError> {
    let id: CommandId = id
        .parse()
        .map_err(|_| ExecuteError::Rejected(Rejection::NotFound))?;
    let command = Command {
        id,
        actor: Actor::Agent(staff.agent.clone()),
        body,
    };
    let target = Target::Conversation(row.conversation);
    app.store.execute(Job { target, command }).await?;
    Ok(())
}

fn back_to(staff: &StaffInSpace, row: &WorkItemRow, fragment: &str) -> Response {
    let address = format!("/app/{}/items/{}{fragment}", staff.space.key, row.item.key);
    Redirect::to(&address).into_response()
}

/// The conversation with what of its log belongs to the work item, as of one position.
async fn view_of(
    app: &App,
    row: &WorkItemRow,
) -> Result<(AgentView, WorkItem, CustomerId), PageError> {
    let conversation = app.store.conversation(row.conversation).await?;
    let conversation = conversation.ok_or(PageError::Internal)?;
    // The row may be older than the conversation.
    let item = conversation.work_item(row.item.id).unwrap_or(&row.item);
    let mut recorder = Recorder::of(item);
    let mut after = Seq(recorder.starts().0 - 1);
    while after < conversation.head {
        let batch = app.store.events(row.conversation, after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = last.seq;
        // What came since stands in no header yet: the page is told of it.
        let known = batch.iter().filter(|event| event.seq <= conversation.head);
        known
            .filter_map(for_agent)
            .for_each(|event| recorder.take(event));
    }
    let item = item.clone();
    let mut view = AgentView::snapshot(&conversation, &[], false);
    view.entries = recorder.record.into_events();
    Ok((view, item, conversation.customer))
}

async fn page(
    app: &App,
    staff: StaffInSpace,
    row: WorkItemRow,
    form: CommentForm,
    status: StatusCode,
) -> Result<Response, PageError> {
    let feed = Cursor {
        epoch: app.store.epoch(),
        seq: app.store.feed_head(staff.space.id).await?,
    };
    let (view, item, customer) = view_of(app, &row).await?;
    let customer = app.store.customer(customer).await?;
    let snapshot = ItemSnapshot {
        space: space_ref(&staff.space),
        viewer: viewer(app, &staff).await?,
        members: members(app, &staff.space).await?,
        conversation: row.conversation,
        view,
        customer: customer.ok_or(PageError::Internal)?.profile,
        feed,
        commands: [(); 3].map(|()| CommandId(app.new_id())),
        form,
        item,
        me: staff.agent,
    };
    let customer = &snapshot.customer;
    let summary = words::item_summary(&snapshot.item, &customer.name, customer.id);
    let title = words::item_title(&snapshot.item.key, &summary);
    let mut page = Page::new(PageKind::Console { hydrated: false }, title);
    page.snapshot = Some(PageSnapshot::Item(Box::new(snapshot.clone())).to_bytes());
    page.status = status;
    Ok(render(app, &page, || ItemPage(ItemPageProps { snapshot })))
}
