//! Alerts on their way to the one who shows them: whether they may be raised, and who makes the sound.

use super::*;

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
fn what_is_selected_is_told_so_that_this_browser_is_the_one_used_last() {
    let alerts = connected(state(Permission::Granted));
    let effects = alerts.clicked(id(3));
    assert_eq!(sent(&effects), [&FromBrowser::Clicked { alert: id(3) }]);
}
