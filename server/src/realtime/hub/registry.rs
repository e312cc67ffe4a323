//! Who hears of what: mailboxes by socket, by conversation, by space and by customer. The hub's lock is around it.

use std::collections::HashMap;
use std::sync::Arc;

use baton_core::id::{AccountId, ConversationId, CustomerId, SpaceId};

use super::super::mailbox::{Mailbox, SocketId};

/// Those that hear of the same thing.
pub(super) type Mailboxes = Vec<Arc<Mailbox>>;

/// All sockets, by what they hear of.
#[derive(Default)]
pub(super) struct Registry {
    pub(super) sockets: HashMap<SocketId, Arc<Mailbox>>,
    pub(super) followers: HashMap<ConversationId, Mailboxes>,
    pub(super) agents: HashMap<SpaceId, Mailboxes>,
    pub(super) customers: HashMap<SpaceId, HashMap<SocketId, Arc<Mailbox>>>,
    /// Customers' sockets that have no conversation yet.
    pub(super) strangers: HashMap<CustomerId, Mailboxes>,
    /// How many sockets an account has; none is no entry.
    staff: HashMap<AccountId, usize>,
}

impl Registry {
    /// Whether an account has a socket.
    pub(super) fn has_sockets(&self, account: AccountId) -> bool {
        self.staff.contains_key(&account)
    }

    /// An account has one socket more.
    pub(super) fn came(&mut self, account: AccountId) {
        *self.staff.entry(account).or_default() += 1;
    }

    /// An account has one socket less. True if it was the last.
    pub(super) fn left(&mut self, account: AccountId) -> bool {
        let Some(sockets) = self.staff.get_mut(&account) else {
            return false;
        };
        *sockets -= 1;
        let was_last = *sockets == 0;
        if was_last {
            self.staff.remove(&account);
        }
        was_last
    }
}

/// Enters a mailbox under a key.
pub(super) fn add<Key: std::hash::Hash + Eq + Copy>(
    to: &mut HashMap<Key, Mailboxes>,
    key: Key,
    mailbox: &Arc<Mailbox>,
) {
    // Nearly always one page follows a conversation: a vector for four would waste memory in each of ten thousand.
    to.entry(key)
        .or_insert_with(|| Vec::with_capacity(1))
        .push(mailbox.clone());
}

/// Takes a socket's mailbox from under a key.
pub(super) fn remove<Key: std::hash::Hash + Eq + Copy>(
    from: &mut HashMap<Key, Mailboxes>,
    key: Key,
    socket: SocketId,
) {
    if let Some(mailboxes) = from.get_mut(&key) {
        mailboxes.retain(|mailbox| mailbox.id != socket);
        if mailboxes.is_empty() {
            from.remove(&key);
        }
    }
}
