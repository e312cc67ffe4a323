//! What proptest chooses steps from.

use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::work_item::Status;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::step::{Step, answer};
use crate::world::AGENTS;

/// Any number of steps, in any order.
pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(step(), 1..60)
}

fn step() -> impl Strategy<Value = Step> {
    let words = prop_oneof![
        Just("My laptop is slow"),
        Just("  and loud\r\n"),
        Just("\u{200b}"),
        Just("a person, please")
    ];
    let email = prop_oneof![
        Just(None),
        Just(Some("casey@example.com")),
        Just(Some("c@d.org")),
        Just(Some("no address"))
    ];
    // Mostly the same agent and the newest thing, so that histories get somewhere.
    let a = prop_oneof![3 => Just(0), 1 => 1..AGENTS].boxed();
    let b = prop_oneof![3 => Just(0), 1 => 1..4_usize].boxed();
    let on_time = prop::bool::weighted(0.8);
    let by_customer = prop_oneof![
        8 => words.prop_map(Step::CustomerWrites),
        6 => Just(Step::Requests),
        2 => Just(Step::LeavesAsRequest),
        1 => Just(Step::NoLongerNeeds),
        1 => Just(Step::CustomerEnds),
        3 => (b.clone(), any::<bool>()).prop_map(|(back, helped)| Step::Rates { back, helped }),
        1 => email.prop_map(Step::GivesEmail),
        1 => Just(Step::Raises),
        2 => b.clone().prop_map(|item| Step::CustomerComments { item }),
    ];
    let by_agent = prop_oneof![
        5 => a.clone().prop_map(|agent| Step::Claims { agent }),
        5 => a.clone().prop_map(|agent| Step::AgentWrites { agent }),
        1 => a.clone().prop_map(|agent| Step::AgentEnds { agent }),
        1 => (a.clone(), proptest::option::of(b.clone())).prop_map(|(agent, item)| Step::Notes { agent, item }),
        2 => (a.clone(), b.clone()).prop_map(|(agent, item)| Step::AgentComments { agent, item }),
        1 => (a.clone(), b.clone(), status())
            .prop_map(|(agent, item, status)| Step::SetsStatus { agent, item, status }),
        1 => (a.clone(), b.clone(), proptest::option::of(a.clone()))
            .prop_map(|(agent, item, to)| Step::Assigns { agent, item, to }),
    ];
    let by_rovo = prop_oneof![
        4 => (b.clone(), reply()).prop_map(|(back, reply)| Step::RovoAnswers { back, reply }),
        1 => b.clone().prop_map(|back| Step::RovoHandsOff { back }),
    ];
    let by_site = prop_oneof![
        3 => (1..400_u16).prop_map(|seconds| Step::Waits { seconds }),
        6 => (b.clone(), on_time).prop_map(|(back, on_time)| Step::TimerFires { back, on_time }),
        1 => a.clone().prop_map(|agent| Step::AgentGoes { agent }),
        2 => a.prop_map(|agent| Step::AgentComesBack { agent }),
        1 => Just(Step::Deactivates),
        2 => Just(Step::Activates),
    ];
    let again = prop_oneof![
        2 => b.clone().prop_map(|back| Step::Again { back }),
        1 => b.clone().prop_map(|back| Step::AgainOtherwise { back }),
        1 => b.clone().prop_map(|back| Step::TakenIds { back }),
        1 => b.clone().prop_map(|back| Step::StrangerDoes { back }),
        1 => (b, 0..4_usize).prop_map(|(back, actor)| Step::OutOfTurn { back, actor }),
    ];
    prop_oneof![5 => by_customer, 4 => by_agent, 4 => by_rovo, 3 => by_site, 2 => again]
}

fn status() -> impl Strategy<Value = Status> {
    (0..Status::ALL.len()).prop_map(|index| Status::ALL[index])
}

fn reply() -> impl Strategy<Value = RovoReply> {
    prop_oneof![
        4 => Just(answer()),
        1 => Just(RovoReply::Answer { sources: Vec::new() }),
        1 => Just(RovoReply::Greeting),
        1 => Just(RovoReply::Farewell),
        3 => Just(RovoReply::AskRephrase),
        1 => Just(RovoReply::Offer(OfferReason::NoAnswer)),
    ]
}
