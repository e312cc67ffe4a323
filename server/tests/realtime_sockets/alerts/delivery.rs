//! Which browser gets an alert, when the others do, and how it is taken back.

use baton_core::alert::AlertKind;
use baton_core::id::{BrowserId, CommandId};
use baton_core::time::Millis;
use baton_core::wire::CustomerAction;
use baton_core::wire::alerts::{ACKNOWLEDGE_WITHIN, FromBrowser, PageState, Permission};

use super::{REPEAT, Stage, heard_nothing, round};
use crate::support::clients::{AgentPage, AlertedPage, hidden, id, up_to_now, watching};

/// Two browsers of Ana's; the second was used last.
async fn two_browsers(stage: &Stage) -> (AlertedPage, AlertedPage) {
    let first = AlertedPage::open(&stage.server, &stage.ana).await;
    stage.after(Millis(1));
    let second = AlertedPage::open(&stage.server, &stage.ana).await;
    (first, second)
}

#[tokio::test]
async fn the_browser_used_last_gets_an_alert_on_all_its_pages_and_the_others_do_not() {
    let stage = Stage::with_team(false).await;
    let (mut first, mut second) = two_browsers(&stage).await;
    let browser = second.browser;
    let mut third = AlertedPage::open_in(&stage.server, &stage.ana, browser, hidden()).await;
    stage.waiting().await;
    let alert = second.shows().await;
    assert_eq!(third.alert().await.id, alert.id);
    up_to_now(&stage.server, &stage.ana, [&mut second]).await;
    stage.after(ACKNOWLEDGE_WITHIN);
    up_to_now(&stage.server, &stage.ana, [&mut first]).await;
    heard_nothing(&first);

    // The first is used now.
    stage.after(Millis(1));
    let focused = PageState {
        showing: hidden().showing,
        ..watching(None)
    };
    first.becomes(focused).await;
    up_to_now(&stage.server, &stage.ana, [&mut first]).await;
    let second_chat = stage.waiting().await;
    let alert = first.shows().await;
    assert_eq!(alert.id.conversation, second_chat.conversation);
    up_to_now(&stage.server, &stage.ana, [&mut second, &mut third]).await;
    heard_nothing(&second);
}

#[tokio::test]
async fn a_hidden_page_that_comes_back_does_not_make_its_browser_the_one_used_last() {
    let stage = Stage::with_team(false).await;
    let (first, mut second) = two_browsers(&stage).await;
    let browser = first.browser;
    drop(first);
    stage.after(Millis(1));
    let mut first = AlertedPage::open_in(&stage.server, &stage.ana, browser, hidden()).await;
    stage.waiting().await;
    second.shows().await;
    up_to_now(&stage.server, &stage.ana, [&mut first]).await;
    heard_nothing(&first);
}

#[tokio::test]
async fn where_a_browser_stays_silent_for_ten_seconds_the_others_get_it_and_it_counts_as_silent() {
    let stage = Stage::with_team(false).await;
    let (mut first, mut second) = two_browsers(&stage).await;
    stage.waiting().await;
    let alert = second.alert().await;
    stage.after(Millis(ACKNOWLEDGE_WITHIN.0 - 1));
    up_to_now(&stage.server, &stage.ana, [&mut first, &mut second]).await;
    heard_nothing(&first);
    stage.after(Millis(1));
    assert_eq!(first.shows().await.id, alert.id);
    second
        .until("it is told", |page| {
            page.health().browser.unanswered.is_some()
        })
        .await;

    // The next one goes to the browser that answers; when the silent one answers at last, it is as before.
    stage.waiting().await;
    let next = first.shows().await;
    up_to_now(&stage.server, &stage.ana, [&mut second]).await;
    heard_nothing(&second);
    second.say(&FromBrowser::Shown { alert: alert.id }).await;
    second
        .until("it is mended", |page| {
            page.health().browser.unanswered.is_none()
        })
        .await;
    assert!(next.id != alert.id);
}

#[tokio::test]
async fn an_alert_that_could_not_be_raised_goes_to_the_others_at_once() {
    let stage = Stage::with_team(false).await;
    let (mut first, mut second) = two_browsers(&stage).await;
    stage.waiting().await;
    let alert = second.alert().await;
    second.say(&FromBrowser::Failed { alert: alert.id }).await;
    assert_eq!(first.alert().await.id, alert.id);
}

