//! What of a conversation's log belongs to one work item: the talk that led to it, and its timeline, which is the chat's
//! transcript, the comments, the notes and the changes as one record, live and never a copy.

use baton_core::id::{Seq, WorkItemId};
use baton_core::view::{AgentBody, AgentEvent};
use baton_core::work_item::{Extent, Place, WorkItem};

/// The two parts of a work item's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The talk with Rovo that led to it.
    pub context: Vec<AgentEvent>,
    /// Everything since.
    pub timeline: Vec<AgentEvent>,
}

impl Record {
    /// The events, oldest first.
    #[must_use]
    pub fn into_events(self) -> Vec<AgentEvent> {
        self.context.into_iter().chain(self.timeline).collect()
    }
}

/// Picks the record of a work item out of the events of its conversation, oldest first.
#[must_use]
pub fn record(item: &WorkItem, events: impl IntoIterator<Item = AgentEvent>) -> Record {
    let mut recorder = Recorder::of(item);
    for event in events {
        recorder.take(event);
    }
    recorder.record
}

/// Picks a record out of events that come a few at a time.
#[derive(Clone, Debug)]
pub struct Recorder {
    item: WorkItemId,
    extent: Extent,
    /// What was picked so far.
    pub record: Record,
}

impl Recorder {
    /// Before the first event.
    #[must_use]
    pub fn of(item: &WorkItem) -> Self {
        Self {
            item: item.id,
            extent: Extent::of(item),
            record: Record::default(),
        }
    }

    /// The first position that it can need.
    #[must_use]
    pub fn starts(&self) -> Seq {
        self.extent.starts()
    }

    /// Takes the next event.
    pub fn take(&mut self, event: AgentEvent) {
        let ends = match &event.body {
            AgentBody::Ended { chat, .. } => Some(*chat),
            _ => None,
        };
        let named = work_item_of(&event.body);
        match self.extent.place(event.seq, ends) {
            Place::Context if is_talk(&event.body) => self.record.context.push(event),
            Place::Chat if named.is_none_or(|named| named == self.item) => {
                self.record.timeline.push(event);
            }
            _ if named == Some(self.item) => self.record.timeline.push(event),
            Place::Context | Place::Chat | Place::Elsewhere => {}
        }
    }
}

fn is_talk(body: &AgentBody) -> bool {
    matches!(
        body,
        AgentBody::CustomerWrote { .. } | AgentBody::Rovo { .. } | AgentBody::Rated { .. }
    )
}

fn work_item_of(body: &AgentBody) -> Option<WorkItemId> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::event::{Ending, Requester};
    use baton_core::id::{AccountId, LiveChatId, MessageId};
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
    fn the_record_of_a_record_is_the_same_so_that_a_page_can_go_on_from_it() {
        for item in [item(1), item(9)] {
            let once = record(&item, events());
            let again = record(&item, once.clone().into_events());
            assert_eq!(once, again);
        }
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
