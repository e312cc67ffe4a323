//! Asks the engine: gathers what Rovo may know (the space's knowledge, what was said since the last hand-back) and thinks
//! off the threads that answer sockets. Whether the outcome may happen, and comes in time, is decided in core.

use baton_core::settings::Knowledge;
use baton_rovo::engine::{BuiltIn, Outcome, Question, RovoError, Turn};
use baton_store::{RovoContext, RovoTurn};

use crate::app::App;
use crate::error::PageError;

/// Why Rovo can't think.
#[derive(Debug, thiserror::Error)]
pub(super) enum CannotThink {
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

/// Thinks about what has not been answered.
pub(super) async fn think(app: &App, context: RovoContext) -> Result<Outcome, CannotThink> {
    let space = context.conversation.space;
    let index = app.knowledge.of(&app.store, space).await;
    let question = Question {
        unanswered: context.unanswered,
        earlier: context.earlier.into_iter().map(turn).collect(),
        rephrase_asked: context.conversation.rephrase_asked,
        knowledge: knowledge(app, space)
            .await
            .map_err(CannotThink::Knowledge)?,
        index: index.map_err(CannotThink::Knowledge)?,
    };
    let thinking = tokio::task::spawn_blocking(move || BuiltIn.think_now(&question));
    let thought = thinking.await.map_err(|_| CannotThink::Broke)??;
    tracing::debug!(explanation = ?thought.explanation, "rovo thought");
    Ok(thought.outcome)
}

/// What the default scenario may quote; nothing where the space has no Rovo agent.
async fn knowledge(app: &App, space: baton_core::id::SpaceId) -> Result<Knowledge, PageError> {
    let space = app.store.space(space).await?;
    let agent = space.and_then(|space| space.rovo_agent);
    let scenario = agent.and_then(|agent| agent.scenarios.into_iter().next());
    Ok(scenario.map_or(Knowledge::None, |scenario| scenario.knowledge))
}

fn turn(turn: RovoTurn) -> Turn {
    match turn {
        RovoTurn::Customer(text) => Turn::Customer(text),
        RovoTurn::Rovo(reply) => Turn::Rovo(reply),
    }
}
