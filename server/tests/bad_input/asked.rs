//! A form in the hands of somebody who may send it, and what became of it.

use std::sync::Arc;

use baton_core::limits::clean;
use baton_core::people::AgentRef;
use baton_core::time::Millis;
use baton_server::cli::new_set_up_code;
use baton_server::routes::{Field, Route, Who};
use baton_server::session::Token;
use baton_store::{NewInvitation, Role};
use http::{Method, StatusCode};

use crate::cast::{Answer, Cast, Part, Things, encoded, fields_of};
use crate::html::{Piece, attribute, pieces};

/// What no page of an error may show: words that only the inside of the program uses.
const INTERNALS: [&str; 7] = [
    "sqlx", "SELECT ", "INSERT ", "panicked", ".rs:", "baton_", "baton.db",
];

/// Somebody who may, with the form filled in as it is taken.
pub(crate) struct Asker {
    cast: Arc<Cast>,
    method: Method,
    address: String,
    cookie: String,
    pub(crate) fields: Vec<(&'static str, String)>,
}

/// Who of those that may sends the form.
pub(crate) fn sender(row: &Route) -> Part {
    match row.who {
        Who::Anybody if row.path.starts_with("/app/") => Part::Nobody,
        Who::Anybody | Who::Customer | Who::Owner => Part::Owner,
        Who::Assignee => Part::Assignee,
        Who::SpaceAdmin | Who::Agent => Part::SpaceAdmin,
        Who::Staff | Who::SiteAdmin => Part::SiteAdmin,
        Who::Bearer | Who::Operations => Part::Nobody,
    }
}

impl Asker {
    /// Somebody before a row, with whatever opens it in hand.
    pub(crate) async fn of(cast: &Arc<Cast>, row: &Route, things: &Things) -> Self {
        let mut cast = cast.clone();
        let mut fields = things.fields(row);
        let mut address = things.address(row.path);
        match row.path {
            "/setup" => {
                cast = Arc::new(Cast::of_nobody().await);
                let code = new_set_up_code(&cast.app).await.unwrap().unwrap();
                put(&mut fields, "code", code.as_str().to_owned());
            }
            "/app/invite/{token}" => {
                let token = invitation(&cast, things).await;
                address = format!("/app/invite/{}", token.as_str());
            }
            other => assert_ne!(
                row.who,
                Who::Bearer,
                "{other}: say in server/tests/bad_input/asked.rs what its bearer has in hand"
            ),
        }
        put(&mut fields, "version", version(&cast, row, things).await);
        // Tries of passwords and codes are given back.
        cast.clock.advance(Millis::minutes(10));
        let part = sender(row);
        let cookie = cast.cookie(part, things).await;
        Self {
            cast,
            method: row.method(),
            address,
            cookie,
            fields,
        }
    }

    /// Puts something into a field.
    pub(crate) fn fill(&mut self, field: Field, text: &str) {
        put(&mut self.fields, field.name(), text.to_owned());
        // The chat's two forms share an address; a button says which of them it is.
        if self.address.starts_with("/chat/") && matches!(field, Field::Email(_)) {
            put(&mut self.fields, "do", "email".to_owned());
        }
    }

    /// Sends it.
    pub(crate) async fn send(&self) -> Answer {
        self.send_as(encoded(&self.fields)).await
    }

    /// Sends another body.
    pub(crate) async fn send_as(&self, body: String) -> Answer {
        let headers = self.cast.ours();
        self.cast
            .ask_with(
                self.method.clone(),
                &self.address,
                &self.cookie,
                &headers,
                body,
            )
            .await
    }

    /// The page to which an answer leads.
    pub(crate) async fn follow(&self, answer: &Answer) -> Option<Answer> {
        let (to, cookie) = self.way_on(answer)?;
        Some(self.cast.ask(Method::GET, &to, &cookie, &[], &[]).await)
    }

    /// Where that is, and with which cookies.
    pub(crate) fn way_on(&self, answer: &Answer) -> Option<(String, String)> {
        let to = answer.header("location").split('#').next().unwrap();
        if to.is_empty() {
            return None;
        }
        let given = answer.headers.get_all("set-cookie").iter();
        let given = given.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap());
        let mut cookies: Vec<&str> = given.collect();
        cookies.push(&self.cookie);
        Some((to.to_owned(), cookies.join("; ")))
    }
}

