//! Another virtual agent in the place of the built-in one: what it may do to a customer who waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use baton_core::command::TIME_TO_ANSWER;
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::view::{CustomerBody, CustomerPhase};
use baton_rovo::engine::{Question, Rovo, RovoError, Thinking};
use baton_server::rovo::BuiltInRovo;

use crate::support::clients::CustomerPage;
use crate::support::world::{QUESTION, World, eventually};

/// As many questions as are thought about at once.
const AT_ONCE: u32 = 8;

/// Thinks for ever about the first questions, and answers those after them.
#[derive(Debug, Default)]
struct Slow {
    asked: AtomicU32,
    given_up: Arc<AtomicU32>,
}

/// Counts what is no longer thought about.
struct Unfinished(Arc<AtomicU32>);

impl Drop for Unfinished {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Rovo for Slow {
    fn think(&self, question: Question) -> Thinking<'_> {
        Box::pin(async move {
            if self.asked.fetch_add(1, Ordering::Relaxed) < AT_ONCE {
                let _unfinished = Unfinished(self.given_up.clone());
                std::future::pending::<()>().await;
            }
            BuiltInRovo::default().think(question).await
        })
    }
}

/// Fails at everything.
#[derive(Debug)]
struct Broken;

impl Rovo for Broken {
    fn think(&self, _: Question) -> Thinking<'_> {
        Box::pin(async { Err(RovoError::Broke) })
    }
}

fn offers(page: &CustomerPage) -> bool {
    let last = page.view.entries.last().map(|entry| &entry.body);
    matches!(
        last,
        Some(CustomerBody::Rovo {
            reply: RovoReply::Offer(OfferReason::TookTooLong),
            ..
        })
    )
}

#[tokio::test]
async fn a_question_that_is_thought_about_too_long_ends_in_an_offer_and_makes_room_for_the_next() {
    let world = World::new().await;
    let rovo = Arc::new(Slow::default());
    let given_up = rovo.given_up.clone();
    let server = world.serve_with_rovo(rovo).await;
    let mut pages = Vec::new();
    for _ in 0..AT_ONCE {
        let customer = server.customer().await;
        let mut page = CustomerPage::open(&server, &customer).await;
        page.write(QUESTION).await;
        pages.push(page);
    }
    let customer = server.customer().await;
    let mut next = CustomerPage::open(&server, &customer).await;

    world.clock.advance(TIME_TO_ANSWER);
    for page in &mut pages {
        page.until("the offer", offers).await;
        assert_eq!(*page.phase(), CustomerPhase::Rovo { thinking: false });
        assert_eq!(page.view.entries.len(), 2);
    }
    next.write(QUESTION).await;
    let answered = |page: &CustomerPage| {
        let last = page.view.entries.last().map(|entry| &entry.body);
        matches!(
            last,
            Some(CustomerBody::Rovo {
                reply: RovoReply::Answer { .. },
                ..
            })
        )
    };
    next.until("an answer", answered).await;
    eventually("the questions are dropped", || async {
        given_up.load(Ordering::Relaxed) == AT_ONCE
    })
    .await;
}

#[tokio::test]
async fn where_rovo_breaks_a_person_or_a_request_is_offered_at_once() {
    let world = World::new().await;
    let server = world.serve_with_rovo(Arc::new(Broken)).await;
    let customer = server.customer().await;
    let mut page = CustomerPage::open(&server, &customer).await;
    page.write(QUESTION).await;
    page.until("the offer", offers).await;
}
