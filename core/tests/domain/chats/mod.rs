//! Decisions about live chats and the work items that they lead to, as examples.

mod comments;
mod work_items;

use baton_core::command::{Command, CommandBody, Meant, Rejection};
use baton_core::conversation::Holder;
use baton_core::deadline::deadlines;
use baton_core::event::{Author, Ending, EventBody};
use baton_core::id::{CommandId, LiveChatId, Seq, WorkItemId};
use baton_core::limits::SNAPSHOT_ENTRIES;
use baton_core::people::Actor;
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::time::{Millis, Time};
use baton_core::view::{
    AgentBody, AgentHeader, AgentPhase, AgentTalk, CustomerHeader, CustomerPhase, for_agent,
};
use baton_core::work_item::{Cause, Status, Stretch};

use crate::step::answer;
use crate::world::{World, agent};

fn by(who: usize) -> Actor {
    Actor::Agent(agent(who))
}

#[test]
fn a_hand_off_while_live_chat_is_not_offered_becomes_an_offer_with_the_reasons() {
    let mut world = World::new();
    world.says("A person, please").unwrap();
    world.set_active(false);
    let (asked, chat) = (world.asked().unwrap(), LiveChatId(1));
    let events = world
        .give(Actor::Rovo, CommandBody::HandOff { asked, chat })
        .unwrap();
    let obstacles = world.offer.obstacles.clone();
    let EventBody::RovoReplied { reply, .. } = &events[0].body else {
        panic!("Rovo said nothing");
    };
    assert_eq!(
        *reply,
        RovoReply::Offer(OfferReason::PersonNotOffered(obstacles.clone()))
    );
    assert_eq!(world.requests(), Err(Rejection::NotOffered(obstacles)));
}

#[test]
fn an_agent_is_told_of_the_talk_that_led_to_the_chat_however_much_was_said_since() {
    let mut world = World::new();
    world.says("My badge is broken").unwrap();
    world.requests().unwrap();
    let talk = Stretch {
        from: Seq(1),
        to: world.conversation.head,
    };
    let wanted = |world: &World, first| AgentTalk::wanted(&world.conversation, first);
    assert_eq!(wanted(&world, Seq(1)), None, "the view holds it");
    assert_eq!(wanted(&world, Seq(2)), Some((talk, false)));
    world.claims(0).unwrap();
    for _ in 0..SNAPSHOT_ENTRIES {
        world.says("and it still is").unwrap();
    }
    assert_eq!(wanted(&world, Seq(90)), Some((talk, false)));
    world
        .give(by(0), CommandBody::EndChat { meant: Meant::Any })
        .unwrap();
    assert_eq!(wanted(&world, Seq(90)), Some((talk, false)));

    let after = world.conversation.head;
    for _ in 0..=SNAPSHOT_ENTRIES {
        world.says("Now it is my laptop").unwrap();
    }
    world.requests().unwrap();
    assert_eq!(wanted(&world, after.next()), None);
    let (newest, has_earlier) = wanted(&world, Seq(u64::MAX)).unwrap();
    assert_eq!(newest.to, world.conversation.head);
    assert_eq!(newest.to.0 - newest.from.0 + 1, SNAPSHOT_ENTRIES as u64);
    assert!(has_earlier && newest.from > after);
}

#[test]
fn a_repeated_command_is_known_although_the_chat_has_ended_since() {
    let mut world = World::new();
    world.requests().unwrap();
    world.claims(0).unwrap();
    let end = world.command(by(0), CommandBody::EndChat { meant: Meant::Any });
    assert_eq!(world.carry_out(end.clone()).unwrap().len(), 1);
    assert_eq!(world.carry_out(end), Ok(Vec::new()));
    assert_eq!(
        world.give(by(0), CommandBody::EndChat { meant: Meant::Any }),
        Err(Rejection::NotLive)
    );
}

#[test]
fn what_was_meant_for_one_live_chat_ends_no_later_one() {
    let mut world = World::new();
    world.says("A person, please").unwrap();
    world.requests().unwrap();
    let first = world.conversation.running_chat().unwrap();
    let read = world.conversation.customer_head;
    world.claims(0).unwrap();
    let meant = Meant::Chat(first);
    world.give(by(0), CommandBody::EndChat { meant }).unwrap();

    world.says("And another thing").unwrap();
    world.requests().unwrap();
    let work_item = WorkItemId(80);
    let late = Meant::At(read);
    for body in [
        CommandBody::NoLongerNeeded {
            meant: late,
            work_item,
        },
        CommandBody::LeaveAsRequest {
            meant: late,
            work_item,
        },
    ] {
        assert_eq!(
            world.give(world.customer(), body),
            Err(Rejection::NotWaiting)
        );
    }
    world.claims(0).unwrap();
    for (who, meant) in [(world.customer(), late), (by(0), Meant::Chat(first))] {
        let end = CommandBody::EndChat { meant };
        assert_eq!(world.give(who, end), Err(Rejection::NotLive));
    }
    // What the page had read by now is meant.
    let meant = Meant::At(world.conversation.customer_head);
    world
        .give(world.customer(), CommandBody::EndChat { meant })
        .unwrap();
    assert_eq!(world.conversation.running_chat(), None);
}

