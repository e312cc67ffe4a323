//! What a talk or a chat leaves to be done, and how far that is.

use super::*;

fn status(world: &World) -> Status {
    world.conversation.work_items[0].status
}

#[test]
fn what_was_meant_for_one_talk_makes_no_request_of_the_next() {
    let mut world = World::new();
    world.says("My laptop is slow").unwrap();
    let meant = Meant::At(world.conversation.customer_head);
    world.requests().unwrap();
    world.no_longer_needs().unwrap();
    world.says("My screen flickers").unwrap();
    let late = CommandBody::LeaveAsRequest {
        meant,
        work_item: WorkItemId(80),
    };
    assert_eq!(
        world.give(world.customer(), late),
        Err(Rejection::NotWaiting)
    );
    // The page that was behind by a word of its own talk is understood.
    let meant = Meant::At(world.conversation.context_after);
    let in_time = CommandBody::LeaveAsRequest {
        meant,
        work_item: WorkItemId(81),
    };
    assert_eq!(world.give(world.customer(), in_time).unwrap().len(), 1);
}

#[test]
fn leaving_one_talk_as_a_request_twice_makes_one_work_item() {
    let mut world = World::new();
    assert_eq!(world.leaves_as_request(), Err(Rejection::EmptyText));
    world.says("My laptop is slow").unwrap();
    assert_eq!(world.leaves_as_request().unwrap().len(), 1);
    assert_eq!(world.leaves_as_request(), Ok(Vec::new()));
    world.says("My screen flickers").unwrap();
    assert_eq!(world.leaves_as_request().unwrap().len(), 1);
    let items = &world.conversation.work_items;
    let summaries: Vec<_> = items.iter().map(|item| item.summary.as_str()).collect();
    assert_eq!(summaries, ["My laptop is slow", "My screen flickers"]);
    assert!(items[0].context.to < items[1].context.from);
}

#[test]
fn leaving_it_as_a_request_is_no_error_when_it_became_one_at_that_moment() {
    for ending in [
        Ending::LeftAsRequest,
        Ending::NobodyCame,
        Ending::Deactivated,
    ] {
        let mut world = World::new();
        world.says("A person, please").unwrap();
        world.requests().unwrap();
        match ending {
            Ending::LeftAsRequest => world.leaves_as_request(),
            Ending::NobodyCame => world.fire_next().unwrap(),
            _ => world.give(
                Actor::System,
                CommandBody::Deactivate {
                    work_item: WorkItemId(9),
                },
            ),
        }
        .unwrap();
        assert_eq!(world.leaves_as_request(), Ok(Vec::new()), "{ending:?}");
        assert_eq!(world.conversation.work_items.len(), 1);
    }
    let mut world = World::new();
    world.says("A person, please").unwrap();
    world.requests().unwrap();
    world.no_longer_needs().unwrap();
    assert_eq!(world.leaves_as_request(), Err(Rejection::EmptyText));
}

#[test]
fn what_rovo_was_asked_goes_into_the_request_with_the_talk() {
    let mut world = World::new();
    world.says("My laptop is slow").unwrap();
    let asked = world.asked().unwrap();
    world.leaves_as_request().unwrap();
    let late = CommandBody::Answer {
        asked,
        reply: answer(),
    };
    assert_eq!(world.give(Actor::Rovo, late), Err(Rejection::StaleAnswer));
    let phase = CustomerHeader::of(&world.conversation).phase;
    assert_eq!(phase, CustomerPhase::Rovo { thinking: false });
}

#[test]
fn the_work_item_is_open_while_nobody_has_its_chat_and_in_progress_again_after_a_claim() {
    let mut world = World::new();
    world.says("A person, please").unwrap();
    world.requests().unwrap();
    world.claims(0).unwrap();
    assert_eq!(status(&world), Status::InProgress);
    let agent = agent(0).id;
    world
        .give(Actor::System, CommandBody::AgentGone { agent })
        .unwrap();
    assert_eq!(status(&world), Status::Open);
    world.claims(1).unwrap();
    assert_eq!(status(&world), Status::InProgress);
}

#[test]
fn a_work_item_that_was_closed_is_in_progress_once_its_chat_is_claimed_again() {
    let mut world = World::new();
    world.requests().unwrap();
    world.claims(0).unwrap();
    let work_item = world.conversation.work_items[0].id;
    let close = CommandBody::ChangeStatus {
        work_item,
        status: Status::Closed,
    };
    world.give(by(2), close).unwrap();
    world.fire_next().unwrap().unwrap();
    world.fire_next().unwrap().unwrap();
    assert_eq!(status(&world), Status::Closed);
    world.claims(1).unwrap();
    assert_eq!(status(&world), Status::InProgress);
    assert_eq!(world.conversation.work_items.len(), 1);
}

#[test]
fn a_chat_that_came_back_and_is_no_longer_needed_closes_its_work_item() {
    let mut world = World::new();
    world.requests().unwrap();
    world.claims(0).unwrap();
    let agent = agent(0).id;
    world
        .give(Actor::System, CommandBody::AgentGone { agent })
        .unwrap();
    world.no_longer_needs().unwrap();
    assert_eq!(status(&world), Status::Closed);
    assert_eq!(world.conversation.work_items.len(), 1);
}

#[test]
fn when_nobody_comes_a_second_time_the_work_item_stays_the_one_it_was() {
    let mut world = World::new();
    world.requests().unwrap();
    world.claims(0).unwrap();
    let item = world.conversation.work_items[0].id;
    for _ in 0..3 {
        world.fire_next().unwrap().unwrap();
    }
    assert_eq!(world.fire_next(), None);
    let ended = world.conversation.last_chat.as_ref().unwrap();
    assert_eq!(ended.how, Ending::NobodyCame);
    let items = &world.conversation.work_items;
    assert_eq!(
        (items.len(), items[0].id, items[0].cause),
        (1, item, Cause::Claimed)
    );
    assert_eq!(items[0].status, Status::Open);
}