#[tokio::test]
async fn where_no_browser_can_show_alerts_all_get_them_and_nobody_is_waited_for() {
    let stage = Stage::with_team(false).await;
    let unable = |permission| PageState {
        permission,
        ..hidden()
    };
    let mut pages = Vec::new();
    for permission in [Permission::Denied, Permission::Default] {
        let state = unable(permission);
        let page = AlertedPage::open_in(&stage.server, &stage.ana, BrowserId(id()), state);
        pages.push(page.await);
    }
    stage.waiting().await;
    let mut ids = Vec::new();
    for page in &mut pages {
        ids.push(page.alert().await.id);
    }
    assert_eq!(ids[0], ids[1]);
    stage.after(ACKNOWLEDGE_WITHIN);
    let [first, second] = pages.as_mut_slice() else {
        panic!("two pages");
    };
    up_to_now(&stage.server, &stage.ana, [first, second]).await;
    assert_eq!(first.health().browser.unanswered, None);
}

#[tokio::test]
async fn a_claim_by_a_colleague_and_the_customers_leaving_withdraw_at_once_everywhere() {
    let stage = Stage::with_team(false).await;
    let (mut first, mut second) = two_browsers(&stage).await;
    let chat = stage.waiting().await;
    let alert = second.shows().await;
    let mut agent = AgentPage::open(&stage.server, &stage.ben).await;
    agent.claim(chat.conversation).await.unwrap();
    for page in [&mut first, &mut second] {
        page.is_withdrawn(alert.id).await;
        page.until("the count", |page| page.count.unassigned == 0)
            .await;
    }
    let mut leaves = stage.waiting().await;
    let alert = second.shows().await;
    let work_item = baton_core::id::WorkItemId(id());
    let action = CustomerAction::NoLongerNeeded { work_item };
    leaves.page.answer(CommandId(id()), action).await.unwrap();
    for page in [&mut first, &mut second] {
        page.is_withdrawn(alert.id).await;
    }
}

#[tokio::test]
async fn what_was_read_on_one_page_is_withdrawn_from_all_and_what_is_before_the_agent_is_not_sent()
{
    let stage = Stage::with_team(false).await;
    let (mut first, mut second) = two_browsers(&stage).await;
    let mut chat = stage.waiting().await;
    let mut agent = AgentPage::open(&stage.server, &stage.ana).await;
    agent.claim(chat.conversation).await.unwrap();
    up_to_now(&stage.server, &stage.ana, [&mut first, &mut second]).await;
    second.alerts.clear();
    chat.page.write("Are you there?").await;
    let alert = second.shows().await;
    assert_eq!(alert.kind, AlertKind::NewMessage);
    stage.after(Millis(1));
    first.becomes(watching(Some(chat.conversation))).await;
    for page in [&mut first, &mut second] {
        page.is_withdrawn(alert.id).await;
        page.until("nothing unread", |page| page.count.unread == 0)
            .await;
    }
    first.withdrawn.clear();
    chat.page.write("Hello?").await;
    up_to_now(&stage.server, &stage.ana, [&mut first, &mut second]).await;
    heard_nothing(&first);
    heard_nothing(&second);
    assert_eq!(first.withdrawn, [], "nothing had been shown");
    assert_eq!(first.count.unread, 0);

    // What is not in front of the agent any more is alerted of again.
    first.becomes(hidden()).await;
    up_to_now(&stage.server, &stage.ana, [&mut first]).await;
    chat.page.write("Are you still there?").await;
    assert_eq!(first.alert().await.kind, AlertKind::NewMessage);
    // The rows that were read are gone from the store as well, and only this one stands.
    let store = &stage.server.app.store;
    crate::support::world::eventually("one row", async || {
        let rows = store
            .standing_alerts_of(&[chat.conversation])
            .await
            .unwrap();
        rows[0].alerts.len() == 1
    })
    .await;
}

#[tokio::test]
async fn a_waiting_chat_that_was_read_is_quiet_until_its_next_round() {
    let stage = Stage::with_team(false).await;
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    let chat = stage.waiting().await;
    let alert = ana.shows().await;
    ana.becomes(watching(Some(chat.conversation))).await;
    ana.is_withdrawn(alert.id).await;
    assert_eq!(ana.count.unassigned, 1, "it still waits");
    ana.becomes(hidden()).await;
    up_to_now(&stage.server, &stage.ana, [&mut ana]).await;
    stage.after(REPEAT);
    assert_eq!(ana.alert().await.id, round(alert.id, 1));
}

