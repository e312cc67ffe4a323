//! Forms that were made before somebody else's change.

use std::sync::Arc;

use baton_core::limits::clean;
use baton_server::routes::{Field, Route};
use http::StatusCode;

use crate::asked::{Asker, control, typed_rows};
use crate::cast::{Cast, Things, fields_of};
use crate::html::pieces;

/// Something that the field takes, one of two.
fn taken(field: Field, which: usize) -> String {
    let word = ["one", "two"][which];
    match field {
        Field::Typed(..) => ["7", "9"][which].to_owned(),
        _ => match field.name() {
            "origins" => format!("https://{word}.example"),
            "lines" => format!("{word} (Project key: HELP)"),
            "slug" => format!("slug-{word}"),
            _ => format!("words {word}"),
        },
    }
}

/// Everything that such forms change.
async fn stored(cast: &Cast, things: &Things) -> String {
    let store = &cast.app.store;
    let space = store.space(cast.help).await.unwrap();
    let article = store.article_with_version(cast.help, things.article).await;
    format!("{space:?} {:?}", article.unwrap())
}

fn says_its_version(row: &Route) -> bool {
    // A new article was made from nothing that could have changed.
    !row.path.ends_with("/knowledge/new")
        && fields_of(row).iter().any(|field| field.name() == "version")
}

#[tokio::test]
async fn a_form_that_is_out_of_date_changes_nothing_says_what_changed_and_keeps_what_was_typed() {
    let mut tried = 0;
    for (row, fields) in typed_rows() {
        if !says_its_version(&row) {
            continue;
        }
        tried += 1;
        let cast = Arc::new(Cast::new().await);
        let things = cast.things().await;
        let mut admins = [
            Asker::of(&cast, &row, &things).await,
            Asker::of(&cast, &row, &things).await,
        ];
        for (which, admin) in admins.iter_mut().enumerate() {
            for field in &fields {
                admin.fill(*field, &taken(*field, which));
            }
        }
        let [first, second] = admins;
        let answer = first.send().await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{row:?}: {}",
            answer.body
        );
        let before = stored(&cast, &things).await;
        let answer = second.send().await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{row:?}");
        assert_eq!(stored(&cast, &things).await, before, "{row:?}");
        assert!(
            answer.body.contains("role=\"alert\""),
            "{row:?} says nothing"
        );
        let page = pieces(&answer.body);
        for field in &fields {
            let (_, kept) = control(&page, field.name()).unwrap();
            assert_eq!(clean(&kept), taken(*field, 1), "{row:?} {field:?}");
        }
    }
    assert!(
        tried >= 6,
        "{tried} forms say which version they were made from"
    );
}
