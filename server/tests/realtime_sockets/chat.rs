//! One conversation, from a question to Rovo to the end of a live chat.

use baton_core::command::{Command, CommandBody, Rejection};
use baton_core::event::Ending;
use baton_core::id::{CommandId, Seq};
use baton_core::people::Actor;
use baton_core::rovo::RovoReply;
use baton_core::view::{AgentBody, AgentPhase, CustomerBody, CustomerPhase};
use baton_core::wire::{AgentAction, CustomerAction, FromCustomer, Refusal, ToCustomer};
use baton_store::{ExecuteError, Job, Target};

use crate::support::clients::{AgentPage, Answered, CustomerPage, id};
use crate::support::on_both;
use crate::support::world::{QUESTION, RIDDLE, Server, World, reference};

fn says_an_answer(page: &CustomerPage) -> bool {
    matches!(
        page.view.entries.last().map(|entry| &entry.body),
        Some(CustomerBody::Rovo {
            reply: RovoReply::Answer { .. },
            ..
        })
    )
}

#[tokio::test]
async fn rovo_answers_a_question_and_quotes_its_source() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut page = CustomerPage::open(&server, &casey).await;
    assert_eq!(page.answered, Some(Answered::Snapshot));
    let seq = page.write(QUESTION).await;
    assert_eq!(seq, Seq(1));
    page.until("an answer", says_an_answer).await;
    let answer = format!("{:?}", page.view.entries);
    assert!(answer.contains("reset-your-password"), "{answer}");
    assert_eq!(*page.phase(), CustomerPhase::Rovo { thinking: false });
}

on_both! {
    async fn a_customer_is_handed_over_claimed_talked_to_ended_and_answered_by_rovo_again(world: World) {
        let server = world.serve().await;
        let (casey, ana) = (server.customer().await, server.agent("Ana").await);
        let mut customer = CustomerPage::open(&server, &casey).await;
        let mut agent = AgentPage::open(&server, &ana).await;
        customer
            .until("the offer", |page| page.offer.is_some())
            .await;
        assert!(customer.offer.as_ref().unwrap().is_open());

        customer.write("can I talk to a human please").await;
        customer.until("waiting", CustomerPage::waits).await;
        customer.until("a place", |page| page.place.is_some()).await;
        let place = customer.place.unwrap();
        assert_eq!((place.position, place.waiting), (1, 1));

        agent
            .until("the row", |page| page.inbox.rows.len() == 1)
            .await;
        let conversation = server.conversation_of(casey.id).await;
        agent.follow(conversation).await;
        agent.claim(conversation).await.unwrap();
        agent.write(conversation, "Hello, I am Ana").await;
        let live = |page: &CustomerPage| {
            *page.phase()
                == CustomerPhase::Live {
                    agent: "Ana".into(),
                }
                && page.view.entries.len() >= 5
        };
        customer.until("the agent's words", live).await;
        assert_eq!(customer.view.header.items.len(), 1);

        customer.write("Hello Ana").await;
        let heard = |page: &AgentPage| {
            let (_, view) = page.opened.as_ref().unwrap();
            matches!(&view.entries.last().unwrap().body, AgentBody::CustomerWrote { text, .. } if text == "Hello Ana")
        };
        agent.until("the customer's words", heard).await;
        agent
            .answer(conversation, AgentAction::EndChat)
            .await
            .unwrap();
        let ended = |page: &CustomerPage| {
            page.view.entries.iter().any(|entry| {
                matches!(&entry.body, CustomerBody::Ended { how: Ending::ByAgent, agent: Some(name) } if name == "Ana")
            })
        };
        customer.until("the end", ended).await;

        customer.write(QUESTION).await;
        customer.until("an answer of Rovo's", says_an_answer).await;
        assert_eq!(customer.view.header.items.len(), 1, "one work item");
    }
}

#[tokio::test]
async fn two_agents_claim_at_once_and_the_loser_learns_who_won() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let (ana, ben) = (server.agent("Ana").await, server.agent("Ben").await);
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut pages = [
        AgentPage::open(&server, &ana).await,
        AgentPage::open(&server, &ben).await,
    ];
    let [one, other] = &mut pages;
    let (one, other) = tokio::join!(one.claim(conversation), other.claim(conversation));
    let (winner, loser) = match (&one, &other) {
        (Ok(_), Err(why)) => (reference(&ana, "Ana"), why),
        (Err(why), Ok(_)) => (reference(&ben, "Ben"), why),
        both => panic!("exactly one claims: {both:?}"),
    };
    let by = winner.clone();
    assert_eq!(*loser, Refusal::Rejected(Rejection::AlreadyClaimed { by }));
    customer
        .until("the winner", |page| {
            *page.phase()
                == CustomerPhase::Live {
                    agent: winner.name.clone(),
                }
        })
        .await;
}

#[tokio::test]
async fn a_late_answer_of_rovos_is_refused_once_a_person_was_asked_for() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut customer = CustomerPage::open(&server, &casey).await;
    let asked = customer.write("can I talk to a human please").await;
    customer.until("waiting", CustomerPage::waits).await;
    let conversation = server.conversation_of(casey.id).await;
    let answer = Job {
        target: Target::Conversation(conversation),
        command: Command {
            id: CommandId(id()),
            actor: Actor::Rovo,
            body: CommandBody::Answer {
                asked,
                reply: RovoReply::Greeting,
            },
        },
    };
    let late = server.app.store.execute(answer).await;
    assert_eq!(
        late.unwrap_err(),
        ExecuteError::Rejected(Rejection::StaleAnswer)
    );
}

