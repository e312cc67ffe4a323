//! What the components ask the chat.

use baton_core::command::Rejection;
use baton_core::id::{CommandId, MessageId, Seq};
use baton_core::limits::{self, MESSAGE_CHARS};
use baton_core::view::{CustomerBody, CustomerPhase, EmailQuestion};
use baton_core::wire::CustomerAction;
use baton_core::work_item::Cause;

use super::Chat;
use crate::model::outbox::Progress;

impl Chat {
    /// How far the customer has seen the conversation, while looking at it.
    #[must_use]
    pub fn seen(&self) -> Option<Seq> {
        self.looking.then_some(self.view.seq)
    }

    /// What the customer said of an answer, known or on its way.
    #[must_use]
    pub fn rating(&self, of: MessageId) -> Option<bool> {
        let asked = self
            .outbox
            .entries
            .iter()
            .rev()
            .find_map(|entry| match entry.action {
                CustomerAction::RateAnswer { message, helped } if message == of => Some(helped),
                _ => None,
            });
        let mut known = self.view.ratings.iter().rev();
        asked.or_else(|| {
            known
                .find(|(message, _)| *message == of)
                .map(|(_, helped)| *helped)
        })
    }

    /// Whether the customer is to be asked for an address: a guest with a work item, not in the middle of a chat.
    #[must_use]
    pub fn asks_email(&self) -> bool {
        self.guest
            && self.view.header.email == EmailQuestion::Open
            && !self.view.header.items.is_empty()
            && matches!(self.view.header.phase, CustomerPhase::Rovo { .. })
            && !self.is_giving_email()
    }

    /// Whether an address is on its way.
    #[must_use]
    pub fn is_giving_email(&self) -> bool {
        self.outbox
            .is_asked(|action| matches!(action, CustomerAction::GiveEmail { .. }))
    }

    /// Whether a person was asked for by a click that has not been answered.
    #[must_use]
    pub fn is_asking_for_person(&self) -> bool {
        self.outbox
            .is_asked(|action| matches!(action, CustomerAction::RequestPerson { .. }))
    }

    /// Whether there is something that could be left as a request: words since the last hand-back, or since the talk
    /// became a request. What is raised on the portal's form is about something else.
    pub(super) fn has_words(&self) -> bool {
        let mut entries = self.view.entries.iter().rev();
        let said = entries.find_map(|event| match event.body {
            CustomerBody::Ended { .. } => Some(false),
            CustomerBody::ItemCreated { cause, .. } if cause != Cause::Raised => Some(false),
            CustomerBody::Wrote { .. } => Some(true),
            _ => None,
        });
        said.unwrap_or(self.view.has_earlier) || self.unseen_words().next().is_some()
    }

    /// Whether the last click came to nothing because the customer has written nothing.
    #[must_use]
    pub fn wants_words(&self) -> bool {
        self.notice
            .as_ref()
            .is_some_and(|notice| notice.why == Rejection::EmptyText)
    }

    /// How far the customer's words are; nothing for what is on disk.
    #[must_use]
    pub fn progress(&self, key: u128) -> Option<&Progress> {
        self.outbox
            .find(CommandId(key))
            .map(|entry| &entry.progress)
    }

    /// How many characters too many this text has.
    #[must_use]
    pub fn too_many(text: &str) -> usize {
        limits::too_many(text, MESSAGE_CHARS)
    }
}
