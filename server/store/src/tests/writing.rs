//! The writer's promises: once, in order, one winner, and answers after the commit.

use baton_core::audit::AuditActor;
use baton_core::event::EventBody;
use baton_core::work_item::Cause;
use tokio::task::JoinSet;

use super::*;

on_both! {
    async fn the_same_id_twice_makes_one_event_and_gives_the_same_seq(site: Site) {
        let customer = site.guest().await;
        let target = Target::CustomerIn { space: site.space, customer };
        let id = CommandId(site.id());
        let body = CommandBody::Write { text: "Hello".to_owned() };
        let first = site.give(target, id, Actor::Customer(customer), body.clone()).await.unwrap();
        site.says(customer, "Are you there?").await;
        let again = site.give(target, id, Actor::Customer(customer), body).await.unwrap();
        assert_eq!(again.seq, first.seq);
        assert_eq!(again.conversation, first.conversation);
        assert!(again.events.is_empty());
        assert_eq!(site.log(first.conversation).await.len(), 2);
    }
}

on_both! {
    async fn the_same_id_twice_at_once_makes_one_event(site: Site) {
        let customer = site.guest().await;
        let target = Target::CustomerIn { space: site.space, customer };
        let command = Command {
            id: CommandId(site.id()),
            actor: Actor::Customer(customer),
            body: CommandBody::Write { text: "Hello".to_owned() },
        };
        let mut sends = JoinSet::new();
        for _ in 0..20 {
            let (store, job) = (site.store.clone(), Job { target, command: command.clone() });
            sends.spawn(async move { store.execute(job).await.unwrap() });
        }
        let outcomes = sends.join_all().await;
        assert!(outcomes.iter().all(|outcome| outcome.seq == Seq(1)));
        assert_eq!(site.log(outcomes[0].conversation).await.len(), 1);
    }
}

on_both! {
    async fn the_same_id_with_another_body_is_a_conflict(site: Site) {
        let customer = site.guest().await;
        let target = Target::CustomerIn { space: site.space, customer };
        let id = CommandId(site.id());
        let write = |text: &str| CommandBody::Write { text: text.to_owned() };
        site.give(target, id, Actor::Customer(customer), write("One")).await.unwrap();
        let other = site.give(target, id, Actor::Customer(customer), write("Two")).await;
        assert_rejected(other, Rejection::Conflict);
    }
}

on_both! {
    async fn of_fifty_who_claim_at_once_one_wins_and_the_others_learn_who(site: Site) {
        let (_, conversation) = site.waiting().await;
        let mut agents = Vec::new();
        for number in 0..50 {
            agents.push(new_agent(&site.store, site.space, &format!("Agent {number}")).await);
        }
        let mut claims = JoinSet::new();
        for agent in agents {
            let job = Job {
                target: Target::Conversation(conversation),
                command: Command {
                    id: CommandId(site.id()),
                    actor: Actor::Agent(agent),
                    body: CommandBody::Claim { work_item: WorkItemId(site.id()) },
                },
            };
            let store = site.store.clone();
            claims.spawn(async move { store.execute(job).await });
        }
        let outcomes = claims.join_all().await;
        let winner = site.state(conversation).await.assignee().cloned().unwrap();
        let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(won, 1);
        for lost in outcomes.into_iter().filter(Result::is_err) {
            assert_rejected(lost, Rejection::AlreadyClaimed { by: winner.clone() });
        }
        let log = site.log(conversation).await;
        let claimed = log.iter().filter(|event| matches!(event.body, EventBody::Claimed { .. }));
        assert_eq!(claimed.count(), 1);
        let created = log.iter().filter(|event| matches!(event.body, EventBody::WorkItemCreated { .. }));
        assert_eq!(created.count(), 1);
    }
}

on_both! {
    async fn twenty_first_messages_at_once_make_one_conversation_without_gaps(site: Site) {
        let customer = site.guest().await;
        let mut sends = JoinSet::new();
        for number in 0..20 {
            let job = Job {
                target: Target::CustomerIn { space: site.space, customer },
                command: Command {
                    id: CommandId(site.id()),
                    actor: Actor::Customer(customer),
                    body: CommandBody::Write { text: format!("Message {number}") },
                },
            };
            let store = site.store.clone();
            sends.spawn(async move { store.execute(job).await.unwrap() });
        }
        let outcomes = sends.join_all().await;
        let conversation = outcomes[0].conversation;
        assert!(outcomes.iter().all(|outcome| outcome.conversation == conversation));
        let log = site.log(conversation).await;
        assert_eq!(log.len(), 20);
        assert_gap_free(&log);
    }
}

