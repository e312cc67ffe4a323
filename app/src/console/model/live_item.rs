//! What the page of a work item knows and decides while it is open: the item, the record that it shows, and the link over
//! which both stay true. The chat and the work item are one log seen twice, so the page folds the same events as the
//! inbox; it only follows, since what an agent does on it is sent by forms.

use baton_core::client::{Link, LinkState, Step};
use baton_core::id::{CommandId, ConversationId, Seq};
use baton_core::inbox::FeedEvent;
use baton_core::people::{AgentRef, CustomerProfile};
use baton_core::view::{AgentView, Applied};
use baton_core::wire::{Cursor, FromAgent, REVISION, ToAgent, close};
use baton_core::work_item::WorkItem;
use serde::{Deserialize, Serialize};

use super::desk::{Lost, Moment, Opened};
use super::record::{Record, record};
use super::snapshot::{SpaceRef, Viewer};
use super::thread::message_of;
use crate::console::items::CommentForm;

/// Everything that the page of a work item begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemSnapshot {
    /// The space.
    pub space: SpaceRef,
    /// The reader.
    pub me: AgentRef,
    /// What the reader is here, for the sidebar.
    pub viewer: Viewer,
    /// Which work item.
    pub item: WorkItem,
    /// Where it lives.
    pub conversation: ConversationId,
    /// The conversation, from the first event that the record can need.
    pub view: AgentView,
    /// Whose it is.
    pub customer: CustomerProfile,
    /// How far the page has read the conversation and the space's feed, in which life of the store.
    pub feed: Cursor,
    /// The agents of the space.
    pub members: Vec<AgentRef>,
    /// Fresh ids for the forms: comment, status, assignee.
    pub commands: [CommandId; 3],
    /// The comment form.
    pub form: CommentForm,
}

/// What the browser layer does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A step of the link; pings come as [`Effect::Send`].
    Link(Step),
    /// Send a frame on the present socket.
    Send(FromAgent),
}

/// A work item's page.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveItem {
    /// The conversation that it lives in.
    pub opened: Opened,
    /// Why nothing comes any more.
    pub lost: Option<Lost>,
    begun: WorkItem,
    space: String,
    feed: Seq,
    link: Link,
}

impl LiveItem {
    /// What a page begins with.
    #[must_use]
    pub fn new(snapshot: ItemSnapshot) -> Self {
        Self {
            opened: Opened {
                conversation: snapshot.conversation,
                view: snapshot.view,
                customer: snapshot.customer,
                talk: None,
                epoch: snapshot.feed.epoch,
            },
            lost: None,
            begun: snapshot.item,
            space: snapshot.space.key,
            feed: snapshot.feed.seq,
            link: Link::default(),
        }
    }

