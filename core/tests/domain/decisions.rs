//! Single decisions that a careless change would get wrong, as examples.

use baton_core::command::{Command, CommandBody, Rejection};
use baton_core::conversation::{Email, RATABLE_ANSWERS, Speaker};
use baton_core::event::{Event, EventBody};
use baton_core::id::{CustomerId, MessageId, WorkItemId};
use baton_core::inbox::InboxRow;
use baton_core::people::Actor;
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::work_item::Cause;

use crate::step::answer;
use crate::world::{World, agent};

type Outcome = Result<Vec<Event>, Rejection>;

fn by(who: usize) -> Actor {
    Actor::Agent(agent(who))
}

/// Rovo answers what it was asked, and the message of that answer.
fn answered(world: &mut World, question: &str, reply: RovoReply) -> MessageId {
    world.says(question).unwrap();
    let asked = world.asked().unwrap();
    let answer = CommandBody::Answer { asked, reply };
    let events = world.give(Actor::Rovo, answer).unwrap();
    events[0].body.message().unwrap()
}

fn rate(world: &mut World, message: MessageId, helped: bool) -> Outcome {
    let body = CommandBody::RateAnswer { message, helped };
    world.give(world.customer(), body)
}

fn give_email(world: &mut World, email: Option<&str>) -> Outcome {
    let email = email.map(str::to_owned);
    world.give(world.customer(), CommandBody::GiveEmail { email })
}

#[test]
fn only_an_answer_that_rovo_gave_can_be_rated() {
    let mut world = World::new();
    let greeting = answered(&mut world, "Hi", RovoReply::Greeting);
    let said = world.says("My laptop is slow").unwrap()[0]
        .body
        .message()
        .unwrap();
    for message in [greeting, said, MessageId(99)] {
        assert_eq!(rate(&mut world, message, true), Err(Rejection::NotFound));
    }
    let given = answered(&mut world, "Slow laptop", answer());
    assert!(rate(&mut world, given, true).is_ok());
}

#[test]
fn a_rating_that_is_so_already_changes_nothing_and_another_one_replaces_it() {
    let mut world = World::new();
    let given = answered(&mut world, "My laptop is slow", answer());
    assert_eq!(rate(&mut world, given, true).unwrap().len(), 1);
    assert_eq!(rate(&mut world, given, true), Ok(Vec::new()));
    // The rating, and Rovo's offer that follows from it.
    assert_eq!(rate(&mut world, given, false).unwrap().len(), 2);
    assert_eq!(rate(&mut world, given, false), Ok(Vec::new()));
}

#[test]
fn answers_from_long_ago_are_not_kept_for_rating() {
    let mut world = World::new();
    let first = answered(&mut world, "My laptop is slow", answer());
    for _ in 0..RATABLE_ANSWERS {
        answered(&mut world, "And now?", answer());
    }
    assert_eq!(world.conversation.answers.len(), RATABLE_ANSWERS);
    assert_eq!(rate(&mut world, first, true), Err(Rejection::NotFound));
}

#[test]
fn rovo_does_not_answer_a_rating_while_a_person_has_the_conversation() {
    let mut world = World::new();
    let given = answered(&mut world, "My laptop is slow", answer());
    world.requests().unwrap();
    assert_eq!(rate(&mut world, given, false).unwrap().len(), 1);
}

#[test]
fn an_answer_without_a_source_becomes_an_offer() {
    let mut world = World::new();
    let sources = Vec::new();
    answered(
        &mut world,
        "My laptop is slow",
        RovoReply::Answer { sources },
    );
    let EventBody::RovoReplied { reply, .. } = &world.log[1].body else {
        panic!("Rovo said nothing");
    };
    assert_eq!(*reply, RovoReply::Offer(OfferReason::NoAnswer));
}

#[test]
fn rovo_asks_for_a_rephrase_once_and_then_offers() {
    let mut world = World::new();
    answered(&mut world, "Blorp", RovoReply::AskRephrase);
    answered(&mut world, "Blorp!", RovoReply::AskRephrase);
    let EventBody::RovoReplied { reply, .. } = &world.log[3].body else {
        panic!("Rovo said nothing");
    };
    assert_eq!(*reply, RovoReply::Offer(OfferReason::NoAnswer));
    answered(&mut world, "Blorp?", RovoReply::AskRephrase);
    assert!(world.conversation.rephrase_asked);
}

#[test]
fn somebody_elses_message_id_is_a_conflict_and_not_an_acknowledgement() {
    let mut world = World::new();
    world.requests().unwrap();
    world.claims(0).unwrap();
    let text = "Hello".to_owned();
    let said = world.command(by(0), CommandBody::Write { text });
    world.carry_out(said.clone()).unwrap();
    for actor in [world.customer(), by(1)] {
        let copy = Command {
            actor,
            ..said.clone()
        };
        assert_eq!(world.carry_out(copy), Err(Rejection::Conflict));
    }
}

#[test]
fn blanks_and_line_ends_do_not_make_another_body() {
    let mut world = World::new();
    let typed = world.command(
        world.customer(),
        CommandBody::Write {
            text: "one\ntwo".to_owned(),
        },
    );
    world.carry_out(typed.clone()).unwrap();
    let posted = Command {
        body: CommandBody::Write {
            text: " one\r\ntwo ".to_owned(),
        },
        ..typed
    };
    assert_eq!(world.carry_out(posted), Ok(Vec::new()));
}

