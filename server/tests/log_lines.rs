//! What is logged while bad input is typed, sent and asked for: each event is one line of ours, whatever stands in it.
//! These tests are a program of their own: what is logged is heard on the threads of tests that listen.

#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    dead_code,
    unused_imports,
    unused_macros,
    reason = "what a test can't do is the test's failure, also in its supports, of which it needs a part"
)]

mod cast;
mod support;

#[path = "bad_input/asked.rs"]
mod asked;
#[path = "bad_input/html.rs"]
mod html;
#[path = "bad_input/samples.rs"]
mod samples;

use std::io;
use std::sync::{Arc, Mutex};

use baton_server::config::LogFormat;
use baton_server::logs;
use http::Method;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::asked::{Asker, typed_rows};
use crate::cast::{Cast, Part};
use crate::samples::{ODD, SHOWN, of};

/// What was written so far.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Paper {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Paper {
    fn lines(&self) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        assert!(text.ends_with('\n'), "{text}");
        let text = text.strip_suffix('\n').unwrap();
        text.split('\n').map(str::to_owned).collect()
    }

    fn write_as(&self, format: LogFormat) -> tracing::subscriber::DefaultGuard {
        let filter = EnvFilter::new("debug,sqlx=warn");
        tracing::subscriber::set_default(logs::subscriber(format, filter, false, self.clone()))
    }
}

/// A line that was begun by an event and not by what stood in one.
fn is_ours(line: &str, format: LogFormat) -> bool {
    let is_plain = !line.chars().any(char::is_control);
    let begins = match format {
        // The time of now, and the levels that there are.
        LogFormat::Text => {
            let (time, rest) = line.split_once(' ').unwrap_or_default();
            let level = rest.split_whitespace().next().unwrap_or_default();
            time.ends_with('Z')
                && time != "2026-11-25T00:00:00Z"
                && ["ERROR", "WARN", "INFO", "DEBUG"].contains(&level)
        }
        LogFormat::Json => serde_json::from_str::<serde_json::Value>(line)
            .is_ok_and(|event| event["timestamp"].is_string() && event["level"].is_string()),
    };
    is_plain && begins
}

const FORMATS: [LogFormat; 2] = [LogFormat::Text, LogFormat::Json];

#[tokio::test]
async fn whatever_is_typed_no_line_of_the_log_is_begun_by_it_and_none_repeats_it() {
    for format in FORMATS {
        let paper = Paper::default();
        let guard = paper.write_as(format);
        let cast = Arc::new(Cast::new().await);
        for (row, fields) in typed_rows() {
            let things = cast.things().await;
            let mut asker = Asker::of(&cast, &row, &things).await;
            for (_, template) in ODD.iter().chain(&SHOWN) {
                for field in &fields {
                    asker.fill(*field, &of(template, "whatwastyped", *field));
                }
                asker.send().await;
            }
        }
        // Addresses are asked for too, by pages of ours and by others.
        let bad =
            "/app/whatwastyped%0A2026-11-25T00:00:00Z%20ERROR%20forged%1B[31m?q=%0Awhatwastyped";
        for method in [Method::GET, Method::POST] {
            cast.ask(method, bad, "", &[], &[]).await;
        }
        drop(guard);
        let lines = paper.lines();
        assert!(lines.len() > 100, "{format:?}: {lines:#?}");
        for line in lines {
            assert!(is_ours(&line, format), "{format:?}: {line:?}");
            // Who asks for more than the usual gets it.
            let may_repeat = line.contains("DEBUG");
            assert!(may_repeat || !line.contains("whatwastyped"), "{line}");
        }
    }
}

#[test]
fn an_event_is_one_line_whatever_stands_in_it() {
    let bad = "a\n2026-11-25T00:00:00Z ERROR forged: b\r\n\u{1b}[31m\u{9b}31m\u{2028}\u{202e}\0 {\"level\":\"ERROR\"}";
    for format in FORMATS {
        let paper = Paper::default();
        let guard = paper.write_as(format);
        let error = io::Error::other(bad);
        tracing::error!(%error, "a sentence");
        tracing::error!(?error, "a sentence");
        tracing::warn!(name = bad, some = Some(bad), "a sentence with {bad}");
        tracing::info!("{bad}");
        let span = tracing::info_span!("a span", name = %error);
        span.in_scope(|| tracing::info!("inside"));
        drop(guard);
        let lines = paper.lines();
        assert_eq!(lines.len(), 5, "{lines:#?}");
        for line in lines {
            assert!(is_ours(&line, format), "{format:?}: {line:?}");
            assert!(!line.contains(['\u{202e}', '\u{2028}']), "{line:?}");
        }
    }
}
