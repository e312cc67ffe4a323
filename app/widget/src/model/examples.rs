//! What the chat does at one exact moment, as examples.

use baton_core::command::Rejection;
use baton_core::id::{CommandId, Epoch, LiveChatId, MessageId, Seq, WorkItemId};
use baton_core::offer::Obstacle;
use baton_core::time::{Millis, Time};
use baton_core::view::{CustomerBody, CustomerEvent, CustomerItem, CustomerPhase};
use baton_core::wire::{CustomerAction, FromCustomer, Refusal, ToCustomer};
use baton_core::work_item::{Cause, Status};

use super::chat::{Chat, Effect, Input, Notice, WORTH_SAYING};
use crate::components::parts::{Glance, Part, Show, parts};
use crate::snapshot::{self, Frame};
use crate::words;

const NOW: Time = Time(1_000_000);

/// A chat whose server has greeted.
fn connected() -> Chat {
    let mut chat = Chat::new(snapshot::empty());
    let (kept, token, seen) = (Vec::new(), None, None);
    give(&mut chat, Input::Start { kept, token, seen });
    give(&mut chat, Input::Opened(1));
    hear(
        &mut chat,
        ToCustomer::Resumed {
            epoch: Epoch(1),
            now: NOW,
        },
    );
    chat
}

fn give(chat: &mut Chat, input: Input) -> Vec<Effect> {
    chat.handle(input, NOW, 0.3)
}

fn hear(chat: &mut Chat, frame: ToCustomer) -> Vec<Effect> {
    give(chat, Input::Frame(1, frame))
}

fn happens(chat: &mut Chat, body: CustomerBody) -> Vec<Effect> {
    let previous = chat.view.seq;
    let (seq, at) = (previous.next(), NOW);
    let event = CustomerEvent { seq, at, body };
    hear(chat, ToCustomer::Event { previous, event })
}

fn write(chat: &mut Chat, id: u128) -> Vec<Effect> {
    let (id, text) = (CommandId(id), "words".to_owned());
    give(chat, Input::Write { id, text })
}

fn click(chat: &mut Chat, id: u128, action: CustomerAction) -> Vec<Effect> {
    let id = CommandId(id);
    give(chat, Input::Act { id, action })
}

fn person() -> CustomerAction {
    CustomerAction::RequestPerson {
        chat: LiveChatId(5),
    }
}

fn request() -> CustomerAction {
    CustomerAction::LeaveAsRequestAt {
        read: Seq(0),
        work_item: WorkItemId(6),
    }
}

fn refused(chat: &mut Chat, id: u128, why: Rejection) -> Vec<Effect> {
    let (id, why) = (CommandId(id), Refusal::Rejected(why));
    hear(chat, ToCustomer::Refused { id, why })
}

/// Which commands go out.
fn sent(effects: &[Effect]) -> Vec<u128> {
    let sent = |effect: &Effect| match effect {
        Effect::Send(FromCustomer::Do { id, .. }) => Some(id.0),
        _ => None,
    };
    effects.iter().filter_map(sent).collect()
}

fn part(chat: &Chat, id: &str) -> Option<Show> {
    let mut parts = parts(chat, Glance::default(), |_| 0).into_iter();
    parts
        .find(|(part, _): &Part| *part == id)
        .map(|(_, show)| show)
}

#[test]
fn what_is_asked_for_goes_out_one_by_one_in_its_order_and_the_next_as_soon_as_there_is_an_answer() {
    let mut chat = connected();
    assert_eq!(sent(&write(&mut chat, 1)), [1]);
    assert!(sent(&write(&mut chat, 2)).is_empty());
    assert!(sent(&click(&mut chat, 3, request())).is_empty());
    let (id, seq) = (CommandId(1), Seq(1));
    assert_eq!(sent(&hear(&mut chat, ToCustomer::Done { id, seq })), [2]);
    // The event is an answer, too.
    let (message, text) = (MessageId(2), "words".to_owned());
    let wrote = CustomerBody::Wrote { message, text };
    assert_eq!(sent(&happens(&mut chat, wrote)), [3]);
}

#[test]
fn a_page_of_another_version_stops_keeps_what_was_written_and_asks_to_be_loaded_anew() {
    let mut chat = connected();
    write(&mut chat, 1);
    let (retry_after, reload) = (Millis(0), true);
    let bye = ToCustomer::Bye {
        retry_after,
        reload,
    };
    let anew = Effect::Reload { signed_out: false };
    let effects = hear(&mut chat, bye);
    assert_eq!(effects, [Effect::Close(1), anew.clone()]);
    assert_eq!(chat.outbox.entries.len(), 1);
    // For a moment it may do so by itself.
    assert_eq!(part(&chat, "anew"), Some(Show::Hidden));
    let mut now = NOW;
    while let Some(at) = chat.wake_at(now) {
        now = at.max(now + Millis(1));
        assert_eq!(chat.handle(Input::Wake, now, 0.3), []);
        assert!(now < NOW + Millis::minutes(1), "it comes to rest");
    }
    assert!(now >= NOW + WORTH_SAYING);
    let said = Show::Words(words::OUTDATED.to_owned());
    assert_eq!(part(&chat, "offline"), Some(said));
    assert_eq!(part(&chat, "anew"), Some(Show::Shown));
    // Who comes back to it has it tried again, and nothing is connected.
    assert_eq!(chat.handle(Input::Nudge, now, 0.3), [anew]);
    assert_eq!(chat.outbox.entries.len(), 1);
}

