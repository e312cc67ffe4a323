//! Pages, files and forms.

use baton_core::time::Millis;
use baton_server::limits::{Network, Pace, Payer, Principal};
use baton_server::routes::{Asks, Field, Route, Who, table};
use http::{Method, StatusCode};

use crate::cast::things::{EMAIL, NAME, NOTE, WORDS};
use crate::cast::{Answer, Cast, Part, SHOP, Things, fields_of, may};

/// What no answer may show, whoever asks: words that only the inside of the program uses.
const INTERNALS: [&str; 8] = [
    "sqlx", "SELECT ", "INSERT ", "UPDATE ", "panicked", ".rs:", "baton_", "baton.db",
];

fn rows() -> impl Iterator<Item = Route> {
    let rows = table().into_iter();
    rows.filter(|row| row.asks != Asks::ForSocket)
}

/// Nothing of anybody's that this reader has no business with, and nothing of how the program is made.
fn keeps_secrets(answer: &Answer, cast: &Cast, row: &Route, part: Part) {
    let tokens = cast.tokens();
    let tokens = tokens.iter().map(String::as_str);
    assert_eq!(answer.holds(tokens), None, "{row:?} told {part:?} a token");
    if !part.is_staff_here() {
        assert_eq!(answer.holds([NOTE]), None, "{row:?} told {part:?} a note");
        if part != Part::Owner {
            let told = answer.holds([WORDS, NAME, EMAIL]);
            assert_eq!(told, None, "{row:?} told {part:?}");
        }
    }
    if answer.status.is_client_error() || answer.status.is_server_error() {
        let told = answer.holds(INTERNALS);
        assert_eq!(told, None, "{row:?} told {part:?}: {}", answer.body);
    }
}

async fn is_refused(cast: &Cast, row: &Route, part: Part, things: &Things) {
    // Sessions are written too, so they come first.
    let cookie = cast.cookie(part, things).await;
    let before = cast.written();
    let address = things.address(row.path);
    let fields = things.fields(row);
    let answer = cast
        .ask(row.method(), &address, &cookie, &cast.ours(), &fields)
        .await;
    let status = answer.status;
    assert!(answer.is_refusal(), "{row:?} let {part:?} in: {status}");
    assert_eq!(answer.header("set-cookie"), "", "{row:?} to {part:?}");
    assert_eq!(cast.written(), before, "{row:?} was changed by {part:?}");
    keeps_secrets(&answer, cast, row, part);
}

async fn is_let_in(cast: &Cast, row: &Route, part: Part, things: &Things) {
    let answer = cast.ask_row(row, part, things).await;
    let status = answer.status;
    assert!(!status.is_server_error(), "{row:?} to {part:?}: {status}");
    // A door that ends a session leads to the sign-in page, which is no refusal.
    let shut = matches!(
        status,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND
    ) || (row.who != Who::Anybody && answer.is_refusal());
    assert!(!shut, "{row:?} shut out {part:?}: {status} {}", answer.body);
    let asks_password = fields_of(row)
        .iter()
        .any(|field| matches!(field, Field::Password(_)));
    // Words that are refused beside their field were taken first: a form of other fields gets no such page.
    let says_beside_the_field = answer.body.contains("aria-invalid=\"true\"");
    assert!(
        asks_password || says_beside_the_field || status != StatusCode::UNPROCESSABLE_ENTITY,
        "{row:?}: the row's fields are not those that the handler takes: {}",
        answer.body
    );
    keeps_secrets(&answer, cast, row, part);
}

#[tokio::test]
async fn every_page_and_form_lets_in_just_those_whom_its_row_names() {
    // Reading changes nothing, as is shown below: all pages are asked about the same things.
    let reading = Cast::new().await;
    let to_read = reading.things().await;
    for row in rows() {
        // What a form changed for everybody is no matter of the next row.
        let fresh = match row.method() {
            Method::GET => None,
            _ => Some(Cast::new().await),
        };
        let cast = fresh.as_ref().unwrap_or(&reading);
        let things = match &fresh {
            Some(cast) => cast.things().await,
            None => to_read.clone(),
        };
        let parts = Part::ALL.into_iter();
        let (may, may_not): (Vec<_>, Vec<_>) = parts.partition(|part| may(row.who, *part));
        for part in may_not {
            is_refused(cast, &row, part, &things).await;
        }
        for part in may {
            let things = match &fresh {
                Some(cast) => cast.things().await,
                None => to_read.clone(),
            };
            is_let_in(cast, &row, part, &things).await;
        }
    }
}

/// Names in addresses that mean something of one space.
const OF_A_SPACE: [&str; 4] = ["{item}", "{conversation}", "{slug}", "{article}"];

