use baton_core::event::Ending;
use baton_core::id::{AccountId, CustomerId, Epoch, LiveChatId, MessageId, WorkItemId};
use baton_core::inbox::{Inbox, InboxRow, Place};
use baton_core::people::CustomerKind;
use baton_core::time::{Millis, Time};
use baton_core::view::{AgentBody, AgentEvent};
use baton_core::work_item::{Cause, Status, Stretch};

use super::*;
use crate::console::model::Standing;

const CONVERSATION: ConversationId = ConversationId(7);
const CHAT: LiveChatId = LiveChatId(1);
const ITEM: WorkItemId = WorkItemId(12);
const NOW: Moment = Moment {
    now: Time(0),
    dice: 0.5,
};

fn ana() -> AgentRef {
    AgentRef {
        id: AccountId(1),
        name: "Ana".into(),
    }
}

fn item() -> WorkItem {
    WorkItem {
        id: ITEM,
        number: 12,
        key: "HELP-12".into(),
        summary: "The lift".into(),
        description: String::new(),
        context: Stretch {
            from: Seq(1),
            to: Seq(2),
        },
        live_chat: Some(CHAT),
        label: None,
        team: None,
        assignee: None,
        status: Status::Open,
        cause: Cause::Claimed,
        created_at: Time(0),
    }
}

fn event(seq: u64, body: AgentBody) -> AgentEvent {
    AgentEvent {
        seq: Seq(seq),
        at: Time(0),
        body,
    }
}

fn wrote(seq: u64) -> AgentEvent {
    let body = AgentBody::CustomerWrote {
        message: MessageId(u128::from(seq)),
        text: format!("words {seq}"),
        reply_due: None,
    };
    event(seq, body)
}

/// A page that was rendered when the chat had come to position 4.
fn page() -> LiveItem {
    let mut view = AgentView::empty();
    view.header.items = vec![item()];
    view.entries = vec![
        wrote(1),
        event(3, AgentBody::ItemCreated { item: item() }),
        wrote(4),
    ];
    view.seq = Seq(4);
    LiveItem::new(ItemSnapshot {
        space: SpaceRef {
            key: "HELP".into(),
            name: "Help".into(),
        },
        me: ana(),
        viewer: Viewer {
            standing: Standing::Agent,
            has_other_spaces: false,
            teams: Vec::new(),
        },
        item: item(),
        conversation: CONVERSATION,
        view,
        customer: customer("Casey"),
        feed: Cursor {
            epoch: Epoch(1),
            seq: Seq(9),
        },
        members: vec![ana()],
        commands: [CommandId(1), CommandId(2), CommandId(3)],
        form: CommentForm::default(),
    })
}

fn customer(name: &str) -> CustomerProfile {
    CustomerProfile {
        id: CustomerId(3),
        name: name.into(),
        email: None,
        kind: CustomerKind::SignedIn,
    }
}

fn connected() -> LiveItem {
    let mut page = page();
    page.start();
    page.socket_opened(1, NOW);
    page
}

fn told(page: &mut LiveItem, previous: u64, event: AgentEvent) -> Vec<Effect> {
    let frame = ToAgent::Event {
        conversation: CONVERSATION,
        previous: Seq(previous),
        event,
    };
    page.frame(1, frame, NOW)
}

fn timeline(page: &LiveItem) -> Vec<u64> {
    let record = page.record();
    record.timeline.iter().map(|entry| entry.seq.0).collect()
}

fn follows_from(effects: &[Effect]) -> Option<u64> {
    effects.iter().find_map(|effect| match effect {
        Effect::Send(FromAgent::Open {
            conversation: CONVERSATION,
            cursor: Some(cursor),
        }) => Some(cursor.seq.0),
        _ => None,
    })
}

#[test]
fn a_page_greets_with_what_it_has_of_both_logs_and_watches_no_inbox() {
    let mut page = page();
    page.start();
    let effects = page.socket_opened(1, NOW);
    let greeting = effects.iter().find_map(|effect| match effect {
        Effect::Send(FromAgent::Hello { space, feed, .. }) => Some((space.as_str(), *feed)),
        _ => None,
    });
    let feed = Cursor {
        epoch: Epoch(1),
        seq: Seq(9),
    };
    assert_eq!(greeting, Some(("HELP", Some(feed))));
    assert_eq!(follows_from(&effects), Some(4));
    let pings = self::effects(vec![Step::Ping]);
    assert_eq!(pings, [Effect::Send(FromAgent::Ping { watching: false })]);
}

