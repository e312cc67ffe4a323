//! What the agent asks for, and what becomes of it. Each order has an id from the first attempt on; words stay on screen
//! until the conversation has them, buttons are only remembered until they are answered.

use baton_core::client::{LinkState, Progress};
use baton_core::command::Rejection;
use baton_core::id::{CommandId, ConversationId, Seq};
use baton_core::time::{Millis, Time};
use baton_core::wire::{AgentAction, FromAgent, Refusal};

use super::{Desk, Effect, Held, Moment, Notice, Order, Trouble};

/// The customer is told that the agent types no more often than this.
const TYPING_EVERY: Millis = Millis::seconds(3);

impl Desk {
    /// Takes up an order; it goes out at once when the link is open.
    pub fn order(&mut self, id: CommandId, order: Order) -> Vec<Effect> {
        if self
            .notice
            .as_ref()
            .is_some_and(|notice| notice.conversation == order.conversation)
        {
            self.notice = None;
        }
        self.outbox.put(id, order);
        let mut effects = vec![Effect::SaveOutbox];
        effects.extend(self.flush());
        effects
    }

    /// Tries a failed order again.
    pub fn retry(&mut self, id: CommandId) -> Vec<Effect> {
        self.outbox.retry(id);
        let mut effects = vec![Effect::SaveOutbox];
        effects.extend(self.flush());
        effects
    }

    /// Takes an order back that was not carried out. Answers with it, so that its words are not lost.
    pub fn take_back(&mut self, id: CommandId) -> (Option<Order>, Vec<Effect>) {
        let order = self.outbox.remove(id).map(|entry| entry.item);
        (order, vec![Effect::SaveOutbox])
    }

    /// Takes up the outbox that an earlier life of this page stored.
    pub fn restore_outbox(&mut self, bytes: &[u8]) -> Vec<Effect> {
        self.outbox = baton_core::client::Outbox::from_bytes(bytes);
        let mut effects = self.forget_delivered();
        effects.extend(self.flush());
        effects
    }

    /// What would be lost with this tab: the outbox is the tab's own. What loads the page by itself keeps it.
    #[must_use]
    pub fn held_words(&self) -> Held {
        let words = self.outbox.entries().iter();
        let words = words.filter(|entry| is_words(&entry.item.action));
        if self.reloads {
            return Held::Nothing;
        }
        words
            .map(|entry| match entry.progress {
                Progress::Done(_) => Held::Nothing,
                Progress::Sending => Held::OnTheirWay,
                Progress::Unsent | Progress::Failed(_) => Held::Words,
            })
            .max()
            .unwrap_or(Held::Nothing)
    }

    /// The agent has pressed a key in a reply. The customer is told no more often than every few seconds.
    pub fn typing(&mut self, moment: Moment) -> Vec<Effect> {
        let Some(conversation) = self.opened() else {
            return Vec::new();
        };
        let told_already = |told: Time| moment.now - told < TYPING_EVERY;
        if self.link.state() != LinkState::Open || self.told_typing.is_some_and(told_already) {
            return Vec::new();
        }
        self.told_typing = Some(moment.now);
        vec![Effect::Send(FromAgent::Typing { conversation })]
    }

    /// The claim or end of a conversation that is on its way.
    #[must_use]
    pub fn on_its_way(&self, conversation: ConversationId) -> Option<&AgentAction> {
        self.outbox.entries().iter().find_map(|entry| {
            let button = matches!(
                entry.item.action,
                AgentAction::Claim { .. } | AgentAction::EndThisChat { .. }
            );
            let under_way = matches!(entry.progress, Progress::Unsent | Progress::Sending);
            (button && under_way && entry.item.conversation == conversation)
                .then_some(&entry.item.action)
        })
    }

    pub(super) fn flush(&mut self) -> Vec<Effect> {
        if self.link.state() != LinkState::Open {
            return Vec::new();
        }
        let send = |(id, order): (CommandId, Order)| {
            Effect::Send(FromAgent::Do {
                id,
                conversation: order.conversation,
                action: order.action,
            })
        };
        self.outbox.take_unsent().into_iter().map(send).collect()
    }

    pub(super) fn done(&mut self, id: CommandId, seq: Seq) -> Vec<Effect> {
        let Some(entry) = self.outbox.get(id) else {
            return Vec::new();
        };
        let words = is_words(&entry.item.action);
        let shown_later = self.here().is_some_and(|opened| {
            opened.conversation == entry.item.conversation && opened.view.seq < seq
        });
        if words && shown_later {
            self.outbox.done(id, seq);
        } else {
            self.outbox.remove(id);
        }
        vec![Effect::SaveOutbox]
    }

    pub(super) fn refused(&mut self, id: CommandId, why: Refusal) -> Vec<Effect> {
        let Some(entry) = self.outbox.get(id) else {
            return Vec::new();
        };
        let conversation = entry.item.conversation;
        if is_words(&entry.item.action) {
            self.outbox.failed(id, why);
        } else {
            self.outbox.remove(id);
            self.notice = Some(Notice {
                conversation,
                trouble: trouble(why),
            });
        }
        vec![Effect::SaveOutbox]
    }
}

/// Whether the order is something that a person wrote.
fn is_words(action: &AgentAction) -> bool {
    matches!(
        action,
        AgentAction::Write { .. } | AgentAction::Note { .. } | AgentAction::Comment { .. }
    )
}

fn trouble(why: Refusal) -> Trouble {
    match why {
        Refusal::Rejected(Rejection::AlreadyClaimed { by }) => Trouble::LostRace { by },
        Refusal::Rejected(Rejection::NotWaiting) => Trouble::NoLongerWaiting,
        Refusal::Rejected(Rejection::NotLive) => Trouble::NoLongerLive,
        other => Trouble::Refused(other),
    }
}
