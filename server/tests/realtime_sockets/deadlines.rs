//! Every wait ends: the clock is put forward, the worker does the rest.

use baton_core::command::{Command, CommandBody};
use baton_core::event::{Ending, ReturnReason};
use baton_core::id::{CommandId, ConversationId, LiveChatId, Seq, WorkItemId};
use baton_core::people::Actor;
use baton_core::time::Millis;
use baton_core::view::{AgentBody, AgentPhase, CustomerBody, CustomerPhase};
use baton_core::wire::AgentAction;
use baton_core::work_item::Cause;
use baton_store::{Job, Target};
use sqlx::{AnyConnection, Connection as _};

use crate::support::clients::{AgentPage, CustomerPage, id};
use crate::support::on_both;
use crate::support::world::{Server, TIME_TO_ASSIGN, TIME_TO_REPLY, World, eventually};

fn has(page: &CustomerPage, so: impl Fn(&CustomerBody) -> bool) -> bool {
    page.view.entries.iter().any(|entry| so(&entry.body))
}

on_both! {
    async fn where_nobody_comes_there_is_a_work_item_and_rovo_again(world: World) {
        let server = world.serve().await;
        let casey = server.customer().await;
        let mut customer = CustomerPage::open(&server, &casey).await;
        customer.request_person().await;
        customer.until("waiting", CustomerPage::waits).await;
        world.clock.advance(TIME_TO_ASSIGN);
        let ended = |page: &CustomerPage| {
            has(page, |body| {
                matches!(
                    body,
                    CustomerBody::Ended {
                        how: Ending::NobodyCame,
                        ..
                    }
                )
            })
        };
        customer.until("the end of the wait", ended).await;
        assert!(has(&customer, |body| matches!(
            body,
            CustomerBody::ItemCreated { item, cause: Cause::NobodyCame } if item.key == "HELP-1"
        )));
        assert_eq!(*customer.phase(), CustomerPhase::Rovo { thinking: false });
    }
}

