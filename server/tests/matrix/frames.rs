//! Sockets: who comes in, and what each frame may do for whom.

use std::time::Duration;

use baton_core::command::Rejection;
use baton_core::wire::{FromAgent, FromCustomer, Refusal, ToAgent, ToCustomer, close};
use baton_server::cli::action::{Action, perform};
use baton_server::realtime::rows::{self, Row};
use baton_server::routes::Who;
use http::Method;
use serde::Serialize;

use crate::cast::stage::{Stage, agent_hello, customer_hello};
use crate::cast::things::{NAME, NOTE, WORDS};
use crate::cast::{HELP, Part, SHOP, Things, may};
use crate::support::clients::{AGENT, Heard, Line};

/// Frames that are heard before and after one that nobody answers.
const A_FEW: usize = 3;

pub(crate) fn tells_nothing<T>(line: &Line<T>, part: Part, row: &str) {
    let bytes = String::from_utf8_lossy(&line.bytes);
    for canary in [WORDS, NAME, NOTE] {
        assert!(!bytes.contains(canary), "{row} told {part:?} {canary}");
    }
}

/// Neither kind of refusal says whether there is something.
const fn is_shut(why: &Refusal) -> bool {
    matches!(
        why,
        Refusal::Rejected(
            Rejection::NotFound | Rejection::NotAllowed | Rejection::AssignedTo { .. }
        )
    )
}

pub(crate) async fn is_shut_out<T>(mut line: Line<T>, hello: &impl Serialize, part: Part)
where
    T: serde::de::DeserializeOwned + std::fmt::Debug,
{
    line.send(hello).await;
    let heard = line.hear().await;
    let Heard::Closed(code) = heard else {
        panic!("{part:?} heard {heard:?}");
    };
    let codes = [close::SIGNED_OUT, close::NOT_ALLOWED];
    assert!(codes.contains(&code), "{part:?}: {code}");
    assert!(line.bytes.is_empty());
}

#[tokio::test]
async fn a_socket_opens_for_just_those_whom_its_row_names() {
    let stage = Stage::new().await;
    let things = stage.cast.things().await;
    for part in Part::ALL {
        let mut line = stage.customer(part, &things).await;
        let hello = customer_hello();
        if may(Who::Customer, part) {
            line.send(&hello).await;
            let heard = line.hear().await;
            assert!(matches!(heard, Heard::Frame(_)), "{part:?} heard {heard:?}");
            if part != Part::Owner {
                tells_nothing(&line, part, "the customer's socket");
            }
        } else {
            is_shut_out(line, &hello, part).await;
        }
        let mut line = stage.agent(part, &things).await;
        let hello = agent_hello(HELP);
        if may(Who::Agent, part) {
            line.send(&hello).await;
            let heard = line.hear().await;
            assert!(matches!(heard, Heard::Frame(_)), "{part:?} heard {heard:?}");
        } else {
            is_shut_out(line, &hello, part).await;
        }
    }
}

#[tokio::test]
async fn a_frame_before_the_hello_is_heard_from_nobody() {
    let stage = Stage::new().await;
    let things = stage.cast.things().await;
    let samples = stage.samples_of(&things).await;
    let head = stage.head(&things).await;
    let is_hello = |name: &str| name.contains("Hello");
    for row in rows::from_customer(&samples) {
        for part in [Part::Nobody, Part::Owner, Part::SiteAdmin] {
            if !is_hello(row.name) {
                let mut line = stage.customer(part, &things).await;
                line.send(&row.sample).await;
                let heard = line.hear().await;
                assert_eq!(heard, Heard::Closed(close::MALFORMED), "{}", row.name);
            }
        }
    }
    for row in rows::from_agent(&samples) {
        for part in [Part::Nobody, Part::Owner, Part::SiteAdmin] {
            if !is_hello(row.name) {
                let mut line = stage.agent(part, &things).await;
                line.send(&row.sample).await;
                let heard = line.hear().await;
                assert_eq!(heard, Heard::Closed(close::MALFORMED), "{}", row.name);
            }
        }
    }
    assert_eq!(stage.head(&things).await, head);
}

