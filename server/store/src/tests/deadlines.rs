//! Every wait has a deadline, and it fires once.

use baton_core::command::TIME_TO_ANSWER;
use baton_core::conversation::Holder;
use baton_core::deadline::DeadlineKind;
use baton_core::rovo::RovoReply;
use baton_core::time::{Millis, Time};
use tokio::task::JoinSet;

use super::*;
use crate::DueDeadline;

fn firing(site: &Site, due: &DueDeadline) -> Job {
    Job {
        target: Target::Conversation(due.conversation),
        command: Command {
            id: CommandId(site.id()),
            actor: Actor::System,
            body: CommandBody::DeadlinePassed {
                kind: due.kind,
                generation: due.generation,
                work_item: WorkItemId(site.id()),
            },
        },
    }
}

on_both! {
    async fn a_deadline_fires_once_though_ten_fire_it_at_the_same_time(site: Site) {
        let (_, conversation) = site.waiting().await;
        site.clock.advance(LiveChatSettings::default().time_to_assign);
        let due = site.store.due_deadlines(10).await.unwrap();
        assert_eq!(due.len(), 1);
        assert_eq!(due[0].kind, DeadlineKind::Assign);
        let mut firings = JoinSet::new();
        for _ in 0..10 {
            let (store, job) = (site.store.clone(), firing(&site, &due[0]));
            firings.spawn(async move { store.execute(job).await });
        }
        let outcomes = firings.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        for late in outcomes.into_iter().filter(Result::is_err) {
            assert_rejected(late, Rejection::StaleDeadline);
        }
        assert_eq!(site.state(conversation).await.work_items.len(), 1);
        assert!(site.store.due_deadlines(10).await.unwrap().is_empty());
    }
}

on_both! {
    async fn a_deadline_before_its_time_stays(site: Site) {
        site.waiting().await;
        let next = site.store.next_deadline_after(site.clock.now()).await.unwrap().unwrap();
        assert_eq!(next, site.clock.now() + LiveChatSettings::default().time_to_assign);
        site.clock.set(next);
        let due = site.store.due_deadlines(10).await.unwrap();
        site.clock.advance(Millis(-1));
        assert!(site.store.due_deadlines(10).await.unwrap().is_empty());
        let early = site.store.execute(firing(&site, &due[0])).await;
        assert_rejected(early, Rejection::StaleDeadline);
        site.clock.advance(Millis(1));
        site.store.execute(firing(&site, &due[0])).await.unwrap();
    }
}

on_both! {
    async fn a_question_to_rovo_is_open_until_it_is_answered_also_after_a_restart(site: Site) {
        let customer = site.guest().await;
        let asked = site.says(customer, "How do I reset my password?").await;
        let site = site.reopened().await;
        assert_eq!(site.store.open_questions().await.unwrap(), [asked.conversation]);
        let context = site.store.unanswered(asked.conversation).await.unwrap().unwrap();
        assert_eq!(context.unanswered, ["How do I reset my password?"]);
        assert!(matches!(
            context.conversation.holder,
            Holder::Rovo { question: Some(question) } if question.due == site.clock.now() + TIME_TO_ANSWER
        ));
        let body = CommandBody::Answer { asked: asked.seq, reply: RovoReply::Greeting };
        site.command(Target::Conversation(asked.conversation), Actor::Rovo, body).await.unwrap();
        assert!(site.store.open_questions().await.unwrap().is_empty());
        assert_eq!(site.store.next_deadline_after(Time(0)).await.unwrap(), None);
        let context = site.store.unanswered(asked.conversation).await.unwrap().unwrap();
        assert!(context.unanswered.is_empty());
        assert_eq!(context.earlier.len(), 2);
    }
}

on_both! {
    async fn a_newer_question_replaces_the_deadline_of_the_one_before(site: Site) {
        let customer = site.guest().await;
        site.says(customer, "How do I").await;
        site.clock.advance(Millis::seconds(5));
        let second = site.says(customer, "reset my password?").await;
        site.clock.advance(TIME_TO_ANSWER);
        let due = site.store.due_deadlines(10).await.unwrap();
        assert_eq!(due.len(), 1);
        assert_eq!(due[0].generation, second.seq);
    }
}

on_both! {
    async fn a_warning_that_fired_leaves_the_deadline_it_warned_of(site: Site) {
        let (_, conversation) = site.waiting().await;
        site.claims(&site.ana, conversation).await.unwrap();
        site.clock.advance(LiveChatSettings::default().time_to_reply);
        let due = site.store.due_deadlines(10).await.unwrap();
        let kinds: Vec<_> = due.iter().map(|due| due.kind).collect();
        assert_eq!(kinds, [DeadlineKind::ReplyWarning, DeadlineKind::Reply]);
        site.store.execute(firing(&site, &due[0])).await.unwrap();
        let rest = site.store.due_deadlines(10).await.unwrap();
        assert_eq!(rest, due[1..]);
        site.store.execute(firing(&site, &due[1])).await.unwrap();
        assert!(matches!(site.state(conversation).await.holder, Holder::Waiting(_)));
    }
}

on_both! {
    async fn a_row_of_a_deadline_that_does_not_run_is_found_once_and_forgotten(site: Site) {
        let customer = site.guest().await;
        let conversation = site.says(customer, "Hello").await.conversation;
        sqlx::query("INSERT INTO deadlines (conversation_id, kind, generation, due_at) VALUES ($1, 'assign', 7, 1)")
            .bind(conversation.to_string())
            .execute(site.store.write())
            .await
            .unwrap();
        let due = site.store.due_deadlines(10).await.unwrap();
        assert_eq!(due.len(), 1);
        assert_rejected(site.store.execute(firing(&site, &due[0])).await, Rejection::StaleDeadline);
        assert!(site.store.due_deadlines(10).await.unwrap().is_empty());
    }
}
