//! The page's signals: the work item with its conversation, and what memos make of it.

use baton_core::id::{AccountId, ConversationId};
use baton_core::view::AgentEvent;
use baton_core::work_item::WorkItem;
use leptos::prelude::*;

use super::outside;
use crate::console::model::live_item::{Effect as Deed, ItemSnapshot, LiveItem};
use crate::console::model::{Item, Moment, Record, Zone, items};
use crate::console::words;

/// The page of a work item, for components.
#[derive(Clone, Copy, Debug)]
pub struct LivePage {
    /// Everything that is known.
    pub live: RwSignal<LiveItem>,
    /// The reader's time zone.
    pub zone: RwSignal<Zone>,
    /// The work item as it is now.
    pub item: Memo<WorkItem>,
    /// What the customer is called.
    pub customer: Memo<String>,
    /// The talk with Rovo that led to it.
    pub context: Memo<Vec<Item>>,
    /// Everything since.
    pub timeline: Memo<Vec<Item>>,
    fixed: StoredValue<(AccountId, String, ConversationId)>,
}

impl LivePage {
    /// The signals of a page.
    #[must_use]
    pub fn new(snapshot: ItemSnapshot) -> Self {
        let me = snapshot.me.id;
        let fixed = (me, snapshot.space.key.clone(), snapshot.conversation);
        let live = RwSignal::new(LiveItem::new(snapshot));
        let zone = RwSignal::new(Zone::Utc);
        let record = Memo::new(move |_| live.with(LiveItem::record));
        let shown = move |part: fn(&Record) -> &Vec<AgentEvent>| {
            Memo::new(move |_| record.with(|record| items(part(record), me, zone.get())))
        };
        Self {
            live,
            zone,
            item: Memo::new(move |_| live.with(|live| live.item().clone())),
            customer: Memo::new(move |_| {
                live.with(|live| {
                    let customer = &live.opened.customer;
                    words::customer_name(&customer.name, customer.id)
                })
            }),
            context: shown(|record| &record.context),
            timeline: shown(|record| &record.timeline),
            fixed: StoredValue::new(fixed),
        }
    }

    /// The page that a component is part of.
    #[must_use]
    pub fn here() -> Self {
        expect_context()
    }

    /// The reader.
    #[must_use]
    pub fn me(self) -> AccountId {
        self.fixed.with_value(|fixed| fixed.0)
    }

    /// The space's key.
    #[must_use]
    pub fn space(self) -> String {
        self.fixed.with_value(|fixed| fixed.1.clone())
    }

    /// The conversation that the work item lives in.
    #[must_use]
    pub fn conversation(self) -> ConversationId {
        self.fixed.with_value(|fixed| fixed.2)
    }

    /// The page's address.
    #[must_use]
    pub fn item_path(self) -> String {
        let key = self.item.with_untracked(|item| item.key.clone());
        format!("/app/{}/items/{key}", self.space())
    }

    /// Lets the model decide, then does what it says.
    pub fn act(self, decide: impl FnOnce(&mut LiveItem, Moment) -> Vec<Deed>) {
        let moment = outside::moment();
        let deeds = self.live.try_update(|live| decide(live, moment));
        outside::carry_out(deeds.unwrap_or_default());
    }
}
