//! Every field of every form, with everything in it that a field may be sent with.

use std::sync::Arc;

use baton_server::routes::Field;
use http::StatusCode;

use crate::asked::{Asker, Became, became, typed_rows};
use crate::cast::{Cast, Part, encoded};
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
                if name.ends_with("too long") {
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
    for row in baton_server::routes::table() {
        let fields = crate::cast::fields_of(&row).to_vec();
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
