//! What a desk keeps: words through another life of the store and until the tab is closed, and chats that had no place in
//! the list.

use baton_core::inbox::WAITING_SHOWN;

use super::*;
use crate::console::model::Held;

fn snapshot(epoch: u64, inbox: Inbox) -> ToAgent {
    ToAgent::FeedSnapshot {
        epoch: Epoch(epoch),
        now: Time(0),
        inbox,
    }
}

#[test]
fn what_was_acknowledged_before_a_backup_was_restored_and_never_seen_is_sent_again() {
    let mut desk = connected();
    desk.order(CommandId(9), write("hi"));
    let done = ToAgent::Done {
        id: CommandId(9),
        seq: Seq(3),
    };
    desk.frame(1, done, moment(20));
    let again = |frames: &[FromAgent]| {
        frames
            .iter()
            .any(|frame| matches!(frame, FromAgent::Do { id, .. } if *id == CommandId(9)))
    };
    // The same life: the event is on its way.
    let frames = sent(desk.frame(1, snapshot(5, Inbox::default()), moment(30)));
    assert!(!again(&frames));
    let effects = desk.frame(1, snapshot(6, Inbox::default()), moment(40));
    assert!(effects.contains(&Effect::SaveOutbox));
    assert!(again(&sent(effects)));
    let entry = desk.outbox.get(CommandId(9)).unwrap();
    assert_eq!(entry.progress, Progress::Sending);
}

#[test]
fn only_words_that_the_server_has_not_stored_are_asked_about_when_the_tab_is_closed() {
    let mut desk = connected();
    assert_eq!(desk.held_words(), Held::Nothing);
    desk.order(CLAIM, claim());
    assert_eq!(
        desk.held_words(),
        Held::Nothing,
        "a button is pressed again"
    );
    desk.order(CommandId(9), write("hi"));
    assert_eq!(desk.held_words(), Held::OnTheirWay);
    let done = ToAgent::Done {
        id: CommandId(9),
        seq: Seq(3),
    };
    desk.frame(1, done, moment(20));
    assert_eq!(
        desk.held_words(),
        Held::Nothing,
        "it is on disk, though not on screen"
    );
    desk.order(CommandId(10), write("and"));
    let no = ToAgent::Refused {
        id: CommandId(10),
        why: Refusal::Unavailable,
    };
    desk.frame(1, no, moment(30));
    desk.order(CommandId(11), write("more"));
    assert_eq!(desk.held_words(), Held::Words);
    // A page that is asked to load itself anew takes them along.
    let bye = ToAgent::Bye {
        retry_after: Millis(0),
        reload: true,
    };
    desk.frame(1, bye, moment(40));
    assert_eq!(desk.held_words(), Held::Nothing);
}

fn chat(number: usize) -> InboxRow {
    InboxRow {
        conversation: ConversationId(1_000 + number as u128),
        ..waiting(1)
    }
}

/// As many wait as the list holds, and nobody knows how many more.
fn crowded() -> Inbox {
    Inbox {
        rows: (0..WAITING_SHOWN).map(chat).collect(),
        seq: Seq(10),
        has_earlier: false,
    }
}

/// Ben claims some; the last frames that the page sends.
fn claimed(desk: &mut Desk, numbers: std::ops::Range<usize>) -> Vec<FromAgent> {
    let mut frames = Vec::new();
    for number in numbers {
        let place = Place::Assigned {
            agent: agent(2, "Ben"),
            since: Time(0),
            reply_due: None,
        };
        let row = InboxRow {
            conversation: chat(number).conversation,
            ..row(place, 2)
        };
        let seq = desk.inbox.seq.next();
        frames = sent(desk.frame(1, ToAgent::Feed(FeedEvent { seq, row }), moment(20)));
    }
    frames
}

#[test]
fn the_rest_of_a_crowd_is_asked_for_once_as_the_list_empties() {
    let ask = [FromAgent::ResyncFeed { cursor: None }];
    let mut desk = connected();
    desk.frame(1, snapshot(5, crowded()), moment(10));
    assert_eq!(claimed(&mut desk, 0..49), []);
    assert_eq!(claimed(&mut desk, 49..50), ask);
    assert_eq!(claimed(&mut desk, 50..150), [], "it is on its way");
    // It never came on that socket.
    let resumed = ToAgent::FeedResumed {
        epoch: Epoch(5),
        now: Time(0),
    };
    assert_eq!(sent(desk.frame(1, resumed, moment(30))), ask);
    let mut rest = crowded();
    rest.rows.truncate(WAITING_SHOWN - 1);
    desk.frame(1, snapshot(5, rest), moment(40));
    assert_eq!(claimed(&mut desk, 0..200), [], "there is no rest any more");
}
