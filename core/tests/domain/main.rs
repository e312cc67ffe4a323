//! The tests of the domain, on this machine and as WASM alike. [`world`] is a store without disk in which people, Rovo
//! and clocks act in any order; [`rules`] proves the nine rules one by one in it, [`every_order`] all of them after each
//! step; the other modules each prove one thing that hangs on them.

#![expect(
    clippy::unwrap_used,
    reason = "in a test, what must be there and is not is a failure"
)]

mod chats;
mod deadlines;
mod decisions;
mod every_order;
mod inbox;
mod invariants;
mod projections;
mod rules;
mod settings;
mod source;
mod space_settings;
mod step;
mod stored;
mod texts;
mod values;
mod wire;
mod world;

use proptest::prelude::ProptestConfig;

/// What a property test finds is printed and then written down as an example in `decisions`, so nothing is kept
/// beside the sources.
fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}
