//! The alerts' socket: it opens for staff, and whatever a page says is about its own browser and its own alerts.

use std::time::Duration;

use baton_core::id::TestId;
use baton_core::wire::alerts::{FromBrowser, ToBrowser};
use baton_core::wire::close;
use baton_server::cli::action::{Action, perform};
use baton_server::realtime::rows;
use baton_server::routes::Who;

use super::frames::{is_shut_out, tells_nothing};
use crate::cast::stage::Stage;
use crate::cast::{Part, Things, may};
use crate::support::clients::{ALERTS, Heard, Line};

async fn line(stage: &Stage, part: Part, things: &Things) -> Line<ToBrowser> {
    let cookie = stage.cast.cookie(part, things).await;
    Line::open(&stage.server, ALERTS, &cookie, None).await
}

async fn hello(stage: &Stage, things: &Things) -> FromBrowser {
    let samples = rows::from_browser(&stage.samples_of(things).await);
    samples.into_iter().next().unwrap().sample
}

/// Waits for what a test is answered with: everything said before has been dealt with.
async fn is_heard(line: &mut Line<ToBrowser>, id: TestId) {
    line.send(&FromBrowser::Test { id }).await;
    loop {
        match line.hear().await {
            Heard::Frame(ToBrowser::Test { id: of }) if of == id => return,
            Heard::Frame(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_alerts_socket_opens_for_staff_and_for_nobody_else() {
    let stage = Stage::new().await;
    let things = stage.cast.things().await;
    for part in Part::ALL {
        let mut line = line(&stage, part, &things).await;
        let hello = hello(&stage, &things).await;
        if may(Who::Staff, part) {
            line.send(&hello).await;
            let heard = line.hear().await;
            assert!(
                matches!(heard, Heard::Frame(ToBrowser::Welcome { .. })),
                "{part:?} heard {heard:?}"
            );
            if !part.is_staff_here() {
                is_heard(&mut line, TestId(1)).await;
                tells_nothing(&line, part, "the alerts' socket");
            }
        } else {
            is_shut_out(line, &hello, part).await;
        }
    }
}

#[tokio::test]
async fn a_frame_before_the_alerts_hello_is_heard_from_nobody() {
    let stage = Stage::new().await;
    let things = stage.cast.things().await;
    for row in rows::from_browser(&stage.samples_of(&things).await) {
        for part in [Part::Nobody, Part::Owner, Part::SiteAdmin] {
            if !row.name.contains("Hello") {
                let mut line = line(&stage, part, &things).await;
                line.send(&row.sample).await;
                let heard = line.hear().await;
                assert_eq!(heard, Heard::Closed(close::MALFORMED), "{}", row.name);
            }
        }
    }
}

#[tokio::test]
async fn what_an_alerted_page_says_changes_nothing_that_is_not_its_own() {
    let stage = Stage::new().await;
    let store = &stage.cast.app.store;
    let names = rows::from_browser(&stage.samples_of(&stage.cast.things().await).await);
    for at in 0..names.len() {
        for part in [Part::Agent, Part::SpaceAdmin, Part::AgentElsewhere] {
            let things = stage.cast.things().await;
            let samples = stage.samples_of(&things).await;
            let row = rows::from_browser(&samples).swap_remove(at);
            if row.name.contains("Hello") {
                continue;
            }
            let head = stage.head(&things).await;
            let stood = store.standing_alerts_of(&[things.conversation]).await;
            let mut line = line(&stage, part, &things).await;
            line.send(&hello(&stage, &things).await).await;
            line.send(&row.sample).await;
            is_heard(&mut line, TestId(stage.cast.app.new_id())).await;
            assert!(may(row.who, part));
            assert_eq!(stage.head(&things).await, head, "{}", row.name);
            let stands = store.standing_alerts_of(&[things.conversation]).await;
            assert_eq!(stands.unwrap(), stood.unwrap(), "{} as {part:?}", row.name);
            if !part.is_staff_here() {
                tells_nothing(&line, part, row.name);
            }
        }
    }
}

#[tokio::test]
async fn an_alerted_page_of_an_agent_who_is_disabled_is_closed_whatever_it_says() {
    let stage = Stage::new().await;
    let store = &stage.cast.app.store;
    let names = rows::from_browser(&stage.samples_of(&stage.cast.things().await).await);
    for at in 0..names.len() {
        let things = stage.cast.things().await;
        let row = rows::from_browser(&stage.samples_of(&things).await).swap_remove(at);
        let account = store.account(things.account).await.unwrap().unwrap();
        let cookie = stage.cast.cookie_of_account(account.id).await;
        let mut line = Line::<ToBrowser>::open(&stage.server, ALERTS, &cookie, None).await;
        line.send(&hello(&stage, &things).await).await;
        while !matches!(line.hear().await, Heard::Frame(ToBrowser::Standing(_))) {}
        let disable = Action::SetDisabled {
            email: account.email,
            disabled: true,
        };
        perform(&stage.cast.context(), disable).await.unwrap();
        line.send(&row.sample).await;
        let closed = tokio::time::timeout(Duration::from_secs(1), line.closed()).await;
        let closed = closed.expect("closed within a second");
        let codes = if row.name.contains("Hello") {
            [close::SIGNED_OUT, close::MALFORMED]
        } else {
            [close::SIGNED_OUT, close::NOT_ALLOWED]
        };
        assert!(
            codes.iter().any(|code| closed == Some(*code)),
            "{}",
            row.name
        );
    }
}
