//! The tests of the domain, on this machine and as WASM alike. [`world`] is a store without disk in which people, Rovo
//! and clocks act in any order; [`rules`] proves the nine rules one by one in it, [`every_order`] all of them after each
//! step; the other modules each prove one thing that hangs on them.

#![expect(
    clippy::unwrap_used,
    reason = "in a test, what must be there and is not is a failure"
)]

mod any_step;
mod bounds;
mod chats;
mod deadlines;
mod decisions;
mod every_order;
mod inbox;
mod invariants;
mod knowledge;
mod projections;
mod room;
mod rovo_agent;
mod rules;
mod scenario;
mod settings;
mod source;
mod space_settings;
mod step;
mod stored;
mod texts;
mod values;
mod wire;
mod world;

use proptest::prelude::{ProptestConfig, Strategy};

/// What a property test finds is printed and then written down as an example in `decisions`, so nothing is kept
/// beside the sources.
fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A text of characters out of these. Patterns, which proptest could read itself, need more than WASM has.
fn letters(
    of: &str,
    count: core::ops::Range<usize>,
) -> impl Strategy<Value = String> + Clone + use<> {
    let of: Vec<char> = of.chars().collect();
    let letter = (0..of.len()).prop_map(move |at| of[at]);
    proptest::collection::vec(letter, count).prop_map(|letters| letters.into_iter().collect())
}
