//! Asks the virtual agent: gathers what Rovo may know (the space's knowledge, what was said since the last hand-back).
//! Whether the outcome may happen, and comes in time, is decided in core.

use std::pin::Pin;
use std::sync::Arc;

use baton_core::command::CommandBody;
use baton_core::conversation::{Conversation, Holder, Question as Asked};
use baton_core::id::{LiveChatId, Seq, SpaceId};
use baton_rovo::engine::{Outcome, Question, RovoError, Thought, Turn};
use baton_store::{RovoContext, RovoTurn, SelfTestRovo};

use crate::app::App;
use crate::error::PageError;

/// What Rovo comes to do in a self-test.
type Thinking<'a> = Pin<Box<dyn Future<Output = Option<CommandBody>> + Send + 'a>>;

/// Why Rovo can't think.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CannotThink {
    /// The knowledge can't be read.
    #[error("the knowledge can't be read: {}", .0.code())]
    Knowledge(PageError),
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] RovoError),
}

/// Thinks about what has not been answered, with the saved settings. The test pane asks here as well, so that it shows
/// what customers would get.
pub(crate) async fn think(app: &App, context: RovoContext) -> Result<Thought, CannotThink> {
    let space = context.conversation.space;
    let index = app.knowledge.of(&app.store, space).await;
    let stored = app.store.space(space).await;
    let stored = stored.map_err(|error| CannotThink::Knowledge(error.into()))?;
    let agent = stored.and_then(|space| space.rovo_agent);
    let question = Question {
        unanswered: context.unanswered,
        earlier: context.earlier.into_iter().map(turn).collect(),
        rephrase_asked: context.conversation.rephrase_asked,
        agent: agent.map(Arc::new),
        index: index.map_err(CannotThink::Knowledge)?,
    };
    let thought = app.rovo.think(question).await?;
    tracing::debug!(explanation = ?thought.explanation, "rovo thought");
    Ok(thought)
}

/// What Rovo does about what it thought, as a command; `chat` is the live chat that it would begin.
pub(super) fn body(outcome: Outcome, asked: Seq, chat: LiveChatId) -> CommandBody {
    match outcome {
        Outcome::Reply(reply) => CommandBody::Answer { asked, reply },
        Outcome::HandOff => CommandBody::HandOff { asked, chat },
    }
}

/// What Rovo is asked, if it is.
pub(super) const fn question(conversation: &Conversation) -> Option<Asked> {
    match &conversation.holder {
        Holder::Rovo { question } => *question,
        Holder::Waiting(_) | Holder::Live(_) => None,
    }
}

/// Rovo for a self-test: thinks as it does for customers, about an article's own title where there is one.
///
/// # Errors
/// [`PageError::Unavailable`], if the articles can't be read.
pub(crate) async fn for_self_test<'a>(
    app: &'a App,
    space: SpaceId,
) -> Result<SelfTestRovo<impl Fn(RovoContext) -> Thinking<'a> + Send + Sync>, PageError> {
    let articles = app.store.articles(space).await?;
    let published = articles.iter().filter(|article| article.published);
    let title = published
        .max_by_key(|article| article.popular)
        .map(|article| article.title.clone());
    // The index is made now, so that nobody waits for it while the test has the database.
    app.knowledge.of(&app.store, space).await?;
    let thinks = move |context: RovoContext| -> Thinking<'a> {
        Box::pin(async move {
            let asked = question(&context.conversation)?.asked;
            let chat = LiveChatId(app.new_id());
            match think(app, context).await {
                Ok(thought) => Some(body(thought.outcome, asked, chat)),
                Err(error) => {
                    tracing::error!(%error, "rovo can't think in a self-test");
                    None
                }
            }
        })
    };
    Ok(SelfTestRovo {
        question: title,
        thinks,
    })
}

fn turn(turn: RovoTurn) -> Turn {
    match turn {
        RovoTurn::Customer(text) => Turn::Customer(text),
        RovoTurn::Rovo(reply) => Turn::Rovo(reply),
    }
}
