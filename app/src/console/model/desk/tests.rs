//! The desk against a server that the tests play.

mod keeping;

use baton_core::client::Progress;
use baton_core::command::Rejection;
use baton_core::conversation::{LastWords, Speaker};
use baton_core::event::Ending;
use baton_core::id::{AccountId, CommandId, CustomerId, LiveChatId, MessageId, Seq, WorkItemId};
use baton_core::inbox::{FeedEvent, InboxRow, Place};
use baton_core::offer::Obstacle;
use baton_core::people::{CustomerKind, CustomerProfile};
use baton_core::view::{AgentBody, AgentEvent, AgentTalk, AgentView};
use baton_core::wire::ToAgent;
use baton_core::work_item::Stretch;

use super::*;
use crate::console::model::{Standing, Viewer};

const CHAT: ConversationId = ConversationId(7);
const CLAIM: CommandId = CommandId(100);

fn moment(now: i64) -> Moment {
    Moment {
        now: Time(now),
        dice: 0.5,
    }
}

fn agent(id: u128, name: &str) -> AgentRef {
    AgentRef {
        id: AccountId(id),
        name: name.into(),
    }
}

fn customer() -> CustomerProfile {
    CustomerProfile {
        id: CustomerId(3),
        name: "Casey".into(),
        email: None,
        kind: CustomerKind::SignedIn,
    }
}

fn row(place: Place, head: u64) -> InboxRow {
    InboxRow {
        conversation: CHAT,
        customer: CustomerId(3),
        customer_name: "Casey".into(),
        place,
        last_words: Some(LastWords {
            by: Speaker::Customer,
            text: "hello?".into(),
            at: Time(0),
            seq: Seq(head),
        }),
        work_item: None,
        head: Seq(head),
    }
}

fn waiting(head: u64) -> InboxRow {
    row(
        Place::Unassigned {
            since: Time(0),
            assign_due: Time(180_000),
        },
        head,
    )
}

fn desk() -> Desk {
    Desk::new(ConsoleSnapshot {
        me: agent(1, "Ana"),
        space: SpaceRef {
            key: "HELP".into(),
            name: "Northwind Help".into(),
        },
        viewer: Viewer {
            standing: Standing::Agent,
            has_other_spaces: false,
            teams: Vec::new(),
        },
        epoch: Epoch(5),
        now: Time(1_000_000),
        inbox: Inbox {
            rows: Vec::new(),
            seq: Seq(4),
            has_earlier: false,
        },
        opened: OpenedSnapshot::Here {
            conversation: CHAT,
            view: Box::new(AgentView {
                seq: Seq(2),
                ..AgentView::empty()
            }),
            customer: customer(),
            talk: None,
        },
        offer: Offer::default(),
        time_to_assign: Millis::minutes(3),
        time_to_reply: Millis::minutes(5),
    })
}

/// A desk with an open socket of generation 1.
fn connected() -> Desk {
    let mut desk = desk();
    desk.start(moment(0), Time(1_000_000));
    desk.socket_opened(1, moment(10));
    desk
}

fn sent(effects: Vec<Effect>) -> Vec<FromAgent> {
    let frame = |effect| match effect {
        Effect::Send(frame) => Some(frame),
        _ => None,
    };
    effects.into_iter().filter_map(frame).collect()
}

fn write(text: &str) -> Order {
    Order {
        conversation: CHAT,
        action: AgentAction::Write { text: text.into() },
    }
}

fn claim() -> Order {
    Order {
        conversation: CHAT,
        action: AgentAction::Claim {
            work_item: WorkItemId(1),
        },
    }
}

