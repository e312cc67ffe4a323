//! A socket's place in the hub: what it follows, and leaving.

use std::sync::Arc;

use baton_core::id::{ConversationId, SpaceId};

use super::super::mailbox::Mailbox;
use super::registry::{add, remove};
use super::{Hub, audience_name};
use crate::limits::Principal;

/// A socket's place in the hub; dropping it leaves.
#[derive(Debug)]
pub struct Seat {
    pub(super) hub: Hub,
    pub(super) mailbox: Arc<Mailbox>,
    pub(super) follows: Option<ConversationId>,
}

impl Seat {
    /// What waits for the socket.
    #[must_use]
    pub fn mailbox(&self) -> &Arc<Mailbox> {
        &self.mailbox
    }

    /// The space that the socket is of.
    #[must_use]
    pub fn space(&self) -> Option<SpaceId> {
        self.mailbox.holder.space
    }

    /// The conversation that the socket follows.
    #[must_use]
    pub fn follows(&self) -> Option<ConversationId> {
        self.follows
    }

    /// Follows this conversation instead of the one before. Call it before reading the log: what happens in between is
    /// then in the mailbox.
    pub fn follow(&mut self, conversation: Option<ConversationId>) {
        if self.follows == conversation {
            return;
        }
        let mut registry = self.hub.registry();
        if let Some(before) = self.follows {
            remove(&mut registry.followers, before, self.mailbox.id);
        }
        if let Some(after) = conversation {
            add(&mut registry.followers, after, &self.mailbox);
            if let Principal::Customer(customer) = self.mailbox.holder.principal {
                remove(&mut registry.strangers, customer, self.mailbox.id);
            }
        }
        self.follows = conversation;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let (id, holder) = (self.mailbox.id, self.mailbox.holder);
        let mut registry = self.hub.registry();
        registry.sockets.remove(&id);
        if let Some(conversation) = self.follows {
            remove(&mut registry.followers, conversation, id);
        }
        match (holder.principal, holder.space) {
            (Principal::Account(_), Some(space)) => remove(&mut registry.agents, space, id),
            (Principal::Customer(customer), Some(space)) => {
                remove(&mut registry.strangers, customer, id);
                if let Some(customers) = registry.customers.get_mut(&space) {
                    customers.remove(&id);
                    if customers.is_empty() {
                        registry.customers.remove(&space);
                    }
                }
            }
            (_, None) => {}
        }
        if let Principal::Account(account) = holder.principal
            && registry.left(account)
        {
            self.hub.departures().left(account);
        }
        drop(registry);
        metrics::gauge!("baton_sockets", "audience" => audience_name(&self.mailbox)).decrement(1.0);
    }
}