#[tokio::test]
async fn in_ones_own_space_the_ids_of_another_lead_nowhere() {
    let cast = Cast::new().await;
    let things = cast.things().await;
    for row in rows() {
        let names = row.path.split('/').any(|part| OF_A_SPACE.contains(&part));
        if !row.path.contains("{key}") || !names {
            continue;
        }
        let address = things.address(&row.path.replace("{key}", SHOP));
        for part in [
            Part::CustomerElsewhere,
            Part::AgentElsewhere,
            Part::AdminElsewhere,
        ] {
            let cookie = cast.cookie(part, &things).await;
            let before = cast.written();
            let fields = things.fields(&row);
            let answer = cast
                .ask(row.method(), &address, &cookie, &cast.ours(), &fields)
                .await;
            let status = answer.status;
            assert!(answer.is_refusal(), "{row:?} let {part:?} in: {status}");
            assert_eq!(cast.written(), before, "{row:?} was changed by {part:?}");
            keeps_secrets(&answer, &cast, &row, part);
        }
    }
}

#[tokio::test]
async fn a_form_that_no_page_of_ours_sent_changes_nothing_whoever_sends_it() {
    let cast = Cast::new().await;
    let things = cast.things().await;
    let evil = || "https://evil.example".to_owned();
    let foreign = [
        vec![("origin", evil())],
        vec![("origin", "null".to_owned())],
        vec![("origin", evil()), ("sec-fetch-site", "same-origin".into())],
        vec![("sec-fetch-site", "cross-site".to_owned())],
        vec![(
            "referer",
            format!("{}/portal/HELP", cast.app.public_url.origin),
        )],
        Vec::new(),
    ];
    for row in rows().filter(|row| row.method() != Method::GET) {
        for part in Part::ALL.into_iter().filter(|part| may(row.who, *part)) {
            let cookie = cast.cookie(part, &things).await;
            let before = cast.written();
            let (address, fields) = (things.address(row.path), things.fields(&row));
            for headers in &foreign {
                let answer = cast
                    .ask(row.method(), &address, &cookie, headers, &fields)
                    .await;
                assert_eq!(
                    answer.status,
                    StatusCode::FORBIDDEN,
                    "{row:?} as {part:?} from {headers:?}"
                );
                assert_eq!(answer.header("set-cookie"), "");
                keeps_secrets(&answer, &cast, &row, part);
            }
            assert_eq!(cast.written(), before, "{row:?} as {part:?}");
        }
    }
}

#[tokio::test]
async fn reading_changes_nothing_but_that_the_chat_makes_a_guest() {
    let cast = Cast::new().await;
    let things = cast.things().await;
    for row in rows().filter(|row| row.method() == Method::GET) {
        for part in Part::ALL.into_iter().filter(|part| may(row.who, *part)) {
            let cookie = cast.cookie(part, &things).await;
            let before = cast.written();
            cast.ask(Method::GET, &things.address(row.path), &cookie, &[], &[])
                .await;
            if row.path != "/chat/{key}" {
                assert_eq!(cast.written(), before, "{row:?} as {part:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_row_of_the_table_is_not_there() {
    let cast = Cast::new().await;
    let things = cast.things().await;
    let cookie = cast.cookie(Part::SiteAdmin, &things).await;
    let before = cast.written();
    for row in rows() {
        let address = things.address(row.path);
        for method in [Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = cast
                .ask(method.clone(), &address, &cookie, &cast.ours(), &[])
                .await;
            let status = answer.status;
            let shut = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_FOUND];
            assert!(shut.contains(&status), "{method} {address}: {status}");
            keeps_secrets(&answer, &cast, &row, Part::SiteAdmin);
        }
    }
    assert_eq!(cast.written(), before);
}

/// Who pays for this form when they send it.
async fn payer(cast: &Cast, row: &Route, part: Part, things: &Things) -> Payer {
    let of_staff = row.path.starts_with("/app");
    let known = match part {
        _ if row.pace == Pace::Password => None,
        Part::Owner if !of_staff => Some(Principal::Customer(things.owner)),
        Part::OtherCustomer if !of_staff => Some(Principal::Customer(things.other)),
        Part::Agent | Part::Assignee | Part::SpaceAdmin | Part::SiteAdmin if of_staff => {
            Some(Principal::Account(cast.account(part).await))
        }
        _ => None,
    };
    known.map_or(Payer::Network(Network::Unknown), Payer::Principal)
}

#[tokio::test]
async fn every_form_is_refused_to_whoever_has_sent_too_many_and_changes_nothing() {
    let cast = Cast::new().await;
    let things = cast.things().await;
    for row in rows().filter(|row| row.method() != Method::GET) {
        for part in [
            Part::Nobody,
            Part::Owner,
            Part::OtherCustomer,
            Part::Agent,
            Part::SiteAdmin,
        ] {
            let cookie = cast.cookie(part, &things).await;
            let payer = payer(&cast, &row, part, &things).await;
            // What was spent for a row before has come back.
            cast.clock.advance(Millis::minutes(10));
            let now = cast.app.now();
            while cast.app.doors.form(row.pace, payer, now).is_ok() {}
            let before = cast.written();
            let (address, fields) = (things.address(row.path), things.fields(&row));
            let answer = cast
                .ask(row.method(), &address, &cookie, &cast.ours(), &fields)
                .await;
            let status = StatusCode::TOO_MANY_REQUESTS;
            assert_eq!(answer.status, status, "{row:?} as {part:?}");
            assert_ne!(answer.header("retry-after"), "", "{row:?} as {part:?}");
            assert_eq!(cast.written(), before, "{row:?} as {part:?}");
            keeps_secrets(&answer, &cast, &row, part);
        }
    }
}
