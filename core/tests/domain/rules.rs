//! The nine rules that hold always, each proved by itself over any history.

use baton_core::command::{CommandBody, Meant, Rejection};
use baton_core::conversation::Holder;
use baton_core::deadline::{DeadlineKind, deadlines};
use baton_core::decide::decide;
use baton_core::event::{Event, EventBody};
use baton_core::id::{LiveChatId, WorkItemId};
use baton_core::people::Actor;
use baton_core::time::Millis;
use baton_core::view::{CustomerView, for_customer};
use baton_core::wire::{ToCustomer, encode};
use proptest::prelude::*;

use crate::any_step::steps;
use crate::step::{Step, answer, otherwise, run};
use crate::world::{AGENTS, CANARY, Moment, World, agent};
use crate::{config, invariants};

/// After any history: a chat that waits for its claim, without an agent having had it.
fn waiting(steps: &[Step]) -> World {
    let mut world = run(steps);
    for index in 0..AGENTS {
        world.enable(index, true);
    }
    world.set_active(true);
    let _ = world.no_longer_needs();
    let _ = world.give(world.customer(), CommandBody::EndChat { meant: Meant::Any });
    world.requests().unwrap();
    world
}

/// After any history: a chat that the first agent has claimed.
fn live(steps: &[Step]) -> World {
    let mut world = waiting(steps);
    world.claims(0).unwrap();
    world
}

fn caused(moment: &Moment) -> &[Event] {
    moment.outcome.as_deref().unwrap_or_default()
}