on_both! {
    async fn many_at_once_in_many_conversations_leave_no_gap_and_lose_nothing(site: Site) {
        let mut sends = JoinSet::new();
        for _ in 0..10 {
            let customer = site.guest().await;
            for number in 0..20 {
                let job = Job {
                    target: Target::CustomerIn { space: site.space, customer },
                    command: Command {
                        id: CommandId(site.id()),
                        actor: Actor::Customer(customer),
                        body: CommandBody::Write { text: format!("Message {number}") },
                    },
                };
                let store = site.store.clone();
                sends.spawn(async move { store.execute(job).await.unwrap() });
            }
        }
        let outcomes = sends.join_all().await;
        let conversations: std::collections::BTreeSet<_> =
            outcomes.iter().map(|outcome| outcome.conversation).collect();
        assert_eq!(conversations.len(), 10);
        for id in conversations {
            let log = site.log(id).await;
            assert_eq!(log.len(), 20);
            assert_gap_free(&log);
            for outcome in outcomes.iter().filter(|outcome| outcome.conversation == id) {
                assert!(log.contains(&outcome.events[0]));
            }
        }
    }
}

on_both! {
    async fn a_bad_command_harms_no_other_that_waits_with_it(site: Site) {
        let good = site.guest().await;
        let (_, waiting) = site.waiting().await;
        let stranger = AgentRef { id: AccountId(site.id()), name: "Nobody".to_owned() };
        let write = |text: &str| CommandBody::Write { text: text.to_owned() };
        let (fine, empty, unknown, forbidden) = tokio::join!(
            site.by_customer(good, write("Hello")),
            site.by_customer(good, write("   ")),
            site.by_agent(&site.ana, ConversationId(site.id()), write("Hello")),
            site.claims(&stranger, waiting),
        );
        assert!(fine.is_ok());
        assert_rejected(empty, Rejection::EmptyText);
        assert_eq!(unknown, Err(ExecuteError::NoSuchConversation));
        assert_rejected(forbidden, Rejection::NotAllowed);
    }
}

on_both! {
    async fn what_the_database_refuses_harms_no_other_that_waits_with_it(site: Site) {
        let (one, two) = (site.guest().await, site.guest().await);
        let conversation = site.says(one, "Hello").await.conversation;
        // A row stands where this conversation's next event must go.
        sqlx::query(
            "INSERT INTO events (conversation_id, seq, at, kind, version, payload) VALUES ($1, 2, 0, 'x', 1, '{}')",
        )
        .bind(conversation.to_string())
        .execute(site.store.write())
        .await
        .unwrap();
        let write = || CommandBody::Write { text: "Hello".to_owned() };
        let (refused, fine) = tokio::join!(site.by_customer(one, write()), site.by_customer(two, write()));
        assert_eq!(refused, Err(ExecuteError::Unavailable));
        assert!(fine.is_ok());
    }
}

on_both! {
    async fn customers_of_another_space_begin_nothing_here(site: Site) {
        let elsewhere = new_space(&site.store, "OTHER").await;
        let stranger = site.store.create_guest(elsewhere).await.unwrap();
        let outcome = site.by_customer(stranger, CommandBody::Write { text: "Hello".to_owned() }).await;
        assert_rejected(outcome, Rejection::NotAllowed);
    }
}

on_both! {
    async fn work_items_are_numbered_without_holes_and_the_rejected_take_no_number(site: Site) {
        let (_, first) = site.waiting().await;
        let (_, second) = site.waiting().await;
        site.claims(&site.ana, first).await.unwrap();
        assert!(site.claims(&site.ben, first).await.is_err());
        let raise = |summary: &str| CommandBody::RaiseRequest {
            work_item: WorkItemId(site.id()),
            summary: summary.to_owned(),
            description: "It broke".to_owned(),
        };
        let customer = site.guest().await;
        assert_rejected(site.by_customer(customer, raise(" ")).await, Rejection::EmptyText);
        site.by_customer(customer, raise("Broken screen")).await.unwrap();
        site.claims(&site.ben, second).await.unwrap();
        let page = site.store.work_items(site.space, Default::default(), None, 10).await.unwrap();
        let keys: Vec<_> = page.rows.iter().map(|row| row.item.key.as_str()).collect();
        assert_eq!(keys, ["HELP-3", "HELP-2", "HELP-1"]);
        assert_eq!(page.rows[1].item.cause, Cause::Raised);
    }
}

