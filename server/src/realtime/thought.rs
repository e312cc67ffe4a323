//! Asks the engine: gathers what Rovo may know (the space's knowledge, what was said since the last hand-back) and thinks
//! off the threads that answer sockets. Whether the outcome may happen, and comes in time, is decided in core.

use std::sync::Arc;

use baton_rovo::engine::{Question, RovoError, Thought, Turn, explain};
use baton_store::{RovoContext, RovoTurn};

use crate::app::App;
use crate::error::PageError;

/// Why Rovo can't think.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CannotThink {
    /// The knowledge can't be read.
    #[error("the knowledge can't be read: {}", .0.code())]
    Knowledge(PageError),
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] RovoError),
    /// The engine broke.
    #[error("the engine broke")]
    Broke,
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
    let thinking = tokio::task::spawn_blocking(move || explain(&question));
    let thought = thinking.await.map_err(|_| CannotThink::Broke)??;
    tracing::debug!(explanation = ?thought.explanation, "rovo thought");
    Ok(thought)
}

fn turn(turn: RovoTurn) -> Turn {
    match turn {
        RovoTurn::Customer(text) => Turn::Customer(text),
        RovoTurn::Rovo(reply) => Turn::Rovo(reply),
    }
}
