//! The forms that make the chat work without script. Each carries the id of its command, so that a form sent twice does
//! one thing; the answer leads back to the page, so that a reload sends nothing.

use std::sync::Arc;

use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_core::command::{Command, CommandBody};
use baton_core::conversation::Holder;
use baton_core::id::{CommandId, ConversationId, LiveChatId, Seq};
use baton_core::people::{Actor, CustomerProfile};
use baton_core::wire::CustomerAction;
use baton_store::{ExecuteError, Job, Target};
use baton_widget::components::act::Act;
use http::{HeaderMap, header};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Duration, timeout};

use crate::app::App;
use crate::error::PageError;
use crate::session::{MaybeCustomer, customer};

/// How long the answer to a question may keep the page waiting.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// A form of the chat.
#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    id: String,
    #[serde(rename = "do")]
    action: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    email: String,
}

/// `POST /chat/{key}`
pub(super) async fn from_page(
    State(app): State<Arc<App>>,
    reader: MaybeCustomer,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let back = format!("/chat/{}", reader.space.key);
    carry_out(&app, &reader, &headers, &sent, &back).await
}

/// `POST /chat/{key}/log`
pub(super) async fn from_log(
    State(app): State<Arc<App>>,
    reader: MaybeCustomer,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let back = format!("/chat/{}/log", reader.space.key);
    carry_out(&app, &reader, &headers, &sent, &back).await
}

async fn carry_out(
    app: &App,
    reader: &MaybeCustomer,
    headers: &HeaderMap,
    sent: &Sent,
    back: &str,
) -> Result<Response, PageError> {
    let id: CommandId = sent.id.parse().map_err(|_| PageError::BadForm)?;
    let body = body(sent, id).ok_or(PageError::BadForm)?;
    let space = &reader.space;
    let (profile, cookie) =
        customer::known_or_guest_of_form(app, headers, space, reader.frame, id).await?;
    execute(
        app,
        space.id,
        &profile,
        Command {
            id,
            actor: Actor::Customer(profile.id),
            body,
        },
    )
    .await?;
    let mut response = Redirect::to(back).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn body(sent: &Sent, id: CommandId) -> Option<CommandBody> {
    let action = match sent.action.as_str() {
        // Browsers send line breaks as two characters, which would count twice.
        "write" => CustomerAction::Write {
            text: sent.text.replace("\r\n", "\n"),
        },
        "email" => CustomerAction::GiveEmail {
            email: Some(sent.email.clone()),
        },
        other => Act::parse(other)?.action(id),
    };
    Some(match action {
        CustomerAction::Write { text } => CommandBody::Write { text },
        CustomerAction::RequestPerson { chat } => CommandBody::RequestPerson {
            chat: LiveChatId(chat.0),
        },
        CustomerAction::LeaveAsRequest { work_item } => CommandBody::LeaveAsRequest { work_item },
        CustomerAction::NoLongerNeeded { work_item } => CommandBody::NoLongerNeeded { work_item },
        CustomerAction::EndChat => CommandBody::EndChat,
        CustomerAction::RateAnswer { message, helped } => {
            CommandBody::RateAnswer { message, helped }
        }
        CustomerAction::GiveEmail { email } => CommandBody::GiveEmail { email },
    })
}

/// A refusal leads back to the page as well: it shows what holds now.
async fn execute(
    app: &App,
    space: baton_core::id::SpaceId,
    profile: &CustomerProfile,
    command: Command,
) -> Result<(), PageError> {
    let mut hints = app.store.hints();
    let target = Target::CustomerIn {
        space,
        customer: profile.id,
    };
    let done = match app.store.execute(Job { target, command }).await {
        Ok(done) => done,
        Err(ExecuteError::Rejected(why)) => {
            tracing::debug!(?why, "a form was refused");
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let answered = async {
        while is_asked(app, done.conversation, done.seq).await {
            loop {
                match hints.recv().await {
                    Ok(hint) if hint.conversation != done.conversation => {}
                    Ok(_) | Err(RecvError::Lagged(_)) => break,
                    Err(RecvError::Closed) => return,
                }
            }
        }
    };
    // Later than that, the log brings the answer by itself.
    let _ = timeout(PATIENCE, answered).await;
    Ok(())
}

/// Whether Rovo still owes the answer to what was just written.
async fn is_asked(app: &App, conversation: ConversationId, seq: Seq) -> bool {
    let state = app.store.conversation(conversation).await;
    let holder = state.ok().flatten().map(|state| state.holder);
    matches!(holder, Some(Holder::Rovo { question: Some(question) }) if question.asked >= seq)
}
