//! Every field of every form, with everything in it that a field may be sent with.

use std::sync::Arc;

use baton_server::routes::{Asks, Field, table};
use http::{Method, StatusCode};

use crate::asked::{Asker, Became, became, sender, typed_rows};
use crate::cast::stage::on_postgres;
use crate::cast::{Cast, encoded, fields_of};
use crate::html::harm;
use crate::samples::{ODD, SHOWN, of, too_long};

#[tokio::test]
async fn whatever_is_typed_into_a_field_is_taken_or_refused_beside_it_and_stays() {
    for (row, fields) in typed_rows() {
        let cast = Arc::new(Cast::new().await);
        for field in fields {
            let mut samples: Vec<(&str, String)> = SHOWN
                .iter()
                .chain(&ODD)
                .map(|(name, template)| (*name, of(template, "a", field)))
                .collect();
            samples.extend(too_long(field));
            for (name, typed) in samples {
                let things = cast.things().await;
                let mut asker = Asker::of(&cast, &row, &things).await;
                asker.fill(field, &typed);
                let answer = asker.send().await;
                let became = became(&answer, &row, field, &typed);
                assert_eq!(harm(&answer.body), None, "{row:?} {field:?} with {name}");
                // The chat without script leads back to its page, which asks for an address again.
                let asks_again = row.path.starts_with("/chat/") && matches!(field, Field::Email(_));
                if name.ends_with("too long") && !asks_again {
                    assert_ne!(became, Became::Taken, "{row:?} took {field:?} {name}");
                }
                if became == Became::Taken
                    && let Some(page) = asker.follow(&answer).await
                {
                    assert!(!page.status.is_server_error(), "{row:?} {field:?} {name}");
                    assert_eq!(harm(&page.body), None, "{row:?} {field:?} with {name}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_field_that_is_missing_or_comes_twice_or_is_no_text_breaks_nothing() {
    for (row, fields) in typed_rows() {
        let cast = Arc::new(Cast::new().await);
        for field in fields {
            let things = cast.things().await;
            let asker = Asker::of(&cast, &row, &things).await;
            let name = field.name();
            let rest: Vec<_> = asker
                .fields
                .iter()
                .filter(|(known, _)| *known != name)
                .cloned()
                .collect();
            let rest = encoded(&rest);
            let bodies = [
                rest.clone(),
                format!("{rest}&{name}=one&{name}=two"),
                format!("{rest}&{name}=%FF%FE%80%C3%28"),
                format!("{rest}&{name}=%"),
                format!("{rest}&{name}=%0"),
                format!("{rest}&{name}[]=one&{name}[x]=two"),
                format!("{rest}&={name}&&&"),
            ];
            for body in bodies {
                let things = cast.things().await;
                let asker = Asker::of(&cast, &row, &things).await;
                let answer = asker.send_as(body.clone()).await;
                let status = answer.status;
                assert!(
                    !status.is_server_error() && status != StatusCode::TOO_MANY_REQUESTS,
                    "{row:?} with {body}: {status}"
                );
                assert_eq!(harm(&answer.body), None, "{row:?} with {body}");
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_typed_into_a_hidden_field_breaks_nothing_either() {
    for row in table() {
        let fields = fields_of(&row).to_vec();
        let hidden = fields.into_iter().filter(|field| !field.is_typed());
        let cast = Arc::new(Cast::new().await);
        for field in hidden {
            for typed in [
                "",
                "\0",
                "-1",
                "99999999999999999999",
                "\u{202e}<b planted>",
                "{}",
            ] {
                let things = cast.things().await;
                let mut asker = Asker::of(&cast, &row, &things).await;
                asker.fill(field, typed);
                let answer = asker.send().await;
                assert!(
                    !answer.status.is_server_error(),
                    "{row:?} with {field:?} as {typed:?}: {}",
                    answer.status
                );
                assert_eq!(harm(&answer.body), None, "{row:?} {field:?} {typed:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_a_database_may_refuse_to_hold_breaks_nothing_on_postgresql() {
    let (_world, _server, cast) = on_postgres().await;
    let controls = ODD.iter().filter(|(name, _)| name.contains("NUL"));
    let controls: Vec<_> = controls.map(|(_, template)| *template).collect();
    for row in table()
        .into_iter()
        .filter(|row| row.method() == Method::POST)
    {
        for field in fields_of(&row).to_vec() {
            for template in controls.iter().chain(&["\0"]) {
                let typed = of(template, "a", field);
                let things = cast.things().await;
                let mut asker = Asker::of(&cast, &row, &things).await;
                asker.fill(field, &typed);
                let answer = asker.send().await;
                if field.is_typed() {
                    became(&answer, &row, field, &typed);
                }
                let status = answer.status;
                assert!(
                    !status.is_server_error(),
                    "{row:?} {field:?} {typed:?}: {status}"
                );
            }
        }
    }
}

/// The names that stand behind a `?` in addresses of ours.
const ASKED: [&str; 18] = [
    "q", "after", "before", "below", "who", "what", "space", "from", "to", "status", "assignee",
    "done", "problem", "next", "host", "embed", "refused", "why",
];

#[tokio::test]
async fn whatever_stands_in_an_address_no_page_breaks_on_postgresql() {
    let (_world, _server, cast) = on_postgres().await;
    let things = cast.things().await;
    let long = "x".repeat(4_000);
    let bad = [
        "%00",
        "a%00b",
        "%FF%FE",
        "%0D%0A",
        "%1B[31m",
        "..%2F..%2Fetc%2Fpasswd",
        "%27%3B--",
        "%25",
        "-1",
        "0",
        "99999999999999999999999",
        "%E2%80%AE",
        "%F0%9F%91%A9",
        "2026-99-99",
        "%3Cb%20planted%3E",
        "%22%3E%3Csvg%2Fonload%3Dalert(1)%20planted%3E",
        "javascript:alert(1)",
        long.as_str(),
    ];
    for row in table().into_iter().filter(|row| row.asks == Asks::ToRead) {
        let cookie = cast.cookie(sender(&row), &things).await;
        let whole = things.address(row.path);
        let mut addresses = Vec::new();
        let parts: Vec<&str> = row.path.split('/').collect();
        for (at, _) in parts
            .iter()
            .enumerate()
            .filter(|(_, part)| part.starts_with('{'))
        {
            let mut real: Vec<&str> = whole.split('/').collect();
            for bad in bad {
                real[at] = bad;
                addresses.push(real.join("/"));
            }
        }
        for bad in bad {
            let all = ASKED.map(|name| format!("{name}={bad}"));
            match bad.len() {
                0..1_000 => addresses.push(format!("{whole}?{}", all.join("&"))),
                _ => addresses.push(format!("{whole}?{}", all[0])),
            }
        }
        for address in addresses {
            let page = cast.ask(Method::GET, &address, &cookie, &[], &[]).await;
            assert!(!page.status.is_server_error(), "{address}: {}", page.status);
            if page.header("content-type").starts_with("text/html") {
                assert_eq!(harm(&page.body), None, "{address}");
            }
        }
    }
}
