//! Answers the questions that customers ask Rovo. A question is durable: its row was written with the message, so that one
//! asked before a crash is found at the next start, and one that takes too long is ended by its deadline. Answers are
//! fenced in core by the position at which Rovo was asked, and their ids follow from that position: two workers that
//! answer the same question make one answer.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use baton_core::command::Command;
use baton_core::conversation::Question;
use baton_core::id::{CommandId, ConversationId, LiveChatId, Seq};
use baton_core::people::Actor;
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::time::Time;
use baton_rovo::engine::Outcome;
use baton_store::{ExecuteError, Job, StoreError, Target};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Duration, Instant, interval};

use super::mailbox::Typist;
use super::thought;
use super::typing::RELAY_EVERY;
use crate::app::App;

/// How many questions are thought about at once.
const AT_ONCE: usize = 8;
/// A store that can't be read or written is asked again after this.
const AGAIN_AFTER: Duration = Duration::from_secs(1);
/// How often a question is tried before it is left to its deadline.
const TRIES: u32 = 5;

/// The way to the worker.
#[derive(Clone, Debug)]
pub(super) struct Questions {
    asked: mpsc::UnboundedSender<Asked>,
}

#[derive(Clone, Copy, Debug)]
enum Asked {
    In(ConversationId),
    Somewhere,
}

impl Questions {
    /// Rovo has been asked something in this conversation.
    pub(super) fn ask(&self, conversation: ConversationId) {
        // The worker is gone only when the process stops; the next start finds the question.
        let _ = self.asked.send(Asked::In(conversation));
    }

    /// Rovo may have been asked somewhere.
    pub(super) fn look(&self) {
        let _ = self.asked.send(Asked::Somewhere);
    }
}

/// Starts the worker. It begins with the questions that are still open.
pub(super) fn start(app: &Arc<App>) -> Questions {
    let (asked, questions) = mpsc::unbounded_channel();
    let way = Questions { asked };
    way.look();
    app.keep_running("questions", work(app.clone(), questions));
    way
}

/// What is to be answered: each conversation once, and once more when it was asked again meanwhile.
#[derive(Debug, Default)]
struct Desk {
    waiting: VecDeque<ConversationId>,
    taken: HashSet<ConversationId>,
    asked_again: HashSet<ConversationId>,
}

impl Desk {
    fn ask(&mut self, conversation: ConversationId) {
        if self.taken.contains(&conversation) {
            self.asked_again.insert(conversation);
        } else if !self.waiting.contains(&conversation) {
            self.waiting.push_back(conversation);
        }
    }

    fn next(&mut self) -> Option<ConversationId> {
        if self.taken.len() >= AT_ONCE {
            return None;
        }
        let next = self.waiting.pop_front()?;
        self.taken.insert(next);
        Some(next)
    }

    fn done(&mut self, conversation: ConversationId) {
        self.taken.remove(&conversation);
        if self.asked_again.remove(&conversation) {
            self.waiting.push_back(conversation);
        }
    }
}

async fn work(app: Arc<App>, mut questions: mpsc::UnboundedReceiver<Asked>) {
    let mut desk = Desk::default();
    let mut thinking = JoinSet::new();
    loop {
        while let Some(conversation) = desk.next() {
            let app = app.clone();
            thinking.spawn(async move {
                let (tasks, of) = (app.tasks.clone(), app);
                let attended = tasks.spawn(async move { attend(&of, conversation).await });
                if let Err(error) = attended.await {
                    // The deadline ends the question.
                    tracing::error!(%error, "a question broke its task");
                }
                conversation
            });
        }
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            asked = questions.recv() => match asked {
                Some(Asked::In(conversation)) => desk.ask(conversation),
                Some(Asked::Somewhere) => {
                    for conversation in open_questions(&app).await {
                        desk.ask(conversation);
                    }
                }
                None => return,
            },
            Some(Ok(conversation)) = thinking.join_next() => desk.done(conversation),
        }
    }
}

async fn open_questions(app: &App) -> Vec<ConversationId> {
    match app.store.open_questions().await {
        Ok(open) => open,
        Err(error) => {
            tracing::error!(%error, "open questions can't be read");
            Vec::new()
        }
    }
}

