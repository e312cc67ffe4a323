//! The *Live chat inbox*: lists, the opened conversation, the right column. Rendered on the server from a snapshot and
//! hydrated from the same one; after that [`Console`] carries out what people do and what the server says. There is no
//! router: the page has two addresses, and [`super::model::Address`] knows them.

#![expect(
    unreachable_pub,
    reason = "the component macro makes the types of properties public"
)]

mod bubble;
mod composer;
mod conversation;
mod details;
mod dialogs;
mod echo;
mod lists;
mod outside;
mod reading;
mod state;

pub use state::Console;

/// How one item of a conversation is shown, for the pages that show the same record.
pub(super) mod record_view {
    pub(in crate::console) use super::bubble::{Around, messages};
}

use leptos::prelude::*;

use super::alerts::BANNER_ELEMENT;
use super::link_state::LinkState;
use super::model::{Address, ConsoleSnapshot};
use super::shell::{Section, Sidebar, SidebarData};
use super::words;
use conversation::ConversationPane;
use details::Details;
use dialogs::{EndDialog, ShortcutsDialog};
use lists::Lists;

/// The inbox page.
#[component]
pub fn InboxApp(
    /// What it begins with.
    snapshot: ConsoleSnapshot,
) -> impl IntoView {
    let sidebar = SidebarData::new(&snapshot.space, &snapshot.me, snapshot.viewer.clone());
    let console = Console::new(snapshot);
    provide_context(console);
    Effect::new(move |_| outside::start(console));
    let link = Memo::new(move |_| console.desk.with(|desk| (desk.lost, desk.is_offline())));
    let back = Address::Inbox.path(&console.key());
    let has_opened = move || console.opened.get().is_some();
    view! {
        <div class="desk" class:has-opened=has_opened>
            <a class="skip" href="#main">
                {words::SKIP}
            </a>
            <Sidebar data=sidebar current=Section::Inbox />
            <main class="inbox" id="main">
                <LinkState state=link back=back />
                <div id=BANNER_ELEMENT class="alerts-banner-place"></div>
                <Lists />
                <ConversationPane />
                <Details />
            </main>
            <EndDialog />
            <ShortcutsDialog />
            <p class="visually-hidden" role="status" aria-live="polite">
                {move || console.spoken.get()}
            </p>
        </div>
    }
}
