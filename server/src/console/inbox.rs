//! The *Live chat inbox*: loads what an agent may see, renders it, and puts the same snapshot into the page.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use baton_app::console::inbox::{InboxApp, InboxAppProps};
use baton_app::console::model::{ConsoleSnapshot, OpenedSnapshot, PageSnapshot};
use baton_app::console::words;
use baton_core::id::ConversationId;
use baton_core::inbox::List;
use baton_core::limits::SNAPSHOT_ENTRIES;
use baton_core::view::AgentView;
use http::StatusCode;

use super::{space_ref, viewer};
use crate::app::App;
use crate::error::PageError;
use crate::page::{Page, PageKind, render};
use crate::session::StaffInSpace;
use crate::talk;

/// `GET /app/{key}/inbox`
pub(super) async fn lists(
    State(app): State<Arc<App>>,
    staff: StaffInSpace,
) -> Result<Response, PageError> {
    show(&app, staff, OpenedSnapshot::None).await
}

/// `GET /app/{key}/inbox/{conversation}`
pub(super) async fn conversation(
    State(app): State<Arc<App>>,
    staff: StaffInSpace,
    Path((_, conversation)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let id: ConversationId = conversation.parse().map_err(|_| PageError::NotFound)?;
    let opened = opened(&app, &staff, id).await?;
    show(&app, staff, opened).await
}

/// The conversation, if it is of this space: another space's is as missing as one that never was.
async fn opened(
    app: &App,
    staff: &StaffInSpace,
    id: ConversationId,
) -> Result<OpenedSnapshot, PageError> {
    let limit = u32::try_from(SNAPSHOT_ENTRIES).unwrap_or(u32::MAX);
    let found = app.store.newest_events(id, limit).await?;
    let found = found.filter(|(conversation, ..)| conversation.space == staff.space.id);
    let Some((conversation, events, has_earlier)) = found else {
        return Ok(OpenedSnapshot::Missing(id));
    };
    let customer = app.store.customer(conversation.customer).await?;
    let customer = customer.ok_or(PageError::Internal)?.profile;
    let view = AgentView::snapshot(&conversation, &events, has_earlier);
    Ok(OpenedSnapshot::Here {
        conversation: id,
        view: Box::new(view),
        customer,
        talk: talk::before(&app.store, &conversation, &events).await?,
    })
}

async fn show(
    app: &App,
    staff: StaffInSpace,
    opened: OpenedSnapshot,
) -> Result<Response, PageError> {
    let status = match opened {
        OpenedSnapshot::Missing(_) => StatusCode::NOT_FOUND,
        OpenedSnapshot::None | OpenedSnapshot::Here { .. } => StatusCode::OK,
    };
    let snapshot = ConsoleSnapshot {
        space: space_ref(&staff.space),
        viewer: viewer(app, &staff).await?,
        epoch: app.store.epoch(),
        now: app.now(),
        inbox: app.store.inbox(staff.space.id).await?,
        opened,
        offer: app.store.offer(staff.space.id).await?,
        time_to_assign: staff.space.settings.time_to_assign,
        time_to_reply: staff.space.settings.time_to_reply,
        me: staff.agent,
    };
    let me = snapshot.me.id;
    let waiting = snapshot.inbox.list(List::Unassigned, me).len();
    let title = words::inbox_title(waiting, &snapshot.space.key);
    let mut page = Page::new(PageKind::Console { hydrated: true }, title);
    page.snapshot = Some(PageSnapshot::Inbox(Box::new(snapshot.clone())).to_bytes());
    page.status = status;
    Ok(render(app, &page, || InboxApp(InboxAppProps { snapshot })))
}