    /// Whether the page should say that it is offline: the first failure is nobody's business.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        self.link.failures() > 1 && self.link.state() != LinkState::Open
    }

    /// The work item as it is now.
    #[must_use]
    pub fn item(&self) -> &WorkItem {
        let items = &self.opened.view.header.items;
        let now = items.iter().find(|item| item.id == self.begun.id);
        now.unwrap_or(&self.begun)
    }

    /// What of the conversation belongs to it.
    #[must_use]
    pub fn record(&self) -> Record {
        record(self.item(), self.opened.view.entries.iter().cloned())
    }

    /// Whether the record holds the comment or note of that id.
    #[must_use]
    pub fn has(&self, id: CommandId) -> bool {
        let mut entries = self.opened.view.entries.iter().rev();
        entries.any(|entry| message_of(&entry.body) == Some(id.into()))
    }

    /// The page is alive: connect.
    pub fn start(&mut self) -> Vec<Effect> {
        let steps = self.link.start();
        effects(steps)
    }

    /// The socket of that generation is open.
    pub fn socket_opened(&mut self, generation: u32, moment: Moment) -> Vec<Effect> {
        let mut effects = effects(self.link.opened(generation, moment.now));
        if self.link.is_current(generation) {
            effects.push(Effect::Send(FromAgent::Hello {
                revision: REVISION,
                space: self.space.clone(),
                feed: Some(Cursor {
                    epoch: self.opened.epoch,
                    seq: self.feed,
                }),
            }));
            effects.push(self.follow());
        }
        effects
    }

    /// The socket of that generation has closed.
    pub fn socket_closed(&mut self, generation: u32, code: u16, moment: Moment) -> Vec<Effect> {
        if !self.link.is_current(generation) {
            return Vec::new();
        }
        self.lost = Lost::told_by(code);
        // A page of another build goes on showing what it shows: what is being written on it is not given up for that.
        if self.lost.is_some() || code == close::REVISION {
            return effects(self.link.stop());
        }
        effects(self.link.closed(generation, moment.dice))
    }

    /// The alarm with this number rang.
    pub fn alarm(&mut self, number: u32, moment: Moment) -> Vec<Effect> {
        effects(self.link.alarm(number, moment.now, moment.dice))
    }

    /// The page or the network came back.
    pub fn nudged(&mut self, moment: Moment) -> Vec<Effect> {
        effects(self.link.nudged(moment.now))
    }

    /// A frame has come on the socket of that generation.
    pub fn frame(&mut self, generation: u32, frame: ToAgent, moment: Moment) -> Vec<Effect> {
        if !self.link.is_current(generation) {
            return Vec::new();
        }
        let mut effects = effects(self.link.heard(moment.now));
        effects.extend(match frame {
            ToAgent::FeedSnapshot { epoch, inbox, .. } => {
                self.feed = inbox.seq;
                if epoch != self.opened.epoch {
                    // Another life of the store: nothing that the page has is known to go on there.
                    self.opened.epoch = epoch;
                    self.opened.view.seq = Seq(0);
                }
                Vec::new()
            }
            ToAgent::Feed(event) => self.feed(&event),
            ToAgent::Snapshot {
                conversation,
                view,
                customer,
            } if conversation == self.opened.conversation => {
                self.take(view, customer);
                Vec::new()
            }
            ToAgent::Event {
                conversation,
                previous,
                event,
            } if conversation == self.opened.conversation => {
                match self.opened.view.apply(previous, event) {
                    Applied::Gap => vec![self.follow()],
                    Applied::Known | Applied::New => Vec::new(),
                }
            }
            ToAgent::Heads {
                conversation: Some((conversation, head)),
                ..
            } if conversation == self.opened.conversation && head > self.opened.view.seq => {
                vec![self.follow()]
            }
            ToAgent::Bye { reload: true, .. } => self::effects(self.link.stop()),
            ToAgent::Bye { retry_after, .. } => self::effects(self.link.dismissed(retry_after)),
            _ => Vec::new(),
        });
        effects
    }

    /// Of the lists only the customer's name matters here: who changes it, or has got an account, is known anew.
    fn feed(&mut self, event: &FeedEvent) -> Vec<Effect> {
        self.feed = event.seq;
        let row = &event.row;
        let is_renamed = row.conversation == self.opened.conversation
            && row.customer_name != self.opened.customer.name;
        if !is_renamed || self.link.state() != LinkState::Open {
            return Vec::new();
        }
        vec![Effect::Send(FromAgent::Open {
            conversation: row.conversation,
            cursor: None,
        })]
    }

    /// The conversation as it is. It holds the newest events only: older ones that the page has are kept, if nothing is
    /// missing between them.
    fn take(&mut self, mut view: AgentView, customer: CustomerProfile) {
        let known = core::mem::take(&mut self.opened.view.entries);
        let is_next = |first: Seq| self.opened.view.seq.next() >= first;
        if let Some(first) = view.entries.first().map(|entry| entry.seq)
            && is_next(first)
        {
            let older = known.into_iter().take_while(|entry| entry.seq < first);
            view.entries = older.chain(view.entries).collect();
            view.has_earlier = self.opened.view.has_earlier;
        }
        self.opened.view = view;
        self.opened.customer = customer;
    }

    fn follow(&self) -> Effect {
        Effect::Send(FromAgent::Open {
            conversation: self.opened.conversation,
            cursor: Some(Cursor {
                epoch: self.opened.epoch,
                seq: self.opened.view.seq,
            }),
        })
    }
}

/// Pings become frames. Nobody watches the inbox from here.
fn effects(steps: Vec<Step>) -> Vec<Effect> {
    let effect = |step| match step {
        Step::Ping => Effect::Send(FromAgent::Ping { watching: false }),
        step => Effect::Link(step),
    };
    steps.into_iter().map(effect).collect()
}

#[cfg(test)]
mod tests;
