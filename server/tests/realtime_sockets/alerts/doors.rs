//! Who comes in, what is taken from a page, and how it leaves.

use std::time::Duration;

use baton_core::audit::AuditActor;
use baton_core::id::{BrowserId, ConversationId, PageId, Seq, TestId};
use baton_core::limits::FRAME_BYTES;
use baton_core::wire::alerts::{FromBrowser, PageState, Showing, ToBrowser};
use baton_core::wire::{REVISION, close, encode};
use baton_server::cli::action::{Action, perform};
use baton_server::context::Context;
use tokio_tungstenite::tungstenite::Message;

use super::Stage;
use crate::support::clients::{
    ALERTS, AlertedPage, Heard, Line, agent_cookie, customer_cookie, hidden, id, up_to_now,
};

fn hello(revision: u16) -> FromBrowser {
    FromBrowser::Hello {
        revision,
        browser: BrowserId(id()),
        page: PageId(id()),
        state: hidden(),
    }
}

async fn line(stage: &Stage, cookie: &str) -> Line<ToBrowser> {
    Line::open(&stage.server, ALERTS, cookie, None).await
}

#[tokio::test]
async fn only_a_member_of_staff_with_a_living_session_comes_in() {
    let stage = Stage::new().await;
    let casey = stage.server.customer().await;
    let cookie = customer_cookie(&casey, &stage.server);
    for cookie in ["", &cookie] {
        let mut line = line(&stage, cookie).await;
        line.send(&hello(REVISION)).await;
        assert_eq!(line.hear().await, Heard::Closed(close::SIGNED_OUT));
    }
    let cookie = agent_cookie(&stage.ana, &stage.server);
    let mut of_another_time = line(&stage, &cookie).await;
    of_another_time.send(&hello(REVISION + 1)).await;
    let bye = of_another_time.hear().await;
    assert!(matches!(
        bye,
        Heard::Frame(ToBrowser::Bye { reload: true, .. })
    ));
    assert_eq!(of_another_time.closed().await, Some(close::REVISION));
}

#[tokio::test]
async fn a_malformed_frame_closes_its_socket_and_no_other() {
    let stage = Stage::with_team(false).await;
    let mut other = AlertedPage::open(&stage.server, &stage.ana).await;
    let mut trailing = encode(&FromBrowser::Ping);
    trailing.push(0);
    for bytes in [
        Vec::new(),
        vec![0xff; 40],
        trailing,
        encode(&hello(REVISION)),
    ] {
        let mut page = AlertedPage::open(&stage.server, &stage.ben).await;
        page.line.send_bytes(bytes).await;
        assert_eq!(page.line.closed().await, Some(close::MALFORMED));
    }
    let mut page = AlertedPage::open(&stage.server, &stage.ben).await;
    page.line.send_message(Message::Text("hello".into())).await;
    assert_eq!(page.line.closed().await, Some(close::MALFORMED));
    let mut page = AlertedPage::open(&stage.server, &stage.ben).await;
    page.line.send_bytes(vec![0; FRAME_BYTES + 1]).await;
    assert_eq!(page.line.closed().await, Some(close::TOO_LARGE));
    stage.waiting().await;
    other.alert().await;
}

#[tokio::test]
async fn what_a_page_says_of_somebody_elses_alert_does_nothing() {
    let stage = Stage::with_team(false).await;
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    let mut cleo = AlertedPage::open(&stage.server, &stage.cleo).await;
    let chat = stage.waiting().await;
    let alert = ana.alert().await.id;
    cleo.say(&FromBrowser::Shown { alert }).await;
    cleo.say(&FromBrowser::Failed { alert }).await;
    cleo.say(&FromBrowser::Clicked { alert }).await;
    let reads = PageState {
        showing: Showing::Inbox {
            space: "HELP".into(),
            conversation: Some(chat.conversation),
        },
        ..crate::support::clients::watching(None)
    };
    cleo.becomes(reads).await;
    let nowhere = baton_core::alert::AlertId {
        conversation: ConversationId(id()),
        seq: Seq(1),
        round: 0,
    };
    cleo.say(&FromBrowser::Shown { alert: nowhere }).await;
    up_to_now(&stage.server, &stage.cleo, [&mut cleo]).await;
    up_to_now(&stage.server, &stage.ana, [&mut ana]).await;
    assert_eq!(ana.withdrawn, []);
    let rows = stage.server.app.store.standing_alerts().await.unwrap();
    assert_eq!(rows.len(), 1);
}

#[tokio::test]
async fn the_socket_of_an_account_that_is_disabled_closes_within_a_second() {
    let stage = Stage::new().await;
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    let disable = Action::SetDisabled {
        email: "ana@northwind.example".into(),
        disabled: true,
    };
    let app = stage.server.app.clone();
    let context = Context {
        store: app.store.clone(),
        clock: app.clock.clone(),
        app: Some(app),
        by: AuditActor::Shell,
    };
    perform(&context, disable).await.unwrap();
    let closed = tokio::time::timeout(Duration::from_secs(1), ana.line.closed()).await;
    assert_eq!(closed.expect("within a second"), Some(close::SIGNED_OUT));
}

#[tokio::test]
async fn a_server_that_stops_says_when_to_come_back() {
    let stage = Stage::new().await;
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    stage.server.begin_to_stop();
    let bye = ana.hear().await;
    assert!(
        matches!(bye, Heard::Frame(ToBrowser::Bye { retry_after, reload: false }) if retry_after.0 > 0),
        "{bye:?}"
    );
    assert_eq!(ana.line.closed().await, Some(close::RESTART));
}

#[tokio::test]
async fn a_page_that_comes_back_takes_the_place_of_its_old_socket() {
    let stage = Stage::with_team(false).await;
    let cookie = agent_cookie(&stage.ana, &stage.server);
    let same = hello(REVISION);
    let mut old = line(&stage, &cookie).await;
    old.send(&same).await;
    assert!(matches!(
        old.hear().await,
        Heard::Frame(ToBrowser::Welcome { .. })
    ));
    let mut new = line(&stage, &cookie).await;
    new.send(&same).await;
    while !matches!(new.hear().await, Heard::Frame(ToBrowser::Standing(_))) {}
    stage.waiting().await;
    while !matches!(new.hear().await, Heard::Frame(ToBrowser::Alert(_))) {}
    // What the old one says counts no more, and it is told nothing more.
    old.send(&FromBrowser::Test { id: TestId(id()) }).await;
    stage.waiting().await;
    while !matches!(new.hear().await, Heard::Frame(ToBrowser::Alert(_))) {}
    stage.server.begin_to_stop();
    loop {
        match old.hear().await {
            Heard::Frame(ToBrowser::Standing(_)) => {}
            Heard::Frame(ToBrowser::Bye { .. }) => break,
            other => panic!("{other:?}"),
        }
    }
}
