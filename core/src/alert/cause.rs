//! Which events give an alert, and which take one back.

use super::AlertKind;
use crate::conversation::{Conversation, Holder};
use crate::event::{Author, Event, EventBody, ReturnReason};
use crate::id::{AccountId, Seq};
use crate::time::{Millis, Time};

/// To whom an alert is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addressee {
    /// Those who answer for the space's queue: see [`super::audience`].
    Queue,
    /// This agent alone.
    Agent(AccountId),
}

/// An alert that stands from now on, in place of the addressee's earlier one of the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raised {
    /// To whom.
    pub to: Addressee,
    /// What it is about.
    pub kind: AlertKind,
    /// The position of the event that it follows from.
    pub seq: Seq,
    /// When that happened.
    pub at: Time,
    /// When *time to assign* or *time to reply* passes, if one runs.
    pub due: Option<Time>,
}

/// What an event changes about the standing alerts of its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// One more stands.
    Raise(Raised),
    /// None of this addressee stands any more.
    Withdraw(Addressee),
    /// None stands any more.
    WithdrawAll,
}

/// What follows from an event, in order. `after` is the state that the event's command led to.
#[must_use]
pub fn what_follows(event: &Event, after: &Conversation) -> Vec<Change> {
    let raise = |to, kind, due| {
        Change::Raise(Raised {
            to,
            kind,
            seq: event.seq,
            at: event.at,
            due,
        })
    };
    match &event.body {
        EventBody::LiveChatRequested { assign_due, .. } => {
            vec![raise(
                Addressee::Queue,
                AlertKind::NewChat,
                Some(*assign_due),
            )]
        }
        EventBody::BackToUnassigned {
            from,
            why,
            assign_due,
            ..
        } => {
            let came_back = |to| raise(to, AlertKind::CameBack, Some(*assign_due));
            let mut changes = vec![Change::WithdrawAll, came_back(Addressee::Queue)];
            // Who let the time pass learns that the chat is gone; who is gone learns nothing.
            if *why == ReturnReason::TimeToReply {
                changes.push(came_back(Addressee::Agent(from.id)));
            }
            changes
        }
        EventBody::Claimed { .. } | EventBody::LiveChatEnded { .. } => vec![Change::WithdrawAll],
        EventBody::CustomerWrote { .. }
        | EventBody::Commented {
            author: Author::Customer,
            chat: Some(_),
            ..
        } => to_the_agent(after, AlertKind::NewMessage, raise),
        EventBody::ReplyWarned { .. } => to_the_agent(after, AlertKind::ReplyNearlyOver, raise),
        EventBody::AgentWrote { agent, .. }
        | EventBody::Commented {
            author: Author::Agent(agent),
            chat: Some(_),
            ..
        } => vec![Change::Withdraw(Addressee::Agent(agent.id))],
        EventBody::AssigneeChanged {
            by: Some(by),
            assignee: Some(assignee),
            ..
        } if by.id != assignee.id => {
            vec![raise(
                Addressee::Agent(assignee.id),
                AlertKind::Assigned,
                None,
            )]
        }
        EventBody::RovoReplied { .. }
        | EventBody::AnswerRated { .. }
        | EventBody::WorkItemCreated { .. }
        | EventBody::StatusChanged { .. }
        | EventBody::AssigneeChanged { .. }
        | EventBody::Commented { .. }
        | EventBody::Noted { .. }
        | EventBody::EmailGiven { .. } => Vec::new(),
    }
}

fn to_the_agent(
    after: &Conversation,
    kind: AlertKind,
    raise: impl Fn(Addressee, AlertKind, Option<Time>) -> Change,
) -> Vec<Change> {
    match &after.holder {
        Holder::Live(live) => {
            let due = live.reply.map(|reply| reply.clock.due);
            vec![raise(Addressee::Agent(live.agent.id), kind, due)]
        }
        Holder::Rovo { .. } | Holder::Waiting(_) => Vec::new(),
    }
}