fn agent_wrote(seq: u64, message: u128) -> ToAgent {
    ToAgent::Event {
        conversation: CHAT,
        previous: Seq(seq - 1),
        event: AgentEvent {
            seq: Seq(seq),
            at: Time(0),
            body: AgentBody::AgentWrote {
                message: MessageId(message),
                agent: agent(1, "Ana"),
                text: "hi".into(),
            },
        },
    }
}

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
fn what_is_offered_is_what_the_server_said_last() {
    let mut desk = connected();
    let closed = Offer {
        obstacles: vec![Obstacle::NobodyAvailable],
    };
    desk.frame(1, ToAgent::Offer(closed.clone()), moment(20));
    assert_eq!(desk.offer, closed);
    desk.frame(1, ToAgent::Offer(Offer::default()), moment(21));
    assert!(desk.offer.is_open());
}

#[test]
fn the_talk_with_rovo_that_comes_after_a_snapshot_belongs_to_its_conversation_only() {
    let talk = AgentTalk {
        stretch: Stretch {
            from: Seq(1),
            to: Seq(3),
        },
        entries: Vec::new(),
        has_earlier: false,
    };
    let of = |conversation| ToAgent::Talk {
        conversation,
        talk: talk.clone(),
    };
    let mut desk = connected();
    desk.frame(1, of(ConversationId(8)), moment(20));
    assert_eq!(desk.here().unwrap().talk, None);
    desk.frame(1, of(CHAT), moment(21));
    assert_eq!(desk.here().unwrap().talk, Some(talk));
}

