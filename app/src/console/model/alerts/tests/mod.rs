//! The page's half against a server and a browser that the tests play.

mod line;
mod raised;

use baton_core::alert::AlertKind;
use baton_core::id::Seq;
use baton_core::wire::alerts::{BrowserHealth, Reach, Standing, ToBrowser};

use super::*;

const CHAT: ConversationId = ConversationId(7);
const TEST: TestId = TestId(9);

fn at(now: i64) -> Moment {
    Moment {
        now: Time(now),
        dice: 0.5,
    }
}

fn state(permission: Permission) -> PageState {
    PageState {
        permission,
        worker: true,
        attention: Attention::Visible,
        showing: Showing::Other,
    }
}

fn inbox(conversation: Option<ConversationId>, attention: Attention) -> PageState {
    PageState {
        attention,
        showing: Showing::Inbox {
            space: "HELP".into(),
            conversation,
        },
        ..state(Permission::Granted)
    }
}

fn id(seq: u64) -> AlertId {
    AlertId {
        conversation: CHAT,
        seq: Seq(seq),
        round: 0,
    }
}

fn alert(kind: AlertKind) -> ToBrowser {
    ToBrowser::Alert(Alert {
        id: id(3),
        kind,
        space: "HELP".into(),
        space_name: "Northwind Help".into(),
        customer: "Casey".into(),
        text: None,
        at: Time(0),
        due: None,
    })
}

fn health(unanswered: Option<i64>, not_counted_in: &[&str]) -> Health {
    let unanswered = unanswered.map(Time);
    Health {
        reach: unanswered.map_or(Reach::Reachable, |since| Reach::Unanswered { since }),
        browser: BrowserHealth {
            unanswered,
            ..BrowserHealth::default()
        },
        not_counted_in: not_counted_in.iter().map(|&name| name.into()).collect(),
    }
}

fn welcome() -> ToBrowser {
    ToBrowser::Welcome {
        now: Time(0),
        settings: AlertSettings::default(),
        health: health(None, &[]),
    }
}

/// A page with an open socket of generation 1, welcomed.
fn connected(state: PageState) -> Alerts {
    let mut alerts = Alerts::new(BrowserId(1), PageId(2), state);
    alerts.start();
    alerts.socket_opened(1, at(0));
    alerts.frame(1, welcome(), at(1));
    alerts
}

fn sent(effects: &[Effect]) -> Vec<&FromBrowser> {
    let frames = effects.iter().filter_map(|effect| match effect {
        Effect::Send(frame) => Some(frame),
        _ => None,
    });
    frames.collect()
}

fn handed(effects: Vec<Effect>) -> Handed {
    let handed = |effect| match effect {
        Effect::Raise(handed) => Some(*handed),
        _ => None,
    };
    effects.into_iter().find_map(handed).unwrap()
}

#[test]
fn delivery_names_what_to_do_something_about_first() {
    let rows = [
        (Permission::Granted, health(None, &[]), Delivery::On),
        (Permission::Default, health(None, &[]), Delivery::NotAsked),
        (
            Permission::Unsupported,
            health(None, &[]),
            Delivery::Unsupported,
        ),
        (
            Permission::Denied,
            health(Some(5), &["Service desk"]),
            Delivery::Blocked,
        ),
        (
            Permission::Granted,
            health(Some(5), &["Service desk"]),
            Delivery::NotArriving { since: Time(5) },
        ),
        (
            Permission::Granted,
            health(None, &["Service desk"]),
            Delivery::NotCounted,
        ),
    ];
    for (permission, health, expected) in rows {
        let mut alerts = connected(state(permission));
        alerts.frame(1, ToBrowser::Health(health), at(10));
        assert_eq!(alerts.delivery(), expected, "{permission:?}");
    }
    let mut alerts = Alerts::new(BrowserId(1), PageId(2), state(Permission::Granted));
    assert_eq!(alerts.delivery(), Delivery::Unknown);
    alerts.start();
    for generation in 1..=2 {
        alerts.socket_closed(generation, 1006, at(10));
        alerts.start();
    }
    assert_eq!(alerts.delivery(), Delivery::Offline);
}

#[test]
fn a_test_is_confirmed_where_it_was_asked_for_whichever_page_raised_it() {
    let mut alerts = connected(state(Permission::Granted));
    let effects = alerts.send_test(TEST, at(10));
    assert_eq!(sent(&effects), [&FromBrowser::Test { id: TEST }]);
    let effects = alerts.frame(1, ToBrowser::Test { id: TEST }, at(20));
    assert_eq!(
        effects,
        [Effect::RaiseTest {
            id: TEST,
            silent: false
        }]
    );
    let effects = alerts.test_shown(TEST, Shown::Known);
    assert_eq!(sent(&effects), [&FromBrowser::TestShown { id: TEST }]);
    assert_eq!(alerts.test, TryOut::Arrived);

    let mut other = connected(state(Permission::Granted));
    other.send_test(TEST, at(10));
    let mut tested = health(None, &[]);
    tested.browser.tested = Some(Time(30));
    other.frame(1, ToBrowser::Health(tested), at(30));
    assert_eq!(other.test, TryOut::Arrived);
}

#[test]
fn a_test_that_fails_or_stays_away_is_said_to_have_done_so() {
    let mut alerts = connected(state(Permission::Granted));
    alerts.send_test(TEST, at(10));
    let effects = alerts.test_shown(TEST, Shown::Failed);
    assert_eq!(sent(&effects), [&FromBrowser::TestFailed { id: TEST }]);
    assert_eq!(alerts.test, TryOut::Failed);

    alerts.send_test(TEST, at(1_000));
    alerts.tick(at(9_000));
    assert!(matches!(alerts.test, TryOut::Sent { .. }));
    alerts.tick(at(11_000));
    assert_eq!(alerts.test, TryOut::Lost);

    let mut unconnected = Alerts::new(BrowserId(1), PageId(2), state(Permission::Granted));
    assert!(unconnected.send_test(TEST, at(10)).is_empty());
    assert_eq!(unconnected.test, TryOut::NoConnection);
}

#[test]
fn whenever_delivery_is_told_the_availability_is_looked_at_too() {
    let mut alerts = connected(state(Permission::Granted));
    let told = ToBrowser::Health(health(Some(5), &["Service desk"]));
    let effects = alerts.frame(1, told.clone(), at(10));
    assert!(effects.contains(&Effect::LookAtAvailability));
    // The same again: then it was the agent's own choice that changed.
    let effects = alerts.frame(1, told, at(11));
    assert_eq!(effects, [Effect::LookAtAvailability]);
    // And so it may have while there was no line.
    let effects = alerts.frame(1, welcome(), at(12));
    assert_eq!(effects, [Effect::LookAtAvailability]);
}