#[tokio::test]
async fn an_unclaimed_chat_alerts_again_and_again_until_it_is_claimed() {
    let stage = Stage::with_team(false).await;
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    let chat = stage.waiting().await;
    let first = ana.shows().await;
    assert_eq!(first.id.round, 0);
    stage.after(Millis(REPEAT.0 - 1));
    up_to_now(&stage.server, &stage.ana, [&mut ana]).await;
    heard_nothing(&ana);
    stage.after(Millis(1));
    assert_eq!(ana.shows().await.id, round(first.id, 1));
    stage.after(REPEAT);
    let third = ana.shows().await;
    assert_eq!(third.id, round(first.id, 2));
    let mut agent = AgentPage::open(&stage.server, &stage.ben).await;
    agent.claim(chat.conversation).await.unwrap();
    ana.is_withdrawn(third.id).await;
    stage.after(REPEAT);
    up_to_now(&stage.server, &stage.ana, [&mut ana]).await;
    heard_nothing(&ana);
}

#[tokio::test]
async fn where_alerts_are_not_repeated_they_come_once() {
    let stage = Stage::with_team(false).await;
    stage
        .settings(|settings| settings.repeat_alerts = Millis(0))
        .await;
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    stage.waiting().await;
    ana.shows().await;
    stage.after(REPEAT);
    up_to_now(&stage.server, &stage.ana, [&mut ana]).await;
    heard_nothing(&ana);
}

#[tokio::test]
async fn after_a_sleep_of_ten_minutes_there_is_one_alert_for_each_chat_that_still_waits() {
    let stage = Stage::with_team(false).await;
    stage
        .settings(|settings| settings.time_to_assign = Millis::minutes(30))
        .await;
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    let browser = ana.browser;
    let mut chats = Vec::new();
    for _ in 0..3 {
        chats.push(stage.waiting().await);
        ana.shows().await;
    }
    let mut missed = stage.waiting().await;
    let gone = ana.alert().await;
    drop(ana);
    let mut agent = AgentPage::open(&stage.server, &stage.ben).await;
    agent.claim(missed.conversation).await.unwrap();
    missed.page.write("Thanks for coming").await;
    stage.after(Millis::minutes(10));

    let mut ana = AlertedPage::open_in(&stage.server, &stage.ana, browser, hidden()).await;
    let mut told = Vec::new();
    for _ in 0..3 {
        let alert = ana.shows().await;
        assert_eq!(alert.id.round, 30, "the newest round");
        told.push(alert.id);
    }
    up_to_now(&stage.server, &stage.ana, [&mut ana]).await;
    heard_nothing(&ana);
    let standing = ana.standing.clone().unwrap();
    assert!(
        !standing
            .alerts
            .iter()
            .any(|id| id.conversation == gone.id.conversation)
    );
    assert_eq!(standing.count.unassigned, 3);
    told.sort_unstable();
    let mut listed = standing.alerts;
    listed.sort_unstable();
    assert_eq!(listed, told);

    // A page that is loaded again is told what stands, and shows nothing twice.
    let again = AlertedPage::open_in(&stage.server, &stage.ana, browser, hidden()).await;
    assert_eq!(again.alerts, []);
    assert_eq!(again.standing.unwrap().alerts.len(), 3);
}

#[tokio::test]
async fn after_a_restart_what_was_shown_is_not_sent_again_and_what_was_not_is() {
    let stage = Stage::with_team(false).await;
    let mut shown = AlertedPage::open(&stage.server, &stage.ana).await;
    let browser = shown.browser;
    stage.waiting().await;
    let known = shown.shows().await;
    let second = stage.waiting().await;
    shown.alert().await;
    up_to_now(&stage.server, &stage.ana, [&mut shown]).await;
    let super::Stage {
        world, server, ana, ..
    } = stage;
    server.stop().await;
    let server = world.serve().await;
    let mut page = AlertedPage::open_in(&server, &ana, browser, hidden()).await;
    let alert = page.alert().await;
    assert_eq!(alert.id.conversation, second.conversation);
    up_to_now(&server, &ana, [&mut page]).await;
    heard_nothing(&page);
    assert!(page.standing.unwrap().alerts.contains(&known.id));
}
