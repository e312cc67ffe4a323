//! Where what was taken surfaces: every page that there is, read by everybody who may. It stands there as text, set
//! apart from what is beside it where it goes the other way.

use std::sync::Arc;

use baton_server::routes::{Asks, Field, table};
use http::Method;

use crate::asked::{Asker, Became, became, sender, typed_rows};
use crate::cast::{Answer, Cast, Part, Things, may};
use crate::html::{harm, runs_on, shows};
use crate::samples::{SHOWN, of};

/// Who reads.
const READERS: [Part; 4] = [Part::Nobody, Part::Owner, Part::Assignee, Part::SiteAdmin];

/// Every page, read by everybody who may.
pub(crate) async fn pages(cast: &Cast, things: &Things) -> Vec<(String, Answer)> {
    let mut pages = Vec::new();
    for row in table() {
        if row.asks != Asks::ToRead {
            continue;
        }
        for part in READERS.into_iter().filter(|part| may(row.who, *part)) {
            let cookie = cast.cookie(part, things).await;
            let address = things.address(row.path);
            let page = cast.ask(Method::GET, &address, &cookie, &[], &[]).await;
            let name = format!("{address} read by {part:?}");
            assert!(!page.status.is_server_error(), "{name}: {}", page.status);
            pages.push((name, page));
        }
    }
    pages
}

/// That nothing planted acts in any of the pages, and nothing turns around what stands beside it.
pub(crate) fn are_harmless(pages: &[(String, Answer)], what: &str) {
    let found = harms(pages);
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

fn harms(pages: &[(String, Answer)]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, page) in pages {
        let is_page = page.header("content-type").starts_with("text/html");
        if !is_page {
            continue;
        }
        if let Some(harm) = harm(&page.body) {
            found.push(format!("{name}: {harm}"));
        }
        if let Some(runs_on) = runs_on(&page.body, is_whole) {
            found.push(format!("{name}: beside other text {runs_on}"));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Whether a text with a sample in it is that sample, or what is kept of it, and nothing else.
fn is_whole(text: &str) -> bool {
    let ends = [
        "gnp.exe",
        "gnp-exe",
        "…",
        "(Project key: HELP)",
        "@example.org",
    ];
    text.starts_with('q') && ends.iter().any(|end| text.ends_with(end))
}

/// Fields into which not every text goes.
const OF_A_FORM: [&str; 2] = ["slug", "origins"];

#[tokio::test]
async fn what_was_taken_is_shown_as_text_wherever_it_surfaces() {
    let mut wrong = Vec::new();
    for (what, template) in SHOWN {
        let cast = Arc::new(Cast::new().await);
        let things = cast.things().await;
        let mut marks = Vec::new();
        let mut read = Vec::new();
        for (at, (row, fields)) in typed_rows().into_iter().enumerate() {
            if row.path.ends_with("/sign-in") || row.path == "/setup" {
                continue;
            }
            let written = fields.into_iter().filter(|field| {
                matches!(field, Field::Words(..) | Field::Email(_))
                    && !OF_A_FORM.contains(&field.name())
            });
            for (which, field) in written.enumerate() {
                let mark = format!("q{at}q{which}q");
                // Lines of a prompt are taken where they name the space.
                let typed = match field.name() {
                    "lines" => format!("{} (Project key: HELP)", of(template, &mark, field)),
                    "markdown" => format!("# {}\n\nA text.", of(template, &mark, field)),
                    _ => of(template, &mark, field),
                };
                let now = things.for_another_form(&cast);
                let mut asker = Asker::of(&cast, &row, &now).await;
                asker.fill(field, &typed);
                let answer = asker.send().await;
                // An address of nobody is none of a member.
                if became(&answer, &row, field, &typed) != Became::Taken {
                    let is_refusable = matches!(field, Field::Email(_));
                    assert!(is_refusable, "{row:?} refused {field:?} with {what}");
                    continue;
                }
                let page = asker.follow(&answer).await;
                read.push((format!("{row:?}"), answer));
                read.extend(page.map(|page| (format!("after {row:?}"), page)));
                read.extend(pages_of(&cast, &now, row.path).await);
                if matches!(field, Field::Words(..)) {
                    marks.push((mark, format!("{row:?} {field:?}")));
                }
            }
        }
        read.extend(pages(&cast, &things).await);
        wrong.extend(harms(&read));
        let hidden = marks
            .iter()
            .filter(|(mark, _)| !read.iter().any(|(_, page)| shows(&page.body, mark)));
        wrong.extend(hidden.map(|(_, whose)| format!("{what} is shown nowhere: {whose}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The pages whose address a form's begins with, which show what the next form of the row takes away again.
async fn pages_of(cast: &Cast, things: &Things, path: &str) -> Vec<(String, Answer)> {
    let mut found = Vec::new();
    for row in table() {
        if row.asks == Asks::ToRead && row.path != "/" && path.starts_with(row.path) {
            let cookie = cast.cookie(sender(&row), things).await;
            let address = things.address(row.path);
            let page = cast.ask(Method::GET, &address, &cookie, &[], &[]).await;
            found.push((format!("{address} after its form"), page));
        }
    }
    found
}
