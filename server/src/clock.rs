//! The time of a node. Leases that pages renew are compared by the database's clock, which all nodes share; a node whose
//! own clock is behind by more than a lease would write nothing but leases that have ended. So where the database may be
//! shared, a node reads how far its clock is off, now and then, and goes by the database's.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use baton_core::time::Time;
use baton_store::{Clock, Store, StoreError};
use tokio_util::sync::CancellationToken;

/// How often it is looked how far the clock is off. Clocks drift by milliseconds in that time, and are set rarely.
const LOOK_EVERY: Duration = Duration::from_secs(20);

/// A clock that goes by the database's.
#[derive(Debug)]
pub struct NodeClock {
    own: Arc<dyn Clock>,
    /// How far the database's is ahead, in milliseconds.
    ahead: AtomicI64,
}

impl NodeClock {
    /// A clock for this store, where the store has one of its own.
    ///
    /// # Errors
    /// [`StoreError`], if the store can't say what time it is.
    pub async fn of(own: &Arc<dyn Clock>, store: &Store) -> Result<Option<Arc<Self>>, StoreError> {
        if !store.is_shared() || !own.is_real() {
            return Ok(None);
        }
        let clock = Self {
            own: own.clone(),
            ahead: AtomicI64::new(0),
        };
        clock.look(store).await?;
        Ok(Some(Arc::new(clock)))
    }

    async fn look(&self, store: &Store) -> Result<(), StoreError> {
        let before = self.own.now();
        let theirs = store.now().await?;
        let ahead = ahead(before, theirs, self.own.now());
        self.ahead.store(ahead, Ordering::Relaxed);
        Ok(())
    }

    /// Follows the store's clock until it is told to stop.
    pub async fn follow(self: Arc<Self>, store: Store, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
            // What was read last holds until it can be read again.
            if let Err(error) = self.look(&store).await {
                tracing::warn!(%error, "the database's clock can't be read");
            }
        }
    }
}

/// How far another clock is ahead, that showed this while ours went from one time to the other.
fn ahead(before: Time, theirs: Time, after: Time) -> i64 {
    let middle = before.0 + (after.0 - before.0) / 2;
    theirs.0 - middle
}

impl Clock for NodeClock {
    fn now(&self) -> Time {
        Time(self.own.now().0 + self.ahead.load(Ordering::Relaxed))
    }

    fn is_real(&self) -> bool {
        self.own.is_real()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_and_its_answer_are_taken_to_be_equally_long_on_their_way() {
        assert_eq!(ahead(Time(100), Time(45_110), Time(120)), 45_000);
        assert_eq!(ahead(Time(60_100), Time(110), Time(60_120)), -60_000);
    }
}