/// How often an alert has been repeated by now. Only a chat that nobody has claimed is repeated.
#[must_use]
pub fn round_at(to: Addressee, at: Time, repeat: Millis, now: Time) -> u32 {
    if to != Addressee::Queue || repeat.0 <= 0 {
        return 0;
    }
    u32::try_from((now - at).0.max(0) / repeat.0).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Live;
    use crate::event::{Ending, Requester};
    use crate::id::{ConversationId, CustomerId, LiveChatId, MessageId, SpaceId, WorkItemId};
    use crate::people::AgentRef;

    const CHAT: LiveChatId = LiveChatId(1);
    const DUE: Time = Time(9_000);

    fn agent(id: u128) -> AgentRef {
        AgentRef {
            id: AccountId(id),
            name: "Ana".into(),
        }
    }

    fn live() -> Conversation {
        let mut conversation = Conversation::new(ConversationId(1), SpaceId(1), CustomerId(1));
        conversation.holder = Holder::Live(Live {
            chat: CHAT,
            requested: Seq(1),
            agent: agent(1),
            since: Time(0),
            reply: None,
        });
        conversation
    }

    fn changes(body: EventBody) -> Vec<Change> {
        let event = Event {
            seq: Seq(5),
            at: Time(100),
            body,
        };
        what_follows(&event, &live())
    }

    fn raised(to: Addressee, kind: AlertKind, due: Option<Time>) -> Change {
        Change::Raise(Raised {
            to,
            kind,
            seq: Seq(5),
            at: Time(100),
            due,
        })
    }

    fn wrote() -> EventBody {
        EventBody::CustomerWrote {
            message: MessageId(1),
            text: "Hello?".into(),
            question_due: None,
            reply_clock: None,
        }
    }

    fn back(why: ReturnReason) -> EventBody {
        EventBody::BackToUnassigned {
            chat: CHAT,
            from: agent(1),
            why,
            assign_due: DUE,
        }
    }

    fn assigned(by: Option<u128>, to: u128) -> EventBody {
        EventBody::AssigneeChanged {
            work_item: WorkItemId(1),
            by: by.map(agent),
            assignee: Some(agent(to)),
        }
    }

    #[test]
    fn each_event_gives_and_takes_back_the_alerts_that_it_should() {
        let one = Addressee::Agent(AccountId(1));
        let two = Addressee::Agent(AccountId(2));
        let requested = EventBody::LiveChatRequested {
            chat: CHAT,
            by: Requester::Customer,
            team: None,
            assign_due: DUE,
        };
        let new_chat = raised(Addressee::Queue, AlertKind::NewChat, Some(DUE));
        assert_eq!(changes(requested), [new_chat]);
        assert_eq!(changes(wrote()), [raised(one, AlertKind::NewMessage, None)]);
        let warned = EventBody::ReplyWarned { chat: CHAT };
        assert_eq!(
            changes(warned),
            [raised(one, AlertKind::ReplyNearlyOver, None)]
        );
        let came_back = |to| raised(to, AlertKind::CameBack, Some(DUE));
        assert_eq!(
            changes(back(ReturnReason::TimeToReply)),
            [
                Change::WithdrawAll,
                came_back(Addressee::Queue),
                came_back(one)
            ]
        );
        assert_eq!(
            changes(back(ReturnReason::AgentGone)),
            [Change::WithdrawAll, came_back(Addressee::Queue)]
        );
        assert_eq!(
            changes(assigned(Some(1), 2)),
            [raised(two, AlertKind::Assigned, None)]
        );
        assert_eq!(changes(assigned(Some(2), 2)), [], "who took it knows");
        assert_eq!(
            changes(assigned(None, 2)),
            [],
            "what follows from a claim is known"
        );
        for how in [
            Ending::ByAgent,
            Ending::ByCustomer,
            Ending::NobodyCame,
            Ending::LeftAsRequest,
            Ending::NoLongerNeeded,
            Ending::Deactivated,
        ] {
            let ended = EventBody::LiveChatEnded {
                chat: CHAT,
                how,
                agent: None,
            };
            assert_eq!(changes(ended), [Change::WithdrawAll]);
        }
        let answered = EventBody::AgentWrote {
            message: MessageId(2),
            agent: agent(1),
            text: "Hello".into(),
        };
        assert_eq!(changes(answered), [Change::Withdraw(one)]);
    }

    #[test]
    fn a_comment_alerts_only_where_it_is_a_message_of_the_chat() {
        let comment = |author, chat| EventBody::Commented {
            message: MessageId(3),
            work_item: WorkItemId(1),
            author,
            text: "Any news?".into(),
            chat,
            reply_clock: None,
        };
        let one = Addressee::Agent(AccountId(1));
        let (customer, ana) = (|| Author::Customer, || Author::Agent(agent(1)));
        assert_eq!(
            changes(comment(customer(), Some(CHAT))),
            [raised(one, AlertKind::NewMessage, None)]
        );
        assert_eq!(changes(comment(ana(), Some(CHAT))), [Change::Withdraw(one)]);
        assert_eq!(changes(comment(customer(), None)), []);
        assert_eq!(changes(comment(ana(), None)), []);
    }

    #[test]
    fn a_message_that_no_agent_has_to_answer_alerts_nobody() {
        let mut rovo = live();
        rovo.holder = Holder::Rovo { question: None };
        let event = Event {
            seq: Seq(5),
            at: Time(100),
            body: wrote(),
        };
        assert_eq!(what_follows(&event, &rovo), []);
    }

    #[test]
    fn only_a_chat_in_the_queue_is_repeated_and_its_round_follows_from_the_clock() {
        let minute = Millis::minutes(1);
        let round = |to, now| round_at(to, Time(1_000), minute, Time(now));
        assert_eq!(round(Addressee::Queue, 0), 0);
        assert_eq!(round(Addressee::Queue, 60_999), 0);
        assert_eq!(round(Addressee::Queue, 61_000), 1);
        assert_eq!(round(Addressee::Queue, 601_000), 10);
        assert_eq!(round(Addressee::Agent(AccountId(1)), 601_000), 0);
    }
}
