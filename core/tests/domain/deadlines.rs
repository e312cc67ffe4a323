//! Which deadlines run in which state, as a table, and what each one does when it passes.

use baton_core::deadline::{Deadline, DeadlineKind, deadlines};
use baton_core::event::{EventBody, ReturnReason};
use baton_core::id::Seq;
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::settings::LiveChatSettings;
use baton_core::time::{Millis, Time};

use crate::world::World;

const START: Time = Time(1_700_000_000_000);

fn world() -> World {
    let mut world = World::new();
    world.settings = LiveChatSettings {
        time_to_assign: Millis::minutes(3),
        time_to_reply: Millis::minutes(4),
        ..LiveChatSettings::default()
    };
    world
}

/// The kinds that run, with the position that set each and the seconds from the start until each passes.
fn running(world: &World) -> Vec<(DeadlineKind, u64, i64)> {
    let all = deadlines(&world.conversation).into_iter();
    all.map(|deadline| {
        let Deadline {
            kind,
            generation: Seq(seq),
            due,
        } = deadline;
        (kind, seq, (due - START).0 / 1_000)
    })
    .collect()
}

#[test]
fn each_state_has_its_deadlines() {
    let mut world = world();
    assert_eq!(running(&world), []);
    world.says("My laptop is slow").unwrap();
    assert_eq!(running(&world), [(DeadlineKind::RovoTurn, 1, 20)]);
    world.says("Very slow").unwrap();
    assert_eq!(running(&world), [(DeadlineKind::RovoTurn, 2, 20)]);
    world.requests().unwrap();
    assert_eq!(running(&world), [(DeadlineKind::Assign, 3, 180)]);
    world.pass(Millis::seconds(60));
    world.claims(0).unwrap();
    let from_the_claim = [
        (DeadlineKind::ReplyWarning, 4, 240),
        (DeadlineKind::Reply, 4, 300),
    ];
    assert_eq!(running(&world), from_the_claim);
    world.says("Hello?").unwrap();
    assert_eq!(running(&world), from_the_claim);
    world.replies(0, "Hello").unwrap();
    assert_eq!(running(&world), []);
    world.pass(Millis::seconds(40));
    world.says("So").unwrap();
    assert_eq!(
        running(&world),
        [
            (DeadlineKind::ReplyWarning, 8, 280),
            (DeadlineKind::Reply, 8, 340)
        ]
    );
    world.fire_next().unwrap().unwrap();
    assert_eq!(running(&world), [(DeadlineKind::Reply, 8, 340)]);
    world.fire_next().unwrap().unwrap();
    assert_eq!(running(&world), [(DeadlineKind::Assign, 10, 520)]);
    world.fire_next().unwrap().unwrap();
    assert_eq!(running(&world), []);
}

#[test]
fn when_rovo_takes_too_long_the_customer_is_offered_a_person_or_a_request() {
    let mut world = world();
    world.says("My laptop is slow").unwrap();
    let events = world.fire_next().unwrap().unwrap();
    let EventBody::RovoReplied { asked, reply, .. } = &events[0].body else {
        panic!("silence");
    };
    assert_eq!(*asked, Some(Seq(1)));
    assert_eq!(*reply, RovoReply::Offer(OfferReason::TookTooLong));
}

#[test]
fn when_the_agent_does_not_reply_the_chat_goes_back_with_a_new_time_to_assign() {
    let mut world = world();
    world.requests().unwrap();
    world.claims(0).unwrap();
    world.fire_next().unwrap().unwrap();
    let events = world.fire_next().unwrap().unwrap();
    let EventBody::BackToUnassigned {
        why, assign_due, ..
    } = &events[0].body
    else {
        panic!("the chat stayed where it was");
    };
    assert_eq!(*why, ReturnReason::TimeToReply);
    assert_eq!(*assign_due, START + Millis::minutes(7));
}

#[test]
fn both_times_to_reply_may_be_over_when_a_server_comes_back() {
    let mut world = world();
    world.requests().unwrap();
    world.claims(0).unwrap();
    world.pass(Millis::minutes(60));
    let [warning, reply] = deadlines(&world.conversation)[..] else {
        panic!("two deadlines run");
    };
    world.fire(reply).unwrap();
    assert!(world.fire(warning).is_err());
    let since = START + Millis::minutes(63);
    assert_eq!(deadlines(&world.conversation)[0].due, since);
}

#[test]
fn each_kind_is_found_by_its_name() {
    for kind in DeadlineKind::ALL {
        assert_eq!(DeadlineKind::from_name(kind.name()), Some(kind));
    }
    assert_eq!(DeadlineKind::from_name("Assign"), None);
}
