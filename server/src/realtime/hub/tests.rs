use baton_core::event::{Event, EventBody};
use baton_core::id::Seq;
use baton_core::time::Time;

use super::super::mailbox::{Holder, News, Typist};
use super::*;

const SPACE: SpaceId = SpaceId(1);

fn customer(hub: &Hub, id: u128) -> Seat {
    hub.join(Holder {
        principal: Principal::Customer(CustomerId(id)),
        space: Some(SPACE),
        session: [u8::try_from(id).unwrap(); 32],
    })
}

fn agent(hub: &Hub, id: u128) -> Seat {
    hub.join(Holder {
        principal: Principal::Account(AccountId(id)),
        space: Some(SPACE),
        session: [u8::try_from(100 + id).unwrap(); 32],
    })
}

fn hint(conversation: u128, seq: u64) -> Hint {
    let body = EventBody::EmailGiven { email: None };
    let event = Event {
        seq: Seq(seq),
        at: Time(0),
        body,
    };
    Hint {
        space: SPACE,
        conversation: ConversationId(conversation),
        head: Seq(seq),
        feed_head: None,
        events: Some(Arc::new([event])),
        feed: None,
        alerts: None,
    }
}

#[test]
fn only_those_who_follow_a_conversation_hear_of_it() {
    let hub = Hub::new();
    let (mut one, mut other) = (customer(&hub, 1), customer(&hub, 2));
    one.follow(Some(ConversationId(1)));
    other.follow(Some(ConversationId(2)));
    assert_eq!(hub.deliver(&hint(1, 5)), None);
    assert!(matches!(
        one.mailbox().take().unwrap().conversation,
        News::Shortcut(_)
    ));
    assert!(other.mailbox().take().is_none());
}

#[test]
fn a_page_that_had_no_conversation_yet_learns_of_one_that_another_page_began() {
    let hub = Hub::new();
    let page = customer(&hub, 1);
    assert_eq!(hub.deliver(&hint(7, 1)), Some(ConversationId(7)));
    hub.belongs(CustomerId(1), ConversationId(7));
    assert_eq!(
        page.mailbox().take().unwrap().belongs,
        Some(ConversationId(7))
    );
}

#[test]
fn lost_hints_make_everybody_read_the_log() {
    let hub = Hub::new();
    let seats = [customer(&hub, 1), agent(&hub, 1)];
    hub.look_everywhere();
    for seat in &seats {
        let post = seat.mailbox().take().unwrap();
        assert!(matches!(post.conversation, News::Log) && post.feed);
    }
}

#[test]
fn typing_is_shown_to_the_other_side_only() {
    let hub = Hub::new();
    let (mut customer, mut agent) = (customer(&hub, 1), agent(&hub, 1));
    customer.follow(Some(ConversationId(1)));
    agent.follow(Some(ConversationId(1)));
    hub.typing(ConversationId(1), &Typist::Customer);
    assert!(customer.mailbox().take().is_none());
    assert!(agent.mailbox().take().is_some());
    hub.typing(ConversationId(1), &Typist::Agent("Ana".into()));
    assert!(customer.mailbox().take().is_some());
    assert!(agent.mailbox().take().is_none());
}

#[test]
fn a_changed_offer_is_told_to_the_customers_and_the_agents_of_its_space() {
    let hub = Hub::new();
    let (customer, agent) = (customer(&hub, 1), agent(&hub, 1));
    assert!(hub.spaces_with_pages().contains(&SPACE));
    hub.offer_changed(SPACE);
    for seat in [&customer, &agent] {
        assert!(seat.mailbox().take().is_some_and(|post| post.offer));
    }
    hub.offer_changed(SpaceId(2));
    assert!(customer.mailbox().take().is_none() && agent.mailbox().take().is_none());
    drop(customer);
    assert!(
        hub.spaces_with_pages().contains(&SPACE),
        "an agent is there"
    );
    drop(agent);
    assert!(hub.spaces_with_pages().is_empty());
}

#[test]
fn a_closed_session_concerns_its_own_sockets_only() {
    let hub = Hub::new();
    let (one, other) = (agent(&hub, 1), agent(&hub, 2));
    hub.revoke(&Revocation::Session([101; 32]));
    assert!(one.mailbox().take().unwrap().revoked);
    assert!(other.mailbox().take().is_none());
    hub.revoke(&Revocation::Account(AccountId(2)));
    assert!(one.mailbox().take().is_none());
    assert!(other.mailbox().take().unwrap().revoked);
}

#[test]
fn who_leaves_leaves_nothing_behind() {
    let hub = Hub::new();
    let mut seats = vec![customer(&hub, 1), customer(&hub, 2), agent(&hub, 1)];
    for (index, seat) in (0..).zip(&mut seats) {
        seat.follow(Some(ConversationId(index)));
        seat.follow(Some(ConversationId(index + 10)));
    }
    assert_eq!(hub.sockets(), 3);
    seats.clear();
    let registry = hub.registry();
    assert!(registry.sockets.is_empty() && registry.followers.is_empty());
    assert!(registry.agents.is_empty() && registry.customers.is_empty());
    assert!(registry.strangers.is_empty());
}
