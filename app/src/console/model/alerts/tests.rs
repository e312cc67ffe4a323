//! The page's half against a server and a browser that the tests play.

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
fn an_alert_is_handed_over_and_acknowledged_as_soon_as_it_is_dealt_with() {
    for dealt_with in [Shown::Raised, Shown::Known, Shown::Quiet] {
        let mut alerts = connected(state(Permission::Granted));
        let handed = handed(alerts.frame(1, alert(AlertKind::NewChat), at(10)));
        assert!(handed.may);
        let effects = alerts.shown(handed.alert.id, dealt_with);
        assert_eq!(sent(&effects), [&FromBrowser::Shown { alert: id(3) }]);
    }
    let mut alerts = connected(state(Permission::Granted));
    let effects = alerts.shown(id(3), Shown::Failed);
    assert_eq!(sent(&effects), [&FromBrowser::Failed { alert: id(3) }]);
}

#[test]
fn a_browser_without_permission_makes_the_sound_once_and_acknowledges_nothing() {
    let mut alerts = connected(state(Permission::Denied));
    alerts.is_audible(true);
    let handed = handed(alerts.frame(1, alert(AlertKind::NewChat), at(10)));
    assert!(!handed.may);
    assert_eq!(
        alerts.shown(id(3), Shown::Fresh),
        [Effect::Play(Sound::Chime)]
    );
    assert_eq!(alerts.shown(id(3), Shown::Known), []);
}

#[test]
fn one_sound_is_made_for_an_alert_by_this_page_or_by_the_system_and_none_when_muted() {
    for (audible, sound, silent, played) in [
        (false, Sound::Bell, false, None),
        (true, Sound::Bell, true, Some(Effect::Play(Sound::Bell))),
        (true, Sound::Muted, true, None),
        (false, Sound::Muted, true, None),
    ] {
        let mut alerts = connected(state(Permission::Granted));
        alerts.is_audible(audible);
        let settings = AlertSettings {
            sound,
            ..AlertSettings::default()
        };
        alerts.frame(1, ToBrowser::Settings(settings), at(5));
        let handed = handed(alerts.frame(1, alert(AlertKind::NewChat), at(10)));
        assert_eq!(handed.silent, silent, "{audible} {sound:?}");
        let effects = alerts.shown(id(3), Shown::Raised);
        let heard = effects
            .into_iter()
            .find(|effect| matches!(effect, Effect::Play(_)));
        assert_eq!(heard, played, "{audible} {sound:?}");
        let known = alerts.shown(id(3), Shown::Known);
        assert!(!known.iter().any(|effect| matches!(effect, Effect::Play(_))));
    }
}

#[test]
fn a_conversation_is_in_front_only_where_it_is_shown_and_looked_at() {
    let other = ConversationId(8);
    for (page, conversation, quiet_in, expected) in [
        (inbox(Some(CHAT), Attention::Focused), CHAT, None, true),
        (inbox(Some(CHAT), Attention::Visible), CHAT, None, false),
        (inbox(Some(CHAT), Attention::Hidden), CHAT, None, false),
        (inbox(Some(CHAT), Attention::Focused), other, None, false),
        (inbox(None, Attention::Focused), CHAT, None, false),
        (inbox(None, Attention::Focused), CHAT, Some("HELP"), true),
        (inbox(None, Attention::Focused), CHAT, Some("SALES"), false),
        (inbox(None, Attention::Visible), CHAT, Some("HELP"), false),
        (state(Permission::Granted), CHAT, Some("HELP"), false),
    ] {
        let alerts = connected(page.clone());
        assert_eq!(
            alerts.is_in_front(conversation, quiet_in),
            expected,
            "{page:?} {conversation:?} {quiet_in:?}"
        );
    }
}

#[test]
fn only_chats_of_the_queue_are_kept_quiet_in_a_watched_inbox_and_only_if_the_agent_wants_it() {
    for (kind, wanted, expected) in [
        (AlertKind::NewChat, true, Some("HELP")),
        (AlertKind::CameBack, true, Some("HELP")),
        (AlertKind::NewChat, false, None),
        (AlertKind::NewMessage, true, None),
        (AlertKind::Assigned, true, None),
        (AlertKind::ReplyNearlyOver, true, None),
    ] {
        let mut alerts = connected(state(Permission::Granted));
        let settings = AlertSettings {
            quiet_in_inbox: wanted,
            ..AlertSettings::default()
        };
        alerts.frame(1, ToBrowser::Settings(settings), at(5));
        let handed = handed(alerts.frame(1, alert(kind), at(10)));
        assert_eq!(handed.quiet_in.as_deref(), expected, "{kind:?} {wanted}");
    }
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
fn what_is_selected_is_told_so_that_this_browser_is_the_one_used_last() {
    let alerts = connected(state(Permission::Granted));
    let effects = alerts.clicked(id(3));
    assert_eq!(sent(&effects), [&FromBrowser::Clicked { alert: id(3) }]);
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
