//! Random histories of several people at once: whatever they do, the snapshots equal the folded logs, and the lists
//! equal the snapshots.

use std::collections::BTreeMap;

use baton_core::audit::AuditActor;
use baton_core::event::EventBody;
use baton_core::id::MessageId;
use baton_core::inbox::{FeedEvent, Inbox, InboxRow};
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::time::Millis;
use baton_core::view::Applied;
use baton_core::work_item::Status;
use tokio::task::JoinSet;

use super::*;
use crate::WorkItemFilter;
use crate::read::conversation::refold;

/// A small generator of numbers; the seed stands in the failure.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

fn random_job(
    site: &Site,
    dice: &mut Dice,
    people: &[(CustomerId, Option<ConversationId>)],
    states: &BTreeMap<ConversationId, Conversation>,
) -> Job {
    let pick = usize::try_from(dice.roll(people.len() as u64)).unwrap();
    let (customer, conversation) = people[pick];
    let by_customer = Target::CustomerIn {
        space: site.space,
        customer,
    };
    let here = conversation.map_or(by_customer, Target::Conversation);
    let state = conversation.and_then(|id| states.get(&id));
    let item = state
        .and_then(|state| state.work_items.last())
        .map(|item| item.id);
    let item = item.unwrap_or(WorkItemId(site.id()));
    let agent = if dice.roll(2) == 0 {
        &site.ana
    } else {
        &site.ben
    };
    let head = state.map_or(Seq(1), |state| state.head);
    let me = Actor::Customer(customer);
    let staff = Actor::Agent(agent.clone());
    let text = format!("Words {}", dice.roll(1_000));
    let work_item = WorkItemId(site.id());
    let (target, actor, body) = match dice.roll(18) {
        0..=3 => (by_customer, me, CommandBody::Write { text }),
        4 => (
            by_customer,
            me,
            CommandBody::RequestPerson {
                chat: LiveChatId(site.id()),
            },
        ),
        5..=6 => (here, staff, CommandBody::Claim { work_item }),
        7..=8 => (here, staff, CommandBody::Write { text }),
        9 => (here, staff, CommandBody::EndChat),
        10 => (by_customer, me, CommandBody::LeaveAsRequest { work_item }),
        11 => (by_customer, me, CommandBody::NoLongerNeeded { work_item }),
        12 => {
            let reply = RovoReply::Offer(OfferReason::NoAnswer);
            (
                here,
                Actor::Rovo,
                CommandBody::Answer { asked: head, reply },
            )
        }
        13 => (
            here,
            staff,
            CommandBody::Note {
                work_item: None,
                text,
            },
        ),
        14 => (
            here,
            staff,
            CommandBody::ChangeStatus {
                work_item: item,
                status: Status::Resolved,
            },
        ),
        15 => (
            by_customer,
            me,
            CommandBody::Comment {
                work_item: item,
                text,
            },
        ),
        16 => (
            by_customer,
            me,
            CommandBody::RateAnswer {
                message: MessageId(site.id()),
                helped: true,
            },
        ),
        _ => (
            here,
            Actor::System,
            CommandBody::AgentGone { agent: agent.id },
        ),
    };
    let command = Command {
        id: CommandId(site.id()),
        actor,
        body,
    };
    Job { target, command }
}

async fn play(site: &Site, seed: u64) {
    let mut dice = Dice(seed);
    let mut people = Vec::new();
    for _ in 0..6 {
        people.push((site.guest().await, None));
    }
    for _ in 0..40 {
        let mut states = BTreeMap::new();
        for (customer, conversation) in &mut people {
            if let Some(state) = site
                .store
                .conversation_of(site.space, *customer)
                .await
                .unwrap()
            {
                *conversation = Some(state.id);
                states.insert(state.id, state);
            }
        }
        let mut round = JoinSet::new();
        for _ in 0..12 {
            let job = random_job(site, &mut dice, &people, &states);
            let store = site.store.clone();
            round.spawn(async move { store.execute(job).await });
        }
        for due in site.store.due_deadlines(100).await.unwrap() {
            let command = Command {
                id: CommandId(site.id()),
                actor: Actor::System,
                body: CommandBody::DeadlinePassed {
                    kind: due.kind,
                    generation: due.generation,
                    work_item: WorkItemId(site.id()),
                },
            };
            let target = Target::Conversation(due.conversation);
            let store = site.store.clone();
            round.spawn(async move { store.execute(Job { target, command }).await });
        }
        for outcome in round.join_all().await {
            assert_ne!(outcome, Err(ExecuteError::Unavailable));
        }
        let seconds = i64::try_from(dice.roll(60)).unwrap();
        site.clock.advance(Millis::seconds(seconds));
    }
    check(site, &people).await;
}