#[test]
fn after_another_goodbye_the_page_comes_back_by_itself() {
    let mut chat = connected();
    let (retry_after, reload) = (Millis::seconds(3), false);
    let bye = ToCustomer::Bye {
        retry_after,
        reload,
    };
    assert_eq!(hear(&mut chat, bye), [Effect::Close(1)]);
    let effects = chat.handle(Input::Wake, NOW + retry_after, 0.3);
    assert_eq!(effects, [Effect::Open(2)]);
    assert!(!chat.outdated);
}

#[test]
fn who_leaves_a_request_without_a_word_is_asked_for_some() {
    let mut chat = connected();
    assert_eq!(click(&mut chat, 1, request()), []);
    assert!(chat.wants_words());
    let said = "Write what you need first. Then we can make it a request.";
    assert_eq!(part(&chat, "notice"), Some(Show::Words(said.to_owned())));
    // Words are enough, also before they have arrived.
    assert_eq!(sent(&write(&mut chat, 2)), [2]);
    assert!(!chat.wants_words());
    click(&mut chat, 3, request());
    let (id, seq) = (CommandId(2), Seq(1));
    assert_eq!(sent(&hear(&mut chat, ToCustomer::Done { id, seq })), [3]);
}

#[test]
fn what_is_raised_on_the_portal_takes_the_talk_no_words() {
    let mut chat = connected();
    let (message, text) = (MessageId(2), "words".to_owned());
    happens(&mut chat, CustomerBody::Wrote { message, text });
    let made = |number: u128, cause| CustomerBody::ItemCreated {
        item: CustomerItem {
            id: WorkItemId(number),
            key: "HELP-1".to_owned(),
            summary: String::new(),
            status: Status::Open,
        },
        cause,
    };
    happens(&mut chat, made(1, Cause::Raised));
    assert_eq!(sent(&click(&mut chat, 3, request())), [3]);
    let (id, seq) = (CommandId(3), chat.view.seq.next());
    hear(&mut chat, ToCustomer::Done { id, seq });
    happens(&mut chat, made(2, Cause::LeftAsRequest));
    assert_eq!(click(&mut chat, 4, request()), []);
    assert!(chat.wants_words());
}

#[test]
fn who_would_rather_leave_a_request_hears_that_somebody_has_joined() {
    let mut chat = connected();
    let (since, assign_due) = (NOW, NOW);
    chat.view.header.phase = CustomerPhase::Waiting { since, assign_due };
    click(&mut chat, 1, request());
    refused(&mut chat, 1, Rejection::AlreadyRequested);
    let (action, why) = (request(), Rejection::AlreadyRequested);
    assert_eq!(chat.notice, Some(Notice { action, why }));
    // Who wants a person has one.
    click(&mut chat, 2, person());
    refused(&mut chat, 2, Rejection::AlreadyRequested);
    assert_eq!(chat.notice, None);
}

#[test]
fn a_click_that_comes_too_late_is_answered_honestly_and_the_offer_follows() {
    let mut chat = connected();
    click(&mut chat, 1, person());
    let why = Rejection::NotOffered(vec![Obstacle::NobodyAvailable]);
    let effects = refused(&mut chat, 1, why.clone());
    let action = person();
    assert_eq!(chat.notice, Some(Notice { action, why }));
    assert!(!chat.offer.is_open());
    assert_eq!(effects, [Effect::Forget(CommandId(1))]);
}

#[test]
fn what_others_say_is_counted_only_while_nobody_looks() {
    let mut chat = connected();
    let says = |message| CustomerBody::AgentWrote {
        message: MessageId(message),
        agent: "Ana".to_owned(),
        text: "words".to_owned(),
    };
    happens(&mut chat, says(1));
    assert_eq!(chat.unread, 0);
    give(&mut chat, Input::Looking(false));
    happens(&mut chat, says(2));
    assert_eq!(chat.unread, 1);
    give(&mut chat, Input::Looking(true));
    assert_eq!(chat.unread, 0);
}

#[test]
fn what_was_said_while_the_frame_was_loaded_elsewhere_is_counted_from_what_was_seen() {
    let mut before = connected();
    for message in 1..=2 {
        let (agent, text) = ("Ana".to_owned(), "words".to_owned());
        let message = MessageId(message);
        happens(
            &mut before,
            CustomerBody::AgentWrote {
                message,
                agent,
                text,
            },
        );
    }
    let mut snapshot = snapshot::empty();
    snapshot.view = before.view;
    let host = "https://host.example".to_owned();
    snapshot.frame = Frame::ForeignPage { host };
    let mut chat = Chat::new(snapshot);
    let (kept, token, seen) = (Vec::new(), None, Some(Seq(1)));
    give(&mut chat, Input::Start { kept, token, seen });
    assert_eq!((chat.unread, chat.seen()), (1, None));
    give(&mut chat, Input::Looking(true));
    assert_eq!((chat.unread, chat.seen()), (0, Some(Seq(2))));
}

#[test]
fn a_second_click_on_the_same_button_asks_nothing_new() {
    let mut chat = connected();
    for id in 1..=2 {
        click(&mut chat, id, person());
    }
    assert_eq!(chat.outbox.entries.len(), 1);
}
