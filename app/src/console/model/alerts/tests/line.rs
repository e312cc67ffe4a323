//! The line to the server: what it is told, and what becomes of it through sleep, sign-out and a new build.

use super::*;

#[test]
fn a_socket_that_opens_is_told_which_browser_and_page_this_is_and_what_it_allows() {
    let mut alerts = Alerts::new(BrowserId(1), PageId(2), state(Permission::Granted));
    alerts.start();
    let effects = alerts.socket_opened(1, at(0));
    let hello = FromBrowser::Hello {
        revision: REVISION,
        browser: BrowserId(1),
        page: PageId(2),
        state: state(Permission::Granted),
    };
    assert_eq!(sent(&effects), [&hello]);
}

#[test]
fn the_heartbeat_is_answered_and_closes_what_no_longer_stands() {
    let mut alerts = connected(state(Permission::Granted));
    let standing = Standing {
        now: Time(0),
        alerts: vec![id(3)],
        count: Count {
            unassigned: 2,
            unread: 1,
        },
    };
    let effects = alerts.frame(1, ToBrowser::Standing(standing.clone()), at(25_000));
    assert!(sent(&effects).contains(&&FromBrowser::Ping));
    assert!(effects.contains(&Effect::Keep(vec![id(3)])));
    assert!(effects.contains(&Effect::ShowCount(3)));
    let again = alerts.frame(1, ToBrowser::Standing(standing), at(25_100));
    assert!(
        !again.contains(&Effect::ShowCount(3)),
        "the count is drawn when it changes"
    );
}

#[test]
fn a_change_of_the_page_is_told_at_once_and_attention_is_repeated_while_it_lasts() {
    let mut alerts = connected(state(Permission::Granted));
    let watched = inbox(Some(CHAT), Attention::Focused);
    let effects = alerts.page_is(watched.clone(), at(1_000));
    assert_eq!(sent(&effects), [&FromBrowser::State(watched.clone())]);
    assert!(alerts.page_is(watched.clone(), at(1_100)).is_empty());
    assert!(alerts.tick(at(4_000)).is_empty());
    let effects = alerts.tick(at(5_000));
    assert_eq!(sent(&effects), [&FromBrowser::State(watched)]);
    assert!(alerts.tick(at(6_000)).is_empty());
    alerts.page_is(inbox(Some(CHAT), Attention::Hidden), at(6_100));
    assert!(
        alerts.tick(at(20_000)).is_empty(),
        "nobody looks, so nothing is repeated"
    );
}

#[test]
fn a_change_without_a_connection_is_told_with_the_next_hello() {
    let mut alerts = Alerts::new(BrowserId(1), PageId(2), state(Permission::Default));
    alerts.start();
    assert!(
        alerts
            .page_is(state(Permission::Granted), at(10))
            .is_empty()
    );
    let effects = alerts.socket_opened(1, at(20));
    assert!(matches!(
        sent(&effects)[..],
        [FromBrowser::Hello { state, .. }] if state.permission == Permission::Granted
    ));
}

#[test]
fn a_page_that_comes_back_keeps_a_socket_that_was_heard_and_replaces_one_that_slept() {
    let mut alerts = connected(state(Permission::Granted));
    let effects = alerts.nudged(at(20_000));
    assert_eq!(effects, [Effect::Send(FromBrowser::Ping)]);
    let effects = alerts.nudged(at(600_000));
    assert_eq!(effects[0], Effect::Link(Step::Hangup { generation: 1 }));
    assert_eq!(effects[1], Effect::Link(Step::Connect { generation: 2 }));
}

#[test]
fn a_clock_that_jumped_shows_a_sleep_and_nobody_has_to_touch_the_page() {
    let mut alerts = connected(state(Permission::Granted));
    assert!(alerts.tick(at(30_000)).is_empty());
    let effects = alerts.tick(at(630_000));
    assert!(effects.contains(&Effect::Link(Step::Connect { generation: 2 })));
}

#[test]
fn what_waited_in_the_socket_through_a_sleep_is_not_believed() {
    let mut alerts = connected(state(Permission::Granted));
    let effects = alerts.frame(1, alert(AlertKind::NewChat), at(630_000));
    assert_eq!(effects[0], Effect::Link(Step::Hangup { generation: 1 }));
    assert_eq!(effects[1], Effect::Link(Step::Connect { generation: 2 }));
    let stale = alerts.frame(1, alert(AlertKind::NewChat), at(630_001));
    assert!(stale.is_empty());
}

#[test]
fn a_socket_that_closes_is_opened_again_and_what_it_still_says_is_ignored() {
    let mut alerts = connected(state(Permission::Granted));
    let effects = alerts.socket_closed(1, close::RESTART, at(10));
    let number = effects
        .iter()
        .find_map(|effect| match effect {
            Effect::Link(Step::SetAlarm { number, .. }) => Some(*number),
            _ => None,
        })
        .unwrap();
    assert!(
        alerts
            .frame(1, alert(AlertKind::NewChat), at(11))
            .is_empty()
    );
    let effects = alerts.alarm(number, at(2_000));
    assert_eq!(effects[0], Effect::Link(Step::Connect { generation: 2 }));
}

#[test]
fn who_is_signed_out_is_told_so_and_the_page_does_not_try_again() {
    let mut alerts = connected(state(Permission::Granted));
    let effects = alerts.socket_closed(1, close::SIGNED_OUT, at(10));
    assert_eq!(
        effects,
        [Effect::Link(Step::Hangup { generation: 1 }), Effect::Leave],
        "what is on screen goes too"
    );
    assert_eq!(alerts.delivery(), Delivery::Gone(Gone::SignedOut));
}

#[test]
fn only_an_inbox_is_loaded_anew_for_a_new_build_since_other_pages_hold_forms() {
    let bye = ToBrowser::Bye {
        retry_after: Millis::seconds(1),
        reload: true,
    };
    let mut form = connected(state(Permission::Granted));
    let effects = form.frame(1, bye.clone(), at(10));
    assert!(!effects.iter().any(|one| matches!(one, Effect::Reload(_))));
    assert_eq!(form.delivery(), Delivery::Gone(Gone::Outdated));
    let mut page = connected(inbox(None, Attention::Visible));
    let effects = page.frame(1, bye, at(10));
    assert!(effects.contains(&Effect::Reload(Millis::seconds(1))));
}
