//! All promises at once, after each step of any order of steps.

use std::collections::BTreeSet;
use std::fmt::Debug;

use baton_core::event::EventBody;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::any_step::steps;
use crate::step::{run, take};
use crate::world::World;
use crate::{config, invariants};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_happens_in_whatever_order_every_promise_holds_after_each_step(steps in steps()) {
        let mut world = World::new();
        for step in &steps {
            let moments = world.moments.len();
            take(&mut world, step);
            if world.moments.len() > moments {
                invariants::all(&world);
                invariants::an_unanswered_customer_has_a_deadline(&world);
                let moment = world.moments.last().unwrap();
                invariants::the_status_follows_the_baton(moment);
            }
        }
        prop_assert_eq!(world.restarted(), world.conversation);
    }
}

/// The name of a variant: what its debug form begins with.
fn name(value: &impl Debug) -> String {
    let shown = format!("{value:?}");
    let end = shown.find(|character: char| !character.is_alphanumeric());
    shown[..end.unwrap_or(shown.len())].to_owned()
}

#[test]
fn the_steps_lead_everywhere_so_that_these_tests_prove_something() {
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    for _ in 0..1_000 {
        let world = run(&steps().new_tree(&mut runner).unwrap().current());
        for moment in &world.moments {
            match &moment.outcome {
                Ok(events) if events.is_empty() => {
                    reached.insert(format!("{} empty", name(&moment.command.body)));
                }
                Ok(events) => {
                    for event in events {
                        reached.insert(name(&event.body));
                        if let EventBody::LiveChatEnded { how, .. } = &event.body {
                            reached.insert(name(how));
                        }
                        if let EventBody::BackToUnassigned { why, .. } = &event.body {
                            reached.insert(name(why));
                        }
                    }
                }
                Err(why) => {
                    reached.insert(format!("{} {}", name(&moment.command.body), name(why)));
                }
            }
        }
    }
    let expected = "
        AgentWrote AnswerRated AssigneeChanged BackToUnassigned Claimed Commented CustomerWrote EmailGiven
        LiveChatEnded LiveChatRequested Noted ReplyWarned RovoReplied StatusChanged WorkItemCreated
        ByAgent ByCustomer NobodyCame LeftAsRequest NoLongerNeeded Deactivated TimeToReply AgentGone";
    for kind in expected.split_whitespace() {
        assert!(reached.contains(kind), "never reached: {kind}");
    }
    let refused = [
        "Answer StaleAnswer",
        "ChangeStatus NotFound",
        "Claim AlreadyClaimed",
        "Claim NotAllowed",
        "Claim NotWaiting",
        "Comment NotFound",
        "DeadlinePassed StaleDeadline",
        "EndChat AssignedTo",
        "EndChat NotLive",
        "GiveEmail InvalidEmail",
        "HandOff StaleAnswer",
        "LeaveAsRequest AlreadyRequested",
        "LeaveAsRequest Conflict",
        "LeaveAsRequest EmptyText",
        "LeaveAsRequest empty",
        "NoLongerNeeded NotWaiting",
        "RateAnswer NotFound",
        "RateAnswer empty",
        "RequestPerson AlreadyRequested",
        "RequestPerson Conflict",
        "RequestPerson NotOffered",
        "Write AssignedTo",
        "Write Conflict",
        "Write EmptyText",
        "Write NotLive",
        "Write empty",
    ];
    for kind in refused {
        assert!(reached.contains(kind), "never reached: {kind}");
    }
}