on_both! {
    async fn a_claimed_chat_is_named_after_the_customers_first_words(site: Site) {
        let (customer, conversation) = site.waiting().await;
        site.says(customer, "Please hurry").await;
        site.claims(&site.ana, conversation).await.unwrap();
        let item = site.state(conversation).await.work_items[0].clone();
        assert_eq!(item.summary, "My invoice is wrong");
        assert_eq!(item.team.unwrap().id, site.team);
    }
}

on_both! {
    async fn first_words_given_in_the_same_commit_count(site: Site) {
        let customer = site.guest().await;
        let chat = LiveChatId(site.id());
        let work_item = WorkItemId(site.id());
        let text = "The door is stuck".to_owned();
        let (wrote, requested, left) = tokio::join!(
            site.by_customer(customer, CommandBody::Write { text }),
            site.by_customer(customer, CommandBody::RequestPerson { chat }),
            site.by_customer(customer, CommandBody::LeaveAsRequest { work_item }),
        );
        wrote.unwrap();
        requested.unwrap();
        let conversation = left.unwrap().conversation;
        assert_eq!(site.state(conversation).await.work_items[0].summary, "The door is stuck");
    }
}

on_both! {
    async fn an_agent_who_is_disabled_or_removed_can_do_nothing_more(site: Site) {
        let (_, conversation) = site.waiting().await;
        site.store.set_disabled(&AuditActor::Shell, site.ana.id, true).await.unwrap();
        assert_rejected(site.claims(&site.ana, conversation).await, Rejection::NotAllowed);
        site.store.set_role(&AuditActor::Shell, site.space, site.ben.id, None).await.unwrap();
        assert_rejected(site.claims(&site.ben, conversation).await, Rejection::NotAllowed);
        site.store.set_site_admin(&AuditActor::Shell, site.ben.id, true).await.unwrap();
        site.claims(&site.ben, conversation).await.unwrap();
        assert_eq!(site.store.assigned_to(site.ben.id).await.unwrap(), [conversation]);
    }
}

on_both! {
    async fn an_answer_means_that_the_commit_is_visible_to_everybody(site: Site) {
        let mut hints = site.store.hints();
        for number in 0..20 {
            let customer = site.guest().await;
            let outcome = site.says(customer, &format!("Message {number}")).await;
            let stored = site.store.events(outcome.conversation, Seq(0), 1).await.unwrap();
            assert_eq!(stored, outcome.events);
            let hint = hints.try_recv().expect("the hint is out before the answer");
            assert_eq!(hint.head, outcome.seq);
            assert_eq!(hint.events.as_deref(), Some(outcome.events.as_slice()));
        }
    }
}

on_both! {
    async fn nothing_is_answered_while_the_transaction_is_open(site: Site) {
        let customer = site.guest().await;
        // Somebody else holds what the writer needs.
        let mut other = site.store.database().begin_write().await.unwrap();
        sqlx::query("UPDATE spaces SET name = name").execute(&mut *other).await.unwrap();
        let write = site.by_customer(customer, CommandBody::Write { text: "Hello".to_owned() });
        tokio::pin!(write);
        let soon = std::time::Duration::from_millis(100);
        assert!(tokio::time::timeout(soon, &mut write).await.is_err());
        other.commit().await.unwrap();
        write.await.unwrap();
    }
}

on_both! {
    async fn a_guests_address_is_kept_and_signs_nobody_in(site: Site) {
        let customer = site.guest().await;
        site.says(customer, "Hello").await;
        let email = Some("Casey@Example.com".to_owned());
        site.by_customer(customer, CommandBody::GiveEmail { email }).await.unwrap();
        let record = site.store.customer(customer).await.unwrap().unwrap();
        assert_eq!(record.profile.email.as_deref(), Some("casey@example.com"));
        let found = site.store.customer_by_email(site.space, "casey@example.com").await.unwrap();
        assert_eq!(found, None);
    }
}
