//! Whether alerts reach an agent: what the agent is told, and what customers are offered.

use baton_core::alert::PRESENT_FOR;
use baton_core::id::{BrowserId, TestId};
use baton_core::offer::Obstacle;
use baton_core::settings::MemberState;
use baton_core::time::Millis;
use baton_core::wire::alerts::{
    ACKNOWLEDGE_WITHIN, Attention, FromBrowser, PageState, Permission, Reach,
};

use super::Stage;
use crate::support::clients::{AlertedPage, CustomerPage, hidden, id};
use crate::support::world::eventually;

const CLOSED: [Obstacle; 1] = [Obstacle::NobodyAvailable];

fn state(permission: Permission, attention: Attention) -> PageState {
    PageState {
        permission,
        attention,
        ..hidden()
    }
}

/// A customer with the chat open, who is told whether a person can be asked for.
async fn customer(stage: &Stage) -> CustomerPage {
    let casey = stage.server.customer().await;
    CustomerPage::open(&stage.server, &casey).await
}

async fn is_offered(page: &mut CustomerPage, offered: bool) {
    page.until("the offer", |page| {
        let offer = page.offer.as_ref();
        offer.is_some_and(|offer| offer.is_open() == offered)
    })
    .await;
}

#[tokio::test]
async fn permission_denied_is_told_and_takes_the_offer_away_while_the_toggle_is_on() {
    let stage = Stage::with_team(true).await;
    let mut casey = customer(&stage).await;
    is_offered(&mut casey, false).await;
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    assert_eq!(ana.health().reach, Reach::Reachable);
    is_offered(&mut casey, true).await;

    ana.becomes(state(Permission::Denied, Attention::Focused))
        .await;
    ana.until("it is told", |page| page.health().reach != Reach::Reachable)
        .await;
    let health = ana.health().clone();
    assert_eq!(health.reach, Reach::NoPermission(Permission::Denied));
    assert_eq!(health.not_counted_in, ["Service desk"]);
    is_offered(&mut casey, false).await;
    assert_eq!(casey.offer.as_ref().unwrap().obstacles, CLOSED);
    let members = stage
        .server
        .app
        .store
        .team_members(stage.team().await)
        .await;
    let member = &members.unwrap()[0];
    let told = MemberState::of(member.marked_available, true, member.reach);
    assert_eq!(told, MemberState::Unreachable(health.reach));

    // Not asked yet, on a visible page: that counts. Hidden: it does not.
    ana.becomes(state(Permission::Default, Attention::Visible))
        .await;
    is_offered(&mut casey, true).await;
    assert_eq!(ana.health().not_counted_in, ["Service desk"]);
    ana.until("it is told", |page| page.health().reach == Reach::Reachable)
        .await;
    assert_eq!(ana.health().not_counted_in, [""; 0]);
    ana.becomes(state(Permission::Default, Attention::Hidden))
        .await;
    is_offered(&mut casey, false).await;
    ana.becomes(hidden()).await;
    is_offered(&mut casey, true).await;
}

#[tokio::test]
async fn with_the_toggle_off_who_cannot_be_reached_is_told_and_the_offer_stays() {
    let stage = Stage::with_team(false).await;
    let denied = state(Permission::Denied, Attention::Visible);
    let ana = AlertedPage::open_in(&stage.server, &stage.ana, BrowserId(id()), denied).await;
    assert_eq!(ana.health().reach, Reach::NoPermission(Permission::Denied));
    assert_eq!(ana.health().not_counted_in, [""; 0]);
    let offer = stage.server.app.store.offer(stage.server.space).await;
    assert!(offer.unwrap().is_open());
}

#[tokio::test]
async fn an_alert_left_unanswered_takes_the_offer_away_and_a_test_that_arrives_mends_it() {
    let stage = Stage::with_team(true).await;
    let mut casey = customer(&stage).await;
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    is_offered(&mut casey, true).await;
    stage.waiting().await;
    ana.alert().await;
    let since = stage.server.app.now();
    stage.after(ACKNOWLEDGE_WITHIN);
    ana.until("it is told", |page| page.health().reach != Reach::Reachable)
        .await;
    assert!(matches!(ana.health().reach, Reach::Unanswered { since: told } if told >= since));
    is_offered(&mut casey, false).await;

    let test = TestId(id());
    ana.say(&FromBrowser::Test { id: test }).await;
    ana.until("the test", |page| page.tests.contains(&test))
        .await;
    assert_ne!(
        ana.health().reach,
        Reach::Reachable,
        "asking is not arriving"
    );
    ana.say(&FromBrowser::TestShown { id: test }).await;
    ana.until("it is mended", |page| {
        page.health().reach == Reach::Reachable
    })
    .await;
    assert!(ana.health().browser.tested.is_some());
    is_offered(&mut casey, true).await;

    // A test that could not be raised says so.
    ana.say(&FromBrowser::TestFailed { id: test }).await;
    ana.until("it failed", |page| {
        page.health().browser.unanswered.is_some()
    })
    .await;
    is_offered(&mut casey, false).await;
}

#[tokio::test]
async fn a_test_goes_to_every_page_of_its_browser_and_to_no_other_browser() {
    let stage = Stage::new().await;
    let mut first = AlertedPage::open(&stage.server, &stage.ana).await;
    let mut other = AlertedPage::open(&stage.server, &stage.ana).await;
    let browser = first.browser;
    let mut second = AlertedPage::open_in(&stage.server, &stage.ana, browser, hidden()).await;
    let (test, later) = (TestId(id()), TestId(id()));
    first.say(&FromBrowser::Test { id: test }).await;
    for page in [&mut first, &mut second] {
        page.until("the test", |page| page.tests.contains(&test))
            .await;
    }
    other.say(&FromBrowser::Test { id: later }).await;
    other.until("its own", |page| !page.tests.is_empty()).await;
    assert_eq!(other.tests, [later]);
}

#[tokio::test]
async fn an_open_page_of_the_product_renews_presence_and_a_closed_one_does_not() {
    let stage = Stage::with_team(true).await;
    let store = &stage.server.app.store;
    let space = stage.server.space;
    let is_open = async || store.offer(space).await.unwrap().is_open();
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    eventually("offered", is_open).await;
    for _ in 0..3 {
        stage.after(Millis(PRESENT_FOR.0 - 5_000));
        ana.say(&FromBrowser::Ping).await;
        eventually("still offered", is_open).await;
        let members = store.team_members(stage.team().await).await.unwrap();
        let until = members[0].present_until.unwrap();
        assert!(until > stage.server.app.now(), "the lease is renewed");
    }
    drop(ana);
    stage.after(PRESENT_FOR);
    eventually("gone", async || !is_open().await).await;
}
