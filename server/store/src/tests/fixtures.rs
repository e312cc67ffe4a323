//! Events of every version that was ever released can be read.

use std::collections::BTreeSet;
use std::path::Path;

use baton_core::event::EVENT_VERSION;
use serde_json::Value;

use crate::event_codec;

fn read(version: u32) -> Vec<(String, Vec<Value>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/events/v{version}"));
    let files = std::fs::read_dir(folder).unwrap();
    files
        .map(|file| {
            let path = file.unwrap().path();
            let kind = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(path).unwrap();
            (kind, serde_json::from_str(&text).unwrap())
        })
        .collect()
}

#[test]
fn every_kind_of_event_has_fixtures_of_its_present_version() {
    let mut here = BTreeSet::new();
    for version in 1..=EVENT_VERSION {
        for (kind, payloads) in read(version) {
            let decode = |payload: &Value| {
                event_codec::decode(&kind, i64::from(version), &payload.to_string()).unwrap()
            };
            if payloads
                .first()
                .map(decode)
                .is_some_and(|body| body.version() == version)
            {
                here.insert(kind);
            }
        }
    }
    let wanted: BTreeSet<_> = event_codec::KINDS
        .iter()
        .map(|kind| (*kind).to_owned())
        .collect();
    assert_eq!(here, wanted);
}

#[test]
fn every_released_event_decodes() {
    for version in 1..=EVENT_VERSION {
        for (kind, payloads) in read(version) {
            for payload in payloads {
                let decoded =
                    event_codec::decode(&kind, i64::from(version), &payload.to_string()).unwrap();
                assert_eq!(event_codec::kind(&decoded), kind);
                if version == decoded.version() {
                    let encoded = event_codec::encode(&decoded).unwrap();
                    assert_eq!(serde_json::from_str::<Value>(&encoded).unwrap(), payload);
                }
            }
        }
    }
}

#[test]
fn an_event_of_an_unknown_version_or_kind_is_refused() {
    assert!(event_codec::decode("email_given", 1, "{\"email\":null}").is_ok());
    for version in [0, 2, 99] {
        assert!(event_codec::decode("email_given", version, "{\"email\":null}").is_err());
    }
    assert!(event_codec::decode("email_taken", 1, "{\"email\":null}").is_err());
    assert!(event_codec::decode("x\",\"data\":{},\"y\":\"", 1, "{}").is_err());
}
