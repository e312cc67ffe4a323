//! The left side of the inbox: *Unassigned*, *My Chats*, *Others*, and their rows.

use baton_core::conversation::Speaker;
use baton_core::id::{AccountId, ConversationId};
use baton_core::inbox::{InboxRow, List, Place};
use baton_core::people::initials;
use baton_core::time::Time;
use leptos::prelude::*;

use super::Console;
use super::state::ShownRow;
use crate::console::model::{Address, Running, Wanted, clock, iso, waited};
use crate::console::shell::{Icon, icon};
use crate::console::words;

/// The lists.
#[component]
pub(super) fn Lists() -> impl IntoView {
    let console = Console::here();
    view! {
        <section class="lists" aria-labelledby="inbox-heading">
            <header class="lists-head">
                <h1 id="inbox-heading">{words::INBOX}</h1>
                <button
                    class="icon-button"
                    type="button"
                    aria-label=words::SHORTCUTS
                    title=words::SHORTCUTS
                    on:click=move |_| super::outside::show_dialog(console.shortcuts_dialog)
                >
                    <Icon path=icon::KEYBOARD />
                </button>
            </header>
            <div class="lists-scroll">
                <NotOffered />
                <ChatList list=List::Unassigned />
                <ChatList list=List::MyChats />
                <ChatList list=List::Others />
            </div>
        </section>
    }
}

#[component]
fn NotOffered() -> impl IntoView {
    let console = Console::here();
    let obstacles = Memo::new(move |_| console.desk.with(|desk| desk.offer.obstacles.clone()));
    move || {
        let obstacles = obstacles.get();
        (!obstacles.is_empty()).then(|| {
            let reasons = obstacles
                .into_iter()
                .map(|obstacle| view! { <li>{words::obstacle(obstacle)}</li> })
                .collect_view();
            view! {
                <div class="notice warn lists-notice">
                    <p>
                        <strong>{words::NOT_OFFERED}</strong>
                    </p>
                    <ul>{reasons}</ul>
                </div>
            }
        })
    }
}

#[component]
fn ChatList(list: List) -> impl IntoView {
    let console = Console::here();
    let (index, name, id, empty) = match list {
        List::Unassigned => (
            0,
            words::UNASSIGNED,
            "list-unassigned",
            words::UNASSIGNED_EMPTY,
        ),
        List::MyChats => (1, words::MY_CHATS, "list-mine", words::MY_CHATS_EMPTY),
        List::Others => (2, words::OTHERS, "list-others", words::OTHERS_EMPTY),
    };
    let count = Memo::new(move |_| console.lists.with(|lists| lists[index].len()));
    let rows = move || console.lists.with(|lists| lists[index].clone());
    let is_empty = move || count.get() == 0;
    let has_earlier = Memo::new(move |_| {
        list == List::Others && console.desk.with(|desk| desk.inbox.has_earlier)
    });
    let asked = move || console.desk.with(|desk| desk.earlier_asked);
    view! {
        <section class="chat-list" aria-labelledby=id>
            <h2 id=id>
                <span>{name}</span>
                <span class="count" aria-hidden="true">
                    {move || count.get()}
                </span>
                <span class="visually-hidden">{move || words::count(count.get())}</span>
            </h2>
            <ul>
                <For each=rows key=|conversation| *conversation let:conversation>
                    <Row conversation=conversation />
                </For>
            </ul>
            <p class="list-empty" hidden=move || !is_empty()>
                {empty}
            </p>
            <button
                class="link-button list-more"
                type="button"
                hidden=move || !has_earlier.get()
                on:click=move |_| console.act(|desk, _| desk.load_earlier())
            >
                {move || if asked() { words::EARLIER_COMING } else { words::SHOW_EARLIER }}
            </button>
        </section>
    }
}