/// Answers what is asked in a conversation, if something is; shows meanwhile that Rovo is at it.
async fn attend(app: &App, conversation: ConversationId) {
    let began = Instant::now();
    let mut typing = interval(RELAY_EVERY);
    let answering = async {
        for _ in 0..TRIES {
            match answer(app, conversation).await {
                Ok(outcome) => return outcome,
                Err(error) => tracing::warn!(%error, "a question is tried again"),
            }
            tokio::time::sleep(AGAIN_AFTER).await;
        }
        "left"
    };
    tokio::pin!(answering);
    let outcome = loop {
        tokio::select! {
            outcome = &mut answering => break outcome,
            _ = typing.tick() => app.hub.typing(conversation, &Typist::Rovo),
        }
    };
    metrics::counter!("baton_rovo_answers_total", "outcome" => outcome).increment(1);
    metrics::histogram!("baton_rovo_answer_seconds").record(began.elapsed().as_secs_f64());
}

/// Why a question is tried again.
#[derive(Debug, thiserror::Error)]
enum TryAgain {
    #[error("the store can't be read: {0}")]
    Read(#[from] StoreError),
    #[error("the store can't be written")]
    Write,
}

async fn answer(app: &App, conversation: ConversationId) -> Result<&'static str, TryAgain> {
    let Some(context) = app.store.unanswered(conversation).await? else {
        return Ok("none");
    };
    let Some(Question { asked, due }) = thought::question(&context.conversation) else {
        return Ok("none");
    };
    let thought = tokio::select! {
        thought = thought::think(app, context) => thought,
        // Its deadline has ended the question. Nobody waits any more, and others need the place.
        () = passed(app, due) => return Ok("late"),
    };
    let outcome = thought.map_or_else(
        |error| {
            // A person can still be offered, and that now rather than when the deadline passes.
            tracing::error!(%error, "rovo can't think");
            Outcome::Reply(RovoReply::Offer(OfferReason::TookTooLong))
        },
        |thought| thought.outcome,
    );
    let chat = LiveChatId(derived("chat", conversation, asked));
    let body = thought::body(outcome, asked, chat);
    let command = Command {
        id: CommandId(derived("answer", conversation, asked)),
        actor: Actor::Rovo,
        body,
    };
    let target = Target::Conversation(conversation);
    match app.store.execute(Job { target, command }).await {
        Ok(_) => Ok("answered"),
        // Overtaken by another message, a person, or the deadline.
        Err(ExecuteError::Rejected(_)) => Ok("stale"),
        Err(ExecuteError::NoSuchConversation) => Ok("none"),
        Err(ExecuteError::Unavailable) => Err(TryAgain::Write),
    }
}

/// Waits until then, by the app's clock.
async fn passed(app: &App, due: Time) {
    while app.now() < due {
        tokio::time::sleep(AGAIN_AFTER).await;
    }
}

/// An id that anybody who answers this question makes alike.
fn derived(what: &str, conversation: ConversationId, asked: Seq) -> u128 {
    let hash = Sha256::new()
        .chain_update(what.as_bytes())
        .chain_update(conversation.0.to_be_bytes())
        .chain_update(asked.0.to_be_bytes())
        .finalize();
    hash.iter()
        .take(16)
        .fold(0, |id, byte| id << 8 | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: ConversationId = ConversationId(1);

    #[test]
    fn everybody_who_answers_a_question_makes_the_same_id_and_no_other_question_has_it() {
        let id = derived("answer", ONE, Seq(3));
        assert_eq!(id, derived("answer", ONE, Seq(3)));
        let others = [
            derived("chat", ONE, Seq(3)),
            derived("answer", ONE, Seq(4)),
            derived("answer", ConversationId(2), Seq(3)),
        ];
        assert!(!others.contains(&id));
    }

    #[test]
    fn what_is_asked_while_rovo_thinks_is_looked_at_afterwards() {
        let mut desk = Desk::default();
        desk.ask(ONE);
        desk.ask(ONE);
        assert_eq!(desk.next(), Some(ONE));
        assert_eq!(desk.next(), None);
        desk.ask(ONE);
        assert_eq!(desk.next(), None, "never two at once in a conversation");
        desk.done(ONE);
        assert_eq!(desk.next(), Some(ONE));
        desk.done(ONE);
        assert_eq!(desk.next(), None);
    }

    #[test]
    fn only_so_many_questions_are_thought_about_at_once() {
        let mut desk = Desk::default();
        for id in 0..100 {
            desk.ask(ConversationId(id));
        }
        let taken = std::iter::from_fn(|| desk.next()).count();
        assert_eq!(taken, AT_ONCE);
    }
}