fn put(fields: &mut [(&'static str, String)], name: &str, value: String) {
    if let Some(found) = fields.iter_mut().find(|(known, _)| *known == name) {
        found.1 = value;
    }
}

/// The version from which a page would make the form now.
async fn version(cast: &Cast, row: &Route, things: &Things) -> String {
    let store = &cast.app.store;
    if row.path.contains("{article}") {
        let found = store.article_with_version(cast.help, things.article).await;
        return found.unwrap().unwrap().1.to_string();
    }
    let space = store.space(cast.help).await.unwrap();
    space.map_or_else(String::new, |space| space.settings_version.to_string())
}

async fn invitation(cast: &Cast, things: &Things) -> Token {
    let token = Token::random();
    let admin = AgentRef {
        id: cast.account(Part::SiteAdmin).await,
        name: "Alex".into(),
    };
    let new = NewInvitation {
        name: "Somebody".into(),
        email: format!("somebody{}@example.org", cast.app.new_id()),
        role: Some((cast.help, Role::Agent)),
        site_admin: false,
        expires: cast.app.now() + Millis::minutes(60),
    };
    _ = things;
    let made = cast.app.store.invite(&admin, &token.hash(), &new).await;
    made.unwrap();
    token
}

/// What became of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Became {
    /// It was taken.
    Taken,
    /// It was not, and the page says why beside this field.
    RefusedHere,
    /// It was not, for a reason that stands elsewhere on the page.
    RefusedElsewhere,
}

/// What became of a form in which this stood in that field. Panics where it was answered otherwise than a form may be.
pub(crate) fn became(answer: &Answer, row: &Route, field: Field, typed: &str) -> Became {
    let what = || {
        let typed: String = typed.chars().take(40).collect();
        format!("{row:?} with {field:?} as {typed:?}: {}", answer.status)
    };
    assert!(!answer.status.is_server_error(), "{}", what());
    assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{}", what());
    for internal in INTERNALS {
        let is_error = answer.status.is_client_error();
        assert!(!is_error || !answer.body.contains(internal), "{}", what());
    }
    if answer.status == StatusCode::SEE_OTHER {
        return Became::Taken;
    }
    let all = pieces(&answer.body);
    let control = control(&all, field.name());
    let is_wrong =
        |attributes: &[(String, String)]| attribute(attributes, "aria-invalid") == Some("true");
    let beside = control.as_ref().is_some_and(|(open, _)| is_wrong(open));
    let elsewhere = all.iter().any(|piece| match piece {
        Piece::Open(_, attributes) => {
            is_wrong(attributes)
                || (attribute(attributes, "role") == Some("alert")
                    && attribute(attributes, "class").is_some_and(|class| class.contains("bad")))
        }
        _ => false,
    });
    if !beside && !elsewhere {
        assert_eq!(answer.status, StatusCode::OK, "{}\n{}", what(), answer.body);
        return Became::Taken;
    }
    let Some((open, value)) = control else {
        panic!("{}: the field is gone\n{}", what(), answer.body);
    };
    let is_secret = matches!(field, Field::Password(_));
    if is_secret {
        assert_eq!(value, "", "{}: a secret came back", what());
    } else {
        let kept = clean(&value) == clean(typed);
        assert!(
            kept,
            "{}: what was typed is gone; there is {value:?}",
            what()
        );
    }
    if beside {
        let sentence = sentence(&all, &open);
        assert!(
            sentence.split(' ').count() > 2,
            "{}: beside the field stands {sentence:?}",
            what()
        );
        return Became::RefusedHere;
    }
    Became::RefusedElsewhere
}

type Attributes = Vec<(String, String)>;

/// The control of this name in a form that is sent, and what stands in it.
pub(crate) fn control(all: &[Piece], name: &str) -> Option<(Attributes, String)> {
    let at = all.iter().position(|piece| {
        matches!(piece, Piece::Open(tag, attributes)
            if matches!(tag.as_str(), "input" | "textarea") && attribute(attributes, "name") == Some(name))
    })?;
    let Piece::Open(tag, attributes) = &all[at] else {
        return None;
    };
    let value = match all.get(at + 1) {
        Some(Piece::Text(text)) if tag == "textarea" => {
            text.strip_prefix('\n').unwrap_or(text).to_owned()
        }
        _ => attribute(attributes, "value")
            .unwrap_or_default()
            .to_owned(),
    };
    Some((attributes.clone(), value))
}

/// What is said of a control that is wrong: the texts that describe it and are no hints.
fn sentence(all: &[Piece], control: &[(String, String)]) -> String {
    let ids = attribute(control, "aria-describedby").unwrap_or_default();
    let mut said = String::new();
    for id in ids
        .split(' ')
        .filter(|id| !id.ends_with("-hint") && !id.ends_with("-now"))
    {
        let at = all.iter().position(|piece| {
            matches!(piece, Piece::Open(_, attributes) if attribute(attributes, "id") == Some(id))
        });
        let texts = all.iter().skip(at.map_or(all.len(), |at| at + 1));
        let texts = texts.take_while(|piece| !matches!(piece, Piece::Close(tag) if tag == "p" || tag == "ul" || tag == "div"));
        said.extend(texts.filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            _ => None,
        }));
    }
    said.trim().to_owned()
}

/// The rows with a form that a person types into, with the fields that one types into.
pub(crate) fn typed_rows() -> Vec<(Route, Vec<Field>)> {
    let rows = baton_server::routes::table().into_iter();
    let typed = rows.map(|row| {
        let fields = fields_of(&row).iter().copied();
        let fields: Vec<Field> = fields.filter(Field::is_typed).collect();
        (row, fields)
    });
    typed.filter(|(_, fields)| !fields.is_empty()).collect()
}