#[tokio::test]
async fn an_agent_who_does_not_reply_is_warned_and_then_the_chat_goes_back() {
    let (world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    agent.claim(conversation).await.unwrap();
    agent.follow(conversation).await;

    world.clock.advance(Millis(TIME_TO_REPLY.0 * 3 / 4));
    let warned = |page: &AgentPage| {
        let (_, view) = page.opened.as_ref().unwrap();
        let mut entries = view.entries.iter();
        entries.any(|entry| matches!(entry.body, AgentBody::ReplyWarned))
    };
    agent.until("the warning", warned).await;
    world.clock.advance(Millis(TIME_TO_REPLY.0 / 4));
    let back = |page: &CustomerPage| {
        has(page, |body| {
            matches!(
                body,
                CustomerBody::BackInQueue { from, why: ReturnReason::TimeToReply, .. } if from == "Ana"
            )
        })
    };
    customer.until("back in the queue", back).await;
    assert!(customer.waits());
    let unassigned = |page: &AgentPage| {
        matches!(
            page.inbox.row(conversation).map(|row| &row.place),
            Some(baton_core::inbox::Place::Unassigned { .. })
        )
    };
    agent.until("the row in Unassigned", unassigned).await;

    // Nobody comes a second time either: the work item of the claim stays the only one.
    world.clock.advance(TIME_TO_ASSIGN);
    customer
        .until("the end of the wait", |page| !page.waits())
        .await;
    assert_eq!(customer.view.header.items.len(), 1);
}

on_both! {
    async fn a_deadline_that_passed_while_no_process_ran_fires_once_at_the_next_start(world: World) {
        let server = world.serve().await;
        let casey = server.customer().await;
        let space = server.space;
        server.stop().await;
        let store = world.store().await;
        let target = Target::CustomerIn {
            space,
            customer: casey.id,
        };
        let command = Command {
            id: CommandId(id()),
            actor: Actor::Customer(casey.id),
            body: CommandBody::RequestPerson {
                chat: LiveChatId(id()),
            },
        };
        store.execute(Job { target, command }).await.unwrap();
        store.close().await;
        world.clock.advance(Millis::minutes(60));

        for _ in 0..2 {
            let server = world.serve().await;
            let mut customer = CustomerPage::open(&server, &casey).await;
            customer
                .until("the end of the wait", |page| !page.waits())
                .await;
            let conversation = server.conversation_of(casey.id).await;
            let events = server.app.store.events(conversation, Seq(0), 100).await;
            assert_eq!(events.unwrap().len(), 3, "asked for, work item, ended");
            server.stop().await;
        }
    }
}

#[tokio::test]
async fn a_claim_in_time_means_that_time_to_assign_never_fires() {
    let (world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    world.clock.advance(Millis(TIME_TO_ASSIGN.0 - 1));
    agent.claim(conversation).await.unwrap();
    agent.write(conversation, "Here I am").await;
    world.clock.advance(Millis(TIME_TO_ASSIGN.0 * 10));
    let fire = Command {
        id: CommandId(id()),
        actor: Actor::System,
        body: CommandBody::DeadlinePassed {
            kind: baton_core::deadline::DeadlineKind::Assign,
            generation: Seq(1),
            work_item: WorkItemId(id()),
        },
    };
    let target = Target::Conversation(conversation);
    let job = Job {
        target,
        command: fire,
    };
    assert!(server.app.store.execute(job).await.is_err());
    let due = server.app.store.due_deadlines(10).await.unwrap();
    assert_eq!(due, []);
}

#[tokio::test]
async fn a_reply_on_the_work_item_is_a_reply_and_a_comment_on_the_request_waits_for_one() {
    let (world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    agent.claim(conversation).await.unwrap();
    agent.follow(conversation).await;
    let state = server.app.store.conversation(conversation).await;
    let work_item = state.unwrap().unwrap().work_items[0].id;
    let text = "Here I am".to_owned();
    let reply = AgentAction::Comment { work_item, text };
    agent.answer(conversation, reply).await.unwrap();
    let replied = |page: &CustomerPage| {
        has(page, |body| {
            matches!(
                body,
                CustomerBody::Commented { agent: Some(name), text, .. } if name == "Ana" && text == "Here I am"
            )
        })
    };
    customer.until("the reply", replied).await;
    world.clock.advance(Millis(TIME_TO_REPLY.0 * 2));

    // The customer answers under *My requests*, and this time nobody replies.
    let text = "Thank you. And the screen?".to_owned();
    let command = Command {
        id: CommandId(id()),
        actor: Actor::Customer(casey.id),
        body: CommandBody::Comment { work_item, text },
    };
    let target = Target::Conversation(conversation);
    let commented = server.app.store.execute(Job { target, command }).await;
    let seq = commented.unwrap().seq;
    let due = server.app.now() + TIME_TO_REPLY;
    agent
        .until("the comment", |page| {
            page.opened.as_ref().unwrap().1.seq >= seq
        })
        .await;
    let (_, view) = agent.opened.as_ref().unwrap();
    let owed = matches!(
        &view.header.phase,
        AgentPhase::Live { reply_due, .. } if *reply_due == Some(due)
    );
    assert!(owed, "{:?}", view.header.phase);
    world.clock.advance(TIME_TO_REPLY);
    let back = |page: &CustomerPage| {
        has(page, |body| {
            matches!(body, CustomerBody::BackInQueue { .. })
        })
    };
    customer.until("back in the queue", back).await;
    assert!(customer.waits());
}

/// Makes what the database holds of these conversations unreadable, state and log.
async fn spoil(world: &World, conversations: &[ConversationId]) {
    sqlx::any::install_default_drivers();
    let mut database = AnyConnection::connect(&world.url).await.unwrap();
    for id in conversations {
        for sql in [
            "UPDATE conversations SET state = 'x' WHERE id = $1",
            "UPDATE events SET payload = 'x' WHERE conversation_id = $1",
        ] {
            let spoilt = sqlx::query(sql).bind(id.to_string());
            spoilt.execute(&mut database).await.unwrap();
        }
    }
    database.close().await.unwrap();
}

#[tokio::test]
async fn conversations_that_cant_be_read_keep_no_other_from_its_deadline() {
    let (world, server) = Server::new().await;
    let mut spoilt = Vec::new();
    // More than are fired at once, and all of them before the one that can be read.
    for _ in 0..101 {
        spoilt.push(waiting(&server).await);
    }
    spoil(&world, &spoilt).await;
    world.clock.advance(Millis(1));
    let whole = waiting(&server).await;
    world.clock.advance(TIME_TO_ASSIGN);
    eventually("the one deadline that can be fired", async || {
        let state = server.app.store.conversation(whole).await.unwrap();
        state.unwrap().work_items.len() == 1
    })
    .await;
    // And those set later.
    let whole = waiting(&server).await;
    world.clock.advance(TIME_TO_ASSIGN);
    eventually("another", async || {
        let state = server.app.store.conversation(whole).await.unwrap();
        state.unwrap().work_items.len() == 1
    })
    .await;
}

/// A new customer who waits for a person.
async fn waiting(server: &Server) -> ConversationId {
    let customer = server.customer().await.id;
    let target = Target::CustomerIn {
        space: server.space,
        customer,
    };
    let command = Command {
        id: CommandId(id()),
        actor: Actor::Customer(customer),
        body: CommandBody::RequestPerson {
            chat: LiveChatId(id()),
        },
    };
    let asked = server.app.store.execute(Job { target, command }).await;
    asked.unwrap().conversation
}
