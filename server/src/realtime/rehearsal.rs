//! A talk with Rovo that leaves no trace: the conversation is in memory, core decides it as it decides any other, and
//! Rovo thinks as it does for customers, with the saved settings. Nothing is stored and no article counts as used.

use baton_core::command::{Command, CommandBody, Facts, Rejection};
use baton_core::conversation::{Conversation, Holder};
use baton_core::decide::decide;
use baton_core::event::{Event, EventBody};
use baton_core::id::{CommandId, ConversationId, CustomerId, LiveChatId};
use baton_core::people::Actor;
use baton_core::rovo::RovoReply;
use baton_rovo::engine::Explanation;
use baton_store::{RovoContext, Space};

use super::thought;
use crate::app::App;
use crate::error::PageError;

/// A talk so far.
pub(crate) struct Rehearsal<'a> {
    app: &'a App,
    facts: Facts,
    conversation: Conversation,
    events: Vec<Event>,
}

/// What came of the customer's words.
pub(crate) struct Rehearsed {
    /// What Rovo says; nothing where it hands over.
    pub(crate) reply: Option<RovoReply>,
    /// Why.
    pub(crate) explanation: Explanation,
}

impl<'a> Rehearsal<'a> {
    /// A talk that has not begun.
    pub(crate) async fn new(app: &'a App, space: &Space) -> Result<Self, PageError> {
        let facts = Facts {
            settings: space.settings.clone(),
            team: space.team.clone(),
            offer: app.store.offer(space.id).await?,
            project_key: space.key.clone(),
            next_work_item: 1,
            actor_is_agent: false,
            prior: None,
            first_words: None,
        };
        let (id, customer) = (ConversationId(app.new_id()), CustomerId(app.new_id()));
        Ok(Self {
            app,
            facts,
            conversation: Conversation::new(id, space.id, customer),
            events: Vec::new(),
        })
    }

    /// Whether Rovo still holds it.
    pub(crate) fn goes_on(&self) -> bool {
        matches!(self.conversation.holder, Holder::Rovo { .. })
    }

    /// The offer at this moment, for the words on the portal.
    pub(crate) fn offer(&self) -> &baton_core::offer::Offer {
        &self.facts.offer
    }

    /// The customer says something.
    ///
    /// # Errors
    /// The rejection that the customer would get; or [`PageError`], if Rovo can't think.
    pub(crate) async fn say(
        &mut self,
        text: &str,
    ) -> Result<Result<Rehearsed, Rejection>, PageError> {
        let customer = Actor::Customer(self.conversation.customer);
        let text = text.to_owned();
        if let Err(rejection) = self.happen(customer, CommandBody::Write { text }) {
            return Ok(Err(rejection));
        }
        let question = thought::question(&self.conversation).ok_or(PageError::Internal)?;
        let asked = question.asked;
        let context = RovoContext::of(self.conversation.clone(), self.events.clone());
        let thought = thought::think(self.app, context).await.map_err(|error| {
            tracing::error!(%error, "rovo can't think in the test pane");
            PageError::Internal
        })?;
        let chat = LiveChatId(self.app.new_id());
        let body = thought::body(thought.outcome, asked, chat);
        let happened = self.happen(Actor::Rovo, body);
        let reply = match happened.map_err(|_| PageError::Internal)? {
            Some(EventBody::RovoReplied { reply, .. }) => Some(reply),
            _ => None,
        };
        Ok(Ok(Rehearsed {
            reply,
            explanation: thought.explanation,
        }))
    }

    /// Decides and applies; gives the first event.
    fn happen(&mut self, actor: Actor, body: CommandBody) -> Result<Option<EventBody>, Rejection> {
        let command = Command {
            id: CommandId(self.app.new_id()),
            actor,
            body,
        };
        let now = self.app.now();
        let events = decide(&self.conversation, &self.facts, &command, now)?;
        for event in &events {
            self.conversation.apply(event);
        }
        let first = events.first().map(|event| event.body.clone());
        self.events.extend(events);
        Ok(first)
    }
}