#[test]
fn a_person_can_be_asked_for_while_rovo_thinks() {
    let mut world = World::new();
    world.says("My laptop is slow").unwrap();
    let asked = world.asked().unwrap();
    world.requests().unwrap();
    let late = CommandBody::Answer {
        asked,
        reply: answer(),
    };
    assert_eq!(world.give(Actor::Rovo, late), Err(Rejection::StaleAnswer));
    assert!(matches!(world.conversation.holder, Holder::Waiting(_)));
}

#[test]
fn a_second_request_for_a_person_is_refused_while_the_first_waits_or_runs() {
    let mut world = World::new();
    world.requests().unwrap();
    assert_eq!(world.requests(), Err(Rejection::AlreadyRequested));
    world.claims(0).unwrap();
    assert_eq!(world.requests(), Err(Rejection::AlreadyRequested));
}

#[test]
fn a_chat_or_work_item_cannot_begin_under_an_id_that_is_taken() {
    let mut world = World::new();
    let (chat, work_item) = (LiveChatId(70), WorkItemId(71));
    let request = CommandBody::RequestPerson { chat };
    let leave = CommandBody::LeaveAsRequest {
        meant: Meant::Any,
        work_item,
    };
    world.says("A person, please").unwrap();
    world.give(world.customer(), request.clone()).unwrap();
    world.give(world.customer(), leave.clone()).unwrap();
    assert_eq!(
        world.give(world.customer(), request),
        Err(Rejection::Conflict)
    );
    world.says("Something else").unwrap();
    assert_eq!(
        world.give(world.customer(), leave),
        Err(Rejection::Conflict)
    );
}

#[test]
fn a_warning_that_comes_after_the_reply_warns_nobody() {
    let mut world = World::new();
    world.requests().unwrap();
    world.claims(0).unwrap();
    let warning = *world.deadlines.iter().rev().nth(1).unwrap();
    world.replies(0, "Hello").unwrap();
    world.now = warning.due;
    assert_eq!(world.fire(warning), Err(Rejection::StaleDeadline));
}

#[test]
fn an_account_that_is_gone_takes_only_its_own_chats_back() {
    let mut world = World::new();
    world.requests().unwrap();
    world.claims(0).unwrap();
    let other = agent(1).id;
    let gone = CommandBody::AgentGone { agent: other };
    assert_eq!(world.give(Actor::System, gone), Ok(Vec::new()));
    assert_eq!(world.conversation.assignee(), Some(&agent(0)));
}

#[test]
fn deactivation_leaves_a_chat_that_has_been_claimed_alone() {
    let mut world = World::new();
    world.requests().unwrap();
    world.claims(0).unwrap();
    let work_item = WorkItemId(9);
    assert_eq!(
        world.give(Actor::System, CommandBody::Deactivate { work_item }),
        Ok(Vec::new())
    );
    assert!(matches!(world.conversation.holder, Holder::Live(_)));
}

#[test]
fn only_the_assignee_writes_in_and_ends_a_live_chat() {
    let mut world = World::new();
    assert_eq!(world.replies(0, "Hello"), Err(Rejection::NotLive));
    world.requests().unwrap();
    world.claims(0).unwrap();
    let agent = agent(0);
    let refused = Err(Rejection::AssignedTo { agent });
    assert_eq!(world.replies(1, "Hello"), refused);
    assert_eq!(
        world.give(by(1), CommandBody::EndChat { meant: Meant::Any }),
        refused
    );
}

#[test]
fn the_end_of_time_is_no_reason_to_panic() {
    let mut world = World::new();
    world.now = Time(i64::MAX - 1);
    world.says("Hello").unwrap();
    world.requests().unwrap();
    world.claims(0).unwrap();
    for _ in 0..3 {
        world.fire_next().unwrap().unwrap();
    }
}

#[test]
fn an_agent_who_is_none_any_more_may_not_even_repeat_a_command() {
    let mut world = World::new();
    world.requests().unwrap();
    let id = CommandId(77);
    let body = CommandBody::Claim {
        work_item: WorkItemId(1),
    };
    let claim = Command {
        id,
        actor: by(0),
        body,
    };
    world.carry_out(claim.clone()).unwrap();
    world.enable(0, false);
    assert_eq!(world.carry_out(claim), Err(Rejection::NotAllowed));
}

#[test]
fn rovos_hand_off_under_the_same_id_is_not_the_customers_request() {
    let mut world = World::new();
    world.says("A person, please").unwrap();
    let (asked, chat) = (world.asked().unwrap(), LiveChatId(1));
    let hand_off = world.command(Actor::Rovo, CommandBody::HandOff { asked, chat });
    world.carry_out(hand_off.clone()).unwrap();
    let copy = Command {
        actor: world.customer(),
        body: CommandBody::RequestPerson { chat },
        ..hand_off
    };
    assert_eq!(world.carry_out(copy), Err(Rejection::Conflict));
}