/// Sends the frame and a ping, and reads until both are answered; how a command was refused, if it was.
async fn customer_says(line: &mut Line<ToCustomer>, row: &Row<FromCustomer>) -> Option<Refusal> {
    line.send(&row.sample).await;
    let mut refused = None;
    if let FromCustomer::Do { id: asked, .. } = row.sample {
        loop {
            match line.hear().await {
                Heard::Frame(ToCustomer::Done { id, .. }) if id == asked => break,
                Heard::Frame(ToCustomer::Refused { id, why }) if id == asked => {
                    refused = Some(why);
                    break;
                }
                Heard::Frame(_) => {}
                other => panic!("{}: {other:?}", row.name),
            }
        }
    }
    line.send(&FromCustomer::Ping).await;
    while !matches!(line.hear().await, Heard::Frame(ToCustomer::Head { .. })) {}
    refused
}

#[tokio::test]
async fn every_frame_of_a_customer_does_something_for_just_those_whom_its_row_names() {
    let stage = Stage::new().await;
    let names = rows::from_customer(&stage.samples_of(&stage.cast.things().await).await);
    for at in 0..names.len() {
        for part in [Part::Owner, Part::OtherCustomer] {
            let things = stage.cast.things().await;
            let samples = stage.samples_of(&things).await;
            let row = rows::from_customer(&samples).swap_remove(at);
            if row.name.contains("Hello") {
                continue;
            }
            let head = stage.head(&things).await;
            let mut line = stage.customer(part, &things).await;
            line.send(&customer_hello()).await;
            let refused = customer_says(&mut line, &row).await;
            let shut = refused.as_ref().is_some_and(is_shut);
            assert_eq!(
                shut,
                !may(row.who, part),
                "{} as {part:?}: {refused:?}",
                row.name
            );
            if part != Part::Owner {
                assert_eq!(stage.head(&things).await, head, "{}", row.name);
                tells_nothing(&line, part, row.name);
            }
        }
    }
}

/// The same for an agent's page. `told` is everything that was heard.
async fn agent_says(
    line: &mut Line<ToAgent>,
    row: &Row<FromAgent>,
    told: &mut Vec<ToAgent>,
) -> Option<Refusal> {
    line.send(&row.sample).await;
    let mut refused = None;
    if let FromAgent::Do { id: asked, .. } = row.sample {
        loop {
            match line.hear().await {
                Heard::Frame(ToAgent::Done { id, .. }) if id == asked => break,
                Heard::Frame(ToAgent::Refused { id, why }) if id == asked => {
                    refused = Some(why);
                    break;
                }
                Heard::Frame(frame) => told.push(frame),
                other => panic!("{}: {other:?}", row.name),
            }
        }
    }
    line.send(&FromAgent::Ping { watching: false }).await;
    loop {
        match line.hear().await {
            Heard::Frame(ToAgent::Heads { .. }) => return refused,
            Heard::Frame(frame) => told.push(frame),
            other => panic!("{}: {other:?}", row.name),
        }
    }
}