proptest! {
    #![proptest_config(config())]

    // 1. Order and gaps.
    #[test]
    fn positions_are_one_to_n_without_gaps(steps in steps()) {
        let world = run(&steps);
        invariants::order(&world);
        for moment in &world.moments {
            let first = moment.before.head.0 + 1;
            let positions = caused(moment).iter().map(|event| event.seq.0);
            prop_assert!(positions.eq(first..=moment.after.head.0));
        }
    }

    // 2. Once.
    #[test]
    fn the_same_id_twice_gives_one_set_of_events_and_with_another_body_it_is_a_conflict(steps in steps()) {
        let mut world = run(&steps);
        for index in 0..AGENTS {
            world.enable(index, true);
        }
        let length = world.log.len();
        for command in world.carried_out() {
            prop_assert_eq!(world.carry_out(command.clone()), Ok(Vec::new()));
            let mut other = command;
            other.body = otherwise(&other.body);
            prop_assert_eq!(world.carry_out(other), Err(Rejection::Conflict));
        }
        prop_assert_eq!(world.log.len(), length);
    }

    // 3. Acknowledged means durable: the part of it that is decided here. The store's tests prove the rest.
    #[test]
    fn what_was_committed_is_all_there_is_and_a_commit_that_was_lost_is_decided_anew_to_the_same(steps in steps()) {
        let world = run(&steps);
        prop_assert_eq!(&world.restarted(), &world.conversation);
        for moment in &world.moments {
            let anew = decide(&moment.before, &moment.facts, &moment.command, moment.now);
            prop_assert_eq!(&anew, &moment.outcome);
            if let Some(first) = caused(moment).first() {
                let mut facts = moment.facts.clone();
                facts.prior = Some(first.clone());
                let resent = decide(&moment.after, &facts, &moment.command, moment.now);
                prop_assert_eq!(resent, Ok(Vec::new()));
            }
        }
    }

    // 4. The baton is fenced.
    #[test]
    fn rovo_never_talks_over_a_human_and_its_context_starts_after_the_last_hand_back(steps in steps()) {
        let mut world = run(&steps);
        world.moments.iter().for_each(invariants::the_baton_is_fenced);
        world = waiting(&steps);
        world.give(world.customer(), CommandBody::NoLongerNeeded { meant: Meant::Any, work_item: WorkItemId(1) }).unwrap();
        world.says("and another thing").unwrap();
        let asked = world.asked().unwrap();
        prop_assert!(asked > world.conversation.context_after);
        world.requests().unwrap();
        let late = CommandBody::Answer { asked, reply: answer() };
        prop_assert_eq!(world.give(Actor::Rovo, late.clone()), Err(Rejection::StaleAnswer));
        let late_hand_off = CommandBody::HandOff { asked, chat: LiveChatId(1) };
        prop_assert_eq!(world.give(Actor::Rovo, late_hand_off), Err(Rejection::StaleAnswer));
        world.claims(0).unwrap();
        prop_assert_eq!(world.give(Actor::Rovo, late.clone()), Err(Rejection::StaleAnswer));
        world.give(world.customer(), CommandBody::EndChat { meant: Meant::Any }).unwrap();
        prop_assert_eq!(world.give(Actor::Rovo, late), Err(Rejection::StaleAnswer));
        prop_assert_eq!(world.conversation.context_after, world.conversation.head);
    }

    // 5. Exactly one claims.
    #[test]
    fn of_any_agents_who_claim_at_once_one_wins_and_the_others_learn_who(
        steps in steps(),
        order in Just([0, 1, 2]).prop_shuffle(),
    ) {
        let mut world = waiting(&steps);
        let [first, others @ ..] = order;
        world.claims(first).unwrap();
        for other in others {
            let by = agent(first);
            prop_assert_eq!(world.claims(other), Err(Rejection::AlreadyClaimed { by }));
        }
        prop_assert_eq!(world.conversation.assignee(), Some(&agent(first)));
    }

    // 6. Every wait has a deadline.
    #[test]
    fn every_wait_has_a_deadline_that_survives_a_restart_fires_once_and_ends_it(steps in steps()) {
        let mut world = run(&steps);
        for moment in &world.moments {
            invariants::every_wait_has_its_deadline(&moment.after);
            invariants::deadlines_fire_when_they_should(moment);
        }
        prop_assert_eq!(deadlines(&world.restarted()), deadlines(&world.conversation));
        // Warning, return, nobody comes: left alone, no wait takes more.
        let mut fired = 0;
        while let Some(outcome) = world.fire_next() {
            prop_assert!(outcome.is_ok());
            fired += 1;
            prop_assert!(fired <= 3, "it never comes to rest");
        }
        let at_rest = matches!(
            &world.conversation.holder,
            Holder::Rovo { question: None } | Holder::Live(_)
        );
        prop_assert!(at_rest);
        for deadline in world.deadlines.clone() {
            prop_assert_eq!(world.fire(deadline), Err(Rejection::StaleDeadline));
        }
    }

    // 6, time to reply.
    #[test]
    fn later_messages_do_not_give_the_agent_more_time(steps in steps(), after in 0..300_i64) {
        let mut world = live(&steps);
        world.replies(0, "Hello").unwrap();
        prop_assert_eq!(deadlines(&world.conversation), []);
        world.says("One").unwrap();
        let asked = world.now;
        let running = deadlines(&world.conversation);
        world.pass(Millis::seconds(after));
        world.says("Two").unwrap();
        prop_assert_eq!(&deadlines(&world.conversation), &running);
        prop_assert_eq!(running[1].due, asked + world.settings.time_to_reply);
    }

    // 6, time to assign.
    #[test]
    fn what_the_customer_writes_while_waiting_does_not_move_the_time_to_assign(steps in steps(), after in 0..300_i64) {
        let mut world = waiting(&steps);
        let running = deadlines(&world.conversation);
        prop_assert_eq!(running[0].kind, DeadlineKind::Assign);
        prop_assert_eq!(running[0].due, world.now + world.settings.time_to_assign);
        world.pass(Millis::seconds(after));
        world.says("Anybody?").unwrap();
        prop_assert_eq!(deadlines(&world.conversation), running);
    }

    // 7. Exactly one work item per live chat.
    #[test]
    fn each_live_chat_leads_to_exactly_one_work_item_with_label_team_and_context(steps in steps()) {
        let mut world = run(&steps);
        invariants::one_work_item_per_live_chat(&world);
        invariants::numbers_are_used_once(&world);
        world.moments.iter().for_each(invariants::the_status_follows_the_baton);
        world = live(&steps);
        // Away and back again as often as they like: it stays that one.
        for who in [1, 2] {
            world.fire_next().unwrap().unwrap();
            world.fire_next().unwrap().unwrap();
            world.claims(who).unwrap();
        }
        invariants::one_work_item_per_live_chat(&world);
        let chat = world.conversation.running_chat().unwrap();
        let item = world.conversation.work_item_of(chat).unwrap();
        let begin = world.conversation.context_after.next();
        prop_assert_eq!(item.context.from, begin);
        let requested = world.log.iter().find(|event| event.seq == item.context.to).unwrap();
        let is_request = matches!(requested.body, EventBody::LiveChatRequested { chat: of, .. } if of == chat);
        prop_assert!(is_request);
    }

    // 8. No note ever reaches a customer.
    #[test]
    fn no_note_and_no_account_is_in_any_byte_that_goes_to_a_customer(steps in steps(), newest in 0..50_usize) {
        let mut world = live(&steps);
        let note = CommandBody::Note { work_item: None, text: CANARY.to_owned() };
        world.give(Actor::Agent(agent(1)), note).unwrap();
        let tail = &world.log[world.log.len().saturating_sub(newest)..];
        let view = CustomerView::snapshot(&world.conversation, tail, true);
        let (epoch, now) = (baton_core::id::Epoch(1), world.now);
        let mut sent = encode(&ToCustomer::Snapshot { epoch, now, view });
        let mut previous = baton_core::id::Seq(0);
        for event in world.log.iter().filter_map(for_customer) {
            let seq = event.seq;
            sent.extend(encode(&ToCustomer::Event { previous, event }));
            previous = seq;
        }
        let holds = |wanted: &[u8]| sent.windows(wanted.len()).any(|bytes| bytes == wanted);
        prop_assert!(holds(agent(0).name.as_bytes()));
        prop_assert!(!holds(CANARY.as_bytes()));
        for index in 0..AGENTS {
            prop_assert!(!holds(&agent(index).id.0.to_be_bytes()));
        }
    }

    // 9. The customer always sees what happened.
    #[test]
    fn a_line_tells_the_customer_of_each_change_of_hands_and_of_each_number(steps in steps()) {
        let world = run(&steps);
        world.moments.iter().for_each(invariants::changes_of_hands_are_seen);
    }
}
