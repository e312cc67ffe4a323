//! The forms that make the chat work without script. Each carries the id of its command, so that a form sent twice does
//! one thing; the answer leads back to the page, so that a reload sends nothing.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use baton_core::command::{Command, CommandBody, Rejection};
use baton_core::conversation::Holder;
use baton_core::id::{CommandId, ConversationId, Seq};
use baton_core::people::{Actor, CustomerProfile};
use baton_core::wire::CustomerAction;
use baton_store::{ExecuteError, Job, Target};
use baton_widget::components::act::Act;
use baton_widget::components::document::Draft;
use baton_widget::snapshot::Frame;
use http::{HeaderMap, HeaderValue, header};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Duration, timeout};

use super::document::{self, Answer, Embedding};
use crate::app::App;
use crate::error::PageError;
use crate::realtime::of_customer;
use crate::session::{MaybeCustomer, customer};

/// How long the answer to a question may keep the page waiting.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// What the composer's form asks for.
const WRITE: &str = "write";

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

/// What became of a form.
enum Taken {
    /// Done, or nothing that a word would help with.
    Yes,
    /// Refused, for a reason to be said.
    No(Rejection),
}

/// `POST /chat/{key}`
pub(super) async fn from_page(
    State(app): State<Arc<App>>,
    Query(embedding): Query<Embedding>,
    reader: MaybeCustomer,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let shown = embedding.frame(&app, &reader.space)?;
    let (profile, cookie, taken) = carry_out(&app, &reader, &headers, &sent).await?;
    let response = match taken {
        // Words that can't be taken stay in the composer, under an id that is not used up.
        Taken::No(why) if sent.action == WRITE => {
            let text = sent.text();
            let draft = Draft {
                text: &text,
                refused: Some(&why),
            };
            document::show(&app, &reader, (profile, None), shown, draft).await?
        }
        Taken::Yes | Taken::No(_) => {
            let back = match shown {
                Frame::Page => String::new(),
                Frame::OwnPage { host } | Frame::ForeignPage { host } => {
                    format!("?embed=1&host={host}")
                }
            };
            Redirect::to(&format!("/chat/{}{back}", reader.space.key)).into_response()
        }
    };
    Ok(with(response, cookie))
}

/// `POST /chat/{key}/log`
pub(super) async fn from_log(
    State(app): State<Arc<App>>,
    Query(asked): Query<Answer>,
    reader: MaybeCustomer,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let (_, cookie, taken) = carry_out(&app, &reader, &headers, &sent).await?;
    let why = match &taken {
        Taken::Yes => None,
        Taken::No(why) => document::why_code(why),
    };
    let mut back = format!("/chat/{}/log", reader.space.key);
    let mut join = '?';
    if let Some(why) = why {
        // The action was understood, so that it is one of the few fixed values.
        back.push_str(&format!("?refused={}&why={why}", sent.action));
        join = '&';
    }
    if asked.is_still() {
        back.push(join);
        back.push_str("still=1");
    }
    Ok(with(Redirect::to(&back).into_response(), cookie))
}

fn with(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn carry_out(
    app: &App,
    reader: &MaybeCustomer,
    headers: &HeaderMap,
    sent: &Sent,
) -> Result<(CustomerProfile, Option<HeaderValue>, Taken), PageError> {
    let id: CommandId = sent.id.parse().map_err(|_| PageError::BadForm)?;
    let body = body(sent, id).ok_or(PageError::BadForm)?;
    let space = &reader.space;
    let (profile, cookie) = customer::known_or_guest_of_form(app, headers, reader, id).await?;
    let command = Command {
        id,
        actor: Actor::Customer(profile.id),
        body,
    };
    let taken = execute(app, space.id, &profile, command).await?;
    Ok((profile, cookie, taken))
}

impl Sent {
    /// The words. Browsers send line breaks as two characters, which would count twice.
    fn text(&self) -> String {
        self.text.replace("\r\n", "\n")
    }
}

fn body(sent: &Sent, id: CommandId) -> Option<CommandBody> {
    let action = match sent.action.as_str() {
        WRITE => CustomerAction::Write { text: sent.text() },
        "email" => CustomerAction::GiveEmail {
            email: Some(sent.email.clone()),
        },
        other => Act::parse(other)?.action(id, None),
    };
    Some(of_customer(action))
}

/// Carries it out, and waits a moment for Rovo's answer.
async fn execute(
    app: &App,
    space: baton_core::id::SpaceId,
    profile: &CustomerProfile,
    command: Command,
) -> Result<Taken, PageError> {
    let mut hints = app.store.hints();
    let target = Target::CustomerIn {
        space,
        customer: profile.id,
    };
    let done = match app.store.execute(Job { target, command }).await {
        Ok(done) => done,
        Err(ExecuteError::Rejected(why)) => {
            tracing::debug!(?why, "a form was refused");
            return Ok(Taken::No(why));
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
    _ = timeout(PATIENCE, answered).await;
    Ok(Taken::Yes)
}

/// Whether Rovo still owes the answer to what was just written.
async fn is_asked(app: &App, conversation: ConversationId, seq: Seq) -> bool {
    let state = app.store.conversation(conversation).await;
    let holder = state.ok().flatten().map(|state| state.holder);
    matches!(holder, Some(Holder::Rovo { question: Some(question) }) if question.asked >= seq)
}
