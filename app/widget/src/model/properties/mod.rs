//! The chat against a server that keeps a log, over a line that loses, repeats and breaks. Whatever happens in between,
//! once the line is good again the screen shows the log, and everything typed is in the log exactly once, in the order in
//! which it was typed. [`world`] is all that is around the chat.

mod world;

use proptest::prelude::*;

use self::world::World;

#[derive(Clone, Copy, Debug)]
enum Step {
    CustomerWrites,
    AgentWrites,
    HiddenEvent,
    ToClient,
    ToServer,
    LoseToClient,
    LoseToServer,
    RepeatToClient,
    RepeatToServer,
    Cut,
    Connects,
    Heartbeat,
    Wait(u16),
    Nudge,
    Reload,
    Busy(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::CustomerWrites),
        3 => Just(Step::AgentWrites),
        1 => Just(Step::HiddenEvent),
        8 => Just(Step::ToClient),
        8 => Just(Step::ToServer),
        1 => Just(Step::LoseToClient),
        1 => Just(Step::LoseToServer),
        1 => Just(Step::RepeatToClient),
        1 => Just(Step::RepeatToServer),
        1 => Just(Step::Cut),
        3 => Just(Step::Connects),
        1 => Just(Step::Heartbeat),
        2 => (0u16..40_000).prop_map(Step::Wait),
        1 => Just(Step::Nudge),
        1 => Just(Step::Reload),
        1 => any::<bool>().prop_map(Step::Busy),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn after_any_losses_the_screen_shows_the_log_and_everything_typed_is_in_it_once_and_in_order(
        steps in prop::collection::vec(step(), 0..120)
    ) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
            for id in &world.typed {
                let kept = world.storage.contains_key(id);
                prop_assert!(kept || world.stored.contains_key(id), "words were lost");
            }
            prop_assert!(world.typed.starts_with(&world.said()), "words overtook others");
        }
        world.calm();
        prop_assert_eq!(&world.chat.view, &world.view);
        prop_assert_eq!(world.chat.outbox.entries.len(), 0);
        prop_assert!(world.storage.is_empty());
        prop_assert_eq!(world.said(), world.typed);
        prop_assert!(!world.chat.offline);
    }
}