async fn check(site: &Site, people: &[(CustomerId, Option<ConversationId>)]) {
    let mut rows = Vec::new();
    let mut numbers = Vec::new();
    for (customer, _) in people {
        let Some(state) = site
            .store
            .conversation_of(site.space, *customer)
            .await
            .unwrap()
        else {
            continue;
        };
        let log = site.log(state.id).await;
        assert_gap_free(&log);
        let mut connection = site.store.read().acquire().await.unwrap();
        let new = Conversation::new(state.id, state.space, state.customer);
        assert_eq!(refold(&mut connection, new).await.unwrap(), state);
        drop(connection);
        let profile = site
            .store
            .customer(*customer)
            .await
            .unwrap()
            .unwrap()
            .profile;
        rows.extend(InboxRow::of(&state, &profile));
        let listed = site.store.work_items_of(*customer).await.unwrap();
        let listed: Vec<_> = listed.into_iter().rev().map(|row| row.item).collect();
        assert_eq!(listed, state.work_items);
        numbers.extend(state.work_items.iter().map(|item| item.number));
        for chat in log.iter().filter_map(|event| match &event.body {
            EventBody::LiveChatEnded { chat, .. } => Some(*chat),
            _ => None,
        }) {
            let of_chat = state
                .work_items
                .iter()
                .filter(|item| item.live_chat == Some(chat));
            assert_eq!(
                of_chat.count(),
                1,
                "exactly one work item for each live chat"
            );
        }
    }
    numbers.sort_unstable();
    let expected: Vec<u32> = (1..).take(numbers.len()).collect();
    assert_eq!(numbers, expected, "work items are numbered without holes");

    let inbox = site.store.inbox(site.space).await.unwrap();
    let by_id = |mut rows: Vec<InboxRow>| {
        rows.sort_by_key(|row| row.conversation);
        rows
    };
    assert_eq!(by_id(inbox.rows), by_id(rows));
    let feed = site.store.feed(site.space, Seq(0), 100_000).await.unwrap();
    assert_eq!(feed.last().map(|entry| entry.seq), Some(inbox.seq));
    let mut folded = Inbox::default();
    for entry in feed {
        assert_eq!(folded.apply(entry), Applied::New);
    }
    assert_eq!(
        by_id(folded.rows),
        by_id(site.store.inbox(site.space).await.unwrap().rows)
    );
    let all = site
        .store
        .work_items(site.space, WorkItemFilter::default(), None, 1_000)
        .await
        .unwrap();
    assert_eq!(all.rows.len(), numbers.len());
}

on_both! {
    async fn after_any_history_snapshots_equal_logs_and_lists_equal_snapshots(site: Site) {
        for seed in [0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9] {
            let elsewhere = Site { space: new_space(&site.store, &format!("S{}", seed % 1_000)).await, ..Site::same(&site) };
            for agent in [&site.ana, &site.ben] {
                site.store.set_role(&AuditActor::Shell, elsewhere.space, agent.id, Some(Role::Agent)).await.unwrap();
            }
            play(&elsewhere, seed).await;
        }
    }
}

on_both! {
    async fn a_state_of_another_version_is_folded_anew(site: Site) {
        let (_, conversation) = site.waiting().await;
        let state = site.state(conversation).await;
        sqlx::query("UPDATE conversations SET state_version = 0, state = 'old'")
            .execute(site.store.write())
            .await
            .unwrap();
        assert_eq!(site.state(conversation).await, state);
        site.claims(&site.ana, conversation).await.unwrap();
        assert_eq!(site.state(conversation).await.assignee(), Some(&site.ana));
    }
}

on_both! {
    async fn hints_carry_the_feed_without_gaps(site: Site) {
        let mut hints = site.store.hints();
        let (_, conversation) = site.waiting().await;
        site.claims(&site.ana, conversation).await.unwrap();
        let mut entries: Vec<FeedEvent> = Vec::new();
        while let Ok(hint) = hints.try_recv() {
            assert_eq!(hint.feed_head, hint.feed.as_ref().map(|feed| feed.seq));
            entries.extend(hint.feed.as_deref().cloned());
        }
        assert_eq!(entries, site.store.feed(site.space, Seq(0), 100).await.unwrap());
        assert_eq!(entries.len(), 2);
    }
}
