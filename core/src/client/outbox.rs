//! What a page wants done and has no answer for yet. Each entry keeps its id from the first attempt to the answer, so
//! that sending it twice does it once; the page stores the outbox as bytes and takes it up again after a reload.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::id::{CommandId, Seq};
use crate::wire::{Refusal, decode, encode};

extern crate alloc;

/// How far an entry is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// Not on the present socket yet.
    Unsent,
    /// On the present socket, unanswered.
    Sending,
    /// On disk at the server; kept until the page has the event itself.
    Done(Seq),
    /// Not done; a person decides whether to try again.
    Failed(Refusal),
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<T> {
    /// Made by this page.
    pub id: CommandId,
    /// What.
    pub item: T,
    /// How far it is.
    pub progress: Progress,
}

/// The outbox, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbox<T> {
    entries: Vec<Entry<T>>,
}

impl<T> Default for Outbox<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
        }
    }
}

impl<T> Outbox<T> {
    /// Everything in it, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }

    /// The entry with this id.
    #[must_use]
    pub fn get(&self, id: CommandId) -> Option<&Entry<T>> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Takes something up, unsent. The same id again changes nothing.
    pub fn put(&mut self, id: CommandId, item: T) {
        if self.get(id).is_none() {
            self.entries.push(Entry {
                id,
                item,
                progress: Progress::Unsent,
            });
        }
    }

    /// The socket is gone: what was on it is unsent again.
    pub fn interrupted(&mut self) {
        for entry in &mut self.entries {
            if entry.progress == Progress::Sending {
                entry.progress = Progress::Unsent;
            }
        }
    }

    /// The store lives another life, since a backup was restored: what was on disk may not be any more, and is unsent again.
    pub fn another_life(&mut self) {
        for entry in &mut self.entries {
            if matches!(entry.progress, Progress::Done(_)) {
                entry.progress = Progress::Unsent;
            }
        }
    }

    /// What is done and on disk; the entry stays until [`Self::remove`].
    pub fn done(&mut self, id: CommandId, seq: Seq) {
        self.set(id, Progress::Done(seq));
    }

    /// What was refused.
    pub fn failed(&mut self, id: CommandId, why: Refusal) {
        self.set(id, Progress::Failed(why));
    }

    /// Tries a failed entry again, with the id it had.
    pub fn retry(&mut self, id: CommandId) {
        self.set(id, Progress::Unsent);
    }

    /// Takes an entry out.
    pub fn remove(&mut self, id: CommandId) -> Option<Entry<T>> {
        let index = self.entries.iter().position(|entry| entry.id == id)?;
        Some(self.entries.remove(index))
    }

    /// Takes out whatever the test does not keep.
    pub fn retain(&mut self, keep: impl FnMut(&Entry<T>) -> bool) {
        self.entries.retain(keep);
    }

    fn set(&mut self, id: CommandId, progress: Progress) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == id) {
            entry.progress = progress;
        }
    }
}

impl<T: Clone> Outbox<T> {
    /// What goes onto the present socket now, oldest first; it counts as sending from here on.
    pub fn take_unsent(&mut self) -> Vec<(CommandId, T)> {
        let mut taken = Vec::new();
        for entry in &mut self.entries {
            if entry.progress == Progress::Unsent {
                entry.progress = Progress::Sending;
                taken.push((entry.id, entry.item.clone()));
            }
        }
        taken
    }
}

impl<T: Serialize + DeserializeOwned> Outbox<T> {
    /// The bytes to store.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&self.entries)
    }

    /// Takes up what was stored, as unsent where it had been under way. Bytes of another form are an empty outbox.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut outbox = Self {
            entries: decode(bytes).unwrap_or_default(),
        };
        outbox.interrupted();
        outbox
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: CommandId = CommandId(7);

    #[test]
    fn an_entry_keeps_its_id_through_a_lost_socket_and_a_reload() {
        let mut outbox = Outbox::default();
        outbox.put(ID, 1u32);
        assert_eq!(outbox.take_unsent(), [(ID, 1)]);
        assert!(outbox.take_unsent().is_empty(), "once a socket");
        let mut reloaded = Outbox::<u32>::from_bytes(&outbox.to_bytes());
        assert_eq!(reloaded.take_unsent(), [(ID, 1)]);
        outbox.interrupted();
        assert_eq!(outbox.take_unsent(), [(ID, 1)]);
    }

    #[test]
    fn what_failed_waits_for_a_person() {
        let mut outbox = Outbox::default();
        outbox.put(ID, 1u32);
        outbox.take_unsent();
        outbox.failed(ID, Refusal::Unavailable);
        outbox.interrupted();
        assert!(outbox.take_unsent().is_empty());
        let stored = Outbox::<u32>::from_bytes(&outbox.to_bytes());
        assert_eq!(
            stored.get(ID).map(|entry| entry.progress.clone()),
            Some(Progress::Failed(Refusal::Unavailable))
        );
        outbox.retry(ID);
        assert_eq!(outbox.take_unsent(), [(ID, 1)]);
    }

    #[test]
    fn bytes_of_another_form_are_an_empty_outbox() {
        assert!(Outbox::<u32>::from_bytes(&[9, 9, 9]).entries().is_empty());
        assert!(Outbox::<u32>::from_bytes(&[]).entries().is_empty());
    }
}
