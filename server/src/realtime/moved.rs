//! What has moved since a worker last looked: each thing once, however often it moved.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

/// A set that wakes its worker.
#[derive(Debug)]
pub(super) struct Moved<T> {
    waiting: Mutex<HashSet<T>>,
    bell: Notify,
}

impl<T> Default for Moved<T> {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
            bell: Notify::new(),
        }
    }
}

impl<T: Eq + Hash> Moved<T> {
    /// Adds something and rings.
    pub(super) fn put(&self, moved: T) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.insert(moved);
        drop(waiting);
        self.bell.notify_one();
    }

    /// Waits until something has been put, and takes everything. Cancelling it loses nothing.
    pub(super) async fn next(&self) -> HashSet<T> {
        self.bell.notified().await;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut waiting)
    }
}
