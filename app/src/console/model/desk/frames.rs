//! What the server says, applied. Each durable frame carries the position before it; what does not fit is asked for
//! again, and what belongs to a conversation that was left changes nothing.

use baton_core::id::{ConversationId, Epoch, Seq};
use baton_core::inbox::{FeedEvent, InboxRow, List};
use baton_core::people::{CustomerKind, CustomerProfile};
use baton_core::time::{Millis, Time};
use baton_core::view::{AgentBody, AgentEvent, AgentView, Applied};
use baton_core::wire::{FromAgent, ToAgent};

use super::rest::Rest;
use super::{Announcement, Desk, Effect, Moment, Open, Opened, TYPING_HOLDS, links};
use crate::console::model::thread::message_of;

impl Desk {
    /// A frame has come on the socket of that generation.
    pub fn frame(&mut self, generation: u32, frame: ToAgent, moment: Moment) -> Vec<Effect> {
        if !self.link.is_current(generation) {
            return Vec::new();
        }
        let steps = self.link.heard(moment.now);
        let mut effects = self.steps(steps);
        effects.extend(match frame {
            ToAgent::FeedResumed { epoch, now } => {
                let mut effects = self.live_again(epoch, now, moment);
                effects.extend(self.rest.resumed());
                effects
            }
            ToAgent::FeedSnapshot { epoch, now, inbox } => {
                let effects = self.live_again(epoch, now, moment);
                self.rest = Rest::of(&inbox);
                self.inbox = inbox;
                self.earlier_asked = false;
                effects
            }
            ToAgent::Feed(event) => self.feed(event),
            ToAgent::Earlier { rows, has_earlier } => {
                self.earlier_asked = false;
                self.inbox.add_earlier(rows, has_earlier);
                Vec::new()
            }
            ToAgent::Resumed { .. } => Vec::new(),
            ToAgent::Snapshot {
                conversation,
                view,
                customer,
            } => self.show(conversation, view, customer),
            ToAgent::NoSuchConversation { conversation } => {
                if self.opened() == Some(conversation) {
                    self.open = Open::Missing(conversation);
                }
                Vec::new()
            }
            ToAgent::Event {
                conversation,
                previous,
                event,
            } => self.event(conversation, previous, event),
            ToAgent::Done { id, seq } => self.done(id, seq),
            ToAgent::Refused { id, why } => self.refused(id, why),
            ToAgent::Heads {
                feed,
                conversation,
                now,
            } => {
                self.skew = now - moment.now;
                self.heads(feed, conversation)
            }
            ToAgent::CustomerTyping { conversation } => {
                if self.opened() == Some(conversation) {
                    self.typing_until = Some(self.server_time(moment.now) + TYPING_HOLDS);
                }
                Vec::new()
            }
            ToAgent::Bye {
                retry_after,
                reload,
            } => self.goodbye(retry_after, reload),
            ToAgent::Offer(offer) => {
                self.offer = offer;
                Vec::new()
            }
            ToAgent::Talk { conversation, talk } => {
                if let Open::Here(opened) = &mut self.open
                    && opened.conversation == conversation
                {
                    opened.talk = Some(talk);
                }
                Vec::new()
            }
        });
        effects
    }

    fn live_again(&mut self, epoch: Epoch, now: Time, moment: Moment) -> Vec<Effect> {
        self.skew = now - moment.now;
        if epoch == self.epoch {
            return Vec::new();
        }
        self.epoch = epoch;
        self.shelf.clear();
        self.outbox.another_life();
        let mut effects = vec![Effect::SaveOutbox];
        effects.extend(self.flush());
        effects
    }

    fn feed(&mut self, event: FeedEvent) -> Vec<Effect> {
        let row = event.row.clone();
        let before = self.inbox.row(row.conversation).cloned();
        match self.inbox.apply(event) {
            Applied::Known => Vec::new(),
            Applied::Gap => vec![self.resync_feed()],
            Applied::New => {
                let me = self.me.id;
                let mut effects = Vec::from_iter(self.call_by_name(&row));
                let was_waiting = before.is_some_and(|before| before.list(me) == List::Unassigned);
                if was_waiting && row.list(me) != List::Unassigned {
                    effects.extend(self.rest.one_left());
                }
                let (customer, name) = (row.customer, row.customer_name.clone());
                let elsewhere = self.opened() != Some(row.conversation);
                if row.list(me) == List::Unassigned && !was_waiting {
                    effects.push(Effect::Announce(Announcement::NewChat { customer, name }));
                } else if row.list(me) == List::MyChats
                    && elsewhere
                    && self.seen.is_unread(&row, me)
                {
                    effects.push(Effect::Announce(Announcement::NewWords { customer, name }));
                }
                effects
            }
        }
    }

