//! The opened conversation: what the agent can do with it, and the talk with Rovo that led to its chat.

use baton_core::id::{AccountId, ConversationId, Epoch, LiveChatId, Seq, WorkItemId};
use baton_core::people::CustomerProfile;
use baton_core::view::{AgentBody, AgentEvent, AgentPhase, AgentTalk, AgentView};
use baton_core::work_item::{Stretch, WorkItem};

/// A conversation that is here.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Which.
    pub conversation: ConversationId,
    /// What it holds.
    pub view: AgentView,
    /// Whose it is.
    pub customer: CustomerProfile,
    /// The talk with Rovo that led to its chat, where the view does not reach back to it.
    pub talk: Option<AgentTalk>,
    /// The life of the store that it came from.
    pub epoch: Epoch,
}

/// What the agent can do with a conversation now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Rovo has it.
    Rovo,
    /// It waits: *Claim chat*.
    Waiting,
    /// It is mine: reply, *End chat*.
    Mine,
    /// A colleague has it.
    Colleagues,
}

impl Opened {
    /// The keys of its work items.
    #[must_use]
    pub fn item_keys(&self) -> Vec<(WorkItemId, String)> {
        let items = &self.view.header.items;
        items
            .iter()
            .map(|item| (item.id, item.key.clone()))
            .collect()
    }

    /// The customer's address: the account's, or the one that was given in the conversation.
    #[must_use]
    pub fn email(&self) -> Option<String> {
        let own = self.customer.email.clone();
        own.or_else(|| self.view.header.email.clone())
    }

    /// The live chat, if this agent has it.
    #[must_use]
    pub fn mine(&self, me: AccountId) -> Option<LiveChatId> {
        match &self.view.header.phase {
            AgentPhase::Live { chat, agent, .. } if agent.id == me => Some(*chat),
            _ => None,
        }
    }

    /// What this agent can do with it.
    #[must_use]
    pub fn stand(&self, me: AccountId) -> Stand {
        match &self.view.header.phase {
            AgentPhase::Rovo => Stand::Rovo,
            AgentPhase::Waiting { .. } => Stand::Waiting,
            AgentPhase::Live { agent, .. } if agent.id == me => Stand::Mine,
            AgentPhase::Live { .. } => Stand::Colleagues,
        }
    }

    /// The work item of the running chat, or of the last one.
    #[must_use]
    pub fn item(&self) -> Option<&WorkItem> {
        let items = &self.view.header.items;
        match &self.view.header.phase {
            AgentPhase::Rovo => items.iter().rev().find(|item| item.live_chat.is_some()),
            AgentPhase::Waiting { chat, .. } | AgentPhase::Live { chat, .. } => {
                items.iter().find(|item| item.live_chat == Some(*chat))
            }
        }
    }

    /// What was said to Rovo before the running or last chat, oldest first, and whether there is more before it that this
    /// page does not have.
    #[must_use]
    pub fn said_before(&self) -> (Vec<&AgentEvent>, bool) {
        let view = &self.view;
        let stretch = self.stretch();
        // A talk of a chat before this one says nothing here.
        let talk = self.talk.as_ref();
        if let Some(talk) = talk.filter(|talk| talk.stretch.to == stretch.to) {
            return (talk.entries.iter().collect(), talk.has_earlier);
        }
        let first = view.entries.first().map_or(Seq(1), |entry| entry.seq);
        let within = |entry: &&AgentEvent| entry.seq >= stretch.from && entry.seq <= stretch.to;
        let said = view.entries.iter().filter(within).collect();
        (said, view.has_earlier && stretch.from < first)
    }

    /// Where in the log that talk is, as far as this page can know.
    fn stretch(&self) -> Stretch {
        if let Some(item) = self.item() {
            return item.context;
        }
        let view = &self.view;
        let asked = |entry: &AgentEvent| matches!(entry.body, AgentBody::Requested { .. });
        let ended = |entry: &AgentEvent| matches!(entry.body, AgentBody::Ended { .. });
        let Some(request) = view.entries.iter().rposition(asked) else {
            let whole = Stretch {
                from: Seq(1),
                to: view.seq,
            };
            return self.talk.as_ref().map_or(whole, |talk| talk.stretch);
        };
        let before = view.entries[..request].iter().rfind(|entry| ended(entry));
        Stretch {
            from: before.map_or(Seq(1), |entry| entry.seq.next()),
            to: view.entries[request].seq,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::event::Requester;
    use baton_core::id::{CustomerId, MessageId};
    use baton_core::people::CustomerKind;
    use baton_core::time::Time;

    const CHAT: LiveChatId = LiveChatId(4);

    fn event(seq: u64, body: AgentBody) -> AgentEvent {
        AgentEvent {
            seq: Seq(seq),
            at: Time(0),
            body,
        }
    }

    fn wrote(seq: u64) -> AgentEvent {
        let body = AgentBody::CustomerWrote {
            message: MessageId(seq.into()),
            text: format!("words {seq}"),
            reply_due: None,
        };
        event(seq, body)
    }

    fn requested(seq: u64) -> AgentEvent {
        let body = AgentBody::Requested {
            chat: CHAT,
            by: Requester::Customer,
            assign_due: Time(1),
        };
        event(seq, body)
    }

    /// A chat that waits, of which the page has these entries.
    fn waiting(entries: Vec<AgentEvent>, has_earlier: bool, talk: Option<AgentTalk>) -> Opened {
        let mut view = AgentView::empty();
        view.header.phase = AgentPhase::Waiting {
            chat: CHAT,
            since: Time(0),
            assign_due: Time(1),
        };
        view.seq = entries.last().map_or(Seq(0), |entry| entry.seq);
        view.entries = entries;
        view.has_earlier = has_earlier;
        Opened {
            conversation: ConversationId(1),
            view,
            customer: CustomerProfile {
                id: CustomerId(1),
                name: String::new(),
                email: None,
                kind: CustomerKind::Guest,
            },
            talk,
            epoch: Epoch(1),
        }
    }

    fn said(opened: &Opened) -> (Vec<u64>, bool) {
        let (said, left_out) = opened.said_before();
        (said.iter().map(|entry| entry.seq.0).collect(), left_out)
    }

    #[test]
    fn the_talk_before_a_request_is_read_from_the_log_that_the_page_has() {
        let opened = waiting(
            vec![wrote(1), wrote(2), requested(3), wrote(4)],
            false,
            None,
        );
        assert_eq!(said(&opened), (vec![1, 2, 3], false));
    }

    #[test]
    fn a_talk_that_the_log_of_the_page_does_not_reach_is_the_one_that_was_sent_for_it() {
        let talk = |to: u64| AgentTalk {
            stretch: Stretch {
                from: Seq(1),
                to: Seq(to),
            },
            entries: vec![wrote(1), requested(2)],
            has_earlier: false,
        };
        let late = || vec![wrote(300), wrote(301)];
        assert_eq!(
            said(&waiting(late(), true, Some(talk(2)))),
            (vec![1, 2], false)
        );
        // A newer request is about what was said since.
        let newer = vec![wrote(300), requested(301)];
        assert_eq!(
            said(&waiting(newer, true, Some(talk(2)))),
            (vec![300, 301], true)
        );
    }
}