on_both! {
    async fn a_question_that_a_crash_left_open_is_answered_after_the_restart(world: World) {
        let server = world.serve().await;
        let casey = server.customer().await;
        let space = server.space;
        server.stop().await;
        // As if the process had died between the commit of the question and Rovo's answer.
        let store = world.store().await;
        let write = Command {
            id: CommandId(id()),
            actor: Actor::Customer(casey.id),
            body: CommandBody::Write {
                text: QUESTION.into(),
            },
        };
        let target = Target::CustomerIn {
            space,
            customer: casey.id,
        };
        let job = Job {
            target,
            command: write,
        };
        store.execute(job).await.unwrap();
        store.close().await;

        let server = world.serve().await;
        let mut page = CustomerPage::open(&server, &casey).await;
        page.until("an answer", says_an_answer).await;
        assert_eq!(page.view.entries.len(), 2);
    }
}

on_both! {
    async fn the_same_id_twice_gives_the_same_position_and_one_message(world: World) {
        let server = world.serve().await;
        let casey = server.customer().await;
        let mut page = CustomerPage::open(&server, &casey).await;
        let id = CommandId(id());
        let write = |text: &str| CustomerAction::Write { text: text.into() };
        let first = page.answer(id, write(RIDDLE)).await.unwrap();
        let mut page = page.reopen(&server, &casey).await;
        assert_eq!(page.answer(id, write(RIDDLE)).await, Ok(first));
        let other = page.answer(id, write("something else")).await;
        assert_eq!(other, Err(Refusal::Rejected(Rejection::Conflict)));
        let conversation = server.conversation_of(casey.id).await;
        let events = server.app.store.events(conversation, Seq(0), 100).await;
        let mine = events.unwrap();
        let mine = mine.iter().filter(|event| {
            event
                .body
                .message()
                .is_some_and(|message| message.0 == id.0)
        });
        assert_eq!(mine.count(), 1);
    }
}

#[tokio::test]
async fn no_note_ever_reaches_a_customers_socket() {
    const CANARY: &str = "canary-7f3a";
    let (_world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    agent.follow(conversation).await;
    agent.claim(conversation).await.unwrap();
    let note = AgentAction::Note {
        work_item: None,
        text: CANARY.into(),
    };
    agent.answer(conversation, note.clone()).await.unwrap();
    agent.write(conversation, "after the note").await;
    agent.answer(conversation, note).await.unwrap();
    let seen = |page: &AgentPage| {
        let (_, view) = page.opened.as_ref().unwrap();
        let noted = view.entries.iter();
        noted
            .filter(|entry| matches!(entry.body, AgentBody::Noted { .. }))
            .count()
            == 2
    };
    agent.until("both notes at the agent's", seen).await;
    customer.line.send(&FromCustomer::Ping).await;
    customer
        .frame(|frame| matches!(frame, ToCustomer::Head { .. }))
        .await;
    // Shortcut, resumed and as a snapshot.
    let mut bytes = customer.line.bytes.clone();
    let fresh = CustomerPage::open(&server, &casey).await;
    bytes.extend(&fresh.line.bytes);
    let early = CustomerPage::open(&server, &casey).await;
    let mut known = early.view.clone();
    known.seq = Seq(1);
    let epoch = early.epoch;
    let mut resumed = CustomerPage::open_with(&server, &casey, Some((epoch, known))).await;
    resumed
        .until("all that was missed", |page| {
            page.view.seq == fresh.view.seq
        })
        .await;
    assert_eq!(resumed.answered, Some(Answered::Resumed));
    bytes.extend(&resumed.line.bytes);
    let is_there = |needle: &str| {
        bytes
            .windows(needle.len())
            .any(|window| window == needle.as_bytes())
    };
    assert!(is_there("after the note"), "the test can find text");
    assert!(!is_there(CANARY));
}

#[tokio::test]
async fn a_second_page_of_the_same_customer_learns_of_the_conversation_that_the_first_began() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut one = CustomerPage::open(&server, &casey).await;
    let mut other = CustomerPage::open(&server, &casey).await;
    one.write(RIDDLE).await;
    let has_it = |page: &CustomerPage| {
        page.view
            .entries
            .iter()
            .any(|entry| matches!(entry.body, CustomerBody::Wrote { .. }))
    };
    one.until("the message", has_it).await;
    other.until("the message", has_it).await;
}

#[tokio::test]
async fn a_work_item_is_given_to_agents_of_the_space_under_their_own_names_only() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let (ana, ben) = (server.agent("Ana").await, server.agent("Ben").await);
    let elsewhere = _world.make_space(&server.app.store, "SHOP").await;
    let mallory = server.agent_of(elsewhere, "Mallory").await;
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    agent.claim(conversation).await.unwrap();
    agent.follow(conversation).await;
    let (_, view) = agent.opened.clone().unwrap();
    assert!(matches!(view.header.phase, AgentPhase::Live { .. }));
    let work_item = view.header.items[0].id;
    let give_to = |person: &crate::support::world::Agent| AgentAction::ChangeAssignee {
        work_item,
        assignee: Some(reference(person, "The Boss")),
    };
    let refused = agent.answer(conversation, give_to(&mallory)).await;
    assert_eq!(refused, Err(Refusal::Rejected(Rejection::NotFound)));
    agent.answer(conversation, give_to(&ben)).await.unwrap();
    let given = |page: &AgentPage| {
        let (_, view) = page.opened.as_ref().unwrap();
        view.header.items[0].assignee == Some(reference(&ben, "Ben"))
    };
    agent.until("Ben under his own name", given).await;
}
