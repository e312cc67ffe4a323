//! The inbox's signals: the desk, the clock, and what memos make of them. Everything that people do goes through
//! [`Console::act`], so that the desk decides and the outside obeys.

use std::collections::BTreeMap;

use baton_core::id::{CommandId, ConversationId, WorkItemId};
use baton_core::inbox::{InboxRow, List};
use baton_core::time::Time;
use baton_core::wire::AgentAction;
use baton_core::wire::alerts::Count;
use leptos::html;
use leptos::prelude::*;

use super::outside;
use crate::console::model::{
    Address, ConsoleSnapshot, Desk, Effect as Deed, Mode, Moment, Open, Order, Stand, Zone,
    draft_key,
};

/// A row with what this browser knows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownRow {
    /// The row.
    pub row: InboxRow,
    /// Whether it holds unread words.
    pub unread: bool,
}

/// What stands in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Middle {
    /// Nothing.
    Nothing,
    /// A conversation that was asked for.
    Loading(ConversationId),
    /// None with this id.
    Missing,
    /// A conversation.
    Here(ConversationId),
}

/// The inbox, for components.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// Everything that is known.
    pub desk: RwSignal<Desk>,
    /// The server's clock.
    pub now: RwSignal<Time>,
    /// What waits for the agent over all spaces; none until the server has said so.
    pub count: RwSignal<Option<Count>>,
    /// The reader's time zone.
    pub zone: RwSignal<Zone>,
    /// What the live region says.
    pub spoken: RwSignal<String>,
    /// Whether single keys do something.
    pub shortcuts: RwSignal<bool>,
    /// Whether the right column is unfolded, where it folds.
    pub details_open: RwSignal<bool>,
    /// A stored draft was changed from outside the composer.
    pub redraft: Trigger,
    /// The composer should take the focus.
    pub compose: Trigger,
    /// The opened conversation's id.
    pub opened: Memo<Option<ConversationId>>,
    /// What stands in the middle.
    pub middle: Memo<Middle>,
    /// What the agent can do with it.
    pub stand: Memo<Option<Stand>>,
    /// The three lists.
    pub lists: Memo<[Vec<ConversationId>; 3]>,
    /// The rows.
    pub rows: Memo<BTreeMap<ConversationId, ShownRow>>,
    /// The dialog that asks before the end.
    pub end_dialog: NodeRef<html::Dialog>,
    /// The dialog of the keyboard shortcuts.
    pub shortcuts_dialog: NodeRef<html::Dialog>,
}

impl Console {
    /// The signals of a page.
    #[must_use]
    pub fn new(snapshot: ConsoleSnapshot) -> Self {
        let now = RwSignal::new(snapshot.now);
        let desk = RwSignal::new(Desk::new(snapshot));
        let lists = Memo::new(move |_| {
            desk.with(|desk| {
                List::ALL.map(|list| {
                    let rows = desk.inbox.list(list, desk.me.id);
                    rows.into_iter().map(|row| row.conversation).collect()
                })
            })
        });
        let rows = Memo::new(move |_| {
            desk.with(|desk| {
                let shown = |row: &InboxRow| ShownRow {
                    unread: desk.seen.is_unread(row, desk.me.id),
                    row: row.clone(),
                };
                desk.inbox
                    .rows
                    .iter()
                    .map(|row| (row.conversation, shown(row)))
                    .collect()
            })
        });
        let middle = Memo::new(move |_| {
            desk.with(|desk| match &desk.open {
                Open::None => Middle::Nothing,
                Open::Loading(conversation) => Middle::Loading(*conversation),
                Open::Missing(_) => Middle::Missing,
                Open::Here(opened) => Middle::Here(opened.conversation),
            })
        });
        let stand = move |desk: &Desk| desk.here().map(|opened| opened.stand(desk.me.id));
        Self {
            desk,
            now,
            count: RwSignal::new(None),
            zone: RwSignal::new(Zone::Utc),
            spoken: RwSignal::new(String::new()),
            shortcuts: RwSignal::new(true),
            details_open: RwSignal::new(false),
            redraft: Trigger::new(),
            compose: Trigger::new(),
            opened: Memo::new(move |_| desk.with(Desk::opened)),
            middle,
            stand: Memo::new(move |_| desk.with(stand)),
            lists,
            rows,
            end_dialog: NodeRef::new(),
            shortcuts_dialog: NodeRef::new(),
        }
    }

    /// The console of the page that a component is part of.
    #[must_use]
    pub fn here() -> Self {
        expect_context()
    }

    /// The space's key.
    #[must_use]
    pub fn key(self) -> String {
        self.desk.with_untracked(|desk| desk.space.key.clone())
    }

    /// Where the draft of who is signed in is stored.
    #[must_use]
    pub fn draft_key(self, conversation: ConversationId, mode: Mode) -> String {
        self.desk
            .with_untracked(|desk| draft_key(desk.me.id, conversation, mode))
    }

    /// Lets the desk decide, then does what it says.
    pub fn act(self, decide: impl FnOnce(&mut Desk, Moment) -> Vec<Deed>) {
        let moment = outside::moment();
        let deeds = self.desk.try_update(|desk| decide(desk, moment));
        outside::carry_out(self, deeds.unwrap_or_default());
    }

    /// Lets the desk decide what no component shows: none of them looks again.
    pub fn act_unseen(self, decide: impl FnOnce(&mut Desk, Moment) -> Vec<Deed>) {
        let moment = outside::moment();
        let deeds = self
            .desk
            .try_maybe_update(|desk| (false, decide(desk, moment)));
        outside::carry_out(self, deeds.unwrap_or_default());
    }

    /// Opens a conversation, or none, and gives the page its address.
    pub fn go(self, address: Address) {
        outside::show_address(&address.path(&self.key()));
        self.arrive(address);
    }

    /// The page's address has changed.
    pub fn arrive(self, address: Address) {
        self.details_open.set(false);
        self.act(|desk, _| desk.go_to(address.conversation()));
        outside::focus_opened(address.conversation());
    }

    /// Orders something in the opened conversation.
    pub fn order(self, action: AgentAction) {
        let Some(conversation) = self.opened.get_untracked() else {
            return;
        };
        let id = CommandId(outside::fresh_id());
        self.act(|desk, _| {
            desk.order(
                id,
                Order {
                    conversation,
                    action,
                },
            )
        });
    }

    /// *Claim chat*, where it waits.
    pub fn claim(self) {
        if self.stand.get_untracked() == Some(Stand::Waiting) && !self.is_busy() {
            self.order(AgentAction::Claim {
                work_item: WorkItemId(outside::fresh_id()),
            });
        }
    }

    /// Asks before *End chat*, where it is mine.
    pub fn ask_to_end(self) {
        if self.stand.get_untracked() == Some(Stand::Mine) && !self.is_busy() {
            outside::show_dialog(self.end_dialog);
        }
    }

    /// *End chat*, where it is mine.
    pub fn end(self) {
        let mine = |desk: &Desk| desk.here().and_then(|opened| opened.mine(desk.me.id));
        if let Some(chat) = self.desk.with_untracked(mine) {
            self.order(AgentAction::EndThisChat { chat });
        }
    }

    /// Puts the focus into the composer.
    pub fn write_reply(self) {
        self.compose.notify();
    }

    /// Whether a claim or an end is on its way.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.desk.with(|desk| {
            desk.opened()
                .is_some_and(|conversation| desk.on_its_way(conversation).is_some())
        })
    }
}
