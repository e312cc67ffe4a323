//! Events as they are stored, in the form of version 1. The store reads them for as long as there are any: when a test
//! here fails, the change needs a new version and an upcaster in the store, not a new fixture.

use std::fmt::Write as _;

use baton_core::event::{EVENT_VERSION, EventBody};
use proptest::prelude::*;

use crate::config;
use crate::source::{Source, Variants, fixed};

/// One event a line.
const STORED: &str = include_str!("fixtures/events_v1.jsonl");

#[test]
fn events_of_version_1_are_stored_as_they_were_released() {
    assert_eq!(EVENT_VERSION, 1, "a new version has a fixture of its own");
    let mut known = Vec::new();
    for line in STORED.lines() {
        let event: EventBody = serde_json::from_str(line).expect(line);
        assert_eq!(serde_json::to_string(&event).unwrap(), line);
        known.push(event.name());
    }
    let mut missing = String::new();
    for (index, kind) in EventBody::NAMES.iter().enumerate() {
        if !known.contains(kind) {
            for bytes in [fixed(index), Vec::new()] {
                let event = EventBody::of_variant(index, &mut Source::new(&bytes));
                writeln!(missing, "{}", serde_json::to_string(&event).unwrap()).unwrap();
            }
        }
    }
    assert!(
        missing.is_empty(),
        "add to fixtures/events_v1.jsonl:\n{missing}"
    );
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_event_is_read_from_the_store_as_what_it_was(value in proptest::collection::vec(any::<u8>(), 0..300)) {
        for index in 0..EventBody::NAMES.len() {
            let event = EventBody::of_variant(index, &mut Source::new(&value));
            let stored = serde_json::to_string(&event).unwrap();
            prop_assert_eq!(serde_json::from_str::<EventBody>(&stored).unwrap(), event);
        }
    }
}
