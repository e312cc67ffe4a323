//! The forms that stand in our pages, held against the table: each leads to a row, and each of its fields is declared
//! there as what it is. A field without a declaration would be tried by nobody.

use std::collections::BTreeSet;
use std::sync::Arc;

use baton_server::routes::{Asks, Route, table};
use http::Method;

use crate::asked::Asker;
use crate::cast::{Cast, fields_of};
use crate::html::{Piece, attribute, pieces};
use crate::surfaces::pages;

/// A control of a form.
#[derive(Debug, PartialEq, Eq)]
struct Control {
    name: String,
    is_typed: bool,
}

/// The forms that are posted: where to, and what is sent.
fn forms(html: &str) -> Vec<(String, Vec<Control>)> {
    let mut forms: Vec<(String, Option<String>, Vec<Control>)> = Vec::new();
    let mut here = None;
    for piece in pieces(html) {
        match piece {
            Piece::Open(tag, attributes) => {
                let get = |name: &str| attribute(&attributes, name).map(str::to_owned);
                if tag == "form" {
                    let is_posted = get("method").is_some_and(|method| method == "post");
                    here = is_posted.then_some(forms.len());
                    if is_posted {
                        let action = get("action").unwrap_or_default();
                        forms.push((action, get("id"), Vec::new()));
                    }
                }
                // A button may name its form from outside.
                let at = match get("form") {
                    Some(id) => forms
                        .iter()
                        .position(|(_, known, _)| known.as_ref() == Some(&id)),
                    None => here,
                };
                let is_control = matches!(tag.as_str(), "input" | "textarea" | "select" | "button");
                if let (Some(at), Some(name), true) = (at, get("name"), is_control) {
                    let kind = get("type").unwrap_or_default();
                    let chosen = ["hidden", "checkbox", "radio", "submit", "button", "file"];
                    let is_typed =
                        tag == "textarea" || (tag == "input" && !chosen.contains(&kind.as_str()));
                    forms[at].2.push(Control { name, is_typed });
                }
            }
            Piece::Close(tag) if tag == "form" => here = None,
            _ => {}
        }
    }
    forms
        .into_iter()
        .map(|(action, _, controls)| (action, controls))
        .collect()
}

/// The row that answers a form sent to this address.
fn row_of<'a>(rows: &'a [Route], action: &str) -> Option<&'a Route> {
    let action = action.split('?').next().unwrap_or_default();
    let fits = |row: &&Route| {
        let (path, parts) = (row.path.split('/'), action.split('/'));
        let same = |(path, part): (&str, &str)| {
            path == part || (path.starts_with('{') && !part.is_empty())
        };
        row.method() == Method::POST
            && path.clone().count() == parts.clone().count()
            && path.zip(parts).all(same)
    };
    // Where a name and a parameter both fit, the name does.
    let is_named = |row: &&Route| row.path == action;
    rows.iter()
        .find(|row| is_named(row) && fits(row))
        .or_else(|| {
            let mut all: Vec<_> = rows.iter().filter(fits).collect();
            all.sort_by_key(|row| row.path.matches('{').count());
            all.first().copied()
        })
}

#[tokio::test]
async fn every_field_of_every_form_in_our_pages_is_declared_in_its_row() {
    let cast = Arc::new(Cast::new().await);
    let things = cast.things().await;
    let mut read = pages(&cast, &things).await;
    let rows = table();
    for path in ["/setup", "/app/invite/{token}"] {
        let row = rows
            .iter()
            .find(|row| row.path == path && row.asks == Asks::ToRead);
        let asker = Asker::of(&cast, row.unwrap(), &things).await;
        let page = asker.send().await;
        assert!(page.body.contains("<form"), "{path}: {}", page.status);
        read.push((path.to_owned(), page));
    }
    let mut seen = BTreeSet::new();
    for (name, page) in &read {
        for (action, controls) in forms(&page.body) {
            let row = row_of(&rows, &action);
            let row = row.unwrap_or_else(|| panic!("{name}: no row answers {action}"));
            let declared = fields_of(row);
            for control in controls {
                let field = declared.iter().find(|field| field.name() == control.name);
                let field =
                    field.unwrap_or_else(|| panic!("{name}: {row:?} does not declare {control:?}"));
                assert!(
                    !control.is_typed || field.is_typed(),
                    "{name}: {row:?} declares as {field:?} what a person types: say which words"
                );
                if control.is_typed {
                    seen.insert((row.path, field.name()));
                }
            }
        }
    }
    // What is tried is what people can fill in: a declaration that no page has is out of date.
    for row in rows.iter().filter(|row| row.method() == Method::POST) {
        for field in fields_of(row).iter().filter(|field| field.is_typed()) {
            assert!(
                seen.contains(&(row.path, field.name())),
                "no page has a form for {row:?} with {field:?}"
            );
        }
    }
}

#[test]
fn a_field_is_found_where_its_form_is() {
    let html = "<form method=\"get\" action=\"/x\"><input name=\"q\"></form>\
                <form method=\"post\" action=\"/a?b=1\" id=\"f\"><input name=\"t\"><textarea name=\"u\"></textarea>\
                <input type=\"hidden\" name=\"v\"></form><button form=\"f\" name=\"do\"></button>";
    let found = forms(html);
    let control = |name: &str, is_typed| Control {
        name: name.to_owned(),
        is_typed,
    };
    let controls = vec![
        control("t", true),
        control("u", true),
        control("v", false),
        control("do", false),
    ];
    assert_eq!(found, [("/a?b=1".to_owned(), controls)]);
}
