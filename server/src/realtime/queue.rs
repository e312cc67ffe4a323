//! The places in each space's queue, as waiting customers were last told. When a space's feed moves, a worker reads who
//! waits once and tells those whose place has changed; sockets read their place from here and ask the store nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use baton_core::id::{ConversationId, SpaceId};
use baton_core::time::Millis;
use baton_core::wire::QueuePlace;
use baton_store::StoreError;

use super::moved::Moved;
use crate::app::App;

/// Many chats may come and go in a moment: the queue is read at most this often.
const SETTLE: Duration = Duration::from_millis(200);

/// Who waits in a space, in order.
#[derive(Debug, Default, PartialEq, Eq)]
struct Queue {
    positions: HashMap<ConversationId, u32>,
    usual_wait: Option<Millis>,
}

impl Queue {
    fn place(&self, conversation: ConversationId) -> Option<QueuePlace> {
        let position = *self.positions.get(&conversation)?;
        Some(QueuePlace {
            position,
            waiting: u32::try_from(self.positions.len()).unwrap_or(u32::MAX),
            usual_wait: self.usual_wait,
        })
    }
}

/// The queues of the spaces in which customers wait.
#[derive(Debug, Default)]
pub struct Queues {
    known: Mutex<HashMap<SpaceId, Queue>>,
    moved: Moved<SpaceId>,
}

impl Queues {
    /// The place of a conversation, as it was last computed.
    #[must_use]
    pub fn place(&self, space: SpaceId, conversation: ConversationId) -> Option<QueuePlace> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&space)?.place(conversation)
    }

    /// The queue of a space may have moved.
    pub fn moved(&self, space: SpaceId) {
        self.moved.put(space);
    }

    /// Remembers a queue; answers with those whose place has changed.
    fn put(&self, space: SpaceId, queue: Queue) -> Vec<ConversationId> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known.remove(&space).unwrap_or_default();
        let changed = queue
            .positions
            .keys()
            .filter(|conversation| before.place(**conversation) != queue.place(**conversation))
            .copied()
            .collect();
        if !queue.positions.is_empty() {
            known.insert(space, queue);
        }
        changed
    }
}

async fn read(app: &App, space: SpaceId) -> Result<Queue, StoreError> {
    let waiting = app.store.waiting_in(space).await?;
    let mut usual_wait = None;
    if let Some(first) = waiting.first() {
        let place = app.store.queue_place(space, *first).await?;
        usual_wait = place.and_then(|place| place.usual_wait);
    }
    Ok(Queue {
        positions: waiting.into_iter().zip(1..).collect(),
        usual_wait,
    })
}

/// The worker.
pub(super) async fn watch(app: Arc<App>) {
    loop {
        let moved = tokio::select! {
            () = app.shutdown.cancelled() => return,
            moved = app.hub.queues().moved.next() => moved,
        };
        for space in moved {
            match read(&app, space).await {
                Ok(queue) => {
                    let changed = app.hub.queues().put(space, queue);
                    app.hub.queue_moved(changed.into_iter());
                }
                Err(error) => tracing::error!(%error, "the queue can't be read"),
            }
        }
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = tokio::time::sleep(SETTLE) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACE: SpaceId = SpaceId(1);

    fn queue(waiting: &[u128]) -> Queue {
        Queue {
            positions: waiting
                .iter()
                .map(|id| ConversationId(*id))
                .zip(1..)
                .collect(),
            usual_wait: None,
        }
    }

    #[test]
    fn those_whose_place_changed_are_told_and_nobody_else() {
        let queues = Queues::default();
        let mut told = queues.put(SPACE, queue(&[1, 2]));
        told.sort();
        assert_eq!(told, [ConversationId(1), ConversationId(2)]);
        assert_eq!(queues.put(SPACE, queue(&[1, 2])), []);
        let place = queues.place(SPACE, ConversationId(2)).unwrap();
        assert_eq!((place.position, place.waiting), (2, 2));
        assert_eq!(queues.put(SPACE, queue(&[2])), [ConversationId(2)]);
        assert_eq!(queues.place(SPACE, ConversationId(1)), None);
    }
}
