//! The opened conversation and its customer.

use super::*;

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
