//! Comments on work items, which may be words of a live chat.

use super::*;

fn comment(world: &World, text: &str) -> CommandBody {
    CommandBody::Comment {
        work_item: world.conversation.work_items[0].id,
        text: text.to_owned(),
    }
}

/// The chat is claimed, and the first agent has answered.
fn answered() -> World {
    let mut world = World::new();
    world.says("A person, please").unwrap();
    world.requests().unwrap();
    world.claims(0).unwrap();
    world.replies(0, "Hello").unwrap();
    assert_eq!(world.fire_next(), None, "nobody owes anything");
    world
}

#[test]
fn a_reply_by_way_of_the_work_item_answers_the_customer_of_its_live_chat() {
    let mut world = answered();
    world.says("And the screen?").unwrap();
    let reply = comment(&world, "It comes on Monday");
    world.give(by(0), reply).unwrap();
    assert_eq!(
        world.fire_next(),
        None,
        "it would go back with a false line"
    );
}

#[test]
fn a_colleagues_comment_on_the_work_item_is_not_the_assignees_reply() {
    let mut world = answered();
    world.says("And the screen?").unwrap();
    let remark = comment(&world, "I know this customer");
    world.give(by(1), remark).unwrap();
    let (who, text) = (agent(1).name, "I know this customer".to_owned());
    let last = for_agent(world.log.last().unwrap()).unwrap().body;
    assert!(
        matches!(last, AgentBody::Commented { author: Author::Agent(agent), text: said, .. }
        if agent.name == who && said == text)
    );
    world.fire_next().unwrap().unwrap();
    world.fire_next().unwrap().unwrap();
    assert!(matches!(world.conversation.holder, Holder::Waiting(_)));
}

#[test]
fn a_customers_comment_on_the_work_item_of_a_live_chat_waits_for_a_reply_with_a_deadline() {
    let mut world = answered();
    let news = comment(&world, "Any news?");
    world.give(world.customer(), news).unwrap();
    let due = world.now + world.settings.time_to_reply;
    let phase = AgentHeader::of(&world.conversation).phase;
    assert!(matches!(phase, AgentPhase::Live { reply_due, .. } if reply_due == Some(due)));
    // A second one gives the agent no more time.
    world.pass(Millis::seconds(5));
    let again = comment(&world, "Hello?");
    world.give(world.customer(), again).unwrap();
    let phase = AgentHeader::of(&world.conversation).phase;
    assert!(matches!(phase, AgentPhase::Live { reply_due, .. } if reply_due == Some(due)));
}

#[test]
fn a_comment_on_another_work_item_is_no_message_of_the_live_chat() {
    let mut world = World::new();
    world.says("My laptop is slow").unwrap();
    world.leaves_as_request().unwrap();
    world.says("A person, please").unwrap();
    world.requests().unwrap();
    world.claims(0).unwrap();
    let running = deadlines(&world.conversation);
    let reply = comment(&world, "Your laptop is mended");
    world.give(by(0), reply).unwrap();
    assert_eq!(deadlines(&world.conversation), running);
    world.replies(0, "Hello").unwrap();
    let thanks = comment(&world, "Thank you");
    world.give(world.customer(), thanks).unwrap();
    assert_eq!(deadlines(&world.conversation), []);
}
