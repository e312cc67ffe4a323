//! Version 1 on the wire: what is sent is read as what it was, what is malformed is refused, and what has been released
//! stays as it is.

use std::fmt::{Debug, Write as _};

use baton_core::alert::{AlertKind, Sound};
use baton_core::command::Rejection;
use baton_core::conversation::Speaker;
use baton_core::event::{Author, Ending, Requester, ReturnReason};
use baton_core::inbox::{Inbox, Place};
use baton_core::offer::Obstacle;
use baton_core::people::CustomerKind;
use baton_core::rovo::{Block, OfferReason, RovoReply};
use baton_core::view::{
    AgentBody, AgentPhase, AgentView, CustomerBody, CustomerPhase, CustomerView, EmailQuestion,
};
use baton_core::wire::alerts::{Attention, FromBrowser, Permission, Reach, Showing, ToBrowser};
use baton_core::wire::{
    AgentAction, CustomerAction, FromAgent, FromCustomer, Malformed, Refusal, ToAgent, ToCustomer,
    decode, encode,
};
use baton_core::work_item::{Cause, Status};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::config;
use crate::source::{Source, Variants, fixed};

/// One line each: the type, the bytes, and the value that they are.
const RELEASED: &str = include_str!("fixtures/wire_v1.txt");

/// An enum of the wire, with what the tests do to it.
struct Kind {
    name: &'static str,
    variants: &'static [&'static str],
    /// A value of that variant: its bytes and its debug form.
    make: fn(usize, &[u8]) -> (Vec<u8>, String),
    read: fn(&[u8]) -> Result<Read, Malformed>,
}

/// What was read from bytes.
#[derive(Debug, PartialEq)]
struct Read {
    variant: &'static str,
    debug: String,
    /// The bytes that it would be sent as.
    again: Vec<u8>,
}

fn kind<T: Variants + Debug + Serialize + DeserializeOwned>(name: &'static str) -> Kind {
    Kind {
        name,
        variants: T::NAMES,
        make: |index, bytes| {
            let value = T::of_variant(index, &mut Source::new(bytes));
            (encode(&value), format!("{value:?}"))
        },
        read: |bytes| {
            let value: T = decode(bytes)?;
            Ok(Read {
                variant: value.name(),
                debug: format!("{value:?}"),
                again: encode(&value),
            })
        },
    }
}

macro_rules! kinds {
    ($($name:ident)*) => { vec![$(kind::<$name>(stringify!($name))),*] };
}

fn kinds() -> Vec<Kind> {
    kinds! {
        FromCustomer CustomerAction ToCustomer FromAgent AgentAction ToAgent FromBrowser ToBrowser
        Refusal Rejection Obstacle
        CustomerBody CustomerPhase EmailQuestion AgentBody AgentPhase Place
        RovoReply OfferReason Block
        Author Requester ReturnReason Ending Status Cause Speaker CustomerKind
        Permission Attention Showing Reach AlertKind Sound
    }
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..300)
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

fn from_hex(hex: &str) -> Vec<u8> {
    let pair = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(pair).collect()
}

#[test]
fn what_version_1_puts_on_the_wire_stays_as_it_was_released() {
    let kinds = kinds();
    let mut released = Vec::new();
    for line in RELEASED.lines() {
        let (name, rest) = line.split_once(' ').unwrap();
        let (hex, debug) = rest.split_once(' ').unwrap();
        let kind = kinds.iter().find(|kind| kind.name == name).unwrap();
        let bytes = from_hex(hex);
        let read = (kind.read)(&bytes).expect(line);
        assert_eq!(read.debug, debug, "{name} is read otherwise than it was");
        assert_eq!(read.again, bytes, "{name} is written otherwise than it was");
        released.push((name, read.variant));
    }
    let mut missing = String::new();
    for (number, kind) in kinds.iter().enumerate() {
        for (index, variant) in kind.variants.iter().enumerate() {
            if !released.contains(&(kind.name, variant)) {
                for value in [fixed(number * 1_000 + index), Vec::new()] {
                    let (bytes, debug) = (kind.make)(index, &value);
                    writeln!(missing, "{} {} {debug}", kind.name, to_hex(&bytes)).unwrap();
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "add to fixtures/wire_v1.txt:\n{missing}"
    );
}

#[test]
fn the_order_of_variants_is_the_released_one() {
    for kind in kinds() {
        for (index, variant) in kind.variants.iter().enumerate() {
            let (bytes, _) = (kind.make)(index, &[]);
            assert_eq!(usize::from(bytes[0]), index, "{} {variant}", kind.name);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_frame_and_everything_in_it_is_read_as_what_it_was(value in bytes()) {
        for kind in kinds() {
            for index in 0..kind.variants.len() {
                let (bytes, debug) = (kind.make)(index, &value);
                let read = (kind.read)(&bytes).unwrap();
                prop_assert_eq!(read.variant, kind.variants[index]);
                prop_assert_eq!(read.debug, debug);
                prop_assert_eq!(read.again, bytes);
            }
        }
    }

    #[test]
    fn a_frame_that_was_cut_off_or_has_something_behind_it_is_malformed(value in bytes(), cut in any::<u16>()) {
        for kind in kinds() {
            for index in 0..kind.variants.len() {
                let (mut bytes, _) = (kind.make)(index, &value);
                let length = usize::from(cut) % bytes.len();
                prop_assert_eq!((kind.read)(&bytes[..length]), Err(Malformed));
                bytes.push(0);
                prop_assert_eq!((kind.read)(&bytes), Err(Malformed));
            }
        }
    }

    #[test]
    fn any_bytes_are_a_frame_or_malformed_and_never_a_panic(bytes in bytes()) {
        for kind in kinds() {
            if let Ok(read) = (kind.read)(&bytes) {
                prop_assert!(kind.variants.contains(&read.variant));
                prop_assert!(read.again.len() <= bytes.len());
            }
        }
        let _ = decode::<CustomerView>(&bytes);
        let _ = decode::<AgentView>(&bytes);
        let _ = decode::<Inbox>(&bytes);
    }

    // A client of today and the server of a later revision: what it can't know, it refuses and never misreads.
    #[test]
    fn a_variant_that_was_added_later_is_malformed_to_an_older_client(ahead in 0..1_000_u32, payload in bytes()) {
        for kind in kinds() {
            let later = kind.variants.len() as u32 + ahead;
            let mut frame = encode(&later);
            frame.extend(&payload);
            prop_assert_eq!((kind.read)(&frame), Err(Malformed), "{}", kind.name);
        }
        // The same, deep in a frame that it knows: an event of a kind that came later.
        let later = CustomerBody::NAMES.len() as u32 + ahead;
        let (event, previous, seq, at) = (2_u32, 6_u64, 7_u64, 1_700_000_000_000_i64);
        let mut frame = encode(&(event, previous, seq, at, later));
        frame.extend(&payload);
        prop_assert_eq!(decode::<ToCustomer>(&frame), Err(Malformed));
    }
}

#[test]
fn the_frame_of_an_event_is_built_as_the_test_above_builds_it() {
    let known = encode(&(2_u32, 6_u64, 7_u64, 1_700_000_000_000_i64, 11_u32, true));
    let frame: ToCustomer = decode(&known).unwrap();
    let ToCustomer::Event { event, .. } = frame else {
        panic!("another frame");
    };
    assert_eq!(event.body, CustomerBody::EmailAnswered { given: true });
}
