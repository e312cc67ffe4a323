//! The virtual agent that answers unless another is put in its place: the built-in one, on threads of its own, since a
//! search takes longer than a socket should wait.

use baton_rovo::engine::{Question, Rovo, RovoError, Thinking, explain};

/// The built-in virtual agent.
#[derive(Clone, Copy, Debug)]
pub struct BuiltInRovo;

impl Rovo for BuiltInRovo {
    fn think(&self, question: Question) -> Thinking<'_> {
        Box::pin(async move {
            let thinking = tokio::task::spawn_blocking(move || explain(&question));
            thinking.await.unwrap_or(Err(RovoError::Broke))
        })
    }
}
