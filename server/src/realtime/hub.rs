//! Which socket watches what. After each commit the store gives a hint; the hub puts it into the mailboxes of the sockets
//! that follow the conversation, and adds to the feed that the agents' pages of its space read. A hint is only a shortcut:
//! where some were lost, everybody is told to read the log. The hub also carries what is never stored: typing, changed offers, a moved queue, closed sessions.

mod registry;
mod seat;

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use baton_core::id::{AccountId, ConversationId, CustomerId, SpaceId};
use baton_store::Hint;

use super::departures::Departures;
use super::feeds::Feeds;
use super::mailbox::{Audience, Holder, Mailbox, SocketId, Typist};
use super::offers::Offers;
use super::queue::Queues;
use crate::limits::{Limits, Principal};
use crate::session::TokenHash;
use registry::{Registry, add};

pub use seat::Seat;

/// A conversation that others created has so few events when its customer's other pages are told.
const NEWBORN: u64 = 8;

/// Whose sockets must look whether they may still be open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// Those of one session.
    Session(TokenHash),
    /// Those of an account: it was disabled, or its rights changed.
    Account(AccountId),
    /// Those of a customer.
    Customer(CustomerId),
    /// Those of every account: another process has changed somebody's rights.
    Staff,
    /// All: it is not known any more whose.
    Everybody,
}

/// The sockets of this process and what they watch. Cheap to clone.
#[derive(Clone, Default)]
pub struct Hub {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    next: AtomicU64,
    registry: Mutex<Registry>,
    limits: Limits,
    offers: Offers,
    queues: Queues,
    feeds: Feeds,
    departures: Departures,
}

impl fmt::Debug for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hub")
            .field("sockets", &self.sockets())
            .finish_non_exhaustive()
    }
}

impl Hub {
    /// A hub that nobody listens to yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How much each principal may ask for.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// The offers as customers and agents were last told.
    #[must_use]
    pub fn offers(&self) -> &Offers {
        &self.inner.offers
    }

    /// The queues as customers were last told.
    #[must_use]
    pub fn queues(&self) -> &Queues {
        &self.inner.queues
    }

    /// The feeds that agents' pages read.
    #[must_use]
    pub fn feeds(&self) -> &Feeds {
        &self.inner.feeds
    }

    /// Those who have closed their last page.
    #[must_use]
    pub fn departures(&self) -> &Departures {
        &self.inner.departures
    }

    /// Whether an account has a page open.
    #[must_use]
    pub fn has_sockets(&self, account: AccountId) -> bool {
        self.registry().has_sockets(account)
    }

    /// How many sockets are open.
    #[must_use]
    pub fn sockets(&self) -> usize {
        self.registry().sockets.len()
    }

    /// The spaces in which customers or agents have sockets open.
    #[must_use]
    pub fn spaces_with_pages(&self) -> BTreeSet<SpaceId> {
        let registry = self.registry();
        let agents = registry.agents.keys();
        registry.customers.keys().chain(agents).copied().collect()
    }

    /// Gives a socket its seat; it leaves when the seat is dropped. An agent's socket follows its space's feed at once.
    #[must_use]
    pub fn join(&self, holder: Holder) -> Seat {
        let id = SocketId(self.inner.next.fetch_add(1, Ordering::Relaxed));
        let mailbox = Arc::new(Mailbox::new(id, holder));
        let mut registry = self.registry();
        registry.sockets.insert(id, mailbox.clone());
        if let Principal::Account(account) = holder.principal {
            registry.came(account);
        }
        match (holder.principal, holder.space) {
            (Principal::Account(_), Some(space)) => {
                let agents = registry.agents.entry(space).or_default();
                agents.push(mailbox.clone());
            }
            (Principal::Customer(customer), Some(space)) => {
                let customers = registry.customers.entry(space).or_default();
                customers.insert(id, mailbox.clone());
                add(&mut registry.strangers, customer, &mailbox);
            }
            // What concerns it does not come from the hub.
            (_, None) => {}
        }
        drop(registry);
        metrics::gauge!("baton_sockets", "audience" => audience_name(&mailbox)).increment(1.0);
        Seat {
            hub: self.clone(),
            mailbox,
            follows: None,
        }
    }