/// Whether the owner's page, which has just been told everything, hears somebody type.
async fn hears_typing(owner: &mut Line<ToCustomer>) -> bool {
    for _ in 0..A_FEW {
        owner.send(&FromCustomer::Ping).await;
        loop {
            match owner.hear().await {
                Heard::Frame(ToCustomer::Typing { agent: Some(_) }) => return true,
                Heard::Frame(ToCustomer::Head { .. }) => break,
                Heard::Frame(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }
    false
}

#[tokio::test]
async fn every_frame_of_an_agent_does_something_for_just_those_whom_its_row_names() {
    let stage = Stage::new().await;
    let names = rows::from_agent(&stage.samples_of(&stage.cast.things().await).await);
    for at in 0..names.len() {
        for part in [
            Part::Agent,
            Part::Assignee,
            Part::SpaceAdmin,
            Part::SiteAdmin,
        ] {
            let things = stage.cast.things().await;
            let samples = stage.samples_of(&things).await;
            let row = rows::from_agent(&samples).swap_remove(at);
            if row.name.contains("Hello") {
                continue;
            }
            let mut owner = stage.customer(Part::Owner, &things).await;
            owner.send(&customer_hello()).await;
            owner.hear().await;
            let mut line = stage.agent(part, &things).await;
            line.send(&agent_hello(HELP)).await;
            // The page has the conversation open, as it has before anything can be done in it.
            line.send(&FromAgent::Open {
                conversation: things.conversation,
                cursor: None,
            })
            .await;
            let head = stage.head(&things).await;
            let refused = agent_says(&mut line, &row, &mut Vec::new()).await;
            let may = may(row.who, part);
            let what = format!("{} as {part:?}: {refused:?}", row.name);
            if matches!(row.sample, FromAgent::Typing { .. }) {
                assert_eq!(hears_typing(&mut owner).await, may, "{what}");
            } else {
                assert_eq!(refused.as_ref().is_some_and(is_shut), !may, "{what}");
            }
            if !may {
                assert_eq!(stage.head(&things).await, head, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn through_the_door_of_ones_own_space_no_frame_reaches_another() {
    let stage = Stage::new().await;
    let things = stage.cast.things().await;
    let samples = stage.samples_of(&things).await;
    let head = stage.head(&things).await;
    for part in [Part::AgentElsewhere, Part::AdminElsewhere] {
        for row in rows::from_agent(&samples) {
            if row.name.contains("Hello") {
                continue;
            }
            let mut line = stage.agent(part, &things).await;
            line.send(&agent_hello(SHOP)).await;
            let mut told = Vec::new();
            let refused = agent_says(&mut line, &row, &mut told).await;
            if matches!(row.sample, FromAgent::Do { .. }) {
                let why = Some(Refusal::Rejected(Rejection::NotFound));
                assert_eq!(refused, why, "{} as {part:?}", row.name);
            }
            let conversation = told.iter().find(|frame| {
                matches!(
                    frame,
                    ToAgent::Snapshot { .. }
                        | ToAgent::Resumed { .. }
                        | ToAgent::Event { .. }
                        | ToAgent::CustomerTyping { .. }
                )
            });
            assert_eq!(conversation, None, "{} as {part:?}", row.name);
            tells_nothing(&line, part, row.name);
        }
    }
    assert_eq!(stage.head(&things).await, head);
}

#[tokio::test]
async fn an_agent_who_is_disabled_does_nothing_more_through_a_socket_that_was_open() {
    let stage = Stage::new().await;
    let store = &stage.cast.app.store;
    let names = rows::from_agent(&stage.samples_of(&stage.cast.things().await).await);
    for at in 0..names.len() {
        let things = stage.cast.things().await;
        let row = rows::from_agent(&stage.samples_of(&things).await).swap_remove(at);
        let account = store.account(things.account).await.unwrap().unwrap();
        let cookie = stage.cast.cookie_of_account(account.id).await;
        let mut line = Line::<ToAgent>::open(&stage.server, AGENT, &cookie, None).await;
        line.send(&agent_hello(HELP)).await;
        let open = FromAgent::Open {
            conversation: things.conversation,
            cursor: None,
        };
        line.send(&open).await;
        while !matches!(line.hear().await, Heard::Frame(ToAgent::Snapshot { .. })) {}
        let head = stage.head(&things).await;
        let disable = Action::SetDisabled {
            email: account.email,
            disabled: true,
        };
        perform(&stage.cast.context(), disable).await.unwrap();
        line.send(&row.sample).await;
        let closed = async {
            loop {
                match line.hear().await {
                    Heard::Frame(ToAgent::Done { .. }) => panic!("{} was done", row.name),
                    Heard::Frame(_) => {}
                    other => return other,
                }
            }
        };
        let closed = tokio::time::timeout(Duration::from_secs(1), closed).await;
        let code = if row.name.contains("Hello") {
            [close::DISABLED, close::MALFORMED]
        } else {
            [close::DISABLED, close::NOT_ALLOWED]
        };
        let closed = closed.expect("closed within a second");
        assert!(
            code.iter().any(|code| closed == Heard::Closed(*code)),
            "{}: {closed:?}",
            row.name
        );
        assert_eq!(stage.head(&things).await, head, "{}", row.name);
        let page = Method::GET;
        let page = stage.cast.ask(page, "/app/HELP/inbox", &cookie, &[], &[]);
        assert!(page.await.is_refusal());
    }
}