#[test]
fn what_happens_in_the_chat_and_to_the_item_is_in_the_page_and_what_comes_after_the_chat_is_not() {
    let mut page = connected();
    told(&mut page, 4, wrote(5));
    let status = AgentBody::ItemStatus {
        work_item: ITEM,
        status: Status::InProgress,
        by: Some(ana()),
    };
    told(&mut page, 5, event(6, status));
    let ended = AgentBody::Ended {
        chat: CHAT,
        how: Ending::ByAgent,
        agent: Some(ana()),
    };
    told(&mut page, 6, event(7, ended));
    told(&mut page, 7, wrote(8));
    assert_eq!(timeline(&page), [3, 4, 5, 6, 7]);
    assert_eq!(page.item().status, Status::InProgress);
    assert!(page.has(CommandId(5)), "it is in the record");
    assert!(!page.has(CommandId(50)));
}

#[test]
fn a_gap_is_asked_for_and_nothing_is_shown_twice() {
    let mut page = connected();
    assert_eq!(follows_from(&told(&mut page, 5, wrote(6))), Some(4));
    assert_eq!(timeline(&page), [3, 4]);
    told(&mut page, 4, wrote(5));
    told(&mut page, 5, wrote(6));
    told(&mut page, 5, wrote(6));
    assert_eq!(timeline(&page), [3, 4, 5, 6]);
    let heads = ToAgent::Heads {
        feed: Seq(9),
        conversation: Some((CONVERSATION, Seq(8))),
        now: Time(0),
    };
    assert_eq!(follows_from(&page.frame(1, heads, NOW)), Some(6));
}

fn snapshot(from: u64, to: u64) -> ToAgent {
    let mut view = AgentView::empty();
    view.header.items = vec![item()];
    view.entries = (from..=to).map(wrote).collect();
    view.seq = Seq(to);
    view.has_earlier = from > 1;
    ToAgent::Snapshot {
        conversation: CONVERSATION,
        view,
        customer: customer("Casey"),
    }
}

#[test]
fn a_snapshot_goes_on_from_what_the_page_has_or_says_what_is_left_out() {
    let mut page = connected();
    page.frame(1, snapshot(5, 9), NOW);
    assert_eq!(timeline(&page), [3, 4, 5, 6, 7, 8, 9]);
    assert!(!page.opened.view.has_earlier);
    page.frame(1, snapshot(20, 22), NOW);
    assert_eq!(timeline(&page), [20, 21, 22]);
    assert!(page.opened.view.has_earlier);
}

#[test]
fn nothing_of_another_life_of_the_store_is_kept() {
    let mut page = connected();
    let frame = ToAgent::FeedSnapshot {
        epoch: Epoch(2),
        now: Time(0),
        inbox: Inbox {
            seq: Seq(2),
            ..Inbox::default()
        },
    };
    page.frame(1, frame, NOW);
    page.frame(1, snapshot(3, 4), NOW);
    assert_eq!(timeline(&page), [3, 4]);
    assert_eq!(page.opened.epoch, Epoch(2));
}

#[test]
fn a_customer_who_has_got_a_name_is_known_anew() {
    let mut page = connected();
    let row = InboxRow {
        conversation: CONVERSATION,
        customer: CustomerId(3),
        customer_name: "Casey Jones".into(),
        place: Place::Ended {
            at: Time(0),
            how: Ending::ByAgent,
            agent: None,
        },
        last_words: None,
        work_item: None,
        head: Seq(4),
    };
    let renamed = FeedEvent { seq: Seq(10), row };
    let effects = page.frame(1, ToAgent::Feed(renamed), NOW);
    assert!(effects.contains(&Effect::Send(FromAgent::Open {
        conversation: CONVERSATION,
        cursor: None,
    })));
    let mut view = page.opened.view.clone();
    view.entries = vec![wrote(4)];
    let frame = ToAgent::Snapshot {
        conversation: CONVERSATION,
        view,
        customer: customer("Casey Jones"),
    };
    page.frame(1, frame, NOW);
    assert_eq!(page.opened.customer.name, "Casey Jones");
    assert_eq!(timeline(&page), [3, 4]);
}

#[test]
fn who_is_signed_out_is_told_so_and_whose_page_is_of_another_build_goes_on_reading_it() {
    let mut page = connected();
    let effects = page.socket_closed(1, close::SIGNED_OUT, NOW);
    assert_eq!(page.lost, Some(Lost::Session));
    assert!(matches!(effects[..], [Effect::Link(Step::Hangup { .. })]));
    let mut page = connected();
    let goodbye = ToAgent::Bye {
        retry_after: Millis(0),
        reload: true,
    };
    let effects = page.frame(1, goodbye, NOW);
    assert!(matches!(effects[..], [Effect::Link(Step::Hangup { .. })]));
    assert_eq!(page.lost, None);
}
