//! Events as they are stored, in the form of each version. The store reads them for as long as there are any: when a test
//! here fails, the change needs a new version and an upcaster in the store, not a new fixture.

use std::fmt::Write as _;

use baton_core::event::{EVENT_VERSION, EventBody};
use proptest::prelude::*;

use crate::config;
use crate::source::{Source, Variants, fixed};

/// One event a line, of each version. A kind stands in a later file where its form has changed since.
const STORED: [(u32, &str); 2] = [
    (1, include_str!("fixtures/events_v1.jsonl")),
    (2, include_str!("fixtures/events_v2.jsonl")),
];

#[test]
fn events_are_stored_in_the_form_in_which_their_version_was_released() {
    let (newest, _) = STORED[STORED.len() - 1];
    assert_eq!(
        EVENT_VERSION, newest,
        "a new version has a fixture of its own"
    );
    let mut known = Vec::new();
    for (version, stored) in STORED {
        for line in stored.lines() {
            let event: EventBody = serde_json::from_str(line).expect(line);
            // Older forms are brought up to date in the store, and tried there.
            if event.version() == version {
                assert_eq!(serde_json::to_string(&event).unwrap(), line);
                known.push(event.name());
            }
        }
    }
    let mut missing = String::new();
    for (index, kind) in EventBody::NAMES.iter().enumerate() {
        if !known.contains(kind) {
            for bytes in [fixed(index), Vec::new()] {
                let event = EventBody::of_variant(index, &mut Source::new(&bytes));
                let json = serde_json::to_string(&event).unwrap();
                writeln!(missing, "events_v{}.jsonl: {json}", event.version()).unwrap();
            }
        }
    }
    assert!(missing.is_empty(), "add to fixtures/:\n{missing}");
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
