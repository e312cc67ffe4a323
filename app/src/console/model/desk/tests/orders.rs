//! What the agent does: it is sent once, and what became of it is said.

use super::*;

#[test]
fn a_message_is_sent_once_a_socket_and_again_with_its_id_on_the_next() {
    let mut desk = desk();
    desk.start(moment(0), Time(0));
    let offline = desk.order(CommandId(9), write("hi"));
    assert_eq!(offline, [Effect::SaveOutbox]);
    let is_do = |frame: &FromAgent| {
        matches!(
            frame,
            FromAgent::Do {
                id: CommandId(9),
                ..
            }
        )
    };
    let frames = sent(desk.socket_opened(1, moment(1)));
    assert_eq!(frames.iter().filter(|frame| is_do(frame)).count(), 1);
    desk.socket_closed(1, 1006, moment(2));
    desk.nudged(moment(3));
    let frames = sent(desk.socket_opened(2, moment(4)));
    assert_eq!(frames.iter().filter(|frame| is_do(frame)).count(), 1);
}

#[test]
fn an_echo_goes_when_its_event_is_there_whichever_comes_first() {
    for event_first in [true, false] {
        let mut desk = connected();
        desk.order(CommandId(9), write("hi"));
        let done = ToAgent::Done {
            id: CommandId(9),
            seq: Seq(3),
        };
        let event = agent_wrote(3, 9);
        if event_first {
            desk.frame(1, event, moment(20));
            assert!(desk.outbox.entries().is_empty());
            desk.frame(1, done, moment(21));
        } else {
            desk.frame(1, done, moment(20));
            assert_eq!(
                desk.outbox.entries()[0].progress,
                Progress::Done(Seq(3)),
                "sent, but not shown by the log yet"
            );
            desk.frame(1, event, moment(21));
        }
        assert!(desk.outbox.entries().is_empty());
    }
}

#[test]
fn a_lost_race_says_who_won() {
    let mut desk = connected();
    desk.order(CLAIM, claim());
    assert!(desk.on_its_way(CHAT).is_some());
    let ben = agent(2, "Ben");
    desk.frame(
        1,
        ToAgent::Refused {
            id: CLAIM,
            why: Refusal::Rejected(Rejection::AlreadyClaimed { by: ben.clone() }),
        },
        moment(30),
    );
    assert_eq!(
        desk.notice,
        Some(Notice {
            conversation: CHAT,
            trouble: Trouble::LostRace { by: ben }
        })
    );
    assert!(desk.on_its_way(CHAT).is_none());
}

#[test]
fn words_that_were_refused_stay_until_the_agent_decides() {
    let mut desk = connected();
    desk.order(CommandId(9), write("hi"));
    desk.frame(
        1,
        ToAgent::Refused {
            id: CommandId(9),
            why: Refusal::Unavailable,
        },
        moment(30),
    );
    assert_eq!(
        desk.outbox.entries()[0].progress,
        Progress::Failed(Refusal::Unavailable)
    );
    let retried = sent(desk.retry(CommandId(9)));
    assert!(matches!(
        retried[..],
        [FromAgent::Do {
            id: CommandId(9),
            ..
        }]
    ));
    let (order, _) = desk.take_back(CommandId(9));
    assert_eq!(order, Some(write("hi")));
}
