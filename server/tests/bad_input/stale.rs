//! Forms that were made before somebody else's change.

use std::sync::Arc;

use baton_core::limits::clean;
use baton_core::settings::{Scenario, Setting};
use baton_server::changes::change_space;
use baton_server::routes::{Field, Route, table};
use baton_store::{Basis, Space};
use http::{Method, StatusCode};

use crate::asked::{Asker, control, typed_rows};
use crate::cast::{Cast, Things, fields_of};
use crate::html::{Piece, pieces};

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

/// A form of the settings into which nothing is typed, what is pressed in it, and what somebody else has changed since it
/// was made.
struct Pressed {
    path: &'static str,
    sends: Option<(&'static str, &'static str)>,
    meanwhile: fn(&mut Space),
    becomes: Becomes,
}

/// What becomes of it.
enum Becomes {
    /// Nothing, and the page says how this setting was changed.
    Refused(Setting),
    /// It is done, since it only adds, or takes away what was confirmed: what was changed meanwhile stays.
    Done,
}

fn second(space: &mut Space) -> &mut Scenario {
    &mut space.rovo_agent.as_mut().unwrap().scenarios[1]
}

fn renames_agent(space: &mut Space) {
    space.rovo_agent.as_mut().unwrap().name = "Robin".to_owned();
}

fn retriggers_second(space: &mut Space) {
    second(space).trigger = "other words".to_owned();
}

const PRESSED: [Pressed; 8] = [
    Pressed {
        path: "/app/{key}/settings/features",
        sends: Some(("live_chat", "on")),
        meanwhile: |space| space.settings.feature_enabled = false,
        becomes: Becomes::Refused(Setting::Feature),
    },
    Pressed {
        path: "/app/{key}/settings/live-chat/set-up",
        sends: None,
        meanwhile: renames_agent,
        becomes: Becomes::Done,
    },
    Pressed {
        path: "/app/{key}/settings/live-chat/set-up/skill",
        sends: None,
        meanwhile: renames_agent,
        becomes: Becomes::Done,
    },
    Pressed {
        path: "/app/{key}/settings/live-chat/deactivate",
        sends: None,
        meanwhile: renames_agent,
        becomes: Becomes::Done,
    },
    Pressed {
        path: "/app/{key}/settings/rovo/surface",
        sends: Some(("surface", "on")),
        meanwhile: |space| space.rovo_agent.as_mut().unwrap().on_surface = false,
        becomes: Becomes::Refused(Setting::Surface),
    },
    Pressed {
        path: "/app/{key}/settings/rovo/scenarios/{scenario}/move",
        sends: Some(("to", "later")),
        meanwhile: retriggers_second,
        becomes: Becomes::Refused(Setting::Scenarios),
    },
    Pressed {
        path: "/app/{key}/settings/rovo/scenarios/{scenario}/delete",
        sends: None,
        meanwhile: retriggers_second,
        becomes: Becomes::Refused(Setting::Scenarios),
    },
    Pressed {
        path: "/app/{key}/settings/rovo/scenarios/{scenario}/skill",
        sends: Some(("skill", "delete")),
        meanwhile: retriggers_second,
        becomes: Becomes::Refused(Setting::Scenarios),
    },
];

/// Forms of the settings that are made from nothing that somebody else could have changed.
const FROM_NOTHING: [&str; 8] = [
    "/app/{key}/settings/members",
    "/app/{key}/settings/members/role",
    "/app/{key}/settings/members/remove",
    "/app/{key}/settings/live/self-test",
    "/app/{key}/settings/rovo/test",
    "/app/{key}/settings/knowledge/new",
    "/app/{key}/settings/knowledge/import",
    "/app/{key}/settings/knowledge/import/files",
];

/// The forms of the settings, and those elsewhere that say from which version they were made.
fn forms_of_settings() -> Vec<Route> {
    let is_one = |row: &Route| {
        row.method() == Method::POST
            && (row.path.starts_with("/app/{key}/settings/") || says_its_version(row))
    };
    table().into_iter().filter(is_one).collect()
}

#[test]
fn of_every_form_of_the_settings_it_is_said_what_becomes_of_one_that_is_out_of_date() {
    let typed: Vec<_> = typed_rows().into_iter().map(|(row, _)| row).collect();
    for row in forms_of_settings() {
        let is_typed = says_its_version(&row) && typed.iter().any(|other| other.path == row.path);
        let pressed = PRESSED.iter().filter(|form| form.path == row.path).count();
        let from_nothing = FROM_NOTHING.contains(&row.path);
        assert_eq!(
            usize::from(is_typed) + pressed + usize::from(from_nothing),
            1,
            "{row:?}: say in server/tests/bad_input/stale.rs what becomes of it when it is out of date"
        );
    }
}

fn said(body: &str) -> String {
    let texts = pieces(body).into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        _ => None,
    });
    let all = texts.collect::<Vec<_>>().join(" ");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_press_that_is_out_of_date_changes_nothing_and_says_what_changed_or_leaves_the_change_alone()
 {
    for form in PRESSED {
        let cast = Arc::new(Cast::new().await);
        let row = forms_of_settings()
            .into_iter()
            .find(|row| row.path == form.path);
        let row = row.unwrap_or_else(|| panic!("there is no form at {}", form.path));
        let things = cast.things().await;
        let mut admin = Asker::of(&cast, &row, &things).await;
        if let Some((name, value)) = form.sends {
            for field in &mut admin.fields {
                if field.0 == name {
                    field.1 = value.to_owned();
                }
            }
        }
        let changed = change_space(&cast.context(), cast.help, Basis::Latest, form.meanwhile).await;
        changed.unwrap();
        let before = stored(&cast, &things).await;
        let answer = admin.send().await;
        match form.becomes {
            Becomes::Refused(setting) => {
                assert_eq!(answer.status, StatusCode::CONFLICT, "{row:?}");
                assert_eq!(stored(&cast, &things).await, before, "{row:?}");
                assert!(answer.body.contains("role=\"alert\""), "{row:?}");
                let page = said(&answer.body);
                let who = format!("changed {}", setting.name());
                assert!(
                    page.contains(&who) && page.contains("from "),
                    "{row:?}: {page}"
                );
            }
            Becomes::Done => {
                assert_eq!(
                    answer.status,
                    StatusCode::SEE_OTHER,
                    "{row:?}: {}",
                    answer.body
                );
                let after = cast.app.store.space(cast.help).await.unwrap().unwrap();
                let mut again = after.clone();
                (form.meanwhile)(&mut again);
                assert_eq!(again, after, "{row:?} took back what was changed meanwhile");
            }
        }
    }
}
