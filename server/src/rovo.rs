//! The virtual agent that answers unless another is put in its place: the built-in one, on threads of its own, since a
//! search takes longer than a socket should wait.

use std::sync::Arc;

use baton_rovo::engine::{Question, Rovo, RovoError, Thinking, Thought, explain};
use tokio::sync::Semaphore;

/// How many threads think at most: twice as many as there are questions at once. A thread can't be stopped, so that one
/// whose question has ended by its deadline thinks on while another question has its place. Were all of them stuck, each
/// question would still end by its deadline in an offer.
const THREADS: usize = 16;

/// The built-in virtual agent.
#[derive(Clone, Debug)]
pub struct BuiltInRovo {
    threads: Arc<Semaphore>,
}

impl Default for BuiltInRovo {
    fn default() -> Self {
        Self {
            threads: Arc::new(Semaphore::new(THREADS)),
        }
    }
}

impl Rovo for BuiltInRovo {
    fn think(&self, question: Question) -> Thinking<'_> {
        Box::pin(self.on_a_thread(move || explain(&question)))
    }
}

impl BuiltInRovo {
    /// The place is the thread's own until it ends, whatever becomes of who asked.
    async fn on_a_thread(
        &self,
        think: impl FnOnce() -> Result<Thought, RovoError> + Send + 'static,
    ) -> Result<Thought, RovoError> {
        let place = self.threads.clone().acquire_owned().await;
        let place = place.map_err(|_| RovoError::Broke)?;
        let thinking = tokio::task::spawn_blocking(move || {
            let thought = think();
            drop(place);
            thought
        });
        thinking.await.unwrap_or(Err(RovoError::Broke))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_thread_keeps_its_place_until_it_ends_also_when_nobody_waits_for_it_any_more() {
        let rovo = BuiltInRovo::default();
        let mut ends = Vec::new();
        for _ in 0..THREADS {
            let (end, ended) = mpsc::channel::<()>();
            let (begin, begun) = tokio::sync::oneshot::channel();
            let stuck = rovo.on_a_thread(move || {
                _ = begin.send(());
                _ = ended.recv();
                Err(RovoError::Broke)
            });
            tokio::select! {
                _ = stuck => panic!("it can't have ended"),
                begun = begun => begun.unwrap(),
            }
            ends.push(end);
        }
        assert_eq!(rovo.threads.available_permits(), 0);
        // Others wait, and one of those threads makes room.
        let mut other = Box::pin(rovo.on_a_thread(|| Err(RovoError::Broke)));
        tokio::select! {
            biased;
            _ = &mut other => panic!("there is no place"),
            () = tokio::task::yield_now() => {}
        }
        drop(ends.pop());
        assert!(other.await.is_err());
        drop(ends);
        let all = u32::try_from(THREADS).unwrap();
        drop(rovo.threads.acquire_many(all).await.unwrap());
    }
}
