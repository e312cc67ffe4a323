//! What Rovo makes of a question: the engine's answer over the space's knowledge, or the wish for a person. Whether that is
//! allowed to happen, and whether it comes in time, is decided in core.

use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::settings::Knowledge;
use baton_rovo::handoff;
use baton_store::{RovoContext, RovoTurn};

use crate::app::App;
use crate::error::PageError;

/// So many sources are quoted at most.
const SOURCES: usize = 2;

/// What Rovo makes of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Thought {
    /// Say this.
    Say(RovoReply),
    /// The customer wants a person.
    HandOver,
}

/// Why Rovo can't think.
#[derive(Debug, thiserror::Error)]
pub(super) enum CannotThink {
    /// The knowledge can't be read.
    #[error("the knowledge can't be read: {}", .0.code())]
    Knowledge(PageError),
    /// The engine failed.
    #[error("the engine failed: {0}")]
    Engine(String),
}

impl<Cause: Into<PageError>> From<Cause> for CannotThink {
    fn from(cause: Cause) -> Self {
        Self::Knowledge(cause.into())
    }
}

/// Thinks about what has not been answered.
pub(super) async fn think(app: &App, context: RovoContext) -> Result<Thought, CannotThink> {
    let space = context.conversation.space;
    let knowledge = app
        .store
        .space(space)
        .await?
        .and_then(|space| space.rovo_agent)
        .and_then(|agent| agent.scenarios.into_iter().next())
        .map_or(Knowledge::None, |scenario| scenario.knowledge);
    let index = app.knowledge.of(&app.store, space).await?;
    let thinking = tokio::task::spawn_blocking(move || {
        let text = context.unanswered.join("\n");
        if handoff::wanted(&text).is_some() {
            return Ok(Thought::HandOver);
        }
        let before = said_before(&context);
        let ranking = index
            .search_with_context(&text, &before, &knowledge)
            .map_err(|error| CannotThink::Engine(error.to_string()))?;
        let reply = if ranking.confidence.is_enough() {
            let sources = ranking.hits.into_iter().map(|hit| hit.source);
            RovoReply::Answer {
                sources: sources.take(SOURCES).collect(),
            }
        } else if context.conversation.rephrase_asked {
            RovoReply::Offer(OfferReason::NoAnswer)
        } else {
            RovoReply::AskRephrase
        };
        Ok(Thought::Say(reply))
    });
    let thought = thinking.await;
    thought.map_err(|error| CannotThink::Engine(error.to_string()))?
}

/// After Rovo asked for other words, the first ones still count.
fn said_before(context: &RovoContext) -> String {
    if !context.conversation.rephrase_asked {
        return String::new();
    }
    let mut earlier = context.earlier.iter().rev();
    let last = earlier.find_map(|turn| match turn {
        RovoTurn::Customer(text) => Some(text.clone()),
        RovoTurn::Rovo(_) => None,
    });
    last.unwrap_or_default()
}
