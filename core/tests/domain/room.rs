//! How many work items one conversation may get by what its customer does.

use baton_core::command::{CommandBody, Rejection};
use baton_core::event::{Event, EventBody};
use baton_core::id::{LiveChatId, WorkItemId};
use baton_core::limits::{OPEN_WORK_ITEMS, WORK_ITEMS_A_DAY};
use baton_core::people::Actor;
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::time::Millis;
use baton_core::work_item::Status;

use crate::world::{World, agent};

/// Raises a request on the portal's form.
fn raise(world: &mut World) -> Result<Vec<Event>, Rejection> {
    let body = CommandBody::RaiseRequest {
        work_item: WorkItemId(world.fresh()),
        summary: "A new screen".to_owned(),
        description: "x".repeat(4_000),
    };
    world.give(world.customer(), body)
}

#[test]
fn who_has_fifty_open_requests_raises_and_leaves_no_more_until_one_is_resolved() {
    let mut world = World::new();
    for number in 0..OPEN_WORK_ITEMS {
        // Over more than a day.
        world.pass(Millis::minutes(60));
        assert_eq!(raise(&mut world).err(), None, "{number}");
    }
    world.pass(Millis::minutes(24 * 60));
    assert_eq!(raise(&mut world), Err(Rejection::TooManyRequests));
    world.says("My laptop is slow").unwrap();
    assert_eq!(world.leaves_as_request(), Err(Rejection::TooManyRequests));
    // A person is still there for them, and a wait ends as it always does.
    world.requests().unwrap();
    assert!(world.leaves_as_request().is_ok());
    for item in [0, 1] {
        let body = CommandBody::ChangeStatus {
            work_item: world.conversation.work_items[item].id,
            status: Status::Resolved,
        };
        world.give(Actor::Agent(agent(0)), body).unwrap();
    }
    assert!(raise(&mut world).is_ok());
    assert_eq!(raise(&mut world), Err(Rejection::TooManyRequests));
}

#[test]
fn a_day_has_room_for_fifty_chats_that_are_no_longer_needed_and_the_next_day_again() {
    let mut world = World::new();
    for number in 0..WORK_ITEMS_A_DAY {
        assert_eq!(world.requests().err(), None, "{number}");
        world.no_longer_needs().unwrap();
    }
    assert_eq!(world.requests(), Err(Rejection::TooManyRequests));
    // Rovo brings in nobody either, and says what else there is.
    world.says("A person, please").unwrap();
    let hand_off = CommandBody::HandOff {
        asked: world.asked().unwrap(),
        chat: LiveChatId(world.fresh()),
    };
    world.give(Actor::Rovo, hand_off).unwrap();
    let EventBody::RovoReplied { reply, .. } = &world.log.last().unwrap().body else {
        panic!("Rovo said nothing");
    };
    assert_eq!(*reply, RovoReply::Offer(OfferReason::NoAnswer));
    world.pass(Millis::minutes(24 * 60));
    assert!(world.requests().is_ok());
}
