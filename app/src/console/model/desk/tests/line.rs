//! The line to the server: what is said on a new one, what is asked for again, and when there is none any more.

use super::*;

#[test]
fn a_socket_that_opens_is_told_where_the_page_stopped() {
    let mut desk = desk();
    desk.start(moment(0), Time(1_000_000));
    let frames = sent(desk.socket_opened(1, moment(10)));
    let feed = Cursor {
        epoch: Epoch(5),
        seq: Seq(4),
    };
    let here = Cursor {
        epoch: Epoch(5),
        seq: Seq(2),
    };
    assert_eq!(
        frames[..2],
        [
            FromAgent::Hello {
                revision: REVISION,
                space: "HELP".into(),
                feed: Some(feed)
            },
            FromAgent::Open {
                conversation: CHAT,
                cursor: Some(here)
            },
        ]
    );
}

#[test]
fn older_chats_that_were_asked_for_on_a_lost_socket_can_be_asked_for_again() {
    let mut desk = connected();
    let ended = Place::Ended {
        at: Time(5),
        how: Ending::ByCustomer,
        agent: None,
    };
    desk.inbox.rows.push(row(ended, 3));
    let asks = |desk: &mut Desk| {
        let frames = sent(desk.load_earlier());
        frames.contains(&FromAgent::Earlier { before: Time(5) })
    };
    assert!(asks(&mut desk));
    assert!(!asks(&mut desk), "it is coming");
    desk.socket_closed(1, 1006, moment(20));
    assert!(!desk.earlier_asked, "and now it is not");
    desk.nudged(moment(30));
    desk.socket_opened(2, moment(31));
    let resumed = ToAgent::FeedResumed {
        epoch: Epoch(5),
        now: Time(1_000_031),
    };
    desk.frame(2, resumed, moment(32));
    assert!(asks(&mut desk));
}

#[test]
fn a_gap_in_the_feed_or_the_conversation_is_asked_for_again() {
    let mut desk = connected();
    let gap = ToAgent::Feed(FeedEvent {
        seq: Seq(6),
        row: waiting(3),
    });
    let frames = sent(desk.frame(1, gap, moment(20)));
    assert!(matches!(
        frames[..],
        [FromAgent::ResyncFeed {
            cursor: Some(Cursor { seq: Seq(4), .. })
        }]
    ));
    let frames = sent(desk.frame(1, agent_wrote(9, 1), moment(21)));
    assert!(matches!(
        frames[..],
        [FromAgent::Open {
            conversation: CHAT,
            cursor: Some(Cursor { seq: Seq(2), .. })
        }]
    ));
}

#[test]
fn a_heartbeat_that_is_ahead_reveals_what_was_lost_in_silence() {
    let mut desk = connected();
    let heads = |feed, conversation| ToAgent::Heads {
        feed: Seq(feed),
        conversation: Some((CHAT, Seq(conversation))),
        now: Time(1_000_050),
    };
    assert!(sent(desk.frame(1, heads(4, 2), moment(50))).is_empty());
    assert_eq!(sent(desk.frame(1, heads(5, 3), moment(51))).len(), 2);
}

#[test]
fn a_restored_backup_is_noticed_and_nothing_of_the_other_life_is_kept() {
    let mut desk = connected();
    desk.go_to(Some(ConversationId(8)));
    desk.frame(
        1,
        ToAgent::FeedSnapshot {
            epoch: Epoch(6),
            now: Time(0),
            inbox: Inbox::default(),
        },
        moment(20),
    );
    let frames = sent(desk.go_to(Some(CHAT)));
    assert_eq!(
        frames,
        [FromAgent::Open {
            conversation: CHAT,
            cursor: None
        }]
    );
}

#[test]
fn what_an_old_socket_still_delivers_is_ignored() {
    let mut desk = connected();
    desk.socket_closed(1, 1006, moment(20));
    desk.nudged(moment(21));
    desk.frame(1, agent_wrote(3, 9), moment(22));
    assert_eq!(desk.here().map(|opened| opened.view.seq), Some(Seq(2)));
}

#[test]
fn a_goodbye_with_reload_keeps_the_outbox_and_loads_the_page_anew() {
    let mut desk = connected();
    desk.order(CommandId(9), write("hi"));
    let effects = desk.frame(
        1,
        ToAgent::Bye {
            retry_after: Millis(700),
            reload: true,
        },
        moment(20),
    );
    assert_eq!(effects.first(), Some(&Effect::SaveOutbox));
    assert_eq!(effects.last(), Some(&Effect::Reload(Millis(700))));
    let stored = desk.outbox.to_bytes();
    let mut reloaded = self::desk();
    reloaded.restore_outbox(&stored);
    reloaded.start(moment(0), Time(0));
    let again = sent(reloaded.socket_opened(1, moment(1)));
    assert!(matches!(
        again.last(),
        Some(FromAgent::Do {
            id: CommandId(9),
            ..
        })
    ));
}

#[test]
fn lost_rights_stop_the_link_and_say_so() {
    for (code, lost) in [
        (close::SIGNED_OUT, Lost::Session),
        (close::NOT_ALLOWED, Lost::Rights),
        (close::DISABLED, Lost::Account),
    ] {
        let mut desk = connected();
        desk.socket_closed(1, code, moment(20));
        assert_eq!(desk.lost, Some(lost));
        assert!(desk.nudged(moment(21)).is_empty());
    }
}