#[component]
fn Row(conversation: ConversationId) -> impl IntoView {
    let console = Console::here();
    let address = Address::Conversation(conversation);
    let shown = Memo::new(move |_| console.rows.with(|rows| rows.get(&conversation).cloned()));
    let with_row = move |read: fn(&ShownRow) -> String| {
        shown.with(|shown| shown.as_ref().map(read).unwrap_or_default())
    };
    let unread = move || shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.unread));
    let me = console.desk.with_untracked(|desk| desk.me.id);
    let words = move || shown.with(|shown| shown.as_ref().map(|shown| last_words(&shown.row, me)));
    let current = move || (console.opened.get() == Some(conversation)).then_some("true");
    let open = move |event: leptos::ev::MouseEvent| {
        let plain = event.button() == 0
            && !event.meta_key()
            && !event.ctrl_key()
            && !event.shift_key()
            && !event.alt_key();
        if plain {
            event.prevent_default();
            console.go(address);
        }
    };
    view! {
        <li>
            <a
                class="row"
                id=format!("row-{conversation}")
                class:unread=unread
                href=address.path(&console.key())
                aria-current=current
                on:click=open
            >
                <span class="face" aria-hidden="true">
                    {move || with_row(|shown| face_of(&shown.row))}
                </span>
                <span class="row-name" dir="auto">
                    {move || with_row(|shown| name_of(&shown.row))}
                </span>
                <span class="row-time">
                    <RowTime shown=shown />
                </span>
                <span class="row-words" dir="auto">{words}</span>
                <span class="row-mark">
                    <span class="visually-hidden">
                        {move || unread().then_some(words::UNREAD)}
                    </span>
                </span>
            </a>
        </li>
    }
}

fn face_of(row: &InboxRow) -> String {
    initials(&name_of(row))
}

fn name_of(row: &InboxRow) -> String {
    words::customer_name(&row.customer_name, row.customer)
}

/// The second line of a row: who had the last word, and which. After Rovo's it is what the customer had said: Rovo's own
/// would be the same in every row.
fn last_words(row: &InboxRow, me: AccountId) -> String {
    let said = row.last_words.as_ref().map(|last| match last.by {
        Speaker::Customer => last.text.clone(),
        Speaker::Assignee if row.i_spoke_last(me) => words::you_said(&last.text),
        Speaker::Assignee | Speaker::Agent => words::agent_said(&last.text),
        Speaker::Rovo if last.text.is_empty() => words::ROVO_ANSWERED.to_owned(),
        Speaker::Rovo => last.text.clone(),
    });
    let said = said.unwrap_or_default();
    match &row.place {
        Place::Ended { how, .. } => {
            let key = row.work_item.as_ref().map(|(_, key)| key.as_str());
            words::ended_row(key, *how)
        }
        Place::Unassigned { .. } | Place::Assigned { .. } => said,
    }
}

/// The time of a row: how long it waits with its deadline, who has it, or when it ended.
#[component]
fn RowTime(shown: Memo<Option<ShownRow>>) -> impl IntoView {
    let console = Console::here();
    let me = console.desk.with_untracked(|desk| desk.me.id);
    let place =
        Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| shown.row.place.clone())));
    move || {
        let place = place.get()?;
        let running = console.desk.with_untracked(|desk| desk.running(&place));
        let wait = running.map(|running| {
            view! {
                <Wait since=running.since />
                <Ring running=running />
            }
        });
        Some(match place {
            Place::Unassigned { .. } => wait.into_any(),
            Place::Assigned { agent, .. } => {
                let name = (agent.id != me).then(
                    || view! { <span class="row-agent" dir="auto">{words::with_agent(&agent.name)}</span> },
                );
                view! {
                    {name}
                    {wait}
                }
                .into_any()
            }
            Place::Ended { at, .. } => view! {
                <time datetime=iso(at)>{move || clock(at, console.zone.get())}</time>
            }
            .into_any(),
        })
    }
}

#[component]
fn Wait(since: Time) -> impl IntoView {
    let console = Console::here();
    let text = Memo::new(move |_| waited(since, console.now.get()));
    view! {
        <span class="wait figures">
            <span aria-hidden="true">{move || text.get()}</span>
            <span class="visually-hidden">{move || words::waiting_for(&text.get())}</span>
        </span>
    }
}

/// A thin ring that fills until the deadline.
#[component]
fn Ring(
    /// The wait that it shows.
    running: Running,
) -> impl IntoView {
    let console = Console::here();
    let percent = Memo::new(move |_| running.gone(console.now.get()));
    let label = match running.wanted {
        Wanted::Claim => words::assign_ring,
        Wanted::Reply => words::reply_ring,
    };
    let late = move || percent.get() >= 75;
    view! {
        <svg
            class="ring"
            class:late=late
            width="18"
            height="18"
            viewBox="0 0 18 18"
            role="img"
            aria-label=move || label(percent.get())
        >
            <circle class="ring-track" cx="9" cy="9" r="7" fill="none" stroke-width="2"></circle>
            <circle
                class="ring-fill"
                cx="9"
                cy="9"
                r="7"
                fill="none"
                stroke-width="2"
                pathLength="100"
                stroke-dasharray=move || format!("{} 100", percent.get())
                transform="rotate(-90 9 9)"
            ></circle>
        </svg>
    }
}