    /// Calls the customer as the row does, also in the opened conversation. A guest who has got a name has got an account:
    /// what else is known of them comes with the conversation, which is asked for.
    fn call_by_name(&mut self, row: &InboxRow) -> Option<Effect> {
        let is_other = |opened: &Opened| {
            opened.conversation == row.conversation && opened.customer.name != row.customer_name
        };
        self.shelf.retain(|opened| !is_other(opened));
        let Open::Here(opened) = &mut self.open else {
            return None;
        };
        if !is_other(opened) {
            return None;
        }
        opened.customer.name.clone_from(&row.customer_name);
        (opened.customer.kind == CustomerKind::Guest).then_some(Effect::Send(FromAgent::Open {
            conversation: row.conversation,
            cursor: None,
        }))
    }

    fn show(
        &mut self,
        conversation: ConversationId,
        view: AgentView,
        customer: CustomerProfile,
    ) -> Vec<Effect> {
        if self.opened() != Some(conversation) {
            return Vec::new();
        }
        self.open = Open::Here(Box::new(Opened {
            conversation,
            view,
            customer,
            talk: None,
            epoch: self.epoch,
        }));
        let mut effects = self.forget_delivered();
        effects.extend(self.mark_seen());
        effects
    }

    fn event(
        &mut self,
        conversation: ConversationId,
        previous: Seq,
        event: AgentEvent,
    ) -> Vec<Effect> {
        let Open::Here(opened) = &mut self.open else {
            return Vec::new();
        };
        if opened.conversation != conversation {
            return Vec::new();
        }
        if matches!(event.body, AgentBody::CustomerWrote { .. }) {
            self.typing_until = None;
        }
        match opened.view.apply(previous, event) {
            Applied::Known => Vec::new(),
            Applied::Gap => self.open_frame().into_iter().collect(),
            Applied::New => {
                let mut effects = self.forget_delivered();
                effects.extend(self.mark_seen());
                effects
            }
        }
    }

    fn heads(&self, feed: Seq, conversation: Option<(ConversationId, Seq)>) -> Vec<Effect> {
        let mut effects = Vec::new();
        if feed > self.inbox.seq {
            effects.push(self.resync_feed());
        }
        let behind = |(id, head): (ConversationId, Seq)| {
            self.here()
                .is_some_and(|opened| opened.conversation == id && head > opened.view.seq)
        };
        if conversation.is_some_and(behind) {
            effects.extend(self.open_frame());
        }
        effects
    }

    fn goodbye(&mut self, retry_after: Millis, reload: bool) -> Vec<Effect> {
        self.cut_off();
        if reload {
            self.reloads = true;
            let mut effects = vec![Effect::SaveOutbox];
            effects.extend(links(self.link.stop()));
            effects.push(Effect::Reload(retry_after));
            return effects;
        }
        links(self.link.dismissed(retry_after))
    }

    /// Entries whose event is in the opened conversation are done with.
    pub(super) fn forget_delivered(&mut self) -> Vec<Effect> {
        let Open::Here(opened) = &self.open else {
            return Vec::new();
        };
        let before = self.outbox.entries().len();
        let conversation = opened.conversation;
        let view = &opened.view;
        self.outbox.retain(|entry| {
            entry.item.conversation != conversation
                || !view
                    .entries
                    .iter()
                    .rev()
                    .any(|event| message_of(&event.body) == Some(entry.id.into()))
        });
        if self.outbox.entries().len() == before {
            Vec::new()
        } else {
            vec![Effect::SaveOutbox]
        }
    }

    fn resync_feed(&self) -> Effect {
        Effect::Send(FromAgent::ResyncFeed {
            cursor: Some(self.feed_cursor()),
        })
    }
}