#[test]
fn the_customer_is_told_of_typing_every_few_seconds_and_in_each_chat() {
    let mut desk = connected();
    let is_told = |desk: &mut Desk, now| {
        let frames = sent(desk.typing(moment(now)));
        assert!(
            frames
                .iter()
                .all(|frame| matches!(frame, FromAgent::Typing { .. }))
        );
        !frames.is_empty()
    };
    assert!(is_told(&mut desk, 1_000));
    assert!(!is_told(&mut desk, 3_999));
    assert!(is_told(&mut desk, 4_000));
    desk.go_to(Some(ConversationId(8)));
    assert!(is_told(&mut desk, 4_001), "this customer has not been told");
    desk.socket_closed(1, 1006, moment(5_000));
    assert!(!is_told(&mut desk, 60_000), "there is nobody to tell");
    desk.nudged(moment(60_001));
    desk.socket_opened(2, moment(60_002));
    assert!(is_told(&mut desk, 60_003));
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
fn a_new_chat_is_announced_once() {
    let mut desk = connected();
    let feed = |seq, head| {
        ToAgent::Feed(FeedEvent {
            seq: Seq(seq),
            row: waiting(head),
        })
    };
    let first = desk.frame(1, feed(5, 3), moment(20));
    assert_eq!(
        first,
        [Effect::Announce(Announcement::NewChat {
            customer: CustomerId(3),
            name: "Casey".into()
        })]
    );
    assert!(desk.frame(1, feed(6, 4), moment(21)).is_empty());
    assert_eq!(desk.unassigned(), 1);
}

#[test]
fn coming_back_to_a_conversation_shows_it_at_once_and_asks_for_the_rest() {
    let mut desk = connected();
    let other = ConversationId(8);
    let frames = sent(desk.go_to(Some(other)));
    assert_eq!(
        frames,
        [FromAgent::Open {
            conversation: other,
            cursor: None
        }]
    );
    assert_eq!(desk.open, Open::Loading(other));
    let frames = sent(desk.go_to(Some(CHAT)));
    assert!(desk.here().is_some());
    assert!(matches!(
        frames[..],
        [FromAgent::Open {
            cursor: Some(Cursor { seq: Seq(2), .. }),
            ..
        }]
    ));
    assert_eq!(sent(desk.go_to(None)), [FromAgent::Close]);
}

#[test]
fn a_snapshot_of_a_conversation_that_was_left_changes_nothing() {
    let mut desk = connected();
    desk.go_to(None);
    desk.frame(
        1,
        ToAgent::Snapshot {
            conversation: CHAT,
            view: AgentView::empty(),
            customer: customer(),
        },
        moment(20),
    );
    assert_eq!(desk.open, Open::None);
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

#[test]
fn words_are_seen_only_while_the_page_is_watched() {
    let mut desk = connected();
    desk.seen.restore("");
    let mine = row(
        Place::Assigned {
            agent: agent(1, "Ana"),
            since: Time(0),
            reply_due: None,
        },
        3,
    );
    let event = ToAgent::Event {
        conversation: CHAT,
        previous: Seq(2),
        event: AgentEvent {
            seq: Seq(3),
            at: Time(0),
            body: AgentBody::CustomerWrote {
                message: MessageId(1),
                text: "hello?".into(),
                reply_due: None,
            },
        },
    };
    desk.frame(1, event, moment(20));
    assert!(desk.seen.is_unread(&mine, desk.me.id));
    let effects = desk.watch(true);
    assert!(effects.contains(&Effect::SaveSeen));
    assert!(!desk.seen.is_unread(&mine, desk.me.id));
}

#[test]
fn where_the_agent_stands_follows_the_baton() {
    let mut desk = connected();
    let mut stand = |body| {
        let Open::Here(opened) = &mut desk.open else {
            unreachable!()
        };
        let seq = opened.view.seq;
        opened.view.apply(
            seq,
            AgentEvent {
                seq: seq.next(),
                at: Time(0),
                body,
            },
        );
        opened.stand(AccountId(1))
    };
    let claimed = |id| AgentBody::Claimed {
        chat: LiveChatId(1),
        agent: agent(id, "A"),
        reply_due: Time(9),
    };
    assert_eq!(
        stand(AgentBody::Requested {
            chat: LiveChatId(1),
            by: baton_core::event::Requester::Customer,
            assign_due: Time(9),
        }),
        Stand::Waiting
    );
    assert_eq!(stand(claimed(2)), Stand::Colleagues);
    assert_eq!(stand(claimed(1)), Stand::Mine);
}

#[test]
fn a_customer_who_changes_their_name_is_called_by_it_in_the_open_conversation_and_nobody_is_alerted()
 {
    let mut desk = connected();
    let feed = |seq, name: &str| {
        let mut row = waiting(2);
        row.customer_name = name.into();
        ToAgent::Feed(FeedEvent { seq: Seq(seq), row })
    };
    desk.frame(1, feed(5, "Casey"), moment(20));
    let effects = desk.frame(1, feed(6, "Casey Moreau"), moment(21));
    assert_eq!(effects, []);
    assert_eq!(
        desk.here().map(|opened| opened.customer.name.as_str()),
        Some("Casey Moreau")
    );
}

#[test]
fn a_guest_who_becomes_known_is_called_by_name_at_once_and_the_rest_of_the_profile_is_asked_for() {
    let guest = CustomerProfile {
        name: String::new(),
        kind: CustomerKind::Guest,
        ..customer()
    };
    let mut desk = connected();
    let snapshot = |customer: CustomerProfile| ToAgent::Snapshot {
        conversation: CHAT,
        view: AgentView::empty(),
        customer,
    };
    desk.frame(1, snapshot(guest), moment(20));
    let feed = |seq, name: &str| {
        let mut row = waiting(2);
        row.customer_name = name.into();
        ToAgent::Feed(FeedEvent { seq: Seq(seq), row })
    };
    desk.frame(1, feed(5, ""), moment(21));
    let effects = desk.frame(1, feed(6, "Casey"), moment(22));
    let asks = Effect::Send(FromAgent::Open {
        conversation: CHAT,
        cursor: None,
    });
    assert_eq!(effects, [asks]);
    let known = |desk: &Desk| desk.here().map(|opened| opened.customer.clone()).unwrap();
    assert_eq!(known(&desk).name, "Casey");
    desk.frame(1, snapshot(customer()), moment(23));
    assert_eq!(known(&desk), customer());
    assert_eq!(desk.frame(1, feed(7, "Casey"), moment(24)), []);
}