    /// Puts a hint where it belongs. Answers with a conversation whose customer should be looked up, because a page of
    /// theirs may not know yet that it exists.
    pub fn deliver(&self, hint: &Hint) -> Option<ConversationId> {
        let registry = self.registry();
        let followers = registry.followers.get(&hint.conversation);
        for mailbox in followers.into_iter().flatten() {
            mailbox.put_events(hint.conversation, hint.events.as_ref());
        }
        if hint.feed_head.is_some() {
            if registry.agents.contains_key(&hint.space) {
                self.inner.feeds.moved(hint.space, hint.feed.as_deref());
            } else {
                self.inner.feeds.forget(hint.space);
            }
        }
        if hint.feed_head.is_some() && registry.customers.contains_key(&hint.space) {
            self.inner.queues.moved(hint.space);
        }
        let newborn = match &hint.events {
            Some(events) => events.first().is_some_and(|event| event.seq.0 == 1),
            None => hint.head.0 <= NEWBORN,
        };
        (newborn && !registry.strangers.is_empty()).then_some(hint.conversation)
    }

    /// Tells a customer's pages which conversation is theirs.
    pub fn belongs(&self, customer: CustomerId, conversation: ConversationId) {
        for mailbox in self
            .registry()
            .strangers
            .get(&customer)
            .into_iter()
            .flatten()
        {
            mailbox.put(|post| post.belongs = Some(conversation));
        }
    }

    /// Hints were lost: everybody reads the log.
    pub fn look_everywhere(&self) {
        let registry = self.registry();
        for space in registry.agents.keys() {
            self.inner.feeds.forget(*space);
        }
        for mailbox in registry.sockets.values() {
            mailbox.put_look_everywhere();
        }
        for space in registry.customers.keys() {
            self.inner.queues.moved(*space);
        }
    }

    /// Somebody is typing in a conversation. The other side sees it; it is stored nowhere.
    pub fn typing(&self, conversation: ConversationId, typist: &Typist) {
        let shown_to = match typist {
            Typist::Customer => Audience::Agent,
            Typist::Rovo | Typist::Agent(_) => Audience::Customer,
        };
        let registry = self.registry();
        let followers = registry.followers.get(&conversation);
        for mailbox in followers.into_iter().flatten() {
            if mailbox.audience() == shown_to {
                mailbox.put(|post| post.typing = Some((conversation, typist.clone())));
            }
        }
    }

    /// Makes sockets look whether they may still be open.
    pub fn revoke(&self, revocation: &Revocation) {
        let concerned = |mailbox: &Mailbox| match *revocation {
            Revocation::Session(session) => mailbox.holder.session == session,
            Revocation::Account(account) => mailbox.holder.principal == Principal::Account(account),
            Revocation::Customer(customer) => {
                mailbox.holder.principal == Principal::Customer(customer)
            }
            Revocation::Staff => matches!(mailbox.holder.principal, Principal::Account(_)),
            Revocation::Everybody => true,
        };
        for mailbox in self.registry().sockets.values() {
            if concerned(mailbox) {
                mailbox.put(|post| post.revoked = true);
            }
        }
    }

    /// Tells a space's agents' pages that its feed has moved.
    pub(super) fn feed_moved(&self, space: SpaceId) {
        let registry = self.registry();
        for mailbox in registry.agents.get(&space).into_iter().flatten() {
            mailbox.put_feed();
        }
    }

    /// Tells a space's customers and agents that the offer has changed.
    pub(super) fn offer_changed(&self, space: SpaceId) {
        let registry = self.registry();
        let customers = registry.customers.get(&space);
        let customers = customers.into_iter().flat_map(HashMap::values);
        let agents = registry.agents.get(&space).into_iter().flatten();
        for mailbox in customers.chain(agents) {
            mailbox.put(|post| post.offer = true);
        }
    }

    /// Tells the customers of these conversations that the queue has moved.
    pub(super) fn queue_moved(&self, conversations: impl Iterator<Item = ConversationId>) {
        let registry = self.registry();
        for conversation in conversations {
            let followers = registry.followers.get(&conversation);
            for mailbox in followers.into_iter().flatten() {
                if mailbox.audience() == Audience::Customer {
                    mailbox.put(|post| post.queue = true);
                }
            }
        }
    }

    fn registry(&self) -> MutexGuard<'_, Registry> {
        self.inner
            .registry
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn audience_name(mailbox: &Mailbox) -> &'static str {
    match mailbox.audience() {
        Audience::Customer => "customer",
        Audience::Agent => "agent",
        Audience::Alerts => "alerts",
    }
}

#[cfg(test)]
mod tests;
