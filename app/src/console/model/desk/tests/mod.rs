//! The desk against a server that the tests play.

mod keeping;
mod line;
mod opened;
mod orders;

use baton_core::client::Progress;
use baton_core::command::Rejection;
use baton_core::conversation::{LastWords, Speaker};
use baton_core::event::Ending;
use baton_core::id::{AccountId, CommandId, CustomerId, LiveChatId, MessageId, Seq, WorkItemId};
use baton_core::inbox::{FeedEvent, InboxRow, Place};
use baton_core::offer::Obstacle;
use baton_core::people::{CustomerKind, CustomerProfile};
use baton_core::view::{AgentBody, AgentEvent, AgentTalk, AgentView};
use baton_core::wire::{Refusal, ToAgent, close};
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
