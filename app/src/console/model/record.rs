//! What of a conversation's log belongs to one work item: the talk that led to it, and its timeline, which is the chat's
//! transcript, the comments, the notes and the changes as one record, live and never a copy.

use baton_core::id::Seq;
use baton_core::view::{AgentBody, AgentEvent};
use baton_core::work_item::WorkItem;

/// The two parts of a work item's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The talk with Rovo that led to it.
    pub context: Vec<AgentEvent>,
    /// Everything since.
    pub timeline: Vec<AgentEvent>,
}

/// Picks the record of a work item out of the events of its conversation, oldest first.
#[must_use]
pub fn record(item: &WorkItem, events: impl IntoIterator<Item = AgentEvent>) -> Record {
    let mut record = Record::default();
    let mut chat_runs = item.live_chat.is_some();
    for event in events {
        let in_context = event.seq >= item.context.from && event.seq <= item.context.to;
        let belongs = names(item, &event.body);
        let in_chat = chat_runs && event.seq > item.context.to;
        if let AgentBody::Ended { chat, .. } = &event.body
            && event.seq > item.context.to
            && Some(*chat) == item.live_chat
        {
            chat_runs = false;
        }
        if in_context && is_talk(&event.body) {
            record.context.push(event);
        } else if belongs || (in_chat && !names_another(item, &event.body)) {
            record.timeline.push(event);
        }
    }
    record
}

/// The first position that a work item's record can need.
#[must_use]
pub fn record_starts(item: &WorkItem) -> Seq {
    Seq(item.context.from.0.max(1))
}

fn is_talk(body: &AgentBody) -> bool {
    matches!(
        body,
        AgentBody::CustomerWrote { .. } | AgentBody::Rovo { .. } | AgentBody::Rated { .. }
    )
}

fn work_item_of(body: &AgentBody) -> Option<baton_core::id::WorkItemId> {
    match body {
        AgentBody::ItemCreated { item } => Some(item.id),
        AgentBody::ItemStatus { work_item, .. }
        | AgentBody::ItemAssignee { work_item, .. }
        | AgentBody::Commented { work_item, .. } => Some(*work_item),
        AgentBody::Noted { work_item, .. } => *work_item,
        AgentBody::Requested { .. }
        | AgentBody::Claimed { .. }
        | AgentBody::BackToUnassigned { .. }
        | AgentBody::Ended { .. }
        | AgentBody::CustomerWrote { .. }
        | AgentBody::AgentWrote { .. }
        | AgentBody::Rovo { .. }
        | AgentBody::Rated { .. }
        | AgentBody::ReplyWarned
        | AgentBody::EmailGiven { .. } => None,
    }
}

fn names(item: &WorkItem, body: &AgentBody) -> bool {
    work_item_of(body) == Some(item.id)
}

fn names_another(item: &WorkItem, body: &AgentBody) -> bool {
    work_item_of(body).is_some_and(|named| named != item.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::event::{Ending, Requester};
    use baton_core::id::{AccountId, LiveChatId, MessageId, WorkItemId};
    use baton_core::people::AgentRef;
    use baton_core::time::Time;
    use baton_core::work_item::{Cause, Status, Stretch};

    const CHAT: LiveChatId = LiveChatId(1);

    fn item(id: u128) -> WorkItem {
        WorkItem {
            id: WorkItemId(id),
            number: 1,
            key: format!("HELP-{id}"),
            summary: "printer".into(),
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

    fn ana() -> AgentRef {
        AgentRef {
            id: AccountId(1),
            name: "Ana".into(),
        }
    }

    fn events() -> Vec<AgentEvent> {
        let message = MessageId(0);
        let wrote = |text: &str| AgentBody::CustomerWrote {
            message,
            text: text.into(),
            reply_due: None,
        };
        let note = |work_item, text: &str| AgentBody::Noted {
            message,
            work_item,
            agent: ana(),
            text: text.into(),
        };
        let bodies = [
            wrote("my printer"),
            AgentBody::Requested {
                chat: CHAT,
                by: Requester::Customer,
                assign_due: Time(0),
            },
            note(None, "known customer"),
            AgentBody::Claimed {
                chat: CHAT,
                agent: ana(),
                reply_due: Time(0),
            },
            AgentBody::ItemCreated { item: item(1) },
            note(Some(WorkItemId(9)), "of another item"),
            wrote("still there?"),
            AgentBody::Ended {
                chat: CHAT,
                how: Ending::ByAgent,
                agent: Some(ana()),
            },
            wrote("a question to Rovo"),
            note(Some(WorkItemId(1)), "ordered toner"),
        ];
        let number = |(index, body)| AgentEvent {
            seq: Seq(index as u64 + 1),
            at: Time(0),
            body,
        };
        bodies.into_iter().enumerate().map(number).collect()
    }

    fn positions(events: &[AgentEvent]) -> Vec<u64> {
        events.iter().map(|event| event.seq.0).collect()
    }

    #[test]
    fn the_transcript_ends_with_the_chat_and_comments_go_on() {
        let record = record(&item(1), events());
        assert_eq!(positions(&record.context), [1]);
        assert_eq!(positions(&record.timeline), [3, 4, 5, 7, 8, 10]);
    }

    #[test]
    fn a_request_that_was_raised_has_its_comments_and_nothing_of_the_chats() {
        let mut raised = item(9);
        raised.live_chat = None;
        raised.context = Stretch {
            from: Seq(1),
            to: Seq(0),
        };
        let record = record(&raised, events());
        assert!(record.context.is_empty());
        assert_eq!(positions(&record.timeline), [6]);
    }
}