#[test]
fn a_comment_or_note_on_a_work_item_of_another_conversation_finds_nothing() {
    let mut world = World::new();
    let (work_item, text) = (WorkItemId(99), "Mine?".to_owned());
    let comment = CommandBody::Comment {
        work_item,
        text: text.clone(),
    };
    assert_eq!(
        world.give(world.customer(), comment.clone()),
        Err(Rejection::NotFound)
    );
    assert_eq!(world.give(by(0), comment), Err(Rejection::NotFound));
    let note = CommandBody::Note {
        work_item: Some(work_item),
        text,
    };
    assert_eq!(world.give(by(0), note), Err(Rejection::NotFound));
}

#[test]
fn another_customer_may_do_nothing_here() {
    let mut world = World::new();
    let text = "Hello".to_owned();
    let stranger = Actor::Customer(CustomerId(99));
    assert_eq!(
        world.give(stranger, CommandBody::Write { text }),
        Err(Rejection::NotAllowed)
    );
}

#[test]
fn an_address_can_be_corrected_but_an_older_tab_does_not_take_it_away() {
    let mut world = World::new();
    assert_eq!(
        give_email(&mut world, Some("casey")),
        Err(Rejection::InvalidEmail)
    );
    assert_eq!(give_email(&mut world, None).unwrap().len(), 1);
    assert_eq!(give_email(&mut world, Some("  ")), Ok(Vec::new()));
    assert_eq!(
        give_email(&mut world, Some(" casey@example.com "))
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        give_email(&mut world, Some("casey@example.com")),
        Ok(Vec::new())
    );
    assert_eq!(give_email(&mut world, None), Ok(Vec::new()));
    assert_eq!(
        world.conversation.email,
        Email::Given("casey@example.com".to_owned())
    );
    assert_eq!(
        give_email(&mut world, Some("c@example.com")).unwrap().len(),
        1
    );
}

#[test]
fn the_words_of_notes_are_nobodys_last_words() {
    let mut world = World::new();
    world.says("My laptop is slow").unwrap();
    let note = CommandBody::Note {
        work_item: None,
        text: "Rude".to_owned(),
    };
    world.give(by(0), note).unwrap();
    let last = world.conversation.last_words.unwrap();
    assert_eq!(last.text, "My laptop is slow");
}

#[test]
fn the_last_words_tell_who_has_the_chat_from_a_colleague_and_from_who_had_it_before() {
    let mut world = World::new();
    let spoke = |world: &World| {
        let row = InboxRow::of(&world.conversation, &world.profile()).unwrap();
        let is_mine = row.i_spoke_last(agent(0).id);
        assert!(!row.i_spoke_last(agent(1).id));
        let by = row.last_words.unwrap().by;
        assert_eq!(is_mine, by == Speaker::Assignee);
        by
    };
    world.requests().unwrap();
    world.claims(0).unwrap();
    let text = "Hello".to_owned();
    world.give(by(0), CommandBody::Write { text }).unwrap();
    assert_eq!(spoke(&world), Speaker::Assignee);
    let work_item = world.conversation.work_items[0].id;
    let comment = |text: &str| CommandBody::Comment {
        work_item,
        text: text.to_owned(),
    };
    world.give(by(1), comment("I know her")).unwrap();
    assert_eq!(spoke(&world), Speaker::Agent);
    world.give(by(0), comment("Thanks")).unwrap();
    assert_eq!(spoke(&world), Speaker::Assignee);
    let gone = CommandBody::AgentGone { agent: agent(0).id };
    world.give(Actor::System, gone).unwrap();
    world.claims(1).unwrap();
    assert_eq!(spoke(&world), Speaker::Agent, "these were another's words");
}

#[test]
fn after_rovos_answer_the_last_words_are_still_what_the_customer_asked() {
    let mut world = World::new();
    answered(&mut world, "My laptop is slow", RovoReply::AskRephrase);
    let last = world.conversation.last_words.unwrap();
    assert_eq!(
        (last.by, last.text.as_str()),
        (Speaker::Rovo, "My laptop is slow")
    );
}

#[test]
fn a_text_without_anything_to_see_is_empty_and_controls_are_left_out() {
    let mut world = World::new();
    for nothing in [
        "",
        " \n\t",
        "\u{200b}",
        "\u{feff}\u{2060} \u{ad}",
        "\0",
        "\u{2800}",
    ] {
        assert_eq!(
            world.says(nothing),
            Err(Rejection::EmptyText),
            "{nothing:?}"
        );
    }
    assert_eq!(
        world.says(&"é".repeat(4_001)),
        Err(Rejection::TextTooLong(4_000))
    );
    assert!(world.says(&"é".repeat(4_000)).is_ok());
    world.says("a\0b\u{7}\r\n\u{202e}c ").unwrap();
    let EventBody::CustomerWrote { text, .. } = &world.log.last().unwrap().body else {
        panic!("nothing was written");
    };
    assert_eq!(text, "ab\n\u{202e}c");
}

#[test]
fn a_raised_request_has_a_summary_on_one_line_and_the_talk_with_rovo_goes_on() {
    let mut world = World::new();
    world.says("My laptop is slow").unwrap();
    let asked = world.asked();
    let raise = |summary: &str| CommandBody::RaiseRequest {
        work_item: WorkItemId(5),
        summary: summary.to_owned(),
        description: "It flickers.".to_owned(),
    };
    assert_eq!(
        world.give(world.customer(), raise(" \n ")),
        Err(Rejection::EmptyText)
    );
    let long = "x".repeat(201);
    assert_eq!(
        world.give(world.customer(), raise(&long)),
        Err(Rejection::TextTooLong(200))
    );
    world
        .give(world.customer(), raise("A new\r\n screen"))
        .unwrap();
    let item = &world.conversation.work_items[0];
    assert_eq!(item.summary, "A new screen");
    assert_eq!((item.cause, item.live_chat), (Cause::Raised, None));
    assert!(
        item.context.to < item.context.from,
        "a form has no talk before it"
    );
    assert_eq!(world.asked(), asked);
}
